"""Campaigns that a project keeps."""

from typing import Any

import pytest
from sqlalchemy import update

from app import campaign
from app.domain.problems import CampaignProblem, NotFound
from app.project import Change, Project, audit_log
from app.template import store as templates
from storage.file import models


def test_a_campaign_is_kept_under_its_name_without_case(club: Project, plan: dict[str, Any]) -> None:
    campaign.save(club, "Spring", plan)
    kept = campaign.save(club, "SPRING", plan | {"html": "none"})
    assert [one.name for one in campaign.list_campaigns(club)] == ["SPRING"]
    assert campaign.get(club, "spring") == kept
    assert kept.plan.html == "none"
    assert audit_log.entries(club, 1)[0].action == "Saved the campaign “SPRING”"


def test_a_renamed_segment_or_template_stays_in_the_plan(club: Project, plan: dict[str, Any]) -> None:
    arms = [{"name": "A", "share": 0.5}, {"name": "B", "share": 0.5, "template": "Spring"}]
    campaign.save(club, "All", plan | {"exclude": ["Nobody"], "variants": arms})
    with club.write("Renamed", {Change.SEGMENTS}) as connection:
        for old, new in (("Everyone", "The lot"), ("Nobody", "None at all")):
            named = update(models.segment).where(models.segment.c.name == old)
            connection.execute(named.values(name=new, name_folded=new.casefold()))
    templates.rename(club, "Spring", "Easter")
    kept = campaign.get(club, "All").plan
    assert (kept.include, kept.exclude, kept.template) == (("The lot",), ("None at all",), "Easter")
    assert [one.template for one in kept.variants] == [None, "Easter"]


def test_saving_the_same_again_changes_nothing(club: Project, plan: dict[str, Any]) -> None:
    campaign.save(club, "All", plan)
    token = club.token()
    campaign.save(club, "All", plan)
    assert club.token() == token


def test_a_renamed_campaign_keeps_its_number(club: Project, plan: dict[str, Any]) -> None:
    number = campaign.save(club, "All", plan).id
    campaign.save(club, "Other", plan)
    campaign.rename(club, "all", "ALL of them")
    assert campaign.get(club, "all OF them").id == number
    campaign.rename(club, "ALL of them", "All")
    for taken in ("OTHER", " "):
        with pytest.raises(CampaignProblem, match="taken"):
            campaign.rename(club, "All", taken)


def test_a_wrong_plan_keeps_nothing(club: Project, plan: dict[str, Any]) -> None:
    with pytest.raises(CampaignProblem, match=r"columns\[0\]"):
        campaign.save(club, "All", plan | {"columns": ["shoe_sise"]})
    with pytest.raises(CampaignProblem, match="name"):
        campaign.save(club, " ", plan)
    assert campaign.list_campaigns(club) == []


def test_a_deleted_campaign_is_gone(club: Project, plan: dict[str, Any]) -> None:
    campaign.save(club, "All", plan)
    campaign.delete(club, "all")
    with pytest.raises(NotFound):
        campaign.get(club, "All")
    with pytest.raises(NotFound):
        campaign.delete(club, "All")


def test_a_wrong_name_meets_the_nearest(club: Project, plan: dict[str, Any]) -> None:
    campaign.save(club, "Spring sale", plan)
    with pytest.raises(NotFound, match="Spring sale"):
        campaign.get(club, "Sprign sale")


def test_plans_are_told_also_where_they_fit_no_more(club: Project, plan: dict[str, Any]) -> None:
    campaign.save(club, "Later", plan)
    campaign.save(club, "Earlier", plan)
    templates.remove(club, "Spring")
    assert list(campaign.store.plans(club)) == ["Later", "Earlier"]
    assert campaign.store.plans(club)["Later"]["template"] == "Spring"
    assert not {"ids", "overrules"} & campaign.store.plans(club)["Later"].keys()


def test_a_campaign_is_written_with_what_it_names(club: Project, plan: dict[str, Any]) -> None:
    known = campaign.store.known(club)
    read = campaign.plan.parse(plan, known)
    with club.write("Together", {Change.CAMPAIGNS}) as connection:
        campaign.store.put(connection, "All", read, club.moment().iso())
        campaign.store.put(connection, "ALL ", read, club.moment().iso())
    assert [one.name for one in campaign.list_campaigns(club)] == ["ALL"]
    assert campaign.get(club, "all").plan == read
