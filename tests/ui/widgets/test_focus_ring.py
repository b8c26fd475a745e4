"""The ring over what cannot paint one itself: there for the keyboard, and in nobody's way."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QListWidget, QWidget

from ui.widgets.focus_ring import RingOver
from ui.widgets.layouts import vbox


def test_the_ring_comes_with_tab_and_goes_with_the_keyboard(qtbot, shown) -> None:
    holder, around, before = QWidget(), QListWidget(), QLineEdit()
    vbox(before, around, parent=holder)
    ring = RingOver(around)
    shown(holder)
    holder.activateWindow()
    before.setFocus(Qt.FocusReason.MouseFocusReason)
    qtbot.keyClick(before, Qt.Key.Key_Tab)
    assert ring.isVisible()
    assert ring.geometry() == around.rect()
    holder.resize(holder.width() + 60, holder.height() + 40)
    qtbot.waitUntil(lambda: ring.geometry() == around.rect())
    before.setFocus(Qt.FocusReason.BacktabFocusReason)
    assert not ring.isVisible()
    around.setFocus(Qt.FocusReason.MouseFocusReason)
    assert not ring.isVisible()


def test_what_lies_below_the_ring_is_still_pressed(qtbot, shown) -> None:
    holder, around, before = QWidget(), QListWidget(), QLineEdit()
    vbox(before, around, parent=holder)
    around.addItems(["one", "two"])
    ring = RingOver(around)
    shown(holder)
    holder.activateWindow()
    before.setFocus()
    qtbot.keyClick(before, Qt.Key.Key_Tab)
    assert ring.isVisible()
    place = around.viewport().mapTo(around, around.visualItemRect(around.item(1)).center())
    under = around.childAt(place)
    assert under is around.viewport()
    qtbot.mouseClick(under, Qt.MouseButton.LeftButton, pos=under.mapFrom(around, place))
    assert around.currentRow() == 1
