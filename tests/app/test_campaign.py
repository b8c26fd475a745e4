"""The front of the campaigns: kept, judged, overruled, exported, deleted and brought back."""

from pathlib import Path
from typing import Any

import pytest

from app import campaign
from app.domain.problems import CampaignProblem, NotFound
from app.project import Project
from app.template import store as templates
from app.template.prepared_template import Template
from tests.app.campaign.conftest import club, club_file, people, plan, recipients

__all__ = ["club", "club_file", "people", "plan", "recipients"]


def test_every_front_function_speaks_of_the_same_people(
    club: Project, plan: dict[str, Any], recipients: Any, tmp_path: Path
) -> None:
    campaign.save(club, "All", plan)
    found = campaign.assembly(club, "all")
    keys = found.keys.take(found.recipients).to_pylist()
    assert keys == recipients.plain
    assert campaign.summary(club, "All").recipients == campaign.check(club, "All").recipients == len(keys)
    done = campaign.export(club, "All", tmp_path / "out")
    assert done.verdict.recipients == len(keys)
    assert len(campaign.exports(club, "All")) == 1
    suppressed = campaign.who(club, "All", "p7@example.com")
    assert campaign.who(club, "All", keys[0]) != suppressed


def test_an_error_is_overruled_for_a_reason_and_the_reason_taken_back(club: Project, plan: dict[str, Any]) -> None:
    templates.save(
        club, Template("Bare", "Spring", "", "<p>Dear {{ first_name }},</p>{{ unsubscribe_url }} {{ sender.address }}")
    )
    campaign.save(club, "All", plan | {"template": "Bare"})
    verdict = campaign.check(club, "All")
    (finding,) = verdict.against
    with pytest.raises(CampaignProblem, match="reason"):
        campaign.overrule(club, "All", verdict, finding, " ")
    accepted = campaign.overrule(club, "All", verdict, finding, "they know us")
    assert accepted.ready
    assert campaign.judged(club, "All", verdict) == accepted
    (overruled,) = [one for one in accepted.findings if one.overruled]
    assert not campaign.take_back(club, "All", accepted, overruled).ready
    campaign.overrule(club, "All", verdict, finding, "they know us")
    campaign.enforce(club, "All", [finding.code])
    assert not campaign.judged(club, "All", verdict).ready
    with pytest.raises(CampaignProblem, match="Nothing is overruled"):
        campaign.enforce(club, "All", [finding.code])


def test_a_deleted_campaign_comes_back_under_its_name(club: Project, plan: dict[str, Any]) -> None:
    kept = campaign.save(club, "All", plan)
    campaign.rename(club, "all", "Everybody")
    deleted = campaign.delete(club, "EVERYBODY")
    with pytest.raises(NotFound):
        campaign.get(club, "Everybody")
    assert campaign.list_campaigns(club) == []
    campaign.put_back(club, deleted)
    assert campaign.get(club, "Everybody").plan == kept.plan
    with pytest.raises(CampaignProblem, match="another campaign"):
        campaign.put_back(club, deleted)
