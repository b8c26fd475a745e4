"""What is worth looking at in the demo: its sender, segments, groups, template and campaign."""

from importlib import resources
from typing import Any

NAME = "Hearth & Heron"
SENDER = {
    "from_name": "Hearth & Heron",
    # A domain called example belongs to nobody (RFC 2606).
    "from_address": "letters@example.com",
    "postal_address": "14 Mill Lane, Otterford OT4 2HH",
    "website": "https://hearthandheron.example",
}

KITCHEN = {"property": "product.category", "op": "is", "value": "Kitchen"}
SEGMENTS: dict[str, tuple[dict[str, Any], str]] = {
    "VIPs": (
        {
            "all": [
                {
                    "event": "placed_order",
                    "within": {"last": {"days": 365}},
                    "measure": "count",
                    "op": ">=",
                    "value": 4,
                },
                {"trait": "revenue", "op": ">=", "value": 400},
            ]
        },
        "See new collections first, with free delivery",
    ),
    "Left in the cart": (
        {
            "all": [
                {"event": "added_to_cart", "within": {"last": {"days": 14}}},
                {
                    "event": "placed_order",
                    "within": {"last": {"days": 14}},
                    "measure": "count",
                    "op": "=",
                    "value": 0,
                },
                {"suppressed": False},
            ]
        },
        "Remind them of it, once",
    ),
    "Slipping away": (
        {
            "all": [
                {"trait": "orders", "op": ">=", "value": 2},
                {"event": "placed_order", "measure": "days_since_last", "op": "between", "value": [120, 365]},
                {
                    "none": [
                        {"event": ["viewed_product", "added_to_cart"], "within": {"last": {"days": 30}}},
                    ]
                },
            ]
        },
        "Win them back: what is new on their shelf, and an incentive",
    ),
    "Birthday soon": (
        {"trait": "birth_date", "op": "anniversary_in_next", "value": {"days": 30}},
        "A card, and a small present with the next parcel",
    ),
    "Kitchen lovers": (
        {
            "any": [
                {
                    "event": "ordered_product",
                    "where": [KITCHEN],
                    "within": {"last": {"months": 12}},
                    "measure": "sum",
                    "of": "quantity",
                    "op": ">=",
                    "value": 3,
                },
                {
                    "all": [
                        {"trait": "interests", "op": "has", "value": "Kitchen"},
                        {
                            "event": "viewed_product",
                            "where": [KITCHEN],
                            "within": {"last": {"days": 90}},
                            "measure": "count",
                            "op": ">=",
                            "value": 2,
                        },
                    ]
                },
            ]
        },
        "Recipes and what goes with what they have",
    ),
    "Reads, never bought": (
        {
            "all": [
                {"trait": "orders", "op": "=", "value": 0},
                {
                    "event": "opened_email",
                    # What a mail client's proxy opens says nothing of whoever owns the mailbox.
                    "where": [{"property": "machine", "op": "is_false"}],
                    "within": {"last": {"months": 6}},
                    "measure": "count",
                    "op": ">=",
                    "value": 2,
                },
            ]
        },
        "The first parcel travels for free",
    ),
}
"""By name: the rule, and what to do about these people."""

CONTENT = ("VIPs", "Slipping away", "Kitchen lovers")
"""Segments that `{{ segment }}` in a template may be, the first that fits."""

GROUPING = "Shoppers"
GROUPED_BY = ("days_since_last_order", "orders", "revenue")
GROUPS = 4

TEMPLATE = "Autumn table"
SUBJECT = "{% if first_name %}{{ first_name }}, the{% else %}The{% endif %} autumn table is laid"
OTHER_SUBJECT = (
    "New for long evenings{% if favourite_category %}, from the {{ favourite_category | lower }} shelf{% endif %}"
)
PREHEADER = (
    '{% if loyalty_tier == "Gold" %}Two days before everybody else, with free delivery'
    "{% else %}Warm light, deep bowls and the good blankets{% endif %}"
)

CAMPAIGN = "Autumn table"
PLAN: dict[str, Any] = {
    "version": 1,
    "include": ["VIPs", "Kitchen lovers", "Slipping away"],
    "exclude": ["Left in the cart"],
    "consent": {"channel": "email", "topic": None},
    "holdout": {"share": 0.1, "seed": "autumn"},
    "template": TEMPLATE,
    "esp": "klaviyo",
    "columns": ["email", "first_name", "last_name", "loyalty_tier", "orders"],
    "variants": [{"name": "A", "share": 0.5}, {"name": "B", "share": 0.5, "subject": OTHER_SUBJECT}],
    "html": "sample",
    "scheduled_at": None,
}


def body() -> str:
    """The template's HTML."""
    return resources.files("resources").joinpath("demo", "autumn.html").read_text("utf-8")
