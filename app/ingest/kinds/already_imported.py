"""What the project holds already: files that were imported before, and events that a file could repeat."""

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray
from sqlalchemy import ColumnElement, Connection, func, not_, or_, select

from app.ingest.identity.link_store import among
from app.ingest.identity.profile_changes import Outcome, distinct
from app.ingest.identity.resolution import NOBODY
from app.ingest.orders.same_order import DERIVED
from app.ingest.vocabulary import order_states
from storage import bulk
from storage.file.models import adjustment, batch, event

Ints = NDArray[np.int64]


def same_files(connection: Connection, sha256: str, kind: str, mapping: object, besides: int = 0) -> list[int]:
    """The living batches that are this very file read this very way, the oldest first."""
    same = select(batch.c.id, batch.c.mapping).where(
        batch.c.file_sha256 == sha256, batch.c.kind == kind, batch.c.undone_at.is_(None), batch.c.id != besides
    )
    return [row.id for row in connection.execute(same.order_by(batch.c.id)) if row.mapping == mapping]


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


def events(connection: Connection, outcome: Outcome, people: Ints, *, of_orders: bool = False) -> Ints:
    """The digests of the stored events that rows about these people could repeat.

    Lines of orders that a newer file stands in for are said anew where a still newer one has them again.

    An event that says the same names the same identifiers, so it is of the same person: nobody else's are read
    where that is less.
    """
    total = int(connection.scalar(select(func.max(event.c.id))) or 0)
    if not total:
        return np.zeros(0, dtype=np.int64)
    own = event.c.digest != DERIVED
    own = own & not_(order_states.is_mended(event.c.aside)) if of_orders else own
    theirs = distinct(people)
    moved = outcome.moved
    # The store has the events under whom they were until the outcome is written.
    theirs = distinct(np.concatenate([theirs, moved.was[np.isin(moved.people, theirs)]]))
    if len(theirs) * _SPARSE > total:
        return _digests(connection, own)
    with among(connection, theirs[theirs != NOBODY]) as chosen:
        # What waits is nobody's, and neither is what a cookie of theirs did before it was known.
        waiting: ColumnElement[bool] = event.c.profile_id.is_(None)
        which = or_(chosen(event.c.profile_id), waiting) if NOBODY in theirs else chosen(event.c.profile_id)
        return _digests(connection, own & which)


# To look one person up costs about as much as reading so many events in a row.
_SPARSE = 100


def _digests(connection: Connection, where: ColumnElement[bool]) -> Ints:
    found = bulk.fetch(connection, select(event.c.digest).where(where), [pa.int64()])
    return np.asarray(found.column("0"), dtype=np.int64)
