"""The rules of kept segments are read once in a question, and a wrong one is told by its segment."""

from dataclasses import replace

import pytest

from app.audience import asking
from app.conditions import rule_of
from app.domain.problems import RuleProblem
from app.rules import KnownSegment
from tests.app.audience.shop_data import Shop


def test_a_rule_is_read_once_and_a_wrong_one_names_its_segment(shop: Shop) -> None:
    kept = {1: KnownSegment(1, "Tea", {"tag": "Tea"}), 2: KnownSegment(2, "Lost", {"trait": "gone", "op": "is_set"})}
    with asking(shop.project) as question:
        question.names = replace(question.names, segments=kept)
        assert rule_of(1, question) is rule_of(1, question)
        with pytest.raises(RuleProblem, match=r"the segment “Lost” cannot be asked about: .*gone"):
            rule_of(2, question)
