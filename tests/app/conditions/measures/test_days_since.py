"""Days since the last event, and since the first."""

from app import conditions
from app.audience import asking
from app.conditions import Evaluation, all_leaves, load
from tests.app.audience.shop_data import DAY, US, Shop
from tests.app.conditions.asking import about

SINCE = {"event": "placed_order", "op": "<", "value": 10}


def test_each_counts_local_days(shop: Shop) -> None:
    held, because, _ = about(shop, 2, SINCE | {"measure": "days_since_last"})
    assert held
    assert because.startswith("4 days since the last of 3 orders")
    held, because, _ = about(shop, 2, SINCE | {"measure": "days_since_first"})
    assert not held
    assert because.startswith("100 days since the first of 3 orders")
    assert about(shop, 12, SINCE | {"measure": "days_since_last"})[:2] == (False, "no orders")


def test_it_turns_on_the_day(shop: Shop) -> None:
    with asking(shop.project) as question:
        root = conditions.parse(SINCE | {"measure": "days_since_last"}, question.names).root
        asked = Evaluation(load(2, all_leaves(root, question), question), question)
        midnight = US - DAY // 2
        # The last order was four days ago.
        assert midnight + 6 * DAY in root.what.turns(asked)
