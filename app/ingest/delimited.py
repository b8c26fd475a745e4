"""Reading text files with separators: fast where a file is regular, exact about lines where it is not."""

import io
from collections.abc import Generator, Iterable, Iterator
from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pc_csv

from app.ingest import blanks, encodings, margins, sniffing
from app.ingest.archives import SLICE
from app.ingest.dialects import DELIMITERS, RECORDS, Dialect, ends_in_entity, find_dialect, stated
from app.ingest.source import Source, as_utf8, slices
from app.ingest.table import Layout, RawTable, Refused, twins, unique_headers
from app.ingest.tops import find_top
from app.problems import ImportProblem
from app.progress import SILENT, Progress
from storage.spool import Content, mapped, spool, table

_RESTARTS = 1_000
_BLOCK = 1 << 22
_ROWS = 20_000
_TOP = 20
"""So many lines of the head show how wide a file's rows are."""
_UNCLOSED = "A quote is opened and never closed"


def read(source: Source, wanted: Layout, progress: Progress = SILENT, *, lenient: bool = False) -> RawTable:
    """The records of a CSV or TSV file; what `wanted` leaves None is found out. Raises Problem."""
    encoding, alternatives = (wanted.encoding, ()) if wanted.encoding else encodings.find(source.data)
    progress.step(1, 10, f"Reading {source.name}")
    data, start = as_utf8(source.data, encoding, source.name, lenient=lenient)
    data = _without_zeros(data)
    sample = sniffing.head(data, start)
    if not sample.strip():
        raise ImportProblem(f"{source.name} is empty", "", "Export it again with its header row and its rows.")
    apart = _apart(sample, wanted.delimiter)
    if apart is not None:
        data, start = blanks.as_tabs(data, start, apart), 0
        sample, dialect = sniffing.head(data), Dialect("\t")
    else:
        dialect = _find_dialect(data, start, sample, wanted.delimiter or stated(sample))
    top = find_top(dialect.plain(sample), dialect, wanted.header_row)
    layout = Layout(encoding, " " if apart else dialect.delimiter, top.line)
    names = unique_headers(top.headers)
    data = _written_anew(data, dialect)
    body = _Body(data, _offset_of_line(data, start, top.skipped), dialect)
    reading = progress.part(0.2, 1)
    raw = _fast(body, names, layout, top.skipped, reading)
    if raw is None:
        # Blanks before a quote belong to no cell; where no quote follows, hardly anybody means them either.
        body.dialect = replace(dialect, padded=dialect.padded or bool(body.count(dialect.blank_and_quote)))
        raw = _exact(body, names, layout, top.skipped, reading)
    raw = margins.without(raw, top.headers, commented=top.commented)
    return replace(raw, alternatives=alternatives, twins=twins(top.headers))


def _without_zeros(data: Content) -> Content:
    """The text without signs that stand for nothing: what some programs fill or end their fields with."""
    if all(piece.find(b"\0") < 0 for piece in slices(data)):
        return data
    with spool() as target:
        for piece in slices(data):
            target.write(piece.replace(b"\0", b""))
        return mapped(target)


def _apart(sample: str, delimiter: str | None) -> blanks.Columns | None:
    """How the columns stand apart by blanks: where that is wanted, or where nothing else parts the first line."""
    if delimiter is not None:
        return blanks.find(sample, forced=True) if delimiter == " " else None
    lines = (line for line in sample.splitlines() if line.strip() and not line.lstrip().startswith("#"))
    if stated(sample) or any(sign in next(lines, "") for sign in DELIMITERS):
        return None
    return blanks.find(sample)


def _find_dialect(data: Content, start: int, sample: str, delimiter: str | None) -> Dialect:
    """The dialect of the head of the file; its backslashes may stand before quotes or separators only far below."""
    dialect = find_dialect(sample, delimiter)
    if dialect.escaped:
        return dialect
    lines = sample.splitlines(keepends=True)
    top, seen = "".join(lines[:_TOP]), "".join(lines[:RECORDS])
    for sign in ("\\" + dialect.quote, "\\" + dialect.delimiter):
        at = _first(data, sign.encode()) if sign not in seen else -1
        if at >= start:
            around = sniffing.head(data, max(data.rfind(b"\n", start, at) + 1, start))
            if find_dialect(top + around, dialect.delimiter).escaped:
                return replace(dialect, escaped=True)
    return dialect


def _first(data: Content, sign: bytes) -> int:
    """Where two bytes first stand, or -1."""
    before = 0
    for piece in slices(data):
        # One byte is sought many times as fast as two.
        if piece.find(sign[:1]) >= 0 and (at := piece.find(sign)) >= 0:
            return before + at
        before += len(piece)
    return -1


def _written_anew(data: Content, dialect: Dialect) -> Content:
    """The text with its escapes as doubled quotes; the lines stay."""
    if not dialect.escaped:
        return data
    with spool() as target:
        rest = b""
        for piece in slices(data):
            whole, rest = _at_line_end(rest + piece)
            target.write(dialect.plain(whole.decode("utf-8", "surrogateescape")).encode("utf-8", "surrogateescape"))
        target.write(dialect.plain(rest.decode("utf-8", "surrogateescape")).encode("utf-8", "surrogateescape"))
        return mapped(target)


def _at_line_end(data: bytes) -> tuple[bytes, bytes]:
    end = data.rfind(b"\n") + 1
    return data[:end], data[end:]


class _Body:
    """The bytes of the records, without the line ends behind the last."""

    def __init__(self, data: Content, start: int, dialect: Dialect) -> None:
        self.dialect = dialect
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
    quote = body.dialect.quote.encode()
    quotes = body.count(quote)
    if not body.size or quotes % 2 or body.dialect.padded:
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
                delimiter=body.dialect.delimiter,
                quote_char=body.dialect.quote,
                newlines_in_values=bool(quotes),
                invalid_row_handler=refuse,
            ),
            convert_options=pc_csv.ConvertOptions(
                column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=False
            ),
        ) as reader:
            columns = table(schema, _reported(reader, lines, progress))
    except pa.ArrowInvalid:
        return None
    if spoiled or columns.num_rows != lines or _has_quotes_behind_blanks(columns, body):
        return None
    return RawTable(columns, np.arange(skipped + 1, skipped + 1 + lines, dtype=np.int64), layout)


def _has_quotes_behind_blanks(columns: pa.Table, body: _Body) -> bool:
    """Whether cells begin with blanks and a quote: Arrow takes such a quote for one of the cell's."""
    sign = f"^ +{body.dialect.quote}"
    indented = (column.filter(pc.starts_with(column, " ")) for column in columns.columns)
    return any(pc.any(pc.match_substring_regex(column, sign)).as_py() for column in indented if len(column))


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
        for record, unclosed in _recovering(body, skipped + 1):
            cells = record.cells if len(record.cells) <= len(names) else _narrowed(record.cells, len(names), body)
            if len(cells) == len(names) and not unclosed:
                rows.append(cells)
                lines.append(record.line)
            else:
                reason = _UNCLOSED if unclosed else _wrong_width(len(cells), len(names))
                refused.append(Refused(record.line, reason, _named(names, cells)))
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


def _narrowed(cells: list[str], wanted: int, body: _Body) -> list[str]:
    """A row without the blank cells beyond the headers, and whole again where the end of an entity parted it."""
    if body.dialect.delimiter == ";":
        joined: list[str] = []
        for cell in cells:
            if joined and ends_in_entity(joined[-1]):
                joined[-1] += f";{cell}"
            else:
                joined.append(cell)
        cells = joined
    while len(cells) > wanted and not cells[-1].strip():
        cells = cells[:-1]
    return cells


def _wrong_width(cells: int, wanted: int) -> str:
    return f"Too {'many' if cells > wanted else 'few'} cells: {cells} where the header has {wanted}"


def _named(names: list[str], cells: list[str]) -> dict[str, str]:
    """The cells by header as far as they go; those beyond the headers under the number of their column."""
    found = dict(zip(names, cells, strict=False))
    for position in range(len(names), len(cells)):
        found[f"column_{position + 1}"] = cells[position]
    return found


def _recovering(body: _Body, first_line: int) -> Iterator[tuple[sniffing.Record, bool]]:
    """All records; after a quote that is never closed, reading begins again on the line after it."""
    place: _Place | None = _Place(0, 0)
    restarts = 0
    while place is not None:
        unclosed = yield from _whole_records(body, place, first_line, restarts < _RESTARTS)
        if unclosed is None:
            return
        text = next(iter(_Lines(body, unclosed)))
        cells = next(body.dialect.reader([text]))
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
    body: _Body, start: _Place, first_line: int, recover: bool
) -> Generator[tuple[sniffing.Record, bool], None, _Place | None]:
    """The records from a line on; returns the place of the line whose quote is never closed, if there is one."""
    lines = _Lines(body, start)
    reader = body.dialect.reader(iter(lines))
    quote = body.dialect.quote.encode()
    end = start
    for cells in reader:
        begin, end = end, lines.place
        at_end = end.offset >= body.size
        unclosed = at_end and end.line - begin.line > 1 and body.count(quote, begin.offset) % 2 == 1
        if unclosed and recover:
            return begin
        if len(cells) > 1 or any(cell.strip() for cell in cells):
            yield sniffing.Record(first_line + begin.line, first_line + end.line - 1, cells), unclosed
    return None
