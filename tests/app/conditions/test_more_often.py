"""More often than another event."""

import pytest

from app import conditions
from app.domain.problems import RuleProblem
from app.rules.english import sentence
from tests.app.audience.shop_data import Shop
from tests.app.conditions.asking import NAMES, about, row, texts

RULE = {"event": "placed_order", "more_often_than": {"event": "viewed_product"}}


def test_both_are_counted_in_one_window(shop: Shop) -> None:
    assert about(shop, 2, RULE) == (True, "3 orders and 2 product views", "fewer orders")
    turned = {"event": "viewed_product", "more_often_than": {"event": "placed_order"}}
    assert about(shop, 2, turned) == (False, "2 product views and 3 orders", "more product views")


def test_it_is_said_and_shown() -> None:
    root = conditions.parse(RULE | {"within": {"last": {"days": 9}}}, NAMES).root
    assert sentence(root, NAMES) == (
        "Everyone who in the last 9 days placed an order more often than they viewed a product."
    )
    assert texts(RULE)[1:3] == ["more often than", "Viewed product"]


def test_the_other_event_is_chosen_in_its_row() -> None:
    chooser = row({"event": "searched"})[1]
    made = chooser.given("more_often_than")
    assert made == {"event": "searched", "more_often_than": {"event": "placed_order"}}
    other = next(one for one in row(made) if one.text == "Placed order")
    changed = other.given("viewed_page")
    assert changed["more_often_than"] == {"event": "viewed_page"}
    detail = next(one for one in row(changed) if one.text.startswith("Only where"))
    value = next(one for one in row(detail.given("url")) if one.missing)
    conditions.parse(value.given("sale"), NAMES)
    assert value.given("sale")["more_often_than"]["where"][0]["value"] == "sale"


def test_the_other_event_is_refused_at_its_place() -> None:
    with pytest.raises(RuleProblem) as caught:
        conditions.parse(RULE | {"more_often_than": {"event": "veiwed_page"}}, NAMES)
    assert (caught.value.where, caught.value.remedy) == ("more_often_than.event", "Did you mean viewed_page?")
