"""Triggered campaigns: whoever enters is mailed once, nobody who said no, nobody twice, and past days worked out."""

import csv
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from app import audience, campaign, ingest
from app.audience import history, segments
from app.campaign import store, triggers
from app.domain.problems import CampaignProblem
from app.project import Project
from app.template import store as templates
from app.template.prepared_template import Template

CART = {"event": "added_to_cart", "within": {"last": {"days": 2}}}
BODY = "<p>Hi, {{ unsubscribe_url }} {{ sender.address }}</p>"
SENDER = {"from_name": "The shop", "from_address": "a@shop.example", "postal_address": "1 Quay, Leeds"}
Bring = Callable[..., None]


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Project]:
    """Ten people, of whom p8 said no and p9 has no consent; some had put something in the cart by the second of May."""
    with Project.create(tmp_path / "shop.quill", timezone="Europe/London", clock="2026-05-02") as project:
        lines = ["email,first_name,email_consent", *(f"p{at}@x.example,N{at},{_answer(at)}" for at in range(10))]
        _bring(project, tmp_path / "people.csv", "profiles", "\n".join(lines))
        _carts(project, tmp_path, "first", {0: "2026-05-01", 1: "2026-05-01"})
        segments.save(project, "In the cart", CART)
        templates.save(project, Template("Cart", "Your cart", "", BODY))
        project.change_settings({"sender": SENDER})
        yield project


def _answer(number: int) -> str:
    return {8: "no", 9: ""}.get(number, "yes")


def _bring(project: Project, path: Path, kind: str, text: str) -> None:
    path.write_text(text + "\n")
    ingest.run_import(project, path, kind)


def _carts(project: Project, folder: Path, name: str, carts: dict[int, str]) -> None:
    rows = [f"p{at}@x.example,added_to_cart,{day}T12:00:00" for at, day in carts.items()]
    _bring(project, folder / f"{name}.csv", "events", "\n".join(["email,event,time", *rows]))


def _plan(again: int | None = None, **more: Any) -> dict[str, Any]:
    trigger = {"again_after": None if again is None else {"days": again}}
    plan = {"version": 1, "include": ["In the cart"], "template": "Cart", "esp": "generic", "html": "none"}
    return plan | {"trigger": trigger} | more


def _at(project: Project, day: str) -> None:
    project.change_settings({"clock": day})


def _run(project: Project, name: str, folder: Path) -> list[str]:
    """Whom a run mails."""
    if triggers.run(project, name, folder) is None:
        assert not folder.exists()
        return []
    with (folder / "contacts.csv").open(newline="") as lines:
        return [row["email"] for row in csv.DictReader(lines)]


def test_only_who_enters_is_mailed_and_each_once(shop: Project, tmp_path: Path) -> None:
    campaign.save(shop, "Cart", _plan())
    # Those who are in it by now were there before anybody looked.
    (due,) = triggers.due(shop)
    assert (due.entered, due.people, due.begun) == (0, 0, ())
    assert _run(shop, "Cart", tmp_path / "0") == []
    _at(shop, "2026-05-03")
    _carts(shop, tmp_path, "second", {2: "2026-05-02", 3: "2026-05-02", 8: "2026-05-02", 9: "2026-05-02"})
    (due,) = triggers.due(shop)
    assert (due.entered, due.people, due.segments, due.template) == (4, 2, ("In the cart",), "Cart")
    assert due.left_out == {"denied": 1, "without a known consent": 1}
    assert [one.email for one in triggers.mails(shop)] == ["p2@x.example", "p3@x.example"]
    assert _run(shop, "Cart", tmp_path / "1") == ["p2@x.example", "p3@x.example"]
    assert _run(shop, "Cart", tmp_path / "2") == []
    # Out of it, and in again.
    _at(shop, "2026-05-06")
    history.refresh(shop, ["In the cart"])
    _carts(shop, tmp_path, "third", {2: "2026-05-05", 4: "2026-05-05"})
    assert _run(shop, "Cart", tmp_path / "3") == ["p4@x.example"]


def test_again_after_so_many_days(shop: Project, tmp_path: Path) -> None:
    campaign.save(shop, "Cart", _plan(again=7))
    for day, carted, mailed in (
        ("2026-05-04", "2026-05-03", ["p5@x.example"]),
        ("2026-05-09", "2026-05-08", []),
        ("2026-05-13", "2026-05-12", ["p5@x.example"]),
    ):
        _at(shop, day)
        history.refresh(shop, ["In the cart"])
        _carts(shop, tmp_path, day, {5: carted})
        assert _run(shop, "Cart", tmp_path / f"out {day}") == mailed, day


def test_one_triggered_mail_a_day_and_the_first_campaign_has_it(shop: Project, tmp_path: Path) -> None:
    segments.save(shop, "Looked or carted", {"event": "added_to_cart", "within": {"last": {"days": 3}}})
    campaign.save(shop, "Cart", _plan())
    campaign.save(shop, "Looked", _plan(include=["Looked or carted"]))
    _at(shop, "2026-05-03")
    _carts(shop, tmp_path, "more", {6: "2026-05-02"})
    first, second = triggers.due(shop)
    assert (first.people, second.people) == (1, 0)
    assert second.left_out == {"mailed by “Cart” today": 1}
    assert _run(shop, "Cart", tmp_path / "1") == ["p6@x.example"]
    assert _run(shop, "Looked", tmp_path / "2") == []


def test_a_clock_that_stands_still_loses_nobody(shop: Project, tmp_path: Path) -> None:
    _at(shop, "2026-05-03")
    campaign.save(shop, "Cart", _plan())
    _carts(shop, tmp_path, "more", {2: "2026-05-02"})
    _at(shop, "2026-05-04")
    _carts(shop, tmp_path, "still", {3: "2026-05-03"})
    assert _run(shop, "Cart", tmp_path / "1") == ["p2@x.example", "p3@x.example"]
    # The same moment as the last run.
    _carts(shop, tmp_path, "late", {4: "2026-05-03"})
    assert _run(shop, "Cart", tmp_path / "2") == ["p4@x.example"]


def test_an_export_that_fails_leaves_them_due(shop: Project, tmp_path: Path) -> None:
    campaign.save(shop, "Cart", _plan())
    _at(shop, "2026-05-03")
    _carts(shop, tmp_path, "more", {2: "2026-05-02"})
    shop.change_settings({"sender": {}})
    with pytest.raises(CampaignProblem):
        triggers.run(shop, "Cart", tmp_path / "1")
    shop.change_settings({"sender": SENDER})
    assert _run(shop, "Cart", tmp_path / "2") == ["p2@x.example"]


def test_a_plan_keeps_since_when_entering_counts(shop: Project) -> None:
    campaign.save(shop, "Cart", _plan(again=7))
    kept = store.get(shop, "Cart").plan
    assert kept.trigger is not None
    assert (kept.trigger.again_days, kept.trigger.since) == (7, (("In the cart", "2026-05-02T00:00:00+01:00"),))
    _at(shop, "2026-05-10")
    campaign.save(shop, "Cart", _plan(again=14))
    assert store.get(shop, "Cart").plan.document()["trigger"] == {
        "again_after": {"days": 14},
        "since": {"In the cart": "2026-05-02T00:00:00+01:00"},
    }
    # Its segment is recorded from then on.
    assert len(history.of(shop, "In the cart")) == 1


def test_who_came_while_there_was_no_trigger_never_entered(shop: Project, tmp_path: Path) -> None:
    campaign.save(shop, "Cart", _plan())
    _at(shop, "2026-05-03")
    _carts(shop, tmp_path, "more", {2: "2026-05-02"})
    assert _run(shop, "Cart", tmp_path / "1") == ["p2@x.example"]
    campaign.save(shop, "Cart", _plan() | {"trigger": None})
    _at(shop, "2026-05-04")
    _carts(shop, tmp_path, "meanwhile", {3: "2026-05-03"})
    history.refresh(shop, ["In the cart"])
    # Switched on again, long after its last export.
    campaign.save(shop, "Cart", _plan())
    assert _run(shop, "Cart", tmp_path / "2") == []
    _at(shop, "2026-05-05")
    _carts(shop, tmp_path, "after", {4: "2026-05-04"})
    assert _run(shop, "Cart", tmp_path / "3") == ["p4@x.example"]


def test_a_segment_that_is_added_later_counts_from_then_on_though_it_was_recorded(
    shop: Project, tmp_path: Path
) -> None:
    segments.save(shop, "Carted of late", {"event": "added_to_cart", "within": {"last": {"days": 5}}})
    history.refresh(shop, ["Carted of late"])
    campaign.save(shop, "Cart", _plan())
    _at(shop, "2026-05-03")
    _carts(shop, tmp_path, "first of all", {7: "2026-05-02"})
    assert _run(shop, "Cart", tmp_path / "0") == ["p7@x.example"]
    _at(shop, "2026-05-06")
    _carts(shop, tmp_path, "early", {2: "2026-05-03"})
    history.refresh(shop)
    # In one segment only, and before that belonged to the plan.
    campaign.save(shop, "Cart", _plan(include=["In the cart", "Carted of late"]))
    assert _run(shop, "Cart", tmp_path / "1") == []
    _at(shop, "2026-05-09")
    _carts(shop, tmp_path, "later", {5: "2026-05-05", 6: "2026-05-08"})
    assert _run(shop, "Cart", tmp_path / "2") == ["p5@x.example", "p6@x.example"]
    # Under its new name it is the same.
    segments.rename(shop, "Carted of late", "Carted")
    since = campaign.get(shop, "Cart").plan.trigger
    assert since is not None
    assert [name for name, _ in since.since] == ["In the cart", "Carted"]


@pytest.mark.parametrize(
    ("trigger", "where"),
    [
        ({"again_after": {"days": 0}}, "trigger.again_after.days"),
        ({"again_after": {"weeks": 1}}, "trigger.again_after.weeks"),
        ({"since": "soon"}, "trigger.since"),
        ({"since": {"In the cart": "soon"}}, "trigger.since.In the cart"),
        ({"since": {"In the carts": "2026-05-02"}}, "trigger.since.In the carts"),
        ({"after": 1}, "trigger.after"),
    ],
)
def test_what_is_wrong_in_a_plan_has_its_place(shop: Project, trigger: Any, where: str) -> None:
    with pytest.raises(CampaignProblem) as wrong:
        campaign.save(shop, "Cart", _plan() | {"trigger": trigger})
    assert wrong.value.where == where


def test_nobody_due_makes_no_empty_export(shop: Project, tmp_path: Path) -> None:
    campaign.save(shop, "Cart", _plan())
    with pytest.raises(CampaignProblem, match="Nobody has entered “In the cart” since 2026-05-02"):
        campaign.export(shop, "Cart", tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_past_days_are_what_each_of_them_would_have_brought(shop: Project, tmp_path: Path) -> None:
    _at(shop, "2026-05-12")
    _carts(shop, tmp_path, "more", {2: "2026-05-04", 8: "2026-05-04", 3: "2026-05-06"})
    _carts(shop, tmp_path, "again", {2: "2026-05-09"})
    campaign.save(shop, "Cart", _plan(again=4))
    days = triggers.simulate(shop, "2026-05-03", "2026-05-10")
    told = {one.day: (one.entered, one.people, one.left_out) for one in days}
    assert told == {
        "2026-05-04": (2, 1, {"denied": 1}),
        "2026-05-06": (1, 1, {}),
        "2026-05-09": (1, 1, {}),
    }
    campaign.save(shop, "Cart", _plan(again=30))
    assert triggers.simulate(shop, "2026-05-09")[0].people == 1
    late = {one.day: one for one in triggers.simulate(shop, "2026-05-03", "2026-05-12")}
    assert late["2026-05-09"].left_out == {"mailed by it in the last 30 days": 1}
    # Each day's entering is what counting as of its ends gives.
    inside = {
        day: set(audience.member_ids(shop, {"segment": "In the cart"}, f"2026-05-{day:02}").tolist()) for day in (4, 5)
    }
    assert late["2026-05-04"].entered == len(inside[5] - inside[4])


@pytest.mark.parametrize(("begin", "end"), [("2026-05-03", "2026-05-02"), ("2026-05-01", "2026-06-01")])
def test_days_to_come_and_none_are_refused(shop: Project, begin: str, end: str) -> None:
    with pytest.raises(CampaignProblem, match="no past days"):
        triggers.simulate(shop, begin, end)
