"""For the first time: the earliest of all lies in the window."""

from tests.app.audience.shop_data import Shop
from tests.app.conditions.asking import about

FIRST = {"event": "placed_order", "first_time": True}


def test_it_is_judged_by_the_earliest_of_all(shop: Shop) -> None:
    # The second's orders: 1 and 7 September, 6 December.
    assert about(shop, 2, FIRST) == (True, "the first order was on 1 Sep 2011", "no first order")
    late = FIRST | {"within": {"last": {"days": 30}}}
    assert about(shop, 2, late) == (False, "the first order was on 1 Sep 2011", "a first order in the last 30 days")
    assert about(shop, 12, FIRST) == (False, "there is no order", "a first order")
