"""The top of a text file: comments, a title, and the row of headers, which is not always written as it should be."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.ingest.readers import problems
from app.ingest.readers.header_rows import Record, find_header, records, says_names, usual_width
from app.ingest.readers.separators import Dialect, misread, stated, whole

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|$)")
_LOOKED_AT = 20


@dataclass(frozen=True, slots=True)
class Top:
    """What stands before the records: the headers as they are written and their line (0: none).

    `skipped` lines come before the first record; in a `commented` file, lines that begin with `#` are comments.
    """

    headers: list[str]
    line: int
    skipped: int
    commented: bool = False


def find_top(sample: str, dialect: Dialect, wanted: int | None, name: str) -> Top:
    """Find the headers of a file, or take them from the `wanted` line (0: none). Raises ImportProblem."""
    found = [replace(record, cells=whole(record.cells, dialect)) for record in records(sample, dialect)]
    # That line is Excel's, and neither a header row nor a record.
    if found and stated(sample):
        found = found[1:]
    found = _without_open_quote(sample, dialect, found)
    if not found:
        raise problems.BLANK(name=name)
    notes = next((place for place, record in enumerate(found) if not _is_note(record.cells)), len(found))
    if wanted is None:
        index = _find(found, notes)
    else:
        index = next((i for i, record in enumerate(found) if record.line <= wanted <= record.end), -1)
        if wanted and index < 0:
            raise problems.NO_SUCH_LINE(line=wanted)
    if index < 0:
        rows = found[notes:] or found
        # One row with a separator too many is not what the others are short of.
        return Top([""] * usual_width([record.cells for record in rows]), 0, rows[0].line - 1, notes > 0)
    header = found[index]
    cells = [header.cells[0].lstrip("# ") or header.cells[0], *header.cells[1:]] if index < notes else header.cells
    below = [row.cells for row in found[index + 1 :]]
    return Top(_fitted(cells, _no_remarks(below) or below), header.line, header.end, notes > 0)


def _is_note(cells: Sequence[str]) -> bool:
    return cells[0].lstrip().startswith("#")


def _find(found: list[Record], notes: int) -> int:
    """The index of the header row; the last line that begins with `#` is it where nothing below is."""
    rows = [record.cells for record in found]
    told = _no_remarks(rows[notes:]) or rows[notes:]
    below = find_header(told)
    if below >= 0:
        below = notes + next(place for place, row in enumerate(rows[notes:]) if row is told[below])
    if not notes or notes == len(rows):
        return below
    usual = Counter(map(len, told)).most_common(1)[0][0]
    last = rows[notes - 1]
    # What stands behind a `#` in each of its cells says what is meant by the headers below.
    remarks = sum(_is_note([cell]) for cell in last) > 1
    if len(last) == usual > 1 and says_names(last) and not (remarks and below >= 0) and (below < 0 or notes == 1):
        return notes - 1
    return below


def _no_remarks(rows: list[list[str]]) -> list[list[str]]:
    """The rows without lines that begin with `#` and hold one cell: they say nothing of how wide the rows are."""
    return [row for row in rows if len(row) > 1 or not _is_note(row)]


def _fitted(header: list[str], below: list[list[str]]) -> list[str]:
    """The headers without the blank ones beyond the rows; a blank one more where all rows end with a separator."""
    usual = max(Counter(map(len, below)).items(), key=lambda one: (one[1], one[0]))[0] if below else 1
    # Spreadsheets write separators for as many columns as were ever touched.
    while len(header) > usual and not header[-1].strip():
        header = header[:-1]
    short = below and all(len(row) == len(header) + 1 and not row[-1].strip() for row in below)
    return header + [""] * bool(short)


def _without_open_quote(sample: str, dialect: Dialect, found: list[Record]) -> list[Record]:
    """The records with a header row that is taken at its word where one of its quotes is never closed.

    Such a quote swallows what follows; without its quotes the row is as wide as those below, which are then in order.
    """
    lines = _LINE.findall(sample)
    firsts = enumerate(lines[record.line - 1] for record in found[:_LOOKED_AT])
    at, quoted = next(((place, line) for place, line in firsts if line.count(dialect.quote) % 2), (-1, ""))
    if at < 0:
        return found
    begin = found[at].line
    cells = [cell.strip() for cell in quoted.replace(dialect.quote, "").rstrip("\r\n").split(dialect.delimiter)]
    rest = "".join(lines[begin:])
    rows = records(rest, dialect, begin + 1)
    widths = Counter(len(row.cells) for row in rows)
    usual = widths.most_common(1)[0][0] if widths else 0
    if len(_fitted(cells, [row.cells for row in rows])) != usual or not says_names(cells):
        return found
    # Only where the rows are in better order without it.
    if misread("".join(lines[begin - 1 :]), dialect) <= misread(rest, dialect):
        return found
    return [*found[:at], Record(begin, begin, cells), *rows]
