"""The builder's rows of a sequence."""

from typing import Any

from app import conditions
from app.rules import builder
from tests.app.conditions.asking import NAMES, row, texts

RULE: builder.Rule = {
    "sequence": [
        {"event": "viewed_product"},
        {"event": "added_to_cart", "within_after": {"days": 2}},
        {"event": "ordered_product", "not": True},
    ],
    "same": "product",
    "within": {"last": {"days": 30}},
}


def field(rule: builder.Rule, text: str, nth: int = 0) -> builder.Field:
    return [one for one in row(rule) if one.text == text][nth]


def steps(rule: builder.Rule) -> list[dict[str, Any]]:
    conditions.parse(rule, NAMES)
    found: list[dict[str, Any]] = rule["sequence"]
    return found


def test_each_step_begins_a_line_of_its_own() -> None:
    assert texts(RULE) == [
        "Did one after another", "Viewed product", "then within", "2 days", "Added to cart", "then not",
        "Ordered product", "all with the same product", "in the last 30 days",
    ]  # fmt: skip
    assert [one.line for one in row(RULE) if one.line] == ["1.", "2.", "3.", "Steps"]


def test_a_step_can_follow_otherwise_and_keeps_its_time() -> None:
    how = field(RULE, "then within")
    assert steps(how.given("not_so_far"))[1] == {
        "event": "added_to_cart", "within_after": {"days": 2}, "not": True, "so_far": True
    }  # fmt: skip
    assert steps(how.given("then"))[1] == {"event": "added_to_cart"}
    assert steps(field(RULE, "then not").given("not_in"))[2]["within_after"] == {"hours": 48}
    assert steps(field(RULE, "2 days").given({"hours": 5}))[1]["within_after"] == {"hours": 5}


def test_steps_are_added_changed_and_taken_away() -> None:
    add = next(one for one in row(RULE) if one.text == "Then…: add a step")
    assert steps(add.given("ordered_product"))[3] == {"event": "ordered_product"}
    assert steps(field(RULE, "Added to cart").given("removed_from_cart"))[1] == {
        "event": "removed_from_cart", "within_after": {"days": 2}
    }  # fmt: skip
    # What stands first follows nothing.
    assert steps(field(RULE, "Viewed product").given("-"))[0] == {"event": "added_to_cart"}
    alone = {"sequence": [{"event": "viewed_product"}]}
    picked = field(alone, "Viewed product").editor
    assert isinstance(picked, builder.Pick)
    assert "-" not in [offer.key for offer in picked.offers]


def test_a_step_has_details_of_its_own() -> None:
    detail = next(one for one in row(RULE) if one.text.startswith("Only where"))
    made = detail.given("product.price")
    value = next(one for one in row(made) if one.missing)
    assert steps(value.given(50))[0]["where"] == [{"property": "product.price", "op": ">=", "value": 50}]


def test_with_one_product_only_its_events_are_offered() -> None:
    def offered(rule: builder.Rule) -> set[str]:
        editor = field(rule, "Viewed product").editor
        assert isinstance(editor, builder.Pick)
        return {offer.key for offer in editor.offers}

    assert "placed_order" not in offered(RULE)
    assert "placed_order" in offered(field(RULE, "all with the same product").given(False))


def test_a_new_one_is_the_cart_left_behind_or_goes_on_from_the_event() -> None:
    assert len(steps(conditions.begun("sequence", NAMES))) == 2
    before = {"event": "searched", "within": {"last": {"days": 3}}, "op": ">=", "value": 2}
    assert conditions.begun("sequence", NAMES, before) == {
        "sequence": [{"event": "searched"}, {"event": "placed_order"}], "within": {"last": {"days": 3}}
    }  # fmt: skip
    conditions.parse(conditions.begun("sequence", NAMES), NAMES)
