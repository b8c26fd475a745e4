"""Files of orders: lines, the orders that follow from them, and what was given back."""

from collections import Counter

import pytest

from app import ingest
from app.domain.problems import ImportProblem
from app.project import Project
from storage.file.models import event
from tests.app.ingest.conftest import Rows, Write

HEAD = "Order ID,Date,Email,SKU,Quantity,Price\n"


def test_lines_make_an_order_and_what_came_back_a_refund(project: Project, write: Write, rows: Rows) -> None:
    path = write(
        "a.csv", f"{HEAD}1,2011-11-01,a@x.de,MUG,2,10\n1,2011-11-01,a@x.de,LAMP,1,30\nC1,2011-11-05,a@x.de,MUG,-1,10\n"
    )
    report = ingest.run_import(project, path, "orders")
    assert report.events == {"placed_order": 1, "ordered_product": 2, "refunded_order": 1}
    sums = {row["name"]: row["amount"] for row in rows(project, event) if row["name"] != "ordered_product"}
    assert sums == {"placed_order": 500_000, "refunded_order": 100_000}


def test_the_same_file_again_adds_nothing(project: Project, write: Write, rows: Rows) -> None:
    path = write("a.csv", f"{HEAD}1,2011-11-01,a@x.de,MUG,2,10\n")
    ingest.run_import(project, path, "orders")
    assert ingest.run_import(project, path, "orders").events_added == 0
    assert Counter(row["name"] for row in rows(project, event)) == {"placed_order": 1, "ordered_product": 1}


def test_a_time_and_some_price_are_needed(project: Project, write: Write) -> None:
    for name, text in {
        "a": "Order ID,Email,Price\n1,a@x.de,5\n",
        "b": "Order ID,Date,Email\n1,2011-11-01,a@x.de\n",
    }.items():
        with pytest.raises(ImportProblem):
            ingest.run_import(project, write(f"{name}.csv", text), "orders")


def test_a_file_of_refunds_alone_comes_in_as_refunds_of_its_orders(project: Project, write: Write, rows: Rows) -> None:
    ingest.run_import(project, write("a.csv", f"{HEAD}1,2011-11-01,a@x.de,MUG,2,10\n"), "orders")
    returns = "Order ID,Refund date,Email,SKU,Quantity,Refund amount\n1,2011-11-05,a@x.de,MUG,1,10\n"
    report = ingest.run_import(project, write("r.csv", returns), "orders")
    assert report.events == {"refunded_order": 1}
    assert any("read as refunds" in note.text for note in report.warnings)
    assert {row["name"]: row["amount"] for row in rows(project, event)} == {
        "placed_order": 200_000, "ordered_product": 200_000, "refunded_order": 100_000,
    }  # fmt: skip


def test_refunds_of_no_order_are_refused_with_what_makes_refunds_of_them(project: Project, write: Write) -> None:
    returns = "Date,Email,SKU,Quantity,{}\n2011-11-05,a@x.de,MUG,1,{}\n"
    with pytest.raises(ImportProblem, match=r"what was refunded and not what was bought.*“Type”"):
        ingest.run_import(project, write("r.csv", returns.format("Refund amount", "10")), "orders")
    mended = write("r.csv", returns.format("Amount,Type", "10,Refund"))
    assert ingest.run_import(project, mended, "orders").events == {"refunded_order": 1}


def test_a_column_whose_cells_speak_against_its_header_has_a_name_of_its_own(project: Project, write: Write) -> None:
    text = "Order ID,Date,Email,Name,Total,Paid\n1,2011-11-01,a@x.de,Mug,10,10.00\n2,2011-11-02,a@x.de,Pot,5,0.00\n"
    columns = ingest.plan(project, write("a.csv", text), "orders").mapping.columns
    assert columns["Paid"].to == "imported_paid"


def test_where_the_only_address_is_the_tills_nobody_is_made_of_it(project: Project, write: Write) -> None:
    text = "Order ID,Date,Total,Account\n1,2011-11-01,10,till@shop.de\n2,2011-11-02,5,till@shop.de\n"
    with pytest.raises(ImportProblem, match="who a row is about"):
        ingest.run_import(project, write("a.csv", text), "orders")
