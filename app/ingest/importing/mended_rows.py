"""Rows that were not read whole: kept as their file had them, given out to be mended, and known when they come back.

A file of them begins with the columns `line` and `reason` (`spec/files.md`). What an order says anew stands in the
place of all that it said before, so an order is given out whole: with the rows of it that could be read.
"""

from collections.abc import Mapping as Dictionary
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray
from sqlalchemy import Connection, select, update

from app.cleaning import numbers, texts
from app.domain.counts import agreed, counted
from app.domain.csv_injection import is_formula
from app.domain.problems import ImportProblem
from app.ingest.facts.collected import COMPANIONS, CollectedFacts
from app.ingest.identity.link_store import among
from app.ingest.identity.profile_changes import none
from app.ingest.readers import json_columns
from app.ingest.readers.table import RawTable
from app.ingest.report import Mends, Note
from app.ingest.vocabulary import order_states
from app.ingest.vocabulary.map_file import Column, Mapping, own_headers, parse
from app.project import Project
from app.recipe import made_by
from storage import bulk
from storage.file.models import batch, companion_row, event, link, rejected_row, repeat, unread_cell

Ints = NDArray[np.int64]

LINE, REASON = "line", "reason"
"""The columns before a file's own."""
SAME_ORDER = "Belongs to the same order"
"""The reason of a row that was read, and is given out so that its order is whole."""
_LARGEST_ORDER = 1_000
"""What has more rows is no order, but a word that stands in place of numbers."""
_TOLD = 20_000
"""Of so many rows a report says which lines they stand for, so that they can be mended a second time."""
KEPT = (rejected_row, unread_cell, companion_row)


# What is kept of a file.


def keep_orders_whole(raw: RawTable, mapping: Mapping, found: CollectedFacts) -> None:
    """Keep the rows of a file of orders that were put aside as the file has them, and beside them their orders'."""
    if not mapping.of.of_sales:
        return
    unread = found.unread.table()
    found.refused, found.unread.tables = _as_written(raw, found.refused), [_as_written(raw, unread)]
    header = mapping.header_of("order_id")
    header = header if header in raw.headers else None
    aside = np.isin(raw.lines, np.concatenate([_lines(found.refused), _lines(unread)]))
    if header is None or not aside.any():
        return
    # By the column as it stands: refused rows have no order number that was read.
    orders = texts.trim(raw.text(header))
    wanted = pc.unique(orders.filter(pa.array(aside)))
    sizes = pc.value_counts(orders)
    large = sizes.field("values").filter(pc.greater(sizes.field("counts"), _LARGEST_ORDER))
    wanted = wanted.filter(pc.invert(pc.is_in(wanted, value_set=large)))
    same = np.asarray(pc.and_(pc.is_in(orders, value_set=wanted), pc.not_equal(orders, ""))) & ~aside
    at = np.flatnonzero(same)
    found.companions = pa.table([pa.array(raw.lines[at]), _rows(raw, at)], schema=COMPANIONS)


def _lines(table: pa.Table) -> Ints:
    return np.asarray(table.column("line"), dtype=np.int64)


def _rows(raw: RawTable, at: Ints) -> pa.Array:
    taken = raw.texts(at)
    return json_columns.objects(dict(zip(taken.column_names, taken.columns, strict=True)), len(at))


def _as_written(raw: RawTable, aside: pa.Table) -> pa.Table:
    """Rows put aside with the cells of the file; a record that shares its line with another stays as it was read."""
    if not aside.num_rows or not raw.rows:
        return aside
    order = np.argsort(raw.lines, kind="stable")
    first, last = (np.searchsorted(raw.lines[order], _lines(aside), side) for side in ("left", "right"))
    alone = last - first == 1
    rows = aside.column("row").combine_chunks()
    rows = pc.replace_with_mask(rows, pa.array(alone), _rows(raw, order[first[alone]]))
    return aside.set_column(aside.column_names.index("row"), "row", rows)


def file_columns(mapping: Dictionary[str, Any]) -> list[str]:
    """The columns of a file as it was exported, by its import's mapping: without those of rows brought back mended."""
    names = own_headers(mapping)
    return names[2:] if names[:2] == [LINE, REASON] else names


# What comes back.


def as_given(raw: RawTable) -> RawTable:
    """A file of rows to be mended as its own file had them: without the apostrophes that keep formulas from running."""
    if raw.headers[:2] != [LINE, REASON]:
        return raw
    columns = [_unguarded(raw.text(at)) if raw.says_words(name) else raw.columns.column(at)
               for at, name in enumerate(raw.headers)]  # fmt: skip
    names = [name[1:] if _is_guarded(name) else name for name in raw.headers]
    return replace(raw, columns=pa.table(columns, names=names))


def _is_guarded(text: str) -> bool:
    return text.startswith("'") and is_formula(text[1:])


def _unguarded(column: pa.ChunkedArray) -> pa.ChunkedArray:
    begun = pc.starts_with(column, "'")
    if not pc.any(begun).as_py():
        return column
    cells = [text[1:] if _is_guarded(text) else text for text in column.filter(begun).to_pylist()]
    return pa.chunked_array([pc.replace_with_mask(column.combine_chunks(), begun.combine_chunks(), pa.array(cells))])


@dataclass(frozen=True, slots=True)
class Mended:
    """A file of mended rows: the import they were put aside from, and which of its lines each line stands for.

    `rows` counts them without those that only make their order whole.
    """

    batch: int
    file: str
    as_of: int
    mapping: Mapping
    lines: Ints
    were: Ints
    rows: int

    def told(self) -> Mends:
        """As the import's report has it."""
        lines = np.stack([self.lines, self.were], axis=1)[:_TOLD].tolist()
        return Mends(self.batch, self.file, self.rows, lines)

    def note(self) -> Note:
        """What whoever imports it is told."""
        who, them = agreed(self.rows, "it is", "they are"), agreed(self.rows, "it", "them")
        text = (
            f"{counted(self.rows, 'mended row')} of {self.file} (import {self.batch}): {who} read as that file was and "
            f"in place of what was read of {them} then, and what later files say of the same people stays newer."
        )
        return Note("yellow", text, self.rows)


def find(project: Project, raw: RawTable, kind: str | None) -> Mended | None:
    """The standing import whose rows a file brings back mended; None for any other file.

    Files of one tool have the same columns, and unread cells in the same lines: the rows themselves must be those that
    were put aside, but for what was mended. Where imports of two kinds fit alike, nothing is guessed.
    """
    if raw.headers[:2] != [LINE, REASON] or not raw.rows:
        return None
    said = texts.trim(raw.text(LINE))
    if not pc.all(pc.match_substring_regex(said, r"^\d{1,15}$")).as_py():
        return None
    were = np.asarray(pc.cast(said, pa.int64()), dtype=np.int64)
    rows = dict(zip(were.tolist(), raw.texts(slice(0, _COMPARED)).to_pylist(), strict=False))
    fitting: list[tuple[float, Any]] = []
    columns = (batch.c.id, batch.c.kind, batch.c.file_name, batch.c.as_of, batch.c.mapping)
    standing = select(*columns).where(batch.c.undone_at.is_(None)).order_by(batch.c.id.desc())
    with project.read() as connection:
        for row in connection.execute(standing).all():
            names = file_columns(row.mapping or {})
            if kind in (None, row.kind) and names and raw.headers[2 : 2 + len(names)] == names:
                alike = _alike(connection, row.id, were, rows)
                if alike >= _ALIKE:
                    fitting.append((alike, row))
    # The newest of those that fit alike, for they come newest first.
    best = [row for alike, row in fitting if alike == max(found for found, _ in fitting)]
    if len({row.kind for row in best}) != 1:
        return None
    try:
        mapping = parse(best[0].mapping)
    except ImportProblem:
        return None
    wrong = pc.sum(pc.not_equal(texts.trim(raw.text(REASON)), SAME_ORDER)).as_py()
    one = best[0]
    return Mended(one.id, one.file_name, one.as_of, _read_as(mapping, raw), raw.lines, were, wrong)


_COMPARED = 2_000
"""Rows of a file that are held against those that an import put aside."""
_ALIKE = 0.5
"""The share of filled cells that must be as they were."""


def _alike(connection: Connection, number: int, were: Ints, rows: Dictionary[int, dict[str, str]]) -> float:
    """Which share of the cells that an import put aside a file still has; 0 where it put other lines aside."""
    lines: list[int] = []
    same = filled = 0
    seen: set[int] = set()
    for table in KEPT:
        kept = select(table.c.line).where(table.c.batch_id == number)
        lines += np.asarray(bulk.fetch(connection, kept, [pa.int64()]).column("0"), dtype=np.int64).tolist()
        with among(connection, np.array(sorted(rows), dtype=np.int64)) as chosen:
            found = select(table.c.line, table.c.row).where(table.c.batch_id == number, chosen(table.c.line))
            for line, row in connection.execute(found).all():
                if line not in seen:
                    seen.add(line)
                    # Blank cells are alike in all files, and tell nothing.
                    cells = [(rows[line].get(name), value) for name, value in row.items() if str(value).strip()]
                    filled += len(cells)
                    same += sum(_as_it_was(now, was) for now, was in cells)
    # Every line must have been put aside there: one alone that was not shows another file.
    return same / filled if filled and np.isin(were, np.array(lines, dtype=np.int64)).all() else 0.0


def _as_it_was(now: str | None, was: str) -> bool:
    """Whether a cell says what it said; spreadsheets write numbers and quotes anew."""
    if now is None:
        return False
    one, other = (text.strip().lstrip("'").casefold() for text in (now, was))
    return one == other or ((number := numbers.parse(one)) is not None and number == numbers.parse(other))


def _read_as(mapping: Mapping, raw: RawTable) -> Mapping:
    """The mapping of the import, for this file. On what day undated answers were given is not taken over: somebody who
    mends a yes into a no says so today."""
    skipped = Column(skip=True)
    made = [name for name in made_by(mapping.recipe) if name in mapping.columns]
    columns = {header: mapping.columns.get(header, skipped) for header in (*raw.headers, *made)}
    layout = raw.layout
    return replace(
        mapping,
        columns=columns | {LINE: skipped, REASON: skipped},
        delimiter=layout.delimiter,
        encoding=layout.encoding,
        header_row=layout.header_row,
        sheet=layout.sheet,
        answered_at=None,
    )


def superseded(connection: Connection, mended: Mended, tables: Dictionary[str, pa.Table]) -> pa.Table:
    """The events (`id`, `name`) that came in without a cell and now come whole, in rows of these tables of a file.

    An event that a row says as it stands already is no other, and stays.
    """
    rows = [np.asarray(tables[name].column("row"), dtype=np.int64) for name in ("event", "repeat") if name in tables]
    at = np.searchsorted(mended.lines, np.concatenate(rows)) if rows else none()
    repeats = tables.get("repeat")
    stays = np.asarray(repeats.column("digest"), dtype=np.int64) if repeats is not None else none()
    found = []
    for number, lines in _said_before(connection, mended.batch, np.unique(mended.were[at])):
        with among(connection, lines) as chosen:
            columns = (event.c.id, event.c.name, event.c.digest)
            stands = select(*columns).where(event.c.aside.is_(None))
            own = stands.where(event.c.batch_id == number, chosen(event.c.row))
            # What that import said again of an event of an earlier one was noted, and not written a second time.
            again = stands.join(link, link.c.profile_id == event.c.profile_id).join(
                repeat, (repeat.c.link_id == link.c.id) & (repeat.c.digest == event.c.digest)
            )
            again = again.where(repeat.c.batch_id == number, chosen(repeat.c.row))
            found.append(bulk.fetch(connection, own.union(again), [pa.int64(), pa.string(), pa.int64()]))
    told = pa.concat_tables(found).rename_columns(["id", "name", "digest"])
    return told.filter(pc.invert(pc.is_in(told.column("digest"), value_set=pa.array(stays)))).select(["id", "name"])


def _said_before(connection: Connection, number: int, lines: Ints) -> list[tuple[int, Ints]]:
    """Where these lines of an import stand: there, and in the files that brought them back mended before."""
    found = [(number, lines)]
    earlier = select(batch.c.id, batch.c.report).where(batch.c.undone_at.is_(None), batch.c.id > number)
    for one, report in connection.execute(earlier).all():
        mends = (report or {}).get("mends") or {}
        if mends.get("batch") == number:
            pairs = np.array(mends.get("lines", []), dtype=np.int64).reshape(-1, 2)
            found.append((one, pairs[np.isin(pairs[:, 1], lines), 0]))
    return found


def set_aside(connection: Connection, events: pa.Table, number: int) -> None:
    """Let these events stand no more, since import `number` says them whole."""
    with among(connection, np.asarray(events.column("id"), dtype=np.int64)) as chosen:
        connection.execute(update(event).where(chosen(event.c.id)).values(aside=_mended_by(number)))


def stand_again(connection: Connection, number: int, heir: int | None) -> None:
    """Import `number`, which brought rows back mended, is taken away: what it replaced stands again.

    Where the same file came in a second time, that one replaces it.
    """
    why = None if heir is None else _mended_by(heir)
    connection.execute(update(event).where(event.c.aside == _mended_by(number)).values(aside=why))


def _mended_by(number: int) -> str:
    return f"{order_states.MENDED}{number}"
