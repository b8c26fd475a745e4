"""How a text file marks off its cells: the separator, the quote sign, and the habits of those who write by hand.

The simplest reading that gives equally wide rows and leaves no quote in the middle of a cell is the right one.
"""

import csv
import functools
import html.entities
import io
import itertools
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app.ingest.readers import limits

if TYPE_CHECKING:
    from _csv import Reader

DELIMITERS = (",", ";", "\t", "|", "^", "\x1f")
COLON = ":"
"""What parts the cells of tables as `passwd`, and is looked for last."""
RECORDS = 300
"""So many records of the head tell the dialect."""
_ENTITY = re.compile(rf"&(?:#\d{{1,7}}|#[xX][0-9a-fA-F]{{1,6}}|apos|{'|'.join(html.entities.name2codepoint)});")
_SEP = re.compile(r"\ufeff?\"?sep=(.)\"?(?=\r|\n|$)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Dialect:
    r"""One way to mark off cells.

    `escaped`: a backslash before a quote or a separator makes it one of the cell's; `padded`: blanks between a
    separator and an opening quote belong to no cell; `tabbed`: they are other blanks than spaces, too. `told`: somebody
    says that backslashes escape, so that they do in bare cells too.
    """

    delimiter: str = ","
    quote: str = '"'
    escaped: bool = False
    padded: bool = False
    told: bool = False
    tabbed: bool = False

    def reader(self, lines: Iterable[str], *, strict: bool = False) -> "Reader":
        """The rows of lines whose escapes were written anew."""
        csv.field_size_limit(limits.CELL)  # the module's own is 128 kB
        return csv.reader(
            lines, delimiter=self.delimiter, quotechar=self.quote, skipinitialspace=self.padded, strict=strict
        )

    def plain(self, text: str) -> str:
        r"""The text with `\"` as doubled quotes, `\,` in quotes and `\\` as one backslash, if it was so written.

        Before a quote a space stands for other blanks.
        """
        if self.tabbed:
            text = re.sub(rf"{_blanks(self.delimiter)}(?={self.quote})", " ", text, flags=re.MULTILINE)
        if not self.escaped:
            return text
        if "\\" + self.delimiter in text or (self.told and "\\" + self.quote in text):
            text = re.sub(_cells(self.delimiter, self.quote), self._quoted, text)
        return re.sub(r"\\([\\" + self.quote + "])", self._plain, text)

    @property
    def as_it_stands(self) -> bool:
        """Whether a text need not be written anew before it is read."""
        return not self.escaped and not self.tabbed

    @property
    def blank_and_quote(self) -> bytes:
        """The separator, a blank and a quote."""
        return f"{self.delimiter} {self.quote}".encode()

    def _quoted(self, found: re.Match[str]) -> str:
        """A bare cell with an escaped separator in quotes, a quoted one without the backslash before a separator."""
        bare = re.sub(r"(\\\\)|\\(" + re.escape(self.delimiter) + ")", lambda sign: sign[1] or sign[2], found[0])
        kept = bare == found[0] and not (self.told and "\\" + self.quote in bare)
        return bare if found[0].startswith(self.quote) or kept else self.quote + bare + self.quote

    def _plain(self, found: re.Match[str]) -> str:
        return "\\" if found[1] == "\\" else self.quote * 2


@functools.cache
def _blanks(delimiter: str) -> str:
    """A pattern of the blanks behind a separator, and at the begin of a line."""
    sign = re.escape(delimiter)
    return rf"(?:(?<={sign})|^)(?:(?!{sign})[^\S\r\n])+"


@functools.cache
def _cells(delimiter: str, quote: str) -> re.Pattern[str]:
    """A whole cell: a quoted one, or a bare one in which a backslash keeps the sign behind it."""
    sign = re.escape(delimiter)
    return re.compile(
        rf"(?<![^{sign}\r\n])(?:{quote}(?:[^{quote}\\]|\\.|{quote}{quote})*{quote}"
        rf"|(?!{quote})(?:[^\\\r\n{sign}]|\\[^\r\n])+)(?=[{sign}\r\n]|$)",
        re.DOTALL,
    )


def whole(cells: list[str], dialect: Dialect) -> list[str]:
    """A row's cells, whole again where the end of an entity parted one: that semicolon separates nothing."""
    if dialect.delimiter != ";":
        return cells
    joined: list[str] = []
    for cell in cells:
        if joined and _ends_in_entity(joined[-1]):
            joined[-1] += f";{cell}"
        else:
            joined.append(cell)
    return joined


def _ends_in_entity(text: str) -> bool:
    """Whether a text ends in an entity but for its semicolon."""
    begun = text.rpartition("&")
    return bool(begun[1]) and _ENTITY.fullmatch(f"&{begun[2]};") is not None


def stated(sample: str) -> str | None:
    """The separator that the first line states for Excel (`sep=;`)."""
    found = _SEP.match(sample)
    return found[1] if found else None


def find_dialect(
    sample: str, delimiter: str | None = None, quote: str | None = None, escape: str | None = None
) -> Dialect:
    """The dialect by which most records have the same number of cells and the fewest have a quote out of place.

    What is given stands, and the rest is found out.
    """
    best, best_rank = Dialect(delimiter or ",", quote or '"', bool(escape), told=bool(escape)), (0.0, 0.0)
    for separator in [delimiter] if delimiter else DELIMITERS:
        # The end of an entity separates nothing.
        text = _ENTITY.sub("&", sample) if separator == ";" else sample
        for dialect in _variants(text, separator, quote, escape):
            rank = _rank(text, dialect)
            # Of equals the first stays, which is the simplest.
            if rank > best_rank:
                best, best_rank = dialect, rank
    first, _, rest = sample.partition("\n")
    if best_rank == (0.0, 0.0) and first.count('"') % 2 and rest:
        # A quote that the header row leaves open swallowed the whole.
        return find_dialect(rest, delimiter, quote, escape)
    by_colons = best_rank == (0.0, 0.0) and delimiter is None and _by_colons(sample)
    return replace(best, delimiter=COLON) if by_colons else best


def _by_colons(sample: str) -> bool:
    """Whether colons part a text's cells, for want of any other separator: names above rows that are as wide.

    They stand in times and addresses of pages too, so that a header with a figure or with nothing between two is none.
    """
    lines = [line for line in sample.splitlines() if line.strip()][:RECORDS]
    names = [name.strip() for name in lines[0].split(COLON)] if len(lines) > 1 else []
    if len(names) < 2 or not all(re.fullmatch(r"[^\W\d_][^\d/]*", name) for name in names):
        return False
    widths = [len(row) for row in Dialect(COLON).reader(lines)]
    return "://" not in sample and sum(width == len(names) for width in widths) * 10 >= len(widths) * 9


def misread(text: str, dialect: Dialect) -> int:
    """How many of the first rows of a text have a quote out of place."""
    return _misread_rows(_rows(dialect, text), text, dialect)


def _variants(text: str, separator: str, quote: str | None, escape: str | None) -> list[Dialect]:
    """The dialects of a separator that the signs in the text allow, the simplest first."""
    found = [Dialect(separator, quote or '"', bool(escape), told=bool(escape))]
    edge = rf"(?:^|{re.escape(separator)})"
    if quote is None and _in_single_quotes(text, separator):
        found.append(replace(found[0], quote="'"))
    if escape is None and re.search(rf"\\(?:[\"']|{re.escape(separator)})", text):
        before = "\\" + separator
        found += [replace(one, escaped=True) for one in found if before in text or "\\" + one.quote in text]
    odd = [one for one in found if re.search(rf"{_blanks(separator)}(?<! ){one.quote}", text, re.MULTILINE)]
    found += [replace(one, padded=True) for one in found if re.search(rf"{edge} +{one.quote}", text, re.MULTILINE)]
    return [*found, *(replace(one, padded=True, tabbed=True) for one in odd)]


def _in_single_quotes(text: str, separator: str) -> bool:
    """Whether single quotes open cells as often as they close them, and in more than a few lines."""
    sign = re.escape(separator)
    opened = len(re.findall(rf"(?:^|{sign})[ \t]*'", text, re.MULTILINE))
    closed = len(re.findall(rf"'[ \t]*(?=$|\r|{sign})", text, re.MULTILINE))
    return opened * 10 > text.count("\n") and abs(opened - closed) * 10 <= opened


def _rank(text: str, dialect: Dialect) -> tuple[float, float]:
    """How regular the rows are, and where they are equally so, less the share that has a quote out of place."""
    plain = dialect.plain(text)
    rows = [row for row in _rows(dialect, plain) if len(row) > 1 or any(cell.strip() for cell in row)]
    widths = Counter(len(row) for row in rows if len(row) > 1)
    if not widths:
        return (0.0, 0.0)
    width, times = max(widths.items(), key=lambda item: (item[1], item[0]))
    # A comma in the middle of each text is as regular as a separator, but it gives fewer cells.
    return times / len(rows) * (1 - 0.5 / width), -_misread_rows(rows, plain, dialect) / len(rows)


def _rows(dialect: Dialect, text: str) -> list[list[str]]:
    return list(itertools.islice(dialect.reader(io.StringIO(text, newline="")), RECORDS))


def _misread_rows(rows: list[list[str]], text: str, dialect: Dialect) -> int:
    """How many rows have a quote that was not read as one, or something behind a quote that closes."""
    quote, found = dialect.quote, sum(any(_quoted(cell, dialect) for cell in row) for row in rows)
    if dialect.padded:
        text = re.sub(rf"{quote} +(?={re.escape(dialect.delimiter)}|[\r\n]|$)", quote, text)
    reader = dialect.reader(io.StringIO(text, newline=""), strict=True)
    for _ in rows:
        try:
            next(reader)
        except StopIteration:
            break
        except csv.Error:
            found += 1
    return found


def _quoted(cell: str, dialect: Dialect) -> bool:
    """Whether a cell that was read still has its quotes."""
    bare = cell.strip()
    if len(bare) < 2 or bare[0] != bare[-1] or bare[0] not in "\"'":
        return False
    return bare[0] != dialect.quote or cell[0] != bare[0]
