"""The table of everyone: sorted by its heads, filtered by whom another pane picked, copied as CSV."""

from collections.abc import Callable

from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.ui.panes.people.crowd import MANY, press_header, text
from ui.panes.people.pane import People
from ui.preview_pane import settle
from ui.shell.window import MainWindow
from ui.widgets.buttons import ChipButton

Flag = QItemSelectionModel.SelectionFlag


def test_a_header_sorts_and_turns_around(people: People, qtbot: QtBot, settled: Callable[[], None]) -> None:
    press_header(qtbot, people, "revenue")
    settled()
    assert text(people, 0, "revenue") == "600.00"
    press_header(qtbot, people, "revenue")
    settled()
    assert text(people, 0, "revenue") == "1.00"
    press_header(qtbot, people, "name")
    settled()
    assert text(people, 0, "name").endswith("Person001")


def test_chosen_rows_or_else_all_are_copied_as_csv(people: People, window: MainWindow) -> None:
    people.page.search.setText("person01")
    assert settle(window, lambda: people.model.rowCount() == 10)
    window.commands.run("people.csv")
    assert settle(window, lambda: window.toast.text() == "10 people copied as CSV")
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[0].startswith("key,name,city,orders")
    assert len(lines) == 11
    table = people.page.table
    table.selectRow(1)
    table.selectionModel().select(people.model.index(3, 0), Flag.Select | Flag.Rows)
    window.commands.run("people.csv")
    assert settle(window, lambda: window.toast.text() == "2 people copied as CSV")
    names = [line.split(",")[1] for line in QGuiApplication.clipboard().text().splitlines()[1:]]
    assert names[0].endswith("011")
    assert names[1].endswith("013")


def test_people_picked_elsewhere_are_a_filter_of_their_own(people: People, window: MainWindow) -> None:
    window.go_to("people", ids=[5, 3, 9], called="in the brush")
    assert settle(window, lambda: people.model.rowCount() == 3)
    (chip,) = [chip for chip in people.page.chips.findChildren(ChipButton) if chip.isVisible()]
    assert chip.text() == "3 people in the brush  ×"
    assert not people._keep.isVisible()  # no rule says who they are
    QTest.mouseClick(chip, Qt.MouseButton.LeftButton)
    assert settle(window, lambda: people.model.rowCount() == MANY)
