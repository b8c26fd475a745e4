"""Ready rules that a marketer starts from, each with a name, what it is for, and its JSON."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Starter:
    """One ready rule; `needs` names the events and traits without which it would be empty of meaning."""

    name: str
    about: str
    rule: dict[str, Any]


_CART: dict[str, Any] = {"event": "added_to_cart"}
_ORDER: dict[str, Any] = {"event": "placed_order"}


def _days(n: int) -> dict[str, Any]:
    return {"last": {"days": n}}


def _not_within(event: str, hours: int) -> dict[str, Any]:
    return {"event": event, "not": True, "within_after": {"hours": hours}}


STARTERS: tuple[Starter, ...] = (
    Starter(
        "Left something in the cart",
        "Put something in the cart in the last 7 days and placed no order in the 48 hours after it",
        {"sequence": [_CART, _not_within("placed_order", 48)], "within": _days(7)},
    ),
    Starter(
        "Viewed something expensive, did not buy",
        "Viewed a product of 100 or more in the last 7 days and placed no order in the 48 hours after it",
        {
            "sequence": [
                {"event": "viewed_product", "where": [{"property": "product.price", "op": ">=", "value": 100}]},
                _not_within("placed_order", 48),
            ],
            "within": _days(7),
        },
    ),
    Starter(
        "High intent",
        "Viewed a product in the last 48 hours, put one in the cart in the last 24, and has not ordered in 48",
        {
            "all": [
                {"event": "viewed_product", "within": {"last": {"hours": 48}}},
                {"event": "added_to_cart", "within": {"last": {"hours": 24}}},
                {**_ORDER, "op": "=", "value": 0, "within": {"last": {"hours": 48}}},
            ]
        },
    ),
    Starter(
        "Bought one thing and then another",
        "Ordered a product and later another one; choose which",
        {"sequence": [{"event": "ordered_product"}, {"event": "ordered_product"}]},
    ),
    Starter(
        "Repeat buyers",
        "Placed at least 2 orders in the last year",
        {**_ORDER, "op": ">=", "value": 2, "within": _days(365)},
    ),
    Starter(
        "Best customers",
        "Ordered at least 5 times, the last time within 90 days",
        {"all": [{**_ORDER, "op": ">=", "value": 5}, {**_ORDER, "within": _days(90)}]},
    ),
    Starter(
        "VIPs by what they spent",
        "Spent at least 500 in the last year",
        {**_ORDER, "within": _days(365), "measure": "sum", "of": "amount", "op": ">=", "value": 500},
    ),
    Starter(
        "Slipping away",
        "Ordered at least 3 times, but not in the last 90 days",
        {"all": [{**_ORDER, "op": ">=", "value": 3}, {"none": [{**_ORDER, "within": _days(90)}]}]},
    ),
    Starter(
        "Lapsed",
        "Ordered once or more, but not in the last year",
        {**_ORDER, "measure": "days_since_last", "op": ">", "value": 365},
    ),
    Starter(
        "At risk",
        "Was active in the last half year, but not in the last 60 days",
        {"all": [{"event": "*", "within": _days(180)}, {"none": [{"event": "*", "within": _days(60)}]}]},
    ),
    Starter(
        "First order, no second",
        "Ordered exactly once, more than 30 days ago",
        {"all": [{**_ORDER, "op": "=", "value": 1}, {**_ORDER, "measure": "days_since_last", "op": ">", "value": 30}]},
    ),
    Starter(
        "New leads",
        "Signed up in the last 48 hours and never ordered",
        {
            "all": [
                {"trait": "signed_up_at", "op": "in_last", "value": {"hours": 48}},
                {**_ORDER, "op": "=", "value": 0},
            ]
        },
    ),
    Starter(
        "New people",
        "Signed up in the last 30 days",
        {"trait": "signed_up_at", "op": "in_last", "value": {"days": 30}},
    ),
    Starter(
        "Engaged, but no buyer",
        "Clicked in an email in the last 90 days and never ordered",
        {"all": [{"event": "clicked_email", "within": _days(90)}, {**_ORDER, "op": "=", "value": 0}]},
    ),
    Starter(
        "More engaged than before",
        "Did half as much again or more in the last 14 days than in the 14 before",
        {"event": "*", "within": _days(14), "trend": "rising", "by_at_least": 0.5},
    ),
    Starter(
        "Birthday soon",
        "Has a birthday today or in the next 14 days",
        {"trait": "birth_date", "op": "anniversary_in_next", "value": {"days": 14}},
    ),
    Starter(
        "Looked, did not buy",
        "Viewed a product at least 3 times in the last 14 days without an order",
        {
            "all": [
                {"event": "viewed_product", "within": _days(14), "op": ">=", "value": 3},
                {"none": [{**_ORDER, "within": _days(14)}]},
            ]
        },
    ),
    Starter(
        "Cold for half a year",
        "No activity of any kind in the last 180 days",
        {"none": [{"event": "*", "within": _days(180)}]},
    ),
)
"""In the order in which the builder lists them."""
