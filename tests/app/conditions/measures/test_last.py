"""The property of the latest event that has it."""

from tests.app.audience.shop_data import Shop
from tests.app.conditions.asking import about

LAST = {"event": "placed_order", "measure": "last", "of": "amount"}


def test_any_operator_of_the_type_compares_it(shop: Shop) -> None:
    held, because, _ = about(shop, 2, LAST | {"op": "=", "value": 30.2216})
    assert held
    assert because.startswith("the latest value of the amount is 30.2216 among 3 orders")
    assert about(shop, 2, LAST | {"op": "is_set"})[0]
    assert about(shop, 12, LAST | {"op": "is_not_set"})[0]
