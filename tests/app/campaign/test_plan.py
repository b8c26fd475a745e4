"""PLAN.json: what it takes, what it fills in, and what it refuses with its place."""

import copy
from typing import Any

import pytest

from app.campaign.plan import Known, Variant, parse
from app.domain.clock import parse_moment, zone
from app.domain.problems import CampaignProblem

KNOWN = Known(
    segments=["VIP", "Complained recently", "Loyal"],
    templates=["Spring", "Autumn"],
    esps=["generic", "klaviyo", "mailchimp"],
    columns=["email", "first_name", "segment", "shoe_size"],
    is_moment=lambda text: parse_moment(text, zone("Europe/London")),
)
WHOLE = {
    "version": 1,
    "include": ["VIP"],
    "exclude": ["Complained recently"],
    "consent": {"channel": "email", "topic": None},
    "holdout": {"share": 0.1, "seed": "spring"},
    "template": "Spring",
    "esp": "klaviyo",
    "columns": ["email", "first_name", "segment"],
    "variants": [{"name": "A", "share": 0.5}, {"name": "B", "share": 0.5, "subject": "…"}],
    "html": "sample",
    "scheduled_at": None,
}


def test_the_specification_s_plan_comes_back_as_it_was() -> None:
    plan = parse(WHOLE, KNOWN)
    assert plan.variants[1] == Variant("B", 0.5, subject="…")
    assert plan.document() == WHOLE
    assert parse(plan.document(), KNOWN) == plan


def test_defaults() -> None:
    plan = parse({"version": 1, "include": ["VIP"], "template": "Spring", "esp": "generic"}, KNOWN)
    assert plan.document() == {
        "version": 1,
        "include": ["VIP"],
        "exclude": [],
        "consent": {"channel": "email", "topic": None},
        "holdout": {"share": 0.0, "seed": ""},
        "template": "Spring",
        "esp": "generic",
        "columns": ["email"],
        "variants": [{"name": "A", "share": 1.0}],
        "html": "sample",
        "scheduled_at": None,
    }


def test_names_are_found_without_case_and_spelled_as_the_project_does() -> None:
    plan = parse(WHOLE | {"include": ["vip", "VIP"], "template": "SPRING", "esp": "Klaviyo"}, KNOWN)
    assert (plan.include, plan.template, plan.esp) == (("VIP",), "Spring", "klaviyo")


def test_the_address_is_always_the_first_column() -> None:
    assert parse(WHOLE | {"columns": ["shoe_size", "email"]}, KNOWN).columns == ("email", "shoe_size")


REFUSED: dict[str, tuple[dict[str, Any], str, str]] = {
    "unknown key": ({"inlcude": []}, "inlcude", "include"),
    "unknown key inside": ({"holdout": {"share": 0.1, "sead": "x"}}, "holdout.sead", "seed"),
    "unknown key in a variant": ({"variants": [{"name": "A", "share": 1, "subjct": ""}]}, "variants[0].subjct", "subj"),
    "segment": ({"include": ["VIP", "Loial"]}, "include[1]", "Loyal"),
    "excluded segment": ({"exclude": ["Complained"]}, "exclude[0]", "Complained recently"),
    "template": ({"template": "Sprign"}, "template", "Spring"),
    "template of a variant": ({"variants": [{"name": "A", "share": 1, "template": "X"}]}, "variants[0].template", "X"),
    "esp": ({"esp": "mailchip"}, "esp", "mailchimp"),
    "column": ({"columns": ["email", "frist_name"]}, "columns[1]", "first_name"),
    "version": ({"version": 2}, "version", "1"),
    "yes for a version": ({"version": True}, "version", "1"),
    "no audience": ({"include": []}, "include", "at least one"),
    "channel": ({"consent": {"channel": "sms"}}, "consent.channel", "email"),
    "all held out": ({"holdout": {"share": 1, "seed": "x"}}, "holdout.share", "less than 1"),
    "share below zero": ({"holdout": {"share": -0.1, "seed": "x"}}, "holdout.share", "0 or more"),
    "share of text": ({"holdout": {"share": "0.1", "seed": "x"}}, "holdout.share", "number"),
    "no seed": ({"holdout": {"share": 0.1}}, "holdout.seed", "missing"),
    "shares": ({"variants": [{"name": "A", "share": 0.5}, {"name": "B", "share": 0.4}]}, "variants", "0.9"),
    "no share": (
        {"variants": [{"name": "A", "share": 1}, {"name": "B", "share": 0}]},
        "variants[1].share",
        "0",
    ),
    "twice": ({"variants": [{"name": "A", "share": 0.5}, {"name": "a", "share": 0.5}]}, "variants[1].name", "twice"),
    "a path as name": ({"variants": [{"name": "../x", "share": 1}]}, "variants[0].name", "file"),
    "html": ({"html": "every"}, "html", "all, sample, none"),
    "scheduled": ({"scheduled_at": "soon"}, "scheduled_at", "soon"),
    "list": ({"include": "VIP"}, "include", "list"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_wrong_is_refused_with_its_place(case: str) -> None:
    change, where, said = REFUSED[case]
    with pytest.raises(CampaignProblem) as caught:
        parse(copy.deepcopy(WHOLE) | change, KNOWN)
    assert caught.value.where == where
    assert said in str(caught.value)


@pytest.mark.parametrize("key", ["include", "template", "esp", "version"])
def test_what_must_be_there_is_asked_for(key: str) -> None:
    with pytest.raises(CampaignProblem) as caught:
        parse({name: value for name, value in WHOLE.items() if name != key}, KNOWN)
    assert caught.value.where == key


@pytest.mark.parametrize("document", [None, [], "plan", 3])
def test_only_an_object_is_a_plan(document: object) -> None:
    with pytest.raises(CampaignProblem, match="object"):
        parse(document, KNOWN)


def test_thirds_are_whole() -> None:
    third = [{"name": name, "share": 1 / 3} for name in "ABC"]
    assert len(parse(WHOLE | {"variants": third}, KNOWN).variants) == 3
