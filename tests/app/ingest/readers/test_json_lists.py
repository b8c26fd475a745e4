"""Lists that files of JSON are about become records, and no others do."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from app import ingest
from app.ingest.importing.recognised_exports import kind_of
from app.ingest.readers import json_lists
from app.ingest.readers.reading import read
from app.ingest.readers.table import RawTable
from app.project import Project

Write = Callable[[str, str], Path]

LINKS = [{"rel": "self", "href": "https://us1.api.mailchimp.example/3.0/reports", "method": "GET"}]


def act(action: str, day: int) -> dict[str, Any]:
    return {"action": action, "timestamp": f"2025-03-{day:02d}T09:00:00+00:00", "ip": "203.0.113.5"}


ACTIVITY: list[list[dict[str, Any]]] = [[act("open", 1), act("click", 2)], [], [act("open", 3)]]
RECIPIENTS = [
    {"campaign_id": "c42", "email_address": f"p{at}@mail.example", "activity": one, "_links": LINKS}
    for at, one in enumerate(ACTIVITY)
]


def lines(records: list[Any]) -> str:
    return "\n".join(map(json.dumps, records)) + "\n"


def table(write: Write, text: str, name: str = "a.json") -> RawTable:
    return read(write(name, text))[1]


@pytest.mark.parametrize(
    "text",
    [
        lines(RECIPIENTS),
        json.dumps({"emails": RECIPIENTS, "campaign_id": "c42", "total_items": 3, "_links": LINKS}, indent=1),
        lines([{one["email_address"]: one["activity"]} for one in RECIPIENTS]),
        json.dumps({one["email_address"]: one["activity"] for one in RECIPIENTS}),
    ],
)
def test_what_addresses_did_is_a_row_each(project: Project, write: Write, text: str) -> None:
    path = write("activity.json", text)
    raw = read(path)[1]
    assert (raw.rows, raw.lines.tolist()) == (4, [1, 1, 2, 3])
    assert raw.text("activity.action").to_pylist() == ["open", "click", "", "open"]
    report = ingest.run_import(project, path, "events")
    # Who did nothing stays a row, and is told.
    assert (report.rows, report.accepted, report.rejected) == (4, 3, 1)
    assert report.events == {"opened_email": 2, "clicked_email": 1}


def visit(at: int, actions: list[dict[str, Any]]) -> dict[str, Any]:
    return {"idVisit": at, "visitorId": f"v{at}", "serverTimestamp": 1741600000, "totalEcommerceRevenue": "50.00",
            "ecommerce": {"revenue": 7}, "actionDetails": actions,
            "pluginsIcons": [{"pluginName": "pdf"}]}  # fmt: skip


VIEW = {"type": "action", "url": "https://shop.example/p", "timestamp": 1741600000}
PLAY = {"type": "event", "eventName": "Intro", "url": "https://shop.example/v", "timestamp": 1741600005}


def test_actions_of_visits_and_their_money_once(project: Project, write: Write) -> None:
    path = write("visits.json", json.dumps([visit(1, [VIEW, PLAY]), visit(2, [VIEW])]))
    raw = read(path)[1]
    assert raw.lines.tolist() == [1, 1, 2]
    assert raw.text("totalEcommerceRevenue").to_pylist() == ["50.00", "", "50.00"]
    assert raw.text("ecommerce.revenue").to_pylist() == ["7", "", "7"]
    report = ingest.run_import(project, path, "events")
    assert (report.accepted, report.events) == (3, {"action": 2, "event": 1})
    assert report.mapping.header_of("time") == "actionDetails.timestamp"


def product(at: int, **more: Any) -> dict[str, Any]:
    return {"id": at, "title": f"Shirt {at}", "handle": f"shirt-{at}", "vendor": "Acme", "product_type": "Shirts",
            "created_at": "2025-01-01", "updated_at": "2025-01-01", "options": [{"name": "Size"}], **more}  # fmt: skip


def variants(at: int, sizes: str = "SM") -> list[dict[str, Any]]:
    return [{"id": at * 10, "title": size, "sku": f"T{at}{size}", "price": f"1{at}.00"} for size in sizes]


PRODUCTS = [product(at, variants=variants(at)) for at in (1, 2)]
EDGES = [
    {"node": one | {"variants": {"edges": [{"node": part} for part in one["variants"]]}}, "cursor": "c"}
    for one in PRODUCTS
]


@pytest.mark.parametrize(
    ("whole", "wanted"),
    [
        ({"products": PRODUCTS}, ["T1S", "T1M", "T2S", "T2M"]),
        ({"product": PRODUCTS[0]}, ["T1S", "T1M"]),
        ({"data": {"products": {"edges": EDGES, "pageInfo": {"hasNextPage": False}}}}, ["T1S", "T1M", "T2S", "T2M"]),
    ],
)
def test_variants_have_prices_and_their_products_names(
    project: Project, write: Write, whole: Any, wanted: list[str]
) -> None:
    path = write("products.json", json.dumps(whole))
    raw = read(path)[1]
    assert kind_of(raw, "products.json", ZoneInfo("UTC")) == "products"
    report = ingest.run_import(project, path, "products")
    assert (report.accepted, report.rejected) == (len(wanted), 0)
    sku, price, name = (raw.text(report.mapping.header_of(target) or "") for target in ("sku", "price", "name"))
    assert sku.to_pylist() == wanted
    assert set(price.to_pylist()) <= {"11.00", "12.00"}
    assert set(name.to_pylist()) <= {"Shirt 1", "Shirt 2"}


@pytest.mark.parametrize("none", [[], None])
def test_a_product_without_variants_is_sold_as_itself(write: Write, none: Any) -> None:
    hoodies = [
        {"id": 1, "name": "A", "sku": "H1", "price": "30", "variations": [{"id": 7, "sku": "H1-R", "price": "31"}]},
        {"id": 2, "name": "B", "sku": "H2", "price": "20", "variations": none},
    ]
    raw = table(write, json.dumps(hoodies))
    assert raw.text("variations.sku").to_pylist() == ["H1-R", "H2"]
    assert raw.text("variations.price").to_pylist() == ["31", "20"]


def test_batches_of_events(project: Project, write: Write) -> None:
    track = {"type": "track", "event": "Product Viewed", "userId": "u1", "timestamp": "2025-03-11T10:00:00Z"}
    sent = [{"batch": [track, track | {"userId": f"u{at}"}], "sentAt": "2025-03-19T00:00:00Z"} for at in (2, 3)]
    report = ingest.run_import(project, write("batches.jsonl", lines(sent)), "events")
    assert (report.rows, report.rejected, report.mapping.header_of("time")) == (4, 0, "batch.timestamp")


ITEM = {"sku": "A", "name": "Mug", "quantity": 1, "price": "10.00"}


@pytest.mark.parametrize(
    "record",
    [
        {"id": 1, "email": "o@mail.example", "line_items": [ITEM, ITEM], "events": [act("open", 1)] * 2},
        {"cart_id": 1, "email": "o@mail.example", "items": [ITEM, ITEM]},
        {"email": "o@mail.example", "first_name": "Ann", "events": [act("login", 1)] * 2},
        {"email": "o@mail.example", "email_marketing_consent": "no", "activity": [act("open", 1)] * 2},
        {"email": "o@mail.example", "status": "unsubscribed", "activity": [act("open", 1)] * 2},
        {"email": "o@mail.example", "orders": [{"id": 1, "created_at": "2025-01-01", "total": "10"}] * 2},
        {"email": "o@mail.example", "subscribed": True, "addresses": [{"city": "Rome", "date": "2025"}] * 2},
        {"email": "o@mail.example", "events": ["a", "b"]},
        {"email": "o@mail.example", "events": [act("open", 1), 3]},
        {"email": "o@mail.example", "events": [{"label": "a"}, {"label": "b"}]},
        {"email": "o@mail.example", "variants": [ITEM, ITEM]},
        {"store_id": 1, "departments": [{"name": "Food", "code": "F"}] * 2},
        {"id": 1, "events": [act("open", 1)] * 2, "activity": [act("open", 1)] * 2},
    ],
)
def test_records_that_are_about_themselves_stay_whole(write: Write, record: dict[str, Any]) -> None:
    raw = table(write, lines([record, record]))
    assert (raw.rows, set(raw.headers)) == (2, set(record))


def test_a_record_too_large_to_be_said_again_stays_whole(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    large = {"email": "a@mail.example", "note": "x" * 70_000, "activity": ACTIVITY[0]}
    assert table(write, lines([large, large])).rows == 2
    monkeypatch.setattr(json_lists, "_LEAST", 0)
    monkeypatch.setattr(json_lists, "_TIMES", 0)
    assert table(write, lines(RECIPIENTS)).rows == 3


def test_lists_that_begin_late_are_found(write: Write) -> None:
    none = [{"email": f"n{at}@mail.example", "activity": []} for at in range(1_200)]
    raw = table(write, lines([*none, *RECIPIENTS]))
    assert (raw.rows, raw.lines[-1]) == (1_204, 1_203)
