"""Which events a condition is about, and when they count."""

import datetime as dt
from zoneinfo import ZoneInfo

from app import conditions
from app.conditions.chosen_events import ChosenEvents
from app.domain.clock import Moment
from tests.app.conditions.asking import NAMES

PARIS = ZoneInfo("Europe/Paris")
AS_OF = int(dt.datetime(2011, 3, 30, 12, tzinfo=PARIS).timestamp() * 1_000_000)


class AtNoon:
    """What is asked at a moment, of which the window needs no more."""

    moment = Moment(AS_OF, PARIS)


def chosen(**more: object) -> ChosenEvents:
    what = conditions.parse({"event": "placed_order"} | more, NAMES).root.what
    assert isinstance(what, ChosenEvents)
    return what


def test_days_are_of_24_hours_and_months_are_the_calendar_s() -> None:
    # Summer time began on 27 March.
    days = chosen(within={"last": {"days": 4}}).span(AtNoon())
    assert (days.after, days.until) == (AS_OF - 4 * 86_400_000_000, AS_OF)
    months = chosen(within={"last": {"months": 1}}).span(AtNoon())
    assert months.after == int(dt.datetime(2011, 2, 28, 12, tzinfo=PARIS).timestamp() * 1_000_000)


def test_without_a_window_all_that_was_counts() -> None:
    assert (chosen().window, chosen().within) == ("", None)
    assert chosen(within={"last": {"days": 4}}).window == " in the last 4 days"


def test_whoever_is_asked_about_has_their_events_loaded() -> None:
    assert chosen().needs().events
