"""A whole file made into facts: block after block cleaned, the refused rows put aside, equal people's rows linked."""

import itertools
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from zoneinfo import ZoneInfo

import numpy as np
import orjson
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from app.domain.names import identifier_rank
from app.domain.progress import Progress
from app.ingest.facts import permissions, suppressed_rows
from app.ingest.facts.collected import CollectedFacts, FileLinks
from app.ingest.facts.empty_cells import Hollow
from app.ingest.facts.facts import MALFORMED, NATIONAL, NO_IDENTIFIER, SHORTENED, Facts
from app.ingest.facts.typed_block import Cells, look_over
from app.ingest.facts.unread_cells import Unread
from app.ingest.identity.link_store import firsts
from app.ingest.identity.profile_changes import Picked
from app.ingest.importing import cleaned_file, unparsed_rows
from app.ingest.kinds import import_kind
from app.ingest.order_tables import refund_files, wide_rows
from app.ingest.readers import json_columns
from app.ingest.readers.table import RawTable, Refused
from app.ingest.report import Note
from app.ingest.vocabulary.map_file import Mapping
from app.recipe import Tally
from storage.bulk.unnamed_file import table

Ints = NDArray[np.int64]
# Rows that lie in memory as typed columns at a time; between two blocks the work can be stopped.
BLOCK = 50_000


@dataclass(slots=True)
class _Block:
    lines: Ints
    who: dict[str, tuple[pa.Array, pa.Array]]
    """Dictionary-encoded, for most names come again."""
    consents: list[pa.Table]
    noes: pa.Table
    malformed: list[tuple[int, str]]


@dataclass(slots=True)
class _Seen:
    """What is counted of cells while they are read: changed by the recipe, unread, not understood, or saying
    only that there is nothing."""

    tally: Tally
    unreadable: Counter[str] = field(default_factory=Counter)
    unread: Unread = field(default_factory=Unread)
    hollow: Hollow = field(default_factory=Hollow)
    doubts: permissions.Doubts = field(default_factory=dict)

    def add(self, part: RawTable, cells: Cells, accepted: Ints) -> None:
        """Count a block, of which these lines came in."""
        self.unreadable.update({header: int(mask.sum()) for header, (mask, _) in cells.unread.items()})
        if cells.unread:
            self.unread.add(part, cells.unread, np.isin(part.lines, accepted))
        self.hollow.add(cells, part.lines)
        permissions.added(self.doubts, cells, part.lines)
        self.tally.join(cells.tally)


def collect(raw: RawTable, mapping: Mapping, zone: ZoneInfo, as_of: int, progress: Progress) -> CollectedFacts:
    """Clean a file; `zone` is that of times which state none, `as_of` (microseconds UTC) dates what has no date."""
    seen, by_orders = _Seen(cleaned_file.tally_of(raw)), refund_files.name_orders_only(raw, mapping)
    mapping = cleaned_file.rest(raw, mapping)
    raw = unparsed_rows.rescued(raw, mapping)
    rows, kind = raw.rows, import_kind.of(mapping.kind)
    codes, mixed = kind.currencies(raw, mapping)
    raw, mapping, reckoned = _made_ready(kind, raw, mapping, zone)
    whole = look_over(raw.columns, mapping)
    refused, blocks, types = [_refused_rows(raw.refused)], list[_Block](), dict[str, str]()

    def facts_of_blocks() -> Iterator[pa.Table]:
        """The facts of the file, a table a block of rows; what is refused and noted is kept on the way."""
        done = accepted = 0
        for part in _blocks(raw):
            progress.step(done, max(raw.rows, 1), f"Reading rows: {done:,} of {raw.rows:,}")
            cells = Cells(part.columns, mapping, mapping.zone(zone), whole)
            facts = kind.facts(cells, as_of)
            block, said = _block(part, cells, facts, mapping, refused, accepted)
            blocks.append(block)
            types.update(facts.types)
            seen.add(part, cells, block.lines)
            done += part.rows
            accepted += len(block.lines)
            yield said

    facts = _kept_on_disk(facts_of_blocks())
    progress.step(99, 100, "Telling people apart")
    lines, barred = np.concatenate([one.lines for one in blocks]), pa.concat_tables([one.noes for one in blocks])
    told = [*suppressed_rows.notes(barred, seen.doubts, mapping.kind), *unparsed_rows.notes(raw, mapping)]
    told += seen.hollow.notes()
    return CollectedFacts(
        raw.rows + len(raw.refused),
        lines,
        facts,
        _link_orders(facts, lines) if by_orders else _link([block.who for block in blocks], lines),
        _joined([one for block in blocks for one in block.consents]),
        barred,
        pa.concat_tables(refused).sort_by("line"),
        [one for block in blocks for one in block.malformed],
        types,
        dict(seen.unreadable),
        seen.unread,
        notes=[*wide_rows.notes(rows, raw.rows), *mixed, *reckoned, *told],
        currencies=codes,
        tally=seen.tally,
        lined=not {"sku", "item", "price"}.isdisjoint(mapping.targets()),
    )


def _made_ready(
    kind: import_kind.ImportKind, raw: RawTable, mapping: Mapping, zone: ZoneInfo
) -> tuple[RawTable, Mapping, list[Note]]:
    """As the kind makes it ready. Rows that are made of others have none of their own in the file: they are looked up
    by their lines afterwards."""
    own, lines = raw.own, raw.lines
    raw, mapping, notes = kind.made_ready(raw, mapping, zone)
    return replace(raw, own=own if raw.lines is lines else None), mapping, notes


def _kept_on_disk(tables: Iterator[pa.Table]) -> pa.Table:
    """All blocks as one table that takes no memory if it is large."""
    first = next(tables)
    # A column that says nothing in the first block may hold text in a later one.
    schema = pa.schema(
        [pa.field(one.name, pa.string() if pa.types.is_null(one.type) else one.type) for one in first.schema]
    )
    batches = (batch for part in itertools.chain([first], tables) for batch in part.cast(schema).to_batches())
    return table(schema, batches)


def _joined(tables: list[pa.Table]) -> pa.Table:
    return pa.concat_tables(tables, promote_options="permissive") if tables else pa.table({})


def _blocks(raw: RawTable) -> Iterator[RawTable]:
    # A file without rows is one empty block, so that its facts have their columns.
    for start in range(0, max(raw.rows, 1), BLOCK):
        own = None if raw.own is None else raw.own.slice(start, BLOCK)
        yield RawTable(raw.columns.slice(start, BLOCK), raw.lines[start : start + BLOCK], raw.layout, own=own)


def _block(
    part: RawTable, cells: Cells, facts: Facts, mapping: Mapping, refused: list[pa.Table], before: int
) -> tuple[_Block, pa.Table]:
    """One block without its refused rows, and its facts; consents point to the file's accepted rows, from 0."""
    who = cells.identifiers() if mapping.of.names_people else {}
    bad_address = np.zeros(part.rows, dtype=np.bool_)
    if "email" in who:
        matched, given = who["email"]
        bad_address = np.asarray(pc.and_(pc.is_null(matched), pc.is_valid(given)))
    if who:
        nobody = np.logical_and.reduce([np.asarray(pc.is_null(matched)) for matched, _ in who.values()])
        short = np.logical_or.reduce([np.zeros(part.rows, dtype=np.bool_), *cells.shortened.values()])
        # A row is refused for one reason: the one that tells best how to mend it comes first.
        facts.refusals += [(nobody & short, SHORTENED), (nobody & bad_address, MALFORMED)]
        facts.refusals += [(nobody & cells.national, NATIONAL), (nobody, NO_IDENTIFIER)]
    kept = _refuse(part, facts, refused)
    picked = Picked(np.flatnonzero(kept), part.rows)
    place = np.cumsum(kept) - 1 + before
    malformed = []
    if bad_address.any():
        wrong = np.flatnonzero(bad_address & kept)
        malformed = list(
            zip(part.lines[wrong].tolist(), who["email"][1].take(pa.array(wrong)).to_pylist(), strict=True)
        )
    consents = []
    for said in [*facts.consents, *suppressed_rows.of_further(cells, facts.consents)]:
        # A refused row has no link that its answer could hang on; its noes for good are kept below.
        chosen = np.flatnonzero(kept[said.rows])
        taken = {name: column.take(pa.array(chosen)) for name, column in said.columns.items()}
        consents.append(pa.table({"place": pa.array(place[said.rows[chosen]]), **taken}))
    block = _Block(
        part.lines[kept],
        {kind: _encoded(picked.of(matched), picked.of(given)) for kind, (matched, given) in who.items()},
        consents,
        suppressed_rows.of_block(part.lines, cells, who, facts.noes),
        malformed,
    )
    return block, pa.table({name: picked.of(column) for name, column in facts.columns.items()})


def _encoded(matched: pa.Array, given: pa.Array) -> tuple[pa.Array, pa.Array]:
    # Mostly both are alike, and one dictionary serves for both.
    same = given.equals(matched)
    matched = matched.dictionary_encode()
    return matched, matched if same else given.dictionary_encode()


def _refuse(part: RawTable, facts: Facts, refused: list[pa.Table]) -> NDArray[np.bool_]:
    """Put aside the rows that a reason stands against, each under its first reason; returns the others."""
    kept = np.ones(part.rows, dtype=np.bool_)
    for mask, reason in facts.refusals:
        rows = np.flatnonzero(mask & kept)
        if not len(rows):
            continue
        kept[rows] = False
        taken = part.as_written(rows)
        cells = json_columns.objects(dict(zip(taken.column_names, taken.columns, strict=True)), len(rows))
        reasons = pa.array([reason] * len(rows), pa.string())
        refused.append(pa.table([pa.array(part.lines[rows]), reasons, cells], schema=_REFUSED))
    return kept


_REFUSED = pa.schema([("line", pa.int64()), ("reason", pa.string()), ("row", pa.string())])


def _refused_rows(refused: list[Refused]) -> pa.Table:
    """What the reader refused, its cells as JSON."""
    columns = [
        [row.line for row in refused],
        [row.reason for row in refused],
        [orjson.dumps(row.cells).decode() for row in refused],
    ]
    return pa.table(
        [pa.array(column, field.type) for column, field in zip(columns, _REFUSED, strict=True)], schema=_REFUSED
    )


def _link(blocks: list[dict[str, tuple[pa.Array, pa.Array]]], lines: Ints) -> FileLinks:
    """Number the distinct sets of identifiers by their first row."""
    kinds = sorted(blocks[0], key=identifier_rank)
    codes: dict[str, Ints] = {}
    values: dict[str, pa.Array] = {}
    combined = np.zeros(len(lines), dtype=np.int64)
    for kind in kinds:
        encoded = pa.chunked_array([block[kind][0] for block in blocks]).combine_chunks()
        codes[kind] = np.asarray(pc.fill_null(pc.cast(encoded.indices, pa.int64()), -1), dtype=np.int64)
        values[kind] = encoded.dictionary
        # Folded together kind by kind, so that the numbers never outgrow 64 bits. Numbers of one kind alone that every
        # row has are in the order of their first rows already.
        if len(kinds) > 1 or (codes[kind] < 0).any():
            combined = pd.factorize(combined * (len(values[kind]) + 1) + codes[kind] + 1)[0].astype(np.int64)
        else:
            combined = codes[kind]
    of_row = combined
    first = np.zeros(int(of_row.max(initial=-1)) + 1 if kinds else 0, dtype=np.int64)
    if kinds:
        first[of_row[::-1]] = np.arange(len(of_row))[::-1]  # written from the last to the first, so that it stays
    named = {kind: codes[kind][first] for kind in kinds}
    given = {}
    for kind in kinds:
        if all(matched is written for matched, written in (block[kind] for block in blocks)):
            given[kind] = values[kind].take(pa.array(named[kind], mask=named[kind] < 0))
        else:
            written = pa.chunked_array([block[kind][1] for block in blocks]).combine_chunks()
            given[kind] = written.take(pa.array(first)).dictionary_decode()
    return FileLinks(named, values, given, lines[first], of_row)


def _link_orders(facts: pa.Table, lines: Ints) -> FileLinks:
    """A link without identifiers for each order, of rows that name nobody."""
    orders = facts.column("order_id").combine_chunks().dictionary_encode()
    of_row = np.asarray(orders.indices, dtype=np.int64)
    return FileLinks({}, {}, {}, lines[firsts(of_row, len(orders.dictionary))], of_row)
