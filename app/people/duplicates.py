"""Who may be one person: suspected duplicates, each with its probability and the reasons, from the project's people.

What is compared, how and with which weights stands in `resources/identity/duplicates.json`, the same for every project;
what is chance in this project's own people is learnt from them, by a seeded draw.
"""

import functools
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib import resources
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import func, select

from app import audience
from app.domain.counts import listed
from app.domain.progress import SILENT, Progress
from app.domain.serialising import as_document
from app.people.table import name_of
from app.project import Project
from storage import bulk
from storage.file import kept_traits
from storage.file.models import decision, identifier, profile

if TYPE_CHECKING:
    import pyarrow as pa

_TRAITS: Final = {
    "first": "first_name", "last": "last_name", "whole": "full_name", "birth": "birth_date", "street": "street",
    "postal": "postal_code", "city": "city", "email": "email", "phone": "phone",
}  # fmt: skip
"""What is compared, and the trait that tells it."""

_MOST: Final = 20
"""So many are put together at the most: a longer chain of likenesses joins people who are not alike."""


@as_document("keys", "probability", "because")
@dataclass(frozen=True, slots=True)
class Suspects:
    """People who may be one: their keys, how likely the least likely link between them is, and its reasons.

    `people` are their numbers and `names` what they are called, in the order of the keys; `alike` says of each field
    compared in that link what it is.
    """

    keys: tuple[str, ...]
    probability: float
    because: str
    people: tuple[int, ...]
    names: tuple[str, ...]
    alike: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class _Link:
    probability: float
    alike: tuple[tuple[str, str, bool], ...]


@functools.cache
def settings() -> dict[str, Any]:
    """What is compared and how, the same for every project."""
    text = resources.files("resources").joinpath("identity", "duplicates.json").read_text("utf-8")
    found: dict[str, Any] = json.loads(text)
    return found


def find(project: Project, progress: Progress = SILENT) -> list[Suspects]:
    """Everyone who may be somebody else of the project too, the likeliest first; nothing is changed.

    Whoever was decided not to be the same is never suspected of it again.
    """
    from storage.linkage import suspects

    progress.step(0, 1, "Reading people")
    scan = progress.part(0.2, 1)
    read = functools.partial(_people, project, progress.part(0, 0.2))
    found = suspects.find(read, _nicknames(), settings(), lambda done, total, phrase: scan.step(done, total, phrase))
    return _grouped(project, found)


def _people(project: Project, progress: Progress) -> "pa.Table":
    """What is compared of everyone, in the form in which text is compared."""
    import pyarrow as pa
    import pyarrow.compute as pc

    from app.query import traits

    with audience.asking(project, progress=progress) as question:
        known = [name for name in _TRAITS.values() if name in question.names.traits]
        told = question.mirror.to_pyarrow(traits.columns(question, known, folded=True).order_by("profile_id"))
    columns = {"id": told.column("profile_id").cast(pa.int64())}
    for field, name in _TRAITS.items():
        kept = f"f_{name}" if f"f_{name}" in told.column_names else name
        column = told.column(kept) if kept in told.column_names else pa.nulls(len(told), pa.string())
        if pa.types.is_integer(column.type):
            column = pc.strftime(column.cast(pa.int32()).cast(pa.date32()), format="%Y%m%d")
        columns[field] = column.cast(pa.string())
    numbers = _customers(project)
    at = pc.index_in(columns["id"], value_set=numbers.column("0").combine_chunks())
    return pa.table(columns | {"customer": numbers.column("1").combine_chunks().take(at.combine_chunks())})


def _customers(project: Project) -> "pa.Table":
    """Who has a customer number, and the first of theirs: two who have one each are less likely to be one."""
    import pyarrow as pa

    mine = select(identifier.c.profile_id, func.min(identifier.c.value)).where(identifier.c.kind == "customer_id")
    with project.read() as connection:
        return bulk.fetch(connection, mine.group_by(identifier.c.profile_id), (pa.int64(), pa.string()))


@functools.cache
def _nicknames() -> "pa.Table":
    import pyarrow as pa
    from nicknames import name_triplets

    pairs = sorted({(one.name2, one.name1) for one in name_triplets() if one.relationship == "has_nickname"})
    return pa.table({"short": [short for short, _ in pairs], "long": [long for _, long in pairs]})


# Groups.


def _grouped(project: Project, found: "pa.Table") -> list[Suspects]:
    """Pairs put together to people, the likeliest links first, but for what was decided not to be."""
    links = _links(found)
    group: dict[int, list[int]] = {}
    weakest: dict[int, _Link] = {}
    apart = _decided_apart(project)
    for (one, other), link in links.items():
        mine, theirs = group.setdefault(one, [one]), group.setdefault(other, [other])
        parted = any((a, b) in apart for a in mine for b in theirs)
        if mine is theirs or parted or len(mine) + len(theirs) > _MOST:
            continue
        joined = [*mine, *theirs]
        group.update(dict.fromkeys(joined, joined))
        # Links come in the order of their probability: the last that was needed is the weakest.
        weakest.update(dict.fromkeys(joined, link))
    groups = {id(theirs): theirs for theirs in group.values() if len(theirs) > 1}
    keys = _keys(project, {number for theirs in groups.values() for number in theirs})
    told = [_told([n for n in sorted(theirs) if n in keys], keys, weakest[theirs[0]]) for theirs in groups.values()]
    return sorted((one for one in told if len(one.keys) > 1), key=lambda one: (-one.probability, one.keys))


def _told(people: Sequence[int], keys: dict[int, tuple[str, str]], link: _Link) -> Suspects:
    return Suspects(
        tuple(keys[number][0] for number in people),
        round(link.probability, 4),
        because(link.alike),
        tuple(people),
        tuple(keys[number][1] for number in people),
        tuple((field, says) for field, says, _ in link.alike),
    )


def because(alike: Iterable[tuple[str, str, bool]]) -> str:
    """Why two people may be one, in words: what is alike, and what is not (field, words, whether it is alike)."""
    told = list(alike)
    same, other = ([says for _, says, whether in told if whether is wanted] for wanted in (True, False))
    return listed(same) + (f", but {listed(other)}" if other else "")


def _links(found: "pa.Table") -> dict[tuple[int, int], _Link]:
    fields = settings()["fields"]
    names = [field["name"] for field in fields]
    links = {}
    for row in found.to_pylist():
        alike = tuple(
            (name, level["says"], level["alike"] != "other")
            for name, field in zip(names, fields, strict=True)
            if row[name] >= 0
            for level in [field["levels"][row[name]]]
        )
        links[row["one"], row["other"]] = _Link(row["probability"], alike)
    return links


def _keys(project: Project, numbers: set[int]) -> dict[int, tuple[str, str]]:
    """The key of each, and what they are called."""
    wanted = sorted(numbers)
    found: dict[int, tuple[str, str]] = {}
    known = kept_traits.of_profile().label("known")
    with project.read() as connection:
        for start in range(0, len(wanted), 5_000):
            asked = select(profile.c.id, profile.c.key, profile.c.email, known)
            rows = connection.execute(asked.where(profile.c.id.in_(wanted[start : start + 5_000])))
            found |= {row.id: (row.key, name_of(row.known) or row.email or row.key) for row in rows}
    return found


def _decided_apart(project: Project) -> set[tuple[int, int]]:
    """The people of whom somebody said that they are not the same, each pair in both orders."""
    one, other = identifier.alias(), identifier.alias()
    asked = (
        select(one.c.profile_id, other.c.profile_id)
        .select_from(decision)
        .join(one, (one.c.kind == decision.c.kind) & (one.c.value == decision.c.value))
        .join(other, (other.c.kind == decision.c.other_kind) & (other.c.value == decision.c.other_value))
        .where(decision.c.verdict == "apart", decision.c.taken_back_at.is_(None))
    )
    with project.read() as connection:
        pairs = [(int(a), int(b)) for a, b in connection.execute(asked)]
    return {*pairs, *((b, a) for a, b in pairs)}
