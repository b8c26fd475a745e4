"""The project at a glance: how much it holds of each thing, what came in last, and how busy its months were."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Table, func, select

from app.domain.clock import Moment
from app.domain.names import CONCLUDED_FROM
from app.domain.progress import SILENT, Progress
from app.project.commit import Change
from app.project.project import Project
from storage.file.models import (
    batch,
    campaign,
    commit_log,
    event,
    export,
    profile,
    score_run,
    segment,
    suppression,
    template,
)

_EPOCH = dt.date(1970, 1, 1)


@dataclass(frozen=True, slots=True)
class ImportLine:
    """One import as the overview lists it; `imported_at` is in microseconds UTC."""

    batch_id: int
    kind: str
    file_name: str
    imported_at: int
    accepted: int
    rejected: int


@dataclass(frozen=True, slots=True)
class Overview:
    """How much a project holds: `people` are profiles, `suppressed` addresses, `imports` those not undone.

    `events` are those of people, as rules and months count them: what a cookie or a device alone did is nobody's yet.
    `groups` are runs of clustering, RFM and other scores; `kinds` the kinds of file that came in.
    """

    people: int
    mailable: int
    suppressed: int
    events: int
    imports: int
    segments: int
    groups: int
    templates: int
    campaigns: int
    exports: int
    kinds: frozenset[str]
    latest: tuple[ImportLine, ...]
    moment: Moment


@dataclass(frozen=True, slots=True)
class Month:
    """One local calendar month: the events that fell in it, and how many of them were placed orders."""

    first: dt.date
    events: int
    orders: int


def overview(project: Project) -> Overview:
    """What the project holds now, in one look at the store."""
    with project.read() as connection:
        kept = select(batch).where(batch.c.undone_at.is_(None)).order_by(batch.c.id.desc())
        batches = connection.execute(kept).all()
        return Overview(
            people=_count(connection, profile),
            mailable=connection.scalar(select(func.count()).where(profile.c.mailable)) or 0,
            suppressed=_count(connection, suppression),
            events=project.known.once(("events", _last_touched(connection)), lambda: _events(connection)),
            imports=len(batches),
            segments=_count(connection, segment),
            groups=_count(connection, score_run),
            templates=_count(connection, template),
            campaigns=_count(connection, campaign),
            exports=_count(connection, export),
            kinds=frozenset(row.kind for row in batches),
            latest=tuple(_line(row) for row in batches[:5]),
            moment=project.moment(),
        )


def _count(connection: Connection, table: Table) -> int:
    return connection.scalar(select(func.count()).select_from(table)) or 0


def _last_touched(connection: Connection) -> int:
    """The newest commit that touched events."""
    commits = select(commit_log.c.number, commit_log.c.changes).order_by(commit_log.c.number.desc())
    for number, changes in connection.execute(commits):
        # A stranger's file need not say what was changed.
        if not isinstance(changes, list) or Change.EVENTS in changes:
            return int(number)
    return 0


def _events(connection: Connection) -> int:
    # SQLite goes through all of them: of ten million that takes seconds.
    counted = select(func.count()).where(event.c.profile_id.is_not(None), event.c.aside.is_(None))
    return connection.scalar(counted) or 0


def _line(row: Any) -> ImportLine:
    return ImportLine(row.id, row.kind, row.file_name, row.imported_at, row.accepted, row.rejected)


def months(project: Project, progress: Progress = SILENT) -> list[Month]:
    """Every month from the first event to the last, quiet ones with zero; empty for a project without events."""
    with project.audience(progress) as mirror:
        events = mirror.table("events")
        events = events.filter(events.id < CONCLUDED_FROM)
        daily = events.group_by("day").aggregate(
            events=events.count(), orders=(events.name == "placed_order").cast("int64").sum()
        )
        days = mirror.to_pyarrow(daily).to_pylist()
    return _months({_EPOCH + dt.timedelta(days=row["day"]): (row["events"], row["orders"]) for row in days})


def _months(days: dict[dt.date, tuple[int, int]]) -> list[Month]:
    totals: dict[dt.date, tuple[int, int]] = {}
    for day, (events, orders) in days.items():
        first = day.replace(day=1)
        before = totals.get(first, (0, 0))
        totals[first] = (before[0] + events, before[1] + orders)
    if not totals:
        return []
    found, month, last = [], min(totals), max(totals)
    while month <= last:
        found.append(Month(month, *totals.get(month, (0, 0))))
        # Thirty-one days behind a first lie in the next month, whichever it is.
        month = (month + dt.timedelta(days=31)).replace(day=1)
    return found
