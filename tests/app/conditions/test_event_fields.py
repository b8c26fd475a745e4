"""The builder's row of a condition on events."""

from app.rules import builder
from tests.app.conditions.asking import row, texts

ORDERS = {"event": "placed_order"}


def _offers(rule: dict) -> dict[str, str]:
    pick = next(field.editor for field in row(rule) if getattr(field.editor, "title", "").startswith("How often"))
    assert isinstance(pick, builder.Pick)
    return {offer.key: offer.section for offer in pick.offers}


def test_the_questions_stand_under_their_headings_once() -> None:
    sections = list(dict.fromkeys(_offers(ORDERS).values()))
    assert sections == ["How often", "How long ago", "What it comes to", "How it goes"]
    offered = _offers(ORDERS)
    assert {"count:never", "days_since_last:", "sum:amount", "distinct:day", "first_time", "trend:rising"} <= set(
        offered
    )
    assert "sum:order_id" not in offered


def test_choosing_a_question_makes_the_condition() -> None:
    question = row(ORDERS | {"op": ">=", "value": 5})[1]
    assert question.given("count:once") == ORDERS
    assert question.given("count:never") == ORDERS | {"op": "=", "value": 0}
    assert question.given("count:<=") == ORDERS | {"op": "<=", "value": 5}
    assert question.given("sum:amount") == ORDERS | {"measure": "sum", "of": "amount", "op": ">="}
    assert question.given("first_time") == ORDERS | {"first_time": True, "within": {"last": {"days": 30}}}
    assert question.given("trend:falling") == ORDERS | {"trend": "falling", "within": {"last": {"days": 30}}}


def test_details_are_added_changed_and_taken_away() -> None:
    *_, add = row(ORDERS)
    assert add.adds == "funnel"
    rule = add.given("amount")
    assert rule == ORDERS | {"where": [{"property": "amount", "op": ">="}]}
    assert texts(rule) == ["Placed order", "amount", "is at least", "choose…", "at least once", "over all time"]
    detail, _, value = row(rule)[1:4]
    assert value.given(50)["where"] == [{"property": "amount", "op": ">=", "value": 50}]
    assert detail.given("-") == ORDERS


def test_the_time_frame_goes_with_all_time() -> None:
    rule = ORDERS | {"within": {"between": [{"days": 90}, {"days": 1}]}}
    frame = next(field for field in row(rule) if isinstance(field.editor, builder.TimeFrame))
    assert frame.text == "between 90 days and 1 day ago"
    assert frame.given({}) == ORDERS


def test_further_events_can_count_as_well() -> None:
    add = next(one for one in row(ORDERS) if one.text.startswith("Or…"))
    both = add.given("viewed_page")
    assert both["event"] == ["placed_order", "viewed_page"]
    assert texts(both)[:2] == ["Placed order", "or Viewed page"]
    second = row(both)[1]
    assert second.given("searched")["event"] == ["placed_order", "searched"]
    assert second.given("-")["event"] == "placed_order"
    assert second.given("placed_order")["event"] == "placed_order"
    assert not any(one.text.startswith("Or…") for one in row({"event": "*"}))
