"""What the table of people shows of each at a glance: the segments they are in, and what they did month by month."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from sqlalchemy import select

from app import audience
from app.domain.clock import Moment
from app.domain.progress import SILENT, Progress
from app.project import Project
from storage import bulk
from storage.file.models import event

if TYPE_CHECKING:
    from app.query import Question

    Ids = np.ndarray[Any, np.dtype[np.int64]]

MONTHS: Final = 12
"""Calendar months that are counted, the last being that of the moment."""
_AT_ONCE: Final = 8
"""Segments that one statement asks for: it is compiled once and serves the next rows too."""
_EVENTS = ("received_email", "sent_email", "bounced_email", "entered_stage", "left_stage")
"""What was done to somebody, and by nobody."""


@dataclass(frozen=True, slots=True)
class Glance:
    """The names of the segments that somebody is in, in their order, and what they did in each month, oldest first."""

    segments: tuple[str, ...]
    months: tuple[int, ...]


def glances(
    project: Project, numbers: "Sequence[int] | Ids", as_of: audience.AsOf = None, progress: Progress = SILENT
) -> dict[int, Glance]:
    """By the number of each of these people. A segment whose rule can no longer be asked is left out."""
    people = np.unique(np.asarray(numbers, dtype=np.int64))
    with audience.asking(project, as_of, progress) as question:
        moment = question.moment
        inside = _segments(question, people)
    counts = _months(project, people, moment)
    return {
        int(one): Glance(tuple(inside.get(int(one), ())), tuple(row))
        for one, row in zip(people, counts.tolist(), strict=True)
    }


def _segments(question: "Question", people: "Ids") -> dict[int, list[str]]:
    from app.conditions import rule_of
    from app.domain.problems import RuleProblem
    from app.query import ProfileBatch

    known = []
    for one in question.names.segments.values():
        try:
            rule_of(one.id, question)
        except RuleProblem:
            continue
        known.append(one)
    batch = ProfileBatch(question, people)
    found: dict[int, list[str]] = {}
    for start in range(0, len(known), _AT_ONCE):
        some = known[start : start + _AT_ONCE]
        # What a segment means follows from all of them, for one may name another.
        what = ("glances", tuple(one.id for one in some), tuple(str(one.rule) for one in known))
        rows = batch.rows(what, partial(_members, tuple(one.id for one in some)))
        inside = {(row["id"], row["segment"]) for row in rows}
        for one in some:
            for person in {number for number, segment in inside if segment == one.id}:
                found.setdefault(person, []).append(one.name)
    return found


def _members(segments: tuple[int, ...], question: "Question") -> Any:
    """Who of the people looked at is in which of these segments."""
    import ibis

    from app.conditions import rule_of
    from app.query import compile as compiling

    parts = [
        compiling.members(rule_of(one, question), question).select("id", segment=ibis.literal(one, "int64"))
        for one in segments
    ]
    return ibis.union(*parts) if len(parts) > 1 else parts[0]


def _months(project: Project, people: "Ids", moment: Moment) -> "np.ndarray[Any, np.dtype[np.int64]]":
    """How many things each did in each month, shape (people, MONTHS)."""
    import pyarrow as pa

    starts = np.array(_starts(moment), dtype=np.int64)
    wanted = (
        select(event.c.profile_id, event.c.at)
        .where(event.c.profile_id.in_(people.tolist()), event.c.at >= int(starts[0]), event.c.at <= moment.us)
        .where(event.c.name.not_in(_EVENTS))
    )
    with project.read() as connection:
        rows = bulk.fetch(connection, wanted, [pa.int64(), pa.int64()])
    whose = np.searchsorted(people, np.asarray(rows.column("0"), dtype=np.int64))
    month = np.searchsorted(starts, np.asarray(rows.column("1"), dtype=np.int64), side="right") - 1
    found = np.zeros((len(people), MONTHS), dtype=np.int64)
    np.add.at(found, (whose, month), 1)
    return found


def _starts(moment: Moment) -> list[int]:
    """When the months began, in microseconds UTC, the oldest first."""
    now = moment.local()
    found = []
    for back in range(MONTHS - 1, -1, -1):
        years, month = divmod(now.year * 12 + now.month - 1 - back, 12)
        first = dt.datetime(years, month + 1, 1, tzinfo=moment.timezone)
        found.append(int(first.timestamp()) * 1_000_000)
    return found
