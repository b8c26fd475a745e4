"""Reading workbooks (XLSX, XLS, ODS) and Parquet into columns of text: what a child does, see `foreign`."""

import datetime as dt
import io
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from app.domain.problems import ImportProblem
from app.ingest.readers import header_rows, json_columns, limits, non_records, not_tables, number_formats
from app.ingest.readers.header_rows import headings
from app.ingest.readers.sources import Source
from app.ingest.readers.table import Layout, RawTable, from_rows, twins, unique_headers


def read_workbook(source: Source, wanted: Layout) -> RawTable:
    """One sheet: the one that is named, else the first that holds a table. Raises ImportProblem."""
    sheet, rows, sheets = _sheet(source, wanted.sheet)
    limits.refuse_columns(max(map(len, rows), default=0), source.name)
    texts = _as_texts(_with_dates(_as_shown(source, sheet, rows)))
    if wanted.header_row is None:
        header = header_rows.find_header(texts)
    else:
        header = wanted.header_row - 1
        if header >= len(texts):
            raise ImportProblem(f"Row {wanted.header_row} cannot hold the headers", "The sheet is shorter.")
    texts = _without_blank_columns(texts, max(header, 0))
    head, below = headings(texts, header) if header >= 0 else ([""] * max(map(len, texts), default=0), 0)
    names = unique_headers(head)
    kept, lines = [], []
    for line, row in enumerate(texts[below:], below + 1):
        if any(cell.strip() for cell in row):
            kept.append(row)
            lines.append(line)
    table = from_rows(names, kept, lines, Layout(header_row=header + 1, sheet=sheet))
    return replace(non_records.without(table, head), twins=twins(head), sheets=sheets)


def _as_texts(rows: list[list[Any]]) -> list[list[str]]:
    """The cells as texts, in the same lists, so that a large sheet is not in memory twice; equal texts are one."""
    known: dict[str, str] = {}
    for row in rows:
        for place, cell in enumerate(row):
            text = text_of(cell)
            if len(text) < _OFTEN and len(known) < _KNOWN:
                text = known.setdefault(text, text)
            else:
                text = known.get(text, text)
            row[place] = text
    return rows


_OFTEN, _KNOWN = 40, 100_000
"""Texts of fewer signs are likely to come again, and so many of them are kept in mind."""

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
    from python_calamine import CalamineError, CalamineWorkbook

    number_formats.refuse_bombs(source.data, source.name)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(source.data))
        names = [wanted] if wanted else book.sheet_names
        number_formats.refuse_far_cells(source.data, source.name, names)
        if wanted and wanted not in book.sheet_names:
            raise ImportProblem(f"{source.name} has no sheet “{wanted}”", "", f"It has {', '.join(book.sheet_names)}.")
        filled = []
        for name in names:
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
    raise ImportProblem(f"{source.name} is empty", "", "Export it again with its header row and its rows.")


def _blank(cell: Any) -> bool:
    return cell is None or (isinstance(cell, str) and not cell.strip())


def _widest(rows: list[list[Any]]) -> int:
    """How many cells the second fullest row has filled (a lone row is a title): 1 for a list, 2 for a table."""
    counts = sorted((sum(not _blank(cell) for cell in row) for row in rows), reverse=True)
    return counts[1] if len(counts) > 1 and counts[1] else min(sum(counts), 1)


def _without_blank_columns(rows: list[list[str]], first: int) -> list[list[str]]:
    """Without the columns that hold nothing from row `first` on, such as one that is left free at the edge."""
    width = max(map(len, rows), default=0)
    below = rows[first:]
    filled = [place for place in range(width) if any(place < len(row) and not _blank(row[place]) for row in below)]
    return rows if len(filled) == width else [[row[place] for place in filled if place < len(row)] for row in rows]


def _with_dates(rows: list[list[Any]]) -> list[list[Any]]:
    """With the plain numbers among a column's dates read as the days that a workbook counts."""
    for place in range(max(map(len, rows), default=0)):
        cells = {at: row[place] for at, row in enumerate(rows) if place < len(row)}
        numbers = {at: cell for at, cell in cells.items() if type(cell) in (int, float) and 1 <= cell < _LAST_DAY}
        if numbers and sum(isinstance(cell, dt.date) for cell in cells.values()) > len(numbers):
            for at, number in numbers.items():
                rows[at][place] = _DAY_ZERO + dt.timedelta(days=number)
    return rows


_DAY_ZERO = dt.datetime(1899, 12, 30)  # noqa: DTZ001 (a workbook's times are local)
_LAST_DAY = 2_958_466


def text_of(cell: Any) -> str:
    """A cell as a person would have typed it: whole numbers without a point, dates in ISO 8601."""
    if isinstance(cell, str):
        return cell
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, dt.datetime):
        # A sheet keeps a date as midnight of that day.
        return cell.date().isoformat() if cell.time() == dt.time() else cell.isoformat(" ", "seconds")
    if isinstance(cell, dt.date | dt.time):
        return cell.isoformat()
    return str(cell)


def _json_text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, dict | list):
        return json_columns.dumps(value)
    return text_of(value)


def parquet_batches(source: Source) -> Iterator[pa.RecordBatch]:
    """The rows of a Parquet file as text, some at a time, the first time none, with the headers as they stand.

    A date beyond the calendar stays the number that it is. Raises ImportProblem.
    """
    try:
        file = pq.ParquetFile(pa.BufferReader(source.data))
        headers = file.schema_arrow.names
        limits.refuse_columns(len(headers), source.name)
        schema = pa.schema([(header, pa.string()) for header in headers])
        yield pa.record_batch([pa.array([], pa.string()) for _ in headers], schema=schema)
        for batch in file.iter_batches(_ROWS):
            yield pa.record_batch([_as_text(column) for column in batch.columns], schema=schema)
    except (pa.ArrowException, OSError, ValueError) as error:
        raise ImportProblem(
            f"{source.name} cannot be read as Parquet", _first_line(error), "Export it again."
        ) from None


_ROWS = 20_000


def _first_line(error: BaseException) -> str:
    return next((line.strip() for line in str(error).splitlines() if line.strip(" .")), "")


def _as_text(column: pa.Array) -> pa.Array:
    if pa.types.is_string(column.type):
        return _sound(column.fill_null(""))
    try:
        values = column.to_pylist()
    except (ValueError, OverflowError):
        values = list(map(_value, column))
    return pa.array([_json_text(value) for value in values], pa.string())


def _sound(texts: pa.Array) -> pa.Array:
    """Texts with signs of replacement for bytes that are none."""
    try:
        texts.validate(full=True)
    except pa.ArrowInvalid:
        return pa.array([one.decode("utf-8", "replace") for one in texts.cast(pa.binary()).to_pylist()], pa.string())
    return texts


def _value(scalar: pa.Scalar) -> Any:
    """One value; a date or time that no calendar has as the number in the file, in lists and records too."""
    try:
        return scalar.as_py()
    except (ValueError, OverflowError):
        return _unfit(scalar)


def _unfit(scalar: pa.Scalar) -> Any:
    """What can be said of a value that Python has none for."""
    if isinstance(scalar, pa.StructScalar):
        return {name: _value(part) for name, part in scalar.items()}
    inner = getattr(scalar, "values", None)
    if isinstance(inner, pa.Array):
        return list(map(_value, inner))
    if hasattr(scalar, "as_buffer"):
        return scalar.as_buffer().to_pybytes().decode("utf-8", "replace")
    number = getattr(scalar, "value", None)
    return f"{number} ({scalar.type})" if isinstance(number, int) else ""
