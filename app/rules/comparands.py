"""Reading the comparand of a condition from JSON: each kind of value, and what is said of a wrong one."""

import datetime as dt
import math
import re
from collections.abc import Callable
from decimal import Decimal
from typing import Literal, cast
from zoneinfo import ZoneInfo

from app.domain.problems import RuleProblem
from app.rules import patterns
from app.rules.windows import UNITS, Duration, Unit

Kind = Literal[
    "nothing", "text", "texts", "pattern", "number", "numbers", "day", "days", "moment", "length", "days_ahead", "month"
]
"""What an operator is compared with. `moment` is a date or a date-time, `length` a duration, `days_ahead` one
without hours."""

_MOST = Decimal(10) ** 15
_MOST_PLACES = 12


def read(kind: Kind, value: object, place: str) -> object:
    """The comparand as Python keeps it; raises RuleProblem at `place` with what would be right."""
    return _READERS[kind](value, place)


def text(value: object, place: str) -> str:
    """A text that is not blank."""
    if not isinstance(value, str):
        raise RuleProblem(f"a text belongs here, not {shown(value)}", "", "Write it in quotes", where=place)
    if not value.strip():
        raise RuleProblem(
            "it compares with an empty text", "", "Use is_set or is_not_set to ask whether there is one", where=place
        )
    return value


def texts(value: object, place: str) -> tuple[str, ...]:
    """A list of texts, not empty."""
    if not isinstance(value, list):
        raise RuleProblem(f"a list of texts belongs here, not {shown(value)}", where=place)
    if not value:
        raise RuleProblem("it compares with an empty list", "", "Name at least one value", where=place)
    return tuple(text(one, f"{place}[{index}]") for index, one in enumerate(value))


def pattern(value: object, place: str) -> str:
    """A regular expression that every engine reads alike."""
    found = text(value, place)
    try:
        patterns.rewritten(found, case=True)
    except patterns.PatternProblem as problem:
        raise RuleProblem(f"the pattern cannot be used: {problem.what}", "", problem.remedy, where=place) from None
    return found


def number(value: object, place: str) -> Decimal:
    """A number, exactly as it was written."""
    if isinstance(value, bool) or not isinstance(value, int | float) or value != value or abs(value) == math.inf:
        raise RuleProblem(f"a number belongs here, not {shown(value)}", "", _as_number(value), where=place)
    # What is larger has no room for its digits in a Decimal of this context.
    exact = plain_decimal(Decimal(repr(value))) if abs(value) <= _MOST else None
    if exact is None or -cast(int, exact.as_tuple().exponent) > _MOST_PLACES:
        shortly = f"{value}"[:30]
        raise RuleProblem(
            f"{shortly} is beyond what is counted here", "", "Use at most 15 digits and 12 decimals", where=place
        )
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
    return normal.quantize(Decimal(1)) if cast(int, normal.as_tuple().exponent) > 0 else normal + 0


def whole(value: object, place: str, low: int, high: int) -> int:
    """A whole number from `low` to `high`."""
    if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
        raise RuleProblem(f"a whole number from {low} to {high} belongs here, not {shown(value)}", where=place)
    return value


def day(value: object, place: str) -> dt.date:
    """A date, as 2011-12-09."""
    found = moment(value, place)
    if isinstance(found, dt.datetime):
        raise RuleProblem("a date without a time belongs here", "", "Write it as 2011-12-09", where=place)
    return found


def moment(value: object, place: str) -> dt.date | dt.datetime:
    """A date, as 2011-12-09, or a date-time, as 2011-12-09T12:50:00 (local unless it states its offset)."""
    try:
        if not isinstance(value, str):
            raise ValueError
        if value[:1].isdigit() and value[:4].isdigit() and value[4:5] == "-":
            return dt.date.fromisoformat(value) if len(value) == 10 else dt.datetime.fromisoformat(value)
        return _as_written(value, place)
    except ValueError:
        raise RuleProblem(
            f"a date belongs here, not {shown(value)}", "", "Write it as 2011-12-09 or 2011-12-09T12:50:00", where=place
        ) from None


def _as_written(value: str, place: str) -> dt.date | dt.datetime:
    """A date as people write it (24.12.2025, 24 December 2025); refused where day and month can change places."""
    import pyarrow as pa

    from app.cleaning import spelled_dates

    read = [spelled_dates.read(pa.array([value.strip()]), first, ZoneInfo("UTC")) for first in (True, False)]
    found = {(int(one.days[0]), int(one.us[0])) for one in read if not one.missing[0] and not one.zoned[0]}
    if not found:
        raise ValueError
    if len(found) > 1 and "." not in value:
        first, other = sorted(dt.date(1970, 1, 1) + dt.timedelta(days=days) for days, _ in found)
        raise RuleProblem(f"“{value}” is either {first} or {other}", "", f"Write it as {first} or {other}", where=place)
    # Whoever writes dots writes the day first.
    days, us = (int(read[0].days[0]), int(read[0].us[0])) if not read[0].missing[0] else found.pop()
    day = dt.date(1970, 1, 1) + dt.timedelta(days=days)
    timed = read[0].timed[0] or read[1].timed[0]
    return dt.datetime.combine(day, dt.time()) + dt.timedelta(microseconds=us) if timed else day


def length(value: object, place: str) -> Duration:
    """A duration of one unit, as {"days": 30}."""
    example = 'Write it as {"days": 30}, with one of ' + ", ".join(UNITS)
    if not isinstance(value, dict) or len(value) != 1:
        raise RuleProblem(f"a length of time belongs here, not {shown(value)}", "", example, where=place)
    ((unit, n),) = value.items()
    if unit not in UNITS:
        raise RuleProblem(f"“{unit}” is no unit of time", "", example, where=place)
    if isinstance(n, bool) or not isinstance(n, int) or n < 1:
        raise RuleProblem(
            f"{shown(n)} is no number of {unit}", "", "Use a positive whole number", where=f"{place}.{unit}"
        )
    return Duration(cast(Unit, unit), n)


def days_ahead(value: object, place: str) -> Duration:
    """A duration of whole days: days, weeks or months."""
    found = length(value, place)
    if found.unit == "hours":
        raise RuleProblem("a date knows no hours", "", "Use days, weeks or months", where=f"{place}.hours")
    return found


def pair(one: Callable[[object, str], object]) -> Callable[[object, str], object]:
    """A reader of two values in a list, the lower first."""

    def both(value: object, place: str) -> object:
        if not isinstance(value, list) or len(value) != 2:
            raise RuleProblem(
                f"two values belong here, not {shown(value)}", "", "Write them as [low, high]", where=place
            )
        return one(value[0], f"{place}[0]"), one(value[1], f"{place}[1]")

    return both


def nothing(value: object, place: str) -> None:
    """No value at all."""
    if value is not None:
        raise RuleProblem("this operator takes no value", "", "Leave the value out", where=place)


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
