"""What can go wrong with campaigns: each is read as a sentence, under a code of its own."""

import pytest

from app.campaign import problems
from app.domain.problems import CampaignProblem, Declared, NotFound, ProjectProblem

ALL = {name: one for name, one in vars(problems).items() if isinstance(one, Declared)}


@pytest.mark.parametrize("name", ALL)
def test_each_is_a_sentence_with_what_it_is_told(name: str) -> None:
    told = ALL[name]
    said = str(told(**{field: f"<{field}>" for field in told.values}))
    assert said.endswith(".")
    assert all(f"<{field}>" in said for field in told.values)
    assert "{" not in said


def test_codes_are_of_the_campaign_and_kinds_say_who_has_to_act() -> None:
    assert len({one.code for one in ALL.values()}) == len(ALL)
    assert all(one.code.startswith("campaign.") for one in ALL.values())
    assert isinstance(problems.NO_CAMPAIGN(name="x", near=""), NotFound)
    assert isinstance(problems.WRITER(holder="Somebody writes"), ProjectProblem)
    assert isinstance(problems.TAKEN(name="x"), CampaignProblem)
