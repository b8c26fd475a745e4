"""Reading text files with separators: fast where a file is regular, exact about lines where it is not."""

import csv
import io
from collections.abc import Generator, Iterator

import numpy as np
import pyarrow as pa
import pyarrow.csv as pc_csv

from app.ingest import sniffing
from app.ingest.source import Source, as_utf8, find_encoding
from app.ingest.table import Layout, RawTable, Refused, from_rows, unique_headers
from app.problems import ImportProblem

_RESTARTS = 1_000
_UNCLOSED = "A quote is opened and never closed"


def read(source: Source, wanted: Layout) -> RawTable:
    """The records of a CSV or TSV file; what `wanted` leaves None is found out. Raises Problem."""
    encoding = wanted.encoding or find_encoding(source.data)
    data = as_utf8(source.data, encoding, source.name)
    sample = sniffing.head(data)
    if not sample.strip():
        raise ImportProblem(f"{source.name} is empty", "", "Export it again with its header row and its rows.")
    delimiter = wanted.delimiter or sniffing.find_delimiter(sample)
    given, header, skipped = _headers(sample, delimiter, wanted.header_row)
    layout = Layout(encoding, delimiter, header)
    names = unique_headers(given)
    body = data[_offset_of_line(data, skipped) :].rstrip(b"\r\n")
    return _fast(body, names, layout, skipped) or _exact(body, names, layout, skipped)


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
    return found[index].cells, found[index].line, found[index].end


def _offset_of_line(data: bytes, lines: int) -> int:
    """Where in the bytes the line after the first `lines` begins."""
    offset = 0
    for _ in range(lines):
        ends = [place for place in (data.find(b"\n", offset), data.find(b"\r", offset)) if place >= 0]
        if not ends:
            return len(data)
        end = min(ends)
        offset = end + (2 if data[end : end + 2] == b"\r\n" else 1)
    return offset


def _line_ends(data: bytes) -> int:
    """How many lines a text without a line end at its end has."""
    returns = data.count(b"\r")
    pairs = data.count(b"\r\n") if returns else 0
    return data.count(b"\n") + returns - pairs + (1 if data else 0)


def _fast(body: bytes, names: list[str], layout: Layout, skipped: int) -> RawTable | None:
    """Arrow's reader, where every line is one whole record, so that lines can be counted; else None."""
    if not body or (body.count(b'"') % 2):
        return None
    spoiled = []

    def refuse(row: object) -> str:
        spoiled.append(row)
        return "error"

    try:
        columns = pc_csv.read_csv(
            pa.BufferReader(body),
            read_options=pc_csv.ReadOptions(column_names=names, block_size=1 << 23),
            parse_options=pc_csv.ParseOptions(
                delimiter=layout.delimiter, newlines_in_values=b'"' in body, invalid_row_handler=refuse
            ),
            convert_options=pc_csv.ConvertOptions(
                column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=False
            ),
        )
    except pa.ArrowInvalid:
        return None
    if spoiled or columns.num_rows != _line_ends(body):
        return None
    lines = np.arange(skipped + 1, skipped + 1 + columns.num_rows, dtype=np.int64)
    return RawTable(columns, lines, layout)


def _exact(body: bytes, names: list[str], layout: Layout, skipped: int) -> RawTable:
    """The csv module's reader, record by record: every line is known, and every odd record refused."""
    text = body.decode("utf-8")
    rows, lines, refused = [], [], []
    for record, unclosed in _recovering(text, str(layout.delimiter), skipped + 1):
        if len(record.cells) == len(names) and not unclosed:
            rows.append(record.cells)
            lines.append(record.line)
        else:
            reason = _UNCLOSED if unclosed else _wrong_width(len(record.cells), len(names))
            refused.append(Refused(record.line, reason, _named(names, record.cells)))
    table = from_rows(names, rows, lines, layout)
    return RawTable(table.columns, table.lines, layout, refused)


def _wrong_width(cells: int, wanted: int) -> str:
    return f"Too {'many' if cells > wanted else 'few'} cells: {cells} where the header has {wanted}"


def _named(names: list[str], cells: list[str]) -> dict[str, str]:
    """The cells by header as far as they go; those beyond the headers under the number of their column."""
    found = dict(zip(names, cells, strict=False))
    for position in range(len(names), len(cells)):
        found[f"column_{position + 1}"] = cells[position]
    return found


def _recovering(text: str, delimiter: str, first_line: int) -> Iterator[tuple[sniffing.Record, bool]]:
    """All records; after a quote that is never closed, reading begins again on the line after it."""
    # Not str.splitlines: it also breaks at separators that are ordinary characters of a cell.
    lines = list(io.StringIO(text, newline=""))
    sniffing.allow_long_cells()
    start: int | None = 0
    restarts = 0
    while start is not None:
        unclosed = yield from _whole_records(lines, start, delimiter, first_line, restarts < _RESTARTS)
        if unclosed is None:
            return
        cells = next(csv.reader([lines[unclosed]], delimiter=delimiter))
        yield sniffing.Record(first_line + unclosed, first_line + unclosed, cells), True
        start, restarts = unclosed + 1, restarts + 1


def _whole_records(
    lines: list[str], start: int, delimiter: str, first_line: int, recover: bool
) -> Generator[tuple[sniffing.Record, bool], None, int | None]:
    """The records from a line on; returns the index of the line whose quote is never closed, if there is one."""
    reader = csv.reader(lines[start:], delimiter=delimiter)
    end = start
    for cells in reader:
        begin, end = end, start + reader.line_num
        unclosed = end >= len(lines) and end - begin > 1 and _odd(lines[begin:])
        if unclosed and recover:
            return begin
        if len(cells) > 1 or any(cell.strip() for cell in cells):
            yield sniffing.Record(first_line + begin, first_line + end - 1, cells), unclosed
    return None


def _odd(lines: list[str]) -> bool:
    return sum(line.count('"') for line in lines) % 2 == 1
