"""Time as the plain reading knows it: a moment that all windows are measured from, and a zone of local days."""

import datetime as dt
from dataclasses import dataclass
from functools import cached_property
from zoneinfo import ZoneInfo

EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
LONG_AGO = -(10**18)


@dataclass(frozen=True)
class Clock:
    """Now in microseconds UTC, in a zone."""

    us: int
    zone: str

    @cached_property
    def today(self):
        return self.local(self.us).date()

    def local(self, us):
        return (EPOCH + dt.timedelta(microseconds=us)).astimezone(ZoneInfo(self.zone))

    def back(self, us, span, sign=-1):
        """The moment so long before another, or behind it."""
        ((unit, n),) = span.items()
        if unit != "months":
            return us + sign * n * {"hours": 3600, "days": 86400, "weeks": 604800}[unit] * 10**6
        then = self.local(us)
        month = then.year * 12 + then.month - 1 + sign * n
        day = then.day
        while True:
            try:
                # Of a doubled time the first is meant.
                moved = then.replace(year=month // 12, month=month % 12 + 1, day=day, fold=0)
                return (moved.astimezone(dt.UTC) - EPOCH) // dt.timedelta(microseconds=1)
            except ValueError:
                day -= 1

    def moment(self, text):
        """The moment of a local time as it is written; a day is its start."""
        there = dt.datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(self.zone))
        return (there - EPOCH) // dt.timedelta(microseconds=1)

    def day_start(self, day):
        return self.moment(day.isoformat())
