"""Lengths of time and windows, and where they lie once a moment is given: all in microseconds UTC or local days."""

import calendar
import datetime as dt
from dataclasses import dataclass
from typing import Literal
from zoneinfo import ZoneInfo

Unit = Literal["hours", "days", "weeks", "months"]
UNITS: tuple[Unit, ...] = ("hours", "days", "weeks", "months")

HOUR = 3_600_000_000
DAY = 24 * HOUR
_ELAPSED = {"hours": HOUR, "days": DAY, "weeks": 7 * DAY}

EARLIEST, LATEST = -(2**61), 2**61
"""Stand for the ends of time: any microsecond beyond them is clipped, so that no engine's integer overflows."""

EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)


@dataclass(frozen=True, slots=True)
class Duration:
    """`{"days": 30}`: hours, days (24 hours) and weeks (168 hours) elapse, months are calendar months."""

    unit: Unit
    n: int


@dataclass(frozen=True, slots=True)
class Last:
    """After now less the duration, up to and including now."""

    length: Duration


@dataclass(frozen=True, slots=True)
class Between:
    """After now less `far`, up to and including now less `near`."""

    far: Duration
    near: Duration


@dataclass(frozen=True, slots=True)
class FromTo:
    """From the start of a local day, or a time, to the end of one, or a time; either may be left out."""

    start: dt.date | dt.datetime | None
    end: dt.date | dt.datetime | None


Window = Last | Between | FromTo


def instant(local: dt.datetime, zone: ZoneInfo) -> int:
    """Microseconds UTC of a local time; a skipped one moves forward and of a doubled one it is the first."""
    aware = local if local.tzinfo is not None else local.replace(tzinfo=zone)
    # `timestamp()` would be a float, in which microseconds get lost.
    return (aware - EPOCH) // dt.timedelta(microseconds=1)


def local_time(us: int, zone: ZoneInfo) -> dt.datetime:
    """The aware local time of a moment in microseconds UTC."""
    return (EPOCH + dt.timedelta(microseconds=us)).astimezone(zone)


def day_number(day: dt.date) -> int:
    """Days since 1970-01-01."""
    # The ordinal of 1970-01-01.
    return day.toordinal() - 719_163


def day_start(day: dt.date, zone: ZoneInfo) -> int:
    """Microseconds UTC at which a local day begins."""
    return instant(dt.datetime.combine(day, dt.time()), zone)


def moved(us: int, by: Duration, sign: int, zone: ZoneInfo) -> int:
    """The moment that lies a duration later (`sign` 1) or earlier (-1)."""
    if by.unit != "months":
        return min(max(us + sign * by.n * _ELAPSED[by.unit], EARLIEST), LATEST)
    local = local_time(us, zone)
    day = _month_moved(local.date(), sign * by.n)
    if day is None:
        return LATEST if sign > 0 else EARLIEST
    return instant(dt.datetime.combine(day, local.time().replace(tzinfo=None)), zone)


def day_moved(day: int, by: Duration, sign: int) -> int:
    """The local day (since 1970-01-01) that lies a duration of days, weeks or months away."""
    if by.unit != "months":
        return day + sign * by.n * (7 if by.unit == "weeks" else 1)
    moved_to = _month_moved(dt.date.fromordinal(day + 719_163), sign * by.n)
    if moved_to is None:
        # Beyond every day of the calendar, within 32 bits.
        return sign * 2**30
    return day_number(moved_to)


def _month_moved(day: dt.date, months: int) -> dt.date | None:
    """The same day of another month, clipped to that month's end; None beyond the calendar."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    # The last year is left out, so that a day later and a zone's offset stay within Python's calendar.
    if not 1 <= year <= 9998:
        return None
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


@dataclass(frozen=True, slots=True)
class Bounds:
    """A window in microseconds UTC: `after` is outside it, `until` inside."""

    after: int
    until: int

    def holds(self, at: int) -> bool:
        """Whether a moment lies in the window."""
        return self.after < at <= self.until


def bounds(window: Window | None, now: int, zone: ZoneInfo) -> Bounds:
    """Where a window lies at a moment; it never reaches beyond that moment."""
    if window is None:
        return Bounds(EARLIEST, now)
    if isinstance(window, Last):
        return Bounds(moved(now, window.length, -1, zone), now)
    if isinstance(window, Between):
        return Bounds(moved(now, window.far, -1, zone), moved(now, window.near, -1, zone))
    return Bounds(_from(window.start, zone), min(now, _to(window.end, zone)))


def _from(start: dt.date | dt.datetime | None, zone: ZoneInfo) -> int:
    if start is None:
        return EARLIEST
    return (instant(start, zone) if isinstance(start, dt.datetime) else day_start(start, zone)) - 1


def _to(end: dt.date | dt.datetime | None, zone: ZoneInfo) -> int:
    if end is None:
        return LATEST
    if isinstance(end, dt.datetime):
        return instant(end, zone)
    if end == dt.date.max:
        return LATEST
    return day_start(end + dt.timedelta(days=1), zone) - 1


def previous(window: Last, now: int, zone: ZoneInfo) -> Bounds:
    """The window of the same length just before the last one."""
    # At once: two months before 31 March is 31 January, a month before and one more 28 January.
    twice = Duration(window.length.unit, 2 * window.length.n)
    return Bounds(moved(now, twice, -1, zone), moved(now, window.length, -1, zone))
