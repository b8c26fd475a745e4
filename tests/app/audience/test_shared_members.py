"""Which kept segments share people with a rule."""

from app import audience
from app.audience import segments, shared_members
from tests.app.audience.shop_data import Shop

PARIS = {"trait": "city", "op": "is", "value": "paris"}
ORDERED = {"event": "placed_order", "op": ">=", "value": 2}


def test_they_are_counted_as_each_question_by_itself_is(shop: Shop) -> None:
    kept = {"Parisians": PARIS, "Orderers": ORDERED, "Nobody": {"any": []}, "Everyone": {"all": []}}
    try:
        for name, rule in kept.items():
            segments.save(shop.project, name, rule)
        found = shared_members.find(shop.project, ORDERED, "orderers")
        assert {one.name: (one.people, one.both) for one in found} == {
            name: (
                audience.count(shop.project, rule).count,
                audience.count(shop.project, {"all": [rule, ORDERED]}).count,
            )
            for name, rule in kept.items()
            if name in ("Parisians", "Everyone")
        }
        assert found[0].name == "Everyone", "the most of them first"
    finally:
        for name in kept:
            segments.delete(shop.project, name)
