"""The numbers of a stage's rules: found with what they are of, and turned everywhere they stand."""

from app.runs import lifecycle
from app.runs.lifecycle_thresholds import guarded, of_stage, turned


def told(family: str) -> dict[str, list[tuple[str, str, str, int]]]:
    stages = lifecycle.read(lifecycle.family(family))
    return {one.name: [(t.side, t.about, t.unit, t.value) for t in of_stage(one)] for one in stages}


def test_the_thresholds_of_both_families() -> None:
    activity = told("activity")
    assert activity["New lead"] == [("enter", "signed up", "hours", 48), ("stay", "signed up", "hours", 48)]
    assert activity["Active"] == [
        ("enter", "last active or signed up", "days", 30), ("stay", "last active or signed up", "days", 60)
    ]  # fmt: skip
    assert activity["Churned"] == []
    customer = told("customer")
    assert customer["Loyal"] == [
        ("enter", "orders", "", 5), ("enter", "orders", "days", 365),
        ("stay", "orders ever", "", 5), ("stay", "orders", "", 2), ("stay", "orders", "days", 365),
    ]  # fmt: skip
    assert customer["Prospect"] == []


def test_a_threshold_is_turned_wherever_it_stands_and_nowhere_else() -> None:
    stages = lifecycle.read(lifecycle.family("activity"))
    active = stages[1]
    changed = turned(active, of_stage(active)[0], 14)
    assert [one.value for one in of_stage(changed)] == [14, 60]
    assert [part["value"] for part in changed.enter["any"]] == [{"days": 14}, {"days": 14}]
    assert [one.value for one in of_stage(active)] == [30, 60], "the stage that was given is as it was"
    assert changed.about == "", "what was said of it is no longer true"


def test_the_guard_rail_stands_below_the_first_stage_of_buyers() -> None:
    assert guarded(lifecycle.read(lifecycle.family("customer"))) == 2
    assert guarded(lifecycle.read(lifecycle.family("activity"))) is None
