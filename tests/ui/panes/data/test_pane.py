"""Data in the real window: the wizard by mouse and keyboard, corrections, stopping, history, undo, rejected rows."""

import csv
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app import ingest, people
from tests.ui.panes.data.looked_at import bring_in, cells, choose, head, picker, texts
from ui.panes.data import saving
from ui.panes.data.pane import Data
from ui.preview_pane import settle
from ui.shell.window import MainWindow

pytestmark = pytest.mark.early


def test_an_empty_project_offers_the_next_step(data: Data) -> None:
    assert data.history.empty.isVisible()
    assert data.history.empty.button.isVisible()
    assert "Drop your files here" in texts(data.history.empty)


def test_until_the_history_is_read_nobody_is_told_that_there_is_none(data: Data, window: MainWindow) -> None:
    # A pane of its own, whose job can only answer once the events go on.
    pane = Data(data.context)
    try:
        assert pane.history.empty.isHidden()
        pane.show_history()
        assert pane.history.empty.isHidden()
        assert settle(window, lambda: not pane.history.empty.isHidden())
    finally:
        pane.deleteLater()


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
    for begin in (lambda: data.wizard.corrections.change(lambda mapping: mapping), data.wizard._try):
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
    saving.save(data, str(target), 1, cells=True)
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
    saving.save(data, str(target), 1, cells=False)
    assert settle(window)
    with target.open(encoding="utf-8", newline="") as file:
        (row,) = csv.DictReader(file)
    assert (row["line"], row["First name"]) == ("5", "Nobody")
    data.show_history()
    assert settle(window)
    assert data.history.table.isVisible()


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
