"""Ready rules that a marketer starts from, each with a name, what it is for, and its JSON."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Starter:
    """One ready rule; `needs` names the events and traits without which it would be empty of meaning."""

    name: str
    about: str
    rule: dict[str, Any]


STARTERS: tuple[Starter, ...] = (
    Starter(
        "Best customers",
        "Ordered at least 5 times, the last time within 90 days",
        {
            "all": [
                {"event": "placed_order", "op": ">=", "value": 5},
                {"event": "placed_order", "within": {"last": {"days": 90}}},
            ]
        },
    ),
    Starter(
        "Left something in the cart",
        "Put something in the cart in the last 7 days and has not ordered in them",
        {
            "all": [
                {"event": "added_to_cart", "within": {"last": {"days": 7}}},
                {"none": [{"event": "placed_order", "within": {"last": {"days": 7}}}]},
            ]
        },
    ),
    Starter(
        "Slipping away",
        "Ordered at least 3 times, but not in the last 90 days",
        {
            "all": [
                {"event": "placed_order", "op": ">=", "value": 3},
                {"none": [{"event": "placed_order", "within": {"last": {"days": 90}}}]},
            ]
        },
    ),
    Starter(
        "First order, no second",
        "Ordered exactly once, more than 30 days ago",
        {
            "all": [
                {"event": "placed_order", "op": "=", "value": 1},
                {"event": "placed_order", "measure": "days_since_last", "op": ">", "value": 30},
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
        {
            "all": [
                {"event": "clicked_email", "within": {"last": {"days": 90}}},
                {"event": "placed_order", "op": "=", "value": 0},
            ]
        },
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
                {"event": "viewed_product", "within": {"last": {"days": 14}}, "op": ">=", "value": 3},
                {"none": [{"event": "placed_order", "within": {"last": {"days": 14}}}]},
            ]
        },
    ),
    Starter(
        "Cold for half a year",
        "No activity of any kind in the last 180 days",
        {"none": [{"event": "*", "within": {"last": {"days": 180}}}]},
    ),
)
"""In the order in which the builder lists them."""
