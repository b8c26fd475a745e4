"""What was imported, and what was put aside: to read, and as a file to mend."""

import csv
from collections.abc import Callable
from pathlib import Path

import pytest

from app import ingest
from app.domain.problems import Problem
from app.ingest.importing import history
from app.project import Project

Write = Callable[[str, str], Path]

ORDERS = """Order ID,Email,Date,SKU,Quantity,Price
o1,ann@x.example,2011-02-03,S,1,2.50
o1,ann@x.example,2011-02-03,T,many,3.00
o2,bob@x.example,2011-02-04,S,1,2.50
"""


def test_the_newest_import_stands_last_and_one_taken_back_says_when(project: Project, write: Write) -> None:
    for name in ("a.csv", "b.csv"):
        ingest.run_import(project, write(name, f"Email,City\n{name[0]}@x.example,Paris\n,Rome\n"), "profiles")
    ingest.undo(project, 1)
    first, second = history.history(project)
    assert (first.file, second.file, second.rows, second.rejected) == ("a.csv", "b.csv", 2, 1)
    assert first.undone_at is not None
    assert second.undone_at is None
    assert second.mapping["kind"] == "profiles"


def test_rejected_rows_are_read_page_by_page(project: Project, write: Write) -> None:
    ingest.run_import(project, write("a.csv", "Email,City\na@x.example,Paris\n,Rome\n,Nice\n"), "profiles")
    rows = history.rejected(project, 1)
    assert [(row.line, row.row["City"]) for row in rows] == [(3, "Rome"), (4, "Nice")]
    assert history.rejected(project, 1, 1, 1) == rows[1:]


def test_rows_to_mend_are_written_guarded(project: Project, write: Write, tmp_path: Path) -> None:
    ingest.run_import(project, write("a.csv", "Email,City\na@x.example,Paris\n,=2+5\n"), "profiles")
    assert history.export_rejected(project, 1, tmp_path / "mend.csv") == 1
    with (tmp_path / "mend.csv").open(encoding="utf-8-sig", newline="") as file:
        header, row = csv.reader(file)
    assert header[2:] == ["Email", "City"]
    assert (row[0], row[3]) == ("3", "'=2+5")


def test_beside_a_line_to_mend_stand_the_others_of_its_order(project: Project, write: Write, tmp_path: Path) -> None:
    report = ingest.run_import(project, write("orders.csv", ORDERS), "orders")
    told = history.export_rejected if report.rejected else history.export_unread
    assert told(project, 1, tmp_path / "mend.csv") == 1
    with (tmp_path / "mend.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["SKU"] for row in rows] == ["S", "T"]


@pytest.mark.parametrize("asked", [history.rejected, history.unread_cells])
def test_an_import_that_is_not_there_is_said(project: Project, asked: Callable[..., object]) -> None:
    with pytest.raises(Problem, match="7"):
        asked(project, 7)


def test_where_nothing_can_be_written_the_place_is_told(project: Project, write: Write, tmp_path: Path) -> None:
    ingest.run_import(project, write("a.csv", "Email\na@x.example\n"), "profiles")
    with pytest.raises(Problem, match=r"mend\.csv"):
        history.export_rejected(project, 1, tmp_path / "no" / "mend.csv")
