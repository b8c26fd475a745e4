"""Time as people type it, against what each text means."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.conditions.time_frames import window_of
from app.domain.clock import Moment
from app.rules import spoken_time, windows

TODAY = dt.date(2011, 12, 10)  # a Saturday


@pytest.mark.parametrize(
    ("text", "within"),
    [
        ("last 30 days", {"last": {"days": 30}}),
        ("In the last 30 days", {"last": {"days": 30}}),
        ("30 days", {"last": {"days": 30}}),
        ("30d", {"last": {"days": 30}}),
        ("past two weeks", {"last": {"weeks": 2}}),
        ("last month", {"last": {"months": 1}}),
        ("the last year", {"last": {"months": 12}}),
        ("within 48 hours", {"last": {"hours": 48}}),
        ("last quarter", {"last": {"months": 3}}),
        ("a week", {"last": {"weeks": 1}}),
        ("90 to 30 days ago", {"between": [{"days": 90}, {"days": 30}]}),
        ("30-90 days ago", {"between": [{"days": 90}, {"days": 30}]}),
        ("between 3 months and 2 weeks ago", {"between": [{"months": 3}, {"weeks": 2}]}),
        ("between 90 days ago and 30 days ago", {"between": [{"days": 90}, {"days": 30}]}),
        ("since 1 March", {"from": "2011-03-01"}),
        ("since 24 December", {"from": "2010-12-24"}),
        ("from 2011-06-05", {"from": "2011-06-05"}),
        ("since March", {"from": "2011-03-01"}),
        ("since 2010", {"from": "2010-01-01"}),
        ("until 5th of June 2011", {"to": "2011-06-05"}),
        ("up to March 2011", {"to": "2011-03-31"}),
        ("1 March to 5 June", {"from": "2011-03-01", "to": "2011-06-05"}),
        ("from Mar 1, 2011 until Jun 5, 2011", {"from": "2011-03-01", "to": "2011-06-05"}),
        ("March to May", {"from": "2011-03-01", "to": "2011-05-31"}),
        ("in March", {"from": "2011-03-01", "to": "2011-03-31"}),
        ("February 2012", {"from": "2012-02-01", "to": "2012-02-29"}),
        ("december", {"from": "2011-12-01", "to": "2011-12-31"}),
        ("Q3", {"from": "2011-07-01", "to": "2011-09-30"}),
        ("q4 2010", {"from": "2010-10-01", "to": "2010-12-31"}),
        ("2010", {"from": "2010-01-01", "to": "2010-12-31"}),
        ("today", {"from": "2011-12-10", "to": "2011-12-10"}),
        ("yesterday", {"from": "2011-12-09", "to": "2011-12-09"}),
        ("on Monday", {"from": "2011-12-05", "to": "2011-12-05"}),
        ("3 days ago", {"from": "2011-12-07", "to": "2011-12-07"}),
        ("this month", {"from": "2011-12-01", "to": "2011-12-10"}),
        ("this week", {"from": "2011-12-05", "to": "2011-12-10"}),
        ("since 3 weeks ago", {"from": "2011-11-19"}),
        ("05.06.2011", {"from": "2011-06-05", "to": "2011-06-05"}),
        ("ever", {}),
        ("", {}),
    ],
)
def test_a_time_frame(text: str, within: dict) -> None:
    assert spoken_time.frame(text, TODAY) == within
    if within:
        window_of(within, "within")


@pytest.mark.parametrize(
    "text",
    [
        "soon",
        "last",
        "0 days",
        "30 parsecs",
        "since",
        "31 February",
        "5/6/2011",
        "5 days to go",
        "last ten",
        "30 days to 90",
    ],
)
def test_what_is_not_understood_is_nothing(text: str) -> None:
    assert spoken_time.frame(text, TODAY) is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("tomorrow", "2011-12-11"),
        ("3 December", "2011-12-03"),
        ("Dec 24th", "2011-12-24"),
        ("in two weeks", "2011-12-24"),
        ("in a month", "2012-01-10"),
        ("2 months ago", "2011-10-10"),
        ("last Monday", "2011-12-05"),
        ("Monday", "2011-12-12"),
        ("Saturday", "2011-12-17"),
        ("last Saturday", "2011-12-03"),
        ("2012-02-29", "2012-02-29"),
    ],
)
def test_a_day(text: str, day: str) -> None:
    assert spoken_time.day(text, TODAY) == dt.date.fromisoformat(day)


def test_a_frame_is_said_with_its_days() -> None:
    now = Moment(windows.instant(dt.datetime(2011, 12, 10, 12), ZoneInfo("Europe/London")), ZoneInfo("Europe/London"))
    said = {
        "last 30 days": "In the last 30 days: from 12:00 on 10 Nov 2011 to now",
        "90 to 30 days ago": "Between 90 days and 30 days ago: from 13:00 on 11 Sep 2011 to 12:00 on 10 Nov 2011",
        "since 1 March": "Since 1 Mar 2011",
        "ever": "Over all time",
    }
    for text, words in said.items():
        within = spoken_time.frame(text, TODAY)
        window = window_of(within, "within") if within else None
        assert spoken_time.told(window, now) == words


@given(st.text(alphabet="0123456789 abcdefghimnorstuwy-.", max_size=24))
def test_whatever_is_typed_is_read_or_not(text: str) -> None:
    within = spoken_time.frame(text, TODAY)
    if within:
        window_of(within, "within")
