"""The list of columns: its numbers are filters, keys and presses come to a column, Enter opens it."""

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from tests.ui.panes.data.heads import heads
from ui.panes.data.column_list import ColumnsCard


@pytest.fixture
def card(shown) -> ColumnsCard:
    made = ColumnsCard()
    made.resize(280, 420)
    shown(made)
    made.show_states(heads(30, {3: "new", 7: "new", 8: "empty", 9: "doubtful"}), "Field 0")
    return made


def test_a_number_shows_its_columns_and_pressed_again_all(card: ColumnsCard, qtbot: QtBot) -> None:
    assert card.title.text() == "30 columns"
    said = {chip.text() for chip in card.chips.values() if chip.isVisible()}
    assert said == {"26 known", "2 new", "1 to check", "1 empty"}
    qtbot.mouseClick(card.chips["new"], Qt.MouseButton.LeftButton)
    assert (card.title.text(), card.model.rowCount()) == ("2 of 30 columns", 2)
    qtbot.keyClick(card.chips["empty"], Qt.Key.Key_Space)
    assert ([card.chips[one].isChecked() for one in ("new", "empty")], card.model.rowCount()) == ([False, True], 1)
    qtbot.mouseClick(card.chips["empty"], Qt.MouseButton.LeftButton)
    assert card.model.rowCount() == 30


def test_keys_and_presses_come_to_a_column_and_enter_opens_it(card: ColumnsCard, qtbot: QtBot) -> None:
    come, opened = [], []
    card.come_to.connect(come.append)
    card.opened.connect(opened.append)
    qtbot.keyClick(card.view, Qt.Key.Key_Down)
    qtbot.keyClick(card.view, Qt.Key.Key_End)
    qtbot.keyClick(card.view, Qt.Key.Key_Return)
    assert (come, opened) == (["Field 1", "Field 29"], ["Field 29"])
    card.choose("Field 2")
    place = card.view.visualRect(card.model.index(3)).center()
    qtbot.mouseClick(card.view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(place))
    assert come == ["Field 1", "Field 29", "Field 3"], "what is only marked is told to nobody"


def test_a_column_is_searched_for_where_there_are_many(card: ColumnsCard, qtbot: QtBot) -> None:
    qtbot.keyClicks(card.search, "field 2")
    qtbot.waitUntil(lambda: card.model.rowCount() == 12)
    qtbot.keyClick(card.search, Qt.Key.Key_Down)
    assert card.view.hasFocus()
    card.choose("Field 5")
    assert (card.search.text(), card.model.rowCount()) == ("", 30), "one that is filtered away is shown again"
    card.show_states(heads(4), "Field 1")
    assert not card.search.isVisible()
    assert card.model.at(card.view.currentIndex().row()).header == "Field 1"


def test_all_that_is_not_recognised_can_be_skipped_and_taken_in_again(card: ColumnsCard, qtbot: QtBot) -> None:
    with qtbot.waitSignal(card.skip_new):
        qtbot.mouseClick(card.all, Qt.MouseButton.LeftButton)
    card.show_states(heads(30, {3: "skipped", 7: "skipped"}), "Field 0")
    assert card.all.text() == "Take in what was skipped"
    with qtbot.waitSignal(card.take_in):
        qtbot.mouseClick(card.all, Qt.MouseButton.LeftButton)
    card.show_states(heads(30, {8: "empty"}), "Field 0")
    assert not card.all.isEnabled(), "what is empty is no use"


def test_while_nothing_is_known_nothing_can_be_pressed(card: ColumnsCard) -> None:
    card.wait()
    assert (card.title.text(), card.model.rowCount(), card.all.isEnabled()) == ("Columns", 0, False)
    assert not any(chip.isVisible() for chip in card.chips.values())
    assert card.search.isVisible(), "it keeps its place"
