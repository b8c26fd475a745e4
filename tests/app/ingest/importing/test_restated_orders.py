"""Files that say lines of orders alone, and say an order again: the newest holds, and further lines are added."""

from collections.abc import Callable
from pathlib import Path

import pytest

from app import audience, ingest
from app.ingest.report import ImportReport
from app.project import Project

Write = Callable[[str, str], Path]
HEAD = "Order ID,Date,Email,SKU,Quantity,Price\n"
BEFORE = HEAD + "1,2011-11-01,ana@x.de,M,2,10\n1,2011-11-01,ana@x.de,L,1,30\n2,2011-11-02,bo@x.de,M,1,10\n"
OF_BO = "2,2011-11-02,bo@x.de,M,1,10\n"


def told(project: Project) -> tuple[int, float]:
    """How many orders Ana placed, and what is left of them."""
    found = audience.members(project, {"all": []}, ["email", "orders", "net_revenue"]).to_pylist()
    return next((row["orders"], row["net_revenue"] / 1e4) for row in found if row["email"] == "ana@x.de")


def notes(report: ImportReport) -> list[str]:
    """What is said of orders that came again."""
    words = ("came again with other lines", "further lines")
    return [word for note in report.warnings for word in words if word in note.text]


AGAIN = {
    "a time that has its hour now": ("1,2011-11-01 13:45,ana@x.de,M,2,10\n1,2011-11-01 13:45,ana@x.de,L,1,30\n", 50.0),
    "another quantity": ("1,2011-11-01,ana@x.de,M,5,10\n1,2011-11-01,ana@x.de,L,1,30\n", 80.0),
    "another price of both": ("1,2011-11-01,ana@x.de,M,2,9\n1,2011-11-01,ana@x.de,L,1,29\n", 47.0),
    "another quantity, and a product more": (
        "1,2011-11-01,ana@x.de,M,1,10\n1,2011-11-01,ana@x.de,L,1,30\n1,2011-11-01,ana@x.de,T,1,5\n", 45.0,
    ),
    "one product more": (
        "1,2011-11-01,ana@x.de,M,2,10\n1,2011-11-01,ana@x.de,L,1,30\n1,2011-11-01,ana@x.de,T,1,5\n", 55.0,
    ),
    "the rest of an order that was split": ("1,2011-11-01,ana@x.de,T,1,5\n", 55.0),
    "a part of it in another form": ("1,2011-11-01,ana@x.de,M,3,10\n", 80.0),
    "the same number in another week": ("1,2011-11-21,ana@x.de,M,2,10\n1,2011-11-21,ana@x.de,L,1,30\n", 100.0),
    "the same products on the next day": ("1,2011-11-02,ana@x.de,M,2,10\n1,2011-11-02,ana@x.de,L,1,30\n", 100.0),
}  # fmt: skip


@pytest.mark.parametrize("name", AGAIN)
def test_the_newest_file_of_lines_holds(name: str, project: Project, write: Write) -> None:
    text, left = AGAIN[name]
    ingest.run_import(project, write("one.csv", BEFORE), "orders")
    path = write("two.csv", HEAD + text + OF_BO)
    looked = ingest.dry_run(project, path, "orders")
    report = ingest.run_import(project, path, "orders")
    assert told(project) == (1, left)
    assert (looked.events, notes(looked)) == (report.events, notes(report))
    ingest.undo(project, report.batch or 0)
    assert told(project) == (1, 50.0)


def test_which_lines_hold_is_told(project: Project, write: Write) -> None:
    ingest.run_import(project, write("one.csv", BEFORE), "orders")
    again = ingest.run_import(project, write("two.csv", HEAD + AGAIN["another quantity"][0]), "orders")
    more = ingest.run_import(project, write("three.csv", HEAD + "1,2011-11-01,ana@x.de,T,1,5\n"), "orders")
    assert (notes(again), notes(more)) == (["came again with other lines"], ["further lines"])
    assert not notes(ingest.run_import(project, write("four.csv", HEAD + "3,2011-11-01,ana@x.de,T,1,5\n"), "orders"))


@pytest.mark.parametrize("gone", [(1,), (2,), (3,), (2, 3), (3, 2), (1, 2), (2, 1)])
def test_imports_that_are_taken_back_leave_what_the_others_say(
    gone: tuple[int, ...], project: Project, write: Write
) -> None:
    states = {}
    for number, quantity in enumerate((2, 5, 7), 1):
        text = HEAD + f"1,2011-11-01,ana@x.de,M,{quantity},10\n"
        assert ingest.run_import(project, write(f"{number}.csv", text), "orders").batch == number
        states[number] = quantity * 10.0
    for number in gone:
        ingest.undo(project, number)
    assert told(project) == (1, states[max(states.keys() - set(gone))])


def test_a_state_that_comes_back_holds_again(project: Project, write: Write) -> None:
    texts = [HEAD + f"1,2011-11-01,ana@x.de,M,{m},10\n1,2011-11-01,ana@x.de,L,{n},30\n" for m, n in [(2, 1), (3, 2)]]
    for number, text in enumerate([*texts, texts[0] + OF_BO, texts[1] + OF_BO]):
        ingest.run_import(project, write(f"{number}.csv", text), "orders")
        assert told(project) == (1, 50.0 if number % 2 == 0 else 90.0)


def test_a_file_taken_in_twice_and_back_once(project: Project, write: Write) -> None:
    ingest.run_import(project, write("one.csv", BEFORE), "orders")
    path = write("two.csv", HEAD + AGAIN["another quantity"][0])
    first, second = (ingest.run_import(project, path, "orders").batch or 0 for _ in range(2))
    ingest.undo(project, first)
    assert told(project) == (1, 80.0)
    ingest.undo(project, second)
    assert told(project) == (1, 50.0)


def test_the_very_file_read_otherwise_is_read_anew(project: Project, write: Write) -> None:
    from app.ingest.vocabulary import map_file as maps

    path = write("one.csv", "Order ID,Date,Time,Email,SKU,Quantity,Price\n1,2011-11-01,10:00,ana@x.de,M,2,10\n")
    told_once = maps.parse({"kind": "orders", "columns": {"Time": {"to": "clock", "type": "text"}}})
    ingest.run_import(project, path, "orders", told_once)
    ingest.run_import(project, path, "orders")
    assert told(project) == (1, 20.0)
