"""What each operator does to a value, made from its comparand and the moment: the checks behind the table."""

import datetime as dt
import math
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from app.domain import names
from app.domain.clock import Moment
from app.rules import coded_values, digit_spellings, windows
from app.rules.checks import Check, DaysOfYear, Either, Has, Inside, OneOf, Part, Pattern, There, Truth
from app.rules.patterns import rewritten

AMOUNT_SCALE = 10_000
"""Amounts and quantities are kept as integers of 1/10,000."""


@dataclass(frozen=True, slots=True)
class Ask:
    """What a check is made from: the value's type, the comparand, whether case counts, now, and whose value it is."""

    type: str
    value: Any
    case: bool
    moment: Moment
    trait: str = ""

    @property
    def today(self) -> int:
        """The local day of now."""
        return self.moment.day


# Numbers: limits are exact, and become whole numbers where what is compared is kept as such.


@dataclass(frozen=True, slots=True)
class Limits:
    """The range that a number operator asks for; None is no end."""

    low: Decimal | None = None
    high: Decimal | None = None
    open_low: bool = False
    open_high: bool = False


def limits(key: str, value: Any) -> Limits:
    """The exact range of a number operator; `!=` has that of `=` and is negated by its row."""
    if key == "between":
        return Limits(value[0], value[1])
    if key in (">", ">="):
        return Limits(low=value, open_low=key == ">")
    if key in ("<", "<="):
        return Limits(high=value, open_high=key == "<")
    return Limits(value, value)


def scaled(within: Limits, scale: int) -> Inside:
    """The same range over integers of 1/scale: exact, because the ends are rounded inwards."""
    low = within.low * scale if within.low is not None else None
    high = within.high * scale if within.high is not None else None
    return Inside(
        None if low is None else _clip(math.floor(low) + 1 if within.open_low else math.ceil(low)),
        None if high is None else _clip(math.ceil(high) - 1 if within.open_high else math.floor(high)),
    )


def _clip(whole: int) -> int:
    # Nothing that is kept is as large, and every engine's 64-bit integers hold it.
    return max(min(whole, 2**62), -(2**62))


def _plain(value: Decimal | None) -> int | float | None:
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def number(key: str) -> Callable[[Ask], Check]:
    """The check for a number operator's comparison, exact for amounts."""

    def check(ask: Ask) -> Check:
        """What is asked of a number; amounts in 1/10,000."""
        within = limits(key, ask.value)
        if ask.type == "amount":
            return scaled(within, AMOUNT_SCALE)
        return Inside(_plain(within.low), _plain(within.high), within.open_low, within.open_high)

    return check


# Text and lists: compared folded, or as NFC text where case counts.


def _as_compared(text: str, ask: Ask) -> str:
    return unicodedata.normalize("NFC", text) if ask.case else names.fold(text)


def texts(ask: Ask) -> Check:
    """The check for whole texts."""
    wanted = ask.value if isinstance(ask.value, tuple) else (ask.value,)
    if not ask.case:
        wanted = tuple(form for one in wanted for form in coded_values.same(ask.trait, one))
    known = OneOf(tuple(dict.fromkeys(_as_compared(one, ask) for one in wanted)), "plain" if ask.case else "folded")
    return _however_written(known, ask, "whole")


def _however_written(known: Check, ask: Ask, where: Any) -> Check:
    """The check with what is the same value in other signs: a phone with its brackets, a postal code without blank."""
    wanted = ask.value if isinstance(ask.value, tuple) else (ask.value,)
    spelt = () if ask.case else [digit_spellings.pattern(ask.trait, names.fold(one), where) for one in wanted]
    found = tuple(Pattern(one, "folded") for one in spelt if one is not None)
    return Either((known, *found)) if found else known


def part(where: Any) -> Callable[[Ask], Check]:
    """The check for part of a text; of a country, of its name as people read it too."""

    def check(ask: Ask) -> Check:
        """What is asked of a part of a text, however it or what a code means is written."""
        asked = Part(where, _as_compared(ask.value, ask), "plain" if ask.case else "folded")
        named = () if ask.case else coded_values.with_part(ask.trait, asked.holds, ask.value)
        known = Either((asked, OneOf(tuple(map(names.fold, named)), "folded"))) if named else asked
        return _however_written(known, ask, where)

    return check


def has(*, every: bool) -> Callable[[Ask], Check]:
    """The check for elements of a list."""

    def check(ask: Ask) -> Check:
        """What is asked of a list: the values that are to be in it."""
        wanted = ask.value if isinstance(ask.value, tuple) else (ask.value,)
        values = tuple(dict.fromkeys(_as_compared(one, ask) for one in wanted))
        return Has(values, every, "plain" if ask.case else "folded")

    return check


# Dates: local days; date-times by their local day, or as moments where a time is meant.


def _days(low: int | None, high: int | None, ask: Ask) -> Inside:
    if ask.type == "date":
        # A birthday without its year lies in no span of years.
        low = names.FIRST_KNOWN_DAY if low is None else max(low, names.FIRST_KNOWN_DAY)
    return Inside(low, high, face="day" if ask.type == "datetime" else "plain")


def on(ask: Ask) -> Check:
    """The check for a local day, or a range of them."""
    first, last = ask.value if isinstance(ask.value, tuple) else (ask.value, ask.value)
    return _days(windows.day_number(first), windows.day_number(last), ask)


def beside(*, after: bool) -> Callable[[Ask], Check]:
    """The check for before or after a day or a time, strictly."""

    def check(ask: Ask) -> Check:
        """What is asked of a day or a moment: all before it, or all after."""
        if isinstance(ask.value, dt.datetime):
            at = windows.instant(ask.value, ask.moment.timezone)
            return Inside(at, None, open_low=True) if after else Inside(None, at, open_high=True)
        day = windows.day_number(ask.value)
        # The day itself is neither before nor after.
        return _days(day + 1, None, ask) if after else _days(None, day - 1, ask)

    return check


def in_last(ask: Ask) -> Check:
    """The check for the time up to now."""
    if ask.type == "datetime":
        return Inside(windows.moved(ask.moment.us, ask.value, -1, ask.moment.timezone), ask.moment.us, open_low=True)
    return Inside(windows.day_moved(ask.today, ask.value, -1) + 1, ask.today)


def in_next(ask: Ask) -> Check:
    """The check for the time from now on."""
    if ask.type == "datetime":
        return Inside(ask.moment.us, windows.moved(ask.moment.us, ask.value, 1, ask.moment.timezone), open_low=True)
    return Inside(ask.today + 1, windows.day_moved(ask.today, ask.value, 1))


def in_month(ask: Ask) -> Check:
    """The check for a month of any year."""
    days = frozenset(ask.value * 100 + day for day in range(1, 32))
    return DaysOfYear(days, "day" if ask.type == "datetime" else "plain")


def anniversary(ask: Ask) -> Check:
    """The check for an anniversary from today on."""
    # All days of a year lie in 366: a longer span asks for no more.
    last = min(windows.day_moved(ask.today, ask.value, 1), ask.today + 366)
    days = set()
    for day in range(ask.today, last + 1):
        days |= anniversaries(day)
    return DaysOfYear(frozenset(days), "day" if ask.type == "datetime" else "plain")


def anniversaries(day: int) -> set[int]:
    """The month-days whose anniversary a day is: 28 February of a common year is also that of the 29th."""
    date = names.date_of_days(day)
    leap = date.year % 4 == 0 and (date.year % 100 != 0 or date.year % 400 == 0)
    own = date.month * 100 + date.day
    return {own, 229} if own == 228 and not leap else {own}


def there(_ask: Ask) -> Check:
    """The check for any value at all."""
    return There()


def truth(*, value: bool) -> Callable[[Ask], Check]:
    """The check for yes or no."""
    return lambda _ask: Truth(value)


def pattern(ask: Ask) -> Check:
    """The check for a regular expression."""
    return Pattern(rewritten(ask.value, case=ask.case))
