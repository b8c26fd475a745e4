"""A rule at many moments, against one question at each."""

import datetime as dt

import pytest

from app import audience
from app.audience import over_time
from app.domain.problems import Problem, RuleProblem
from tests.app.audience.shop_data import NOW, Shop

RECENT = {"event": "placed_order", "within": {"last": {"days": 20}}}


def test_each_moment_is_counted_as_if_it_were_asked_alone(shop: Shop) -> None:
    begin, end = (shop.project.moment(day) for day in ("2011-09-01", "2012-01-15"))
    moments = over_time.spread(begin, end, 9)
    landed: list[over_time.Point] = []
    found = over_time.counts(shop.project, RECENT, moments, landed=landed.append)
    assert landed == found
    assert [one.count for one in found] == [audience.count(shop.project, RECENT, moment).count for moment in moments]
    assert len({one.count for one in found}) > 2
    now = shop.project.moment().us
    assert [one.to_come for one in found] == [moment.us > now for moment in moments]


def test_a_trait_has_the_value_that_it_had_then(shop: Shop) -> None:
    rule = {"trait": "city", "op": "is", "value": "Rome"}
    moments = [shop.project.moment(day) for day in ("2011-10-01", "2011-12-01")]
    assert [one.count for one in over_time.counts(shop.project, rule, moments)] == [1, 0]


def test_moments_are_spread_at_the_starts_of_local_days(shop: Shop) -> None:
    begin, end = shop.project.moment("2011-10-01T13:00:00"), shop.project.moment(NOW)
    found = over_time.spread(begin, end, 13)
    assert (found[0], found[-1], len(found)) == (begin, end, 13)
    # Across the clock change of the 30th of October, too.
    assert {moment.local().time() for moment in found[1:-1]} == {dt.time()}
    assert found == sorted(found, key=lambda one: one.us)


def test_there_are_no_more_moments_than_days(shop: Shop) -> None:
    begin, end = shop.project.moment("2011-12-08"), shop.project.moment("2011-12-10")
    assert [one.local().day for one in over_time.spread(begin, end, 13)] == [8, 9, 10]


def test_an_end_that_is_not_later_is_refused(shop: Shop) -> None:
    begin = shop.project.moment("2011-12-08")
    with pytest.raises(Problem, match="no time between"):
        over_time.spread(begin, begin, 5)


def test_a_span_begins_a_year_before_or_with_the_first_event(shop: Shop) -> None:
    first = over_time.first_event(shop.project)
    assert first is not None
    begin, end = over_time.span(shop.project, None, None)
    assert end.iso() == "2011-12-10T12:00:00+00:00"
    assert begin.local().date() == first.local().date()
    begin, end = over_time.span(shop.project, None, "2013-02-28")
    assert begin.iso() == "2012-02-28T00:00:00+00:00"
    begin, _ = over_time.span(shop.project, "2011-11-05", None)
    assert begin.iso() == "2011-11-05T00:00:00+00:00"


def test_a_wrong_rule_says_where(shop: Shop) -> None:
    with pytest.raises(RuleProblem, match="event"):
        over_time.counts(shop.project, {"event": "plcaed_order"}, [shop.project.moment()])
