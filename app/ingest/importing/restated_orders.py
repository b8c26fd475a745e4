"""Orders of which files say lines alone, and which a newer file says whole once more: its lines count, the others rest.

A file says an order whole where it has a line for each product that the project holds of it, at the same time, give or
take a zone or the hour of a day. A file with the further lines of an order that was split over two has other products
or another time: its lines are added, and told.
"""

from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd
import pyarrow as pa
from numpy.typing import NDArray
from sqlalchemy import Connection, select, tuple_, update

from app.domain.counts import agreed, counted
from app.ingest.kinds.project_rows import IncomingFile
from app.ingest.orders.latest_version import any_told
from app.ingest.orders.same_order import DERIVED
from app.ingest.report import ImportReport
from app.ingest.vocabulary import order_states
from storage import bulk
from storage.file.models import batch, event, telling
from storage.mirror import local_time

Mask = NDArray[np.bool_]
_SOLD = "ordered_product"
_QUARTER = 15 * 60 * 1_000_000
_ZONES = 14 * 3_600 * 1_000_000
"""What two zones are apart at most, in microseconds."""
_LINE = ["person", "order", "name", "sku"]
_HELD = {"id": pa.int64(), "digest": pa.int64(), "person": pa.int64(), "at": pa.int64(), "order": pa.string(),
         "name": pa.string(), "sku": pa.string()}  # fmt: skip


@dataclass(slots=True)
class Restated:
    """The stored lines that a file's stand in for (`id`, `name`), of so many orders; others it adds lines to."""

    lines: pa.Table = field(default_factory=pa.schema([("id", pa.int64()), ("name", pa.string())]).empty_table)
    orders: int = 0
    added_to: int = 0


def find(incoming: IncomingFile) -> Restated:
    """What a file of lines alone says of orders that the project holds; nothing is written."""
    connection, fresh = incoming.connection, incoming.tables.get("event")
    if not incoming.orders or fresh is None or connection.scalar(select(event.c.id).limit(1)) is None:
        return Restated()
    held = _held(connection, incoming.orders)
    if not len(held):
        return Restated()
    orders = len(held.loc[held["name"] == _SOLD, ["person", "order"]].drop_duplicates())
    repeats = incoming.tables.get("repeat")
    if repeats is not None:
        # Lines that say the very same are repeats already, and need nothing to stand in for them.
        held = held[~np.isin(held["digest"], np.asarray(repeats.column("digest"), dtype=np.int64))]
    if incoming.report.mapping.header_of("order_id") is None or not len(held):
        return Restated(added_to=orders)
    zone = ZoneInfo(incoming.report.mapping.timezone or "UTC")
    gone = held[_said_again(held, _new(fresh), zone)]
    sold = gone.loc[gone["name"] == _SOLD, ["person", "order"]].drop_duplicates()
    lines = pa.table({"id": pa.array(gone["id"], pa.int64()), "name": pa.array(gone["name"], pa.string())})
    return Restated(lines, len(sold), orders - len(sold))


def _held(connection: Connection, pairs: set[tuple[int, str]]) -> pd.DataFrame:
    """The lines that stand of these orders, but of those that a file told as a whole."""
    people, names = zip(*sorted(pairs), strict=True)
    table = pa.table({"person": pa.array(people, pa.int64()), "name": pa.array(names, pa.string())})
    columns = (event.c.id, event.c.digest, event.c.profile_id, event.c.at, event.c.order_id, event.c.name, event.c.sku)
    with bulk.lent(connection, table) as some:
        chosen = select(some.c.person, some.c.name)
        question = select(*columns).join(batch, batch.c.id == event.c.batch_id)
        question = question.where(
            # By person first, for an index knows people and none knows pairs.
            event.c.profile_id.in_(select(some.c.person)),
            event.c.name.in_([_SOLD, "refunded_order"]),
            event.c.digest != DERIVED,
            order_states.is_last_word(event.c.aside),
            tuple_(event.c.profile_id, event.c.order_id).in_(chosen),
        )
        if any_told(connection):
            told = select(telling.c.profile_id, telling.c.order_id).where(
                telling.c.profile_id.in_(select(some.c.person))
            )
            question = question.where(tuple_(event.c.profile_id, event.c.order_id).not_in(told))
        found = bulk.fetch(connection, question, list(_HELD.values())).rename_columns(list(_HELD))
    held: pd.DataFrame = found.to_pandas()
    return held


def _new(fresh: pa.Table) -> pd.DataFrame:
    rows = fresh.num_rows
    named = {"person": "profile_id", "at": "at", "order": "order_id", "name": "name", "sku": "sku"}
    return pd.DataFrame(
        {
            name: (fresh.column(source) if source in fresh.column_names else pa.nulls(rows)).to_pandas()
            for name, source in named.items()
        }
    )


def _said_again(held: pd.DataFrame, new: pd.DataFrame, zone: ZoneInfo) -> Mask:
    """The held lines that a file has in another form, of orders of which it says all that was sold."""
    new = new[new["order"].notna() & new["person"].notna()].astype({"person": "int64"})
    here, there = (frame.assign(sku=frame["sku"].fillna("")) for frame in (held, new))
    for frame in (here, there):
        # The same product may stand in several lines: the first is held against the first, and so on.
        frame["turn"] = frame.groupby(_LINE).cumcount()
    both = here.merge(there[[*_LINE, "turn", "at"]], how="left", on=[*_LINE, "turn"], suffixes=("", "_new"))
    same = both["at_new"].notna().to_numpy()
    before, after = (both[name].fillna(0).to_numpy(dtype=np.int64) for name in ("at", "at_new"))
    same = same & _same_time(before, after, zone)
    missed = pd.Series(~same & (both["name"] == _SOLD).to_numpy())
    # One line sold that the file lacks makes it no whole order: then none of its lines rests.
    some = missed.groupby([both["person"], both["order"]]).transform("any").to_numpy()
    return np.asarray(same & ~some, dtype=np.bool_)


def _same_time(before: NDArray[np.int64], after: NDArray[np.int64], zone: ZoneInfo) -> Mask:
    """Where two times can be of one line: as they are, in another zone, or the one without its hour."""
    apart = np.abs(before - after)
    # Zones lie whole quarters of an hour apart.
    shifted = (apart % _QUARTER == 0) & (apart <= _ZONES)
    first, second = (np.asarray(local_time.local(one, zone), dtype=np.int64) for one in (before, after))
    bare = (first % local_time.DAY == 0) | (second % local_time.DAY == 0)
    return np.asarray(shifted | (bare & (first // local_time.DAY == second // local_time.DAY)))


def tell(report: ImportReport, found: Restated) -> None:
    """Say how many orders the project held that a file says anew, and to how many it adds lines."""
    if found.orders:
        report.warn(
            "yellow",
            f"{counted(found.orders, 'order')} came again with other lines for the same products: those of the newer "
            "file count, and the earlier ones no more.",
            found.orders,
        )
    if found.added_to:
        are = agreed(found.added_to, "is", "are")
        report.warn(
            "yellow",
            f"{counted(found.added_to, 'order')} that {are} in the project already came with further lines, which are "
            "added to those it had. If they are the same lines written or read otherwise, take the import that brought "
            "them back first, and import this file again.",
            found.added_to,
        )


# Taking back.


def pass_on(connection: Connection, number: int) -> None:
    """What import `number`, which goes, stood in for rests on where a third import stands in for that one's lines."""
    theirs = select(event.c.profile_id, event.c.order_id, event.c.aside).where(
        event.c.batch_id == number, order_states.is_mended(event.c.aside)
    )
    for person, order, aside in connection.execute(theirs.distinct()).all():
        mine = (event.c.profile_id == person, event.c.order_id == order)
        connection.execute(
            update(event).where(*mine, event.c.aside == f"{order_states.MENDED}{number}").values(aside=aside)
        )
