"""Writing what each kind of file says."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray
from sqlalchemy import Connection, func, select

from app.ingest import orders, suppress
from app.ingest.catalogue import write_products
from app.ingest.digests import digest
from app.ingest.facts import ADJUSTMENT, EVENT_COLUMNS
from app.ingest.gather import Gathered
from app.ingest.identity import NOBODY
from app.ingest.linkstore import nullable
from app.ingest.people import Change, Fresh
from app.ingest.report import ImportReport
from storage import bulk
from storage.models import adjustment, event

Ints = NDArray[np.int64]


@dataclass(slots=True)
class Landing:
    """What the writers work on: the transaction, the file's facts, each row's link and person, the report to fill."""

    connection: Connection
    report: ImportReport
    found: Gathered
    as_of: int
    dry: bool
    repeated: bool
    links: Ints = field(default_factory=lambda: np.zeros(0, dtype=np.int64))
    people: Ints = field(default_factory=lambda: np.zeros(0, dtype=np.int64))
    orders: set[tuple[int, str]] = field(default_factory=set)
    suppressing: pa.Table | None = None
    fresh: Fresh | None = None

    @property
    def batch(self) -> int:
        """The number of the batch."""
        return int(self.report.batch or 0)

    def facts(self, name: str) -> pa.ChunkedArray:
        """A column of the facts; all null where the file has none."""
        table = self.found.facts
        if name in table.column_names:
            return table.column(name)
        return pa.chunked_array([pa.nulls(table.num_rows)])

    def common(self, rows: Ints) -> dict[str, pa.Array]:
        """What each fact carries of where it comes from."""
        return {
            "link_id": pa.array(self.links[rows]),
            "batch_id": pa.array(np.full(len(rows), self.batch, dtype=np.int64)),
            "row": pa.array(self.found.lines[rows]),
        }


def profiles(landing: Landing) -> set[int]:
    """The rows of people, and what they say of consent; returns whom they are about."""
    rows = np.arange(len(landing.found.lines))
    if landing.repeated:
        return set()
    mode = pa.array([landing.report.mapping.on_conflict] * len(rows), pa.string())
    columns = landing.common(rows) | {
        "profile_id": pa.array(landing.people),
        "effective_at": landing.facts("effective_at"),
        "mode": mode,
        "traits": landing.facts("traits"),
    }
    bulk.copy_in(landing.connection, {"profile_row": pa.table(columns)})
    effective = np.asarray(landing.facts("effective_at"), dtype=np.int64)
    traits = landing.facts("traits").to_pylist()
    landing.fresh = Fresh(landing.people, effective, traits, landing.report.mapping.on_conflict)
    said = landing.found.consents
    if said.num_rows:
        _write_consents(landing, np.asarray(said.column("place"), dtype=np.int64), said)
    return set(landing.people.tolist())


def consents(landing: Landing) -> set[int]:
    """The rows of a ledger of consents."""
    if not landing.repeated:
        _write_consents(landing, np.arange(len(landing.found.lines)), landing.found.facts)
    return set()


def _write_consents(landing: Landing, places: Ints, said: pa.Table) -> None:
    # Somebody who is only a cookie can allow nothing.
    known = landing.people[places] != NOBODY
    places, said = places[known], said.filter(pa.array(known))
    columns = landing.common(places) | {
        "profile_id": pa.array(landing.people[places]),
        "address": pa.array(_addresses(landing, places), pa.string()),
    }
    columns |= {name: said.column(name) for name in ("channel", "topic", "status", "at", "source")}
    bulk.copy_in(landing.connection, {"consent": pa.table(columns)})
    landing.report.consents = len(places)


def _addresses(landing: Landing, places: Ints) -> list[str | None]:
    """The matched address of each row, else its highest identifier as `kind:value`: whom a refusal stays with."""
    links = landing.found.links
    told: list[str | None] = [None] * links.count
    for kind in [*reversed([kind for kind in links.kinds if kind != "email"]), "email"]:
        if kind not in links.codes:
            continue
        values = links.values[kind]
        for place, code in enumerate(links.codes[kind].tolist()):
            if code >= 0:
                told[place] = values[code] if kind == "email" else f"{kind}:{values[code]}"
    return [told[link] for link in links.of_row[places].tolist()]


# Events and orders.


def events(landing: Landing) -> set[int]:
    """The rows of an event file that are not in the project yet."""
    _write_events(landing, _digests(landing), np.ones(len(landing.found.lines), dtype=np.bool_))
    return set()


def order_lines(landing: Landing) -> set[int]:
    """The lines of orders and refunds, and the adjustments; the orders themselves follow from them."""
    numbers = _digests(landing)
    lines = np.asarray(pc.not_equal(landing.facts("name"), ADJUSTMENT))
    _write_events(landing, numbers, lines)
    adjusted = np.flatnonzero(~lines)
    landing.report.adjustments = len(adjusted)
    if len(adjusted):
        fresh = _fresh(landing, numbers, adjusted, adjustment)
        picked = pa.array(fresh)
        columns = landing.common(fresh) | {"digest": pa.array(numbers[fresh])}
        for name in ("at", "order_id", "sku", "quantity", "price", "reason"):
            columns[name] = landing.facts(name).take(picked)
        bulk.copy_in(landing.connection, {"adjustment": pa.table(columns)})
    return set()


def _digests(landing: Landing) -> Ints:
    links = landing.found.links
    columns = {name: landing.facts(name) for name in landing.found.facts.column_names if name != "reason"}
    for kind in links.kinds:
        codes = links.codes[kind][links.of_row]
        who = pa.array(links.values[kind], pa.string()).take(pa.array(codes, mask=codes < 0))
        columns[f"who:{kind}"] = pa.chunked_array([who])
    return digest(columns)


def _fresh(landing: Landing, numbers: Ints, rows: Ints, table: object) -> Ints:
    """The rows that the project does not hold yet; the others are counted and noted as repeats."""
    held = _held(landing, table)
    if not len(held):
        return rows
    again = np.isin(numbers[rows], held)
    repeated = rows[again]
    if not landing.repeated:
        landing.report.duplicates += len(repeated)
    if len(repeated):
        columns = landing.common(repeated) | {"digest": pa.array(numbers[repeated])}
        bulk.copy_in(landing.connection, {"repeat": pa.table(columns)})
    return rows[~again]


def _held(landing: Landing, table: object) -> Ints:
    source = event if table is event else adjustment
    if not landing.connection.scalar(select(func.max(source.c.id))):
        return np.zeros(0, dtype=np.int64)
    chosen = select(source.c.digest).where(source.c.digest != orders.DERIVED)
    found = landing.connection.execution_options(yield_per=100_000).scalars(chosen)
    return np.fromiter(found, dtype=np.int64)


def _write_events(landing: Landing, numbers: Ints, wanted: NDArray[np.bool_]) -> None:
    rows = _fresh(landing, numbers, np.flatnonzero(wanted), event)
    picked = pa.array(rows)
    names = landing.facts("name").take(picked)
    landing.report.events = dict(Counter(names.to_pylist()))
    landing.report.anonymous = int((landing.people[np.flatnonzero(wanted)] == NOBODY).sum())
    columns = landing.common(rows) | {
        "profile_id": nullable(landing.people[rows]),
        "name": names,
        "at": landing.facts("at").take(picked),
        "digest": pa.array(numbers[rows]),
    }
    columns |= {name: landing.facts(name).take(picked) for name in (*EVENT_COLUMNS, "more")}
    made = pa.table({name: column for name, column in columns.items() if not _empty(column)})
    bulk.copy_in(landing.connection, {"event": made})
    landing.orders |= _orders_of(landing, rows)
    landing.suppressing = suppress.suppressing(made)


def _empty(column: pa.Array | pa.ChunkedArray) -> bool:
    return len(column) > 0 and column.null_count == len(column)


def _orders_of(landing: Landing, rows: Ints) -> set[tuple[int, str]]:
    """The orders that these lines belong to, by person."""
    names = landing.facts("name").take(pa.array(rows))
    lines = np.asarray(pc.is_in(names, value_set=pa.array(["ordered_product", "placed_order"])))
    chosen = rows[lines & (landing.people[rows] != NOBODY)]
    ids = landing.facts("order_id").take(pa.array(chosen)).to_pandas()
    pairs = pd.DataFrame({"person": landing.people[chosen], "order": ids}).dropna().drop_duplicates()
    return set(zip(pairs["person"].tolist(), pairs["order"].tolist(), strict=True))


def after_people(landing: Landing, change: Change) -> None:
    """What follows once everybody has their lines: orders, and addresses that may not be mailed."""
    moved = orders.touched_by(landing.connection, change.moved)
    placed = orders.rebuild(landing.connection, landing.orders | moved)
    if placed:
        landing.report.events["placed_order"] = landing.report.events.get("placed_order", 0) + placed
    landing.report.suppressed += suppress.by_events(landing.connection, landing.batch, landing.suppressing, change)


def products(landing: Landing) -> None:
    """The rows of a catalogue."""
    if not landing.repeated:
        write_products(landing.connection, landing.batch, landing.found, landing.report)


def suppressions(landing: Landing) -> None:
    """The addresses of a list of those who may not be mailed."""
    suppress.by_list(landing.connection, landing.batch, landing.found, landing.report)


WRITERS: dict[str, Callable[[Landing], set[int]]] = {
    "profiles": profiles,
    "events": events,
    "orders": order_lines,
    "consents": consents,
}
"""What writes each kind of file about people; returns the people whose rows changed."""
