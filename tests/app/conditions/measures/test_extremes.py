"""The least and the greatest."""

from tests.app.audience.shop_data import Shop
from tests.app.conditions.asking import about

ORDERS = {"event": "placed_order", "of": "amount", "op": "<", "value": 50}


def test_each_is_one_end(shop: Shop) -> None:
    held, because, _ = about(shop, 2, ORDERS | {"measure": "min"})
    assert held
    assert because == "the least amount is 30.2216 among 3 orders, the last on 6 Dec 2011: 30.2216"
    held, because, step = about(shop, 2, ORDERS | {"measure": "max"})
    assert not held
    assert "85.7686 among 3 orders" in because
    assert step == "become: Greatest amount of orders is less than 50; now it is 85.7686"
    assert not about(shop, 12, ORDERS | {"measure": "min"})[0]
