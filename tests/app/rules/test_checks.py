"""The calendar's arithmetic, for all days that anybody was born on."""

import datetime as dt

import ibis
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.rules.checks import DaysOfYear, Has, Inside, There, month_day, one_decides, year_of
from app.rules.windows import day_number

YEAR = [(dt.date(2000, 1, 1) + dt.timedelta(days=at)) for at in range(366)]


def test_month_and_year_of_every_day() -> None:
    day = dt.date(1600, 1, 1)
    while day.year < 2201:
        number = day_number(day)
        assert month_day(number) == day.month * 100 + day.day
        assert year_of(number) == day.year
        day += dt.timedelta(days=7 if day.year not in (1900, 2000, 2011, 2012) else 1)


@pytest.mark.parametrize("start", [0, 40, 55, 59, 330, 360, 365])
@pytest.mark.parametrize("length", [1, 2, 31, 120, 366])
def test_a_span_of_the_year_is_asked_as_ranges_of_its_month_days(start: int, length: int) -> None:
    days = {YEAR[at % 366].month * 100 + YEAR[at % 366].day for at in range(start, start + length)}
    every = [day.month * 100 + day.day for day in YEAR]
    column = ibis.memtable(pa.table({"kept": every}))
    found = column.filter(DaysOfYear(frozenset(days)).of_month_days(column.kept)).to_pyarrow()
    assert set(found.column("kept").to_pylist()) == days


@given(
    values=st.lists(st.integers(-3, 9), max_size=4), low=st.none() | st.integers(-3, 9),
    high=st.none() | st.integers(-3, 12), opened=st.tuples(st.booleans(), st.booleans()), greatest=st.booleans(),
)  # fmt: skip
def test_one_value_tells_whether_the_greatest_or_the_least_is_in_a_range(
    values: list[int], low: int | None, high: int | None, opened: tuple[bool, bool], greatest: bool
) -> None:
    check = Inside(low, high, *opened)
    if values and one_decides(check, greatest=greatest, most=9):
        end = max(values) if greatest else min(values)
        assert any(map(check.holds, values)) is check.holds(end)
    if low is not None and high is None and greatest:
        assert one_decides(check, greatest=True)
    assert not one_decides(There(), greatest=greatest)


@pytest.mark.parametrize(
    "check", [Inside(2, 2), Inside(2, 2, open_low=True), Inside(2.0, 2), Inside(1, 2), Inside(3, 2)]
)
def test_a_range_holds_as_much_for_an_engine_as_for_one_value(check: Inside) -> None:
    rows = ibis.memtable(pa.table({"n": pa.array([1.0, 2.0, 2.5, 3.0, None])}))
    said = rows.select(said=check.expression(rows.n), not_so=~check.expression(rows.n)).to_pyarrow().to_pylist()
    assert [row["said"] for row in said] == [*(check.holds(n) for n in (1.0, 2.0, 2.5, 3.0)), None]
    assert [row["not_so"] for row in said] == [*(not check.holds(n) for n in (1.0, 2.0, 2.5, 3.0)), None]


def test_of_one_word_any_and_all_are_the_same() -> None:
    assert Has(("a", "b"), every=False).any_folded
    assert Has(("a",), every=True).any_folded
    assert not Has(("a", "b"), every=True).any_folded
    assert not Has(("a",), every=False, face="plain").any_folded
