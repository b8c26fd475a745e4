"""The one clock: everything that depends on now takes a moment that was asked for here."""

import datetime as dt
from dataclasses import dataclass
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from app.domain import problems

_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)


@dataclass(frozen=True, slots=True)
class Moment:
    """A moment (`us`: microseconds since 1970 UTC) in the project's time zone."""

    us: int
    timezone: ZoneInfo

    def local(self) -> dt.datetime:
        """The aware local time; the first or last that a calendar has where this one lies beyond, as midnight of the
        31st of December 9999 does west of Greenwich."""
        try:
            return (_EPOCH + dt.timedelta(microseconds=self.us)).astimezone(self.timezone)
        except OverflowError:
            if self.us > 0:
                return dt.datetime.max.replace(tzinfo=self.timezone)
            return dt.datetime.min.replace(tzinfo=self.timezone)

    @property
    def day(self) -> int:
        """The local date as days since 1970-01-01."""
        return (self.local().date() - dt.date(1970, 1, 1)).days

    def iso(self) -> str:
        """The local time with its offset, to the second, in ISO 8601."""
        return self.local().isoformat(timespec="seconds")


def micros(moment: dt.datetime) -> int:
    """Microseconds since 1970-01-01 UTC of an aware moment."""
    # By parts: `total_seconds()` is a float, in which microseconds get lost.
    delta = moment - _EPOCH
    return (delta.days * 86_400 + delta.seconds) * 1_000_000 + delta.microseconds


def system_now() -> int:
    """The real now in microseconds UTC: the only place in `app` that asks the system for the time."""
    return micros(dt.datetime.now(dt.UTC))


def zone(name: str) -> ZoneInfo:
    """The time zone of that IANA name; raises Problem."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise problems.NO_ZONE(name=name) from None


def parse_moment(text: str, timezone: ZoneInfo) -> Moment:
    """A date (its start, local) or a date and time (local unless it states a zone); raises Problem."""
    try:
        found = dt.datetime.fromisoformat(text.strip())
        if found.tzinfo is None:
            # fold=0 takes the first of a doubled time; the round trip through UTC moves a skipped one forward.
            found = found.replace(tzinfo=timezone, fold=0)
        return Moment(micros(found.astimezone(dt.UTC)), timezone)
    except (ValueError, OverflowError):
        raise problems.NO_DATE(text=text) from None
