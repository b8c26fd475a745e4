"""The four tips: once each, in nobody's way, gone on Esc, remembered, and back when asked for."""

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from ui.preview_pane import settle
from ui.shell.tips import Tips, every, mark_all_shown
from ui.shell.window import MainWindow
from ui.widgets.buttons import Button
from ui.widgets.layouts import vbox
from ui.widgets.tip import Tip


class Room(QWidget):
    """A place with a field, and something to point at."""

    def __init__(self) -> None:
        super().__init__()
        self.resize(700, 500)
        self.field, self.anchor, self.other = QLineEdit(), Button("Worst"), Button("Other")
        vbox(self.field, self.anchor, self.other, 1, parent=self)
        self.tips = Tips(self)
        self.tips.lie_over(self)


@pytest.fixture
def room(shown) -> Room:
    made = Room()
    shown(made)
    return made


def _gone() -> None:
    QApplication.processEvents()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def test_a_tip_is_shown_once_and_remembered_by_the_next_start(room: Room) -> None:
    room.tips.offer("worst", room.anchor)
    assert room.tips.showing is not None
    assert every()["worst"].title in room.tips.showing.accessibleName()
    assert room.tips.close()
    assert not room.tips.close()
    room.tips.offer("worst", room.anchor)
    assert room.tips.showing is None
    next_start = Tips(room)
    next_start.lie_over(room)
    next_start.offer("worst", room.anchor)
    assert next_start.showing is None
    next_start.offer("count", room.anchor)
    assert next_start.showing is not None


def test_one_tip_at_a_time_and_the_other_keeps_its_turn(room: Room) -> None:
    room.tips.offer("worst", room.anchor)
    room.tips.offer("count", room.other)
    assert room.tips.showing.title.text() == every()["worst"].title
    room.tips.close()
    room.tips.offer("count", room.other)
    assert room.tips.showing.title.text() == every()["count"].title


def test_it_moves_nothing_covers_not_what_it_is_about_and_leaves_the_keyboard_alone(room: Room) -> None:
    room.field.setFocus()
    before = [widget.geometry() for widget in (room.field, room.anchor, room.other)]
    room.tips.offer("worst", room.anchor)
    QApplication.processEvents()
    assert [widget.geometry() for widget in (room.field, room.anchor, room.other)] == before
    assert not room.tips.showing.geometry().intersects(room.anchor.geometry())
    assert room.rect().contains(room.tips.showing.geometry())
    assert QApplication.focusWidget() is room.field


def test_below_the_foot_there_is_no_room_so_it_stands_above(room: Room) -> None:
    low = Button("Low", parent=room)
    low.setGeometry(20, room.height() - 40, 90, 30)
    low.show()
    room.tips.offer("picture", low)
    assert room.tips.showing.geometry().bottom() <= low.y()
    room.resize(400, 480)
    QApplication.processEvents()
    assert room.rect().contains(room.tips.showing.geometry())


def test_it_goes_with_what_it_is_about(room: Room) -> None:
    room.tips.offer("worst", room.anchor)
    room.anchor.hide()
    assert room.tips.showing is None
    _gone()
    assert room.findChildren(Tip) == []


def test_the_button_is_reached_by_tab_and_closes_it(room: Room) -> None:
    room.tips.offer("worst", room.anchor)
    button = room.tips.showing.close_button
    room.other.setFocus()
    QTest.keyClick(room.other, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is button
    QTest.keyClick(button, Qt.Key.Key_Space)
    assert room.tips.showing is None


def test_asked_for_again_the_one_that_helps_here_comes_at_once(room: Room) -> None:
    mark_all_shown()
    room.tips.offer("worst", room.anchor)
    room.tips.offer("count", room.other)
    assert room.tips.showing is None
    room.anchor.hide()
    room.tips.again()
    assert room.tips.showing.title.text() == every()["count"].title
    room.tips.close()
    room.anchor.show()
    room.tips.offer("worst", room.anchor)
    assert room.tips.showing.title.text() == every()["worst"].title


def test_escape_in_the_window_closes_the_tip_before_anything_else(open_shop: MainWindow) -> None:
    open_shop.tips.offer("worst", open_shop.status)
    open_shop.toast.show_message("Something was done")
    QTest.keyClick(open_shop, Qt.Key.Key_Escape)
    assert open_shop.tips.showing is None
    assert open_shop.toast.text() == "Something was done"
    QTest.keyClick(open_shop, Qt.Key.Key_Escape)
    assert open_shop.toast.text() == ""


def test_the_count_of_a_segment_brings_its_tip_by_itself(open_shop: MainWindow) -> None:
    open_shop.go_to("segments", new=True)
    assert settle(open_shop, lambda: open_shop.tips.showing is not None)
    assert open_shop.tips.showing.title.text() == every()["count"].title
    open_shop.go_to("people")
    assert settle(open_shop)
    assert open_shop.tips.showing is None
    open_shop.go_to("segments")
    open_shop.commands.run("help.tips")
    assert open_shop.tips.showing.title.text() == every()["count"].title
