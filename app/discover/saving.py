"""Keeping what was found: a grouping as a trait and segments, people picked by hand as a tag and a segment.

Keeping a grouping again under its name replaces it whole, and `undo` brings back what was there.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
from sqlalchemy import func, insert, select

from app import audience
from app.audience import segments as kept_segments
from app.audience import where_used
from app.discover import problems
from app.discover.algorithms import algorithm
from app.discover.answers import Grouping, Portrait
from app.domain.counts import people
from app.domain.names import fold, label_of
from app.domain.progress import SILENT, Progress
from app.people import tags
from app.project import Change
from app.rules import Named
from app.runs import score_runs
from storage.file.models import profile, score_run, tag

if TYPE_CHECKING:
    from app.project import Project


@dataclass(frozen=True, slots=True)
class Kept:
    """What a saved grouping became: the trait that rules name, and the names of its segments.

    `left_out` is how many belong to no group and so have no value. `replaced` are segments of groups that are no more,
    taken away; `in_use` such that stay, because a campaign or another segment names them. `run` is the number of the
    run, `before` the rows that `undo` puts back.
    """

    trait: str
    segments: tuple[str, ...]
    people: int
    replaced: tuple[str, ...] = ()
    in_use: tuple[str, ...] = ()
    run: int = 0
    before: tuple[Mapping[str, Any], ...] = field(default=(), repr=False)
    left_out: int = 0


@dataclass(frozen=True, slots=True)
class Saved:
    """A grouping that was kept: when, of whom and with what; `summary` holds its groups as they were saved."""

    name: str
    as_of: int
    parameters: Mapping[str, Any]
    summary: Mapping[str, Any]


def save_grouping(
    project: "Project",
    grouping: Grouping,
    name: str,
    names: Mapping[int, str],
    actions: Mapping[int, str],
    progress: Progress = SILENT,
) -> Kept:
    """Keep a grouping in one transaction: the newest run of `cluster:NAME`, and the segment `NAME: GROUP` of each.

    A segment of that name is replaced; those of groups that are no more go. Raises Problem for a blank or doubled
    name; nothing is kept then.
    """
    name = _plain(name, "A grouping")
    called = {one.label: _plain(names.get(one.label, one.name), "A group") for one in grouping.portraits}
    if len({fold(text) for text in called.values()}) < len(called):
        raise problems.SAME_NAMES()
    trait = f"cluster:{name}"
    segments = {f"{name}: {called[one.label]}": _held(one, trait, called, actions) for one in grouping.portraits}
    gone, in_use = _gone(project, name, segments)
    known = audience.names(project)
    # Their rules ask for what is kept in the same transaction.
    known = replace(known, traits=known.traits | {trait: Named(trait, "text", label_of(trait), computed=True)})
    ready = [kept_segments.checked(known, title, rule, note=note) for title, (rule, note) in segments.items()]
    progress.step(0, 1, "Keeping who is in which group")
    with project.write(f"Kept the groups “{name}”", {Change.SCORES, Change.SEGMENTS}) as connection:
        before = kept_segments.rows_called(connection, [*segments, *gone])
        kept_segments.take_away(connection, [row["id"] for row in before if row["name"] in gone])
        made = score_runs.Run(
            trait, "cluster", grouping.as_of, _parameters(grouping), _summary(grouping, called, actions)
        )
        run = score_runs.keep(connection, made, _values(grouping, called, trait))
        for one in ready:
            kept_segments.put(connection, one)
    return Kept(
        trait, tuple(segments), int((grouping.labels >= 0).sum()), gone, in_use, run, tuple(before), grouping.noise
    )


def undo(project: "Project", kept: Kept) -> None:
    """Take a saved grouping back: its run goes, and its segments are as they were before."""
    with project.write(f"Took back the groups “{_bare(kept.trait)}”", {Change.SCORES, Change.SEGMENTS}) as connection:
        score_runs.take_away(connection, kept.run, kept.trait)
        made = kept_segments.rows_called(connection, kept.segments)
        kept_segments.take_away(connection, [row["id"] for row in made])
        kept_segments.put_back(connection, kept.before)


def _bare(trait: str) -> str:
    return trait.removeprefix("cluster:")


def _gone(project: "Project", name: str, kept: Mapping[str, object]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The segments that an earlier grouping of this name made and this one does not: those to go, those in use.

    One that was renamed, or whose rule was changed, is the user's own by now.
    """
    begins, here = fold(f"{name}: "), {fold(title) for title in kept}
    gone: list[str] = []
    in_use: list[str] = []
    for one in kept_segments.every(project):
        value = one.name[len(name) + 2 :]
        if not fold(one.name).startswith(begins) or fold(one.name) in here or not _made_by(one.rule, name, value):
            continue
        (in_use if where_used.of(project, one) else gone).append(one.name)
    return tuple(gone), tuple(in_use)


def _made_by(rule: object, name: str, value: str) -> bool:
    """Whether a rule is what saving a grouping gives to the segment of a group."""
    if not isinstance(rule, dict) or set(rule) != {"trait", "op", "value"}:
        return False
    return bool(fold(rule["trait"]) == fold(f"cluster:{name}") and rule["op"] == "is" and rule["value"] == value)


def save_people(project: "Project", ids: Sequence[int], name: str, progress: Progress = SILENT) -> str:
    """Keep people picked by hand: a tag of that name that nobody else has, and the segment that asks for it."""
    name, chosen = tags.plain(name), sorted({int(one) for one in ids})
    if not chosen:
        raise problems.NOBODY()
    note = "Selected by hand in a picture of groups"
    ready = kept_segments.checked(audience.names(project), name, {"tag": name}, note=note)
    progress.step(0, 1, "Keeping who was selected")
    with project.write(f"Kept {people(len(chosen))} as “{name}”", {Change.TAGS, Change.SEGMENTS}) as connection:
        if fold(name) in {fold(one) for one in tags.known_in(connection)}:
            raise problems.TAG_TAKEN(name=name)
        connection.execute(insert(tag), [{"profile_id": one, "tag": name, "batch_id": tags.BY_HAND} for one in chosen])
        # Asked within the write: somebody may have left since the picture was drawn.
        known = select(func.count()).select_from(tag.join(profile, profile.c.id == tag.c.profile_id))
        if connection.scalar(known.where(tag.c.tag == name)) != len(chosen):
            raise problems.GONE()
        kept_segments.put(connection, ready)
    return name


def saved(project: "Project") -> list[Saved]:
    """The newest run of each grouping that was kept, in the order of their names."""
    with project.read() as connection:
        rows = connection.execute(select(score_run).where(score_run.c.kind == "cluster").order_by(score_run.c.id))
        newest = {row.name: row for row in rows}
    return [
        Saved(name.removeprefix("cluster:"), row.as_of, row.parameters, row.summary)
        for name, row in sorted(newest.items())
    ]


def _plain(text: str, what: str) -> str:
    found = " ".join(text.split())
    if not found:
        raise problems.NAMELESS(what=what)
    return found


def _held(
    portrait: Portrait, trait: str, called: Mapping[int, str], actions: Mapping[int, str]
) -> tuple[dict[str, str], str]:
    """The rule and the note of one group's segment."""
    rule = {"trait": trait, "op": "is", "value": called[portrait.label]}
    return rule, actions.get(portrait.label, portrait.action)


def _values(grouping: Grouping, called: Mapping[int, str], trait: str) -> pa.Table:
    """Who is in which group, in the form of the store."""
    inside = grouping.labels >= 0
    labels = grouping.labels[inside]
    # Labels count from 0 without a gap, so each is its name's place in the list.
    names = pa.array([called[label] for label in range(len(called))])
    return pa.table(
        {
            "profile_id": pa.array(grouping.ids[inside]),
            "name": pa.repeat(trait, len(labels)),
            "text": names.take(pa.array(labels)),
            "number": pa.array(labels.astype(np.float64)),
        }
    )


def _parameters(grouping: Grouping) -> dict[str, Any]:
    choice = grouping.choice
    # What was not set stands in the file too: a later version may propose something else.
    chosen = {one.name: choice.settings.get(one.name, one.default) for one in algorithm(choice.algorithm).settings}
    return {
        "features": list(choice.features),
        "log": sorted(choice.logs or ()),
        "scale": choice.scale,
        "algorithm": choice.algorithm,
        "seed": choice.seed,
        **chosen,
        "k": grouping.k,
    }


def _summary(grouping: Grouping, called: Mapping[int, str], actions: Mapping[int, str]) -> dict[str, Any]:
    groups = []
    for portrait in grouping.portraits:
        shown = {"name": called[portrait.label], "action": actions.get(portrait.label, portrait.action)}
        groups.append(asdict(portrait) | shown)
    return {
        "silhouette": grouping.silhouette,
        "inertia": grouping.inertia,
        "people": len(grouping.ids),
        "of": grouping.of,
        "noise": grouping.noise,
        "candidates": [asdict(one) for one in grouping.candidates],
        "groups": groups,
    }
