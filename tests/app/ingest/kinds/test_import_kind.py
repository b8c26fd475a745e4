"""What each kind of import brings into a project, and its numbers in figures."""

from dataclasses import replace

import pytest

from app import ingest
from app.domain.names import EVENTS
from app.domain.problems import ImportProblem
from app.ingest import ImportReport, Mapping
from app.ingest.kinds import import_kind
from app.project import Change, Project
from storage.file.models import product, suppression
from tests.app.ingest.conftest import Rows, Write

NUMBERS = ImportReport(
    "orders", Mapping("orders"), rows=9, accepted=7, rejected=2, duplicates=1, profiles_created=3, profiles_updated=2,
    adjustments=1, events={"placed_order": 2, "ordered_product": 3, "refunded_order": 1},
)  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "caption", "hero"),
    [
        ("profiles", "New people", 3),
        ("orders", "Orders", 2),
        ("events", "Events", 6),
        ("products", "Products", 6),
        ("consents", "Answers about being mailed", 6),
        ("suppressions", "Addresses not to mail", 6),
    ],
)
def test_each_kind_tells_its_numbers_by_the_one_that_matters(kind: str, caption: str, hero: int) -> None:
    told = import_kind.of(kind).told(NUMBERS)
    assert (told.caption, told.hero) == (caption, hero)
    rejected = next(one for one in told.counts if one.text == "Rejected rows")
    assert (rejected.value, rejected.weighs) == (2, True)


def test_people_that_a_file_names_twice_are_rows_joined() -> None:
    counts = {one.text: one.value for one in import_kind.of("profiles").told(NUMBERS).counts}
    assert counts["Rows joined with another"] == 7 - 3 - 2 - 1


def test_events_of_one_name_are_told_by_it() -> None:
    told = import_kind.of("events").told(replace(NUMBERS, events={"viewed_page": 6}))
    assert told.caption == EVENTS["viewed_page"]
    assert "Others" in {one.text for one in told.counts}


def test_every_import_changes_the_history_and_only_some_change_people() -> None:
    changes = {kind.name: kind.changes() for kind in import_kind.every()}
    assert all(Change.IMPORTS in one for one in changes.values())
    about_nobody = ["products", "suppressions", "stores", "codes"]
    assert [name for name, one in changes.items() if Change.PROFILES not in one] == about_nobody
    assert [name for name, one in changes.items() if Change.EVENTS in one] == ["events", "orders", "results"]
    # Whoever says no beside what a row is about is on the list at once.
    assert [name for name, one in changes.items() if Change.SUPPRESSIONS not in one] == [
        "products", "scores", "stores", "codes",
    ]  # fmt: skip


def test_products_follow_from_their_rows_when_an_import_is_taken_back(
    project: Project, write: Write, rows: Rows
) -> None:
    ingest.run_import(project, write("a.csv", "SKU,Name,Price\nT1,Tea,3.50\nT2,Mug,5.00\n"), "products")
    ingest.run_import(project, write("b.csv", "SKU,Name,Price\nT1,Green tea,4.00\nT3,Pot,9.00\n"), "products")
    assert {row["sku"]: row["name"] for row in rows(project, product)} == {"T1": "Green tea", "T2": "Mug", "T3": "Pot"}
    ingest.undo(project, 2)
    assert {row["sku"]: row["name"] for row in rows(project, product)} == {"T1": "Tea", "T2": "Mug"}


def test_a_list_of_the_refused_makes_nobody_a_person_and_warns_of_rows_it_cannot_read(
    project: Project, write: Write, rows: Rows
) -> None:
    path = write("a.csv", "Email,Reason\nann@example.com,unsubscribed\nnobody,unsubscribed\n")
    report = ingest.run_import(project, path, "suppressions")
    assert [row["address"] for row in rows(project, suppression)] == ["ann@example.com"]
    assert (report.profiles_created, report.suppressed, report.rejected) == (0, 1, 1)
    assert any(note.text.startswith("1 row of this list cannot be read") for note in report.warnings)
    assert ingest.run_import(project, path, "suppressions").duplicates == 1


def test_a_kind_is_known_by_its_name_or_refused() -> None:
    assert import_kind.title_of("suppressions") == "Do-not-mail list"
    assert import_kind.title_of("of a later version") == "of a later version"
    with pytest.raises(ImportProblem, match="no kind of file"):
        import_kind.of("invoices")


def test_a_tills_number_is_no_buyers_device_but_an_empty_column_is_as_it_is_called(
    project: Project, write: Write
) -> None:
    order = "Order ID,SKU,Price,Date,Email,Device ID\no1,T1,3.50,2011-12-01,ann@example.com,"
    filled, empty = (
        ingest.plan(project, write(name, f"{order}{cell}\n"), "orders").mapping.columns["Device ID"].to
        for name, cell in (("a.csv", "till 4"), ("b.csv", ""))
    )
    assert (filled, empty) == ("device_id_2", "device_id")
