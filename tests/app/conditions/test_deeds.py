"""Which events are meant: names and details, refused with their places, and counted in words."""

import pytest

from app import conditions
from app.domain.problems import RuleProblem
from app.rules.english import sentence
from tests.app.audience.shop_data import Shop
from tests.app.conditions.asking import NAMES, about


@pytest.mark.parametrize(
    ("rule", "where"),
    [
        ({"event": []}, "event"),
        ({"event": ["placed_order", "plaecd_order"]}, "event[1]"),
        ({"event": "placed_order", "where": {}}, "where"),
        ({"event": "placed_order", "where": [{"op": "is_set"}]}, "where[0]"),
        ({"event": "placed_order", "where": [{"property": "amuont", "op": "is_set"}]}, "where[0].property"),
    ],
)
def test_a_wrong_detail_is_refused_at_its_place(rule: dict, where: str) -> None:
    with pytest.raises(RuleProblem) as caught:
        conditions.parse(rule, NAMES)
    assert caught.value.where == where


def test_every_detail_must_hold_of_one_event(shop: Shop) -> None:
    dear = {"property": "amount", "op": ">=", "value": 80}
    december = {"property": "time", "op": "on", "value": "2011-12-06"}
    orders = {"event": "placed_order"}
    assert about(shop, 2, orders | {"where": [dear]})[1].startswith("1 order, on 1 Sep 2011: 85.7686")
    assert about(shop, 2, orders | {"where": [december]})[1] == "1 order, on 6 Dec 2011: 30.2216"
    assert about(shop, 2, orders | {"where": [dear, december]})[1] == "no orders"


def test_details_stand_in_brackets() -> None:
    rule = {"event": "viewed_product", "where": [{"property": "hour", "op": "<", "value": 9}]}
    root = conditions.parse(rule, NAMES).root
    assert sentence(root, NAMES) == "Everyone who viewed a product at least once (where the hour is less than 9)."
