"""How many different ones, folded, or days."""

from tests.app.audience.shop_data import Shop
from tests.app.conditions.asking import about, texts

ORDERS = {"event": "placed_order", "measure": "distinct", "op": ">"}


def test_days_and_values_are_counted_once(shop: Shop) -> None:
    held, because, step = about(shop, 2, ORDERS | {"of": "day", "value": 2})
    assert held
    assert because.startswith("3 different days among 3 orders, ")
    assert step == "no longer: Number of days with orders is more than 2; now it is 3"
    mobile = {"event": "viewed_product", "measure": "distinct", "of": "device", "op": "<=", "value": 9}
    spelled = {
        e["device"].casefold()
        for e in shop.events
        if e["name"] == "viewed_product" and e["profile_id"] == 2 and e["device"]
    }
    assert about(shop, 2, mobile)[1].startswith(f"{len(spelled)} different the device among ")


def test_of_no_events_it_is_nought(shop: Shop) -> None:
    assert about(shop, 12, {"event": "placed_order", "measure": "distinct", "of": "day", "op": "=", "value": 0})[0]


def test_its_field_calls_days_days() -> None:
    assert texts(ORDERS | {"of": "day", "value": 2})[1:4] == ["how many different days", "is more than", "2"]
