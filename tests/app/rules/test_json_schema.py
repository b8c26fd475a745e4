"""The JSON Schema of the grammar against what the parser takes and refuses."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from app.rules import KINDS, STARTERS, of_type, rule_form
from tests.app.audience.random_rules import rules
from tests.app.audience.test_meaning import KINDS as EXAMPLES
from tests.app.conditions.test_sequence import REFUSED as OF_SEQUENCES

SCHEMA = rule_form().document()
FORM = Draft202012Validator(SCHEMA)


def test_it_is_a_schema_and_knows_every_kind_and_operator() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    defs = SCHEMA["$defs"]
    known = {key for branch in defs["rule"]["anyOf"] for key in defs[branch["$ref"].split("/")[-1]]["required"][:1]}
    assert {*KINDS, "all", "any", "none"} <= known
    types = ("text", "number", "amount", "date", "datetime", "boolean", "list")
    assert set(defs["operator"]["enum"]) == {key for kind in types for key in of_type(kind)}


@pytest.mark.parametrize("rule", [*EXAMPLES, *(one.rule for one in STARTERS)], ids=str)
def test_what_the_parser_takes_has_the_form(rule: Any) -> None:
    assert [error.message for error in FORM.iter_errors(rule)] == []


@settings(max_examples=150, deadline=None)
@given(rule=rules, muted=st.booleans())
def test_random_rules_have_the_form(rule: Any, muted: bool) -> None:
    assert FORM.is_valid(rule | {"muted": muted, "locked": False, "note": "x"})


ORDER = {"event": "placed_order"}
MALFORMED: list[Any] = [
    [],
    {},
    {"al": []},
    {"all": {}},
    {"all": [ORDER | {"wher": []}]},
    {"trait": "city"},
    {"trait": "city", "op": "is"},
    {"trait": "city", "op": "is", "value": ""},
    {"trait": "city", "op": "is_any_of", "value": []},
    {"trait": "city", "op": "is_set", "value": "x"},
    {"trait": "age", "op": "between", "value": [1]},
    {"trait": "age", "op": ">", "value": "5"},
    {"trait": "signed_up_at", "op": "in_last", "value": {"days": 0}},
    {"trait": "signed_up_at", "op": "in_last", "value": {"days": 1, "hours": 2}},
    {"trait": "signed_up_at", "op": "in_month", "value": 13},
    {"trait": "city", "op": "is", "value": "x", "muted": "yes"},
    ORDER | {"measure": "sum", "op": ">", "value": 1},
    ORDER | {"measure": "count", "of": "amount", "op": ">", "value": 1},
    ORDER | {"measure": "days_since_last"},
    ORDER | {"op": ">"},
    ORDER | {"first_time": False},
    ORDER | {"first_time": True, "op": ">", "value": 1},
    ORDER | {"trend": "rising"},
    ORDER | {"trend": "rising", "within": {"from": "2011-01-01"}},
    ORDER | {"by_at_least": 0.5},
    ORDER | {"within": {"last": {"days": 3}, "to": "2011-01-01"}},
    ORDER | {"where": [{"property": "amount"}]},
    {"consent": "email", "is": "maybe"},
    {"near": {"lat": 91, "lon": 0}, "km": 5},
    {"sample": 1.5, "seed": "x"},
    {"entered": "VIP", "op": "=", "value": 1},
]


@pytest.mark.parametrize("rule", MALFORMED, ids=str)
def test_what_is_malformed_has_not_the_form(rule: Any) -> None:
    assert not FORM.is_valid(rule)


@pytest.mark.parametrize("rule", [rule for rule, _, remedy in OF_SEQUENCES if "rder" not in remedy], ids=str)
def test_a_malformed_sequence_has_not_the_form(rule: Any) -> None:
    if "event[1]" not in str(rule) and "searched" not in str(rule):
        assert not FORM.is_valid(rule)
