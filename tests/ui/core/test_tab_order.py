"""Tab goes as a window is read, shows where it went, and begins in the work."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMainWindow, QWidget

from ui.core.tab_order import Reading, stops
from ui.widgets.buttons import Button
from ui.widgets.labels import Label
from ui.widgets.layouts import hbox, scrolling, vbox
from ui.widgets.two_sides import Sides


class _Window(Reading, QMainWindow):
    start: QWidget | None = None

    def reading_starts(self) -> QWidget | None:
        return self.start


def _tab(window: QWidget, *, back: bool = False) -> QWidget | None:
    held = Qt.KeyboardModifier.ShiftModifier if back else Qt.KeyboardModifier.NoModifier
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_Tab, held)
    QApplication.processEvents()
    return QApplication.focusWidget()


def _opened(window: QWidget, shown: Callable[[QWidget], QWidget]) -> None:
    shown(window)
    window.activateWindow()
    assert QTest.qWaitForWindowActive(window)


def test_tab_goes_by_the_layouts_not_by_what_was_made_first(shown: Callable[[QWidget], QWidget]) -> None:
    window, inside = _Window(), QWidget()
    last, middle, hidden, first = Button("last"), QLineEdit(), Button("hidden"), Button("first")
    grey = Button("grey")
    grey.setEnabled(False)
    sides = Sides(QWidget(), QWidget())
    vbox(last, parent=sides.widget(1))
    vbox(middle, grey, hidden, parent=sides.widget(0))
    column = vbox(parent=inside)
    column.addLayout(hbox(first))
    column.addWidget(sides)
    hidden.hide()
    window.setCentralWidget(inside)
    _opened(window, shown)
    first.setFocus()
    assert [_tab(window) for _ in range(3)] == [middle, last, first]
    assert [_tab(window, back=True) for _ in range(2)] == [last, middle]


def test_what_lies_far_down_is_brought_into_view(shown: Callable[[QWidget], QWidget]) -> None:
    window, inside = _Window(), QWidget()
    far, top = Button("far"), Button("top")
    column = vbox(Label("A"), spacing=2000, parent=inside)
    column.addWidget(far)
    holder = QWidget()
    vbox(top, scrolling(inside), parent=holder)
    window.setCentralWidget(holder)
    window.resize(300, 200)
    _opened(window, shown)
    top.setFocus()
    assert _tab(window) is far
    assert not far.visibleRegion().isEmpty()


def test_what_scrolls_is_a_stop_with_a_ring_only_where_nothing_in_it_is_one(
    shown: Callable[[QWidget], QWidget],
) -> None:
    window, words, holder = _Window(), QWidget(), QWidget()
    column = vbox(Label("A"), spacing=2000, parent=words)
    column.addWidget(Label("B"))
    area, top = scrolling(words), Button("top")
    vbox(top, area, parent=holder)
    window.setCentralWidget(holder)
    window.resize(300, 200)
    _opened(window, shown)
    top.setFocus()
    before = area.grab().toImage()
    assert _tab(window) is area
    assert area.grab().toImage() != before
    column.addWidget(Button("inside"))
    QApplication.processEvents()
    assert area not in stops(window)


def test_tab_begins_in_the_work_where_nothing_has_the_focus(shown: Callable[[QWidget], QWidget]) -> None:
    window, holder, work = _Window(), QWidget(), QWidget()
    rail, inside = Button("rail"), Button("inside")
    vbox(inside, parent=work)
    vbox(rail, work, parent=holder)
    window.start = work
    window.setCentralWidget(holder)
    _opened(window, shown)
    for widget in (rail, inside):
        widget.clearFocus()
    assert QApplication.focusWidget() is None
    assert _tab(window) is inside
