"""A trait over time, and when time alone turns it."""

from typing import Any

import pytest

from app import conditions
from app.audience import asking
from app.conditions import Evaluation, all_leaves, load
from tests.app.audience.shop_data import DAY, US, Shop
from tests.app.conditions.asking import about


def test_a_course_is_told_since_its_last_change(shop: Shop) -> None:
    # Rome until twenty days ago.
    assert about(shop, 1, {"trait": "city", "op": "is", "value": "paris", "for": {"days": 10}})[:2] == (
        True,
        "the city is “Paris” since 20 Nov 2011",
    )
    assert not about(shop, 1, {"trait": "city", "op": "is", "value": "paris", "for": {"days": 30}})[0]
    assert about(shop, 1, {"trait": "city", "op": "is", "value": "Rome", "was": True})[0]
    assert not about(shop, 1, {"trait": "city", "op": "is", "value": "Paris", "was": True})[0]


@pytest.mark.parametrize(
    ("person", "rule", "turn"),
    [
        (1, {"trait": "city", "op": "is", "value": "Paris", "for": {"days": 30}}, US + 10 * DAY),
        (2, {"trait": "signed_up_at", "op": "in_last", "value": {"days": 30}}, US + 20 * DAY),
    ],
)
def test_the_moment_of_the_turn_is_among_those_that_are_tried(
    shop: Shop, person: int, rule: dict[str, Any], turn: int
) -> None:
    with asking(shop.project) as question:
        root = conditions.parse(rule, question.names).root
        asked = Evaluation(load(person, all_leaves(root, question), question), question)
        assert turn in root.what.turns(asked)


def test_an_anniversary_turns_at_any_day_of_a_year(shop: Shop) -> None:
    with asking(shop.project) as question:
        rule = {"trait": "birth_date", "op": "anniversary_in_next", "value": {"days": 3}}
        root = conditions.parse(rule, question.names).root
        asked = Evaluation(load(2, all_leaves(root, question), question), question)
        assert len(root.what.turns(asked)) == 366
