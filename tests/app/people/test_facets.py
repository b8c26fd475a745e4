"""The values of a trait with their counts: what a bucket says is what filtering by it leaves."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert

from app import people
from app.people.facets import Facet, facet
from app.project import Change, Project
from storage.file.models import profile, tag, trait

DAY = 86_400_000_000
NOW = 15_317 * DAY  # 2011-12-10
TYPES = {
    "visits": "number",
    "city": "text",
    "spent": "amount",
    "shoe_size": "number",
    "vip": "boolean",
    "seen": "datetime",
}


def _profile(at: int) -> dict[str, Any]:
    """Forty people: three spellings of two cities, amounts of 1 to 40, five sizes, every third a VIP."""
    traits: dict[str, Any] = {"visits": at // 2, "spent": at * 10_000, "seen": NOW - at * 15 * DAY}
    if at <= 36:
        traits["city"] = "Leeds" if at % 3 else "York" if at % 2 else "york"
    if at % 2:
        traits["shoe_size"] = 36 + at % 5
    if at <= 30:
        traits["vip"] = at % 3 == 0
    return {"id": at, "key": f"customer_id:{at:02}", "mailable": True, "traits": traits, "created_batch": 1}


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    path = Path(tmp_path_factory.mktemp("facets")) / "town.quill"
    with Project.create(path, clock="2011-12-10") as project:
        with project.write("fill", set(Change)) as connection:
            known = [{"name": name, "label": name, "type": kind, "own": True} for name, kind in TYPES.items()]
            connection.execute(insert(trait), known)
            connection.execute(insert(profile), [_profile(at) for at in range(1, 41)])
            tags = [(1, "Tea"), (1, "tea"), (2, "TEA"), (2, "Walks"), (3, "Walks"), (4, "tea"), (5, "Walks")]
            connection.execute(insert(tag), [{"profile_id": who, "tag": text, "batch_id": 1} for who, text in tags])
        yield project


def _counts(found: Facet) -> dict[str, int]:
    return {bucket.label: bucket.count for bucket in found.buckets}


@pytest.mark.parametrize("name", [*TYPES, "tags", "orders", "last_order_at"])
def test_filtering_by_a_bucket_leaves_as_many_as_it_says(town: Project, name: str) -> None:
    found = facet(town, name)
    assert found.of == 40
    assert found.buckets
    for bucket in found.buckets:
        assert len(people.ids(town, rule=bucket.rule)) == bucket.count, bucket
    if name != "tags":
        assert sum(bucket.count for bucket in found.buckets) + found.others == 40
        assert found.others == 0


def test_spellings_of_one_text_are_one_value(town: Project) -> None:
    assert _counts(facet(town, "city")) == {"Leeds": 24, "York": 12, "No value": 4}
    assert _counts(facet(town, "tags")) == {"Walks": 3, "tea": 3, "No value": 35}


def test_numbers_come_value_by_value_or_in_round_ranges(town: Project) -> None:
    assert _counts(facet(town, "shoe_size")) == {"36": 4, "37": 4, "38": 4, "39": 4, "40": 4, "No value": 20}
    spent = _counts(facet(town, "spent"))
    assert next(iter(spent)).startswith("Under ")
    assert len(spent) == 5
    assert sum(spent.values()) == 40


def test_ranges_of_whole_numbers_name_the_last_that_is_in(town: Project) -> None:
    labels = list(_counts(facet(town, "visits")))
    assert labels == ["Under 4", "4 to 7", "8 to 11", "12 to 15", "16 and more"]


def test_times_come_by_how_long_ago(town: Project) -> None:
    assert _counts(facet(town, "seen")) == {
        "In the last 30 days": 1,
        "30 to 90 days ago": 4,
        "90 days to a year ago": 19,
        "More than a year ago": 16,
    }
    assert _counts(facet(town, "vip")) == {"Yes": 10, "No": 20, "No value": 10}


def test_a_facet_counts_only_whom_the_others_leave(town: Project) -> None:
    import numpy as np

    leeds = {"trait": "city", "op": "is", "value": "Leeds"}
    found = facet(town, "vip", leeds)
    assert (_counts(found), found.of) == ({"No": 20, "No value": 4}, 24)
    found = facet(town, "city", search="customer_id:1")
    assert (_counts(found), found.of) == ({"Leeds": 7, "York": 3}, 10)
    found = facet(town, "city", among=np.array([1, 3, 40], dtype=np.int64))
    assert (_counts(found), found.of) == ({"Leeds": 1, "York": 1, "No value": 1}, 3)


def test_more_values_than_are_shown_are_counted_together(town: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.people.facets.SHOWN", 1)
    found = facet(town, "city")
    assert (_counts(found), found.others) == ({"Leeds": 24, "No value": 4}, 12)


def test_the_table_can_be_of_people_who_were_picked(town: Project) -> None:
    import numpy as np

    picked = np.array([7, 3, 11], dtype=np.int64)
    assert people.ids(town, among=picked).tolist() == [3, 7, 11]
    assert people.ids(town, "spent", descending=True, among=picked).tolist() == [11, 7, 3]
    leeds = {"trait": "city", "op": "is", "value": "Leeds"}
    assert people.ids(town, rule=leeds, among=picked).tolist() == [7, 11]
