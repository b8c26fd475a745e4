"""Local days and hours of whole columns, from the zone's own transitions, the same on every platform."""

import datetime as dt
import functools
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

SECOND = 1_000_000
DAY = 86_400 * SECOND
_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)

Micros = NDArray[np.int64]


def to_micros(moment: dt.datetime) -> int:
    """Microseconds since 1970-01-01 UTC of an aware moment, exactly."""
    delta = moment - _EPOCH
    return (delta.days * 86_400 + delta.seconds) * SECOND + delta.microseconds


def from_micros(at: int, zone: dt.tzinfo = dt.UTC) -> dt.datetime:
    """The aware local moment of a time in microseconds UTC."""
    # `fromtimestamp` goes through a float, and refuses times before 1970 on Windows.
    return (_EPOCH + dt.timedelta(microseconds=at)).astimezone(zone)


def _offset(zone: ZoneInfo, at: int) -> int:
    offset = from_micros(at).astimezone(zone).utcoffset()
    assert offset is not None
    return round(offset.total_seconds()) * SECOND


def _transition(zone: ZoneInfo, low: int, high: int) -> int:
    """The first second in (low, high] at which the offset differs from that at `low`."""
    before = _offset(zone, low)
    while high - low > SECOND:
        middle = (low + high) // 2 // SECOND * SECOND
        low, high = (middle, high) if _offset(zone, middle) == before else (low, middle)
    return high


@functools.cache
def _offsets(name: str, first_year: int, last_year: int) -> tuple[Micros, Micros]:
    """Starts (microseconds UTC) and offsets (microseconds) of the zone's stretches over some years."""
    zone = ZoneInfo(name)
    start = to_micros(dt.datetime(first_year, 1, 1, tzinfo=dt.UTC))
    end = to_micros(dt.datetime(last_year + 1, 1, 1, tzinfo=dt.UTC))
    starts, offsets = [start], [_offset(zone, start)]
    # No clock was changed twice within a shorter time since 1960 (a week: Boa Vista, 2000), so that no stretch is
    # missed.
    step = 7 * DAY
    for low in range(start, end, step):
        high = min(low + step, end)
        while _offset(zone, high) != offsets[-1]:
            edge = _transition(zone, max(low, starts[-1]), high)
            starts.append(edge)
            offsets.append(_offset(zone, edge))
    return np.array(starts, dtype=np.int64), np.array(offsets, dtype=np.int64)


def _years(at: Micros) -> tuple[int, int]:
    years = (at.min() // DAY / 365.2425 + 1970, at.max() // DAY / 365.2425 + 1970)
    # A year more at either end, for the offset; Python's dates know the years 1 to 9999.
    return max(2, int(years[0]) - 1), min(9998, int(years[1]) + 1)


def local(at: Micros, zone: ZoneInfo) -> Micros:
    """Local microseconds since 1970-01-01T00:00 local, of times in microseconds UTC."""
    if not len(at):
        return at.astype(np.int64)
    starts, offsets = _offsets(zone.key, *_years(at))
    return at + offsets[np.maximum(np.searchsorted(starts, at, side="right") - 1, 0)]


def day_and_hour(at: Micros, zone: ZoneInfo) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Local days since 1970-01-01 and local hours of times in microseconds UTC."""
    there = local(at, zone)
    return (there // DAY).astype(np.int32), (there % DAY // (3600 * SECOND)).astype(np.int32)


def day_of(at: int, zone: ZoneInfo) -> int:
    """The local day since 1970-01-01 of one time; OverflowError for one before the year 1 or after 9999."""
    return from_micros(at, zone).toordinal() - _EPOCH.toordinal()


def utc(there: Micros, zone: ZoneInfo) -> Micros:
    """UTC of local times (both microseconds); a skipped time moves forward, a doubled one is the first."""
    if not len(there):
        return there.astype(np.int64)
    starts, offsets = _offsets(zone.key, *_years(there))
    # A local time belongs to the stretch before a transition until both stretches' clocks have passed it:
    # so a doubled time is the first, and a skipped one keeps the earlier offset, which moves it forward.
    edges = starts[1:] + np.maximum(offsets[:-1], offsets[1:])
    return there - offsets[np.searchsorted(edges, there, side="right")]
