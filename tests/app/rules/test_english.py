"""Sentences as a marketer reads them, and that no two different rules read the same."""

# ruff: noqa: E501

import json
from collections.abc import Iterable
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.conditions import parse
from app.domain.problems import RuleProblem
from app.rules.english import condition, sentence
from app.rules.tree import normal
from app.rules.vocabulary import KnownSegment, Named, standard
from tests.app.audience.near_rules import near_rules
from tests.app.audience.random_rules import drawn, rules

BASE = standard()
NAMES = replace(
    BASE,
    traits=BASE.traits | {
        "shoe_size": Named("shoe_size", "number", "Shoe size"), "budget": Named("budget", "amount", "City"),
        "sizes": Named("sizes", "list", "Sizes"), "vip": Named("vip", "boolean", "is known and whose City"),
    },
    events=BASE.events | {"rated": "Rated"},
    properties=BASE.properties | {"rated": {"stars": "number", "mood": "text"}, "viewed_product": BASE.properties["viewed_product"] | {"quantity": "amount"}},
    segments={1: KnownSegment(1, "VIP", {"all": []}), 2: KnownSegment(2, "Regulars", {"any": []})},
)  # fmt: skip


LAST = {"within": {"last": {"days": 7}}}
A, B, C = {"tag": "a"}, {"tag": "b"}, {"tag": "c"}

SENTENCES = [
    ({"all": []}, "Everyone."),
    ({"any": []}, "No one."),
    # What refreshes recorded.
    ({"in_segment_for": "VIP", "op": ">=", "value": {"days": 14}}, "Everyone who has been in the segment “VIP” for at least 14 days."),
    ({"in_segment_for": "VIP", "op": "!=", "value": {"weeks": 1}}, "Everyone who has been in the segment “VIP” for any time but exactly 1 week."),
    ({"in_segment_for": "VIP", "op": "between", "value": [{"days": 1}, {"months": 2}]}, "Everyone who has been in the segment “VIP” for between 1 day and 2 months."),
    ({"entered": "vip", "within": {"last": {"days": 7}}}, "Everyone who entered the segment “VIP” in the last 7 days."),
    ({"left": "VIP"}, "Everyone who ever left the segment “VIP”."),
    ({"none": [{"left": "VIP"}]}, "Everyone except anyone who ever left the segment “VIP”."),
    # Traits: a plain noun, a verb that agrees, and past what is past.
    ({"trait": "first_name", "op": "is_not_set"}, "Everyone whose first name is not known."),
    ({"trait": "tags", "op": "has", "value": "x"}, "Everyone whose tags have “x”."),
    ({"trait": "tags", "op": "has_any_of", "value": ["x", "y"]}, "Everyone whose tags have “x” or “y”."),
    ({"trait": "tags", "op": "has_all_of", "value": ["x", "y", "z"]}, "Everyone whose tags have “x”, “y” and “z”."),
    ({"trait": "tags", "op": "has_none_of", "value": ["x", "y"]}, "Everyone whose tags have neither “x” nor “y”."),
    ({"trait": "interests", "op": "is_not_set"}, "Everyone whose interests are not known."),
    ({"trait": "sizes", "op": "has", "value": "M"}, "Everyone whose “Sizes” have “M”."),
    ({"trait": "sizes", "op": "has_none_of", "value": ["M"]}, "Everyone whose “Sizes” have none of “M”."),
    ({"trait": "orders", "op": ">=", "value": 3}, "Everyone whose number of orders is at least 3."),
    ({"trait": "orders", "op": "between", "value": [1, 3]}, "Everyone whose number of orders is between 1 and 3."),
    ({"trait": "net_revenue", "op": ">", "value": 1234.5}, "Everyone whose net revenue is more than 1,234.5."),
    ({"trait": "rfm_recency", "op": "=", "value": 5}, "Everyone whose RFM recency is exactly 5."),
    ({"trait": "country", "op": "is_any_of", "value": ["DE", "fr", "Italien"]}, "Everyone whose country is “Germany”, “France” or “Italy”."),
    ({"trait": "region", "op": "is_none_of", "value": ["N", "S"]}, "Everyone whose region is neither “N” nor “S”."),
    ({"trait": "region", "op": "is", "value": "N", "case": True}, "Everyone whose region is “N” (capitals count)."),
    ({"trait": "region", "op": "is", "value": "N", "was": True}, "Everyone whose region used to be “N”, but no longer is."),
    ({"trait": "region", "op": "contains", "value": "N", "was": True}, "Everyone whose region used to contain “N”, but no longer does."),
    ({"trait": "region", "op": "is", "value": "N", "for": {"days": 1}}, "Everyone whose region is “N” and has been so for 1 day."),
    ({"trait": "signed_up_at", "op": "in_last", "value": {"days": 30}}, "Everyone whose sign-up was in the last 30 days."),
    ({"trait": "last_order_at", "op": "not_in_last", "value": {"months": 1}}, "Everyone whose latest order is known and not in the last month."),
    ({"trait": "birth_date", "op": "anniversary_in_next", "value": {"days": 7}}, "Everyone whose birthday is today or in the next 7 days."),
    ({"trait": "birth_date", "op": "in_month", "value": 3}, "Everyone whose birthday is in March."),
    ({"trait": "vip", "op": "is_false"}, "Everyone whose “is known and whose City” is no."),
    ({"trait": "budget", "op": "=", "value": 1}, "Everyone whose “City (budget)” is exactly 1."),
    # Groups: whom it is about, and nobody whom it leaves out.
    ({"none": [A]}, "Everyone except anyone who carries the tag “a”."),
    ({"all": [A, {"none": [B]}]}, "Everyone who carries the tag “a” and nobody who carries the tag “b”."),
    ({"all": [{"none": [A]}, B]}, "Everyone who is not someone who carries the tag “a” and who carries the tag “b”."),
    ({"any": [A, {"none": [B]}]}, "Everyone who carries the tag “a” or who is not someone who carries the tag “b”."),
    ({"all": [A, B, C]}, "Everyone who carries the tag “a”, who carries the tag “b” and who carries the tag “c”."),
    (
        {"all": [A, {"none": [{"any": [B, C]}]}]},
        "Everyone who carries the tag “a” and nobody (who carries the tag “b” or who carries the tag “c”).",
    ),
    (
        {"all": [{"trait": "orders", "op": ">=", "value": 3}, {"any": [{"tag": "Tea"}, {"segment": "vip"}]}]},
        "Everyone whose number of orders is at least 3 and (who carries the tag “Tea” or who is in the segment “VIP”).",
    ),
    (
        {"none": [{"suppressed": True}, {"consent": "sms", "is": "denied"}]},
        "Everyone who matches none of these: who is on the suppression list; whose consent to SMS is denied.",
    ),
    ({"all": [A, B | {"muted": True}]}, "Everyone who carries the tag “a” and [switched off: who carries the tag “b”]."),
    ({"sample": 0.1}, "Everyone who falls into a sample of 10 % drawn without a seed."),
    # Events.
    (
        {"event": "placed_order", "op": "=", "value": 0, "within": {"last": {"days": 365}}},
        "Everyone who did not place an order in the last 365 days.",
    ),
    ({"event": "sent_email", "op": "=", "value": 0}, "Everyone who was not sent an email."),
    ({"event": "placed_order", "op": "<", "value": 2} | LAST, "Everyone who placed an order fewer than 2 times in the last 7 days."),
    ({"event": ["placed_order", "searched"], "op": "=", "value": 0}, "Everyone who did not place an order or search."),
    ({"event": ["rated", "searched"]}, "Everyone who did any of “Rated” or “Searched” at least once."),
    (
        {"event": "viewed_product", "where": [{"property": "product.category", "op": "is", "value": "Bags"}]},
        "Everyone who viewed a product at least once (where the product's category is “Bags”).",
    ),
    (
        {"event": "placed_order", "measure": "sum", "of": "amount", "op": ">", "value": 1234.5, "within": {"from": "2011-01-01"}},
        "Everyone whose total amount of orders since 1 Jan 2011 is more than 1,234.5.",
    ),
    ({"event": "placed_order", "within": {"from": "2011-01-01", "to": "2011-01-05"}}, "Everyone who placed an order at least once from 1 Jan 2011 to 5 Jan 2011."),
    ({"event": "placed_order", "measure": "last", "of": "amount", "op": ">", "value": 50}, "Everyone whose amount at the latest order is more than 50."),
    ({"event": "viewed_product", "measure": "distinct", "of": "day", "op": ">=", "value": 3} | LAST, "Everyone whose number of days with product views in the last 7 days is at least 3."),
    ({"event": "placed_order", "measure": "days_since_last", "op": ">", "value": 30}, "Everyone whose number of days since the last order is more than 30."),
    ({"event": "placed_order"} | LAST | {"trend": "falling", "by_at_least": 0.5}, "Everyone who placed an order in the last 7 days less often than in the same time before, by at least 50 %."),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "said"), SENTENCES)
def test_sentences(rule: dict, said: str) -> None:
    assert sentence(parse(rule, NAMES).root, NAMES) == said


def test_a_row_has_a_caption() -> None:
    node = parse({"event": "placed_order", "op": "<=", "value": 2}, NAMES).root
    assert condition(node, NAMES) == "Placed an order at most 2 times"


def _known(rule: object) -> bool:
    return "latitude" not in json.dumps(rule)


muted = st.one_of(rules, rules.map(lambda rule: rule | {"muted": True}))
wrapped = st.one_of(muted, st.lists(muted, min_size=1, max_size=3).map(lambda parts: {"all": parts}))


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(wrapped, min_size=2, max_size=8))
def test_rules_that_differ_never_read_the_same(some: list) -> None:
    said: dict[str, object] = {}
    for rule in some:
        root = parse(rule, NAMES).root
        text = sentence(root, NAMES)
        assert said.setdefault(text, normal(root)) == normal(root), (rule, text)


def distinct(rules: Iterable[object]) -> int:
    """Hold that no two of these rules that differ read the same; says how many do not."""
    said: dict[str, object] = {}
    for rule in rules:
        try:
            root = parse(rule, NAMES).root
        except RuleProblem:
            continue
        text, kept = sentence(root, NAMES), normal(root)
        assert said.setdefault(text, kept) == kept, (rule, text)
    return len(said)


def test_nothing_near_a_random_rule_reads_as_it_does() -> None:
    rules = drawn(200)
    assert distinct(near for rule in rules for near in [rule, *near_rules(rule)]) > 2000


@pytest.mark.long
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("number", range(1, 21))
def test_nothing_near_thousands_of_random_rules_reads_as_they_do(number: int) -> None:
    assert distinct(near for rule in drawn(100, number) for near in [rule, *near_rules(rule)]) > 1000


def near_misses() -> list[dict]:
    """Rules that differ in one small thing each."""
    city = {"trait": "city", "op": "is", "value": "a"}
    order = {"event": "placed_order"}
    last = {"within": {"last": {"days": 7}}}
    return [
        {"all": []}, {"any": []}, {"none": []}, city, {"none": [city]}, {"none": [{"none": [city]}]},
        {"all": [{"all": []}, city]}, {"all": [{"none": []}, city]}, {"any": [{"any": []}, city]},
        {"all": [city, {"all": [city, city]}]}, {"all": [city, city, city]}, {"any": [city, city]}, {"all": [city, city]},
        city | {"case": True}, city | {"value": "a” and whose City is “b"}, {"all": [city, city | {"value": "b"}]},
        {"trait": "city", "op": "is_any_of", "value": ["a"]}, {"trait": "city", "op": "is_any_of", "value": ["a", "b"]},
        {"trait": "city", "op": "is_any_of", "value": ["a” or “b"]}, city | {"was": True}, city | {"for": {"days": 7}},
        city | {"for": {"weeks": 1}}, city | {"for": {"hours": 168}}, city | {"muted": True},
        {"trait": "interests", "op": "has", "value": "a"}, {"trait": "interests", "op": "has_any_of", "value": ["a"]},
        {"trait": "interests", "op": "has_all_of", "value": ["a"]}, {"trait": "interests", "op": "has_none_of", "value": ["a"]},
        {"trait": "signed_up_at", "op": "before", "value": "2011-12-09"}, {"trait": "signed_up_at", "op": "before", "value": "2011-12-09T00:00:00"},
        {"trait": "signed_up_at", "op": "before", "value": "2011-12-09T00:00:00+00:00"}, {"trait": "signed_up_at", "op": "in_last", "value": {"months": 1}},
        {"trait": "signed_up_at", "op": "in_last", "value": {"days": 30}}, {"trait": "vip", "op": "is_true"}, {"trait": "vip", "op": "is_set"},
        order, order | {"op": ">", "value": 0}, order | {"op": ">", "value": 1}, order | {"op": "=", "value": 0}, order | {"op": "!=", "value": 0},
        order | last, order | {"first_time": True}, order | {"first_time": True} | last, order | last | {"trend": "rising"},
        order | last | {"trend": "falling"}, order | last | {"trend": "rising", "by_at_least": 0.5},
        order | {"within": {"from": "2011-01-01"}}, order | {"within": {"to": "2011-01-01"}},
        order | {"within": {"from": "2011-01-01", "to": "2011-01-01"}}, order | {"within": {"between": [{"days": 9}, {"days": 7}]}},
        order | {"measure": "sum", "of": "amount", "op": ">", "value": 1}, order | {"measure": "mean", "of": "amount", "op": ">", "value": 1},
        order | {"measure": "last", "of": "amount", "op": ">", "value": 1}, order | {"measure": "distinct", "of": "amount", "op": ">", "value": 1},
        order | {"measure": "distinct", "of": "day", "op": ">", "value": 1}, order | {"measure": "days_since_last", "op": ">", "value": 1},
        order | {"measure": "days_since_first", "op": ">", "value": 1}, {"event": ["placed_order", "searched"]},
        {"event": "*"}, {"event": "ordered_product"}, order | {"more_often_than": {"event": "searched"}},
        {"event": "searched", "more_often_than": order}, {"consent": "email", "is": "granted"},
        {"consent": "email", "topic": "x", "is": "granted"}, {"consent": "sms", "is": "granted"}, {"suppressed": True},
        {"suppressed": False}, {"tag": "a"}, {"sample": 0.1}, {"sample": 0.1, "seed": "x"}, {"sample": 0.01}, {"segment": "VIP"},
        *({"in_segment_for": "VIP", "op": op, "value": {"days": 7}} for op in ("=", "!=", "<", "<=", ">", ">=")),
        {"in_segment_for": "Regulars", "op": ">=", "value": {"days": 7}}, {"in_segment_for": "VIP", "op": ">=", "value": {"weeks": 1}},
        {"in_segment_for": "VIP", "op": "between", "value": [{"days": 7}, {"days": 8}]}, {"entered": "VIP"}, {"left": "VIP"},
        {"entered": "VIP"} | last, {"left": "VIP"} | last, {"entered": "Regulars"}, {"none": [{"entered": "VIP"}]},
        {"near": {"lat": 1, "lon": 2}, "km": 3}, {"near": {"lat": 2, "lon": 1}, "km": 3}, {"trait": "nobody", "op": "is_set", "muted": True},
    ]  # fmt: skip


def test_near_misses_read_differently() -> None:
    said = [sentence(parse(rule, NAMES).root, NAMES) for rule in near_misses()]
    assert len(set(said)) == len(said), sorted(text for text in said if said.count(text) > 1)
