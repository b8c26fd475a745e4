"""A campaign in figures and in words."""

from typing import Any

from app import campaign
from app.campaign import VariantPeople
from app.domain.serialising import to_json
from app.project import Project


def test_the_sentence_says_what_each_segment_means(club: Project, plan: dict[str, Any]) -> None:
    campaign.save(club, "All", plan | {"include": ["Londoners", "Even"], "exclude": ["Nobody"]})
    assert campaign.summary(club, "All").sentence == (
        "Everyone in “Londoners” (everyone whose “city” is “London”) or “Even” (everyone whose “shoe_size” is known), "
        "but nobody in “Nobody” (no one)."
    )


def test_the_summary_is_what_the_specification_asks_for(club: Project, plan: dict[str, Any]) -> None:
    campaign.save(club, "All", plan | {"holdout": {"share": 0.5, "seed": "s"}})
    figures = campaign.summary(club, "All")
    assert list(to_json(figures))[:6] == ["name", "sentence", "audience", "excluded", "holdout", "variants"]
    assert figures.audience == 80
    assert figures.excluded == {"no_valid_address": 2, "no_consent": 8, "suppressed": 2, "address_twice": 1}
    assert figures.variants == [VariantPeople("A", 1.0, figures.recipients)]
    assert figures.holdout + figures.recipients == 67
