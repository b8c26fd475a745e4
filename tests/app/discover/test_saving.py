"""What was found is kept wholly: a trait that rules can name, a segment per group, a tag for a selection."""

import dataclasses

import numpy as np
import pytest
from sqlalchemy import select

from app import audience, discover
from app.audience import segments
from app.discover.answers import Choice, Grouping
from app.discover.saving import saved
from app.domain.problems import Problem
from app.domain.progress import Cancelled, Progress
from app.people import tags
from app.project import Project
from storage.file.models import score_run, segment

AS_OF = "2011-07-01T12:00:00"


@pytest.fixture
def grouping(shop: Project) -> Grouping:
    """Three groups of the fifty who ordered."""
    return discover.find_groups(shop, Choice(("days_since_last_order", "orders", "revenue")), 3, AS_OF)


def _segments(shop: Project) -> dict[str, tuple[object, str]]:
    with shop.read() as connection:
        return {row.name: (row.rule, row.note) for row in connection.execute(select(segment))}


def test_each_group_becomes_a_segment_with_its_people(shop: Project, grouping: Grouping) -> None:
    kept = discover.save(shop, grouping, "Buyers")
    assert kept.trait == "cluster:Buyers"
    assert kept.people == 50
    assert set(kept.segments) == {f"Buyers: {portrait.name}" for portrait in grouping.portraits}
    for portrait in grouping.portraits:
        rule, note = _segments(shop)[f"Buyers: {portrait.name}"]
        assert rule == {"trait": "cluster:Buyers", "op": "is", "value": portrait.name}
        assert note == portrait.action
        found = audience.member_ids(shop, rule, AS_OF)
        np.testing.assert_array_equal(found, grouping.ids[grouping.labels == portrait.label])


def test_names_and_actions_can_be_edited(shop: Project, grouping: Grouping) -> None:
    kept = discover.save(shop, grouping, "  My   groups ", {0: "Regulars"}, {0: "Say thanks"})
    assert "My groups: Regulars" in kept.segments
    rule, note = _segments(shop)["My groups: Regulars"]
    assert rule == {"trait": "cluster:My groups", "op": "is", "value": "Regulars"}
    assert note == "Say thanks"
    assert len(audience.member_ids(shop, rule, AS_OF)) == grouping.portraits[0].size


def test_saving_again_replaces_the_segments_and_the_newest_run_counts(shop: Project, grouping: Grouping) -> None:
    discover.save(shop, grouping, "Buyers", {0: "A", 1: "B", 2: "C"})
    turned = dataclasses.replace(grouping, labels=(2 - grouping.labels).astype(np.int32))
    discover.save(shop, turned, "Buyers", {0: "a", 1: "B", 2: "C"}, {0: "New plan"})
    held = _segments(shop)
    assert set(held) == {"Buyers: a", "Buyers: B", "Buyers: C"}
    assert held["Buyers: a"][1] == "New plan"
    found = audience.member_ids(shop, held["Buyers: C"][0], AS_OF)
    np.testing.assert_array_equal(found, grouping.ids[grouping.labels == 0])


def test_saving_again_takes_the_segments_of_vanished_groups_away_and_undo_brings_all_back(
    shop: Project, grouping: Grouping
) -> None:
    discover.save(shop, grouping, "Buyers", {0: "A", 1: "B", 2: "C"})
    segments.save(shop, "Buyers: own", {"trait": "orders", "op": ">=", "value": 1})
    segments.rename(shop, "Buyers: B", "My favourites")
    before = _whole(shop)
    kept = discover.save(shop, grouping, "Buyers", {0: "A", 1: "Y", 2: "Z"}, {0: "Another plan"})
    # The user's own stay: one that only sounds like a group's, one that they renamed.
    assert set(_segments(shop)) == {"Buyers: A", "Buyers: Y", "Buyers: Z", "Buyers: own", "My favourites"}
    assert (kept.replaced, kept.in_use) == (("Buyers: C",), ())
    discover.undo_save(shop, kept)
    assert _whole(shop) == before
    rule = _segments(shop)["Buyers: C"][0]
    assert len(audience.member_ids(shop, rule, AS_OF)) == grouping.portraits[2].size


def test_a_segment_of_a_vanished_group_stays_while_something_uses_it(shop: Project, grouping: Grouping) -> None:
    discover.save(shop, grouping, "Buyers", {0: "A", 1: "B", 2: "C"})
    segments.save(shop, "Not A", {"none": [{"segment": "Buyers: A"}]})
    kept = discover.save(shop, grouping, "Buyers", {0: "X", 1: "B", 2: "C"})
    assert (kept.replaced, kept.in_use) == ((), ("Buyers: A",))
    assert "Buyers: A" in _segments(shop)


def _whole(shop: Project) -> list[tuple[object, ...]]:
    """Every segment, and every run, as they are kept."""
    with shop.read() as connection:
        kept = connection.execute(select(segment).order_by(segment.c.id)).all()
        return [tuple(row) for row in (*kept, *connection.execute(select(score_run)).all())]


def test_what_was_saved_can_be_read_back(shop: Project, grouping: Grouping) -> None:
    discover.save(shop, grouping, "Buyers", {0: "Regulars"})
    (found,) = saved(shop)
    assert found.name == "Buyers"
    assert found.as_of == shop.moment(AS_OF).us
    assert found.parameters["features"] == ["days_since_last_order", "orders", "revenue"]
    assert found.parameters["seed"] == 42
    assert found.summary["groups"][0]["name"] == "Regulars"
    assert [group["size"] for group in found.summary["groups"]] == [one.size for one in grouping.portraits]


@pytest.mark.parametrize(
    ("name", "names", "said"),
    [
        (" ", {}, "A grouping needs a name"),
        ("Buyers", {1: ""}, "A group needs a name"),
        ("Buyers", {0: "Same", 1: "same"}, "Two groups have the same name"),
    ],
)
def test_a_blank_or_doubled_name_keeps_nothing(
    shop: Project, grouping: Grouping, name: str, names: dict[int, str], said: str
) -> None:
    with pytest.raises(Problem, match=said):
        discover.save(shop, grouping, name, names)
    assert saved(shop) == []
    assert _segments(shop) == {}


def test_a_cancelled_save_keeps_nothing(shop: Project, grouping: Grouping) -> None:
    with pytest.raises(Cancelled):
        discover.save(shop, grouping, "Buyers", progress=Progress(None, lambda: True))
    with shop.read() as connection:
        assert connection.execute(select(score_run)).all() == []
    assert _segments(shop) == {}


def test_people_who_are_noise_are_in_no_group(shop: Project, grouping: Grouping) -> None:
    labels = grouping.labels.copy()
    labels[:5] = -1
    kept = discover.save(shop, dataclasses.replace(grouping, labels=labels), "Buyers")
    assert kept.people == 45
    assert len(audience.member_ids(shop, {"trait": "cluster:Buyers", "op": "is_set"}, AS_OF)) == 45


def test_a_selection_becomes_a_tag_and_a_segment(shop: Project) -> None:
    assert discover.save_selection(shop, [5, 3, 5], "Odd ones") == "Odd ones"
    rule, _ = _segments(shop)["Odd ones"]
    assert rule == {"tag": "Odd ones"}
    assert sorted(audience.member_ids(shop, rule, AS_OF)) == [3, 5]


@pytest.mark.parametrize(
    ("ids", "name", "said"),
    [
        ([], "Odd ones", "Nobody is selected"),
        ([1, 999], "Odd ones", "no longer in the project"),
        ([1], "taken", "already"),
        ([1], " ", "A tag needs a name"),
    ],
)
def test_a_selection_that_cannot_be_kept_leaves_nothing(shop: Project, ids: list[int], name: str, said: str) -> None:
    discover.save_selection(shop, [7], "Taken")
    with pytest.raises(Problem, match=said):
        discover.save_selection(shop, ids, name)
    assert set(_segments(shop)) == {"Taken"}
    assert len(audience.member_ids(shop, {"tag": "Taken"}, AS_OF)) == 1
    assert tags.known(shop) == {"Taken": 1}
