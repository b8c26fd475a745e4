"""Reading text files with separators: fast where a file is regular, exact about lines where it is not."""

import csv
from collections.abc import Generator, Iterable, Iterator
from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pc_csv

from app.domain.progress import SILENT, Progress
from app.ingest.readers import blank_separated, encodings, header_rows, limits, non_records, not_tables, problems
from app.ingest.readers.preambles import find_top
from app.ingest.readers.record_bytes import Body, Lines, Place
from app.ingest.readers.separators import DELIMITERS, RECORDS, Dialect, find_dialect, stated, whole
from app.ingest.readers.sources import as_utf8, refuse_long_lines, slices
from app.ingest.readers.table import Layout, RawTable, Refused, twins, unique_headers
from app.ingest.readers.unpacked_file import Source
from storage.bulk.unnamed_file import Content, mapped, table, unnamed_file

_RESTARTS, _READ_AGAIN = 1_000, 1 << 30
"""So often, and over so many bytes, reading begins anew behind a quote that is never closed."""
# Arrow gives up on a record that is longer than its block; then the exact reader takes over.
_BLOCK = 1 << 22
_ROWS = 20_000
_TOP = 20
"""So many lines of the head show how wide a file's rows are."""
_UNCLOSED = "A quote is opened and never closed"
_TOO_LONG = f"A cell of more than {limits.CELL >> 20} MB"
_SHOWN = 1_000
"""So many signs are shown of a line with such a cell."""


def read(source: Source, wanted: Layout, progress: Progress = SILENT, *, lenient: bool = False) -> RawTable:
    """The records of a CSV or TSV file; what `wanted` leaves None is found out. Raises Problem."""
    refuse_long_lines(source.data, source.name)
    encoding, alternatives = (wanted.encoding, ()) if wanted.encoding else encodings.find(source.data)
    progress.step(1, 10, f"Reading {source.name}")
    # What was found to be UTF-8 was read to its end for that.
    found = wanted.encoding is None and encoding == "utf-8"
    data, start = as_utf8(source.data, encoding, source.name, lenient=lenient, fits=found)
    data = _without_zeros(data)
    not_tables.refuse_no_text(data, source.name)
    not_tables.refuse_other_texts(data, source.name)
    sample = header_rows.head(data, start)
    if not sample.strip():
        raise problems.EMPTY(name=source.name)
    apart = _apart(sample, wanted.delimiter)
    quote = _absent(data) if wanted.quote == "" else wanted.quote
    if apart is not None:
        data, start = blank_separated.as_tabs(data, start, apart), 0
        sample, dialect = header_rows.head(data), Dialect("\t", quote or '"', bool(wanted.escape))
    else:
        dialect = _find_dialect(data, start, sample, wanted.delimiter or stated(sample), quote, wanted.escape)
    top = find_top(dialect.plain(sample), dialect, wanted.header_row, source.name)
    limits.refuse_columns(len(top.headers), source.name, top.line)
    layout = replace(wanted, encoding=encoding, delimiter=" " if apart else dialect.delimiter, header_row=top.line)
    signs = ("" if wanted.quote == "" else dialect.quote, "\\" if dialect.escaped else "")
    names = unique_headers(top.headers)
    # So that both readers, and what counts the quotes, know of doubled ones alone.
    data = _written_anew(data, dialect)
    body = Body(data, _offset_of_line(data, start, top.skipped), dialect)
    reading = progress.part(0.2, 1)
    raw = _fast(body, names, layout, top.skipped, reading)
    if raw is None:
        # Blanks before a quote belong to no cell; where no quote follows, hardly anybody means them either.
        body.dialect = replace(dialect, padded=dialect.padded or bool(body.count(dialect.blank_and_quote)))
        raw = _exact(body, names, layout, top.skipped, reading)
    raw = non_records.without(raw, top.headers, commented=top.commented)
    return replace(raw, alternatives=alternatives, twins=twins(top.headers), signs=signs)


def _absent(data: Content) -> str:
    """A sign that nobody writes and the text does not hold: in its place no cell is quoted."""
    signs = map(chr, range(1, 9))
    return next((sign for sign in signs if all(piece.find(sign.encode()) < 0 for piece in slices(data))), "\x01")


def _without_zeros(data: Content) -> Content:
    """The text without signs that stand for nothing: what some programs fill or end their fields with."""
    if all(piece.find(b"\0") < 0 for piece in slices(data)):
        return data
    with unnamed_file() as target:
        for piece in slices(data):
            target.write(piece.replace(b"\0", b""))
        return mapped(target)


def _apart(sample: str, delimiter: str | None) -> blank_separated.Columns | None:
    """How the columns stand apart by blanks: where that is wanted, or where nothing else parts the first line."""
    if delimiter is not None:
        return blank_separated.find(sample, forced=True) if delimiter == " " else None
    if not stated(sample) and (ruled := blank_separated.find_ruled(sample)):
        return ruled
    lines = (line for line in sample.splitlines() if line.strip() and not line.lstrip().startswith("#"))
    if stated(sample) or any(sign in next(lines, "") for sign in DELIMITERS):
        return None
    return blank_separated.find(sample)


def _find_dialect(
    data: Content, start: int, sample: str, delimiter: str | None, quote: str | None, escape: str | None
) -> Dialect:
    """The dialect of the head of the file; its backslashes may stand before quotes or separators only far below."""
    dialect = find_dialect(sample, delimiter, quote, escape)
    if dialect.escaped or escape is not None:
        return dialect
    lines = sample.splitlines(keepends=True)
    top, seen = "".join(lines[:_TOP]), "".join(lines[:RECORDS])
    for sign in ("\\" + dialect.quote, "\\" + dialect.delimiter):
        at = _first(data, sign.encode()) if sign not in seen else -1
        if at >= start:
            around = header_rows.head(data, max(data.rfind(b"\n", start, at) + 1, start))
            if find_dialect(top + around, dialect.delimiter, quote).escaped:
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
    """The text with its escapes as doubled quotes and spaces before quotes; the lines stay."""
    if dialect.as_it_stands:
        return data
    with unnamed_file() as target:
        rest = b""
        for piece in slices(data):
            told, rest = _at_line_end(rest + piece)
            target.write(dialect.plain(told.decode("utf-8", "surrogateescape")).encode("utf-8", "surrogateescape"))
        target.write(dialect.plain(rest.decode("utf-8", "surrogateescape")).encode("utf-8", "surrogateescape"))
        return mapped(target)


def _at_line_end(data: bytes) -> tuple[bytes, bytes]:
    end = data.rfind(b"\n") + 1
    return data[:end], data[end:]


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


def _fast(body: Body, names: list[str], layout: Layout, skipped: int, progress: Progress) -> RawTable | None:
    """Arrow's reader, where every line is one whole record, so that lines can be counted; else None."""
    quote = body.dialect.quote.encode()
    quotes = body.count(quote)
    # An odd quote is one that nobody closes, and Arrow would read on to the end of the file.
    if not body.size or quotes % 2 or body.dialect.padded:
        return None
    progress.step(1, 10, "Reading the lines")
    spoiled = []

    def refuse(row: object) -> str:
        """Keep a row that cannot be read whole, and end the reading."""
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
                # Only where it must: with it Arrow cannot cut a block at any line end, and is slower.
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
    # With a line end in a cell there are fewer records than lines, and Arrow does not say on which each began.
    if spoiled or columns.num_rows != lines or _has_quotes_behind_blanks(columns, body):
        return None
    return RawTable(columns, np.arange(skipped + 1, skipped + 1 + lines, dtype=np.int64), layout)


def _has_quotes_behind_blanks(columns: pa.Table, body: Body) -> bool:
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


def _exact(body: Body, names: list[str], layout: Layout, skipped: int, progress: Progress) -> RawTable:
    """The csv module's reader, record by record: every line is known, and every odd record refused."""
    lines: list[int] = []
    refused: list[Refused] = []
    schema = pa.schema([(name, pa.string()) for name in names])

    def batches() -> Iterator[pa.RecordBatch]:
        """The sound records, so many at a time; the others are put aside."""
        rows: list[list[str]] = []
        for record, fault in _recovering(body, skipped + 1):
            cells = record.cells if len(record.cells) <= len(names) else _narrowed(record.cells, len(names), body)
            if len(cells) == len(names) and not fault:
                rows.append(cells)
                lines.append(record.line)
            else:
                reason = fault or _wrong_width(len(cells), len(names))
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


def _narrowed(cells: list[str], wanted: int, body: Body) -> list[str]:
    """A row without the blank cells beyond the headers, and whole again where the end of an entity parted it."""
    cells = whole(cells, body.dialect)
    end = len(cells)
    while end > wanted and not cells[end - 1].strip():
        end -= 1
    return cells[:end]


def _wrong_width(cells: int, wanted: int) -> str:
    return f"Too {'many' if cells > wanted else 'few'} cells: {cells} where the header has {wanted}"


def _named(names: list[str], cells: list[str]) -> dict[str, str]:
    """The cells by header as far as they go; those beyond the headers under the number of their column."""
    found = dict(zip(names, cells, strict=False))
    for position in range(len(names), min(len(cells), len(names) + limits.COLUMNS)):
        found[f"column_{position + 1}"] = cells[position]
    return found


def _recovering(body: Body, first_line: int) -> Iterator[tuple[header_rows.Record, str]]:
    """All records, each with what is wrong with it, if anything is.

    After a quote that is never closed, reading begins again on the line after it.
    """
    place: Place | None = Place(0, 0)
    restarts = read_again = 0
    while place is not None:
        halt = yield from _whole_records(body, place, first_line, restarts < _RESTARTS and read_again < _READ_AGAIN)
        if halt is None:
            return
        line = first_line + halt.place.line
        # Both bounds are for texts full of open quotes, each of which is sought to the end of the file.
        restarts, read_again = restarts + 1, read_again + halt.read
        if halt.too_long and read_again >= _READ_AGAIN:
            raise problems.QUOTES(where=f"line {line:,}")
        text = next(iter(Lines(body, halt.place)))
        cells, reason = _cells_of(text, body.dialect)
        yield header_rows.Record(line, line, cells), reason
        place = Place(halt.place.line + 1, halt.place.offset + len(text.encode()))


def _cells_of(text: str, dialect: Dialect) -> tuple[list[str], str]:
    """The cells of a line that is no record, and why it is none."""
    try:
        return next(dialect.reader([text])), _UNCLOSED
    except csv.Error:
        return [f"{text[:_SHOWN]}…"], _TOO_LONG


@dataclass(frozen=True, slots=True)
class _Halt:
    """Where a record begins that has no end: its quote is not closed, or its cell is `too_long`; `read` bytes on."""

    place: Place
    read: int
    too_long: bool


def _whole_records(
    body: Body, start: Place, first_line: int, recover: bool
) -> Generator[tuple[header_rows.Record, str], None, _Halt | None]:
    """The records from a line on; returns where one begins that has no end, if there is one."""
    lines = Lines(body, start)
    reader = body.dialect.reader(iter(lines))
    quote = body.dialect.quote.encode()
    while True:
        try:
            lines.begin_record()
            cells = next(reader)
        except StopIteration:
            return None
        except csv.Error:
            return _Halt(lines.began, lines.place.offset - lines.began.offset, too_long=True)
        begin, end = lines.began, lines.place
        at_end = end.offset >= body.size
        unclosed = at_end and end.line - begin.line > 1 and body.count(quote, begin.offset) % 2 == 1
        if unclosed and recover:
            return _Halt(begin, end.offset - begin.offset, too_long=False)
        if len(cells) > 1 or any(cell.strip() for cell in cells):
            yield header_rows.Record(first_line + begin.line, first_line + end.line - 1, cells), _UNCLOSED * unclosed
