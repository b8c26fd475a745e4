"""How often."""

from collections import Counter
from typing import Any

import pytest

from app import audience
from tests.app.audience.shop_data import US, Shop
from tests.app.conditions.asking import about, row, texts

ORDERS = {"event": "placed_order"}


def test_it_steps_by_events(shop: Shop) -> None:
    because = "3 orders, the last on 6 Dec 2011: 30.2216"
    assert about(shop, 2, ORDERS) == (True, because, "3 orders fewer")
    assert about(shop, 2, ORDERS | {"op": ">=", "value": 9}) == (False, because, "6 more orders")
    assert about(shop, 12, ORDERS) == (False, "no orders", "one more order")
    assert about(shop, 12, ORDERS | {"op": "=", "value": 0})[0]


def test_its_fields_speak_as_people_do() -> None:
    assert texts(ORDERS)[1] == "at least once"
    assert texts(ORDERS | {"op": "=", "value": 0})[1] == "never"
    assert texts(ORDERS | {"op": "<=", "value": 1})[1:3] == ["at most", "once"]
    rule = ORDERS | {"op": "between", "value": [2, 4]}
    assert texts(rule)[1:3] == ["between", "2 and 4 times"]
    assert row(rule)[2].given([1, 9]) == rule | {"value": [1, 9]}
    assert texts(ORDERS | {"op": "about", "value": 2})[1:3] == ["about", "2 times"]


COMPARED: list[tuple[str, Any, Any]] = [
    (">=", 1, lambda n: n >= 1), (">", 0, lambda n: n > 0), ("!=", 0, lambda n: n != 0), ("=", 0, lambda n: n == 0),
    ("<", 1, lambda n: n < 1), ("<=", 0, lambda n: n <= 0), ("<=", 0.5, lambda n: n <= 0.5),
    ("between", [0, 1], lambda n: 0 <= n <= 1), ("between", [1, 2], lambda n: 1 <= n <= 2), (">=", 0, lambda n: True),
    ("=", 1, lambda n: n == 1), ("!=", 1, lambda n: n != 1), ("<", 0, lambda n: n < 0), (">", 1, lambda n: n > 1),
]  # fmt: skip


@pytest.mark.parametrize(("op", "value", "said"), COMPARED)
def test_at_all_and_never_are_what_counting_says(shop: Shop, op: str, value: Any, said: Any) -> None:
    done = Counter(row["profile_id"] for row in shop.events if row["name"] == "placed_order" and row["at"] <= US)
    wanted = [person for person in range(1, 13) if said(done[person])]
    assert sorted(audience.member_ids(shop.project, ORDERS | {"op": op, "value": value}).tolist()) == wanted
