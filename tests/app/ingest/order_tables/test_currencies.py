"""Amounts of another currency than those that the project has: nothing is converted, so it is told."""

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import update

from app import ingest
from app.ingest.report import ImportReport
from app.project import Change, Project
from storage.file.models import batch

Write = Callable[[str, str], Path]


def orders(write: Write, number: int, amount: str, currency: str | None) -> Path:
    head, cell = ("", "") if currency is None else (",Currency", f",{currency}")
    return write(
        f"orders-{number}.csv",
        f"Order ID,Date,Email,Total{head}\n{number},2011-03-05,ana@x.de,{amount}{cell}\n",
    )


def told(report: ImportReport) -> list[str]:
    return [note.text for note in report.warnings if note.level == "red" and "none is converted" in note.text]


@pytest.mark.parametrize(
    ("first", "second", "said"),
    [
        (("10", "EUR"), ("10", "USD"), "in USD, those of orders imported before in EUR (orders-1.csv)"),
        (("€10.00", None), ("10", "usd"), "in USD, those of orders imported before in EUR"),
        (("10", "EUR"), ("$10.00", None), "in USD, those of orders imported before in EUR"),
        (("10", "EUR"), ("10", "eur"), None),
        (("10", "Euro"), ("€10", None), None),
        (("10", None), ("10", "USD"), None),
        (("10", "EUR"), ("10", None), None),
    ],
)
def test_another_currency_than_before_is_told(
    project: Project, write: Write, first: tuple[str, str | None], second: tuple[str, str | None], said: str | None
) -> None:
    assert not told(ingest.run_import(project, orders(write, 1, *first), "orders"))
    path = orders(write, 2, *second)
    for found in (told(ingest.dry_run(project, path, "orders")), told(ingest.run_import(project, path, "orders"))):
        assert len(found) == (said is not None)
        assert all(str(said) in text for text in found)


def test_an_import_that_was_undone_says_nothing(project: Project, write: Write) -> None:
    batch_number = ingest.run_import(project, orders(write, 1, "10", "EUR"), "orders").batch
    ingest.undo(project, int(batch_number or 0))
    assert not told(ingest.run_import(project, orders(write, 2, "10", "USD"), "orders"))


def test_imports_whose_reports_say_no_currency_are_looked_into(project: Project, write: Write) -> None:
    ingest.run_import(project, orders(write, 1, "10", "EUR"), "orders")
    with project.write("An older report", {Change.IMPORTS}) as connection:
        connection.execute(update(batch).values(report={}))
    assert told(ingest.run_import(project, orders(write, 2, "10", "USD"), "orders"))
    assert not told(ingest.run_import(project, orders(write, 3, "10", "USD"), "orders"))
