"""Whole columns of times agree with Python's own zones, one by one."""

import datetime as dt
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.mirror import local_time

ZONES = ["UTC", "Europe/London", "America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe", "Africa/Casablanca"]
FIRST = local_time.to_micros(dt.datetime(1975, 1, 1, tzinfo=dt.UTC))
LAST = local_time.to_micros(dt.datetime(2035, 1, 1, tzinfo=dt.UTC))
times = st.lists(st.integers(FIRST, LAST), min_size=1, max_size=50)


@given(st.sampled_from(ZONES), times)
def test_local_days_and_hours_are_pythons(zone: str, at: list[int]) -> None:
    days, hours = local_time.day_and_hour(np.array(at, dtype=np.int64), ZoneInfo(zone))
    expected = [local_time.from_micros(one, ZoneInfo(zone)) for one in at]
    assert days.tolist() == [(one.date() - dt.date(1970, 1, 1)).days for one in expected]
    assert hours.tolist() == [one.hour for one in expected]


@given(st.sampled_from(ZONES), times)
def test_local_times_go_back_to_utc_as_one_by_one(zone: str, there: list[int]) -> None:
    back = local_time.utc(np.array(there, dtype=np.int64), ZoneInfo(zone))
    naive = [local_time.from_micros(one).replace(tzinfo=None) for one in there]
    # A skipped time moves forward, a doubled one is the first.
    one_by_one = [one.replace(tzinfo=ZoneInfo(zone), fold=0).astimezone(dt.UTC) for one in naive]
    assert back.tolist() == [local_time.to_micros(one) for one in one_by_one]


@pytest.mark.parametrize(
    ("local", "utc"),
    [
        ("2011-03-27T01:30", "2011-03-27T01:30"),  # skipped: moves forward to 02:30 summer time
        ("2011-10-30T01:30", "2011-10-30T00:30"),  # doubled: the first, still in summer time
        ("2011-07-01T12:00", "2011-07-01T11:00"),
    ],
)
def test_skipped_times_move_forward_and_doubled_ones_are_the_first(local: str, utc: str) -> None:
    there = local_time.to_micros(dt.datetime.fromisoformat(local).replace(tzinfo=dt.UTC))
    back = local_time.utc(np.array([there], dtype=np.int64), ZoneInfo("Europe/London"))
    assert local_time.from_micros(int(back[0])).isoformat(timespec="minutes") == f"{utc}+00:00"


def test_no_times_are_no_times() -> None:
    nothing = np.array([], dtype=np.int64)
    assert local_time.local(nothing, ZoneInfo("Europe/London")).tolist() == []
    assert local_time.utc(nothing, ZoneInfo("Europe/London")).tolist() == []
