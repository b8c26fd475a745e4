"""All that a condition can be about, and the row of any."""

import pytest

from app import conditions
from app.conditions import KINDS
from tests.app.conditions.asking import NAMES, row, with_segment


def test_every_kind_is_offered_under_one_heading_after_the_other() -> None:
    offers = conditions.subjects(with_segment({"all": []}))
    sections = [offer.section for offer in offers]
    assert list(dict.fromkeys(sections)) == [
        "What someone did", "What is known of them", "What their orders and visits come to", "Scores and groups",
        "Permission", "Segments", "More",
    ]  # fmt: skip
    assert sections == sorted(sections, key=list(dict.fromkeys(sections)).index)
    # To be on a list is the rule of static segments alone.
    assert {offer.key.partition(":")[0] for offer in offers} == set(KINDS) - {"listed"}


@pytest.mark.parametrize(
    "key", ["trait:city", "event:*", "segment:1", "consent:email", "suppressed", "tag", "near", "entered"]
)
def test_a_new_condition_is_about_its_subject(key: str) -> None:
    rule = conditions.begun(key, with_segment({"all": []}))
    assert conditions.subject(rule) in (key, "segment")
    assert row(rule, with_segment({"all": []}))[0].text


def test_what_no_kind_knows_is_shown_as_such() -> None:
    assert conditions.subject({"series": []}) == ""
    (only,) = conditions.fields({"series": []}, NAMES, None)  # type: ignore[arg-type]  # nothing is said
    assert (only.text, only.editor) == ("Something this builder cannot show", None)
