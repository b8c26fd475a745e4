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

from app.counts import agreed, counted
from app.ingest import jsontext
from app.ingest.clean import texts
from app.ingest.gather import COMPANIONS, Gathered
from app.ingest.linkstore import among
from app.ingest.mapping import Column, Mapping, parse
from app.ingest.outcome import none
from app.ingest.report import Note
from app.ingest.table import RawTable
from app.problems import ImportProblem
from app.project import Project
from storage import bulk
from storage.models import batch, companion_row, event, link, rejected_row, repeat, unread_cell

Ints = NDArray[np.int64]

LINE, REASON = "line", "reason"
"""The columns before a file's own."""
SAME_ORDER = "Belongs to the same order"
"""The reason of a row that was read, and is given out so that its order is whole."""
KEPT = (rejected_row, unread_cell, companion_row)


# What is kept of a file.


def keep_orders_whole(raw: RawTable, mapping: Mapping, found: Gathered) -> None:
    """Keep the rows of a file of orders that were put aside as the file has them, and beside them their orders'."""
    if mapping.kind != "orders":
        return
    unread = found.unread.table()
    found.refused, found.unread.tables = _as_written(raw, found.refused), [_as_written(raw, unread)]
    header = mapping.header_of("order_id")
    aside = np.isin(raw.lines, np.concatenate([_lines(found.refused), _lines(unread)]))
    if header is None or not aside.any():
        return
    orders = texts.trim(raw.columns.column(header))
    wanted = pc.unique(orders.filter(pa.array(aside)))
    same = np.asarray(pc.and_(pc.is_in(orders, value_set=wanted), pc.not_equal(orders, ""))) & ~aside
    at = np.flatnonzero(same)
    found.companions = pa.table([pa.array(raw.lines[at]), _rows(raw, at)], schema=COMPANIONS)


def _lines(table: pa.Table) -> Ints:
    return np.asarray(table.column("line"), dtype=np.int64)


def _rows(raw: RawTable, at: Ints) -> pa.Array:
    taken = raw.columns.take(pa.array(at))
    return jsontext.objects(dict(zip(taken.column_names, taken.columns, strict=True)), len(at))


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
    names = list(mapping.get("columns", {}))
    return names[2:] if names[:2] == [LINE, REASON] else names


# What comes back.


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

    def as_json(self) -> dict[str, Any]:
        """As the import's report has it."""
        return {"batch": self.batch, "file": self.file, "rows": self.rows}

    def note(self) -> Note:
        """What whoever imports it is told."""
        who, them = agreed(self.rows, "it is", "they are"), agreed(self.rows, "it", "them")
        text = (
            f"{counted(self.rows, 'mended row')} of {self.file} (import {self.batch}): {who} read as that file was and "
            f"in place of what was read of {them} then, and what later files say of the same people stays newer."
        )
        return Note("yellow", text, self.rows)


def find(project: Project, raw: RawTable, kind: str | None) -> Mended | None:
    """The standing import whose rows a file brings back mended; None for any other file."""
    if raw.headers[:2] != [LINE, REASON] or not raw.rows:
        return None
    said = texts.trim(raw.columns.column(LINE))
    if not pc.all(pc.match_substring_regex(said, r"^\d{1,15}$")).as_py():
        return None
    were = np.asarray(pc.cast(said, pa.int64()), dtype=np.int64)
    columns = (batch.c.id, batch.c.kind, batch.c.file_name, batch.c.as_of, batch.c.mapping)
    standing = select(*columns).where(batch.c.undone_at.is_(None)).order_by(batch.c.id.desc())
    with project.read() as connection:
        for row in connection.execute(standing):
            names = file_columns(row.mapping or {})
            if kind in (None, row.kind) and names and raw.headers[2 : 2 + len(names)] == names:
                try:
                    mapping = parse(row.mapping)
                except ImportProblem:
                    continue
                if np.isin(were, _kept(connection, row.id)).all():
                    rows = pc.sum(pc.not_equal(texts.trim(raw.columns.column(REASON)), SAME_ORDER)).as_py()
                    return Mended(row.id, row.file_name, row.as_of, _read_as(mapping, raw), raw.lines, were, rows)
    return None


def _kept(connection: Connection, number: int) -> Ints:
    found = [
        bulk.fetch(connection, select(table.c.line).where(table.c.batch_id == number), [pa.int64()]).column("0")
        for table in KEPT
    ]
    return np.concatenate([np.asarray(lines, dtype=np.int64) for lines in found])


def _read_as(mapping: Mapping, raw: RawTable) -> Mapping:
    """The mapping of the import, for this file. On what day undated answers were given is not taken over: somebody who
    mends a yes into a no says so today."""
    skipped = Column(skip=True)
    columns = {header: mapping.columns.get(header, skipped) for header in raw.headers}
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


def superseded(connection: Connection, mended: Mended, fresh: pa.Table) -> pa.Table:
    """The events (`id`, `name`) that came in without a cell and now come whole, by the new events' lines (`row`)."""
    at = np.searchsorted(mended.lines, np.asarray(fresh.column("row"), dtype=np.int64))
    lines = np.unique(mended.were[at]) if fresh.num_rows else none()
    stands = select(event.c.id, event.c.name).where(event.c.aside.is_(None))
    # What that import said again of an event of an earlier one was noted, and not written a second time.
    again = stands.join(link, link.c.profile_id == event.c.profile_id).join(
        repeat, (repeat.c.link_id == link.c.id) & (repeat.c.digest == event.c.digest)
    )
    with among(connection, lines) as chosen:
        own = stands.where(event.c.batch_id == mended.batch, chosen(event.c.row))
        again = again.where(repeat.c.batch_id == mended.batch, chosen(repeat.c.row))
        found = bulk.fetch(connection, own.union(again), [pa.int64(), pa.string()])
    return found.rename_columns(["id", "name"])


def set_aside(connection: Connection, events: pa.Table, number: int) -> None:
    """Let these events stand no more, since import `number` says them whole."""
    with among(connection, np.asarray(events.column("id"), dtype=np.int64)) as chosen:
        connection.execute(update(event).where(chosen(event.c.id)).values(aside=_mended_by(number)))


def stand_again(connection: Connection, number: int) -> None:
    """Import `number`, which brought rows back mended, is taken away: what it replaced stands again."""
    connection.execute(update(event).where(event.c.aside == _mended_by(number)).values(aside=None))


def _mended_by(number: int) -> str:
    return f"Mended by import {number}"
