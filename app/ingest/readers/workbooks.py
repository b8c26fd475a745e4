"""Reading workbooks (XLSX, XLS, ODS): a child does it, for its library may take all memory or abort the process."""

import datetime as dt
import io
import lzma
import zipfile
import zlib
from dataclasses import replace
from typing import Any

import numpy as np
import pyarrow as pa

from app.domain.progress import SILENT, Progress
from app.ingest.readers import child, header_rows, limits, non_records, not_tables, number_formats, problems
from app.ingest.readers.cell_text import text_of
from app.ingest.readers.child_main import Give
from app.ingest.readers.header_rows import headings
from app.ingest.readers.table import Layout, RawTable, Refused, twins, unique_headers
from app.ingest.readers.unpacked_file import Source
from storage.bulk.unnamed_file import Content


def read(source: Source, wanted: Layout, progress: Progress = SILENT) -> RawTable:
    """One sheet: the one that is named, else the first that holds a table. Raises ImportProblem or FileProblem."""
    request = {"sheet": wanted.sheet, "header_row": wanted.header_row}
    found = child.ask(f"{__name__}:workbook", source.name, source.data, request, progress)
    columns, told = found.columns(), found.document
    return RawTable(
        columns.drop_columns([_LINES]),
        columns.column(_LINES).to_numpy(),
        Layout(header_row=told["header_row"], sheet=told["sheet"]),
        [Refused(**one) for one in told["refused"]],
        twins=tuple(map(tuple, told["twins"])),
        sheets=tuple(told["sheets"]),
    )


_LINES = "\0lines"
"""The column of the lines, beside those of the table; no header has such a sign."""


# What the child does.

_DAMAGE = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, NotImplementedError)
"""What is raised at a damaged archive."""


def workbook(name: str, data: Content, request: dict[str, Any], give: Give) -> dict[str, Any]:
    """Read a workbook's sheet, and give its rows with their lines."""
    wanted = Layout(header_row=request["header_row"], sheet=request["sheet"])
    try:
        found = read_sheet(Source(name, data, ""), wanted)
    except _DAMAGE:
        raise not_tables.workbook_problem(data, name) from None
    whole = found.columns.append_column(_LINES, pa.array(found.lines, pa.int64()))
    for batch in whole.to_batches(20_000) or [pa.RecordBatch.from_pylist([], whole.schema)]:
        give(batch)
    return {
        "header_row": found.layout.header_row,
        "sheet": found.layout.sheet,
        "refused": [{"line": one.line, "reason": one.reason, "cells": one.cells} for one in found.refused],
        "twins": found.twins,
        "sheets": found.sheets,
    }


def read_sheet(source: Source, wanted: Layout) -> RawTable:
    """One sheet: the one that is named, else the first that holds a table. Raises ImportProblem."""
    sheet, rows, sheets = _sheet(source, wanted.sheet)
    limits.refuse_columns(max(map(len, rows), default=0), source.name)
    rows = _with_dates(_as_shown(source, sheet, rows))
    header = _header(rows, wanted.header_row)
    rows = _without_blank_columns(rows, max(header, 0))
    head, below = _headings(rows, header)
    kept, lines = [], []
    for line, row in enumerate(rows[below:], below + 1):
        if not all(map(_blank, row)):
            kept.append(row)
            lines.append(line)
    columns = [_column([row[place] for row in kept]) for place in range(len(head))]
    layout = Layout(header_row=header + 1, sheet=sheet)
    table = RawTable(pa.table(columns, names=unique_headers(head)), np.asarray(lines, dtype=np.int64), layout)
    return replace(non_records.without(table, head), twins=twins(head), sheets=sheets)


def _header(rows: list[list[Any]], wanted: int | None) -> int:
    """The index of the row of headers, -1 where there is none."""
    if wanted is None:
        # What stands in the first rows is looked at as text; of those below only whether it is anything.
        return header_rows.find_header([*map(_as_texts, rows[:_TOP]), *rows[_TOP:]])
    if wanted > len(rows):
        raise problems.NO_SUCH_ROW(row=wanted)
    return wanted - 1


_TOP = 50


def _headings(rows: list[list[Any]], header: int) -> tuple[list[str], int]:
    """The headers and the index of the first record; blank ones where no row says them."""
    if header < 0:
        return [""] * max(map(len, rows), default=0), 0
    above = max(header - 1, 0)
    head, below = headings(list(map(_as_texts, rows[above : header + 8])), header - above)
    return head, below + above


def _as_texts(row: list[Any]) -> list[str]:
    return [text_of(cell) for cell in row]


def _column(cells: list[Any]) -> pa.Array:
    """A column in the type that all its cells have, as text where they have several."""
    kinds = {*map(type, cells)} - {type(None)}
    if str in kinds and not any(cell for cell in cells if type(cell) is str):
        kinds.discard(str)
        cells = [None if cell == "" else cell for cell in cells]
    if kinds == {bool}:
        return pa.array(cells, pa.bool_())
    if kinds and kinds <= {int, float} and all(abs(cell) < _EXACT for cell in cells if type(cell) is int):
        return pa.array(cells, pa.float64())
    if kinds and kinds <= {dt.date, dt.datetime}:
        return pa.array(list(map(_moment, cells)), pa.timestamp("us"))
    return pa.array(list(map(text_of, cells)), pa.string())


_EXACT = 1 << 53
"""Whole numbers below this are doubles of their own."""


def _moment(cell: dt.date | None) -> dt.datetime | None:
    """A day as its midnight; fractions of a second come of reckoning with shares of a day."""
    if cell is None or isinstance(cell, dt.datetime):
        return cell and cell.replace(microsecond=0)
    return dt.datetime(cell.year, cell.month, cell.day)  # noqa: DTZ001 (a workbook's times are local)


_WHOLE = 10**15
"""Workbooks keep fifteen digits of a number."""


def _as_shown(source: Source, sheet: str, rows: list[list[Any]]) -> list[list[Any]]:
    """With the numbers that a format pads or parts as the sheet shows them."""
    for row, column, pattern in number_formats.patterns(source.data, sheet):
        cell = rows[row][column] if row < len(rows) and column < len(rows[row]) else None
        if isinstance(cell, int | float) and not isinstance(cell, bool) and 0 <= cell < _WHOLE and cell == int(cell):
            rows[row][column] = pattern.shown(int(cell))
    return rows


def _sheet(source: Source, wanted: str | None) -> tuple[str, list[list[Any]], tuple[str, ...]]:
    """The sheet's name, its cells, and the names of all."""
    from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum

    number_formats.refuse_bombs(source.data, source.name)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(source.data))
        # What its author hid is an aid to the rest, as a list to choose from is.
        seen = {one.name for one in book.sheets_metadata if one.visible == SheetVisibleEnum.Visible}
        names = [wanted] if wanted else sorted(book.sheet_names, key=lambda name: name not in seen)
        number_formats.refuse_far_cells(source.data, source.name, names)
        if wanted and wanted not in book.sheet_names:
            raise problems.NO_SHEET(name=source.name, sheet=wanted, sheets=", ".join(book.sheet_names))
        filled = []
        for name in names:
            # With the blank area before the table, so that rows have the numbers that the sheet shows.
            rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
            if _widest(rows) > 1 or (wanted and _widest(rows)):
                return name, rows, tuple(book.sheet_names)
            if _widest(rows):
                filled.append((name, rows))
        if filled:
            # No sheet has two columns: the longest, for a cover page is short.
            return *max(filled, key=lambda one: len(one[1])), tuple(book.sheet_names)
    except CalamineError:
        raise not_tables.workbook_problem(source.data, source.name) from None
    raise problems.EMPTY(name=source.name)


def _blank(cell: Any) -> bool:
    return cell is None or (isinstance(cell, str) and not cell.strip())


def _widest(rows: list[list[Any]]) -> int:
    """How many cells the second fullest row has filled (a lone row is a title): 1 for a list, 2 for a table."""
    counts = sorted((sum(not _blank(cell) for cell in row) for row in rows), reverse=True)
    return counts[1] if len(counts) > 1 and counts[1] else min(sum(counts), 1)


def _without_blank_columns(rows: list[list[Any]], first: int) -> list[list[Any]]:
    """Without the columns that hold nothing from row `first` on, such as one that is left free at the edge."""
    width = max(map(len, rows), default=0)
    below = rows[first:]
    filled = [place for place in range(width) if any(place < len(row) and not _blank(row[place]) for row in below)]
    return rows if len(filled) == width else [[row[place] for place in filled if place < len(row)] for row in rows]


def _with_dates(rows: list[list[Any]]) -> list[list[Any]]:
    """With the plain numbers among a column's dates read as the days that a workbook counts."""
    for place in range(max(map(len, rows), default=0)):
        kinds = {type(row[place]) for row in rows if place < len(row)}
        if kinds.isdisjoint((dt.date, dt.datetime)) or kinds.isdisjoint((int, float)):
            continue
        cells = {at: row[place] for at, row in enumerate(rows) if place < len(row)}
        numbers = {at: cell for at, cell in cells.items() if type(cell) in (int, float) and 1 <= cell < _LAST_DAY}
        # Only where most cells are dates: else a date among numbers is the odd one.
        if numbers and sum(isinstance(cell, dt.date) for cell in cells.values()) > len(numbers):
            for at, number in numbers.items():
                rows[at][place] = _DAY_ZERO + dt.timedelta(days=number)
    return rows


# Its day 1 is the first of 1900, and it counts a 29 February of that year; `_LAST_DAY` is the day after 9999.
_DAY_ZERO = dt.datetime(1899, 12, 30)  # noqa: DTZ001 (a workbook's times are local)
_LAST_DAY = 2_958_466
