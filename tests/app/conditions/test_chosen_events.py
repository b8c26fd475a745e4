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


def test_days_of_a_window_are_days_on_the_clock_of_the_project() -> None:
    # Summer time began on 27 March: noon four days ago is an hour less than 96 hours away.
    span = chosen(within={"last": {"days": 4}}).span(AtNoon())
    assert span.after == int(dt.datetime(2011, 3, 26, 12, tzinfo=PARIS).timestamp() * 1_000_000)


def test_without_a_window_all_that_was_counts() -> None:
    assert (chosen().window, chosen().within) == ("", None)
    assert chosen(within={"last": {"days": 4}}).window == " in the last 4 days"


def test_whoever_is_asked_about_has_their_events_loaded() -> None:
    assert chosen().needs().events
