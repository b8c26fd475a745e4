"""The builder's row of a trait."""

from dataclasses import replace

from app import conditions
from tests.app.conditions.asking import NAMES, row, texts


def test_a_new_one_has_the_operator_that_is_asked_for_most() -> None:
    assert conditions.begun("trait:city", NAMES) == {"trait": "city", "op": "is"}
    assert conditions.begun("trait:orders", NAMES) == {"trait": "orders", "op": ">="}
    last = conditions.begun("trait:last_order_at", NAMES)
    assert last == {"trait": "last_order_at", "op": "in_last", "value": {"days": 30}}


def test_its_fields_edit_the_condition() -> None:
    rule = {"trait": "country", "op": "is", "value": "DE", "for": {"days": 3}, "note": "why"}
    assert texts(rule) == ["Country", "is", "Germany", "for 3 days"]
    _, op, value, lasting = row(rule)
    assert op.given("is_not_set") == {"trait": "country", "op": "is_not_set", "for": {"days": 3}, "note": "why"}
    assert op.given("is_any_of")["value"] == ["DE"]
    assert value.given("FR") == rule | {"value": "FR"}
    assert lasting.given({"weeks": 1})["for"] == {"weeks": 1}
    before = {"trait": "city", "op": "is", "value": "Rome", "was": True}
    assert texts(before)[3] == "before, but no longer"
    assert "was" not in row(before)[3].given({"days": 2})


def test_a_field_that_is_gone_can_be_exchanged() -> None:
    (only,) = row({"trait": "gone", "op": "is"})
    assert (only.text, only.missing) == ("Unknown field gone", True)


def test_one_that_is_part_of_another_is_asked_as_that_other() -> None:
    merged = replace(NAMES, merged={"land": "country"})
    assert texts({"trait": "land", "op": "is", "value": "DE"}, merged) == texts(
        {"trait": "country", "op": "is", "value": "DE"}
    )


def test_traits_stand_under_a_marketers_headings() -> None:
    found = {offer.key: offer.section for offer in conditions.subjects(NAMES)}
    assert found["trait:city"] == "What is known of them"
    assert found["trait:orders"] == "What their orders and visits come to"
    assert found["trait:rfm_recency"] == "Scores and groups"
