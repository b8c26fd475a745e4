"""What is refused, where, and what is said to be right; muting, marks and names."""

from dataclasses import replace

import pytest

from app.conditions import parse
from app.domain.problems import RuleProblem
from app.rules.tree import Group, live, normal
from app.rules.vocabulary import KnownSegment, Named, standard

VIP = {"trait": "loyalty_tier", "op": "is", "value": "Gold"}
NAMES = replace(
    standard(),
    traits=standard().traits
    | {
        "shoe_size": Named("shoe_size", "number", "Shoe size"),
        "regular": Named("regular", "boolean", "Regular"),
        "cluster:Tea": Named("cluster:Tea", "text", "Tea", True),
    },
    segments={7: KnownSegment(7, "VIP", VIP)},
)
CITY = {"trait": "city", "op": "is", "value": "Paris"}

REFUSED = [
    ([], "", "a rule belongs here, not an empty list"),
    ({}, "", "a rule belongs here"),
    (CITY | {"value": "\ud83d"}, "", "half of a character"),
    ({"event": "placed_order", "op": ">=", "value": 1e30}, "value", "beyond what is counted"),
    ({"event": "placed_order", "op": ">=", "value": 10**400}, "value", "beyond what is counted"),
    ({"near": {"lat": 1e300, "lon": 0}, "km": 1}, "near.lat", "beyond what is counted"),
    ({"sample": 0.1, "seed": "a\udfff"}, "", "half of a character"),
    ({"all": CITY}, "all", "holds a list of rules"),
    ({"all": [CITY, {"any": ["x"]}]}, "all[1].any[0]", "not the text “x”"),
    ({"al": [CITY]}, "al", "Did you mean all?"),
    ({"all": [], "any": []}, "any", "means nothing here"),
    ({"all": [CITY], "muted": "yes"}, "muted", "true or false"),
    (CITY | {"note": 5}, "note", "a note is a text"),
    (CITY | {"vallue": 5}, "vallue", "Did you mean value?"),
    (CITY | {"trait": "cityy"}, "trait", "Did you mean city?"),
    (CITY | {"trait": "First name", "op": "is_set"}, "trait", "Did you mean first_name?"),
    ({"all": [CITY, {"event": "placed_oder"}]}, "all[1].event", "Did you mean placed_order?"),
    ({"trait": "city"}, "op", "an operator is missing"),
    (CITY | {"op": ">"}, "op", "“>” is no operator for a text"),
    (CITY | {"op": "does not contain"}, "op", "Did you mean not_contains?"),
    (CITY | {"value": ""}, "value", "empty text"),
    (CITY | {"value": "  "}, "value", "empty text"),
    (CITY | {"value": 5}, "value", "a text belongs here, not 5"),
    ({"trait": "city", "op": "is"}, "value", "needs a value"),
    ({"trait": "city", "op": "is_set", "value": "x"}, "value", "takes no value"),
    ({"trait": "city", "op": "is_any_of", "value": []}, "value", "empty list"),
    ({"trait": "city", "op": "is_any_of", "value": ["x", ""]}, "value[1]", "empty text"),
    ({"trait": "city", "op": "matches", "value": "(a"}, "value", "never closed"),
    ({"trait": "city", "op": "matches", "value": "(?<n>a)"}, "value", "named groups"),
    ({"trait": "shoe_size", "op": "=", "value": True}, "value", "a number belongs here, not true"),
    ({"trait": "shoe_size", "op": "=", "value": float("nan")}, "value", "a number belongs here"),
    ({"trait": "regular", "op": "is", "value": "yes"}, "op", "Use is_true for yes and is_false for no"),
    ({"trait": "shoe_size", "op": "=", "value": "42,5"}, "value", "with a point before its decimals, as 42.5"),
    ({"trait": "shoe_size", "op": "=", "value": "1,250"}, "value", "with a point before its decimals, as 12.5"),
    ({"trait": "shoe_size", "op": "=", "value": 4, "case": True}, "case", "means nothing to ="),
    ({"trait": "shoe_size", "op": "between", "value": [1]}, "value", "[low, high]"),
    ({"trait": "shoe_size", "op": "between", "value": [5, 1]}, "value", "Write it as [1, 5]"),
    ({"trait": "birth_date", "op": "between", "value": ["2011-02-01", "2011-01-31"]}, "value", '["2011-01-31", "2011'),
    ({"event": "placed_order", "op": "between", "value": [3, 2.5]}, "value", "Write it as [2.5, 3]"),
    (
        {"event": "placed_order", "within": {"from": "2011-02-01", "to": "2011-01-31"}},
        "within",
        '{"from": "2011-01-31"',
    ),
    ({"event": "placed_order", "within": {"between": [{"days": 3}, {"days": 9}]}}, "within.between", '[{"days": 9}, '),
    ({"event": "placed_order", "within": {"between": [{"weeks": 4}, {"months": 1}]}}, "within.between", "longer time"),
    ({"trait": "birth_date", "op": "on", "value": "9/12/2011"}, "value", "2011-12-09"),
    ({"trait": "birth_date", "op": "on", "value": "2011-12-09T10:00"}, "value", "without a time"),
    ({"trait": "birth_date", "op": "in_last", "value": {"hours": 3}}, "value.hours", "days, weeks or months"),
    ({"trait": "birth_date", "op": "in_last", "value": {"days": 1, "weeks": 1}}, "value", "length of time"),
    ({"trait": "birth_date", "op": "in_last", "value": {"days": 0}}, "value.days", "positive whole number"),
    ({"trait": "birth_date", "op": "in_last", "value": {"years": 1}}, "value", "no unit of time"),
    ({"trait": "birth_date", "op": "in_month", "value": 13}, "value", "from 1 to 12"),
    (CITY | {"for": {"days": 3}, "was": True}, "was", "exclude each other"),
    ({"trait": "orders", "op": ">", "value": 3, "for": {"days": 3}}, "for", "orders has none"),
    ({"trait": "signed_up_at", "op": "in_last", "value": {"days": 3}, "was": True}, "was", "moves with now"),
    ({"event": []}, "event", "names no event"),
    ({"event": ["placed_order", "x"]}, "event[1]", "no event called “x”"),
    ({"event": "placed_order", "where": CITY}, "where", "holds a list"),
    ({"event": "placed_order", "where": [{"property": "sku", "op": "is_set"}]}, "where[0].property", "ordered_product"),
    (
        {"event": "placed_order", "where": [{"property": "product.brand", "op": "is_set"}]},
        "where[0].property",
        "ordered_product",
    ),
    (
        {"event": "ordered_product", "where": [{"property": "product.brnd", "op": "is_set"}]},
        "where[0].property",
        "product.brand",
    ),
    (
        {"event": "placed_order", "where": [{"property": "amount", "op": "is", "value": "x"}]},
        "where[0].op",
        "no operator for a number",
    ),
    ({"event": "placed_order", "within": {"days": 3}}, "within.days", "means nothing here"),
    ({"event": "placed_order", "within": {"last": {"day": 3}}}, "within.last", "no unit of time"),
    ({"event": "placed_order", "within": {"between": [{"days": 3}]}}, "within.between", "two lengths"),
    ({"event": "placed_order", "op": ">="}, "value", "needs a value"),
    ({"event": "placed_order", "value": 3}, "op", "an operator is missing"),
    ({"event": "placed_order", "op": "is_set"}, "op", "cannot be asked of a count"),
    (
        {"event": "placed_order", "measure": "avg", "of": "amount", "op": ">", "value": 1},
        "measure",
        "no measure called “avg”",
    ),
    ({"event": "placed_order", "measure": "sum", "op": ">", "value": 1}, "of", "needs a property"),
    ({"event": "placed_order", "measure": "sum", "of": "order_id", "op": ">", "value": 1}, "of", "a number"),
    ({"event": "placed_order", "measure": "sum", "of": "amount"}, "op", "an operator is missing"),
    ({"event": "placed_order", "of": "amount", "op": ">", "value": 1}, "of", "Leave “of” out"),
    ({"event": "placed_order", "first_time": True, "op": ">", "value": 1}, "op", "cannot stand beside"),
    ({"event": "placed_order", "trend": "up", "within": {"last": {"days": 3}}}, "trend", "rising or falling"),
    ({"event": "placed_order", "trend": "rising"}, "within", "needs a window"),
    ({"event": "placed_order", "by_at_least": 1}, "by_at_least", "goes with a trend"),
    ({"event": "placed_order", "more_often_than": {"event": "nothing"}}, "more_often_than.event", "no event"),
    ({"segment": "vipp"}, "segment", "Did you mean VIP?"),
    ({"segment": 8}, "segment", "no longer there"),
    ({"consent": "emial", "is": "granted"}, "consent", "Did you mean email?"),
    ({"consent": "email"}, "is", "missing"),
    ({"consent": "email", "is": "yes"}, "is", "state of consent"),
    ({"suppressed": "yes"}, "suppressed", "true or false"),
    ({"tag": ""}, "tag", "empty text"),
    ({"near": {"lat": 91, "lon": 0}, "km": 3}, "near.lat", "outside the globe"),
    ({"near": {"lat": 9}, "km": 3}, "near", "a place"),
    ({"sample": 2}, "sample", "from 0 to 1"),
    ({"sequence": []}, "sequence", "a list of steps belongs here"),
    ({"in_segment_for": "VIP", "value": {"days": 3}}, "op", "Use one of ="),
    ({"in_segment_for": "VIP", "op": "is", "value": {"days": 3}}, "op", "Use one of ="),
    ({"in_segment_for": "VIP", "op": ">="}, "value", '{"days": 14}'),
    ({"in_segment_for": "VIP", "op": ">=", "value": 14}, "value", "a length of time"),
    ({"in_segment_for": "VIP", "op": ">=", "value": {"days": 0}}, "value.days", "positive"),
    ({"in_segment_for": "VIP", "op": "between", "value": {"days": 3}}, "value", "two lengths"),
    ({"in_segment_for": "VIP", "op": "between", "value": [{"days": 1}, {"day": 2}]}, "value[1]", "no unit"),
    ({"in_segment_for": "VIP", "op": "between", "value": [{"weeks": 1}, {"days": 6}]}, "value", "shorter one first"),
    ({"in_segment_for": "VIPP", "op": ">=", "value": {"days": 3}}, "in_segment_for", "Did you mean VIP?"),
    ({"entered": "vipp"}, "entered", "Did you mean VIP?"),
    ({"entered": ["VIP"]}, "entered", "a name belongs here"),
    ({"entered": "VIP", "within": 3}, "within", "a window belongs"),
    ({"left": 8}, "left", "no longer there"),
    ({"left": "VIP", "op": "="}, "op", "means nothing here"),
]


@pytest.mark.parametrize(("rule", "where", "said"), REFUSED, ids=[str(row[0])[:60] for row in REFUSED])
def test_refused_with_the_place_and_what_would_be_right(rule: object, where: str, said: str) -> None:
    with pytest.raises(RuleProblem) as caught:
        parse(rule, NAMES)
    assert caught.value.where == where
    assert said in str(caught.value)


def test_names_are_known_before_they_have_rows() -> None:
    for rule in ({"trait": "cluster:Tea", "op": "is_set"}, {"event": "searched"}, {"segment": "vip"}, {"segment": 7}):
        parse(rule, NAMES)


def test_unknown_names_in_muted_rules_only_warn() -> None:
    rule = {"all": [CITY, {"muted": True, "any": [{"event": "placed_oder"}, {"trait": "x", "op": "is_set"}]}]}
    found = parse(rule, NAMES)
    assert [warning.split(":")[0] for warning in found.warnings] == ["all[1].any[0].event", "all[1].any[1].trait"]
    kept = live(found.root)
    assert kept is not None
    assert isinstance(kept.what, Group)
    assert len(kept.what.children) == 1


def test_muted_rules_are_still_parsed() -> None:
    with pytest.raises(RuleProblem, match="empty text"):
        parse(CITY | {"muted": True, "value": ""}, NAMES)


@pytest.mark.parametrize(
    ("rule", "there"),
    [
        (CITY | {"muted": True}, False),
        ({"any": [CITY | {"muted": True}]}, False),
        ({"all": [{"any": [CITY | {"muted": True}]}]}, False),
        ({"any": [{"any": [CITY | {"muted": True}]}, {"any": []}]}, True),
        ({"any": []}, True),
        ({"any": [], "muted": True}, False),
    ],
)
def test_a_group_emptied_by_muting_is_absent(rule: dict, there: bool) -> None:
    assert (live(parse(rule, NAMES).root) is not None) is there


def test_normalising_fills_defaults_and_unwraps() -> None:
    bare = {"event": "placed_order"}
    wrapped = {"all": [{"any": [bare | {"measure": "count", "op": ">=", "value": 1.0, "note": "x"}], "locked": True}]}
    assert normal(parse(bare, NAMES).root) == normal(parse(wrapped, NAMES).root)
    assert normal(parse({"none": [bare]}, NAMES).root) != normal(parse(bare, NAMES).root)


def test_deep_nesting_is_refused_and_does_not_crash() -> None:
    rule: dict = CITY
    for _ in range(3000):
        rule = {"all": [rule]}
    with pytest.raises(RuleProblem, match="nested more than"):
        parse(rule, NAMES)
