"""Only what the conditions need is fetched of a person, and nothing that happened later."""

from app import conditions
from app.audience import asking
from app.conditions import all_leaves, load
from tests.app.audience.shop_data import US, Shop


def test_only_what_is_needed_is_fetched(shop: Shop) -> None:
    with asking(shop.project) as question:
        root = conditions.parse({"all": [{"tag": "x"}, {"trait": "age", "op": ">", "value": 1}]}, question.names).root
        person = load(2, all_leaves(root, question), question)
        assert set(person.traits) == {"age", "birth_date"}
        assert set(person.rows) == {"tags"}
        assert person.events == []
        events = conditions.parse({"event": "*"}, question.names).root
        person = load(2, all_leaves(events, question), question)
        theirs = [event["id"] for event in person.events]
        assert len(theirs) == sum(1 for one in shop.events if one["profile_id"] == 2 and one["at"] <= US)
        assert person.rows == {}
