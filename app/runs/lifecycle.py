"""The lifecycle: in which stage everybody is, by thresholds for coming up into one and for staying in it.

Stages are listed from the highest to the lowest. At each run somebody comes up into the highest stage whose `enter`
rule holds; else stays where they are as long as its `stay` rule holds; else falls to the highest stage below whose
`stay` rule holds. So whoever was promoted by one threshold is demoted by another, and nobody goes to and fro between
two runs. Nobody falls through a stage that is a `floor`: a customer does not become a prospect again.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from app import audience
from app.domain.clock import Moment
from app.domain.names import fold
from app.domain.problems import RuleProblem
from app.domain.progress import SILENT, Progress
from app.domain.serialising import to_json
from app.project import Change, Json, Project
from app.query import Question, trait_families
from app.query import compile as compiling
from app.runs import problems, score_runs
from app.runs.lifecycle_stages import DEFAULT, FAMILIES, SETTING, TRAIT, Stage, family, read, stages

__all__ = [
    "DEFAULT", "FAMILIES", "NONE", "SETTING", "TRAIT", "Lifecycle", "Placed", "Stage", "StageCount", "choose", "family",
    "next_stages", "place", "read", "run", "stages", "told",
]  # fmt: skip

Bools = NDArray[np.bool_]
Ints = NDArray[np.int64]
NONE = -1
"""The number of no stage."""
_OWN = (TRAIT, "entered_stage", "left_stage")
"""What a stage cannot ask for, for it follows from the stages."""


@dataclass(frozen=True, slots=True)
class StageCount:
    """How many are in a stage, and how many came into it and left it since the run before."""

    name: str
    count: int
    entered: int
    left: int


@dataclass(frozen=True, slots=True)
class Lifecycle:
    """What a run came to: the stages from the highest, how many are in none, how many a floor held up, the moment and
    that of the run before (ISO, local; None for the first)."""

    stages: tuple[StageCount, ...]
    none: int
    held: int
    as_of: str
    since: str | None


def choose(project: Project, rows: Json) -> list[Stage]:
    """Let these be the project's stages; raises Problem for a rule that is wrong, with the stage."""
    wanted = read(rows)
    with audience.asking(project) as question:
        _conditions(wanted, question)
    project.change_settings({SETTING: [one.document() for one in wanted]})
    return wanted


@dataclass(frozen=True, slots=True)
class Placed:
    """Everybody (by number, ascending) with the number of their stage at a moment and before it, NONE for none; how
    many a floor held up; and the moment of the run in which they were before."""

    ids: Ints
    before: Ints
    now: Ints
    held: int
    moment: Moment
    since: str | None


def place(
    project: Project, wanted: Sequence[Stage], as_of: audience.AsOf = None, progress: Progress = SILENT,
    start: "Placed | None" = None,
) -> Placed:  # fmt: skip
    """Find everybody's stage at a moment, and keep nothing.

    Where they were before is what the newest run up to then says, or `start`, which is of an earlier moment. Raises
    Problem for a rule that is wrong, with the stage.
    """
    with audience.asking(project, as_of, progress.part(0, 0.9)) as question:
        ids, enter, stay = _held(wanted, question)
        before, since = _before(wanted, ids, question) if start is None else (_among(ids, start.ids, start.now), None)
        moment = question.moment
    progress.step(0.95, 1, "Finding the stages")
    now, held = next_stages(before, enter, stay, [one.floor for one in wanted])
    return Placed(ids, before, now, held, moment, since)


def told(placed: Placed, wanted: Sequence[Stage]) -> Lifecycle:
    """The figures of a placing."""
    before, now = placed.before, placed.now
    counts = tuple(
        StageCount(
            one.name,
            int((now == at).sum()),
            int(((now == at) & (before != at)).sum()),
            int(((before == at) & (now != at)).sum()),
        )
        for at, one in enumerate(wanted)
    )
    return Lifecycle(counts, int((now == NONE).sum()), placed.held, placed.moment.iso(), placed.since)


def run(project: Project, as_of: audience.AsOf = None, progress: Progress = SILENT) -> Lifecycle:
    """Find everybody's stage, keep it as the trait `lifecycle_stage`, and say who came and who left."""
    wanted = stages(project)
    placed = place(project, wanted, as_of, progress.part(0, 0.7))
    found = told(placed, wanted)
    with project.write("Found the stages of the lifecycle", {Change.SCORES}) as connection:
        parameters = {"stages": [one.document() for one in wanted]}
        made = score_runs.Run(TRAIT, "lifecycle", placed.moment.us, parameters, to_json(found))
        score_runs.keep(connection, made, _rows(placed.ids, placed.now, [one.name for one in wanted]))
    progress.step(1, 1, "Kept")
    return found


def next_stages(before: Ints, enter: Bools, stay: Bools, floors: Sequence[bool]) -> tuple[Ints, int]:
    """The number of everybody's stage now, and how many a floor held up.

    `before` has the number of the stage that each was in (NONE for none); `enter` and `stay` have a row for each stage,
    from the highest, and a column for each person.
    """
    count, people = enter.shape
    numbers = np.arange(count)[:, None]
    came = _first(enter, numbers)
    where = np.clip(before, 0, count - 1)
    stays = (before != NONE) & stay[where, np.arange(people)]
    # Below the stage before: whoever was in none falls nowhere.
    fell = _first(stay & (numbers > before), numbers)
    higher = (came != NONE) & ((before == NONE) | (came < before))
    now = np.where(higher, came, np.where(stays, before, np.where(before == NONE, NONE, fell)))
    held = 0
    for floor in (at for at, is_floor in enumerate(floors) if is_floor):
        below = (before != NONE) & (before <= floor) & ((now == NONE) | (now > floor))
        held += int(below.sum())
        now = np.where(below, floor, now)
    return now.astype(np.int64), held


def _first(flags: Bools, numbers: Ints) -> Ints:
    """The first row that is set in each column, NONE where none is."""
    return np.where(flags.any(axis=0), np.where(flags, numbers, len(numbers)).min(axis=0), NONE)


def _conditions(wanted: Sequence[Stage], question: Question) -> dict[str, Any]:
    """The rules of the stages as conditions on people: `e` and `s` with their numbers."""
    found = {}
    for at, one in enumerate(wanted):
        for sign, rule in (("e", one.enter), ("s", one.stay)):
            if any(name in json.dumps(rule) for name in _OWN):
                raise problems.STAGE_BY_ITSELF(name=one.name)
            try:
                root = audience.parse(rule, question.names).root
                found[f"{sign}{at}"] = compiling.matching(root, question).fill_null(False)
            except RuleProblem as problem:
                raise problems.WRONG_STAGE(name=one.name, problem=str(problem)) from None
    return found


def _held(wanted: Sequence[Stage], question: Question) -> tuple[Ints, Bools, Bools]:
    people = question.people
    rows = question.mirror.to_pyarrow(people.select("id", **_conditions(wanted, question)).order_by("id"))
    ids = np.asarray(rows.column("id"), dtype=np.int64)
    enter, stay = (
        np.array([np.asarray(rows.column(f"{sign}{at}")) for at in range(len(wanted))], dtype=bool) for sign in "es"
    )
    return ids, enter, stay


def _before(wanted: Sequence[Stage], ids: Ints, question: Question) -> tuple[Ints, str | None]:
    """The number of the stage in which each was by the newest run up to now, and when that was."""
    newest = trait_families.newest_run(TRAIT, question)
    if newest is None:
        return np.full(len(ids), NONE, dtype=np.int64), None
    scores = question.mirror.table("scores")
    mine = scores.filter((scores["name"] == TRAIT) & (scores.run_id == newest[0]))
    rows = question.mirror.to_pyarrow(mine.select("profile_id", "text").order_by("profile_id"))
    numbers = {fold(one.name): at for at, one in enumerate(wanted)}
    stages = np.array([numbers.get(fold(text), NONE) for text in rows.column("text").to_pylist()], dtype=np.int64)
    found = _among(ids, np.asarray(rows.column("profile_id"), dtype=np.int64), stages)
    return found, Moment(newest[1], question.moment.timezone).iso()


def _among(ids: Ints, whose: Ints, stages: Ints) -> Ints:
    """The stages of some people as those of `ids`; whoever is not among the people is in none."""
    found = np.full(len(ids), NONE, dtype=np.int64)
    if len(ids):
        at = np.searchsorted(ids, whose)
        there = (at < len(ids)) & (ids[np.minimum(at, len(ids) - 1)] == whose)
        found[at[there]] = stages[there]
    return found


def _rows(ids: Ints, now: Ints, names: Sequence[str]) -> pa.Table:
    inside = now != NONE
    text = pa.array(names).take(pa.array(now[inside]))
    count = int(inside.sum())
    return pa.table(
        {
            "profile_id": pa.array(ids[inside]),
            "name": pa.repeat(TRAIT, count),
            "text": text,
            "number": pa.nulls(count, pa.float64()),
        }
    )
