"""The properties of one event, of its product and of its time."""

import pytest

from app.conditions import event_properties as properties
from app.domain.clock import Moment
from app.domain.problems import RuleProblem
from app.rules import Inside
from app.rules.checks import DaysOfYear
from tests.app.audience.shop_data import DAY, US, Shop


def test_a_local_day_is_compared_as_the_moments_of_it(shop: Shop) -> None:
    moment = Moment(US, shop.project.timezone)
    low = US - 12 * DAY // 24  # midnight in London, where the shop's noon is noon
    assert properties.by_instant(Inside(moment.day, moment.day), moment) == Inside(low, low + DAY - 1)


def test_what_has_no_local_day_is_refused_for_months(shop: Shop) -> None:
    months = DaysOfYear(frozenset((1201,)), "day")
    with pytest.raises(RuleProblem, match="only an event's own time"):
        properties.compared_with(months, {}, Moment(US, shop.project.timezone))


def test_a_weekday_and_a_product_are_read_of_one_event() -> None:
    class Asked:
        class person:
            products = {"S1": {"p_category": "Bags", "f_category": "bags"}}

    event = {"at": US, "day": US // DAY, "hour": 12, "p_sku": "S1"}
    assert properties.of_event("time.weekday", event, Asked()) == {"plain": 6}  # type: ignore[arg-type]
    assert properties.of_event("time.hour", event, Asked()) == {"plain": 12}  # type: ignore[arg-type]
    product = properties.of_event("product.category", event, Asked())  # type: ignore[arg-type]
    assert product == {"plain": "Bags", "folded": "bags"}
    gone = properties.of_event("product.category", event | {"p_sku": "S9"}, Asked())  # type: ignore[arg-type]
    assert gone == {"plain": None}
