"""Which of the tellings of an order stands: the newest, in whichever order the files came."""

import itertools
from collections.abc import Callable

import pytest

from app import ingest
from app.ingest.orders.latest_version import any_told
from app.project import Project
from storage.file.models import event
from tests.app.ingest.conftest import Rows, Write

HEAD = "Order ID,Date,Email,Total,Status,Updated at\n"
FIRST, PAID, BACK = (
    f"{HEAD}1,2011-11-01,a@x.de,50,{state},{day}\n"
    for state, day in (("pending", "2011-11-01"), ("completed", "2011-11-03"), ("cancelled", "2011-11-09"))
)


def _orders(project: Project, rows: Rows) -> list[int]:
    return [row["amount"] for row in rows(project, event) if row["name"] == "placed_order" and row["aside"] is None]


@pytest.mark.parametrize(
    ("files", "amounts"), [((FIRST, PAID), [500_000]), ((PAID, BACK), []), ((FIRST, PAID, BACK), [])]
)
def test_the_newest_state_holds_whatever_came_first(
    new_project: Callable[[], Project], write: Write, rows: Rows, files: tuple[str, ...], amounts: list[int]
) -> None:
    for order in itertools.permutations(files):
        project = new_project()
        for at, text in enumerate(order):
            ingest.run_import(project, write(f"{at}.csv", text), "orders")
        assert _orders(project, rows) == amounts


def test_what_is_taken_back_lets_the_older_telling_stand(project: Project, write: Write, rows: Rows) -> None:
    with project.read() as connection:
        assert not any_told(connection)
    ingest.run_import(project, write("a.csv", PAID), "orders")
    report = ingest.run_import(project, write("b.csv", BACK), "orders")
    assert any("came again" in note.text for note in report.warnings)
    assert _orders(project, rows) == []
    assert report.batch is not None
    ingest.undo(project, report.batch)
    assert _orders(project, rows) == [500_000]
    with project.read() as connection:
        assert any_told(connection)
