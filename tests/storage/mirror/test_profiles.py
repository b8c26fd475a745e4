"""The moments at which a person's traits took each of their values."""

import json

from app.domain.merged_fields import Merge, MergedFields
from storage.mirror.profiles import history


def _row(at: int, mode: str = "update", batch: int = 1, **traits: object) -> dict[str, object]:
    return {"at": at, "mode": mode, "batch": batch, "traits": json.dumps(traits)}


def _course(*rows: dict[str, object], sources: dict[int, str] | None = None) -> list[tuple[object, object, object]]:
    found = history(5, list(rows), sources or {})
    lines = [(line["trait"], line["at"], line["value"]) for line in found]
    return sorted(lines, key=lambda line: (str(line[0]), line[1]))  # type: ignore[return-value]


def test_a_trait_that_never_changed_has_no_course() -> None:
    assert _course(_row(1, city="Leeds"), _row(2, city="Leeds")) == []


def test_each_value_has_the_moment_at_which_it_came() -> None:
    assert _course(_row(1, city="Leeds"), _row(2, city="York"), _row(3, city="York"), _row(4, city="Leeds")) == [
        ("city", 1, "Leeds"), ("city", 2, "York"), ("city", 4, "Leeds"),
    ]  # fmt: skip


def test_a_trait_that_came_later_than_the_person_has_one_of_one_value() -> None:
    assert _course(_row(1, city="Leeds"), _row(7, tier="Gold")) == [("tier", 7, "Gold")]


def test_a_blank_that_replaces_is_a_step_to_nothing() -> None:
    assert _course(_row(1, city="Leeds"), _row(2, mode="replace", city=None)) == [
        ("city", 1, "Leeds"),
        ("city", 2, None),
    ]


def test_keeping_changes_nothing_that_is_there() -> None:
    assert _course(_row(1, city="Leeds"), _row(2, mode="keep", city="York", tier="Gold")) == [("tier", 2, "Gold")]


def test_lists_follow_their_sources() -> None:
    course = _course(
        _row(1, batch=1, tags=["a"]), _row(2, batch=2, tags=["b"]), _row(3, batch=3, tags=["c"]),
        sources={1: "shop", 2: "crm", 3: "shop"},
    )  # fmt: skip
    assert course == [("tags", 1, ["a"]), ("tags", 2, ["a", "b"]), ("tags", 3, ["c", "b"])]


def test_a_merged_field_has_the_course_of_all_its_names() -> None:
    merges = MergedFields((Merge("ort", "city", "newest"),))
    rows = [_row(1, city="Leeds"), _row(2, ort="York"), _row(3, city="Hull", ort="Ripon")]
    found = [(one["trait"], one["at"], one["value"]) for one in history(5, rows, merges=merges)]
    assert found == [("city", 1, "Leeds"), ("city", 2, "York"), ("city", 3, "Hull")]
    # What was said under a name that a hand emptied does not count.
    found = [(one["at"], one["value"]) for one in history(5, rows, merges=merges, emptied=frozenset({"ort"}))]
    assert found == [(1, "Leeds"), (3, "Hull")]
