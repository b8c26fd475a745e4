"""A whole rule about one person: groups, muted parts, and a moment that lies ahead."""

from app import conditions
from app.audience import asking
from app.conditions import Evaluation, all_leaves, load
from app.conditions.evaluation import just_so_long_ago
from app.domain.clock import Moment
from app.rules import Duration
from tests.app.audience.shop_data import DAY, US, Shop

YES, NO = {"tag": "outdoor"}, {"tag": "nothing"}


def test_groups_hold_as_the_grammar_says(shop: Shop) -> None:
    expected = [
        ({"all": []}, True), ({"any": []}, False), ({"none": []}, True), ({"all": [YES, NO]}, False),
        ({"any": [YES, NO]}, True), ({"none": [NO]}, True), ({"none": [YES, NO]}, False),
        ({"all": [YES, NO | {"muted": True}]}, True), (NO | {"muted": True}, True),
    ]  # fmt: skip
    with asking(shop.project) as question:
        for rule, holds in expected:
            root = conditions.parse(rule, question.names).root
            assert Evaluation(load(1, all_leaves(root, question), question), question).whole(root) is holds, rule


def test_an_age_grows_with_the_moment(shop: Shop) -> None:
    with asking(shop.project) as question:
        root = conditions.parse({"trait": "age", "op": ">", "value": 1}, question.names).root
        person = load(2, all_leaves(root, question), question)
        now = Evaluation(person, question)
        ahead = Evaluation(person, question, Moment(US + 3660 * DAY, now.moment.timezone))
        assert ahead.value("age")["plain"] == now.value("age")["plain"] + 10


def test_the_end_of_a_month_is_tried_on_the_days_after_it(shop: Shop) -> None:
    zone = shop.project.timezone
    assert len(list(just_so_long_ago(US, Duration("days", 3), zone))) == 2
    assert len(list(just_so_long_ago(US, Duration("months", 1), zone))) == 5
