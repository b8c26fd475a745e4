"""The fields of the builder: a comparison that changes its operator, and values in words."""

from app.rules import builder
from tests.app.conditions.asking import Plainly


def test_a_value_stays_where_it_still_fits() -> None:
    line = {"trait": "x", "op": "is", "value": "a", "case": True}
    assert builder.with_op(line, "text", "is_any_of") == {"trait": "x", "op": "is_any_of", "value": ["a"], "case": True}
    assert builder.with_op(line, "text", "is_set") == {"trait": "x", "op": "is_set"}
    assert builder.with_op(line, "text", "matches") == {"trait": "x", "op": "matches", "value": "a", "case": True}
    assert builder.with_op({"op": "between", "value": [2, 4]}, "number", ">") == {"op": ">", "value": 2}
    assert builder.with_op({}, "date", "in_month") == {"op": "in_month", "value": 1}


def test_a_comparison_puts_what_is_given_into_its_line() -> None:
    how, value = builder.comparison({"op": ">"}, "number", Plainly, lambda line: {"all": line}, "amount")
    assert (value.text, value.missing) == (builder.CHOOSE, True)
    assert value.given(3) == {"all": {"op": ">", "value": 3}}
    assert how.given("=") == {"all": {"op": "="}}
    (only,) = builder.comparison({}, "number", Plainly, lambda line: line)
    assert only.missing


def test_values_are_said_in_the_readers_way() -> None:
    said = [
        builder.shown(["2011-12-09", "2011-12-10"], "days", Plainly),
        builder.shown("2011-12-09T10:00", "moment", Plainly),
        builder.shown({"months": 1}, "length", Plainly),
        builder.shown(3, "month", Plainly),
        builder.shown(2.5, "number", Plainly),
        builder.shown([], "texts", Plainly),
    ]
    assert said == ["2011-12-09 and 2011-12-10", "2011-12-09 10:00", "1 month", "March", "2.50", ""]
    assert [builder.figure(number, Plainly) for number in (25, 12.5, 48.8566, 1 / 3)] == [
        "25",
        "12.5",
        "48.8566",
        "0.3333",
    ]
    assert builder.window({"from": "2011-01-01", "to": "2011-02-01"}, Plainly) == "from 2011-01-01 until 2011-02-01"


def test_headings_come_in_their_order_and_others_last() -> None:
    offers = [builder.Offer(str(at), "", section=section) for at, section in enumerate("xbaxb")]
    assert [one.section for one in builder.in_sections(offers, "ab")] == ["a", "b", "b", "x", "x"]
    assert [one.key for one in builder.in_sections(offers, "ab")] == ["2", "1", "4", "0", "3"]
