"""Three columns beside each other where there is room, below each other where there is none."""

from PySide6.QtWidgets import QApplication, QWidget

from ui.panes.data.three_columns import ThreeColumns
from ui.widgets.layouts import Scrolling, vbox


def test_the_middle_has_what_the_sides_leave_and_all_stand_below_each_other_when_narrow(shown) -> None:
    first, middle, inside = QWidget(), QWidget(), QWidget()
    last = Scrolling(inside)
    parts, holder = ThreeColumns(first, middle, last), QWidget()
    vbox(parts, parent=holder)
    holder.resize(1036, 500)
    shown(holder)
    assert (first.y(), middle.y(), last.y()) == (0, 0, 0)
    assert middle.width() > max(first.width(), last.width())
    holder.resize(780, 500)
    assert (first.y(), middle.y(), last.y()) == (0, 0, 0), "so wide is the pane at 1024 pixels"
    assert last.geometry().right() <= 780
    holder.resize(1700, 500)
    assert first.width() <= 300
    holder.resize(600, 900)
    QApplication.processEvents()
    assert first.y() < middle.y() < last.y()
    assert first.width() == middle.width() == 600
    holder.resize(1036, 500)
    QApplication.processEvents()
    assert last.y() == 0
