"""A condition on events: what may stand beside what, and what is kept when the event is exchanged."""

from typing import Any

import pytest

from app import conditions
from app.audience import asking
from app.conditions import Evaluation, all_leaves, load
from app.domain.problems import RuleProblem
from tests.app.audience.shop_data import DAY, US, Shop
from tests.app.conditions.asking import NAMES

ORDERS = {"event": "placed_order"}
LAST = {"within": {"last": {"days": 30}}}


@pytest.mark.parametrize(
    ("rule", "where", "what"),
    [
        (ORDERS | {"first_time": True, "op": ">"}, "op", "“op” cannot stand beside “first_time”"),
        (ORDERS | {"first_time": True, "trend": "rising"}, "trend", "“trend” cannot stand beside “first_time”"),
        (ORDERS | {"by_at_least": 0.2}, "by_at_least", "“by_at_least” goes with a trend"),
        (ORDERS | {"first_time": True, "by_at_least": 1}, "by_at_least", "“by_at_least” goes with a trend"),
        (ORDERS | {"whithin": {}}, "whithin", "“whithin” means nothing here"),
    ],
)
def test_what_cannot_stand_together_is_refused(rule: dict[str, Any], where: str, what: str) -> None:
    with pytest.raises(RuleProblem, match=what) as caught:
        conditions.parse(rule, NAMES)
    assert caught.value.where == where


def test_another_event_keeps_the_window_and_how_often() -> None:
    often = ORDERS | LAST | {"op": ">=", "value": 3}
    assert conditions.begun("event:viewed_page", NAMES, often) == often | {"event": "viewed_page"}
    measured = ORDERS | LAST | {"measure": "sum", "of": "amount", "op": ">", "value": 3}
    assert conditions.begun("event:viewed_page", NAMES, measured) == {"event": "viewed_page"}


def test_it_turns_when_an_event_leaves_the_window(shop: Shop) -> None:
    with asking(shop.project) as question:
        root = conditions.parse(ORDERS | LAST, question.names).root
        asked = Evaluation(load(2, all_leaves(root, question), question), question)
        latest = max(
            e["at"] for e in shop.events if e["profile_id"] == 2 and e["name"] == "placed_order" and e["at"] <= US
        )
        assert latest + 30 * DAY in root.what.turns(asked)
