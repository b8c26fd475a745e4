"""Dates and times: the format found from a whole column, then every cell read in it.

Dates come back as days since 1970-01-01, times as microseconds UTC. A time without a zone is local to the
mapping's zone: one that a clock change skips moves forward, a doubled one is the first.
"""

import datetime as dt
import functools
import re
from collections.abc import Iterable, Iterator
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from app.cleaning import iso_cells, spelled_dates
from app.cleaning.texts import is_placeholder, trim
from app.domain.names import snake
from storage.mirror import local_time

ISO = None
"""The format of ISO 8601, which needs no other name."""
UNIX = "unix"
UNIX_MS = "unix_ms"
UNIX_US = "unix_us"
UNIX_COUNTS = {UNIX: 1, UNIX_MS: 1_000, UNIX_US: 1_000_000}
"""Counts since 1970 in UTC, and how many of them make a second."""
DAY_FIRST = "day first"
"""Any way to write a date, with the day before the month where both are figures: names of months and zones too."""
MONTH_FIRST = "month first"
_BIRTHDAYS = re.compile(
    r"birth|born|b_?day|anniv|geburt|jubil|naissance|nacimiento|cumple|nascita|complean|nascimento|geboorte|verjaar|"
    r"fodsel|fødsel|födelse|syntym|urodz|naroz|szulet|születés|dogum|doğum|name_?day|wedding"
)
EXCEL = "excel"
"""A spreadsheet's own count of local days, whose day 1 is the first of 1900 (counting a 29 February 1900)."""
# The first of 1970 in that count.
_EXCEL_ZERO = 25_569

_ISO = re.compile(
    r"[1-9]\d{3}-\d{2}-\d{2}"
    r"(?:[T ]\d{2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?\s?(?:Z|UTC|GMT|[-+]\d{2}:?\d{2}(?::?\d{2})?)?)?",
    re.IGNORECASE,
)
_ZONED = r"(?i)\d\s?(Z|UTC|GMT|[-+]\d{2}:?\d{2})$"
_DAYS = (
    "%d/%m/%Y", "%m/%d/%Y", "%d.%m.%Y", "%d-%m-%Y", "%m-%d-%Y", "%Y/%m/%d", "%Y.%m.%d", "%d/%m/%y", "%m/%d/%y",
    "%d.%m.%y", "%d-%m-%y", "%m-%d-%y", "%Y-%m-%d", "%Y%m%d",
)  # fmt: skip
_TIMES = ("", " %H:%M", " %H:%M:%S", " %H:%M:%S.%f", ", %H:%M", ", %H:%M:%S", "T%H:%M", "T%H:%M:%S", "T%H%M%S")
_ZONES = ("", " %z", "%z")
_DIGITS = re.compile(r"\d.*\d.*\d")
NEARLY_ALL = 0.9
"""The share of dates that a column needs whose header says nothing of dates."""


def _fits(text: str, style: str) -> bool:
    try:
        dt.datetime.strptime(text, style)  # noqa: DTZ007 (only whether it fits)
    except ValueError:
        return False
    return True


def is_iso(text: str) -> bool:
    """Whether the text is a date or a time as ISO 8601 writes it."""
    return bool(_ISO.fullmatch(text))


def of_birthdays(header: str) -> bool:
    """Whether a column is of days that come back each year, which are often written without the year."""
    return bool(_BIRTHDAYS.search(snake(header)))


def find_format(values: list[str], share: float = NEARLY_ALL, *, yearless: bool = False) -> tuple[bool, str | None]:
    """Whether so large a share of some distinct values are dates in one format, and which (None: ISO 8601).

    A format with the day first is named where both orders fit: `day_first` tells which it is. `yearless` takes a day
    and a month alone for a date.
    """
    said = [value.strip() for value in values if not is_placeholder(value)]
    needed = share * len(said)
    if not said or (not yearless and sum(bool(_DIGITS.search(value)) for value in said) < needed):
        return False, None
    if sum(map(is_iso, said)) >= needed:
        return True, ISO
    # What fits nine values in ten fits one of any eight.
    for style in dict.fromkeys(style for value in said[:8] for style in _shapes(value)):
        if _enough(said, style, needed):
            return True, style
    cells = pa.array(said, pa.string())
    read = [
        (~spelled_dates.read(cells, day_first, _UTC, yearless=yearless).missing).sum() for day_first in (True, False)
    ]
    found = max(read) >= max(needed, 1)
    return bool(found), (DAY_FIRST if read[0] >= read[1] else MONTH_FIRST) if found else None


_UTC = ZoneInfo("UTC")
_PIECES = {"%Y": r"\d{4}", "%y": r"\d{2}", "%f": r"\d{1,6}", "%z": r"(?:Z|[-+]\d{2}:?\d{2})"}


@functools.cache
def _shape(style: str) -> re.Pattern[str]:
    """What a text in that format looks like: far quicker than to try each format, which compiles anew each time."""
    parts = re.split(r"(%[A-Za-z])", style)
    return re.compile("".join(_PIECES.get(part, r"\d{1,2}") if part[:1] == "%" else re.escape(part) for part in parts))


def _shapes(value: str) -> Iterator[str]:
    """The formats that a value looks like."""
    for days in _DAYS:
        if found := _shape(days).match(value):
            rest = value[found.end() :]
            for times in _TIMES:
                for zone in _ZONES if times else ("",):
                    if _shape(times + zone).fullmatch(rest):
                        yield days + times + zone


def _enough(said: list[str], style: str, needed: float) -> bool:
    left = len(said) - needed
    for value in said:
        if not _fits(value, style):
            left -= 1
            if left < 0:
                return False
    return True


def find_count(values: Iterable[str]) -> str | None:
    """The count that the numbers are: since 1970 if they lie between 1990 and 2100, a spreadsheet's between 1910 and
    2100; else None."""
    said = [value.strip() for value in values if not is_placeholder(value)]
    for style, scale in UNIX_COUNTS.items():
        low, high = 631_152_000 * scale, 4_102_444_800 * scale
        if said and all(re.fullmatch(r"\d{9,16}(\.\d+)?", value) and low <= float(value) < high for value in said):
            return style
    serial = said and all(re.fullmatch(r"\d{4,5}(\.\d+)?", value) and 3_654 <= float(value) < 73_051 for value in said)
    return EXCEL if serial else None


_IN_FULL = {"%x": "%m/%d/%y", "%X": "%H:%M:%S", "%c": "%a %b %d %H:%M:%S %Y"}
"""What codes stand for that follow the desktop's language, as they are without one: a window and a command line that
run in different languages must read a file alike."""


def in_full(style: str | None) -> str | None:
    """A stated format whose codes mean the same on every desktop."""
    return style and re.sub("%[xXc]", lambda found: _IN_FULL[found[0]], style)


_CODES = frozenset("dmyYjHIMSfzZuwGVUWcxXaAbBp%")
"""What stands behind a % in a format of dates."""


def fault_in(style: str) -> str | None:
    """What is wrong with a stated format of dates, in words; None where it can be read by.

    A format with names in it is not looked at code by code: it is read freely, so whatever else it says costs nothing.
    """
    if is_free(style):
        return None
    strange = [code for code in re.findall(r"%.?", style) if code[1:] not in _CODES]
    if strange:
        return f"{strange[0]} stands for no part of a date"
    try:
        # Whatever else pandas refuses it refuses before it looks at a cell.
        pd.to_datetime(["2011-12-31"], format=in_full(style), errors="coerce")
    except (ValueError, re.error):
        return "It says one part twice, or a week without its year and its day"
    return None


def is_free(style: str | None) -> bool:
    """Whether the format takes dates however they are written; names of months and halves of days belong there.

    Those are never given to strptime, which knows them in the language of the desktop alone.
    """
    return style in (DAY_FIRST, MONTH_FIRST) or bool(style and re.search("%[bBaAp]", style))


def begins_with_day(style: str | None) -> bool:
    """Whether the day stands before the month in a format, where it says which."""
    return style != MONTH_FIRST and not (style or "").startswith("%m")


def has_time(style: str | None, values: list[str]) -> bool:
    """Whether cells in that format say a time of day too."""
    if style is None:
        return any(len(value.strip()) > 10 for value in values)
    if style == EXCEL:
        return any("." in value for value in values)
    if is_free(style):
        return bool(spelled_dates.read(pa.array(values, pa.string()), True, _UTC).timed.any())
    return style in UNIX_COUNTS or "%H" in style or "%I" in style


_EARLIEST = local_time.to_micros(dt.datetime(1, 1, 1, tzinfo=dt.UTC))
_LATEST = local_time.to_micros(dt.datetime(9999, 12, 31, 23, 59, 59, 999_999, tzinfo=dt.UTC))
"""The moments that a calendar has, in microseconds."""


def times(column: pa.ChunkedArray, style: str | None, zone: ZoneInfo) -> pa.Array:
    """Microseconds UTC; null where a cell is no time in that format (a bare date is its local start), or none that a
    calendar has: in UTC, the first morning of the year 1 in Auckland is in no year."""
    found = _times(trim(column).combine_chunks(), in_full(style), zone)
    return pc.if_else(pc.and_(pc.greater_equal(found, _EARLIEST), pc.less_equal(found, _LATEST)), found, None)


def _times(text: pa.Array, style: str | None, zone: ZoneInfo) -> pa.Array:
    if style in UNIX_COUNTS or style == EXCEL:
        numbers = pd.to_numeric(text.to_pandas(), errors="coerce").to_numpy(dtype=np.float64, na_value=np.nan)
        return _counted(numbers, str(style), zone)
    if is_free(style):
        return _moments(spelled_dates.read(text, begins_with_day(style), zone), zone)
    if style is None:
        found, local, zoned = iso_cells.moments(text)
        missing = ~(local | zoned)
        if local.any():
            found[local] = local_time.utc(found[local], zone)
    else:
        found, read = _unread(len(text))
        missing = ~read
    rest = np.flatnonzero(missing)
    if len(rest):
        cells = text if len(rest) == len(text) else text.take(pa.array(rest))
        found[rest], missing[rest] = _with_patience(cells, style, zone)
    return pa.array(found, mask=missing)


def _unread(rows: int) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """What stands for so many cells of which none is read yet, and which are read."""
    return np.zeros(rows, dtype=np.int64), np.zeros(rows, dtype=np.bool_)


def _with_patience(text: pa.Array, style: str | None, zone: ZoneInfo) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """Microseconds UTC of cells that may be written otherwise than in the column's format, and where there are none."""
    # Cells with a zone and cells without are read apart, for pandas takes a column of either kind only.
    zoned = pc.match_substring_regex(text, _ZONED) if style is None else pa.array([False]).take(_zeros(len(text)))
    if style is not None and "%z" in style:
        zoned = pc.not_equal(text, "")
    some = np.asarray(zoned)
    found = np.zeros(len(text), dtype=np.int64)
    missing = np.ones(len(text), dtype=np.bool_)
    for aware in (False, True):
        here = np.flatnonzero(some == aware)
        if len(here):
            found[here], missing[here] = _parsed(text.take(pa.array(here)), style, aware, zone)
    odd = _odd(text, missing)
    if len(odd):
        read = spelled_dates.read(text.take(pa.array(odd)), True, zone, sure=True, either=style is ISO)
        found[odd], missing[odd] = np.asarray(pc.fill_null(_moments(read, zone), 0)), read.missing
    return found, missing


def _odd(text: pa.Array, missing: NDArray[np.bool_]) -> NDArray[np.int64]:
    """The cells that say something and could not be read in the column's format."""
    return np.flatnonzero(missing & np.asarray(pc.not_equal(text, ""))) if missing.any() else np.zeros(0, np.int64)


def _moments(read: spelled_dates.Written, zone: ZoneInfo) -> pa.Array:
    """Microseconds UTC of what was read."""
    local = read.days * 86_400_000_000 + read.us
    here = ~read.missing & ~read.zoned
    if here.any():
        local[here] = local_time.utc(local[here], zone)
    return pa.array(local, mask=read.missing)


def _zeros(rows: int) -> pa.Array:
    return pa.array(np.zeros(rows, dtype=np.int64))


def _counted(numbers: np.ndarray, style: str, zone: ZoneInfo) -> pa.Array:
    if style == EXCEL:
        # A spreadsheet's fractions of a day are good for milliseconds only.
        counted = np.rint((numbers - _EXCEL_ZERO) * 86_400_000) * 1_000
    else:
        counted = np.rint(numbers * (1_000_000 / UNIX_COUNTS[style]))
    # A day less than there is, for the zone is still to be taken off.
    missing = ~((counted > _EARLIEST) & (counted < _LATEST - local_time.DAY))
    found = np.where(missing, 0, counted).astype(np.int64)
    if style == EXCEL:
        found[~missing] = local_time.utc(found[~missing], zone)
    return pa.array(found, mask=missing)


def _parsed(text: pa.Array, style: str | None, aware: bool, zone: ZoneInfo) -> tuple[np.ndarray, np.ndarray]:
    """Microseconds UTC, and where there are none."""
    if style is None:
        # Nothing but real ISO: pandas alone would take a bare year or a week for a date.
        good = pc.match_substring_regex(text, "^(?i:" + _ISO.pattern.replace("(?:", "(") + ")$")
        text = pc.if_else(good, text, None)
        if aware:
            text = pc.replace_substring_regex(text, r"(?i)\s?(UTC|GMT|Z)$", "Z")
        text = pc.replace_substring(text, ",", ".")
    cells = pd.Series(text.to_numpy(zero_copy_only=False), dtype=object)
    series = pd.to_datetime(cells, format=style or "ISO8601", errors="coerce", utc=aware)
    if not aware:
        _mend(series, cells, style)
    if aware:
        series = series.dt.tz_localize(None)
    values = series.to_numpy(dtype="datetime64[us]")
    missing = np.isnat(values)
    local = np.where(missing, np.datetime64(0, "us"), values).astype(np.int64)
    known = ~missing
    if not aware and known.any():
        local[known] = local_time.utc(local[known], zone)
    return local, missing


def _mend(series: "pd.Series[Any]", cells: "pd.Series[Any]", style: str | None) -> None:
    """Read the cells that say more or less of the time of day than the column's format does."""
    days = next((days for days in _DAYS if style and style.startswith(days) and style[len(days) :] in _TIMES), None)
    for rest in _TIMES if days else ():
        left = series.isna() & cells.notna() & (cells != "")
        if not left.any():
            return
        odd = cells[left]
        told = {one: pd.to_datetime(one, format=f"{days}{rest}", errors="coerce") for one in odd.unique()[:_ODD]}
        series[left] = odd.map(told)


_ODD = 10_000
"""So many distinct cells are looked at: more of them are no slips, but another format."""


def dates(column: pa.ChunkedArray, style: str | None, *, yearless: bool = False, past: bool = False) -> pa.Array:
    """Days since 1970-01-01 as the cell says them, whatever its zone; null where it is no date in that format.

    `yearless` takes a day and a month for a date of the year YEARLESS; `past` a year of two figures for one gone by.
    """
    text, style = trim(column).combine_chunks(), in_full(style)
    if is_free(style):
        read = spelled_dates.read(text, begins_with_day(style), _UTC, yearless=yearless, past=past)
        return pa.array(read.days, mask=read.missing)
    if style in UNIX_COUNTS or style == EXCEL:
        at = times(column, style, _UTC)
        return pc.cast(pc.floor(pc.divide(pc.cast(at, pa.float64()), 86_400e6)), pa.int64())
    found, known = iso_cells.days(text) if style is None else _unread(len(text))
    missing = ~known
    rest = np.flatnonzero(missing)
    if len(rest):
        values = _dates(text if len(rest) == len(text) else text.take(pa.array(rest)), style)
        missing[rest] = np.isnat(values)
        found[rest] = np.where(missing[rest], np.datetime64(0, "D"), values).astype(np.int64)
    if past and style and "%y" in style:
        # Two figures of a year of birth are rather of the last century than of one to come.
        found = np.where(found >= _YEAR_2030, found - _CENTURY, found)
    odd = _odd(text, missing)
    if len(odd):
        read = spelled_dates.read(
            text.take(pa.array(odd)), True, _UTC, yearless=yearless, past=past, sure=True, either=style is ISO
        )
        found[odd], missing[odd] = read.days, read.missing
    return pa.array(found, mask=missing)


# In days since 1970; a hundred years around 2000 have 25 leap days.
_YEAR_2030, _CENTURY = 21_915, 36_525


def _dates(text: pa.Array, style: str | None) -> NDArray[np.datetime64]:
    if style is None:
        good = pc.match_substring_regex(text, r"^[1-9]\d{3}-\d{2}-\d{2}([T ].*)?$")
        text = pc.utf8_slice_codeunits(pc.if_else(good, text, ""), 0, 10)
    elif "%z" in style:
        style = style.replace(" %z", "").replace("%z", "")
        text = pc.replace_substring_regex(text, r"\s?(Z|[-+]\d{2}:?\d{2})$", "")
    cells = pd.Series(text.to_numpy(zero_copy_only=False), dtype=object)
    series = pd.to_datetime(cells, format=style or "%Y-%m-%d", errors="coerce")
    _mend(series, cells, style)
    return series.to_numpy(dtype="datetime64[D]")
