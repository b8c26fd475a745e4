"""Errors of the check that the marketer accepts: for a reason, on the record, and only as long as they say the same."""

import json
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import update

from app import campaign
from app.campaign.findings import CODES, NEVER_OVERRULED, Finding, Verdict
from app.domain.problems import CampaignProblem
from app.project import Change, Project, audit_log
from app.template import store as templates
from app.template.prepared_template import Template
from storage.file import models

NAMELESS = "<p>Dear {{ first_name }},</p>{{ unsubscribe_url }} {{ sender.address }}"


def error(verdict: Verdict, code: str) -> Finding:
    return next(one for one in verdict.findings if one.code == code and one.severity == "error")


@pytest.fixture
def nameless(club: Project, plan: dict[str, Any]) -> Verdict:
    """What the check says of a campaign whose greeting is blank for whoever has no name; that alone is wrong."""
    templates.save(club, Template("Spring", "Spring", "Tea", NAMELESS))
    campaign.save(club, "All", plan)
    verdict = campaign.check(club, "All")
    assert {one.code for one in verdict.against} == {"empty-greeting"}
    return verdict


def accept(club: Project, verdict: Verdict, reason: str = "they know us") -> Verdict:
    for one in verdict.against:
        verdict = campaign.overrule(club, "All", verdict, one, reason)
    return verdict


def name_somebody(club: Project, number: int, name: str) -> None:
    with club.write("Gave a name", {Change.PROFILES}) as connection:
        row = models.profile.c.id == number
        traits = dict(connection.execute(models.profile.select().where(row)).one().traits)
        traits = {key: value for key, value in traits.items() if key != "first_name"} | (
            {"first_name": name} if name else {}
        )
        connection.execute(update(models.profile).where(row).values(traits=traits))


def test_an_overruled_error_lets_the_export_through_and_stands_in_the_records(
    club: Project, nameless: Verdict, tmp_path: Path
) -> None:
    with pytest.raises(CampaignProblem, match="greeting has no name"):
        campaign.export(club, "All", tmp_path / "out")
    verdict = accept(club, nameless, "  they know\nus ")
    assert verdict.ready
    assert error(verdict, "empty-greeting").overruled == "they know us"
    assert {one.code: one.state for one in verdict.checks}["greeting"] == "overruled"
    assert campaign.check(club, "All") == verdict
    said = audit_log.entries(club, 1)[0]
    assert said.action == "Overruled a finding of the check in the campaign “All”"
    assert said.detail["overrules"][0]["reason"] == "they know us"
    campaign.export(club, "All", tmp_path / "out")
    (first, *_) = json.loads((tmp_path / "out" / "manifest.json").read_text("utf-8"))["overrules"]
    finding = error(verdict, "empty-greeting")
    assert first == {
        **{key: getattr(finding, key) for key in ("code", "where", "line", "variant", "recipients")},
        "finding": finding.message,
        "reason": "they know us",
    }
    assert audit_log.entries(club, 1)[0].detail["overrules"][0] == first


def test_it_stays_with_the_campaign_when_its_plan_is_saved_or_it_is_renamed_or_put_back(
    club: Project, nameless: Verdict, plan: dict[str, Any]
) -> None:
    accept(club, nameless)
    campaign.save(club, "All", plan | {"html": "none"})
    assert campaign.check(club, "All").ready
    campaign.rename(club, "All", "Everybody")
    assert campaign.check(club, "Everybody").ready
    deleted = campaign.delete(club, "Everybody")
    campaign.put_back(club, deleted)
    assert campaign.check(club, "Everybody").ready


def test_it_can_be_taken_back(club: Project, nameless: Verdict, tmp_path: Path) -> None:
    verdict = accept(club, nameless)
    for one in verdict.findings:
        if one.overruled:
            verdict = campaign.take_back(club, "All", verdict, one)
    assert verdict == nameless
    assert campaign.check(club, "All") == nameless
    with pytest.raises(CampaignProblem, match="not ready"):
        campaign.export(club, "All", tmp_path / "out")


# What makes it lapse. Nobody of 20, 30 and 60 has anything wrong but 30, who has no name.


def test_it_lapses_when_it_concerns_more_people(club: Project, nameless: Verdict, tmp_path: Path) -> None:
    accept(club, nameless)
    name_somebody(club, 20, "")
    verdict = campaign.check(club, "All")
    assert not verdict.ready
    assert (error(verdict, "empty-greeting").overruled, error(verdict, "empty-greeting").lapsed) == (
        None,
        "they know us",
    )
    with pytest.raises(CampaignProblem, match="was overruled"):
        campaign.export(club, "All", tmp_path / "out")
    assert accept(club, verdict, "these too").ready


def test_it_lapses_when_it_concerns_as_many_others(club: Project, nameless: Verdict) -> None:
    accept(club, nameless)
    name_somebody(club, 31, "Ann")
    name_somebody(club, 22, "")
    verdict = campaign.check(club, "All")
    before, after = error(nameless, "empty-greeting"), error(verdict, "empty-greeting")
    assert (after.recipients, after.example, after.message) == (before.recipients, before.example, before.message)
    assert not verdict.ready


def test_it_lapses_when_it_moves_or_the_template_or_the_esp_is_another(
    club: Project, nameless: Verdict, plan: dict[str, Any]
) -> None:
    accept(club, nameless)
    templates.save(club, Template("Spring", "Spring", "Tea", f"<p>First</p>\n{NAMELESS}"))
    assert not campaign.check(club, "All").ready
    templates.save(club, Template("Spring", "Spring", "Tea", NAMELESS))
    assert campaign.check(club, "All").ready
    campaign.save(club, "All", plan | {"esp": "klaviyo"})
    assert not campaign.check(club, "All").ready
    templates.save(club, Template("Other", "Spring", "Tea", NAMELESS))
    campaign.save(club, "All", plan | {"template": "Other"})
    assert not campaign.check(club, "All").ready


def test_another_error_stands_against_it_all_the_same(club: Project, nameless: Verdict, tmp_path: Path) -> None:
    accept(club, nameless)
    club.change_settings({"sender": {}})
    verdict = campaign.check(club, "All")
    assert [one.code for one in verdict.against] == ["sender-incomplete"]
    with pytest.raises(CampaignProblem, match="The sender has no name"):
        campaign.export(club, "All", tmp_path / "out")


def test_what_an_export_overrules_is_kept(club: Project, nameless: Verdict, tmp_path: Path) -> None:
    assert not nameless.ready
    campaign.export(club, "All", tmp_path / "out", overrule={"empty-greeting": "a trial"})
    assert {one.overruled for one in campaign.check(club, "All").findings if one.severity == "error"} == {"a trial"}
    name_somebody(club, 20, "")
    assert not campaign.check(club, "All").ready


def test_a_blank_subject_that_was_accepted_does_not_stop_the_export_before_it_begins(
    club: Project, plan: dict[str, Any], tmp_path: Path
) -> None:
    # Before anybody was looked at the finding concerns nobody yet: the overrule covers what is found at the end.
    templates.save(club, Template("Spring", "", "Tea", NAMELESS.replace("first_name", "city")))
    campaign.save(club, "All", plan)
    assert accept(club, campaign.check(club, "All")).ready
    campaign.export(club, "All", tmp_path / "out")


@pytest.mark.parametrize("code", sorted(NEVER_OVERRULED))
def test_what_can_never_be_overruled(club: Project, nameless: Verdict, tmp_path: Path, code: str) -> None:
    assert CODES[code] == "error"
    found = Finding(code, "error", "html", "x")
    with pytest.raises(CampaignProblem, match="can never be overruled"):
        campaign.overrule(club, "All", nameless, found, "because I say so")
    for attempt in (
        lambda: campaign.check(club, "All", overrule={code: "x"}),
        lambda: campaign.export(club, "All", tmp_path / "out", overrule={code: "x"}),
    ):
        with pytest.raises(CampaignProblem, match="can never be overruled"):
            attempt()


def test_a_literal_tag_stops_the_export_whatever_the_campaign_keeps(
    club: Project, plan: dict[str, Any], tmp_path: Path
) -> None:
    body = "{% raw %}<p>{{ first_name }}</p>{% endraw %}{{ unsubscribe_url }} {{ sender.address }}"
    templates.save(club, Template("Spring", "Spring", "Tea", body))
    kept = campaign.save(club, "All", plan)
    found = error(campaign.check(club, "All"), "leftover")
    forged = {"code": "leftover", "where": found.where, "line": found.line, "variant": None, "finding": found.message}
    forged |= {"recipients": found.recipients, "people": found.people, "esp": "generic", "template": "Spring"}
    with club.write("Forged it", {Change.CAMPAIGNS}) as connection:
        row = models.campaign.c.id == kept.id
        before = connection.execute(models.campaign.select().where(row)).one().plan
        after = before | {"overrules": [forged | {"reason": "never mind"}]}
        connection.execute(update(models.campaign).where(row).values(plan=after))
    assert error(campaign.check(club, "All"), "leftover").overruled is None
    with pytest.raises(CampaignProblem, match="would be sent as it stands"):
        campaign.export(club, "All", tmp_path / "out")


@pytest.mark.parametrize("reason", ["", "  ", "\n"])
def test_no_reason_is_no_reason(club: Project, nameless: Verdict, reason: str) -> None:
    with pytest.raises(CampaignProblem, match="needs a reason"):
        campaign.overrule(club, "All", nameless, nameless.against[0], reason)
    assert not campaign.check(club, "All").ready


def test_a_warning_needs_no_overruling(club: Project, nameless: Verdict) -> None:
    with pytest.raises(CampaignProblem, match="nothing to overrule"):
        campaign.overrule(club, "All", nameless, Finding("size", "warning", "html", "big"), "so what")
