"""What the project holds already: files that were imported before, and events that a file could repeat."""

from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray
from sqlalchemy import ColumnElement, Connection, Join, and_, func, not_, select

from app.ingest.identity.link_store import nullable
from app.ingest.identity.profile_changes import Outcome
from app.ingest.identity.resolution import NOBODY
from app.ingest.orders.same_order import DERIVED
from app.ingest.vocabulary import order_states
from storage import bulk
from storage.file.models import adjustment, batch, event

Ints = NDArray[np.int64]


def same_files(connection: Connection, sha256: str, kind: str, mapping: object, besides: int = 0) -> list[int]:
    """The living batches that are this very file read this very way, the oldest first."""
    same = select(batch.c.id, batch.c.mapping, batch.c.report).where(
        batch.c.file_sha256 == sha256, batch.c.kind == kind, batch.c.undone_at.is_(None), batch.c.id != besides
    )
    found = connection.execute(same.order_by(batch.c.id))
    return [row.id for row in found if row.mapping == mapping and not gave_buyers(row.report)]


def gave_buyers(report: dict[str, Any] | None) -> bool:
    """Whether an import gave rows that name an order alone the identifiers of its buyer as they came.

    That is how such a file was read once, and another reading of it than that of today.
    """
    return bool((report or {}).get("lent"))


def read_otherwise(connection: Connection, sha256: str, kind: str, besides: int) -> list[int]:
    """The living batches that are this very file as the same kind, however they were read, the oldest first."""
    same = select(batch.c.id).where(
        batch.c.file_sha256 == sha256, batch.c.kind == kind, batch.c.undone_at.is_(None), batch.c.id != besides
    )
    return list(connection.scalars(same.order_by(batch.c.id)))


def is_in(connection: Connection, sha256: str) -> bool:
    """Whether an import of this very file stands, however it was read."""
    same = select(batch.c.id).where(batch.c.file_sha256 == sha256, batch.c.undone_at.is_(None))
    return connection.scalar(same.limit(1)) is not None


def adjustments(connection: Connection) -> Ints:
    """The digests of all adjustments."""
    return np.asarray(bulk.fetch(connection, select(adjustment.c.digest), [pa.int64()]).column("0"), dtype=np.int64)


def events(connection: Connection, outcome: Outcome, people: Ints, moments: Ints, *, of_orders: bool = False) -> Ints:
    """The digests of the stored events that rows about these people, at these moments, could repeat.

    Lines of orders that a newer file stands in for are said anew where a still newer one has them again.

    An event that says the same names the same moment and the same identifiers, so it is of the same person: no others
    are read where that is less.
    """
    total = int(connection.scalar(select(func.max(event.c.id))) or 0)
    if not total:
        return np.zeros(0, dtype=np.int64)
    own = event.c.digest != DERIVED
    own = own & not_(order_states.is_mended(event.c.aside)) if of_orders else own
    owners, moments = _stored_under(outcome, people, moments)
    if len(owners) * _SPARSE > total:
        return _digests(connection, own)
    with bulk.lent(connection, pa.table({"owner": nullable(owners), "at": moments})) as table:
        known = table.join(event, and_(event.c.profile_id == table.c.owner, event.c.at == table.c.at))
        # What waits is nobody's, and neither is what a cookie of theirs did before it was known.
        waiting = table.join(event, and_(event.c.profile_id.is_(None), event.c.at == table.c.at))
        found = [_digests(connection, own, known)]
        if NOBODY in owners:
            found.append(_digests(connection, and_(own, table.c.owner.is_(None)), waiting))
        return np.concatenate(found)


# To look one row up costs about as much as reading so many events in a row.
_SPARSE = 20


def _stored_under(outcome: Outcome, people: Ints, moments: Ints) -> tuple[Ints, Ints]:
    """Under whom the store has what these people did at these moments, until the outcome is written, and when."""
    moved = outcome.moved
    pairs = np.unique(np.column_stack([moved.people, moved.was]), axis=0)
    low, high = (np.searchsorted(pairs[:, 0], people, side=side) for side in ("left", "right"))
    several = high - low
    # Of somebody who took over others' links: once for each of these, beside themselves.
    starts = np.repeat(low - np.cumsum(several) + several, several)
    was = pairs[starts + np.arange(several.sum()), 1]
    return np.concatenate([people, was]), np.concatenate([moments, np.repeat(moments, several)])


def _digests(connection: Connection, where: ColumnElement[bool], among_rows: Join | None = None) -> Ints:
    question = select(event.c.digest).where(where)
    question = question if among_rows is None else question.select_from(among_rows)
    return np.asarray(bulk.fetch(connection, question, [pa.int64()]).column("0"), dtype=np.int64)
