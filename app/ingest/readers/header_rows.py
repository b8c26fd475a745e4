"""Finding by itself on which line a file's headers stand."""

import io
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from app.ingest.readers.separators import Dialect
from storage.bulk.unnamed_file import Content

_SAMPLE, _LONG = 1 << 17, 1 << 20
"""So much of a text is looked at, and more where its first line is longer, up to so much."""
_VALUE = re.compile(r"[-+(]?[£$€]?\s?\d[\d.,:/ \-T]*(?:Z|[-+]\d\d:?\d\d)?\)?")
_ADDRESS = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_WITH_ADDRESS = re.compile(r"[^@\s]@[^@\s]{1,255}\.[^@\s]")
"""An address in a longer text; it begins with one sign, so that no cell takes longer than its length."""


@dataclass(frozen=True, slots=True)
class Record:
    """One record of a text file: the lines it began and ended on (1 is the first), and its cells."""

    line: int
    end: int
    cells: list[str]


def records(text: str, dialect: Dialect, first_line: int = 1) -> list[Record]:
    """Every record of a text, blank lines left out; cells may hold line ends inside quotes."""
    reader = dialect.reader(io.StringIO(text, newline=""))
    found, end = [], 0
    for cells in reader:
        begin, end = end + 1, reader.line_num
        if cells and not (len(cells) == 1 and not cells[0].strip()):
            found.append(Record(first_line + begin - 1, first_line + end - 1, cells))
    return found


def head(data: Content, start: int = 0) -> str:
    """The beginning of a UTF-8 text, cut at a line's end where the text is longer."""
    if len(data) - start <= _SAMPLE:
        return bytes(data[start:]).decode("utf-8", "replace")
    sample = bytes(data[start : start + _SAMPLE])
    end = sample.rfind(b"\n")
    if end <= 0 and b"\r" not in sample:
        sample = bytes(data[start : start + _LONG])
        end = sample.find(b"\n")
    return (sample[: end + 1] if end > 0 else sample).decode("utf-8", "replace")


def find_header(rows: Sequence[Sequence[Any]]) -> int:
    """The index of the row that holds the headers, or -1 where the first row is data already.

    The first 50 rows are texts; in those below a cell may be any value, for only whether it is filled counts.
    """
    usual = usual_width(rows)
    if not usual:
        return -1
    if usual == 1 and _is_a_code_too(rows):
        return -1
    # What is blank in every row is no column that could have a name.
    used = _used(rows, usual)
    named = [
        index
        for index, row in enumerate(rows[:50])
        if len(row) >= min(2, usual) and says_names(_among(_cut(row, usual), used, usual))
    ]
    # A sheet's rows are all equally wide: its title is a row with one filled cell.
    full = (index for index, row in enumerate(rows) if len(row) == usual and _filled(row) * 2 > len(used))
    first = next(full, 0)
    # Data rows that are all wider than the header row (a separator at their end) leave it one short.
    short = [index for index in named if index < first and len(rows[index]) == usual - 1 and usual > 2]
    if short and not (first in named and _heads(rows, first)):
        return short[0]
    if first in named:
        return first
    wider = [index for index in named if index < first and len(rows[index]) > usual]
    return wider[0] if wider else -1


def usual_width(rows: Sequence[Sequence[Any]]) -> int:
    """How many cells most rows have, the more where two are as many; 0 without rows."""
    widths = Counter(len(row) for row in rows if row)
    return max(widths.items(), key=lambda item: (item[1], item[0]))[0] if widths else 0


def _used(rows: Sequence[Sequence[Any]], usual: int) -> list[int]:
    """The places at which any row of the usual width has something."""
    whole = [row for row in rows if len(row) == usual]
    return [place for place in range(usual) if any(_filled(row[place : place + 1]) for row in whole)]


def _among(row: Sequence[str], used: list[int], usual: int) -> Sequence[str]:
    """A row of the usual width without the columns in which nothing stands; any other as it is."""
    return [row[place] for place in used] if len(row) == usual else row


_CODE = re.compile(r"(?=.*\d)(?=.*[A-Z])[A-Z0-9]{2,}(?:[-_][A-Z0-9]+)*")
_CODES = 3
"""So many alike are codes; of fewer the first may be called something."""


def _is_a_code_too(rows: Sequence[Sequence[Any]]) -> bool:
    """Whether the first line of a list of one column is as all below it: a code of capitals and digits."""
    said = [str(row[0]).strip() for row in rows[:1_000] if len(row) == 1 and row[0] is not None]
    said = [text for text in said if text]
    if len(said) <= _CODES or len(rows[0]) != 1 or not all(map(_CODE.fullmatch, said)):
        return False
    lengths = [len(text) for text in said[1:]]
    return min(lengths) <= len(said[0]) <= max(lengths)


def _heads(rows: Sequence[Sequence[Any]], first: int) -> bool:
    """Whether a row of names as wide as the others stands above one of values: no shorter one above it is the head."""
    below = rows[first + 1] if first + 1 < len(rows) else []
    full = all(cell.strip() for cell in rows[first])
    return full and len(below) == len(rows[first]) and any(map(_VALUE.fullmatch, map(str.strip, below)))


def _cut(row: Sequence[str], usual: int) -> Sequence[str]:
    """A row without the blank cells beyond the usual width."""
    return row if any(cell.strip() for cell in row[usual:]) else row[:usual]


def _filled(row: Sequence[Any]) -> int:
    return sum(bool(cell.strip()) if isinstance(cell, str) else cell is not None for cell in row)


def says_names(row: Sequence[str]) -> bool:
    """Whether the cells of a row can be headers: most are filled, hardly one is a value, none an address."""
    filled = [cell.strip() for cell in row if cell.strip()]
    values = sum(bool(_VALUE.fullmatch(cell)) for cell in filled)
    # A quarter may be values: years and sizes head columns too.
    named = len(filled) * 2 > len(row) and values * 4 < len(filled)
    return named and not any(_WITH_ADDRESS.search(cell) for cell in filled)


def headings(rows: Sequence[Sequence[str]], header: int) -> tuple[list[str], int]:
    """The headers of a table whose header row is known, and the index of its first record.

    A sheet may say them in two rows: groups above, or single names below the blank cells of a merged one. Names that
    stand several times get their group's before them.
    """
    names = list(rows[header])
    below = rows[header + 1] if header + 1 < len(rows) else []
    if _goes_on_below(names, below, rows[header + 2 : header + 7]):
        groups = _spread(names)
        names = [under.strip() or name for name, under in zip(names, below, strict=False)]
        return _told_apart(names, groups), header + 2
    above = rows[header - 1] if header else []
    return _told_apart(names, _spread(above)), header + 1


def _goes_on_below(names: Sequence[str], below: Sequence[str], records: Sequence[Sequence[str]]) -> bool:
    """Whether a row says just those names that the header row leaves blank, and perhaps that of the group before."""
    blank = [place for place, name in enumerate(names) if not name.strip()]
    if not blank or len(below) != len(names) or not any(name.strip() for name in names) or not records:
        return False
    own = [place for place in range(len(names)) if place not in blank and place + 1 not in blank]
    said = [cell.strip() for cell in below if cell.strip()]
    named = all(below[place].strip() for place in blank) and not any(below[place].strip() for place in own)
    words = not any(_VALUE.fullmatch(cell) or _ADDRESS.fullmatch(cell) for cell in said)
    # Records have something in the columns that this row leaves blank.
    return bool(own) and named and words and any(row[place].strip() for row in records for place in own if row[place:])


def _spread(groups: Sequence[str]) -> list[str]:
    """Each group's name over the blank cells behind it."""
    found, last = [], ""
    for cell in groups:
        last = cell.strip() or last
        found.append(last)
    return found


def _told_apart(names: list[str], groups: Sequence[str]) -> list[str]:
    counts = Counter(name.strip() for name in names)
    if len(set(filter(None, groups))) < 2:
        return names
    return [
        f"{group} {name.strip()}" if counts[name.strip()] > 1 and name.strip() and group and group != name else name
        for name, group in zip(names, [*groups, *[""] * len(names)], strict=False)
    ]
