"""What every reader gives: a file's records as columns, each with the line that it began on."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from app.cleaning import decoded
from app.ingest.readers.typed_columns import as_text, as_texts

if TYPE_CHECKING:
    from app.recipe import Recipe, Tally


@dataclass(frozen=True, slots=True)
class Refused:
    """A record that was not taken: its line in the file (1 is the first), why, and its cells by header."""

    line: int
    reason: str
    cells: dict[str, str]


@dataclass(frozen=True, slots=True)
class Layout:
    r"""How a file was read; what is None does not apply to its format. `header_row` 0 means that it has none.

    `quote` is the sign around cells, `escape` the backslash that keeps a sign, each blank for none; both are None where
    they are found out, and so are the lines of the first and the last row that are taken, where all are.
    """

    encoding: str | None = None
    delimiter: str | None = None
    header_row: int | None = None
    sheet: str | None = None
    quote: str | None = None
    escape: str | None = None
    first_row: int | None = None
    last_row: int | None = None


@dataclass(frozen=True, slots=True)
class Alternative:
    """Another table that reads a text as well: a word as it would then be, and as the chosen table reads it."""

    encoding: str
    word: str
    instead_of: str


@dataclass(frozen=True, slots=True)
class Cleaned:
    """That a recipe was run over columns of a table: over which (those that it made too), and what it changed."""

    headers: frozenset[str]
    tally: "Tally"


@dataclass(frozen=True, slots=True)
class RawTable:
    """The records of a file: `lines[i]` is where row i of `columns` began.

    Columns are text, never null, or keep the type that their format gives them, null where a cell is blank
    (`typed_columns`). What is to be read as it is written is asked for as `text`.
    `alternatives` are the encodings by which the file reads as well as by its own, `twins` the names of columns that
    have one header, `sheets` those of the sheets that a workbook has. `signs` are the quote and the escape sign of a
    text, blank for none; None where cells are parted otherwise. Where a recipe was run over some of the `columns`,
    `cleaned` says so, and `own` are the file's own, row by row.
    """

    columns: pa.Table
    lines: NDArray[np.int64]
    layout: Layout
    refused: list[Refused] = field(default_factory=list)
    alternatives: tuple[Alternative, ...] = ()
    twins: tuple[tuple[str, ...], ...] = ()
    sheets: tuple[str, ...] = ()
    signs: tuple[str, str] | None = None
    own: pa.Table | None = None
    cleaned: Cleaned | None = None
    memo: "dict[str, tuple[RawTable, Recipe]]" = field(default_factory=dict, compare=False, repr=False)
    """What recipes made of it, for as long as somebody holds it: looking, trying out and importing ask for the same."""

    @property
    def headers(self) -> list[str]:
        """The names of the columns, each of them once."""
        return list(self.columns.column_names)

    @property
    def rows(self) -> int:
        """The number of records that could be read."""
        return int(self.columns.num_rows)

    def text(self, header: str | int) -> pa.ChunkedArray:
        """A column, by its name or its place, as it is written; never null."""
        return as_text(self.columns.column(header))

    def says_words(self, header: str) -> bool:
        """Whether a column holds text, or lists of it, and no values of another type."""
        kind = self.columns.column(header).type
        return bool(pa.types.is_string(kind) or pa.types.is_list(kind))

    def texts(self, rows: "NDArray[np.int64] | slice") -> pa.Table:
        """Some records as they are written."""
        if isinstance(rows, slice):
            return as_texts(self.columns.slice(rows.start or 0, rows.stop - (rows.start or 0)))
        return as_texts(self.columns.take(pa.array(rows)))

    def as_written(self, rows: "NDArray[np.int64]") -> pa.Table:
        """Some records as the file has them, whatever a recipe made of them."""
        return as_texts((self.columns if self.own is None else self.own).take(pa.array(rows)))

    def cells(self, row: int) -> dict[str, str]:
        """One record as it was in the file, by header."""
        found: dict[str, str] = self.texts(slice(row, row + 1)).to_pylist()[0]
        return found

    def sample(self, rows: int) -> "RawTable":
        """The first records, and none of the refused ones."""
        own = None if self.own is None else self.own.slice(0, rows)
        return RawTable(self.columns.slice(0, rows), self.lines[:rows], self.layout, own=own, cleaned=self.cleaned)


def within(raw: RawTable, first: int | None, last: int | None) -> RawTable:
    """The records that begin on these lines, both inclusive; the refused ones too."""
    if first is None and last is None:
        return raw
    low, high = first or 0, last or np.iinfo(np.int64).max
    # Lines only grow: what is taken lies together.
    begin, end = (int(at) for at in np.searchsorted(raw.lines, [low, high + (last is not None)]))
    end = end if last is not None else raw.rows
    return replace(
        raw,
        columns=raw.columns.slice(begin, max(0, end - begin)),
        lines=raw.lines[begin:end],
        refused=[row for row in raw.refused if low <= row.line <= high],
        layout=replace(raw.layout, first_row=first, last_row=last),
    )


def _said(header: str) -> str:
    """A header as people read it: entities of HTML are the signs that they mean."""
    return (decoded(header) if "&" in header else header).strip()


def unique_headers(given: Sequence[str]) -> list[str]:
    """Headers that can name columns: a blank one becomes `column_N`, a repeated one gets a number."""
    taken: set[str] = set()
    last: dict[str, int] = {}
    names = []
    for position, header in enumerate(given, 1):
        base = name = _said(header) or f"column_{position}"
        # A name that was made may stand in the file as well (`Tag`, `Tag`, `Tag_2`).
        while name in taken:
            last[base] = last.get(base, 1) + 1
            name = f"{base}_{last[base]}"
        taken.add(name)
        names.append(name)
    return names


def twins(given: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    """The names that headers which stand several times got, the first as it is."""
    found: dict[str, list[str]] = {}
    for header, name in zip(given, unique_headers(given), strict=True):
        if said := _said(header):
            found.setdefault(said, []).append(name)
    return tuple(tuple(names) for names in found.values() if len(names) > 1)


def from_rows(headers: list[str], rows: Sequence[Sequence[str]], lines: Sequence[int], layout: Layout) -> RawTable:
    """A table of records that are all as wide as the headers."""
    columns = zip(*rows, strict=True) if rows else ([] for _ in headers)
    arrays = [pa.array(column, pa.string()) for column in columns]
    return RawTable(pa.table(arrays, names=headers), np.asarray(lines, dtype=np.int64), layout)
