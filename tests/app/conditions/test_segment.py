"""In another segment, by its own rule."""

from dataclasses import replace

import pytest

from app import conditions
from app.audience import asking
from app.conditions import Evaluation, all_leaves, load
from app.domain.problems import RuleProblem
from app.query import predicate
from app.rules import KnownSegment, Node
from app.rules.english import sentence
from tests.app.audience.shop_data import Shop
from tests.app.conditions.asking import row, texts, with_segment

VIP = with_segment({"tag": "outdoor"})


def test_it_is_kept_by_its_number_and_said_by_its_name() -> None:
    root = conditions.parse({"segment": "vip"}, VIP).root
    assert root.what.segments == (1,)  # type: ignore[union-attr]  # a condition, not a group
    assert sentence(root, VIP) == "Everyone who is in the segment “VIP”."


def test_its_row_offers_every_segment() -> None:
    assert conditions.begun("segment:1", VIP) == {"segment": "VIP"}
    _, name = row({"segment": "VIP", "note": "why"}, VIP)
    assert name.given("Other") == {"segment": "Other", "note": "why"}
    assert texts({"segment": "gone"}, VIP) == ["In the segment", "gone"]
    assert row({"segment": "gone"}, VIP)[1].missing


def test_it_is_judged_explained_and_turned_by_its_rule(shop: Shop) -> None:
    with asking(shop.project) as question:
        question.names = replace(question.names, segments=VIP.segments)
        what = conditions.parse({"segment": "VIP"}, question.names).root.what
        leaves = all_leaves(Node(what), question)
        inside, outside = (Evaluation(load(at, leaves, question), question) for at in (1, 3))
        assert (what.because(inside), str(what.step(inside))) == ("is in “VIP”", "leave the segment “VIP”")
        assert (what.because(outside), str(what.step(outside))) == ("is not in “VIP”", "enter the segment “VIP”")
        assert what.turns(inside) == set()


def test_one_that_is_defined_by_itself_is_refused(shop: Shop) -> None:
    with asking(shop.project) as question:
        question.names = replace(question.names, segments={1: KnownSegment(1, "Loop", {"segment": 1})})
        with pytest.raises(RuleProblem, match="“Loop” is defined by itself"):
            predicate(conditions.parse({"segment": 1}, question.names).root, question)
