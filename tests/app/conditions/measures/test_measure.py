"""What every measure has in common: each is offered, begun, asked, explained and said."""

from collections import Counter
from typing import Any

import pytest

from app import audience, conditions
from app.conditions.measures.measure import MEASURES, event_names, property_type
from app.rules.english import sentence
from tests.app.audience.shop_data import US, Shop
from tests.app.conditions.asking import NAMES, about, texts

ORDERS = {"event": "placed_order"}


@pytest.mark.parametrize("key", MEASURES)
def test_what_the_builder_offers_can_be_asked_and_explained(shop: Shop, key: str) -> None:
    measure = MEASURES[key]
    offers = measure.offers(NAMES, ("placed_order",))
    assert offers
    rule: dict[str, Any] = measure.begun(offers[0].key.partition(":")[2], dict(ORDERS), ORDERS, NAMES)
    if "value" not in rule and "op" in rule:
        rule |= {"value": "O0" if rule["op"] == "is" else 2}
    assert texts(rule)[1]
    root = conditions.parse(rule, NAMES).root
    assert sentence(root, NAMES).startswith("Everyone who")
    everyone = [about(shop, number, rule)[0] for number in range(1, 13)]
    assert audience.count(shop.project, rule).count == sum(everyone), "the engine counts whom it holds for"


def test_whoever_did_nothing_has_what_nothing_comes_to(shop: Shop) -> None:
    done = Counter(row["profile_id"] for row in shop.events if row["name"] == "placed_order" and row["at"] <= US)
    fewer = ORDERS | {"op": "<", "value": 3}
    assert audience.count(shop.project, fewer).count == sum(done[number] < 3 for number in range(1, 13))
    without = ORDERS | {"measure": "sum", "of": "amount", "op": "<", "value": 10**9}
    held, because, _ = about(shop, 12, without)
    assert (held, because) == (False, "no orders"), "no sum is not a small one"


def test_a_reason_tells_how_many_and_the_last_of_them(shop: Shop) -> None:
    rule = ORDERS | {"measure": "mean", "of": "amount", "op": ">", "value": 1}
    assert about(shop, 2, rule)[1] == (
        "the average of the amount is 64.96 among 3 orders, the last on 6 Dec 2011: 30.2216"
    )
    assert about(shop, 1, rule | {"of": "quantity"})[1].startswith("4 orders with the "), "of which nothing is known"


def test_the_events_and_the_property_of_a_rule_that_is_not_yet_whole() -> None:
    assert [event_names({"event": named}) for named in ("*", "searched", ["a", "b"])] == [
        None, ("searched",), ("a", "b"),
    ]  # fmt: skip
    assert property_type(NAMES, ("placed_order",), "amount") == "amount"
    assert property_type(NAMES, ("placed_order",), "nothing such") == ""
