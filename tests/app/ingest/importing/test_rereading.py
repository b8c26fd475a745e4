"""A very file that comes again read otherwise: what it says must not count twice."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app import audience, ingest
from app.domain.problems import ImportProblem
from app.ingest.report import ImportReport
from app.ingest.vocabulary import map_file as maps
from app.project import Project

Write = Callable[[str, str], Path]

SQUARE = (
    "Date,Time,Transaction ID,Total Collected,Customer Email\n"
    "2011-11-01,13:45:12,T1,10.00,ana@x.de\n2011-11-02,13:45:12,T2,20.00,ana@x.de\n"
)
BOOKS = (
    "Document No,Document Type,Date,Email,Amount\n1,Invoice,2011-11-01,a@x.de,50\n2,Credit Memo,2011-11-05,a@x.de,20\n"
)
SHARES = "Order ID,Date,Email,SKU,Quantity,Unit price,Discount %\n1,2011-11-01,ana@x.de,M1,3,20.00,50%\n"
PLAIN = maps.Mapping("orders")
"""Nothing stated, and nothing taken over from the import before."""
ANEW = {"a clock of its own": (SQUARE, "Time"), "a share off": (SHARES, "Discount %")}


def net(project: Project) -> float:
    rows = audience.members(project, {"all": []}, ["net_revenue"]).to_pylist()
    return sum((row["net_revenue"] or 0) / 1e4 for row in rows)


def told(report: ImportReport) -> bool:
    return any(note.level == "red" and "read otherwise" in note.text for note in report.warnings)


def as_a_text(header: str, kind: str = "orders") -> maps.Mapping:
    return maps.parse({"kind": kind, "columns": {header: {"to": "kept_as_text", "type": "text"}}})


def test_the_same_file_read_otherwise_is_not_added(project: Project, write: Write) -> None:
    path = write("orders.csv", BOOKS)
    first = ingest.run_import(project, path, "orders", as_a_text("Document Type"))
    before = net(project)
    assert told(ingest.dry_run(project, path, "orders", PLAIN))
    with pytest.raises(ImportProblem, match="Take import 1 back first"):
        ingest.run_import(project, path, "orders", PLAIN)
    assert net(project) == before
    ingest.undo(project, int(first.batch or 0))
    assert not told(ingest.run_import(project, path, "orders"))
    assert net(project) == 30.0


@pytest.mark.parametrize("name", ANEW)
def test_lines_read_otherwise_stand_in_for_those_that_they_were(project: Project, write: Write, name: str) -> None:
    text, header = ANEW[name]
    path = write("orders.csv", text)
    ingest.run_import(project, path, "orders", as_a_text(header))
    before = net(project)
    assert not told(ingest.dry_run(project, path, "orders", PLAIN))
    again = ingest.run_import(project, path, "orders", PLAIN)
    assert net(project) == 30.0
    ingest.undo(project, int(again.batch or 0))
    assert net(project) == before


@pytest.mark.parametrize("given", [{"Total": {"to": "total"}}, {}])
def test_totals_of_another_reading_do_not_hold_on(project: Project, write: Write, given: dict[str, Any]) -> None:
    path = write("orders.csv", "Order ID,Date,Email,Status,Total,Tax\n1,2011-11-01,ana@x.de,completed,30.00,5.00\n")
    wrong = {"Total": {"to": "paid_in_all", "type": "text"}, "Tax": {"to": "total"}}
    ingest.run_import(project, path, "orders", maps.parse({"kind": "orders", "columns": wrong}))
    assert net(project) == 5.0
    right = maps.parse({"kind": "orders", "columns": given})
    if not given:
        with pytest.raises(ImportProblem, match="totals of that reading"):
            ingest.run_import(project, path, "orders", right)
        ingest.undo(project, 1)
    ingest.run_import(project, path, "orders", right)
    assert net(project) == 30.0


def test_the_same_file_read_alike_says_nothing_new(project: Project, write: Write) -> None:
    path = write("orders.csv", SQUARE)
    ingest.run_import(project, path, "orders")
    assert not told(ingest.run_import(project, path, "orders"))
    assert net(project) == 30.0


def test_events_read_otherwise_are_told_where_they_are_of_the_same_kind(project: Project, write: Write) -> None:
    path = write("events.csv", "Email,Opened,Clicked\nana@x.de,2011-11-01 10:00,2011-11-01 11:00\n")

    def read(column: str, other: str, name: str) -> maps.Mapping:
        told: dict[str, Any] = {column: {"to": "time"}, other: {"skip": True}}
        return maps.parse({"kind": "events", "columns": told, "event": {"name": name}})

    ingest.run_import(project, path, "events", read("Opened", "Clicked", "opened_email"))
    assert not told(ingest.run_import(project, path, "events", read("Clicked", "Opened", "clicked_email")))
    assert told(ingest.run_import(project, path, "events", read("Clicked", "Opened", "opened_email")))


LINES = (
    "Order ID,Date,Email,SKU,Quantity,Price\n1,2011-11-01,ana@x.de,M1,{quantity},10\n2,2011-11-02,ana@x.de,M1,1,10\n"
)


def test_lines_that_are_added_to_an_order_are_told(project: Project, write: Write) -> None:
    ingest.run_import(project, write("one.csv", LINES.format(quantity=2)), "orders")
    path = write("two.csv", LINES.format(quantity=3).replace("M1,3", "M2,3"))
    for report in (ingest.dry_run(project, path, "orders"), ingest.run_import(project, path, "orders")):
        assert [note.count for note in report.warnings if "came with further lines" in note.text] == [1]
    assert net(project) == 60.0
    path = write("three.csv", LINES.format(quantity=2) + "3,2011-11-02,ana@x.de,M1,1,10\n")
    assert not [note for note in ingest.run_import(project, path, "orders").warnings if "further lines" in note.text]
