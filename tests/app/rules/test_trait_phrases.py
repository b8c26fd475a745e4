"""What a trait is called inside a sentence, and how its verb agrees."""

from dataclasses import replace

import pytest

from app.domain.names import COMPUTED, TRAITS
from app.rules import trait_phrases
from app.rules.phrases import Phrase
from app.rules.vocabulary import Named, standard

OWN = {
    "sizes": Named("sizes", "list", "Sizes"),
    "bus": Named("bus", "list", "Bus"),
    "town": Named("town", "text", "City"),
}
NAMES = replace(standard(), traits=standard().traits | OWN)


def test_no_two_traits_are_called_the_same() -> None:
    called = [trait_phrases.noun(name, NAMES).text for name in NAMES.traits]
    assert len(set(called)) == len(NAMES.traits) == len(TRAITS) + len(COMPUTED) + len(OWN)


@pytest.mark.parametrize(
    ("trait", "op", "phrase", "said"),
    [
        ("tags", "has", "has “a”", "tags have “a”"), ("first_name", "is_set", "is known", "first name is known"),
        ("sizes", "has", "has “M”", "“Sizes” have “M”"), ("bus", "has", "has “M”", "“Bus” has “M”"),
        ("rfm_recency", "=", "is exactly 5", "RFM recency is exactly 5"),
        ("signed_up_at", "in_last", "is in the last week", "sign-up was in the last week"),
        ("signed_up_at", "is_set", "is known", "sign-up is known"),
        ("birth_date", "in_month", "is in March", "birthday is in March"),
        ("birth_date", "on", "is on 9 Dec 2011", "birth date is on 9 Dec 2011"),
    ],
)  # fmt: skip
def test_a_trait_with_its_operator(trait: str, op: str, phrase: str, said: str) -> None:
    assert trait_phrases.asked(trait, op, Phrase(*phrase.split(" ", 1)), NAMES) == said


def test_what_was_so_before_is_said_of_the_past() -> None:
    said = [
        trait_phrases.once("region", Phrase(*phrase.split(" ", 1)), NAMES)
        for phrase in ("is “N”", "contains “N”", "does not contain “N”")
    ]
    assert said == [
        "region used to be “N”, but no longer is",
        "region used to contain “N”, but no longer does",
        "region once, but no longer, does not contain “N”",
    ]
    assert trait_phrases.once("tags", Phrase("has", "“a”"), NAMES) == "tags used to have “a”, but no longer do"
