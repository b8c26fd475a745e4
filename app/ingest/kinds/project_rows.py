"""What each kind of file says as rows of the project's tables."""

from dataclasses import dataclass, field

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray
from sqlalchemy import Connection

from app.domain.names import identifier_rank
from app.domain.trait_merging import source_of
from app.ingest.facts.collected import CollectedFacts, FileLinks
from app.ingest.facts.event_digests import digest
from app.ingest.facts.facts import ADJUSTMENT, EVENT_COLUMNS
from app.ingest.identity.link_store import nullable
from app.ingest.identity.merged_traits import FileRows
from app.ingest.identity.profile_changes import Outcome, Picked, alike, distinct, none
from app.ingest.identity.resolution import NOBODY
from app.ingest.kinds import already_imported as stored
from app.ingest.kinds import renewed_consents
from app.ingest.orders import buyers, order_notes
from app.ingest.orders.versions import OF_ORDERS, tellings
from app.ingest.report import ImportReport
from app.ingest.vocabulary import file_kind, permission_words

Ints = NDArray[np.int64]


@dataclass(slots=True)
class IncomingFile:
    """A file on its way in: the connection, its facts, each row's link and person, the report to fill.

    `tables` are the rows to be written; nothing here writes them. `orders` are those whose lines change, as (person,
    order).
    """

    connection: Connection
    report: ImportReport
    found: CollectedFacts
    as_of: int
    repeated: bool
    outcome: Outcome
    links: Ints
    people: Ints
    tables: dict[str, pa.Table] = field(default_factory=dict)
    orders: set[tuple[int, str]] = field(default_factory=set)
    rows: FileRows | None = None
    source: str | None = None

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

    def common(self, picked: Picked) -> dict[str, pa.Array]:
        """What each fact carries of where it comes from."""
        return {
            "link_id": pa.array(picked.numbers(self.links)),
            "batch_id": pa.array(np.full(len(picked.places), self.batch, dtype=np.int64)),
            "row": pa.array(picked.numbers(self.found.lines)),
        }


def profiles(incoming: IncomingFile) -> Ints:
    """The rows of people, and what they say of consent; returns whom they are about."""
    rows = np.arange(len(incoming.found.lines))
    # This very file is in already, read the same way: its rows change nothing.
    if incoming.repeated:
        return none()
    mode = incoming.report.mapping.on_conflict
    incoming.tables["profile_row"] = pa.table(
        incoming.common(Picked(rows, len(rows)))
        | {
            "profile_id": pa.array(incoming.people),
            "effective_at": incoming.facts("effective_at"),
            "mode": alike(mode, len(rows)),
            "traits": incoming.facts("traits"),
        }
    )
    effective = np.asarray(incoming.facts("effective_at"), dtype=np.int64)
    origin = source_of(incoming.source, incoming.report.mapping.document())
    incoming.rows = FileRows(incoming.people, effective, incoming.facts("traits"), mode, origin)
    said_beside(incoming)
    return distinct(incoming.people)


def scores(incoming: IncomingFile) -> Ints:
    """The scores of people, a row for each that a line says; nothing else of anybody changes."""
    if incoming.repeated:
        return none()
    parts = []
    for name, kind in sorted(incoming.found.types.items()):
        said = incoming.facts(name)
        rows = np.flatnonzero(np.asarray(pc.is_valid(said)))
        picked = Picked(rows, len(said))
        values = said.take(pa.array(rows))
        empty = pa.nulls(len(rows), pa.string() if kind == "number" else pa.float64())
        parts.append(
            pa.table(
                incoming.common(picked)
                | {
                    "profile_id": pa.array(picked.numbers(incoming.people)),
                    "at": picked.of(incoming.facts("at")),
                    "name": alike(name, len(rows)),
                    "text": empty if kind == "number" else values,
                    "number": values if kind == "number" else empty,
                }
            )
        )
    if parts:
        incoming.tables["score_row"] = pa.concat_tables(parts)
    return none()


def said_beside(incoming: IncomingFile) -> None:
    """What the rows answer beside what they are about."""
    said = incoming.found.consents
    if said.num_rows and not incoming.repeated:
        _add_consents(incoming, np.asarray(said.column("place"), dtype=np.int64), said)


def consents(incoming: IncomingFile) -> Ints:
    """The rows of a ledger of consents."""
    if not incoming.repeated:
        _add_consents(incoming, np.arange(len(incoming.found.lines)), incoming.found.facts)
    return none()


def _add_consents(incoming: IncomingFile, places: Ints, said: pa.Table) -> None:
    """What rows answer, for each channel that they name; a cookie's answers wait for its person."""
    told = pc.not_equal(said.column("status"), "unknown")
    places, said = places[np.asarray(told)], said.filter(told)
    parts = []
    for word in pc.unique(said.column("channel")).to_pylist():
        here = np.asarray(pc.equal(said.column("channel"), word))
        for channel in permission_words.channels_of(word):
            parts.append(_consents_of(incoming, channel, places[here], said.filter(pa.array(here))))
    if parts:
        incoming.tables["consent"] = pa.concat_tables(parts).sort_by("row")
        renewed_consents.tell(incoming.connection, incoming.tables["consent"], incoming.report)
    incoming.report.consents = len(places)


def _consents_of(incoming: IncomingFile, channel: str, places: Ints, said: pa.Table) -> pa.Table:
    address = _addresses(incoming.found.links, channel).take(pa.array(incoming.found.links.of_row[places]))
    if "address" in said.column_names:
        # An answer that names its own address is of that, and not of the row's first.
        address = pc.coalesce(said.column("address"), address)
    columns = incoming.common(Picked(places)) | {
        "profile_id": pa.array(incoming.people[places]),
        "address": address,
        "channel": pa.array([channel] * len(places), pa.string()),
    }
    how = [name for name in file_kind.HOW if name in said.column_names]
    columns |= {name: said.column(name) for name in ("topic", "status", "at", "source", *how)}
    return pa.table(columns)


def _addresses(links: FileLinks, channel: str) -> pa.Array:
    """The address of each link on a channel, else its highest identifier as `kind:value`: whom an answer stays with.

    An email stands for itself on its own channel.
    """
    first = {"sms": "phone", "phone": "phone"}.get(channel, "email")
    told = []
    for kind in sorted(links.kinds, key=lambda kind: (kind != first, identifier_rank(kind))):
        value = links.values[kind].take(pa.array(links.codes[kind], mask=links.codes[kind] < 0))
        bare = kind == "email" and channel == "email"
        told.append(value if bare else pc.binary_join_element_wise(kind, value, ":"))
    return pc.coalesce(*told) if told else pa.nulls(links.count, pa.string())


# Events and orders.


def events(incoming: IncomingFile) -> Ints:
    """The rows of an event file that are not in the project yet, and what they answer beside."""
    said_beside(incoming)
    add_events(incoming, _digests(incoming), np.ones(len(incoming.found.lines), dtype=np.bool_))
    return none()


def order_lines(incoming: IncomingFile) -> Ints:
    """The lines of orders and refunds, and the adjustments; the orders themselves follow from them."""
    numbers = _digests(incoming, OF_ORDERS)
    lines = np.asarray(pc.not_equal(incoming.facts("name"), ADJUSTMENT))
    if not incoming.repeated and "standing" in incoming.found.facts.column_names:
        incoming.tables["telling"] = tellings(incoming.found, incoming.links, incoming.people, incoming.batch)
        order_notes.states_of(incoming.report, incoming.tables["telling"])
    said_beside(incoming)
    touched = _buyers(incoming)
    add_events(incoming, numbers, lines)
    adjusted = np.flatnonzero(~lines)
    incoming.report.adjustments = len(adjusted)
    if len(adjusted):
        said = incoming.found.facts.select([one for one in order_notes.OFF if one in incoming.found.facts.column_names])
        order_notes.money_off(incoming.report, incoming.found.lines[adjusted], said.take(pa.array(adjusted)))
        fresh = _fresh(incoming, numbers, adjusted, stored.adjustments(incoming.connection))
        picked = pa.array(fresh)
        columns = incoming.common(Picked(fresh)) | {"digest": pa.array(numbers[fresh])}
        for name in ("at", "order_id", "sku", "quantity", "price", "reason"):
            columns[name] = incoming.facts(name).take(picked)
        incoming.tables["adjustment"] = pa.table(columns)
    return touched


def _buyers(incoming: IncomingFile) -> Ints:
    """What a file of orders says its buyers are called: it fills what no other file says. Returns who they are."""
    if incoming.repeated or "traits" not in incoming.found.facts.column_names:
        return none()
    at, traits = np.asarray(incoming.facts("at"), dtype=np.int64), incoming.facts("traits")
    # Whose an order is may turn out later: its own rows say what its buyer is called, whoever that is.
    rows = buyers.newest(incoming.links if incoming.found.links.nameless else incoming.people, at, traits)
    said = traits.take(pa.array(rows))
    incoming.tables["profile_row"] = pa.table(
        incoming.common(Picked(rows))
        | {
            "profile_id": pa.array(incoming.people[rows]),
            "effective_at": pa.array(at[rows]),
            "mode": alike(KEEP, len(rows)),
            "traits": said,
        }
    )
    incoming.rows = FileRows(incoming.people[rows], at[rows], said, KEEP)
    return distinct(incoming.people[rows])


KEEP = "keep"
"""The mode of rows that only fill what is not known."""


def _digests(incoming: IncomingFile, unsaid: frozenset[str] = frozenset()) -> Ints:
    links = incoming.found.links
    columns = {name: incoming.facts(name) for name in incoming.found.facts.column_names if name not in unsaid}
    for kind in links.kinds:
        codes = links.codes[kind][links.of_row]
        who = pa.DictionaryArray.from_arrays(pa.array(codes, mask=codes < 0), links.values[kind])
        # Who an event is about is a part of what it says: by identifiers, for people are joined and parted later.
        columns[f"who:{kind}"] = pa.chunked_array([who])
    return digest(columns)


def _fresh(incoming: IncomingFile, numbers: Ints, rows: Ints, held: Ints) -> Ints:
    """The rows that the project does not hold yet; the others are counted and noted as repeats."""
    if not len(held):
        return rows
    again = np.isin(numbers[rows], held)
    repeated = rows[again]
    if not incoming.repeated:
        incoming.report.duplicates += len(repeated)
    if len(repeated):
        # Kept, for if the import that brought it first is taken back, this one brings it.
        columns = pa.table(incoming.common(Picked(repeated)) | {"digest": pa.array(numbers[repeated])})
        before = incoming.tables.get("repeat")
        incoming.tables["repeat"] = columns if before is None else pa.concat_tables([before, columns])
    return rows[~again]


def add_events(incoming: IncomingFile, numbers: Ints, wanted: NDArray[np.bool_], held: Ints | None = None) -> None:
    """The wanted rows as events, without those whose digests are `held` (None: by whoever the project has there)."""
    of_orders = incoming.report.mapping.of.of_sales
    if held is None:
        moments = np.asarray(incoming.facts("at"), dtype=np.int64)
        held = stored.events(incoming.connection, incoming.outcome, incoming.people, moments, of_orders=of_orders)
    rows = _fresh(incoming, numbers, np.flatnonzero(wanted), held)
    picked = Picked(rows, len(numbers))
    names = picked.of(incoming.facts("name"))
    counted = pc.value_counts(names).to_pylist()
    incoming.report.events = {row["values"]: row["counts"] for row in counted}
    # Counted with those that are in already: the file is of as many.
    incoming.report.anonymous = int(((incoming.people == NOBODY) & wanted).sum())
    columns = incoming.common(picked) | {
        "profile_id": nullable(picked.numbers(incoming.people)),
        "name": names,
        "at": picked.of(incoming.facts("at")),
        "digest": pa.array(picked.numbers(numbers)),
    }
    columns |= {name: picked.of(incoming.facts(name)) for name in (*EVENT_COLUMNS, "more")}
    # A column of nothing is left out: the store writes its blanks by itself.
    made = pa.table({name: column for name, column in columns.items() if not _empty(column)})
    incoming.tables["event"] = made
    # Orders that are told as wholes follow from their tellings.
    if "telling" not in incoming.tables:
        incoming.orders |= _orders_of(incoming, rows)


def _empty(column: pa.Array | pa.ChunkedArray) -> bool:
    return len(column) > 0 and column.null_count == len(column)


def _orders_of(incoming: IncomingFile, rows: Ints) -> set[tuple[int, str]]:
    """The orders that these lines belong to, by person."""
    names = Picked(rows, len(incoming.found.lines)).of(incoming.facts("name"))
    lines = np.asarray(pc.is_in(names, value_set=pa.array(["ordered_product", "placed_order"])))
    chosen = rows[lines & (incoming.people[rows] != NOBODY)]
    if not len(chosen):
        return set()
    ids = incoming.facts("order_id").take(pa.array(chosen)).to_pandas()
    pairs = pd.DataFrame({"person": incoming.people[chosen], "order": ids}).dropna().drop_duplicates()
    return set(zip(pairs["person"].tolist(), pairs["order"].tolist(), strict=True))
