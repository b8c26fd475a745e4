"""Exports of known tools: named, read as they are known, and never with a looser hand."""

import json
from pathlib import Path
from typing import Any

import pytest

from app import ingest
from app.ingest.vocabulary.map_file import Column, Mapping
from app.project import Project
from tests.app.ingest.conftest import Write


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Adds a ready-made mapping of one's own."""
    monkeypatch.setenv("QUILLWORK_MAPPINGS", str(tmp_path / "mine"))

    def add(kind: str | None, columns: dict[str, Any], *headers: str, advice: str = "") -> None:
        document = {"version": 1, "tool": "Tillsoft", "what": "members", "headers": {"must": [*headers]}}
        document |= {"kind": kind, "mapping": {"columns": columns}} if kind else {"advice": advice}
        (tmp_path / "tillsoft.json").write_text(json.dumps(document), "utf-8")
        ingest.add_ready_made(tmp_path / "tillsoft.json")

    return add


TELLS = "Mail,Card,Bonus,Newsletter\na@x.de,7,3,yes\nb@x.de,8,4,no\n"


def test_an_export_is_named_and_its_columns_are_read_as_it_is_known(project: Project, write: Write, own: Any) -> None:
    own("profiles", {"Card": {"to": "tillsoft_card", "type": "identifier"}, "Bonus": {"skip": True}}, "Card", "Bonus")
    report = ingest.dry_run(project, write("a.csv", TELLS))
    assert report.ready_made == "Tillsoft, members"
    assert report.mapping.columns["Card"] == Column("tillsoft_card", "identifier")
    assert report.mapping.columns["Bonus"].skip
    assert ingest.plan(project, write("a.csv", TELLS)).ready_made == "Tillsoft, members"


def test_what_says_who_may_be_mailed_is_read_from_the_cells(project: Project, write: Write, own: Any) -> None:
    own("profiles", {"Newsletter": {"skip": True}, "Left": {"to": "left", "type": "text"}}, "Card", "Bonus")
    text = "Mail,Card,Bonus,Newsletter,Left\na@x.de,7,3,yes,\nb@x.de,8,4,no,2011-01-01\n"
    report = ingest.dry_run(project, write("a.csv", text.replace("Left", "Unsubscribed at")))
    assert report.mapping.columns["Newsletter"].to == "consent:email"
    plain = ingest.dry_run(project, write("b.csv", text.replace("Left", "Unsubscribed at")))
    assert plain.suppressed == report.suppressed


def test_addresses_are_addresses_whatever_their_column_is_called(project: Project, write: Write, own: Any) -> None:
    own("profiles", {"Card": {"to": "customer_id"}}, "Card", "Bonus")
    report = ingest.dry_run(project, write("a.csv", "Card,Bonus\na@x.de,1\nb@x.de,2\n"))
    assert report.mapping.columns["Card"].to == "email"


def test_a_stated_mapping_wins_and_last_months_file_goes_before(project: Project, write: Write, own: Any) -> None:
    own("profiles", {"Bonus": {"to": "points", "type": "number"}}, "Card", "Bonus")
    stated = Mapping("profiles", {"Bonus": Column("bonus", "number")})
    first = ingest.run_import(project, write("a.csv", TELLS), None, stated)
    assert first.mapping.columns["Bonus"].to == "bonus"
    again = ingest.dry_run(project, write("b.csv", TELLS.replace("a@", "c@")))
    assert again.mapping.columns["Bonus"].to == "bonus"


def test_the_kind_stays_what_stands_in_the_file(project: Project, write: Write, own: Any) -> None:
    own("stores", {"Card": {"to": "store_id"}}, "Card", "Bonus")
    assert ingest.dry_run(project, write("a.csv", TELLS)).kind == "profiles", "it says who may be mailed"
    assert ingest.dry_run(project, write("b.csv", TELLS.replace(",Newsletter", ",Place"))).kind == "stores"


def test_what_holds_nothing_to_import_is_told_in_red(project: Project, write: Write, own: Any) -> None:
    own(None, {}, "Card", "Bonus", advice="It is about cards. Bring in the members instead.")
    [note, *_] = ingest.dry_run(project, write("a.csv", TELLS)).warnings
    assert (note.level, note.text) == (
        "red", "Recognised as “Tillsoft, members”. It is about cards. Bring in the members instead.",
    )  # fmt: skip


EXPORTS = {
    "esp_export_seeds/klaviyo/person.csv": ("Klaviyo", "profiles", {"id": "klaviyo_id"}),
    "esp_export_seeds/klaviyo/event.csv": ("Klaviyo", "events", {"person_id": "klaviyo_id", "type": "event"}),
    "esp_export_seeds/mailchimp/member.csv": ("Mailchimp", "profiles", {"id": "mailchimp_id"}),
    "esp_export_seeds/mailchimp/campaign_recipient_activity.csv": (
        "Mailchimp",
        "events",
        {"member_id": "mailchimp_id"},
    ),
    "esp_export_seeds/mailchimp/unsubscribe.csv": ("Mailchimp", "suppressions", {"member_id": "mailchimp_id"}),
    "esp_export_seeds/iterable/event_data.csv": ("Iterable", "events", {"content_id": "content_id"}),
    "esp_export_seeds/segment/example_segment_pages.csv": ("Segment", "events", {"anonymous_id": "cookie_id"}),
    "esp_export_seeds/shopify/shopify_location_data.csv": ("Shopify", "stores", {"id": "store_id"}),
    "esp_export_seeds/shopify/shopify_discount_redeem_code_data.csv": ("Shopify", "codes", {"code": "code"}),
    "esp_export_seeds/shopify/shopify_product_data.csv": ("Shopify", "products", {"id": "sku"}),
    "made_up_exports/customers_export.csv": ("Shopify", "profiles", {"Customer ID": "customer_id"}),
    "made_up_exports/orders_export_1.csv": ("Shopify", "orders", {"Name": "order_id"}),
    "made_up_exports/woocommerce-orders-2.csv": ("WooCommerce", "orders", {}),
    "made_up_exports/subscribed_email_audience_export_3f2a1b.csv": ("Mailchimp", "profiles", {"LEID": "mailchimp_id"}),
    "made_up_exports/unsubscribed_email_audience_export_3f2a1b.csv": ("Mailchimp", "suppressions", {}),
    "made_up_exports/hubspot-crm-exports-all-contacts-2025-11-28.csv": ("HubSpot", "profiles", {}),
    "reported/12-google-contacts/contacts.csv": ("Google Contacts", "profiles", {"Labels": "tags"}),
}


@pytest.mark.parametrize("name", EXPORTS)
def test_exports_of_real_tools_are_known(project: Project, shared_data: Path, name: str) -> None:
    tool, kind, columns = EXPORTS[name]
    report = ingest.dry_run(project, shared_data / name)
    assert (report.kind, report.ready_made.partition(",")[0]) == (kind, tool)
    assert {header: report.mapping.columns[header].to for header in columns} == columns


def test_people_and_what_they_did_meet_by_the_tools_own_number(project: Project, shared_data: Path) -> None:
    seeds = shared_data / "esp_export_seeds" / "mailchimp"
    ingest.run_import(project, seeds / "member.csv")
    report = ingest.run_import(project, seeds / "unsubscribe.csv")
    assert report.profiles_created == 0
    assert report.suppressed == 1, "the member's address, which that file does not have"
