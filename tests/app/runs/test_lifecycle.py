"""The stages of the lifecycle: up by one threshold, down by another, and never through a floor."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app import audience, ingest, people, privacy
from app.domain.problems import Problem
from app.project import Project
from app.runs import lifecycle, lifecycle_runs
from app.runs.lifecycle import NONE, next_stages


def plainly(before: int, enter: list[bool], stay: list[bool], floors: list[bool]) -> tuple[int, bool]:
    """One person's next stage, read off the text of the module."""
    came = enter.index(True) if True in enter else NONE
    if came != NONE and (before == NONE or came < before):
        now = came
    elif before == NONE:
        now = NONE
    elif stay[before]:
        now = before
    else:
        below = [at for at in range(before + 1, len(stay)) if stay[at]]
        now = below[0] if below else NONE
    held = False
    for at, floor in enumerate(floors):
        if floor and before != NONE and before <= at and (now == NONE or now > at):
            now, held = at, True
    return now, held


@given(data=st.data(), count=st.integers(1, 5), people=st.integers(1, 6))
def test_everybody_moves_as_is_said(data: Any, count: int, people: int) -> None:
    flags = st.lists(st.booleans(), min_size=count, max_size=count)
    before = [data.draw(st.integers(NONE, count - 1)) for _ in range(people)]
    enter, stay = ([data.draw(flags) for _ in range(people)] for _ in "es")
    floors = [at == data.draw(st.integers(0, count)) for at in range(count)]
    now, held = next_stages(np.array(before), np.array(enter).T, np.array(stay).T, floors)
    expected = [plainly(*one, floors) for one in zip(before, enter, stay, strict=True)]
    assert now.tolist() == [stage for stage, _ in expected]
    assert held == sum(one for _, one in expected)


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with Project.create(tmp_path / "shop.quill", timezone="UTC", clock="2026-06-01") as made:
        rows = ["email,event,time,order_id,amount"]
        days = {"ana": [1, 20], "bo": [45], "cy": [100], "di": [200], "ed": [500]}
        for who, ago in days.items():
            for day in ago:
                at = dt.date(2026, 6, 1) - dt.timedelta(days=day)
                rows.append(f"{who}@x.de,placed_order,{at}T12:00:00,{who}{day},10")
        path = tmp_path / "events.csv"
        path.write_text("\n".join(rows))
        ingest.run_import(made, path, "events")
        leads = tmp_path / "people.csv"
        leads.write_text("email,signed_up_at\nnew@x.de,2026-05-31T12:00:00\nold@x.de,2020-01-01T12:00:00\n")
        ingest.run_import(made, leads, "profiles")
        yield made


def stage_of(project: Project, as_of: str | None = None) -> dict[str, str]:
    found = audience.members(project, {"all": []}, ["email", "lifecycle_stage"], as_of).to_pylist()
    return {row["email"].partition("@")[0]: row["lifecycle_stage"] for row in found}


def test_the_thresholds_of_the_articles(project: Project) -> None:
    """S2:42-44: a new lead signed up within 48 h, the active did something in 30 days, at risk is who did not in 60."""
    found = lifecycle.run(project)
    assert stage_of(project) == {
        "ana": "Active", "bo": "At risk", "cy": "At risk", "di": "Dormant", "ed": "Churned", "new": "New lead",
        "old": "Churned",
    }  # fmt: skip
    assert [(one.name, one.count, one.entered, one.left) for one in found.stages][:2] == [
        ("New lead", 1, 1, 0), ("Active", 1, 1, 0)
    ]  # fmt: skip
    assert (found.none, found.held, found.since) == (0, 0, None)
    rule = {"trait": "lifecycle_stage", "op": "is", "value": "at risk"}
    assert audience.count(project, rule).count == 2


def test_who_came_up_stays_until_the_lower_threshold(project: Project) -> None:
    lifecycle.run(project)
    # Ana's last order is 44 days ago by then: too long to come up, not too long to stay.
    second = lifecycle.run(project, "2026-07-14")
    assert stage_of(project, "2026-07-14")["ana"] == "Active"
    assert stage_of(project, "2026-07-14")["new"] == "Active", "no longer new, and signing up is an activity"
    assert second.since is not None
    third = lifecycle.run(project, "2026-08-10")
    assert stage_of(project, "2026-08-10")["ana"] == "At risk"
    assert {one.name: (one.entered, one.left) for one in third.stages}["Active"] == (0, 2)
    # As of an earlier moment the stage of then is asked for.
    assert stage_of(project)["ana"] == "Active"
    assert lifecycle.run(project, "2026-08-10").stages[1].left == 0


def test_a_customer_never_falls_back_to_prospect(project: Project) -> None:
    lifecycle.choose(project, lifecycle.family("customer"))
    lifecycle.run(project)
    assert stage_of(project)["ana"] == "Repeat customer"
    assert stage_of(project)["old"] == "Prospect"
    # Her orders are taken back: she stays a buyer, and it is told.
    again = project.path.with_name("again.csv")
    again.write_text("email\nana@x.de\nbo@x.de\n")
    ingest.run_import(project, again, "profiles")
    ingest.undo(project, 1)
    found = lifecycle.run(project)
    assert found.held == 2
    assert stage_of(project)["ana"] == stage_of(project)["bo"] == "First-time buyer"


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([], "no stages"),
        ("customer", "no stages"),
        ([{"name": "A"}], "incomplete"),
        ([{"enter": {"all": []}}], "incomplete"),
        ([{"name": "A", "enter": {"all": []}}, {"name": "a", "enter": {"all": []}}], "same name"),
        ([{"name": "A", "enter": {"event": "placed_oder"}}], "“A” are wrong: event: there is no event"),
        ([{"name": "A", "enter": {"trait": "lifecycle_stage", "op": "is", "value": "B"}}], "asks for the lifecycle"),
    ],
)
def test_what_is_wrong_is_refused_and_changes_nothing(project: Project, rows: Any, said: str) -> None:
    with pytest.raises(Problem, match=said):
        lifecycle.choose(project, rows)
    assert next(one.name for one in lifecycle.stages(project)) == "New lead"


@pytest.mark.parametrize("name", lifecycle.FAMILIES)
def test_each_family_can_be_chosen(project: Project, name: str) -> None:
    chosen = lifecycle.choose(project, lifecycle.family(name))
    assert lifecycle.stages(project) == chosen
    assert all(one.about for one in chosen)


def entered(stage: str, **more: Any) -> dict[str, Any]:
    return {"event": "entered_stage", "where": [{"property": "stage", "op": "is", "value": stage}], **more}


def keys(project: Project, rule: Any, as_of: str) -> list[str]:
    return [row["email"][:2] for row in audience.members(project, rule, ["email"], as_of).to_pylist()]


def test_changes_of_stage_are_events_that_rules_and_people_tell(project: Project) -> None:
    """§1.16: stage changes as events that rules can use; explained, in sequences, and on one person's page."""
    lifecycle.run(project)
    lifecycle.run(project, "2026-08-10")
    late = "2026-08-12"
    assert keys(project, entered("at risk"), late) == ["an", "ne"]
    assert keys(project, entered("At risk", within={"last": {"days": 7}}), late) == ["an", "ne"]
    assert keys(project, entered("At risk"), "2026-08-01") == [], "it had not happened yet"
    gone = {"event": "left_stage", "where": [{"property": "stage", "op": "is", "value": "Active"}]}
    assert keys(project, {"sequence": [{"event": "placed_order"}, gone]}, late) == ["an"]
    told = audience.explain(project, entered("At risk"), "ana@x.de", late)
    assert told.member
    story = people.story(project, "ana@x.de", late)
    assert [(one["name"], one.get("stage")) for one in story.events][:2] == [
        ("entered_stage", "At risk"), ("left_stage", "Active")
    ]  # fmt: skip
    assert story.event_count == len(story.events) == 4
    few = people.story(project, "ana@x.de", late, events=3).events
    assert [one["name"] for one in few] == ["entered_stage", "left_stage", "placed_order"]


def test_a_change_of_stage_is_nobodys_own_doing(project: Project) -> None:
    lifecycle.run(project)
    asked = ["email", "last_active_at", "first_seen_at"]
    anything = {"event": "*", "within": {"last": {"days": 30}}}
    before = audience.members(project, {"all": []}, asked, "2026-08-12").to_pylist()
    assert keys(project, anything, "2026-08-12") == []
    lifecycle.run(project, "2026-08-10")
    assert audience.members(project, {"all": []}, asked, "2026-08-12").to_pylist() == before
    assert keys(project, anything, "2026-08-12") == []
    idle = {"event": "*", "measure": "days_since_last", "op": ">", "value": 60}
    assert "an" in keys(project, idle, "2026-08-12")
    assert not audience.explain(project, anything, "ana@x.de", "2026-08-12").member
    # And the stages themselves go on as if nothing had happened.
    lifecycle.run(project, "2026-08-12")
    assert stage_of(project, "2026-08-12")["ana"] == "At risk"


def test_a_run_that_is_taken_back_takes_its_events_back(project: Project) -> None:
    lifecycle.run(project)
    lifecycle.run(project, "2026-08-10")
    kept = lifecycle_runs.newest(project)
    assert kept is not None
    assert kept.found.stages[2].entered == 2
    lifecycle_runs.take_back(project, kept.run)
    assert keys(project, entered("At risk"), "2026-08-12") == []
    assert stage_of(project, "2026-08-12")["ana"] == "Active"


def test_a_stage_cannot_ask_for_changes_of_stage(project: Project) -> None:
    with pytest.raises(Problem, match="asks for the lifecycle"):
        lifecycle.choose(project, [{"name": "A", "enter": entered("B")}])


def test_who_is_erased_or_joined_leaves_no_change_of_stage_behind(project: Project) -> None:
    lifecycle.run(project)
    lifecycle.run(project, "2026-08-10")
    late = "2026-08-12"
    known = project.path.with_name("known.csv")
    # One person by two addresses: what was concluded of either is hers once.
    known.write_text("customer_id,email\nc1,ana@x.de\nc1,new@x.de\n")
    ingest.run_import(project, known, "profiles")
    risky = audience.members(project, entered("At risk"), ["key"], late).to_pylist()
    assert len(risky) == 1
    story = people.story(project, "ana@x.de", late)
    assert [one["stage"] for one in story.events if one["name"] == "entered_stage"] == ["At risk"]
    privacy.erase(project, "ana@x.de")
    assert keys(project, entered("At risk"), late) == []
