"""What each operator does to a value: exact limits, local days and moments, folded texts."""

import datetime as dt
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.clock import parse_moment
from app.domain.names import YEARLESS, fold
from app.rules import operator_checks as made
from app.rules.windows import Duration, day_number

LONDON = ZoneInfo("Europe/London")
NOW = parse_moment("2011-12-09T12:50:00", LONDON)
DAY = NOW.day
tens = st.decimals(-1000, 1000, places=6)


def ask(kind: str, value: object, *, case: bool = False, trait: str = "") -> made.Ask:
    return made.Ask(kind, value, case, NOW, trait)


@given(st.sampled_from(["=", "!=", "<", "<=", ">", ">="]), tens, st.integers(-(10**7), 10**7))
def test_an_amount_is_compared_exactly_however_fine_the_limit(key: str, limit: Decimal, kept: int) -> None:
    amount = Decimal(kept) / made.AMOUNT_SCALE
    wanted = {"<": amount < limit, "<=": amount <= limit, ">": amount > limit, ">=": amount >= limit}
    assert made.number(key)(ask("amount", limit)).holds(kept) is wanted.get(key, amount == limit)


def test_both_ends_of_a_range_are_in_and_huge_ones_are_no_fault() -> None:
    check = made.number("between")(ask("number", (Decimal(1), Decimal("2.5"))))
    assert [check.holds(value) for value in (0.9, 1, 2.5, 2.6)] == [False, True, True, False]
    assert made.number("<")(ask("amount", Decimal(10) ** 15)).holds(10**18)


@pytest.mark.parametrize(("day", "anniversary"), [("2011-02-28", {228, 229}), ("2012-02-28", {228}),
                                                  ("2012-02-29", {229}), ("2000-02-28", {228}),
                                                  ("1900-02-28", {228, 229})])  # fmt: skip
def test_leap_days_are_kept_on_the_28th_of_common_years(day: str, anniversary: set[int]) -> None:
    assert made.anniversaries(day_number(dt.date.fromisoformat(day))) == anniversary


def test_today_is_in_the_last_days_and_not_in_the_next() -> None:
    last, ahead = made.in_last(ask("date", Duration("days", 7))), made.in_next(ask("date", Duration("days", 7)))
    assert [last.holds(DAY + by) for by in (-7, -6, 0, 1)] == [False, True, True, False]
    assert [ahead.holds(DAY + by) for by in (0, 1, 7, 8)] == [False, True, True, False]


def test_now_is_in_the_last_time_and_not_in_the_next() -> None:
    day = 86_400_000_000
    last, ahead = made.in_last(ask("datetime", Duration("days", 1))), made.in_next(ask("datetime", Duration("days", 1)))
    assert [last.holds(NOW.us + by) for by in (-day, 1 - day, 0, 1)] == [False, True, True, False]
    assert [ahead.holds(NOW.us + by) for by in (0, 1, day, day + 1)] == [False, True, True, False]


def test_before_and_after_are_strict_for_days_and_for_times() -> None:
    day, at = dt.date(2011, 12, 9), dt.datetime(2011, 12, 9, 12, 50)
    assert [made.beside(after=True)(ask("date", day)).holds(DAY + by) for by in (0, 1)] == [False, True]
    assert [made.beside(after=False)(ask("date", day)).holds(DAY + by) for by in (-1, 0)] == [True, False]
    assert [made.beside(after=True)(ask("datetime", at)).holds(NOW.us + by) for by in (0, 1)] == [False, True]
    assert [made.beside(after=False)(ask("datetime", at)).holds(NOW.us + by) for by in (-1, 0)] == [True, False]
    assert made.on(ask("date", (day, day + dt.timedelta(days=1)))).holds(DAY + 1)


def test_a_birthday_without_its_year_lies_before_nothing_and_has_its_anniversary() -> None:
    yearless = day_number(dt.date(YEARLESS, 12, 12))
    assert not made.beside(after=False)(ask("date", dt.date(2011, 12, 9))).holds(yearless)
    assert made.in_month(ask("date", 12)).holds(yearless)
    assert made.anniversary(ask("date", Duration("days", 3))).holds(yearless)
    assert not made.anniversary(ask("date", Duration("days", 2))).holds(yearless)


def test_texts_are_compared_folded_unless_case_counts() -> None:
    assert made.texts(ask("text", ("Straße", "x"))).holds(fold("STRASSE"))
    assert not made.texts(ask("text", "Straße", case=True)).holds("STRASSE")
    assert made.texts(ask("text", "e\u0301", case=True)).holds("é"), "equal letters are equal"
    assert made.texts(ask("text", "Germany", trait="country")).holds(fold("DE"))
    assert made.part("start")(ask("text", "Ger", trait="country")).holds(fold("DE"))
    assert not made.part("start")(ask("text", "Ger", trait="city")).holds(fold("DE"))


def test_a_list_has_any_or_every_one() -> None:
    asked = ask("list", ("Tea", "Coffee"))
    assert [made.has(every=every)(asked).holds(["tea"]) for every in (False, True)] == [True, False]
    assert made.has(every=True)(asked).holds(["coffee", "milk", "tea"])


def test_yes_is_not_no_and_any_value_is_there() -> None:
    asked = ask("boolean", None)
    assert [made.truth(value=wanted)(asked).holds(True) for wanted in (True, False)] == [True, False]
    assert made.there(asked).holds("")
    assert made.pattern(ask("text", "^a+$")).holds("AAA")
    assert not made.pattern(ask("text", "^a+$", case=True)).holds("AAA")
