"""The front of the groups: features, a study, groups that are kept and taken back."""

from app import audience, discover
from app.discover.answers import Choice
from app.project import Project
from tests.app.discover.conftest import _one_thread, shop

__all__ = ["_one_thread", "shop"]
AS_OF = "2011-07-01T12:00:00"
CHOICE = Choice(("days_since_last_order", "orders"))


def test_groups_are_found_kept_as_segments_and_taken_back(shop: Project) -> None:
    assert {"days_since_last_order", "orders"} <= {one.name for one in discover.features(shop, AS_OF)}
    study = discover.prepare(shop, CHOICE, AS_OF)
    found = discover.find_groups(shop, CHOICE, 3, AS_OF)
    assert found.labels.tolist() == study.grouping(3).labels.tolist(), "the same choice gives the same groups"
    kept = discover.save(shop, found, "Kinds", names={0: "First"})
    trait = {"trait": "cluster:Kinds", "op": "is_set"}
    assert audience.count(shop, trait).count == len(found.ids)
    assert audience.count(shop, {"segment": "Kinds: First"}).count == int((found.labels == 0).sum())
    discover.undo_save(shop, kept)
    assert "Kinds: First" not in {one.name for one in audience.names(shop).segments.values()}


def test_people_who_were_picked_are_a_tag_and_a_segment(shop: Project) -> None:
    name = discover.save_selection(shop, [3, 5], "Picked")
    assert audience.count(shop, {"segment": name}).count == audience.count(shop, {"tag": "Picked"}).count == 2
