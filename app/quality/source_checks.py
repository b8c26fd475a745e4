"""Checks on where data come from: how fresh each source is, and what of its files was not taken."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import func, select, true

from app.domain.clock import Moment
from app.ingest import kind_title
from app.project import Project
from app.quality.checks import SOURCES, Check
from storage.file.models import batch, conflict, event_moment, rejected_row, unread_cell

STALE_DAYS = 30
"""A source that said nothing for so many days has been forgotten, or its export failed."""
_DAY = 86_400_000_000


def newest_import(project: Project) -> int:
    """The number of the newest import, those that were taken back included; 0 before the first."""
    with project.read() as connection:
        return int(connection.scalar(select(func.max(batch.c.id))) or 0)


def of(project: Project, moment: Moment) -> Iterator[Check]:
    """Those of sources; none before the first import."""
    with project.read() as connection:
        columns = (batch.c.id, batch.c.kind, batch.c.source, batch.c.as_of, batch.c.rows, event_moment.c.latest)
        standing = select(*columns).outerjoin(event_moment, event_moment.c.batch_id == batch.c.id)
        rows = connection.execute(standing.where(batch.c.undone_at.is_(None)).order_by(batch.c.id)).all()
        if not rows:
            return
        numbers = [row.id for row in rows]
        # What is set to join nobody is between nobody.
        torn_ones = conflict.c.detail["stayed_with"].as_string() != ""
        refused, unread, torn = (
            int(connection.scalar(select(func.count()).select_from(one).where(one.c.batch_id.in_(numbers), only)) or 0)
            for one, only in ((rejected_row, true()), (unread_cell, true()), (conflict, torn_ones))
        )
    yield _stale(rows, moment)
    everything = sum(int(row.rows) for row in rows)
    yield Check(
        "rejected_rows", SOURCES, "Rows that were not taken", found=refused, of=everything, things="rows",
        remedy="Data lists them with their reasons: mend them, and import them again.",
    )  # fmt: skip
    yield Check(
        "unread_cells", SOURCES, "Cells that could not be read", found=unread, of=everything, things="rows",
        remedy="Their rows are in without them: look at the formats of days and numbers.",
    )  # fmt: skip
    yield Check(
        "shared_identifiers", SOURCES, "Rows whose identifiers belong to two people", found=torn, of=everything,
        things="rows", remedy="Each went to the person of the surer identifier.",
    )  # fmt: skip


def _stale(rows: Any, moment: Moment) -> Check:
    newest: dict[str, int] = {}
    for row in rows:
        name = row.source or kind_title(row.kind)
        # Files of events are as fresh as what they tell of, others as their import.
        newest[name] = max(newest.get(name, 0), row.latest if row.latest is not None else row.as_of)
    old = sorted((at, name) for name, at in newest.items() if at < moment.us - STALE_DAYS * _DAY)
    # Where all are fresh, how fresh each is.
    told = [
        f"{name}: {Moment(at, moment.timezone).iso()[:10]}"
        for at, name in old or sorted((at, name) for name, at in newest.items())
    ]
    return Check(
        "stale_sources", SOURCES, f"Sources with nothing new for {STALE_DAYS} days", found=len(old), of=len(newest),
        examples=told, things="sources", remedy="Export them again, and import the newer file.",
    )  # fmt: skip
