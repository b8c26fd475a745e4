"""One person's events looked through for a sequence."""

from typing import Any

from app import audience, conditions
from app.conditions import Evaluation, all_leaves, load
from app.conditions.sequence import SequenceTest
from app.conditions.sequences import chains
from tests.app.audience.shop_data import Shop


def found(shop: Shop, person: int, rule: dict[str, Any]) -> chains.Found:
    with audience.asking(shop.project) as question:
        root = conditions.parse(rule, question.names).root
        assert isinstance(root.what, SequenceTest)
        asked = Evaluation(load(person, all_leaves(root, question), question), question)
        what = root.what
        return chains.find(what.stages, what.span(asked), asked, same_product=what.same)


def test_the_events_that_satisfy_it_are_told(shop: Shop) -> None:
    events = sorted(e["at"] for e in shop.events if e["profile_id"] == 2 and e["name"] == "placed_order")
    chain = found(shop, 2, {"sequence": [{"event": "placed_order"}, {"event": "placed_order"}]})
    assert chain.whole
    assert [event["name"] for event in chain.events] == ["placed_order", "placed_order"]
    # The latest that there are, of which the first is the last but one at most.
    assert chain.events[1]["at"] == events[-1]
    assert chain.events[0]["at"] < chain.events[1]["at"]


def test_how_far_somebody_came_is_told(shop: Shop) -> None:
    never = {"sequence": [{"event": "placed_order"}, {"event": "placed_order"}, {"event": "searched"}]}
    chain = found(shop, 2, never)
    assert not chain.whole
    assert len(chain.events) == 2
    assert found(shop, 2, {"sequence": [{"event": "searched"}]}) == chains.Found([], whole=False)


def test_an_event_does_not_follow_itself(shop: Shop) -> None:
    last = {"sequence": [{"event": "placed_order"}, {"event": "placed_order", "not": True}]}
    chain = found(shop, 2, last)
    assert chain.whole
    assert chain.events[0]["at"] == max(
        e["at"] for e in shop.events if e["profile_id"] == 2 and e["name"] == "placed_order"
    )
