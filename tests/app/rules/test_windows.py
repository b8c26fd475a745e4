"""Windows over clock changes, month ends and the ends of time."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from app.rules.windows import (
    DAY,
    HOUR,
    Between,
    Bounds,
    Duration,
    FromTo,
    Last,
    bounds,
    day_moved,
    day_number,
    instant,
    local_time,
    moved,
    previous,
)

LONDON = ZoneInfo("Europe/London")


def us(text: str) -> int:
    return instant(dt.datetime.fromisoformat(text), LONDON)


def test_days_elapse_and_months_follow_the_calendar() -> None:
    now = us("2011-03-31T12:00:00")  # the clocks went forward on the 27th
    assert moved(now, Duration("days", 5), -1, LONDON) == now - 5 * DAY == us("2011-03-26T11:00:00")
    assert moved(now, Duration("months", 1), -1, LONDON) == us("2011-02-28T12:00:00")
    assert moved(us("2012-01-31T12:00:00"), Duration("months", 1), 1, LONDON) == us("2012-02-29T12:00:00")
    assert moved(now, Duration("weeks", 2), 1, LONDON) == now + 14 * DAY
    assert moved(now, Duration("months", 10**9), -1, LONDON) < -(2**60)
    assert moved(now, Duration("days", 10**15), -1, LONDON) < -(2**60)


def test_skipped_times_move_forward_and_doubled_ones_are_the_first() -> None:
    assert local_time(us("2011-03-27T01:30:00"), LONDON).hour == 2
    assert us("2011-10-30T01:30:00") == us("2011-10-30T00:30:00") + HOUR


@pytest.mark.parametrize(
    ("window", "expected"),
    [
        (None, (None, 0)),
        (Last(Duration("days", 30)), (-30 * DAY, 0)),
        (Between(Duration("days", 90), Duration("days", 30)), (-90 * DAY, -30 * DAY)),
    ],
)
def test_windows_are_open_at_their_beginning(window, expected) -> None:
    now = us("2011-07-01T12:00:00")
    found = bounds(window, now, LONDON)
    assert found.until == now + expected[1]
    if expected[0] is not None:
        assert found.after == now + expected[0]
        assert not found.holds(found.after)
    assert found.holds(found.until)


def test_from_and_to_are_whole_local_days_and_never_beyond_now() -> None:
    now = us("2011-07-05T12:00:00")
    found = bounds(FromTo(dt.date(2011, 7, 1), dt.date(2011, 7, 2)), now, LONDON)
    assert found == Bounds(us("2011-07-01T00:00:00") - 1, us("2011-07-03T00:00:00") - 1)
    assert bounds(FromTo(None, dt.date(2011, 7, 9)), now, LONDON).until == now
    exact = bounds(FromTo(dt.datetime(2011, 7, 1, 9), dt.datetime(2011, 7, 1, 10)), now, LONDON)
    assert exact.holds(us("2011-07-01T09:00:00"))
    assert exact.holds(us("2011-07-01T10:00:00"))
    assert not exact.holds(us("2011-07-01T10:00:00") + 1)


def test_the_window_before() -> None:
    now = us("2011-03-31T12:00:00")
    assert previous(Last(Duration("months", 1)), now, LONDON) == Bounds(
        us("2011-01-31T12:00:00"), us("2011-02-28T12:00:00")
    )


def test_days_move() -> None:
    march = day_number(dt.date(2011, 3, 31))
    assert day_moved(march, Duration("months", 1), -1) == day_number(dt.date(2011, 2, 28))
    assert day_moved(march, Duration("weeks", 1), 1) == march + 7
