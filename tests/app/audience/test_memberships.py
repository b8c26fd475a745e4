"""Which of the kept segments one person is in: the same as asking each segment for its members."""

from dataclasses import replace
from typing import Any

from app import audience
from app.audience.memberships import segments_of
from app.rules.vocabulary import KnownSegment
from tests.app.audience.shop_data import Shop

KEPT: dict[str, Any] = {
    "Paris": {"trait": "city", "op": "is", "value": "paris"},
    "Buyers": {"event": "placed_order", "op": ">=", "value": 3},
    "Not Paris": {"none": [{"segment": 1}]},
    "Switched off": {"tag": "nobody", "muted": True},
    "Lost": {"trait": "gone", "op": "is_set"},
    "Damaged": None,
}


def test_each_person_is_in_the_segments_whose_members_they_are(shop: Shop) -> None:
    kept = {at: KnownSegment(at, name, rule) for at, (name, rule) in enumerate(KEPT.items(), 1)}
    with audience.asking(shop.project) as question:
        question.names = replace(question.names, segments=kept)
        found = {number: [one.name for one in segments_of(question, number)] for number in range(1, 13)}
    members = {name: set(audience.member_ids(shop.project, KEPT[name]).tolist()) for name in ("Paris", "Buyers")}
    for number, names in found.items():
        wanted = {name for name in members if number in members[name]} | {"Switched off"}
        assert set(names) == wanted | (set() if number in members["Paris"] else {"Not Paris"})
        assert names == [name for name in KEPT if name in names], "in their order"
