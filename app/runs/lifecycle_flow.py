"""Who moved from which stage of the lifecycle to which between two moments.

Both are worked out from the data by the stages of now, as if the lifecycle had been run at the two moments: so the
answer is there for any two days, whether or not somebody ran it then.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from app import audience
from app.domain.progress import SILENT, Progress
from app.domain.serialising import as_document
from app.project import Project
from app.runs import lifecycle, problems
from app.runs.lifecycle import NONE, Ints, Placed, Stage


@dataclass(frozen=True, slots=True)
class Move:
    """How many went from one stage to another, or stayed where they were; an empty name is no stage."""

    origin: str
    target: str
    count: int


@as_document("stages", "start", "end", "moves", called={"start": "from", "end": "to"})
@dataclass(frozen=True, slots=True)
class Flow:
    """The moves between two moments (ISO, local), the largest first of each stage, the stages from the highest."""

    stages: tuple[str, ...]
    start: str
    end: str
    moves: tuple[Move, ...]
    ids: Ints
    before: Ints
    now: Ints

    def people(self, move: Move) -> Ints:
        """The numbers of those who moved so."""
        names = {name: at for at, name in enumerate(self.stages)}
        was, became = names.get(move.origin, NONE), names.get(move.target, NONE)
        return np.asarray(self.ids[(self.before == was) & (self.now == became)], dtype=np.int64)

    def share(self, move: Move) -> float:
        """The part of those who were in the stage that went so."""
        return move.count / (sum(one.count for one in self.moves if one.origin == move.origin) or 1)


def flow(
    project: Project, start: audience.AsOf, end: audience.AsOf, progress: Progress = SILENT,
    wanted: Sequence[Stage] | None = None,
) -> Flow:  # fmt: skip
    """The moves from one moment to another; raises Problem where the second is not after the first."""
    stages = wanted or lifecycle.stages(project)
    first = _there(project, lifecycle.place(project, stages, start, progress.part(0, 0.4)), end)
    second = lifecycle.place(project, stages, end, progress.part(0.5, 1), first)
    if second.moment.us <= first.moment.us:
        raise problems.NO_TIME_BETWEEN()
    names = tuple(one.name for one in stages)
    moves = tuple(_moves(second.before, second.now, names))
    return Flow(names, first.moment.iso(), second.moment.iso(), moves, second.ids, second.before, second.now)


def _there(project: Project, first: Placed, end: audience.AsOf) -> Placed:
    """The first of the two moments, with whoever came only after it in no stage: they were not churned then."""
    seen = {"trait": "first_seen_at", "op": "is_set"}
    by_then, by_now = (audience.member_ids(project, seen, moment) for moment in (first.moment, end))
    came = np.isin(first.ids, np.setdiff1d(by_now, by_then))
    return replace(first, now=np.where(came, NONE, first.now))


def _moves(before: Ints, now: Ints, names: Sequence[str]) -> list[Move]:
    called = (*names, "")
    # No stage stands last, whether it is counted from the front or from the back.
    many = len(called)
    counts = np.bincount((before % many) * many + now % many, minlength=many * many).reshape(many, many)
    order = sorted(zip(*np.nonzero(counts), strict=True), key=lambda at: (at[0], at[1]))
    return [Move(called[was], called[became], int(counts[was, became])) for was, became in order]
