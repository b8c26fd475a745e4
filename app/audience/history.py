"""What became of segments: their members found again and again, and who came and went between two refreshes.

What is recorded is of the moment that a refresh was of (`as_of`), for conditions measure from it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from sqlalchemy import ColumnElement, Connection, select

from app import audience
from app.audience import inside, membership_record, problems, segments
from app.audience.inside import Ids, Inside
from app.audience.membership_record import Row
from app.domain import clock
from app.domain.clock import Moment
from app.domain.counts import counted
from app.domain.problems import NotFound
from app.domain.progress import SILENT, Progress
from app.domain.serialising import as_document
from app.project import Change, Project
from app.rules import KnownSegment
from storage.file.models import commit_log, membership, profile

if TYPE_CHECKING:
    import pyarrow as pa

    from app.query import Question

_TRIES = 3
"""So often the work is begun anew where the project is changed meanwhile."""
_SECOND = 1_000_000
_MOST_ROWS = 4_000_000
_MOST_SEGMENTS = 50
"""Memberships and segments that are looked through together."""


@as_document("name", "as_of", "count", "mailable", "entered", "left", "problem", if_told=("problem",))
@dataclass(frozen=True, slots=True)
class Refreshed:
    """What the refresh of a segment found: how many are in it at `as_of` (ISO, local) and can be emailed, who came, who
    went. One that could not be asked has its problem in words and no figures, and its record is as it was.
    """

    name: str
    as_of: str
    count: int | None
    mailable: int | None
    entered: int | None
    left: int | None
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Refresh:
    """One refresh in the record of a segment: its moment, and when it was made, both ISO and local; see `Refreshed`."""

    as_of: str
    at: str
    count: int
    mailable: int
    entered: int
    left: int


@dataclass(frozen=True, slots=True)
class Crossed:
    """Who came and who went in a refresh: their keys in key order, as far as they are still there."""

    as_of: str
    entered: tuple[str, ...]
    left: tuple[str, ...]


class Moved(Exception):
    """The project is no longer what was read."""


def refresh(
    project: Project, names: Sequence[str] = (), progress: Progress = SILENT, as_of: audience.AsOf = None
) -> list[Refreshed]:
    """Find the members of these segments, without names of all, and record who came and who went: all of it or nothing.

    Raises NotFound, Problem where one was refreshed at a later moment, and the RuleProblem of a segment where none of
    them could be asked.
    """
    for _ in range(_TRIES):
        try:
            return _refreshed(project, names, progress, as_of)
        except Moved:
            # Members and record are of one state of the project, or somebody who was joined would come and go.
            continue
    raise problems.BUSY()


def _refreshed(project: Project, names: Sequence[str], progress: Progress, as_of: audience.AsOf) -> list[Refreshed]:
    token = project.token()
    with audience.asking(project, as_of, progress) as question:
        chosen = _chosen(project, names, question)
        if not chosen:
            return []
        consent = bool(project.setting("unknown_is_consent"))
        found = inside.find(question, chosen, consent, progress.part(0, 0.6))
        if len(found.problems) == len(chosen):
            raise found.problems[chosen[0].id]
        crossings = [_crossing(number, found, open_) for number, open_ in _open(question, found)]
        moment = question.moment
    rows = [_row(one, found, moment.us) for one in crossings]
    _write(project, rows, crossings, moment, token, progress.part(0.6, 1))
    return [_told(one, found, rows, moment.iso()) for one in chosen]


def _chosen(project: Project, names: Sequence[str], question: "Question") -> list[KnownSegment]:
    """The segments to be refreshed; raises Problem where one has a later refresh than the moment."""
    every = segments.named(names, question.names)
    with project.read() as connection:
        latest = membership_record.latest(connection)
    for one in every:
        if (last := latest.get(one.id)) is not None and last > question.moment.us:
            said = Moment(last, question.moment.timezone).iso()
            raise problems.EARLIER(name=one.name, latest=said, as_of=question.moment.iso())
    return every


@dataclass(frozen=True)
class Crossing:
    """Of one segment: who came (numbers of profiles), which memberships ended (their ids), and how many people these
    were of."""

    segment: int
    entered: Ids
    ended: Ids
    left: int


def _open(question: "Question", found: Inside) -> "Iterator[tuple[int, tuple[Ids, Ids]]]":
    """Of each segment that was asked: the ids of the memberships that last, and the numbers of their people."""
    table = question.mirror.table("memberships")
    lasting = table.filter(table.left_at.isnull())
    sizes = question.mirror.to_pyarrow(lasting.group_by("segment_id").agg(rows=lasting.count())).to_pylist()
    for some in _parts(sorted(found.members), {row["segment_id"]: row["rows"] for row in sizes}):
        between = lasting.segment_id.between(some[0], some[-1])
        rows = question.mirror.to_pyarrow(lasting.filter(between).select("segment_id", "id", "profile_id"))
        segment, ids, people = (np.asarray(column, dtype=np.int64) for column in rows.columns)
        for number in some:
            theirs = segment == number if len(some) > 1 else slice(None)
            yield number, (ids[theirs], people[theirs])


def _parts(numbers: list[int], sizes: dict[int, int]) -> list[list[int]]:
    """Segments by their numbers, as many together as have few memberships: all at once would take all memory."""
    parts: list[list[int]] = []
    held = _MOST_ROWS
    for number in numbers:
        size = sizes.get(number, 0)
        if not parts or held + size > _MOST_ROWS or len(parts[-1]) >= _MOST_SEGMENTS:
            parts.append([])
            held = 0
        parts[-1].append(number)
        held += size
    return parts


def _crossing(number: int, found: Inside, lasting: tuple[Ids, Ids]) -> Crossing:
    """Who came into a segment and who left it since the memberships that last were recorded."""
    members, (ids, people) = found.members[number], lasting
    # A membership of somebody who is no longer there ends too.
    places = found.places(people)
    stays = np.zeros(len(people), dtype=bool)
    stays[places >= 0] = found.chosen(members)[places[places >= 0]]
    entered = found.numbers(members & ~found.bits(people))
    return Crossing(number, entered, ids[~stays], len(np.unique(people[~stays])))


def _row(one: Crossing, found: Inside, as_of: int) -> Row:
    members = found.members[one.segment]
    figures = (inside.count(members), inside.count(members & found.mailable), len(one.entered), one.left)
    return Row(one.segment, clock.system_now(), as_of, *figures)


def _write(
    project: Project, rows: list[Row], crossings: list[Crossing], moment: Moment, token: str, progress: Progress
) -> None:
    entered, left = tables(crossings, moment.us)
    what = f"Refreshed {counted(len(rows), 'segment')}"
    detail = {"as_of": moment.iso(), "entered": entered.num_rows, "left": sum(one.left for one in crossings)}
    with project.write(what, {Change.MEMBERSHIPS}, detail) as connection:
        if not is_newest(connection, token):
            raise Moved
        membership_record.keep(connection, rows, entered, left, moment.us, progress.step)


def is_newest(connection: Connection, token: str) -> bool:
    """Whether the project is still what it was at that commit, in a transaction that writes."""
    newest = select(commit_log.c.token).order_by(commit_log.c.number.desc()).limit(1)
    return bool(connection.scalar(newest) == token)


def tables(crossings: list[Crossing], as_of: int) -> "tuple[pa.Table, pa.Table]":
    """Who came (segment_id, profile_id, entered_at), segment after segment, and the memberships that ended (id)."""
    import pyarrow as pa

    came = [pa.table({"profile_id": one.entered}) for one in crossings]
    for at, one in enumerate(crossings):
        # One value for all takes a byte a row.
        for name, value in (("segment_id", one.segment), ("entered_at", as_of)):
            codes = np.zeros(len(one.entered), dtype=np.int8)
            column = pa.DictionaryArray.from_arrays(pa.array(codes), pa.array([value], pa.int64()))
            came[at] = came[at].append_column(name, column)
    ended = np.concatenate([one.ended for one in crossings])
    return pa.concat_tables(came), pa.table({"id": ended})


def _told(one: KnownSegment, found: Inside, rows: list[Row], as_of: str) -> Refreshed:
    if (problem := found.problems.get(one.id)) is not None:
        return Refreshed(one.name, as_of, None, None, None, None, str(problem))
    row = next(row for row in rows if row.segment == one.id)
    return Refreshed(one.name, as_of, row.count, row.mailable, row.entered, row.left)


# The record.


def of(project: Project, name: str) -> list[Refresh]:
    """The refreshes of a segment, the oldest first; raises NotFound."""
    kept, zone = segments.get(project, name), project.timezone
    with project.read() as connection:
        rows = membership_record.of_segment(connection, kept.id)
    return [Refresh(Moment(row.as_of, zone).iso(), Moment(row.at, zone).iso(), *_figures(row)) for row in rows]


def _figures(row: Row) -> tuple[int, int, int, int]:
    return row.count, row.mailable, row.entered, row.left


def crossed(project: Project, name: str, as_of: str, limit: int) -> Crossed:
    """Who came into a segment and who left it in the refreshes at a moment, to the second: at most `limit` of each.

    Raises NotFound where there was none then.
    """
    kept, moment = segments.get(project, name), project.moment(as_of)
    start = moment.us // _SECOND * _SECOND
    with project.read() as connection:
        rows = membership_record.of_segment(connection, kept.id)
        if not any(start <= row.as_of < start + _SECOND for row in rows):
            raise _no_refresh(kept.name, moment, rows)

        def keys(column: ColumnElement[Any]) -> tuple[str, ...]:
            """Who has a membership of the segment with that time, in key order."""
            then = (membership.c.segment_id == kept.id) & (column >= start) & (column < start + _SECOND)
            asked = select(profile.c.key).where(profile.c.id == membership.c.profile_id, then).distinct()
            return tuple(connection.scalars(asked.order_by(profile.c.key).limit(limit)))

        return Crossed(moment.iso(), keys(membership.c.entered_at), keys(membership.c.left_at))


def _no_refresh(name: str, moment: Moment, rows: list[Row]) -> NotFound:
    if not rows:
        return problems.NO_REFRESH(name=name, as_of=moment.iso(), remedy="Refresh it first")
    nearest = min(rows, key=lambda row: abs(row.as_of - moment.us))
    remedy = f"The nearest refresh was at {Moment(nearest.as_of, moment.timezone).iso()}"
    return problems.NO_REFRESH(name=name, as_of=moment.iso(), remedy=remedy)
