"""Reading text files with separators: fast where a file is regular, exact about lines where it is not."""

import csv
import io
from collections.abc import Generator, Iterable, Iterator
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.csv as pc_csv

from app.ingest import sniffing
from app.ingest.source import SLICE, Source, as_utf8, find_encoding
from app.ingest.table import Layout, RawTable, Refused, unique_headers
from app.problems import ImportProblem
from app.progress import SILENT, Progress
from storage.spool import Content, table

_RESTARTS = 1_000
_BLOCK = 1 << 22
_ROWS = 20_000
_UNCLOSED = "A quote is opened and never closed"


def read(source: Source, wanted: Layout, progress: Progress = SILENT, *, lenient: bool = False) -> RawTable:
    """The records of a CSV or TSV file; what `wanted` leaves None is found out. Raises Problem."""
    encoding = wanted.encoding or find_encoding(source.data)
    progress.step(1, 10, f"Reading {source.name}")
    data, start = as_utf8(source.data, encoding, source.name, lenient=lenient)
    sample = sniffing.head(data, start)
    if not sample.strip():
        raise ImportProblem(f"{source.name} is empty", "", "Export it again with its header row and its rows.")
    delimiter = wanted.delimiter or sniffing.find_delimiter(sample)
    given, header, skipped = _headers(sample, delimiter, wanted.header_row)
    layout = Layout(encoding, delimiter, header)
    names = unique_headers(given)
    body = _Body(data, _offset_of_line(data, start, skipped))
    reading = progress.part(0.2, 1)
    return _fast(body, names, layout, skipped, reading) or _exact(body, names, layout, skipped, reading)


class _Body:
    """The bytes of the records, without the line ends behind the last."""

    def __init__(self, data: Content, start: int) -> None:
        end = len(data)
        while end > start and data[end - 1] in b"\r\n":
            end -= 1
        self.size = end - start
        self.bytes = pa.py_buffer(data).slice(start, self.size) if self.size else pa.py_buffer(b"")

    def slices(self, start: int = 0) -> Iterator[bytes]:
        """The bytes from a place on, piece by piece."""
        for place in range(start, self.size, SLICE):
            yield self.bytes.slice(place, min(SLICE, self.size - place)).to_pybytes()

    def count(self, sign: bytes, start: int = 0) -> int:
        """How many of a sign of one byte there are."""
        return sum(piece.count(sign) for piece in self.slices(start))

    def lines(self) -> int:
        """How many lines there are."""
        found, before = 1 if self.size else 0, b""
        for piece in self.slices():
            found += piece.count(b"\n")
            if b"\r" in piece or before == b"\r":
                # A pair that a cut goes through is one end of a line too.
                found += piece.count(b"\r") - piece.count(b"\r\n") - (before == b"\r" and piece[:1] == b"\n")
            before = piece[-1:]
        return found


def _headers(sample: str, delimiter: str, wanted: int | None) -> tuple[list[str], int, int]:
    """The headers, the line that they begin on (0: none), and the number of lines before the first record."""
    found = sniffing.records(sample, delimiter)
    if not found:
        raise ImportProblem("The file holds nothing but blank lines")
    if wanted is None:
        index = sniffing.find_header([record.cells for record in found])
    else:
        index = next((i for i, record in enumerate(found) if record.line <= wanted <= record.end), -1)
        if wanted and index < 0:
            raise ImportProblem(f"Line {wanted} cannot hold the headers", "It is blank, or the file is shorter.")
    if index < 0:
        widest = max(len(record.cells) for record in found[:50])
        return [""] * widest, 0, 0
    header, below = found[index], found[index + 1 :]
    # Rows that all end with a separator which the header row lacks have a blank column more.
    short = below and all(len(row.cells) == len(header.cells) + 1 and not row.cells[-1].strip() for row in below)
    return header.cells + [""] * bool(short), header.line, header.end


def _offset_of_line(data: Content, start: int, lines: int) -> int:
    """Where in the bytes the line after the first `lines` begins."""
    offset = start
    for _ in range(lines):
        ends = [place for place in (data.find(b"\n", offset), data.find(b"\r", offset)) if place >= 0]
        if not ends:
            return len(data)
        end = min(ends)
        offset = end + (2 if data[end : end + 2] == b"\r\n" else 1)
    return offset


def _fast(body: _Body, names: list[str], layout: Layout, skipped: int, progress: Progress) -> RawTable | None:
    """Arrow's reader, where every line is one whole record, so that lines can be counted; else None."""
    quotes = body.count(b'"')
    if not body.size or quotes % 2:
        return None
    progress.step(1, 10, "Reading the lines")
    spoiled = []

    def refuse(row: object) -> str:
        spoiled.append(row)
        return "error"

    schema = pa.schema([(name, pa.string()) for name in names])
    lines = body.lines()
    try:
        with pc_csv.open_csv(
            pa.BufferReader(body.bytes),
            read_options=pc_csv.ReadOptions(column_names=names, block_size=_BLOCK),
            parse_options=pc_csv.ParseOptions(
                delimiter=layout.delimiter, newlines_in_values=bool(quotes), invalid_row_handler=refuse
            ),
            convert_options=pc_csv.ConvertOptions(
                column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=False
            ),
        ) as reader:
            columns = table(schema, _reported(reader, lines, progress))
    except pa.ArrowInvalid:
        return None
    if spoiled or columns.num_rows != lines:
        return None
    return RawTable(columns, np.arange(skipped + 1, skipped + 1 + lines, dtype=np.int64), layout)


def _reported(batches: Iterable[pa.RecordBatch], lines: int, progress: Progress) -> Iterator[pa.RecordBatch]:
    done = 0
    for batch in batches:
        progress.step(done, lines, f"Reading lines: {done:,} of {lines:,}")
        yield batch
        done += batch.num_rows


def _exact(body: _Body, names: list[str], layout: Layout, skipped: int, progress: Progress) -> RawTable:
    """The csv module's reader, record by record: every line is known, and every odd record refused."""
    lines: list[int] = []
    refused: list[Refused] = []
    schema = pa.schema([(name, pa.string()) for name in names])

    def batches() -> Iterator[pa.RecordBatch]:
        rows: list[list[str]] = []
        for record, unclosed in _recovering(body, str(layout.delimiter), skipped + 1):
            if len(record.cells) == len(names) and not unclosed:
                rows.append(record.cells)
                lines.append(record.line)
            else:
                reason = _UNCLOSED if unclosed else _wrong_width(len(record.cells), len(names))
                refused.append(Refused(record.line, reason, _named(names, record.cells)))
            if len(rows) >= _ROWS:
                progress.step(1, 2, f"Reading the lines one by one: {len(lines):,}")
                yield _batch(rows, schema)
                rows = []
        yield _batch(rows, schema)

    columns = table(schema, batches())
    return RawTable(columns, np.asarray(lines, dtype=np.int64), layout, refused)


def _batch(rows: list[list[str]], schema: pa.Schema) -> pa.RecordBatch:
    columns = zip(*rows, strict=True) if rows else ([] for _ in schema)
    return pa.record_batch([pa.array(column, pa.string()) for column in columns], schema=schema)


def _wrong_width(cells: int, wanted: int) -> str:
    return f"Too {'many' if cells > wanted else 'few'} cells: {cells} where the header has {wanted}"


def _named(names: list[str], cells: list[str]) -> dict[str, str]:
    """The cells by header as far as they go; those beyond the headers under the number of their column."""
    found = dict(zip(names, cells, strict=False))
    for position in range(len(names), len(cells)):
        found[f"column_{position + 1}"] = cells[position]
    return found


def _recovering(body: _Body, delimiter: str, first_line: int) -> Iterator[tuple[sniffing.Record, bool]]:
    """All records; after a quote that is never closed, reading begins again on the line after it."""
    sniffing.allow_long_cells()
    place: _Place | None = _Place(0, 0)
    restarts = 0
    while place is not None:
        unclosed = yield from _whole_records(body, place, delimiter, first_line, restarts < _RESTARTS)
        if unclosed is None:
            return
        text = next(iter(_Lines(body, unclosed)))
        cells = next(csv.reader([text], delimiter=delimiter))
        line = first_line + unclosed.line
        yield sniffing.Record(line, line, cells), True
        place, restarts = _Place(unclosed.line + 1, unclosed.offset + len(text.encode())), restarts + 1


@dataclass(frozen=True, slots=True)
class _Place:
    """A line of the body, counted from 0, and where in its bytes it begins."""

    line: int
    offset: int


class _Lines:
    """The lines of a body from a place on, as the csv module takes them; knows how far it was read."""

    def __init__(self, body: _Body, place: _Place) -> None:
        rest = pa.BufferReader(body.bytes.slice(place.offset))
        # Not str.splitlines: it also breaks at separators that are ordinary characters of a cell.
        self._text = io.TextIOWrapper(io.BufferedReader(rest), encoding="utf-8", newline="")
        self._place = place

    def __iter__(self) -> Iterator[str]:
        """Each line with its end."""
        line, offset = self._place.line, self._place.offset
        for text in self._text:
            line += 1
            offset += len(text) if text.isascii() else len(text.encode())
            self._place = _Place(line, offset)
            yield text

    @property
    def place(self) -> _Place:
        """Where the next line begins."""
        return self._place


def _whole_records(
    body: _Body, start: _Place, delimiter: str, first_line: int, recover: bool
) -> Generator[tuple[sniffing.Record, bool], None, _Place | None]:
    """The records from a line on; returns the place of the line whose quote is never closed, if there is one."""
    lines = _Lines(body, start)
    reader = csv.reader(iter(lines), delimiter=delimiter)
    end = start
    for cells in reader:
        begin, end = end, lines.place
        at_end = end.offset >= body.size
        unclosed = at_end and end.line - begin.line > 1 and body.count(b'"', begin.offset) % 2 == 1
        if unclosed and recover:
            return begin
        if len(cells) > 1 or any(cell.strip() for cell in cells):
            yield sniffing.Record(first_line + begin.line, first_line + end.line - 1, cells), unclosed
    return None
