"""What stands among the rows of a table and is no record: its header again, another table's rows, a total."""

import re
from dataclasses import replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from app.domain.background import beat
from app.ingest.readers.table import RawTable, Refused

HEADER_AGAIN = "The header row again"
TOTAL = "A total of the rows above, no record of its own"
_OTHER_TABLE = "A row of another table in this file, whose header row is on line {}"
_LAST = 3
"""So many rows at the end may be totals."""
_RULE = re.compile(r"[-=_+]{2,}|[─━═]{2,}")
_NUMBER = re.compile(r"[^\w@]*\d[\d\s.,'’%]*[^\d@]{0,5}")
_TOTALS = frozenset(
    "total|totals|grand total|subtotal|sum|sums|summe|gesamt|gesamtsumme|gesamtergebnis|zwischensumme|insgesamt|"
    "somme|total général|total general|totale|totale complessivo|suma|suma total|totaal|eindtotaal|yhteensä|summa|"
    "totalt|i alt|razem|suma końcowa|celkem|součet|spolu|összesen|végösszeg|ukupno|skupaj|всего|итого|итог|общо|"
    "разом|всього|σύνολο|toplam|genel toplam|합계|총계|合計|总计|合计|總計|tổng|tổng cộng|รวม|المجموع|الإجمالي".split(
        "|"
    )
)


def without(raw: RawTable, given: list[str], *, commented: bool = False) -> RawTable:
    """The records alone, the rest refused with its reason; `given` are the headers as they stand in the file.

    In a `commented` file the lines that begin with `#` are comments, and a header row behind one begins another table.
    """
    if not raw.rows:
        return raw
    reasons: dict[int, str] = {}
    if commented:
        raw = _other_tables(raw, given, reasons)
    if all(_RULE.fullmatch(cell) for cell in raw.cells(0).values()):
        reasons[0] = ""  # A line that is drawn below the headers.
    for row in _header_again(raw, given):
        reasons.setdefault(row, HEADER_AGAIN)
    for row in _totals(raw, reasons):
        reasons.setdefault(row, TOTAL)
    return refuse(raw, reasons)


def refuse(raw: RawTable, reasons: dict[int, str]) -> RawTable:
    """The table without some of its rows, which are refused, each for its reason; one that is blank leaves no trace."""
    if not reasons:
        return raw
    kept = np.ones(raw.rows, dtype=np.bool_)
    kept[list(reasons)] = False
    told = []
    for row, why in sorted(reasons.items()):
        if not row % 1_000:
            beat()
        if why:
            told.append(Refused(int(raw.lines[row]), why, raw.cells(row)))
    refused = sorted([*raw.refused, *told], key=lambda row: row.line)
    return replace(raw, columns=raw.columns.filter(pa.array(kept)), lines=raw.lines[kept], refused=refused)


def _header_again(raw: RawTable, given: list[str]) -> NDArray[np.int64]:
    """The rows that say the headers; none where the file has none."""
    place = next((place for place, header in enumerate(given) if header.strip()), None)
    if place is None:
        return np.zeros(0, dtype=np.int64)
    column = raw.text(place)
    # Files that were put together have each its own mark of the order of bytes.
    same = pc.or_(pc.equal(column, given[place]), pc.equal(column, "\ufeff" + given[place]))
    rows = np.flatnonzero(np.asarray(same))
    if not len(rows):
        return rows
    wanted = [header.strip() for header in given[place + 1 :]]
    said = [raw.text(at).take(pa.array(rows)).to_pylist() for at in range(place + 1, raw.columns.num_columns)]
    cells = zip(*said, strict=True) if said else ([] for _ in rows)
    again = rows[[[cell.strip() for cell in row] == wanted for row in cells]]
    # A file without headers, or with one column, may well say the same in many rows.
    seldom = len(again) * 2 < raw.rows and (len(given) > 1 or _is_unlike(given[0], column))
    return again if seldom else rows[:0]


def _is_unlike(header: str, column: pa.ChunkedArray) -> bool:
    """Whether a column holds addresses or numbers and its header does not."""
    values = pc.sum(pc.match_substring_regex(column, r"[@\d]")).as_py() or 0
    return not re.search(r"[@\d]", header) and bool(values * 2 >= len(column))


def _totals(raw: RawTable, reasons: dict[int, str]) -> list[int]:
    """The last rows that say a word for a total and beside it numbers alone."""
    found = []
    # From the end, up to the first row that is none.
    for row in range(raw.rows - 1, max(raw.rows - 1 - _LAST, -1), -1):
        filled = [cell for cell in map(str.strip, raw.cells(row).values()) if cell]
        word = filled[0].rstrip(": ").casefold() if filled else ""
        if row not in reasons and (word not in _TOTALS or not all(_NUMBER.fullmatch(cell) for cell in filled[1:])):
            break
        found.append(row)
    return found if raw.columns.num_columns > 1 else []


def _other_tables(raw: RawTable, given: list[str], reasons: dict[int, str]) -> RawTable:
    """Mark comments, and the rows behind one that begin with other headers."""
    first = raw.text(0)
    notes = np.flatnonzero(np.asarray(pc.starts_with(pc.utf8_ltrim_whitespace(first), "#")))
    reasons.update(dict.fromkeys(notes.tolist(), ""))
    spoken = [row for row in raw.refused if next(iter(row.cells.values()), "").lstrip().startswith("#")]
    lines = sorted([*raw.lines[notes].tolist(), *(row.line for row in spoken)])
    if not lines:
        return raw
    others = [row for row in raw.refused if row not in spoken]
    wanted = [header.strip() for header in given]
    begins = np.searchsorted(raw.lines, lines)
    for start in sorted(set(begins.tolist())):
        at = next((row for row in range(start, raw.rows) if row not in reasons), raw.rows)
        if at == raw.rows:
            break
        cells = [cell.strip() for cell in raw.cells(at).values()]
        if cells != wanted and not any(any(sign.isdigit() or sign == "@" for sign in cell) for cell in cells):
            after = [line for line in lines if line > raw.lines[at]]
            end = int(np.searchsorted(raw.lines, after[0])) if after else raw.rows
            why = _OTHER_TABLE.format(int(raw.lines[at]))
            reasons.update({row: why for row in range(at, end) if row not in reasons})
    return replace(raw, refused=others)
