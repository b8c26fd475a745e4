"""Refunds whose rows name only their order are of whoever placed it, whatever came first and whatever goes."""

import itertools
from collections.abc import Callable
from pathlib import Path

import pytest

from app import audience, ingest, privacy
from app.project import Project
from storage.file import models

Write = Callable[[str, str], Path]
HEAD = "Order ID,Email,Created,Total,Currency\n"
ORDERS = HEAD + "A1,ana@x.de,2011-03-13,55.00,EUR\nA3,bo@x.de,2011-03-15,40.00,EUR\n"
NEWER = "Order ID,Customer ID,Email,Created,Total,Currency\nA1,5,ana@x.de,2011-03-13,60.00,EUR\n" + (
    "A9,7,cy@x.de,2011-03-14,50.00,EUR\n"
)
OTHER = f"{HEAD}A3,dora@x.de,2010-03-13,80.00,EUR\n"
REFUNDS = "Refund ID,Order ID,Refund date,Amount,Currency\nR1,A1,2011-03-20,5.00,EUR\nR2,A3,2011-03-21,15.00,EUR\n" + (
    "R3,A3,2011-03-22,2.50,EUR\nR4,A9,2011-03-23,9.00,EUR\n"
)
MORE = "Refund ID,Order ID,Refund date,Amount,Currency\nR4,A9,2011-03-23,9.00,EUR\nR5,A1,2011-04-20,3.00,EUR\n"
FILES = {"orders": ORDERS, "newer": NEWER, "other": OTHER, "refunds": REFUNDS, "more": MORE}
PROFILES = "Customer ID,Email,Other\n5,ana@x.de,\n"
Money = dict[str, tuple[float, float]]


def money(project: Project) -> Money:
    """What everybody bought and got back."""
    found = audience.members(project, {"all": []}, ["email", "revenue", "refunded"]).to_pylist()
    return {row["email"]: ((row["revenue"] or 0) / 1e4, (row["refunded"] or 0) / 1e4) for row in found}


def expected(files: set[str]) -> Money:
    """The same reckoned by hand: each order's total, and its refunds where one person alone has placed it."""
    bought: dict[str, dict[str, float]] = {}
    if "orders" in files:
        bought |= {"ana@x.de": {"A1": 55.0}, "bo@x.de": {"A3": 40.0}}
    if "newer" in files:
        bought |= {"ana@x.de": {"A1": 60.0}, "cy@x.de": {"A9": 50.0}}
    if "other" in files:
        bought["dora@x.de"] = {"A3": 80.0}
    refunds = {"R1": ("A1", 5.0), "R2": ("A3", 15.0), "R3": ("A3", 2.5), "R4": ("A9", 9.0)} if "refunds" in files else {}
    refunds |= {"R4": ("A9", 9.0), "R5": ("A1", 3.0)} if "more" in files else {}
    placed = [order for theirs in bought.values() for order in theirs]
    return {
        who: (
            sum(theirs.values()),
            sum(amount for order, amount in refunds.values() if order in theirs and placed.count(order) == 1),
        )
        for who, theirs in bought.items()
    }


@pytest.fixture
def shop(project: Project, write: Write) -> Project:
    """A project with the orders, as import 1."""
    ingest.run_import(project, write("orders.csv", ORDERS), "orders")
    return project


@pytest.mark.parametrize("order", list(itertools.permutations(["orders", "other", "refunds", "more"])))
def test_the_money_is_the_same_in_any_order_of_imports_and_undos(
    project: Project, write: Write, order: tuple[str, ...]
) -> None:
    for at, name in enumerate(order):
        ingest.run_import(project, write(f"{name}.csv", FILES[name]), "orders")
        assert money(project) == expected(set(order[: at + 1]))
    # Taken back from the middle, so that each is once the first and once the last of what is left.
    for at, number in enumerate((2, 3, 1, 4)):
        ingest.undo(project, number)
        gone = {order[one - 1] for one in (2, 3, 1, 4)[: at + 1]}
        assert money(project) == expected(set(order) - gone)


def test_where_no_order_is_known_all_rows_wait(project: Project, write: Write) -> None:
    path = write("refunds.csv", REFUNDS)
    for report in (ingest.dry_run(project, path, "orders"), ingest.run_import(project, path, "orders")):
        assert (report.accepted, report.rejected, report.anonymous, report.profiles_created) == (4, 0, 4, 0)
        assert report.events == {"refunded_order": 4}
        assert any("4 rows wait and count for nobody" in note.text for note in report.warnings)
