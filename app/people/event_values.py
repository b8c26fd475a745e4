"""An event's own properties as people read them: times as times, however the file wrote them and the store keeps them.

A property whose column was read as a time is kept as microseconds. One that was read as a text or a number and holds
a time all the same (`2026-11-08T09:00:00Z`, or the seconds since 1970 under a name such as `delivered_at`) is one too.
"""

import datetime as dt
import re
from collections.abc import Mapping
from typing import Any, Final
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, select

from app.domain import names
from app.domain.clock import Moment, micros
from storage.file.models import event_property

# Without such a name ten figures are an id, a phone or an amount.
_TIMELY: Final = re.compile(r"(^|_)(at|on|time|timestamp|ts|date|datetime|until|since|expires|expiry|due|start|end)$")
"""Names, in snake_case, whose numbers may be times."""
_ISO: Final = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d([.,]\d+)?)?\s*(Z|UTC|[+-]\d\d:?\d\d)?")
_EARLIEST, _LATEST = 631_152_000, 4_102_444_800  # 1990 to 2100: other numbers of so many digits are ids
_UNITS: Final = (1_000_000, 1_000, 1)
"""Microseconds in a second, a millisecond and a microsecond: what tools count times in."""

Types = Mapping[tuple[str, str], str]
"""The type of each own property by event and name."""


def types_of(connection: Connection) -> Types:
    """The types that the project knows."""
    rows = connection.execute(select(event_property.c.event, event_property.c.name, event_property.c.type))
    return {(row.event, row.name): row.type for row in rows}


def own(event: str, more: Mapping[str, Any] | None, types: Types, zone: ZoneInfo) -> dict[str, Any]:
    """Own properties by name: times as aware local `datetime`, days as `date`, amounts as numbers, others as kept."""
    return {name: _value(name, types.get((event, name), ""), value, zone) for name, value in (more or {}).items()}


def _value(name: str, kind: str, value: Any, zone: ZoneInfo) -> Any:
    number = isinstance(value, int | float) and not isinstance(value, bool)
    if kind == "datetime" and number:
        return Moment(int(value), zone).local()
    if kind == "date" and number:
        return _day(int(value))
    if kind == "amount" and number:
        return value / 10_000
    return _timely(name, value, zone)


def _day(number: int) -> Any:
    try:
        return names.date_of_days(number)
    except OverflowError:
        return number


def _timely(name: str, value: Any, zone: ZoneInfo) -> Any:
    """A value that is a time by its form, or a number that is one by its name and size; else as it is."""
    if isinstance(value, str) and _ISO.fullmatch(value.strip()):
        return _iso(value.strip(), zone) or value
    digits = isinstance(value, str) and value.strip().isascii() and value.strip().isdigit()
    if isinstance(value, bool) or not (digits or isinstance(value, int | float)) or not _TIMELY.search(name):
        return value
    at = float(value)
    # The units lie a thousand apart, so that at most one of them gives such a year.
    for unit in _UNITS:
        if _EARLIEST <= at * unit / 1_000_000 < _LATEST:
            return Moment(round(at * unit), zone).local()
    return value


def _iso(text: str, zone: ZoneInfo) -> dt.datetime | None:
    plain = re.sub(r"\s*(Z|UTC)$", "+00:00", text).replace(",", ".")
    try:
        found = dt.datetime.fromisoformat(plain)
        return Moment(micros(found if found.tzinfo else found.replace(tzinfo=zone, fold=0)), zone).local()
    except (ValueError, OverflowError):
        return None


def as_json(value: Any) -> Any:
    """A value of `own` as JSON holds it: times and days in ISO 8601."""
    if isinstance(value, dt.datetime):
        return value.isoformat(timespec="seconds")
    return value.isoformat() if isinstance(value, dt.date) else value
