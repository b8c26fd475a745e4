"""The one writer of what refreshes found: who was in a segment from when to when, and what each refresh came to."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import Connection, delete, func, insert, select, update

from storage import bulk
from storage.file.models import membership, segment_refresh

if TYPE_CHECKING:
    import pyarrow as pa

    from storage.bulk.rows import Step


@dataclass(frozen=True, slots=True)
class Row:
    """What one refresh of a segment came to; `at` is when it was made, `as_of` its moment, in microseconds UTC."""

    segment: int
    at: int
    as_of: int
    count: int
    mailable: int
    entered: int
    left: int


def keep(
    connection: Connection, rows: Sequence[Row], entered: "pa.Table", left: "pa.Table", as_of: int, step: "Step"
) -> None:
    """Write refreshes at a moment within a transaction.

    `entered` has segment_id, profile_id and entered_at of each who came, `left` the id of each membership that ended.
    """
    written = [
        {"segment_id": row.segment, "at": row.at, "as_of": row.as_of, "count": row.count, "mailable": row.mailable,
         "entered": row.entered, "left": row.left}
        for row in rows
    ]  # fmt: skip
    # First: by them the mirror is told whose memberships end.
    connection.execute(insert(segment_refresh), written)
    if left.num_rows:
        heard = bulk.watched(connection, lambda: step(0, 1, "Writing who left"))
        with bulk.lent(connection, left) as ended, heard:
            gone = membership.c.id.in_(select(ended.c.id))
            connection.execute(update(membership).where(gone).values(left_at=as_of))
    bulk.copy_in(connection, {"membership": entered}, step)


def latest(connection: Connection) -> dict[int, int]:
    """By the number of each segment that was refreshed, the moment of the newest refresh, in microseconds UTC."""
    asked = select(segment_refresh.c.segment_id, func.max(segment_refresh.c.as_of)).group_by(
        segment_refresh.c.segment_id
    )
    return {row.segment_id: row[1] for row in connection.execute(asked)}


def of_segment(connection: Connection, segment: int) -> list[Row]:
    """The refreshes of a segment, the oldest first."""
    asked = select(segment_refresh).where(segment_refresh.c.segment_id == segment)
    # By their keys: as attributes some of these names are methods of a row's.
    names = ("segment_id", "at", "as_of", "count", "mailable", "entered", "left")
    rows = connection.execute(asked.order_by(segment_refresh.c.id))
    return [Row(*(row._mapping[name] for name in names)) for row in rows]


def forget(connection: Connection, segments: Sequence[int]) -> None:
    """Delete all that is recorded of segments, by their numbers."""
    connection.execute(delete(membership).where(membership.c.segment_id.in_(segments)))
    connection.execute(delete(segment_refresh).where(segment_refresh.c.segment_id.in_(segments)))
