"""Moments at the ends of the calendar: no date of a file and no as-of is beyond what can be shown."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from app.domain.clock import Moment, parse_moment
from app.domain.problems import Problem

DAY = 86_400_000_000
FIRST = -62_135_596_800_000_000
LAST = 253_402_300_799_999_999


@pytest.mark.parametrize("zone", ["Pacific/Auckland", "America/New_York", "UTC"])
@pytest.mark.parametrize("us", [FIRST, FIRST - DAY, LAST, LAST + DAY, -(2**63), 2**63 - 1])
def test_every_moment_has_a_local_time(zone: str, us: int) -> None:
    moment = Moment(us, ZoneInfo(zone))
    assert moment.local().year in (1, 9999)
    assert moment.iso()[:4] in ("0001", "9999")
    assert isinstance(moment.day, int)


def test_a_moment_inside_the_calendar_stays_what_it_is() -> None:
    assert Moment(LAST - DAY, ZoneInfo("UTC")).local() == dt.datetime.max.replace(tzinfo=dt.UTC) - dt.timedelta(days=1)


def test_a_moment_that_no_calendar_has_is_a_problem() -> None:
    with pytest.raises(Problem, match="is not a date"):
        parse_moment("0001-01-01T00:00:00", ZoneInfo("Pacific/Auckland"))
