"""Ages as spans of days of birth: a comparison of the column that is kept, where years would be worked out of each."""

import math
from dataclasses import dataclass
from typing import Any

import ibis.expr.types as ir

from app.domain.names import FIRST_KNOWN_DAY
from app.query.trait_families import whole_years
from app.rules import Check, Duration, Inside, There, windows


@dataclass(frozen=True, slots=True)
class Ages:
    """The ages of people by a column with their days of birth, on a day."""

    born: Any
    today: int

    def said(self, check: Check, *, negated: bool) -> ir.BooleanValue:
        """What a check says of the ages; null or no where none is known."""
        known = Inside(FIRST_KNOWN_DAY, self.today).expression(self.born)
        if isinstance(check, There):
            return ~known if negated else known
        assert isinstance(check, Inside)
        said = born_between(check, self.today).expression(self.born)
        # Of whom no age is known, none differs either.
        return known & ~said if negated else said


def born_between(ages: Inside, today: int) -> Inside:
    """The days of birth (since 1970-01-01) of those who are of such an age, in whole years, on a day."""
    # Whole years from the least that is meant to the most.
    least = 0 if ages.low is None else math.floor(ages.low) + 1 if ages.open_low else math.ceil(ages.low)
    most = None if ages.high is None else math.ceil(ages.high) - 1 if ages.open_high else math.floor(ages.high)
    latest = today if least <= 0 else _last_born(least, today)
    earliest = FIRST_KNOWN_DAY if most is None else today + 1 if most < 0 else _last_born(most + 1, today) + 1
    return Inside(max(earliest, FIRST_KNOWN_DAY), latest)


def _last_born(years: int, today: int) -> int:
    """The last day on which somebody was born who is so old."""
    about = windows.day_moved(today, Duration("months", 12 * min(years, 10_000)), -1)
    if about < FIRST_KNOWN_DAY - 2:
        return FIRST_KNOWN_DAY - 1
    # Around 29 February a birthday is a day early or late.
    for day in (about + 1, about):
        if (whole_years(day, today) or 0) >= years:
            return day
    return about - 1
