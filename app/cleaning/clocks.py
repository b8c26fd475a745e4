"""Times whose day, clock and zone stand in columns of their own, read as one.

A clock is read once for each distinct cell, however it is written; a blank one leaves the day alone.
"""

import functools
import re
from dataclasses import dataclass
from zoneinfo import ZoneInfo

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from app.cleaning import calendar_words as calendar
from app.cleaning import dates, spelled_dates
from app.cleaning.texts import is_placeholder, trim
from storage.mirror import local_time

Mask = NDArray[np.bool_]
Zone = ZoneInfo | int
"""A named zone, or the minutes that one lies east of Greenwich."""

# One hour east: zones of that name have the sign of POSIX, which is the other way round.
_UTC, _EAST = ZoneInfo("UTC"), ZoneInfo("Etc/GMT-1")
_MINUTE = 60 * local_time.SECOND
_ANY_DAY = "2000-01-01 "
# The days from 1970 to `_ANY_DAY`.
_DAY_ZERO = 10_957
# A share of a day as a spreadsheet keeps it; two figures below 60 behind a point are minutes.
_FRACTION = re.compile(r"0?[.,](?:\d|\d{3,})|0?[.,][6-9]\d|[01](?:[.,]0+)?")
_BARE = re.compile(r"\d{3,6}")
_US = {"eastern": "America/New_York", "central": "America/Chicago", "mountain": "America/Denver",
       "pacific": "America/Los_Angeles", "alaska": "America/Anchorage", "hawaii": "Pacific/Honolulu",
       "atlantic": "America/Halifax", "et": "America/New_York", "ct": "America/Chicago", "mt": "America/Denver",
       "pt": "America/Los_Angeles", "central european": "Europe/Berlin", "western european": "Europe/Lisbon",
       "eastern european": "Europe/Athens", "uk": "Europe/London", "london": "Europe/London"}  # fmt: skip
"""Zones by the names that hold for their summer and their winter."""


@dataclass(frozen=True, slots=True)
class Joined:
    """Microseconds UTC, null where there is no day; and the cells of both other columns that cannot be read."""

    at: pa.Array
    no_clock: Mask
    no_zone: Mask


def joined(
    days: pa.ChunkedArray, style: str | None, clock: pa.ChunkedArray | None, zones: pa.ChunkedArray | None,
    home: ZoneInfo,
) -> Joined:  # fmt: skip
    """The times of cells in that format, with the clock where they say none and the zone where they state none."""
    plain = dates.times(days, style, _UTC)
    missing, local = np.asarray(pc.is_null(plain)), np.asarray(pc.fill_null(plain, 0)).copy()
    # A cell that is the same moment in whichever zone it is read states its own.
    known = np.asarray(pc.fill_null(pc.equal(plain, dates.times(days, style, _EAST)), False))
    no_clock, no_zone = np.zeros(len(local), dtype=bool), np.zeros(len(local), dtype=bool)
    if clock is not None:
        said, no_clock = _clocks(clock, home)
        bare = ~known & ~missing & said.good & (local % local_time.DAY == 0)
        local[bare] += said.us[bare]
        known |= bare & said.zoned
    left = ~known & ~missing
    if zones is not None:
        of_row, found, no_zone = _zones(zones, home)
        for place, zone in enumerate(found):
            rows = np.flatnonzero(left & (of_row == place))
            local[rows] = _utc(local[rows], zone)
            left[rows] = False
    local[left] = local_time.utc(local[left], home)
    return Joined(pa.array(local, mask=missing), no_clock, no_zone)


def are_clocks(values: list[str]) -> bool:
    """Whether half of some distinct values that are no placeholders are times of the day: their header says so too."""
    return bool(values) and int(_read(values, _UTC).good.sum()) * 2 >= len(values)


def are_zones(values: list[str]) -> bool:
    """Whether half of some distinct values that are no placeholders are zones: their header says so too."""
    return bool(values) and sum(zone_of(value, _UTC) is not None for value in values) * 2 >= len(values)


@dataclass(frozen=True, slots=True)
class _Clocks:
    """Microseconds since midnight, of Greenwich where a zone is stated, and which cells are clocks at all."""

    us: NDArray[np.int64]
    zoned: Mask
    good: Mask


def _read(values: list[str], home: ZoneInfo) -> _Clocks:
    bare = [value for value in values if _BARE.fullmatch(value)]
    wide = 6 if any(len(value) > 4 for value in bare) else 4
    told = pa.array([_ANY_DAY + _plainly(value, wide) for value in values], pa.string())
    read = spelled_dates.read(told, True, home)
    us = read.us + (read.days - _DAY_ZERO) * local_time.DAY
    colons = np.array([":" in value for value in values], dtype=bool)
    good = ~read.missing & read.timed & np.where(read.zoned, colons, (us >= 0) & (us < local_time.DAY))
    return _Clocks(us, read.zoned, good)


def _plainly(value: str, wide: int) -> str:
    """A clock with colons: `0.4375` is a spreadsheet's share of a day, `93000` has lost its first zero."""
    if _FRACTION.fullmatch(value):
        seconds = round(float(value.replace(",", ".")) * 86_400) % 86_400
        return f"{seconds // 3_600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"
    if _BARE.fullmatch(value):
        filled = value.zfill(wide)
        return ":".join(filled[place : place + 2] for place in range(0, wide, 2))
    # What a workbook shows of a time alone: a day that it never was.
    return re.sub(r"^(?:1899-12-3[01]|1900-01-0[01])[T ]", "", value)


def _clocks(column: pa.ChunkedArray, home: ZoneInfo) -> tuple[_Clocks, Mask]:
    """Each row's clock, and the cells that say something else."""
    encoded = trim(column).combine_chunks().dictionary_encode()
    values = encoded.dictionary.to_pylist()
    read, at = _read(values, home), np.asarray(encoded.indices)
    bad = ~read.good & np.array([bool(value) and not is_placeholder(value) for value in values], dtype=bool)
    return _Clocks(read.us[at], read.zoned[at], read.good[at]), bad[at]


def _zones(column: pa.ChunkedArray, home: ZoneInfo) -> tuple[NDArray[np.int64], list[Zone], Mask]:
    """Each row's zone by its place among all (-1: none), these, and the cells that name none."""
    encoded = trim(column).combine_chunks().dictionary_encode()
    values = encoded.dictionary.to_pylist()
    read, at = [zone_of(value, home) for value in values], np.asarray(encoded.indices)
    found = list(dict.fromkeys(zone for zone in read if zone is not None))
    places = np.array([-1 if zone is None else found.index(zone) for zone in read], dtype=np.int64)
    filled = np.array([bool(value) and not is_placeholder(value) for value in values], dtype=bool)
    return places[at], found, ((places < 0) & filled)[at]


def _utc(local: NDArray[np.int64], zone: Zone) -> NDArray[np.int64]:
    return local - zone * _MINUTE if isinstance(zone, int) else local_time.utc(local, zone)


def zone_of(text: str, home: ZoneInfo) -> Zone | None:
    """What zone a cell names: `Europe/Berlin`, `Pacific Time (US & Canada)`, `CET`, `GMT+02:00`; None for none."""
    if is_placeholder(text) or len(text) > _LONGEST:
        return None
    bare = re.sub(r"\s*\([^()]*\)\s*$", "", text.strip())
    ahead = re.match(r"\((?:GMT|UTC)\s?([+-]\d{1,2}:?\d{2})\)", text.strip())
    named = calendar.named_zone(bare) or _by_name(bare)
    if named is not None:
        return named
    read = spelled_dates.read(pa.array([f"{_ANY_DAY}12:00 {ahead[1] if ahead else bare}"]), True, home)
    if read.missing[0] or not read.zoned[0]:
        return None
    return int(720 - (read.us[0] + (read.days[0] - _DAY_ZERO) * local_time.DAY) // _MINUTE)


_LONGEST = 80


@functools.cache
def _windows() -> dict[str, str]:
    from babel.core import get_global

    return {name.casefold(): str(zone) for name, zone in get_global("windows_zone_mapping").items()}


def _by_name(name: str) -> ZoneInfo | None:
    key = name.casefold()
    zone = _US.get(re.sub(r"\s+time$", "", key)) or _windows().get(key)
    return ZoneInfo(zone) if zone else None
