"""A tip by itself: it follows what it is about, goes with it, and says once that it went."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from ui.widgets.buttons import Button
from ui.widgets.layouts import scrolling, vbox
from ui.widgets.tip import Tip


@pytest.fixture
def room(shown) -> QWidget:
    """A place with an anchor in what scrolls."""
    holder, content = QWidget(), QWidget()
    holder.anchor = Button("Worst")
    column = vbox(holder.anchor, spacing=0, parent=content)
    column.addSpacing(3_000)
    holder.area = scrolling(content)
    vbox(holder.area, parent=holder)
    holder.resize(600, 500)
    return shown(holder)


def test_it_follows_what_scrolls_and_goes_when_that_is_out_of_sight(room) -> None:
    tip, gone = Tip("Worst cases", "The oddest email of all.", room.anchor, room), []
    tip.gone.connect(lambda: gone.append(1))
    assert tip.accessibleName() == "Tip: Worst cases. The oddest email of all."
    before = tip.y()
    room.area.verticalScrollBar().setValue(8)
    QApplication.processEvents()
    assert tip.y() == before - 8
    room.area.verticalScrollBar().setValue(1_500)
    assert not tip.isVisible()
    assert gone == [1]


def test_a_narrow_place_makes_it_narrow_and_the_button_closes_it(qtbot, room) -> None:
    tip, gone = Tip("Worst cases", "The oddest email of all, for everyone. " * 3, room.anchor, room), []
    tip.gone.connect(lambda: gone.append(1))
    wide = tip.width()
    room.resize(260, 500)
    QApplication.processEvents()
    assert tip.width() < wide
    assert room.rect().contains(tip.geometry())
    qtbot.mouseClick(tip.close_button, Qt.MouseButton.LeftButton)
    assert gone == [1]
