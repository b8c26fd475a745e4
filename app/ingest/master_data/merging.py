"""Two fields read as one: said beside the rows, which keep what files said under the names that they said it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import orjson
import pyarrow as pa
from numpy.typing import NDArray
from sqlalchemy import ColumnElement, Connection, Text, delete, func, or_, select, type_coerce

from app.domain import clock
from app.domain.background import RepeatingProgress
from app.domain.merged_fields import LEADS, Merge, MergedFields, of_document
from app.domain.progress import SILENT, Progress
from app.ingest.identity import field_rules
from app.ingest.identity.merged_traits import as_if
from app.ingest.identity.profile_changes import unchanged
from app.ingest.master_data import known_fields
from app.ingest.master_data.priorities import write
from app.ingest.master_data.rewriting import rewrite
from app.project import Change, Project
from storage import bulk
from storage.file import fields, kept_traits, models
from storage.file.models import hand_value, identifier, profile, profile_row, trait

_BY_MERGING: Final = "merge"
"""The source of a standard field that the project has only because another was merged into it."""
_SAMPLES: Final = 3
_EVERY: Final = 5_000


@dataclass(frozen=True, slots=True)
class Merged:
    """A field, the one of which it is part, which of LEADS leads, since when (microseconds UTC), and of how many
    people anything shows otherwise."""

    old: str
    into: str
    leads: str
    at: int
    people: int


@dataclass(frozen=True, slots=True)
class MergeSample:
    """Somebody, what the two fields say of them now, and what the one would show by which of them leads.

    `case` is `only_old`, `equal`, `different` or `unreadable`; values are as the store keeps them.
    """

    case: str
    key: str
    old: Any
    into: Any
    shows: dict[str, Any]


@dataclass(frozen=True, slots=True)
class MergeFigures:
    """How many people have only the one field or the other, the same in both, or different values.

    `unreadable` have a value in the old field that is none in the other: it stays with its rows and is not shown.
    """

    only_old: int
    only_into: int
    equal: int
    different: int
    unreadable: int
    samples: tuple[MergeSample, ...]


def merges_of(project: Project) -> tuple[Merge, ...]:
    """The merges that stand, by the name of the old field."""
    with project.read() as connection:
        return tuple(of_document(name, said) for name, said in sorted(fields.merges(connection).items()))


def labels(project: Project) -> dict[str, str]:
    """What people read for every field of the project's, those that are deleted or part of another too."""
    with project.read() as connection:
        return known_fields.labels(connection)


def merge(
    project: Project, said: Merge, called: tuple[str, str], by: str = "you", progress: Progress = SILENT
) -> Merged:
    """Read a field as part of another from now on; `called` is what people read for both.

    Whether it may be is asked by `app.fields`. A time of 0 stands for now.
    """
    progress = RepeatingProgress(progress)
    at = said.at or clock.system_now()
    what = f"Merged the field {called[0]} into {called[1]}"
    detail = {"field": said.old, "into": said.into, "leads": said.leads, "by": by}
    with project.write(what, {Change.PROFILES}, detail) as connection:
        known_fields.enter(connection, known_fields.find(connection, said.into), _BY_MERGING)
        write(connection, said.old, merged={"into": said.into, "leads": said.leads, "at": at})
        changed = _derive(connection, said.old, progress)
    return Merged(said.old, said.into, said.leads, at, changed)


def take_apart(
    project: Project, name: str, called: tuple[str, str], by: str = "you", progress: Progress = SILENT
) -> Merged:
    """Let a field that is part of another stand for itself again, with all that is said under its name since."""
    progress = RepeatingProgress(progress)
    what = f"Took the field {called[0]} out of {called[1]} again"
    with project.write(what, {Change.PROFILES}, {"field": name, "by": by}) as connection:
        said = of_document(name, fields.merges(connection)[name])
        write(connection, name, merged=None)
        table = models.field
        nothing = (table.c.label.is_(None), ~table.c.hidden, ~table.c.deleted, table.c.priority.is_(None))
        connection.execute(delete(table).where(table.c.name == name, table.c.merged.is_(None), *nothing))
        changed = _derive(connection, name, progress)
        _leave(connection, said.into)
    return Merged(name, said.into, said.leads, said.at, changed)


def _derive(connection: Connection, name: str, progress: RepeatingProgress) -> int:
    """Bring those to it of whom anything is said under a name, or under one that was merged into it."""
    progress.step(0, 1, "Looking whom it concerns")
    with bulk.watched(connection, progress.beat):
        people = said_of(connection, field_rules.merges(connection).under(name))
        changed = rewrite(connection, people, progress.part(0.2, 0.9))
    progress.step(1, 1, "Saving")
    return changed


def says(names: Iterable[str]) -> ColumnElement[bool]:
    """The condition of rows that say anything, a blank too, under one of some names."""
    return or_(*(func.json_type(profile_row.c.traits, f'$."{name}"').is_not(None) for name in sorted(names)))


def said_of(connection: Connection, names: Iterable[str]) -> NDArray[np.int64]:
    """The numbers of the people of whom files or a hand say anything under one of some names, ascending."""
    names = frozenset(names)
    rows = select(profile_row.c.profile_id).where(says(names)).distinct()
    told = np.asarray(bulk.fetch(connection, rows, [pa.int64()]).column("0"), dtype=np.int64)
    held = (identifier.c.kind == hand_value.c.kind) & (identifier.c.value == hand_value.c.value)
    asked = select(identifier.c.profile_id).join(hand_value, held).where(hand_value.c.trait.in_(names)).distinct()
    hand = np.array(list(connection.scalars(asked)), dtype=np.int64)
    found = np.unique(np.concatenate([told, hand]))
    return found[found > 0]


def _leave(connection: Connection, name: str) -> None:
    """Take a standard field away again that the project has only because of a merge, where nothing else says it."""
    mine = trait.c.name == name
    if connection.scalar(select(trait.c.source).where(mine)) != _BY_MERGING:
        return
    if any(said["into"] == name for said in fields.merges(connection).values()):
        return
    if not len(said_of(connection, (name,))):
        connection.execute(delete(trait).where(mine))


def foresee(project: Project, old: str, into: str, progress: Progress = SILENT) -> MergeFigures:
    """What merging a field into another would come to; nothing is kept."""
    with project.read() as connection:
        alone = field_rules.merges(connection, (Merge(old, into, LEADS[0], clock.system_now()),))
        counts, places = _compared(connection, old, into, alone, progress)
        people = np.array(sorted(place[0] for some in places.values() for place in some), dtype=np.int64)
        shows: dict[str, dict[int, dict[str, Any]]] = {}
        for leads in LEADS:
            supposed = field_rules.merges(connection, (Merge(old, into, leads, clock.system_now()),))
            shows[leads] = as_if(connection, people, field_rules.of(connection, unchanged(), supposed))
    samples = tuple(
        MergeSample(case, key, mine, theirs, {leads: known[person].get(into) for leads, known in shows.items()})
        for case, some in places.items()
        for person, key, mine, theirs in some
    )
    only_old, only_into, equal, different, unreadable = (
        counts.get(case, 0) for case in ("only_old", "only_into", "equal", "different", "unreadable")
    )
    return MergeFigures(only_old, only_into, equal, different, unreadable, samples)


_Place = tuple[int, str, Any, Any]
"""Somebody's number and key, and what both fields say of them."""


def _compared(
    connection: Connection, old: str, into: str, merges: MergedFields, progress: Progress
) -> tuple[dict[str, int], dict[str, list[_Place]]]:
    """How many people are of each case, and the first few of them."""
    counts: dict[str, int] = {}
    places: dict[str, list[_Place]] = {case: [] for case in ("different", "only_old", "equal", "unreadable")}
    known = type_coerce(kept_traits.of_profile(), Text)
    table = bulk.fetch(
        connection, select(profile.c.id, profile.c.key, known).order_by(profile.c.id),
        [pa.int64(), pa.string(), pa.string()],
    )  # fmt: skip
    done = 0
    for batch in table.to_batches(max_chunksize=_EVERY):
        progress.step(done, table.num_rows, "Comparing both fields")
        done += batch.num_rows
        for person, key, text in zip(*(column.to_pylist() for column in batch.columns), strict=True):
            said = orjson.loads(text or "{}")
            mine, theirs = said.get(old), said.get(into)
            if mine is None and theirs is None:
                continue
            region = said.get("country")
            now = merges.read(old, mine, region if isinstance(region, str) else None)
            case = _case(mine, now, theirs)
            counts[case] = counts.get(case, 0) + 1
            if len(places.get(case, _FULL)) < _SAMPLES:
                places[case].append((person, key, mine, theirs))
    return counts, places


_FULL: Final = [(0, "", None, None)] * _SAMPLES


def _case(mine: Any, now: Any, theirs: Any) -> str:
    if mine is None:
        return "only_into"
    if now is None:
        return "unreadable"
    if theirs is None:
        return "only_old"
    return "equal" if now == theirs else "different"
