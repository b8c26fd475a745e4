"""The one writer of what refreshes found: who was in a segment from when to when, and what each refresh came to."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sqlalchemy import Connection, delete, func, insert, select, update

from storage import bulk
from storage.file import touched_tables
from storage.file.models import membership, profile, segment_refresh

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
    # First: by them the mirror is told whose memberships end.
    connection.execute(insert(segment_refresh), [_written(row) for row in rows])
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


@dataclass(frozen=True)
class Record:
    """All that is recorded of one segment: its refreshes, and who was in it from when to when."""

    refreshes: list[Row]
    stays: list[tuple[int, str, int, int | None]]


def all_of(connection: Connection, segment: int) -> Record:
    """What `put_back` takes."""
    columns = (membership.c.profile_id, profile.c.key, membership.c.entered_at, membership.c.left_at)
    theirs = (profile.c.id == membership.c.profile_id) & (membership.c.segment_id == segment)
    asked = select(*columns).where(theirs).order_by(membership.c.id)
    return Record(of_segment(connection, segment), [(*row,) for row in connection.execute(asked)])


def put_back(connection: Connection, record: Record, segment: int) -> None:
    """Record again under a segment's number what was recorded of one that is back; who is gone since stays away."""
    if record.refreshes:
        rows = [_written(replace(row, segment=segment)) for row in record.refreshes]
        connection.execute(insert(segment_refresh), rows)
    # By the key too: a number is given again, and would be another's who came since.
    there = {row.id: row.key for row in connection.execute(select(profile.c.id, profile.c.key))}
    stays = [
        {"segment_id": segment, "profile_id": person, "entered_at": came, "left_at": left}
        for person, key, came, left in record.stays
        if there.get(person) == key
    ]
    if stays:
        connection.execute(insert(membership), stays)
        touched_tables.rewrote(connection, "memberships")


def _written(row: Row) -> dict[str, int]:
    return {"segment_id": row.segment, "at": row.at, "as_of": row.as_of, "count": row.count, "mailable": row.mailable,
            "entered": row.entered, "left": row.left}  # fmt: skip


def series(connection: Connection, most: int) -> dict[int, list[Row]]:
    """The newest refreshes of each segment, at most so many, the oldest first, by the segments' numbers."""
    place = func.row_number().over(partition_by=segment_refresh.c.segment_id, order_by=segment_refresh.c.id.desc())
    ranked = select(segment_refresh, place.label("place")).subquery()
    names = ("segment_id", "at", "as_of", "count", "mailable", "entered", "left")
    found: dict[int, list[Row]] = {}
    for row in connection.execute(select(ranked).where(ranked.c.place <= most).order_by(ranked.c.id)):
        found.setdefault(row.segment_id, []).append(Row(*(row._mapping[name] for name in names)))
    return found


def latest_made(connection: Connection) -> dict[int, int]:
    """By the number of each segment that was refreshed, when the newest refresh was made, in microseconds UTC."""
    asked = select(segment_refresh.c.segment_id, func.max(segment_refresh.c.at)).group_by(segment_refresh.c.segment_id)
    return {row.segment_id: row[1] for row in connection.execute(asked)}
