"""Who came into a stage of the lifecycle and who left one, as the kept runs tell it; nothing of it is written down.

A run is compared with the one before it in time; of several at one moment the one made last counts. Of the first run
nobody came or went, and neither between two runs that have no stage in common: another family of stages was chosen,
and nobody moved.
"""

import itertools
import json
from collections.abc import Iterable
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection, select

from app.domain.names import fold
from storage.file.models import score_run, score_value

NAME: Final = "lifecycle_stage"
"""The runs that are compared, and the score in which they keep the stages."""
ENTERED, LEFT = "entered_stage", "left_stage"


class Pair(NamedTuple):
    """A run and the one before it, by their numbers, and the moment of the run."""

    run: int
    before: int
    at: int


class Change(NamedTuple):
    """One event of one person."""

    at: int
    name: str
    stage: str


def pairs(runs: Iterable[tuple[int, int, Any]]) -> list[Pair]:
    """Which runs are compared, of their numbers, moments and parameters, in whatever order."""
    newest: dict[int, tuple[int, frozenset[str]]] = {}
    for number, at, parameters in sorted(runs, key=lambda one: one[:2]):
        newest[at] = (number, _stages(parameters))
    found = []
    ordered = sorted(newest.items())
    for (_, (before, earlier)), (at, (number, stages)) in itertools.pairwise(ordered):
        if earlier & stages:
            found.append(Pair(number, before, at))
    return found


def _stages(parameters: Any) -> frozenset[str]:
    known = json.loads(parameters) if isinstance(parameters, str) else parameters
    rows = known.get("stages", []) if isinstance(known, dict) else []
    return frozenset(fold(str(one["name"])) for one in rows if isinstance(one, dict) and "name" in one)


def kept_pairs(connection: Connection) -> list[Pair]:
    """The runs of a project that are compared."""
    columns = (score_run.c.id, score_run.c.as_of, score_run.c.parameters)
    rows = connection.execute(select(*columns).where(score_run.c.name == NAME))
    return pairs((row.id, row.as_of, row.parameters) for row in rows)


def of_profile(connection: Connection, profile_id: int) -> list[Change]:
    """One person's changes, the newest first."""
    columns = (score_value.c.run_id, score_value.c.text)
    mine = select(*columns).where(score_value.c.profile_id == profile_id, score_value.c.name == NAME)
    stages = {row.run_id: row.text for row in connection.execute(mine)}
    if not stages:
        return []
    found = []
    for run, before, at in reversed(kept_pairs(connection)):
        now, then = stages.get(run), stages.get(before)
        if fold(now or "") == fold(then or ""):
            continue
        found += [Change(at, ENTERED, now)] if now is not None else []
        found += [Change(at, LEFT, then)] if then is not None else []
    return found
