"""Conditions that read the same rows name the same people side by side as each by itself."""

from collections import defaultdict
from typing import Any

import pytest

from app import conditions
from app.audience import asking
from app.conditions import gathered, reading
from app.query import predicate
from app.rules import Node
from tests.app.audience.shop_data import Shop

ORDERS = {"event": "placed_order"}
WINDOWS = [{"last": {"days": days}} for days in (3, 40, 90)] + [
    {"between": [{"days": 200}, {"days": 20}]},
    {"from": "2011-10-01", "to": "2011-11-15"},
]
ASKED: list[dict[str, Any]] = [
    {},
    {"op": "=", "value": 0},
    {"op": ">=", "value": 2},
    {"op": "!=", "value": 1},
    {"measure": "sum", "of": "amount", "op": ">", "value": 30},
    {"measure": "sum", "of": "amount", "op": "!=", "value": 30},
    {"measure": "mean", "of": "amount", "op": "<=", "value": 60},
    {"measure": "mean", "of": "amount", "op": "!=", "value": 60},
    {"measure": "min", "of": "amount", "op": "<", "value": 20},
    {"measure": "max", "of": "amount", "op": "between", "value": [10, 40]},
    {"measure": "distinct", "of": "day", "op": ">=", "value": 2},
    {"measure": "days_since_last", "op": ">", "value": 20},
    {"measure": "days_since_first", "op": "<=", "value": 60},
    {"where": [{"property": "amount", "op": ">=", "value": 25}]},
    {"where": [{"property": "amount", "op": "is_not_set"}], "op": "=", "value": 0},
]
TRAITS: list[dict[str, Any]] = [
    {"trait": "orders", "op": "<=", "value": 1},
    {"trait": "orders", "op": ">=", "value": 2},
    {"trait": "revenue", "op": "!=", "value": 40},
    {"trait": "revenue", "op": "is_not_set"},
    {"trait": "average_order_value", "op": "between", "value": [10, 60]},
    {"trait": "last_order_at", "op": "not_in_last", "value": {"days": 30}},
    {"trait": "last_order_at", "op": "on", "value": "2011-12-06"},
]


def whom(shop: Shop, rules: list[dict[str, Any]]) -> tuple[list[set[int]], list[set[int]], int]:
    """Who is in by each of the rules, gathered with the others and by itself; and how many readings there were."""
    with asking(shop.project) as question:
        tests: list[Any] = [conditions.parse(rule, question.names).root.what for rule in rules]
        readings = [found for test in tests if (found := reading(test, question)) is not None]
        assert len(readings) == len(tests)
        families = defaultdict(list)
        for one in readings:
            families[one.key].append(one)
        everyone = set(range(1, 13))
        found: dict[Any, set[int]] = {}
        for family in families.values():
            rows = question.mirror.to_pyarrow(gathered(family, question)).to_pylist()
            for number, one in enumerate(family):
                named = {row["profile_id"] for row in rows if row[f"c{number}"]}
                found[one.condition] = everyone - named if one.others else named
        alone = [
            {row["id"] for row in question.mirror.to_pyarrow(question.people.filter(said).select("id")).to_pylist()}
            for said in (predicate(Node(test), question) for test in tests)
        ]
    return [found[test] for test in tests], alone, len(families)


@pytest.mark.parametrize("asked", ASKED, ids=str)
def test_measures_in_windows_of_their_own(shop: Shop, asked: dict[str, Any]) -> None:
    rules = [ORDERS | asked, *(ORDERS | asked | {"within": window} for window in WINDOWS)]
    together, alone, readings = whom(shop, rules)
    assert together == alone
    assert readings == 1


def test_all_measures_of_the_same_events_and_all_traits_of_orders(shop: Shop) -> None:
    rules = [ORDERS | asked | {"within": WINDOWS[at % len(WINDOWS)]} for at, asked in enumerate(ASKED)]
    together, alone, readings = whom(shop, [*rules, *TRAITS])
    assert together == alone
    assert readings == 2
    assert sum(map(bool, alone)) > 12


@pytest.mark.parametrize(
    "rule",
    [
        {"event": "*"},
        {"event": "viewed_product", "measure": "sum", "of": "product.price", "op": ">", "value": 1},
        {"event": "viewed_product", "where": [{"property": "product.brand", "op": "is_set"}]},
        {"event": "viewed_product", "measure": "last", "of": "device", "op": "is", "value": "mobile"},
        {"event": "placed_order", "trend": "rising", "by_at_least": 0.5, "within": {"last": {"days": 30}}},
        {"trait": "email", "op": "contains", "value": "a"},
        {"trait": "city", "op": "is", "value": "Paris", "for": {"days": 3}},
        {"tag": "outdoor"},
    ],
    ids=str,
)
def test_what_reads_more_than_its_own_rows_is_asked_by_itself(shop: Shop, rule: dict[str, Any]) -> None:
    with asking(shop.project) as question:
        test: Any = conditions.parse(rule, question.names).root.what
        assert reading(test, question) is None
