"""Questions about events that are no measure: how each is asked, offered and begun."""

import pytest

from app import conditions
from app.conditions.event import EventTest
from app.conditions.event_question import QUESTIONS, SECTIONS, EventQuestion
from app.domain.problems import RuleProblem
from tests.app.audience.shop_data import Shop
from tests.app.conditions.asking import NAMES, about, row

ORDERS = {"event": "placed_order"}


@pytest.mark.parametrize("kind", QUESTIONS.values())
def test_what_the_builder_offers_makes_a_rule_that_can_be_asked(shop: Shop, kind: type[EventQuestion]) -> None:
    for offer in kind.offers(NAMES, ("placed_order",)):
        _, _, what = offer.key.partition(":")
        rule = kind.begun(what, dict(ORDERS), ORDERS, NAMES)
        assert offer.section in SECTIONS
        test = conditions.parse(rule, NAMES).root.what
        assert isinstance(test, EventTest)
        assert isinstance(test.question, kind)
        assert {deed.names for deed in test.question.deeds} <= {("placed_order",), ("viewed_product",), None}
        assert row(rule)
        assert len(about(shop, 2, rule)) == 3


def test_two_questions_are_never_asked_at_once() -> None:
    with pytest.raises(RuleProblem, match="cannot stand beside"):
        conditions.parse(ORDERS | {"first_time": True, "measure": "count", "op": ">", "value": 1}, NAMES)


def test_only_what_moves_with_now_turns_without_an_event() -> None:
    first = conditions.parse(ORDERS | {"first_time": True}, NAMES).root.what
    assert isinstance(first, EventTest)
    assert isinstance(first.question, EventQuestion)
    assert EventQuestion.turns(first.question, [], None) == set()
    assert first.question.deeds == ()
