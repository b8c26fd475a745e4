"""Two things beside one another while there is room for both, and one below the other where there is not."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from ui.widgets.two_sides import Ends, Sides


def _wide(pixels: int) -> QLabel:
    label = QLabel()
    label.setMinimumSize(pixels, 20)
    return label


def test_two_ends_go_below_one_another_where_the_row_is_too_short(qtbot, shown) -> None:
    first, last = _wide(200), _wide(150)
    row = Ends(first, last, (0, 0, 0, 0))
    # In a pane: a window of its own keeps the room that both need.
    holder = QWidget()
    row.setParent(holder)
    row.resize(500, 60)
    shown(holder)
    assert first.y() == last.y()
    assert last.geometry().right() == row.width() - 1
    row.resize(300, 60)
    qtbot.waitUntil(lambda: last.y() > first.y())
    row.resize(500, 60)
    qtbot.waitUntil(lambda: first.y() == last.y())


def test_two_sides_turn_where_both_do_not_fit(qtbot, shown) -> None:
    holder, sides = QWidget(), Sides(_wide(200), _wide(150))
    sides.setParent(holder)
    sides.resize(500, 200)
    shown(holder)
    assert sides.orientation() == Qt.Orientation.Horizontal
    assert sides.minimumSizeHint().width() == 200
    sides.resize(300, 200)
    qtbot.waitUntil(lambda: sides.orientation() == Qt.Orientation.Vertical)
