"""Text whose columns stand apart by blanks or in a drawn grid, as reports are written: as text parted by tabs."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from app.ingest.readers.header_rows import says_names
from app.ingest.readers.sources import slices
from storage.bulk.unnamed_file import Content, mapped, unnamed_file

_TOKEN = re.compile(r'"(?:[^"]|"")*"|\S+')
_GAP = re.compile(r"[ \t]{2,}|\t")
_VALUE = re.compile(r"[-+]?\d[\d.,:/\-]*|[^@\s]+@[^@\s]+\.[^@\s]+")
_RULER = re.compile(r"[ \t]*(?:[-=]{2,}[ \t]+)+[-=]{2,}[ \t]*")
_GRID = re.compile(r"\s*[+|]?[ \t]*:?[-=]{2,}[-=+|: \t]*")
_LINE_DRAWN = re.compile(r"[ \t]*[-=][-= \t]*")
_LINES = 300
_ABOVE = 30
"""A ruler is sought below so many lines."""
_ALL = 0.95
"""The share of lines that have to agree; the others are refused, each with its line."""


@dataclass(frozen=True, slots=True)
class Columns:
    """How lines are parted: at each run of blanks, at wide ones only, or at the places where columns begin."""

    count: int
    wide: bool = False
    places: tuple[int, ...] = ()
    above: int = 0
    """So many lines before the headers are titles."""
    drawn: bool = False
    """Whether upright strokes stand between the columns, at both edges perhaps, and lines are drawn across."""

    def cells(self, line: str) -> list[str]:
        """The cells of a line; a line that does not keep to the places is one cell."""
        if self.drawn:
            told = line.strip()
            return [cell.strip() for cell in told.removeprefix("|").removesuffix("|").split("|")]
        if self.places:
            return self._cut(line.expandtabs())
        # Wide gaps part columns whose cells hold single blanks.
        if self.wide:
            return [cell for cell in _GAP.split(line.strip()) if cell]
        return [_unquoted(token) for token in _TOKEN.findall(line)]

    def _cut(self, line: str) -> list[str]:
        starts = (0, *self.places)
        if any(line[place - 1 : place].strip() and line[place : place + 1].strip() for place in self.places):
            return [line.strip()]
        return [line[start:end].strip() for start, end in zip(starts, (*self.places, None), strict=True)]


def _unquoted(token: str) -> str:
    return token[1:-1].replace('""', '"') if len(token) > 1 and token[0] == token[-1] == '"' else token


def find(sample: str, *, forced: bool = False) -> Columns | None:
    """How the lines of a sample stand apart; None where they do not, or, unless forced, might be plain sentences."""
    if ruled := find_ruled(sample):
        return ruled
    lines = [line for line in re.split(r"\r\n|\r|\n", sample) if line.strip()][:_LINES]
    while len(lines) > 1 and lines[0].lstrip().startswith("#"):
        lines = lines[1:]
    if len(lines) < 2:
        return None
    any_run, wide = _even(lines, Columns(0)), _even(lines, Columns(0, wide=True))
    # A blank within a cell (`New York`) is likelier than two columns of words with only one blank between them.
    if any_run and wide and not _joins_values(lines, wide):
        any_run = None
    # Columns that are even are surer than those that only stand in line.
    for found in (any_run, wide, _placed(lines)):
        if found and (forced or _is_told(lines, found)):
            return found
    return Columns(1) if forced else None


def find_ruled(sample: str) -> Columns | None:
    """Columns as a ruler below the headers or a grid draws them, titles above or not; None where there is neither."""
    lines = re.split(r"\r\n|\r|\n", sample)
    head = next((place for place, line in enumerate(lines[:_ABOVE]) if "|" in line and not _GRID.fullmatch(line)), -1)
    if head >= 0 and any(map(_GRID.fullmatch, lines[max(head - 1, 0) : head + 2])):
        grid = Columns(0, above=head, drawn=True)
        cells = grid.cells(lines[head])
        return replace(grid, count=len(cells)) if len(cells) > 1 and says_names(cells) else None
    for place, line in enumerate(lines[: _ABOVE + 1]):
        if place and _RULER.fullmatch(line):
            starts = [found.start() for found in re.finditer(r"[-=]+", line.expandtabs())]
            how = Columns(len(starts), places=tuple(starts[1:]), above=place - 1)
            names = how.cells(lines[place - 1])
            if len(names) == how.count and says_names(names):
                return how
    return None


def _joins_values(lines: list[str], wide: Columns) -> bool:
    """Whether cells between wide gaps are values that a single blank parts, and not words of one text."""
    cells = [cell.split() for line in lines[1:] for cell in wide.cells(line) if " " in cell]
    return sum(all(map(_VALUE.fullmatch, words)) for words in cells) * 2 > len(cells)


def _even(lines: list[str], how: Columns) -> Columns | None:
    """The same with its number of columns, where nearly all lines have as many as the first."""
    counts = Counter(len(how.cells(line)) for line in lines)
    count, times = counts.most_common(1)[0]
    even = count > 1 and times >= len(lines) * _ALL and len(how.cells(lines[0])) == count
    return Columns(count, how.wide) if even else None


def _placed(lines: list[str]) -> Columns | None:
    """Columns between the places that are blank in every line; each has a name in the first."""
    told = [line.expandtabs().rstrip() for line in lines]
    width = max(map(len, told))
    # A few lines may reach into the gap.
    most = len(told) * (1 - _ALL)
    filled = [sum(bool(line[place : place + 1].strip()) for line in told) > most for place in range(width)]
    starts = [place for place in range(1, width) if filled[place] and not filled[place - 1]]
    edges = [*starts, width]
    named = [start for start, end in zip(starts, edges[1:], strict=True) if told[0][start:end].strip()]
    first = bool(told[0][: named[0]].strip()) if named else False
    found = tuple(named if first else named[1:])
    return Columns(len(found) + 1, places=found) if found else None


def _is_told(lines: list[str], how: Columns) -> bool:
    """Whether lines are rows of a table beyond doubt: a head of names, and columns in line or of values."""
    head, *rows = [how.cells(line) for line in lines]
    rows = [row for row in rows if len(row) == how.count]
    # Sentences have as many words as their neighbours now and then, but no head of names.
    if not rows or not says_names(head):
        return False
    columns = list(zip(*rows, strict=True))
    valued = sum(all(_VALUE.fullmatch(cell) for cell in column if cell) for column in columns)
    apart = sum(bool(re.search(r"\S {2,}\S|^ ", line)) for line in lines) * 2 > len(lines)
    if how.wide or how.places:
        return apart and len(rows) > 1
    return valued > 0 and (apart or how.count > 2 or valued == 1)


def as_tabs(data: Content, start: int, how: Columns) -> Content:
    """The lines with tabs between their cells, each where it was."""
    with unnamed_file() as target:
        for number, (line, end) in enumerate(_lines(data, start)):
            cells = [line.strip()] if number < how.above else how.cells(line)
            # Lines that are drawn between pages and above sums hold nothing.
            if (_GRID if how.drawn else _LINE_DRAWN).fullmatch(line) and (how.above or how.drawn):
                cells = []
            target.write(("\t".join(map(_written, cells)) + end).encode("utf-8", "surrogateescape"))
        return mapped(target)


def _written(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"' if '"' in cell else cell


def _lines(data: Content, start: int) -> Iterator[tuple[str, str]]:
    """Each line and its end."""
    rest = b""
    for number, piece in enumerate(slices(data)):
        text = rest + (piece[start:] if number == 0 else piece)
        cut = text.rfind(b"\n") + 1
        # A line that the piece cuts waits for the next one.
        rest = text[cut:]
        yield from _split(text[:cut].decode("utf-8", "surrogateescape"))
    yield from _split(rest.decode("utf-8", "surrogateescape"))


def _split(text: str) -> Iterator[tuple[str, str]]:
    for found in re.finditer(r"([^\r\n]*)(\r\n|\r|\n|\Z)", text):
        if found[0]:
            yield found[1], found[2]
