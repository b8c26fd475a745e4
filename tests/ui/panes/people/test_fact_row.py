"""A fact as a row: pressed by mouse, Enter and F2, and what is made of several fields by nothing."""

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from ui.panes.people.fact_row import Fact, FactRow


def test_a_row_is_pressed_in_every_way_and_says_that_a_hand_set_it(qtbot: QtBot, shown) -> None:
    row, heard = FactRow(Fact("City", "R&D Town", "city"), by_hand=True), []
    shown(row)
    row.clicked.connect(lambda: heard.append(1))
    qtbot.mouseClick(row, Qt.MouseButton.LeftButton)
    for key in (Qt.Key.Key_Return, Qt.Key.Key_F2, Qt.Key.Key_Space):
        qtbot.keyClick(row, key)
    assert len(heard) == 4
    assert row.accessibleName() == "City: R&D Town, set by hand"
    assert row.toolTip() == "City: R&D Town\nSet by hand"
    row.grab()


def test_what_is_of_several_fields_cannot_be_pressed(shown) -> None:
    row = FactRow(Fact("RFM", "5 · 4 · 3"))
    shown(row)
    assert not row.isEnabled()
    assert row.focusPolicy() == Qt.FocusPolicy.NoFocus
