"""Refunds whose rows name only their order are told to whoever placed it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from app import audience, ingest
from app.ingest.facts.facts import ORDER_OF_SEVERAL, UNKNOWN_ORDER
from app.project import Project

Write = Callable[[str, str], Path]
HEAD = "Order ID,Email,Created,Total,Currency\n"
ORDERS = HEAD + "A1,ana@x.de,2011-03-13,55.00,EUR\nA3,bo@x.de,2011-03-15,40.00,EUR\n"
NEWER = "Order ID,Customer ID,Email,Created,Total,Currency\nA1,5,ana@x.de,2011-03-13,60.00,EUR\n" + (
    "A9,7,cy@x.de,2011-03-14,50.00,EUR\n"
)
REFUNDS = "Refund ID,Order ID,Refund date,Amount,Currency\nR1,A1,2011-03-20,5.00,EUR\nR2,A3,2011-03-21,15.00,EUR\n" + (
    "R3,A3,2011-03-22,2.50,EUR\nR4,A9,2011-03-23,9.00,EUR\n"
)


def money(project: Project) -> dict[str, tuple[float, float]]:
    """What everybody bought and got back."""
    found = audience.members(project, {"all": []}, ["email", "revenue", "refunded"]).to_pylist()
    return {row["email"]: ((row["revenue"] or 0) / 1e4, (row["refunded"] or 0) / 1e4) for row in found}


@pytest.fixture
def shop(project: Project, write: Write) -> Project:
    """A project with the orders, as import 1."""
    ingest.run_import(project, write("orders.csv", ORDERS), "orders")
    return project


def test_they_come_off_what_the_orders_buyers_bought(shop: Project, write: Write) -> None:
    path = write("refunds.csv", REFUNDS)
    dry = ingest.dry_run(shop, path, "orders")
    report = ingest.run_import(shop, path, "orders")
    assert dry.events == report.events == {"refunded_order": 3}
    assert report.reasons == {UNKNOWN_ORDER: 1}
    assert any("3 rows name no buyer" in note.text for note in report.warnings)
    assert money(shop) == {"ana@x.de": (55.0, 5.0), "bo@x.de": (40.0, 17.5)}


def test_where_no_order_is_known_all_rows_wait_outside(project: Project, write: Write) -> None:
    report = ingest.run_import(project, write("refunds.csv", REFUNDS), "orders")
    assert (report.accepted, report.reasons) == (0, {UNKNOWN_ORDER: 4})
    ingest.run_import(project, write("orders.csv", ORDERS), "orders")
    assert ingest.run_import(project, write("refunds.csv", REFUNDS), "orders").events == {"refunded_order": 3}


def test_the_same_file_again_changes_nothing_and_says_so(shop: Project, write: Write) -> None:
    path = write("refunds.csv", REFUNDS)
    ingest.run_import(shop, path, "orders")
    before = money(shop)
    again = ingest.run_import(shop, path, "orders")
    assert (again.duplicates, again.events) == (3, {})
    assert any("This very file came in before" in note.text for note in again.warnings)
    ingest.undo(shop, 2)
    assert money(shop) == before


def test_once_further_orders_are_known_it_brings_what_is_new(shop: Project, write: Write) -> None:
    path = write("refunds.csv", REFUNDS)
    ingest.run_import(shop, path, "orders")
    ingest.run_import(shop, write("newer.csv", NEWER), "orders")
    again = ingest.run_import(shop, path, "orders")
    assert (again.duplicates, again.events) == (3, {"refunded_order": 1})
    told = {"ana@x.de": (60.0, 5.0), "bo@x.de": (40.0, 17.5), "cy@x.de": (50.0, 9.0)}
    assert money(shop) == told
    # The first time goes: the second said its rows too.
    ingest.undo(shop, 2)
    assert money(shop) == told
    ingest.undo(shop, 4)
    assert [back for _, back in money(shop).values()] == [0, 0, 0]


def test_rows_put_aside_come_back_by_themselves(shop: Project, write: Write) -> None:
    ingest.run_import(shop, write("refunds.csv", REFUNDS), "orders")
    ingest.run_import(shop, write("newer.csv", NEWER), "orders")
    head = "line,reason,Refund ID,Order ID,Refund date,Amount,Currency\n"
    path = write("aside.csv", f'{head}5,"{UNKNOWN_ORDER}",R4,A9,2011-03-23,9.00,EUR\n')
    report = ingest.run_import(shop, path, "orders")
    assert report.mends is not None
    assert money(shop)["cy@x.de"] == (50.0, 9.0)
    assert money(shop)["ana@x.de"] == (60.0, 5.0)


def test_taking_the_orders_back_says_which_refunds_stay(shop: Project, write: Write) -> None:
    ingest.run_import(shop, write("refunds.csv", REFUNDS), "orders")
    assert "refunds.csv (import 2)" in ingest.undo(shop, 1).note
    assert money(shop) == {"ana@x.de": (0, 5.0), "bo@x.de": (0, 17.5)}
    ingest.run_import(shop, write("orders.csv", ORDERS), "orders")
    assert money(shop) == {"ana@x.de": (55.0, 5.0), "bo@x.de": (40.0, 17.5)}
    ingest.undo(shop, 2)
    assert not ingest.undo(shop, 3).note
    assert money(shop) == {}


def test_an_order_number_of_several_people_tells_nobody(shop: Project, write: Write) -> None:
    ingest.run_import(shop, write("other.csv", f"{HEAD}A3,dora@x.de,2010-03-13,80.00,EUR\n"), "orders")
    report = ingest.run_import(shop, write("refunds.csv", REFUNDS), "orders")
    assert report.reasons == {ORDER_OF_SEVERAL: 2, UNKNOWN_ORDER: 1}
    assert money(shop)["bo@x.de"] == (40.0, 0.0)
