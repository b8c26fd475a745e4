"""The columns of the contacts file, and how each ESP wants a value written."""

import datetime as dt
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from app.campaign.contact_columns import Layout, written
from app.campaign.esp_profiles import esp
from app.campaign.plan import Plan, Variant
from app.domain.serialising import to_json
from app.template.compiler import compile_template
from app.template.prepared_template import Template

MOMENT = dt.datetime(2026, 7, 1, 9, 30, tzinfo=ZoneInfo("Europe/Paris"))
TYPES = {"own": "text", "favourite_category": "text", "favourite_brand": "text"}


@pytest.mark.parametrize(
    ("value", "generic", "mailchimp", "klaviyo"),
    [
        (None, "", "", ""),
        (True, "true", "true", "true"),
        (False, "false", "false", "false"),
        (3.0, "3", "3", "3"),
        (Decimal("12.50"), "12.5", "12.5", "12.5"),
        (dt.date(2026, 7, 1), "2026-07-01", "2026-07-01", "2026-07-01"),
        (MOMENT, "2026-07-01T09:30:00+02:00", "2026-07-01", "2026-07-01T09:30:00+02:00"),
        (["Tea", "Gifts, cards"], "Tea|Gifts, cards", 'Tea, "Gifts, cards"', '["Tea", "Gifts, cards"]'),
        (["Zoë"], "Zoë", "Zoë", '["Zoë"]'),
        ([], "", "", ""),
        ({"name": "Mug", "sku": "1"}, "Mug", "Mug", "Mug"),
        ("a\nb", "a\nb", "a\nb", "a\nb"),
    ],
)
def test_values(value: Any, generic: str, mailchimp: str, klaviyo: str) -> None:
    assert [written(value, esp(name)) for name in ("generic", "mailchimp", "klaviyo")] == [generic, mailchimp, klaviyo]


def layout(name: str, columns: tuple[str, ...], *bodies: str) -> Layout:
    variants = tuple(Variant(letter, 1 / len(bodies)) for letter, _ in zip("ABC", bodies, strict=False))
    plan = Plan(("x",), "T", name, columns=columns, variants=variants)
    return Layout(plan, esp(name), [compile_template(Template("T", "", "", body), name, TYPES) for body in bodies])


def test_headers_never_meet() -> None:
    made = layout(
        "mailchimp", ("email", "favourite_category", "favourite_brand"), "{{ own | title }}{{ favourite_brand }}"
    )
    headers = made.headers
    assert len(set(headers)) == len(headers) == 4
    assert headers[0] == "Email Address"
    assert all(len(header) <= 10 for header in headers[1:])
    # The template refers to its field by the name without a number: the plan's other column must not take it.
    assert {cell.source for cell in made.columns} == {"email", "favourite_category", "favourite_brand", "own | title"}


def test_a_column_that_the_template_refers_to_is_there_once() -> None:
    made = layout("klaviyo", ("email", "first_name"), "{{ first_name }} {{ email }}")
    assert made.headers == ["Email", "First Name"]


def test_variants_share_headers_and_each_row_has_its_own_variant_s_cells() -> None:
    made = layout("klaviyo", ("email",), "{{ own | title }}", "{{ own | title }}{{ first_name }}")
    assert made.headers == ["Email", "variant", "own_text", "First Name"]
    assert made.variant_header == "variant"
    assert made.row({"email": "a@x.com"}, 0, ["Own"]) == ["a@x.com", "A", "Own", ""]
    assert made.row({"email": "a@x.com"}, 1, ["Own", "Ann"]) == ["a@x.com", "B", "Own", "Ann"]


def test_an_address_is_never_changed() -> None:
    made = layout("generic", ("email",), "{{ email }}")
    assert made.row({"email": "{{x}}@x.com"}, 0, ["{\u2060{x}}@x.com"]) == ["{{x}}@x.com"]


def test_the_document_says_why() -> None:
    made = layout("klaviyo", ("email",), "{{ own | title }}")
    first, second = to_json(made.columns)
    assert first == {"header": "Email", "from": "email", "computed_because": None}
    assert second["from"] == "own | title"
    assert second["computed_because"]
