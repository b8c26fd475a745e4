"""Reading the comparand of a condition from JSON: each kind of value, and what is said of a wrong one."""

import datetime as dt
import json
import math
import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any, Literal, cast
from zoneinfo import ZoneInfo

from app.rules import patterns, problems
from app.rules.windows import UNITS, Duration, Unit

Kind = Literal[
    "nothing", "text", "texts", "pattern", "number", "numbers", "day", "days", "moment", "length", "days_ahead", "month"
]
"""What an operator is compared with. `moment` is a date or a date-time, `length` a duration, `days_ahead` one
without hours."""

# A float, which a number of JSON becomes, is exact to 15 digits.
_MOST = Decimal(10) ** 15
_MOST_PLACES = 12


def read(kind: Kind, value: object, place: str) -> object:
    """The comparand as Python keeps it; raises RuleProblem at `place` with what would be right."""
    return _READERS[kind](value, place)


def text(value: object, place: str) -> str:
    """A text that is not blank."""
    if not isinstance(value, str):
        raise problems.NO_TEXT(where=place, given=shown(value))
    if not value.strip():
        raise problems.EMPTY_TEXT(where=place)
    return value


def texts(value: object, place: str) -> tuple[str, ...]:
    """A list of texts, not empty."""
    if not isinstance(value, list):
        raise problems.NO_TEXTS(where=place, given=shown(value))
    if not value:
        raise problems.EMPTY_LIST(where=place)
    return tuple(text(one, f"{place}[{index}]") for index, one in enumerate(value))


def pattern(value: object, place: str) -> str:
    """A regular expression that every engine reads alike."""
    found = text(value, place)
    try:
        patterns.rewritten(found, case=True)
    except problems.PatternProblem as problem:
        raise problems.PATTERN(where=place, what=problem.what, remedy=problem.remedy) from None
    return found


def number(value: object, place: str) -> Decimal:
    """A number, exactly as it was written."""
    if isinstance(value, bool) or not isinstance(value, int | float) or value != value or abs(value) == math.inf:
        raise problems.NO_NUMBER(where=place, given=shown(value), remedy=_as_number(value))
    # What is larger has no room for its digits in a Decimal of this context.
    exact = plain_decimal(Decimal(repr(value))) if abs(value) <= _MOST else None
    if exact is None or -cast(int, exact.as_tuple().exponent) > _MOST_PLACES:
        shortly = f"{value}"[:30]
        raise problems.TOO_LARGE(where=place, number=shortly)
    return exact


def _as_number(value: object) -> str:
    """How to write as a number what was given as a text."""
    if not isinstance(value, str):
        return ""
    # Three figures behind a comma may be thousands.
    told = re.fullmatch(r"\s*\+?(-?\d{1,15})(?:\.(\d{1,12})|,(\d\d?|\d{4,12}))?\s*", value)
    right = ".".join(filter(None, told.groups())) if told else "12.5"
    return f"Write it without quotes and with a point before its decimals, as {right}"


def plain_decimal(value: Decimal) -> Decimal:
    """Without trailing zeros and without an exponent, so that equal numbers look equal."""
    normal = value.normalize()
    # Adding nought takes its sign off a minus nought.
    return normal.quantize(Decimal(1)) if cast(int, normal.as_tuple().exponent) > 0 else normal + 0


def whole(value: object, place: str, low: int, high: int) -> int:
    """A whole number from `low` to `high`."""
    if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
        raise problems.NO_WHOLE_NUMBER(where=place, low=low, high=high, given=shown(value))
    return value


def day(value: object, place: str) -> dt.date:
    """A date, as 2011-12-09."""
    found = moment(value, place)
    if isinstance(found, dt.datetime):
        raise problems.WITHOUT_TIME(where=place)
    return found


def moment(value: object, place: str) -> dt.date | dt.datetime:
    """A date, as 2011-12-09, or a date-time, as 2011-12-09T12:50:00 (local unless it states its offset)."""
    try:
        if not isinstance(value, str):
            raise ValueError
        # ISO's form leaves no question of which comes first, the day or the month.
        if value[:1].isdigit() and value[:4].isdigit() and value[4:5] == "-":
            return dt.date.fromisoformat(value) if len(value) == 10 else dt.datetime.fromisoformat(value)
        return _as_written(value, place)
    except ValueError:
        raise problems.NO_DATE(where=place, given=shown(value)) from None


def _as_written(value: str, place: str) -> dt.date | dt.datetime:
    """A date as people write it (24.12.2025, 24 December 2025); refused where day and month can change places."""
    import pyarrow as pa

    from app.cleaning import spelled_dates

    # Once with the day first, once with the month.
    read = [spelled_dates.read(pa.array([value.strip()]), first, ZoneInfo("UTC")) for first in (True, False)]
    found = {(int(one.days[0]), int(one.us[0])) for one in read if not one.missing[0] and not one.zoned[0]}
    if not found:
        raise ValueError
    if len(found) > 1 and "." not in value:
        first, other = sorted(dt.date(1970, 1, 1) + dt.timedelta(days=days) for days, _ in found)
        raise problems.TWO_DATES(where=place, date=value, first=first, other=other)
    # Whoever writes dots writes the day first.
    days, us = (int(read[0].days[0]), int(read[0].us[0])) if not read[0].missing[0] else found.pop()
    day = dt.date(1970, 1, 1) + dt.timedelta(days=days)
    timed = read[0].timed[0] or read[1].timed[0]
    return dt.datetime.combine(day, dt.time()) + dt.timedelta(microseconds=us) if timed else day


def length(value: object, place: str) -> Duration:
    """A duration of one unit, as {"days": 30}."""
    example = 'Write it as {"days": 30}, with one of ' + ", ".join(UNITS)
    if not isinstance(value, dict) or len(value) != 1:
        raise problems.NO_LENGTH(where=place, given=shown(value), example=example)
    ((unit, n),) = value.items()
    if unit not in UNITS:
        raise problems.NO_UNIT(where=place, unit=unit, example=example)
    if isinstance(n, bool) or not isinstance(n, int) or n < 1:
        raise problems.NO_NUMBER_OF(where=f"{place}.{unit}", given=shown(n), unit=unit)
    return Duration(cast(Unit, unit), n)


def days_ahead(value: object, place: str) -> Duration:
    """A duration of whole days: days, weeks or months."""
    found = length(value, place)
    if found.unit == "hours":
        raise problems.NO_HOURS(where=f"{place}.hours")
    return found


def pair(one: Callable[[object, str], Any]) -> Callable[[object, str], object]:
    """A reader of two values in a list, the lower first."""

    def both(value: object, place: str) -> object:
        """The two values of a list of two; RuleProblem for anything else, and for those that leave no room between."""
        if not isinstance(value, list) or len(value) != 2:
            raise problems.NO_TWO(where=place, given=shown(value))
        low, high = one(value[0], f"{place}[0]"), one(value[1], f"{place}[1]")
        if low > high:
            raise problems.TURNED_ROUND(where=place, first=low, second=high, right=json.dumps(value[::-1]))
        return low, high

    return both


def nothing(value: object, place: str) -> None:
    """No value at all."""
    if value is not None:
        raise problems.NO_VALUE(where=place)


def shown(value: object) -> str:
    """A wrong value as it is quoted in a sentence."""
    if value is None:
        return "nothing"
    if isinstance(value, str):
        return f"the text “{value}”" if value else "an empty text"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return "a list" if value else "an empty list"
    return "an object" if isinstance(value, dict) else str(value)


_READERS: dict[Kind, Callable[[object, str], object]] = {
    "nothing": nothing,
    "text": text,
    "texts": texts,
    "pattern": pattern,
    "number": number,
    "numbers": pair(number),
    "day": day,
    "days": pair(day),
    "moment": moment,
    "length": length,
    "days_ahead": days_ahead,
    "month": lambda value, place: whole(value, place, 1, 12),
}
