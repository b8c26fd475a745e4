"""Dates in words, the same on every platform and in every locale."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.names import YEARLESS
from app.template.dates import write_date


@given(st.datetimes(dt.datetime(1900, 1, 1), dt.datetime(2100, 1, 1)))
def test_figures_are_those_of_the_calendar(moment: dt.datetime) -> None:
    assert write_date(moment, "%Y-%m-%d %H:%M:%S") == moment.isoformat(" ", "seconds")
    assert int(write_date(moment, "%-I")) == (moment.hour % 12 or 12)
    assert write_date(moment, "%p") == ("AM" if moment.hour < 12 else "PM")
    assert int(write_date(moment, "%j")) == moment.timetuple().tm_yday


@pytest.mark.parametrize(
    ("form", "text"),
    [
        ("%A, %-d %B %Y", "Thursday, 5 March 2026"), ("%a %e %b %y", "Thu 5 Mar 26"), ("%-H.%M", "0.00"), ("%d%%",
        "05%"),
        ("%Q and %", "%Q and %"), ("", ""),
    ],
)  # fmt: skip
def test_codes_are_in_english_and_unknown_ones_stay(form: str, text: str) -> None:
    assert write_date(dt.date(2026, 3, 5), form) == text


@pytest.mark.parametrize(
    ("form", "text"), [("%d %B %Y", "05 March"), ("%A, %-d %b", "5 Mar"), ("%d.%m.%Y", "05.03"), ("%Y", "")]
)
def test_of_a_birthday_without_a_year_nothing_is_said_of_the_year(form: str, text: str) -> None:
    assert write_date(dt.date(YEARLESS, 3, 5), form) == text
