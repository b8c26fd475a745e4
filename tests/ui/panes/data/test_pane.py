"""Data in the real window: the wizard by mouse and keyboard, corrections, stopping, history, undo, rejected rows."""

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QMenu
from pytestqt.qtbot import QtBot

from app import ingest, people
from app.project import Project
from ui.panes.data.pane import Data
from ui.preview_pane import settle
from ui.shell.window import MainWindow
from ui.widgets.picker import Picker

CONTACTS = """Customer ID;E-mail;First name;Date of birth;Shoe size;Interests
1;ann@example.com;Ann;03/04/1990;38;Tea|Books
2;bob@example;Bob;05/06/1991;44;Tea
3;ANN@example.com;Annie;13/07/1992;39;
;;Nobody;;;
4;cat@example.com;Cat;01/02/1993;37;Books
"""
ORDERS = """InvoiceNo,StockCode,Quantity,UnitPrice,InvoiceDate,CustomerID
o1,T1,2,3.50,2011-12-01 10:00,1
o1,T2,1,1.00,2011-12-01 10:00,1
Co2,T1,-1,3.50,2011-12-02 10:00,1
o3,T1,1,3.50,2011-12-03 10:00,
"""


@pytest.fixture
def files(tmp_path: Path) -> dict[str, str]:
    found = {}
    for name, text in (("orders.csv", ORDERS), ("contacts.csv", CONTACTS)):
        (tmp_path / name).write_text(text, encoding="utf-8")
        found[name] = str(tmp_path / name)
    return found


@pytest.fixture
def data(window: MainWindow, tmp_path: Path) -> Data:
    """The pane of an empty project."""
    Project.create(tmp_path / "Shop.quill", timezone="Europe/London", clock="2011-12-10").close()
    window.projects.open(tmp_path / "Shop.quill", lambda: window.go_to("data"))
    assert settle(window, lambda: isinstance(window.host.current(), Data))
    pane = window.host.current()
    assert isinstance(pane, Data)
    assert settle(window)
    return pane


@pytest.fixture
def tried(window: MainWindow, data: Data) -> Callable[[], None]:
    """Waits until the numbers of the file that is open are there."""

    def wait() -> None:
        assert settle(window, lambda: data.wizard.tried is not None), data.strip.text()

    return wait


def texts(widget: Any) -> set[str]:
    return {label.text() for label in widget.findChildren(QLabel) if not label.isHidden()}


def cells(data: Data, header: str) -> list[str]:
    model = data.wizard_page.grid.model
    at = [column.key for column in model.columns].index(header)
    return [str(model.index(row, at).data() or "") for row in range(model.rowCount())]


def head(data: Data, header: str) -> Any:
    return data.wizard_page.grid.heads[header]


def picker() -> Picker:
    return next(one for one in QApplication.topLevelWidgets() if isinstance(one, Picker) and one.isVisible())


def choose(menu_of: Any, title: str) -> None:
    action = next(action for menu in menu_of.findChildren(QMenu) for action in menu.actions() if action.text() == title)
    action.trigger()
    for menu in menu_of.findChildren(QMenu):
        menu.close()


def test_an_empty_project_offers_the_next_step(data: Data) -> None:
    assert data.history.empty.isVisible()
    assert data.history.empty.button.isVisible()
    assert "Drop your files here" in texts(data.history.empty)


def test_files_come_in_a_sensible_order_with_their_numbers(
    data: Data, files: dict[str, str], tried: Callable[[], None], qtbot: QtBot, window: MainWindow
) -> None:
    assert data.files_dropped([files["orders.csv"], files["contacts.csv"]])
    tried()
    assert data.header.title.text() == "Bring in contacts.csv"
    assert data.header.quiet.text() == "file 1 of 2"
    review = data.wizard_page.review.review
    assert review is not None
    assert (review.caption, review.hero) == ("New people", 4)
    looks = {(one.text, one.note) for one in review.looks}
    assert ("1 malformed address", "Kept with the person, but not mailable.") in looks
    assert any(one.text == "1 row rejected" for one in review.looks)
    assert data.wizard.import_button.text() == "Import 4 rows"
    assert people.count(data.project) == 0, "a look keeps nothing"

    qtbot.mouseClick(data.wizard.import_button, Qt.MouseButton.LeftButton)
    assert settle(window, lambda: data.header.title.text() == "Bring in orders.csv")
    tried()
    assert people.count(data.project) == 4
    assert (data.wizard_page.review.review.caption, data.wizard_page.review.review.hero) == ("Orders", 1)  # type: ignore[union-attr]
    window.commands.run("data.go")
    assert settle(window, lambda: data.header.title.text() == "2 files are in")
    assert data.result.hero.text() == "4"
    assert [row.file for row in ingest.history(data.project)] == ["contacts.csv", "orders.csv"]


def test_the_grid_shows_what_would_arrive(data: Data, files: dict[str, str], tried: Callable[[], None]) -> None:
    data.bring_in([files["contacts.csv"]])
    tried()
    assert cells(data, "Date of birth")[:2] == ["3 Apr 1990", "5 Jun 1991"]
    assert cells(data, "Interests")[0] == "Tea, Books"
    assert head(data, "E-mail").note() == "1 malformed address"
    assert head(data, "Shoe size").target.text() == "Shoe size"
    assert head(data, "Customer ID").target.accessibleName() == "“Customer ID” becomes Customer ID"


def test_a_correction_by_keyboard_changes_the_preview_and_the_numbers(
    data: Data, files: dict[str, str], tried: Callable[[], None], qtbot: QtBot
) -> None:
    data.bring_in([files["contacts.csv"]])
    tried()
    field = head(data, "First name").target
    field.setFocus()
    qtbot.keyClick(field, Qt.Key.Key_Space)
    found = picker()
    qtbot.keyClicks(found.search, "city")
    qtbot.keyClick(found.search, Qt.Key.Key_Return)
    tried()
    assert head(data, "First name").target.text() == "City"
    assert data.wizard.look is not None
    assert data.wizard.look.mapping.columns["First name"].to == "city"

    head(data, "Date of birth").type.click()
    choose(head(data, "Date of birth").type, "12/31/2011 (month first)")
    tried()
    assert cells(data, "Date of birth")[0] == "4 Mar 1990"
    assert head(data, "Date of birth").note() == "1 cell unreadable"


def test_a_column_can_be_skipped_or_given_a_name_of_ones_own(
    data: Data, files: dict[str, str], tried: Callable[[], None], qtbot: QtBot
) -> None:
    data.bring_in([files["contacts.csv"]])
    tried()
    qtbot.mouseClick(head(data, "Shoe size").target, Qt.MouseButton.LeftButton)
    qtbot.keyClicks(picker().search, "skip")
    qtbot.keyClick(picker().search, Qt.Key.Key_Return)
    tried()
    assert head(data, "Shoe size").target.text() == "Skipped"
    assert not head(data, "Shoe size").type.isVisible()
    qtbot.mouseClick(head(data, "First name").target, Qt.MouseButton.LeftButton)
    qtbot.keyClicks(picker().search, "Nick name")
    qtbot.keyClick(picker().search, Qt.Key.Key_Return)
    tried()
    data.wizard.bring_in()
    qtbot.waitUntil(lambda: not data.wizard.busy and people.count(data.project) == 4, timeout=30_000)
    told = people.story(data.project, "customer_id:4").traits
    assert told["nick_name"] == "Cat"
    assert "shoe_size" not in told


def test_another_kind_reads_the_whole_file_again(
    data: Data, files: dict[str, str], tried: Callable[[], None], window: MainWindow
) -> None:
    data.bring_in([files["orders.csv"]])
    tried()
    kind = data.wizard_page.file.fields["kind"]
    assert kind.text() == "Orders"
    kind.click()
    choose(kind, "Contacts")
    tried()
    assert kind.text() == "Contacts"
    assert data.wizard_page.review.review is not None
    assert data.wizard_page.review.review.caption == "New people"


def test_a_file_that_says_not_who_can_be_mended(
    data: Data, tmp_path: Path, tried: Callable[[], None], window: MainWindow, qtbot: QtBot
) -> None:
    (tmp_path / "odd.csv").write_text("handle,town\nann,Leeds\nbob,York\n", encoding="utf-8")
    data.bring_in([str(tmp_path / "odd.csv")])
    tried()
    assert "who a row is about" in data.wizard_page.review.review.looks[0].text
    assert not data.wizard.import_button.isEnabled()
    qtbot.mouseClick(head(data, "handle").target, Qt.MouseButton.LeftButton)
    qtbot.keyClicks(picker().search, "customer")
    qtbot.keyClick(picker().search, Qt.Key.Key_Return)
    tried()
    assert data.strip.text() == ""
    assert data.wizard.import_button.text() == "Import 2 rows"


def test_a_file_that_cannot_be_read_is_passed_over(
    data: Data, files: dict[str, str], tmp_path: Path, tried: Callable[[], None], window: MainWindow
) -> None:
    (tmp_path / "empty.csv").write_text("")
    data.bring_in([str(tmp_path / "empty.csv"), files["contacts.csv"]])
    tried()
    data.wizard.bring_in()
    assert settle(window, lambda: "empty.csv" in data.header.title.text() and bool(data.strip.text()))
    assert not data.wizard.import_button.isEnabled()
    data.wizard.skip()
    assert settle(window)
    assert data.header.title.text() == "contacts.csv is in"


def test_stopping_leaves_nothing(
    data: Data, tmp_path: Path, tried: Callable[[], None], window: MainWindow, qtbot: QtBot
) -> None:
    rows = "".join(f"{at},p{at}@example.com,Name {at}\n" for at in range(30_000))
    (tmp_path / "many.csv").write_text("Customer ID,Email,First name\n" + rows, encoding="utf-8")
    data.bring_in([str(tmp_path / "many.csv")])
    tried()
    data.wizard.bring_in()
    assert data.wizard.busy
    assert data.wizard.cancel_button.text() == "Stop"
    qtbot.waitUntil(lambda: data.wizard._job is None or data.wizard._job.state[0] > 0, timeout=30_000)
    qtbot.mouseClick(data.wizard.cancel_button, Qt.MouseButton.LeftButton)
    assert settle(window, lambda: not data.wizard.busy)
    assert data.strip.text() == "Stopped. Nothing of this file was kept."
    assert people.count(data.project) == 0
    assert ingest.history(data.project) == []
    assert data.wizard.import_button.isEnabled(), "it can be tried again"


def test_whoever_stops_the_look_at_the_files_is_back_at_the_imports(
    data: Data, files: dict[str, str], window: MainWindow
) -> None:
    data.bring_in([files["contacts.csv"]])
    data.wizard._job.cancel()
    assert settle(window)
    assert data.strip.text() == "Stopped. Nothing was brought in."
    assert data.header.title.text() == "Data"


def test_reading_that_was_stopped_says_so_and_can_be_started_again(
    data: Data, files: dict[str, str], tried: Callable[[], None], window: MainWindow, qtbot: QtBot
) -> None:
    data.bring_in([files["contacts.csv"]])
    tried()
    for begin in (lambda: data.wizard._change(lambda mapping: mapping), data.wizard._try):
        begin()
        data.wizard._job.cancel()
        assert settle(window)
        assert data.strip.text() == "Stopped: this file was not read to its end."
        assert data.wizard.page.review.hero.accessibleName() == "Stopped –"
        qtbot.mouseClick(data.strip._action, Qt.MouseButton.LeftButton)
        tried()
        assert data.strip.text() == ""
        assert data.wizard.import_button.isEnabled()
        assert data.wizard.page.review.hero.text() == "4"


def bring_in(data: Data, window: MainWindow, tried: Callable[[], None], path: str) -> None:
    data.bring_in([path])
    tried()
    data.wizard.bring_in()
    assert settle(window, lambda: data.header.title.text().endswith("is in"))


def test_undo_takes_the_file_back_whole(
    data: Data, files: dict[str, str], tried: Callable[[], None], window: MainWindow, qtbot: QtBot
) -> None:
    bring_in(data, window, tried, files["contacts.csv"])
    (undo,) = data.result.undo_buttons.values()
    assert undo.accessibleName() == "Undo the import of contacts.csv"
    qtbot.mouseClick(undo, Qt.MouseButton.LeftButton)
    assert settle(window)
    assert people.count(data.project) == 0
    assert data.result.hero.text() == "0"
    data.show_history()
    assert settle(window)
    assert data.history.model.row(0)["undone"]
    assert not data.history.detail.undo.isVisible()


def test_the_history_lists_imports_and_undoes_them(
    data: Data, files: dict[str, str], tried: Callable[[], None], window: MainWindow, qtbot: QtBot
) -> None:
    bring_in(data, window, tried, files["contacts.csv"])
    bring_in(data, window, tried, files["orders.csv"])
    data.show_history()
    assert settle(window)
    assert data.header.quiet.text() == "2 imports in this project"
    assert [data.history.model.row(at)["file"] for at in range(2)] == ["orders.csv", "contacts.csv"]
    data.history.table.selectRow(1)
    assert settle(window)
    assert {"contacts.csv", "New people", "4"} <= texts(data.history.detail)
    qtbot.mouseClick(data.history.detail.undo, Qt.MouseButton.LeftButton)
    assert settle(window)
    assert [row["undone"] for row in (data.history.model.row(0), data.history.model.row(1))] == [False, True]
    assert people.count(data.project) == 1, "the orders' own customer stays"


def test_cells_that_were_not_read_are_listed_and_saved(
    data: Data, files: dict[str, str], tried: Callable[[], None], window: MainWindow, tmp_path: Path
) -> None:
    people = tmp_path / "birthdays.csv"
    rows = "".join(f"p{number}@x.de,1990-05-1{number}\n" for number in range(8))
    people.write_text(f"email,Birthday\n{rows}z@x.de,00-00-0000\n", "utf-8")
    bring_in(data, window, tried, str(people))
    data.show_history()
    assert settle(window)
    assert data.history.detail.unread.text() == "Show 1 unread cell"
    data.history.table.row_activated.emit(0)
    assert settle(window)
    assert data.header.title.text() == "Unread cells"
    assert [column.title for column in data.rejected.model.columns] == [
        "Line", "What was not read", "Birthday", "email",
    ]  # fmt: skip
    kept = data.state()
    data.show_history()
    data.take_up(kept)
    assert settle(window)
    assert data.header.title.text() == "Unread cells"
    row = data.rejected.model.row(0)
    assert (row["line"], row["reason"]) == (10, "Birthday: “00-00-0000” is no date that can be read")
    target = tmp_path / "mend.csv"
    data.save_rejected_to(str(target), 1, cells=True)
    assert settle(window)
    target.write_text(target.read_text("utf-8").replace("00-00-0000", "1990-05-20"), "utf-8")
    bring_in(data, window, tried, str(target))
    assert any("1 mended row of birthdays.csv (import 1)" in said for said in texts(data.result))
    data.show_history()
    assert settle(window)
    assert (data.history.model.row(0)["unread"], data.history.model.rowCount()) == (0, 2)


def test_rejected_rows_are_listed_and_saved(
    data: Data, files: dict[str, str], tried: Callable[[], None], window: MainWindow, tmp_path: Path
) -> None:
    bring_in(data, window, tried, files["contacts.csv"])
    data.show_history()
    assert settle(window)
    data.history.table.row_activated.emit(0)
    assert settle(window)
    assert data.header.title.text() == "Rejected rows"
    model = data.rejected.model
    assert model.row(0)["line"] == 5
    assert [column.title for column in model.columns][:3] == ["Line", "Why it was not taken", "Customer ID"]
    assert "identifier" in model.row(0)["reason"]
    target = tmp_path / "rejected.csv"
    data.save_rejected_to(str(target), 1, cells=False)
    assert settle(window)
    with target.open(encoding="utf-8", newline="") as file:
        (row,) = csv.DictReader(file)
    assert (row["line"], row["First name"]) == ("5", "Nobody")
    data.show_history()
    assert settle(window)
    assert data.history.table.isVisible()


def test_every_field_of_the_wizard_has_a_name_and_can_be_reached(
    data: Data, tmp_path: Path, tried: Callable[[], None]
) -> None:
    more = [f"Own column {number}" for number in range(16)]
    rows = [",".join(["email", *more]), ",".join(["ann@x.example", *more])]
    (tmp_path / "wide.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    data.bring_in([str(tmp_path / "wide.csv")])
    tried()
    for one in data.wizard_page.grid.heads.values():
        for field in (one.target, one.type):
            assert field.accessibleName()
            assert field.focusPolicy() & Qt.FocusPolicy.TabFocus
    assert all(field.accessibleName() for field in data.wizard_page.file.fields.values() if field.isVisible())
    last = list(data.wizard_page.grid.heads.values())[-1]
    last.target.setFocus()
    across = data.wizard_page.grid.table.horizontalScrollBar()
    assert across.value() > 0, "a head that gets the keyboard comes into view"


def test_what_must_be_told_stands_first_in_the_review_and_with_the_result(
    data: Data, tmp_path: Path, tried: Callable[[], None], qtbot: QtBot, window: MainWindow
) -> None:
    path = tmp_path / "do not mail.csv"
    path.write_text("email,reason\nann@example.com,bounced\nnobody at all,bounced\n", encoding="utf-8")
    data.bring_in([str(path)])
    tried()
    review = data.wizard_page.review.review
    assert review is not None
    first = review.looks[0]
    assert first.text.startswith("1 row of this list cannot be read: this person can still be mailed.")
    assert (first.value, first.tone, first.note) == (None, "bad", "Line 3")
    assert first.text in texts(data.wizard_page.review)
    qtbot.mouseClick(data.wizard.import_button, Qt.MouseButton.LeftButton)
    assert settle(window, lambda: data.header.title.text().endswith("in"))
    assert first.text in texts(data.result)


def test_a_file_that_names_nobody_is_shown_and_asks_one_question(
    data: Data, tmp_path: Path, tried: Callable[[], None], qtbot: QtBot, window: MainWindow
) -> None:
    path = tmp_path / "members.csv"
    path.write_text("Ref,Town\nA-17,Leeds\nB-18,York\n", encoding="utf-8")
    data.bring_in([str(path)])
    tried()
    card = data.wizard_page.review
    assert card.review.looks[0].text.startswith("No column says who a row is about. Which column does")
    assert "customer_id" not in card.review.looks[0].text
    assert cells(data, "Ref") == ["A-17", "B-18"]
    assert not data.wizard.import_button.isEnabled()
    qtbot.mouseClick(card.remedy, Qt.MouseButton.LeftButton)
    choose(card.remedy, "Ref  ·  A-17")
    tried()
    assert data.wizard.look.mapping.columns["Ref"].to == "customer_id"
    assert (card.review.hero, card.remedy.isVisible()) == (2, False)
    assert data.wizard.import_button.text() == "Import 2 rows"


def test_a_mapping_that_is_proposed_is_taken_by_a_press(
    data: Data, tmp_path: Path, tried: Callable[[], None], qtbot: QtBot, window: MainWindow
) -> None:
    for name, first in (("shop", 100), ("crm", 900)):
        rows = "".join(f"{first + at},a{at}@example.com\n" for at in range(25))
        (tmp_path / f"{name}.csv").write_text(f"Customer ID,Email\n{rows}", encoding="utf-8")
    ingest.run_import(data.project, tmp_path / "shop.csv", "profiles")
    data.bring_in([str(tmp_path / "crm.csv")])
    tried()
    card = data.wizard_page.review
    assert card.review.looks[0].tone == "bad"
    assert "25 rows would be second records of people you have" in card.review.looks[0].text
    assert card.remedy.text() == "Use that mapping"
    qtbot.mouseClick(card.remedy, Qt.MouseButton.LeftButton)
    tried()
    assert (card.review.hero, card.remedy.isVisible()) == (0, False)
    assert data.wizard.tried.report.profiles_created == 0


def test_what_a_word_means_is_said_in_the_head_of_its_column(
    data: Data, tmp_path: Path, tried: Callable[[], None]
) -> None:
    path = tmp_path / "answers.csv"
    rows = "".join(f"a{at}@example.com,{'yes' if at % 3 else 'maybe later'}\n" for at in range(9))
    path.write_text(f"Email,Accepts Email Marketing\n{rows}", "utf-8")
    data.bring_in([str(path)])
    tried()
    header = "Accepts Email Marketing"
    told = next(figure.text for figure in data.wizard.tried.review.looks if "maybe later" in figure.text)
    assert told.endswith("counts as no. Choose what it means below.")
    data.wizard._pick_type(header)
    choose(head(data, header).type, "“maybe later” is a yes")
    tried()
    assert data.wizard.look.mapping.columns[header].values == {"maybe later": "granted"}
    assert not any("maybe later" in figure.text for figure in data.wizard.tried.review.looks)
    data.wizard._pick_type(header)
    choose(head(data, header).type, "“maybe later” is a no")
    tried()
    assert data.wizard.look.mapping.columns[header].values == {"maybe later": "denied"}
