"""Tab goes as the window is read, the focus is never lost from sight, and what took it away gives it back."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMainWindow, QWidget

from ui.core.tab_order import Reading, stops
from ui.preview_pane import settle
from ui.shell.window import MainWindow
from ui.widgets.buttons import Button
from ui.widgets.labels import Label
from ui.widgets.layouts import Sides, hbox, scrolling, vbox


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


def test_a_button_that_was_grey_while_its_work_was_done_has_the_focus_again(open_shop: MainWindow) -> None:
    open_shop.go_to("segments", new=True)
    assert settle(open_shop)
    open_shop.activateWindow()
    assert QTest.qWaitForWindowActive(open_shop)
    button = open_shop.host.current().why_button
    button.setFocus(Qt.FocusReason.TabFocusReason)
    button.setEnabled(False)
    assert not button.hasFocus()
    button.setEnabled(True)
    assert button.hasFocus()
    button.setEnabled(False)
    QTest.keyClick(open_shop.windowHandle(), Qt.Key.Key_Tab)
    went_to = QApplication.focusWidget()
    button.setEnabled(True)
    assert QApplication.focusWidget() is went_to, "whoever went on is not called back"


def test_after_its_name_the_keyboard_is_in_what_was_named(open_shop: MainWindow, wait: Callable[..., None]) -> None:
    open_shop.go_to("segments", new=True)
    wait()
    open_shop.activateWindow()
    assert QTest.qWaitForWindowActive(open_shop)
    pane = open_shop.host.current()
    pane.name_field.setFocus()
    for letter in "Tea":
        QTest.keyClick(open_shop.windowHandle(), letter)
    QTest.keyClick(open_shop.windowHandle(), Qt.Key.Key_Return)
    assert pane.ground.isAncestorOf(QApplication.focusWidget())
    wait(lambda: pane.name == "Tea")


def test_a_part_of_the_plan_that_was_chosen_keeps_the_keyboard(
    window: MainWindow, readers: Path, wait: Callable[..., None]
) -> None:
    window.projects.open(readers, lambda: window.go_to("campaigns"))
    wait(lambda: window.host.current().key == "campaigns")
    pane = window.host.current()
    pane.new_button.click()
    wait(lambda: bool(pane.plan_card.known["templates"]))
    pane.plan_card.fields["template"].setFocus()
    pane.plan_card.put(template="Meeting")
    wait()
    assert window.focusWidget() is pane.plan_card.fields["template"]


def test_the_heads_of_the_wizard_stand_over_their_cells_at_the_end_too(
    open_shop: MainWindow, tmp_path: Path, wait: Callable[..., None]
) -> None:
    path = tmp_path / "contacts.csv"
    head = ",".join(["email", *(f"Field {at}" for at in range(9))])
    path.write_text(head + "\n" + "".join(f"p{at}@example.com{',x' * 9}\n" for at in range(60)), "utf-8")
    open_shop.go_to("data", files=[str(path)])
    pane = open_shop.host.current()
    wait(lambda: pane.wizard.tried is not None)
    grid = pane.wizard_page.grid
    across = grid.table.horizontalScrollBar()
    across.setValue(across.maximum())
    for name in ("Field 7", "Field 8"):
        at = list(grid.heads).index(name)
        cells = grid.table.viewport().mapTo(grid, QPoint(grid.table.columnViewportPosition(at), 0)).x()
        assert abs(grid.heads[name].mapTo(grid, QPoint(0, 0)).x() - cells) <= 1
