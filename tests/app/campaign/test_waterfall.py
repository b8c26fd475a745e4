"""Who gets a campaign, and at which step everybody else falls out."""

import hashlib
from collections import Counter
from types import SimpleNamespace
from typing import Any

import pytest

from app import campaign
from app.campaign.waterfall import Assembly
from app.domain.problems import NotFound
from app.project import Project


def keys_of(found: Assembly) -> list[str]:
    return found.keys.take(found.recipients).to_pylist()


def test_the_waterfall(club: Project, plan: dict[str, Any], recipients: SimpleNamespace) -> None:
    campaign.save(club, "All", plan)
    found = campaign.assembly(club, "All")
    assert keys_of(found) == recipients.plain
    assert [(step.step, step.people, step.removed, step.reason) for step in found.steps] == [
        ("Match “Everyone”", 80, 0, ""),
        ("Valid address", 78, 2, "1 malformed, 1 without an address"),
        ("Consent for email", 70, 8, "3 denied, 2 withdrawn, 2 without a known consent, 1 pending"),
        ("Not suppressed", 68, 2, "1 complained, 1 unsubscribed"),
        ("No address twice", 67, 1, "1 with another person's address"),
    ]


def test_every_step_s_figures_agree(club: Project, plan: dict[str, Any]) -> None:
    campaign.save(club, "All", plan | {"exclude": ["Londoners"], "holdout": {"share": 0.3, "seed": "s"}})
    found = campaign.assembly(club, "All")
    assert [step.code for step in found.steps] == [
        "match",
        "excluded_segment",
        "no_valid_address",
        "no_consent",
        "suppressed",
        "address_twice",
        "held_out",
    ]
    for before, after in zip(found.steps, found.steps[1:], strict=False):
        assert before.people - after.removed == after.people == before.people - sum(after.reasons.values())
        assert len(found.fallen_at(after.code)) == after.removed
    assert found.steps[-1].people == len(found.recipients)
    assert Counter(one.word for one in found.why.values())["held out, seed “s”"] == found.steps[-1].removed > 0


def test_excluded_segments_are_left_out_and_several_included_ones_joined(
    club: Project, plan: dict[str, Any], recipients: SimpleNamespace, people: list[dict[str, Any]]
) -> None:
    campaign.save(club, "Some", plan | {"include": ["Londoners", "Even"], "exclude": ["Nobody", "Even"]})
    wanted = {one["key"] for one in people if one["traits"]["city"] == "London" and one["id"] % 2}
    assert keys_of(campaign.assembly(club, "Some")) == [key for key in recipients.plain if key in wanted]


def test_permissions_are_those_of_everything_recorded(
    club: Project, plan: dict[str, Any], recipients: SimpleNamespace
) -> None:
    campaign.save(club, "All", plan)
    # Before anything was granted, suppressed or withdrawn: membership is of then, permission is of always.
    assert keys_of(campaign.assembly(club, "All", as_of="2025-06-01")) == recipients.plain


def test_a_topic_asks_for_its_own_consent_and_a_later_refusal_of_all_email_counts(
    club: Project, plan: dict[str, Any], recipients: SimpleNamespace
) -> None:
    campaign.save(club, "News", plan | {"consent": {"channel": "email", "topic": "News"}})
    found = campaign.assembly(club, "News")
    assert keys_of(found) == recipients.news
    assert found.steps[2].step == "Consent for email about “News”"


def test_unknown_consent_counts_where_the_project_says_so_and_the_step_says_it(
    club: Project, plan: dict[str, Any], recipients: SimpleNamespace
) -> None:
    club.change_settings({"unknown_is_consent": True})
    campaign.save(club, "All", plan)
    found = campaign.assembly(club, "All")
    assert set(keys_of(found)) == {*recipients.plain, "customer_id:497", "customer_id:491"}
    assert found.steps[2].step == "Consent for email; unknown counts as consent"


def test_the_audience_front_keeps_as_many_as_the_waterfall(club: Project, plan: dict[str, Any]) -> None:
    from app import audience

    campaign.save(club, "All", plan)
    found = campaign.assembly(club, "All")
    reach = audience.reach(club, {"segment": "Everyone"})
    # The same, but that the reach does not know that two people share an address.
    assert reach.mailable == {step.code: step for step in found.steps}["suppressed"].people


def test_the_holdout_is_the_sample_of_the_rules(
    club: Project, plan: dict[str, Any], recipients: SimpleNamespace
) -> None:
    campaign.save(club, "All", plan | {"holdout": {"share": 0.25, "seed": "spring"}})
    found = campaign.assembly(club, "All")
    held = [key for key in recipients.plain if int(hashlib.md5(f"spring:{key}".encode()).hexdigest()[:8], 16) < 2**30]
    assert held
    assert found.keys.take(found.fallen_at("held_out")).to_pylist() == held
    assert keys_of(found) == [key for key in recipients.plain if key not in held]


def test_variants_are_for_recipients_alone_and_cover_them(club: Project, plan: dict[str, Any]) -> None:
    arms = [{"name": "A", "share": 0.5}, {"name": "B", "share": 0.5, "subject": "Other"}]
    campaign.save(club, "Test", plan | {"variants": arms, "holdout": {"share": 0.2, "seed": "x"}})
    found = campaign.assembly(club, "Test")
    assert set(found.variant[found.recipients].tolist()) == {0, 1}
    assert (found.variant >= 0).sum() == len(found.recipients)
    figures = campaign.summary(club, "Test")
    assert sum(one.people for one in figures.variants) == figures.recipients
    assert figures.audience - sum(figures.excluded.values()) - figures.holdout == figures.recipients


@pytest.mark.parametrize(
    ("key", "step", "reason"),
    [
        ("customer_id:499", "Valid address", "without an address"),
        ("customer_id:498", "Valid address", "malformed"),
        ("p4@example.com", "Consent for email", "withdrawn"),
        ("p7@example.com", "Not suppressed", "unsubscribed"),
        ("customer_id:490", "No address twice", "with another person's address"),
    ],
)
def test_why_somebody_is_out(club: Project, plan: dict[str, Any], key: str, step: str, reason: str) -> None:
    campaign.save(club, "All", plan)
    fate = campaign.who(club, "All", key)
    assert (fate.recipient, fate.step, fate.reason, fate.variant) == (False, step, reason, None)
    assert reason in fate.sentence()


def test_who_is_in_who_never_was_and_who_is_not_known(club: Project, plan: dict[str, Any]) -> None:
    campaign.save(club, "London", plan | {"include": ["Londoners"]})
    assert campaign.who(club, "London", "p21@example.com").variant == "A"
    outsider = campaign.who(club, "London", "p22@example.com")
    assert (outsider.recipient, outsider.reason) == (False, "not in the audience")
    with pytest.raises(NotFound):
        campaign.who(club, "London", "nobody@example.com")
