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
    assert texts(rule) == ["Country", "is", "Germany", "for", "3 days"]
    _, op, value, _, when, lasting = row(rule)
    assert op.given("is_not_set") == {"trait": "country", "op": "is_not_set", "for": {"days": 3}, "note": "why"}
    assert op.given("is_any_of")["value"] == ["DE"]
    assert value.given("FR") == rule | {"value": "FR"}
    assert lasting.given({"weeks": 1})["for"] == {"weeks": 1}
    assert "for" not in when.given("now")


def test_capitals_can_count() -> None:
    rule = {"trait": "city", "op": "is", "value": "York"}
    button = next(one for one in row(rule) if one.text.startswith("Capitals"))
    assert button.adds
    counting = button.given(True)
    assert counting == rule | {"case": True}
    (field,) = [one for one in row(counting) if one.text == "same capitals"]
    assert (field.given(False), field.adds) == (rule, "")
    assert not any("apitals" in one.text for one in row({"trait": "age", "op": ">", "value": 3}))


def test_what_has_a_past_can_be_asked_for_it() -> None:
    rule = {"trait": "city", "op": "is", "value": "Rome"}

    def button(rule: dict) -> list:
        return [one for one in row(rule) if one.text.startswith("When")]

    before = button(rule)[0].given("was")
    assert texts(before)[3] == "before, but no longer"
    asked = row(before)[-1].given("for")
    assert asked == rule | {"for": {"days": 30}}
    for made in (before, asked):
        conditions.parse(made, NAMES)
    # What is worked out has none, nor has what moves with now.
    assert not button({"trait": "orders", "op": ">", "value": 3})
    assert not button({"trait": "birth_date", "op": "anniversary_in_next", "value": {"days": 3}})


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
