"""Dates and times as people and programs of many lands write them."""

import datetime as dt
from collections.abc import Callable
from typing import Literal
from zoneinfo import ZoneInfo

import numpy as np
import pyarrow as pa
import pytest
from babel.dates import format_date, format_datetime
from hypothesis import given, settings
from hypothesis import strategies as st

from app.cleaning import dates, spelled_dates
from app.cleaning.calendar_words import LANGUAGES
from app.domain.names import YEARLESS, date_of_days

Style = Literal["medium", "long", "full"]


BERLIN = ZoneInfo("Europe/Berlin")


UTC = ZoneInfo("UTC")


def column(*cells: str) -> pa.ChunkedArray:
    return pa.chunked_array([pa.array(cells, pa.string())])


def moment(cell: str, style: str = "day first", zone: ZoneInfo = BERLIN) -> str | None:
    found = dates.times(column(cell), style, zone)[0].as_py()
    return None if found is None else str(np.datetime64(found, "us").astype("datetime64[s]"))


def day(cell: str, style: str | None = "day first", *, yearless: bool = False, past: bool = False) -> dt.date | None:
    found = dates.dates(column(cell), style, yearless=yearless, past=past)[0].as_py()
    return None if found is None else date_of_days(found)


@given(
    st.sampled_from(LANGUAGES),
    st.sampled_from(["medium", "long", "full"]),
    st.integers(1930, 2060),
    st.integers(1, 28),
    st.sampled_from([str, str.upper, str.title]),
)
@settings(max_examples=100, deadline=None)
def test_dates_in_the_words_of_a_language_are_those_dates(
    language: str, style: Style, year: int, number: int, case: Callable[[str], str]
) -> None:
    said = [dt.date(year, month, number) for month in range(1, 13)]
    text = column(*(case(format_date(one, style, language)) for one in said))
    found = dates.dates(text, "month first" if language == "en" else "day first")
    assert [date_of_days(one) for one in found.to_pylist()] == said


@given(
    st.sampled_from(sorted(set(LANGUAGES) - {"zh"})),
    st.sampled_from(["medium", "long"]),
    st.datetimes(dt.datetime(1980, 1, 1), dt.datetime(2037, 12, 31)),
)
@settings(max_examples=200, deadline=None)
def test_a_time_in_the_words_of_a_language_is_that_time(language: str, style: Style, naive: dt.datetime) -> None:
    said = [naive.replace(microsecond=0, day=5, month=month, tzinfo=BERLIN) for month in range(1, 13)]
    text = column(*(format_datetime(one, style, locale=language, tzinfo=BERLIN) for one in said))
    found = dates.times(text, "month first" if language == "en" else "day first", BERLIN)
    assert found.to_pylist() == [int(one.timestamp()) * 1_000_000 for one in said]


@pytest.mark.parametrize(
    ("cell", "told"),
    [
        ("June 10, 2024 at 8:43:01 AM PDT", "2024-06-10T15:43:01"),
        ("2024/05/17 9:12:03 AM GMT+2", "2024-05-17T07:12:03"),
        ("2024/05/17 9:12:03 PM GMT-3:30", "2024-05-18T00:42:03"),
        ("17.05.2024 14:03 Uhr", "2024-05-17T12:03:00"),
        ("17. Jänner 2024 14:03", "2024-01-17T13:03:00"),
        ("17.05.2024 14:03 MEZ", "2024-05-17T13:03:00"),
        ("17 mai 2024 à 14h03", "2024-05-17T12:03:00"),
        ("17/05/2024 10.39.15", "2024-05-17T08:39:15"),
        ("Wed Jun 12 2024 09:12:03 GMT+0200 (Central European Summer Time)", "2024-06-12T07:12:03"),
        ("Thu, 05 Dec 2024 10:00:00 +0000", "2024-12-05T10:00:00"),
        ("2024-05-05 10:00 America/New_York", "2024-05-05T14:00:00"),
        ("12:00 5 May 2024", "2024-05-05T10:00:00"),
        ("5 May 2024 12:05 a.m.", "2024-05-04T22:05:00"),
        ("5 de mayo de 2024, 3:04 p. m.", "2024-05-05T13:04:00"),
        ("2024年6月5日 14時3分", "2024-06-05T12:03:00"),
        ("5/7/24 2:05 PM", "2024-07-05T12:05:00"),
        ("5/7/24, 12:05\u202fam", "2024-07-04T22:05:00"),
        ("5.7.24", None),
        ("30 Feb 2024 10:00", None),
        ("5 May 2024 25:00", None),
        ("5 May 2024 10:00 XYZT", None),
        ("5 apples 2024", None),
        ("Room 12, 3 May", None),
        ("1 May 2 June 2024", None),
    ],
)
def test_times_with_zones_halves_of_days_and_odd_signs(cell: str, told: str | None) -> None:
    assert moment(cell) == told


def test_a_spreadsheets_short_american_times_are_found_by_their_days() -> None:
    cells = ["3/13/25 2:05 PM", "12/1/25 12:05 AM", "1/2/25 9:00 AM"]
    assert dates.find_format(cells) == (True, "month first")
    found = dates.times(column(*cells), "month first", UTC).to_pylist()
    said = [str(np.datetime64(one, "us").astype("datetime64[m]")) for one in found]
    assert said == ["2025-03-13T14:05", "2025-12-01T00:05", "2025-01-02T09:00"]
    assert dates.find_format(["1/2/25", "4.5.6 7", "3/4/25 x"]) == (False, None)


def test_a_word_that_is_another_month_elsewhere_is_read_in_the_columns_language() -> None:
    croatian = dates.dates(column("1. listopada 2024.", "2. siječnja 2024.", "3. srpnja 2024."), "day first")
    polish = dates.dates(column("1 listopada 2024", "2 stycznia 2024", "3 lipca 2024"), "day first")
    assert [date_of_days(one).month for one in croatian.to_pylist()] == [10, 1, 7]
    assert [date_of_days(one).month for one in polish.to_pylist()] == [11, 1, 7]


@pytest.mark.parametrize(
    ("cell", "style", "told"),
    [
        ("05/23", "month first", (5, 23)), ("23.05.", "day first", (5, 23)), ("May 23", "month first", (5, 23)),
        ("23 mai", "day first", (5, 23)), ("29/02", "day first", (2, 29)), ("--05-23", "day first", (5, 23)),
        ("0000-05-23", None, (5, 23)), ("30/02", "day first", None), ("13/13", "day first", None),
    ],
)  # fmt: skip
def test_a_birthday_without_a_year_is_a_day_and_a_month(
    cell: str, style: str | None, told: tuple[int, int] | None
) -> None:
    found = day(cell, style, yearless=True, past=True)
    assert (found and (found.year, found.month, found.day)) == (told and (YEARLESS, *told))


def test_a_cell_in_words_is_read_in_a_column_of_figures_and_an_ambiguous_one_is_not() -> None:
    cells = column("2024-01-05", "7 March 2024", "3/12/2023", "2024-02-30")
    assert dates.dates(cells, None).is_valid().to_pylist() == [True, True, False, False]


def test_figures_of_two_numbers_are_dates_only_where_birthdays_stand() -> None:
    assert dates.find_format(["10/12", "11/12", "5/6"]) == (False, None)
    assert dates.find_format(["10/12", "11/12", "5/6"], yearless=True)[0]


def test_a_hundred_thousand_shapes_are_no_dates() -> None:
    cells = pa.array([f"{'x' * (number % 300)}{chr(0x4E00 + number)}1" for number in range(6_000)])
    assert spelled_dates.read(cells, True, UTC).missing.all()


def test_a_cell_in_another_order_than_its_column_is_read_where_it_can_be_no_other_day() -> None:
    for cell in ("17.05.1990", "17/05/1990", "5/17/1990", "17 May 1990", "1990/05/17"):
        assert day(cell, None) == dt.date(1990, 5, 17), cell
    assert day("03.04.1990", None) == dt.date(1990, 4, 3), "before a dot stands the day"
    assert day("3/3/1990", None) == dt.date(1990, 3, 3)
    for cell in ("3/4/1990", "3-4-1990", "31/02/1990", "17/05/90", "17/17/1990"):
        assert day(cell, None) is None, cell
    assert moment("17/05/1990 14:05", None) == "1990-05-17T12:05:00"
    assert day("17/05/1990", "%m/%d/%Y") is None, "a column in one order that holds another is told"
    assert day("17.05.1990", "%m/%d/%Y") == dt.date(1990, 5, 17)


def test_a_year_of_two_figures_stands_last_beside_a_time_of_day() -> None:
    found, style = dates.find_format(["3/13/24 10:15 AM", "3/14/24 11:15 PM"])
    assert found
    read = dates.times(pa.chunked_array([["3/13/24 10:15 PM"]]), style, ZoneInfo("UTC"))
    assert read.cast(pa.timestamp("us")).to_pylist() == [dt.datetime(2024, 3, 13, 22, 15)]
