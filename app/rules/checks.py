"""What an operator does to one value, said twice: as an Ibis expression over a column and in plain Python.

A check looks at one *face* of a value: `plain` as it is kept, `folded` its folded twin, `day` the local day of a
date-time; where a table keeps the month and day of a day, that is its face `month_day`. It is only ever asked about
values that are there; what a missing value does is the operator's.
"""

import calendar
from collections.abc import Mapping
from dataclasses import dataclass
from functools import reduce
from operator import and_, or_
from typing import TYPE_CHECKING, Any, Literal, Protocol

if TYPE_CHECKING:
    import ibis.expr.types as ir

Face = Literal["plain", "folded", "day", "month_day"]


class Check(Protocol):
    """A question about a value that is there; `face` says which of its faces it looks at."""

    @property
    def face(self) -> Face:
        """Which face of the value it looks at."""
        ...

    def expression(self, column: Any) -> "ir.BooleanValue":
        """The question as an Ibis expression; null where the column is null."""
        ...

    def holds(self, value: Any) -> bool:
        """The answer for one value in Python."""
        ...


@dataclass(frozen=True, slots=True)
class There:
    """The value is there: true for every value that is asked about."""

    face: Face = "plain"

    def expression(self, column: Any) -> "ir.BooleanValue":
        """Whether the column is not null."""
        return column.notnull()

    def holds(self, value: Any) -> bool:
        """True."""
        return True


@dataclass(frozen=True, slots=True)
class Inside:
    """At least `low` and at most `high` (None is no end); `open_low` and `open_high` leave the ends out."""

    low: int | float | None
    high: int | float | None
    open_low: bool = False
    open_high: bool = False
    face: Face = "plain"

    def _parts(self, value: Any) -> list[Any]:
        parts = []
        if self.low is not None:
            parts.append(value > self.low if self.open_low else value >= self.low)
        if self.high is not None:
            parts.append(value < self.high if self.open_high else value <= self.high)
        return parts

    def expression(self, column: Any) -> "ir.BooleanValue":
        """The comparison as an expression."""
        if self.low is not None and self.low == self.high and not (self.open_low or self.open_high):
            # Of one comparison engines make more than of two: its opposite as well as itself.
            return column == self.low
        parts = self._parts(column)
        return reduce(and_, parts) if parts else column.notnull()

    def holds(self, value: Any) -> bool:
        """The comparison in Python."""
        return all(self._parts(value))


@dataclass(frozen=True, slots=True)
class OneOf:
    """The value is one of these."""

    values: tuple[Any, ...]
    face: Face = "plain"

    def expression(self, column: Any) -> "ir.BooleanValue":
        """Membership as an expression."""
        if len(self.values) == 1:
            return column == self.values[0]
        return column.isin(self.values)

    def holds(self, value: Any) -> bool:
        """Membership in Python."""
        return value in self.values


@dataclass(frozen=True, slots=True)
class Part:
    """The text contains, starts with or ends with another."""

    where: Literal["in", "start", "end"]
    text: str
    face: Face = "folded"

    def expression(self, column: Any) -> "ir.BooleanValue":
        """The search as an expression."""
        search = {"in": column.contains, "start": column.startswith, "end": column.endswith}[self.where]
        return search(self.text)

    def holds(self, value: str) -> bool:
        """The search in Python."""
        search = {"in": value.__contains__, "start": value.startswith, "end": value.endswith}[self.where]
        return bool(search(self.text))


@dataclass(frozen=True, slots=True)
class Either:
    """At least one of these, which look at the same face."""

    checks: tuple[Check, ...]

    @property
    def face(self) -> Face:
        """The face that all of them look at."""
        return self.checks[0].face

    def expression(self, column: Any) -> "ir.BooleanValue":
        """Their disjunction as an expression."""
        return reduce(or_, [check.expression(column) for check in self.checks])

    def holds(self, value: Any) -> bool:
        """The same in Python."""
        return any(check.holds(value) for check in self.checks)


@dataclass(frozen=True, slots=True)
class Pattern:
    """The text matches somewhere; `pattern` comes from `patterns.rewritten`."""

    pattern: str
    face: Face = "plain"

    def expression(self, column: Any) -> "ir.BooleanValue":
        """The search as an expression."""
        return column.re_search(self.pattern)

    def holds(self, value: str) -> bool:
        """The search by the same kind of matcher, which takes no more than linear time."""
        import pyarrow as pa
        import pyarrow.compute as pc

        return bool(pc.match_substring_regex(pa.array([value], pa.string()), self.pattern)[0].as_py())


@dataclass(frozen=True, slots=True)
class Has:
    """The list has any, or all, of these."""

    values: tuple[str, ...]
    every: bool
    face: Face = "folded"

    @property
    def any_folded(self) -> bool:
        """Whether one of these is enough, in any case."""
        return self.face == "folded" and (not self.every or len(self.values) == 1)

    def expression(self, column: Any) -> "ir.BooleanValue":
        """The search as an expression."""
        return reduce(and_ if self.every else or_, [column.contains(value) for value in self.values])

    def holds(self, value: list[str]) -> bool:
        """The search in Python."""
        return (all if self.every else any)(one in value for one in self.values)


@dataclass(frozen=True, slots=True)
class DaysOfYear:
    """The day falls on one of these month-days, written as month x 100 + day."""

    days: frozenset[int]
    face: Face = "plain"

    def expression(self, column: Any) -> "ir.BooleanValue":
        """The calendar's month and day, worked out from the number of the day, in the set."""
        return self.of_month_days(month_day(column))

    def of_month_days(self, column: Any) -> "ir.BooleanValue":
        """The same over a column of month-days: what lies side by side in the calendar is one range."""
        known = [at for at, day in enumerate(_CALENDAR) if day in self.days]
        starts = [at for at in known if at - 1 not in known]
        ends = [at for at in known if at + 1 not in known]
        ranges = [column.between(_CALENDAR[low], _CALENDAR[high]) for low, high in zip(starts, ends, strict=True)]
        return reduce(or_, ranges)

    def holds(self, value: int) -> bool:
        """The same in Python."""
        return int(month_day(value)) in self.days


@dataclass(frozen=True, slots=True)
class Truth:
    """A yes/no value is this one."""

    value: bool
    face: Face = "plain"

    def expression(self, column: Any) -> "ir.BooleanValue":
        """The comparison as an expression."""
        return column == self.value

    def holds(self, value: bool) -> bool:
        """The comparison in Python."""
        return value is self.value or bool(value) is self.value


_CALENDAR = tuple(
    month * 100 + day for month in range(1, 13) for day in range(1, calendar.monthrange(2000, month)[1] + 1)
)
"""The month-days of a leap year in their order."""


def month_day(day: Any) -> Any:
    """Month x 100 + day of a day counted from 1970-01-01, for a Python integer or an Ibis column.

    Integer arithmetic on a year that begins in March, so that every engine does the same: the day of a
    400-year era, its year without leap days, and the month from the pattern 31-30-31-30-31 (153 days).
    """
    of_year = _day_of_march_year(day)[1]
    month = (5 * of_year + 2) // 153
    return ((month + 2) % 12 + 1) * 100 + of_year - (153 * month + 2) // 5 + 1


def year_of(day: Any) -> Any:
    """The calendar year of a day counted from 1970-01-01, for a Python integer or an Ibis column."""
    year, of_year = _day_of_march_year(day)
    # From March to the end of December there are 306 days.
    return year + of_year // 306


def _day_of_march_year(day: Any) -> tuple[Any, Any]:
    # Howard Hinnant's civil_from_days: 719,468 days from the first of March of the year 0, eras of 146,097 days.
    shifted = day + 719_468 + 146_097 * 100  # forty thousand years on, so that nothing is negative
    era = shifted // 146_097
    of_era = shifted - era * 146_097
    year = (of_era - of_era // 1_460 + of_era // 36_524 - of_era // 146_096) // 365
    return year + (era - 100) * 400, of_era - (365 * year + year // 4 - year // 100)


Faces = Mapping[Face, Any]
"""A value by its faces: Ibis columns when a rule is compiled, Python values when it is explained."""


def one_decides(check: Check, *, greatest: bool, most: int | None = None) -> bool:
    """Whether a single value in the range puts the greatest of all there (or the least), whatever the others are.

    No value is over `most`, where that is given.
    """
    if not isinstance(check, Inside):
        return False
    high = check.high
    if most is not None and high is not None and high >= most and not check.open_high:
        high = None
    beyond, end = (high, check.low) if greatest else (check.low, high)
    return beyond is None and end is not None


def expression_of(check: Check, faces: Faces) -> Any:
    """The check as an expression over a value's columns; null where the value is missing."""
    if isinstance(check, DaysOfYear) and "month_day" in faces:
        return check.of_month_days(faces["month_day"])
    return check.expression(faces[check.face])
