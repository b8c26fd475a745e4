"""Months after an event, for the engine: the same moments as the calendar's."""

import datetime as dt
from zoneinfo import ZoneInfo

import ibis
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.conditions.sequences import later
from app.rules import Duration, moved, windows

ZONES = ["Europe/London", "America/New_York", "Australia/Lord_Howe", "America/Sao_Paulo", "Asia/Kolkata", "UTC"]
START = windows.instant(dt.datetime(2009, 1, 1), ZoneInfo("UTC"))
END = windows.instant(dt.datetime(2012, 3, 1), ZoneInfo("UTC"))


@settings(max_examples=40, deadline=None)
@given(zone=st.sampled_from(ZONES), n=st.integers(1, 14), moments=st.lists(st.integers(START, END), max_size=60))
def test_stretches_are_the_calendars(zone: str, n: int, moments: list[int]) -> None:
    where, by = ZoneInfo(zone), Duration("months", n)
    found = later.stretches(START, END, by, where)
    assert [at for at, _ in found] == sorted({at for at, _ in found})
    for at in [*moments, *(at + more for at, _ in found for more in (-1, 0, 1) if START <= at + more <= END)]:
        length = [length for begin, length in found if begin <= at][-1]
        assert at + length == moved(at, by, 1, where)


@pytest.mark.parametrize("unit", ["hours", "days", "weeks"])
def test_other_lengths_elapse(unit: windows.Unit) -> None:
    # The clocks of London were put back on 30 October 2011.
    zone = ZoneInfo("Europe/London")
    at = windows.instant(dt.datetime(2011, 10, 29, 12), zone)

    class Moment:
        timezone, us = zone, END

    class Question:
        moment = Moment

    column = later.column(ibis.literal(at), Duration(unit, 2), START, Question)  # type: ignore[arg-type]  # no mirror is asked
    assert ibis.duckdb.connect().to_pyarrow(column).as_py() == moved(at, Duration(unit, 2), 1, zone)
