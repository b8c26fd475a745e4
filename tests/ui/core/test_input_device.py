"""Presses reach what they were meant for: the second of a double click, Enter, and where a ring says that one is."""

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QStackedWidget, QWidget

from ui.core.input_device import Hand
from ui.core.literal_names import Check
from ui.shell.window import MainWindow
from ui.widgets.buttons import Button, ChipButton, Field, RowButton
from ui.widgets.layouts import vbox
from ui.widgets.library import Item, ItemCard

LEFT, PLAIN = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


def _double(widget: QWidget, at: QPoint | None = None) -> None:
    place = widget.mapTo(widget.window(), at or widget.rect().center())
    QTest.mouseDClick(widget.window().windowHandle(), LEFT, PLAIN, place)
    QApplication.processEvents()


def _active(widget: QWidget) -> None:
    widget.activateWindow()
    assert QTest.qWaitForWindowActive(widget)


def test_a_double_click_presses_nothing_that_came_under_the_pointer(shown: Callable[[QWidget], QWidget]) -> None:
    pages, pressed = QStackedWidget(), []
    hand = Hand(pages)
    first, second = Button("Import"), Button("Done")
    first.clicked.connect(lambda: (pressed.append("first"), pages.setCurrentWidget(second)))
    second.clicked.connect(lambda: pressed.append("second"))
    for button in (first, second):
        pages.addWidget(button)
    _active(shown(pages))
    _double(first)
    assert pressed == ["first"]
    QTest.qWait(QApplication.doubleClickInterval() + 50)
    QTest.mouseClick(pages.windowHandle(), LEFT, PLAIN, second.rect().center())
    assert pressed == ["first", "second"]
    hand.deleteLater()


def test_a_card_that_is_double_clicked_is_opened_once(shown: Callable[[QWidget], QWidget]) -> None:
    pages, done = QStackedWidget(), []
    Hand(pages)

    def do(what: str, name: str) -> None:
        done.append((what, name))
        pages.setCurrentIndex(1)

    for name in ("VIP", "Opened"):
        pages.addWidget(ItemCard(Item(name, "A line"), (), do))
    _active(shown(pages))
    _double(pages.widget(0), QPoint(30, 20))
    assert done == [("open", "VIP")]


def test_a_stepper_counts_each_press_and_a_main_button_one(shown: Callable[[QWidget], QWidget]) -> None:
    holder, pressed = QWidget(), []
    Hand(holder)
    step, main = Button("Next"), Button("Import", kind="main")
    step.clicked.connect(lambda: pressed.append("step"))
    main.clicked.connect(lambda: pressed.append("main"))
    vbox(step, main, parent=holder)
    _active(shown(holder))
    _double(step)
    QTest.qWait(QApplication.doubleClickInterval() + 50)
    _double(main)
    assert pressed == ["step", "step", "main"]


def test_what_stands_in_a_panes_header_is_pressed_once(open_shop: MainWindow, wait: Callable[..., None]) -> None:
    open_shop.go_to("segments", new=True)
    wait()
    pane = open_shop.host.current()
    _double(pane.why_button)
    assert pane.why.isVisible()


def test_enter_presses_what_has_the_focus_and_nothing_else(shown: Callable[[QWidget], QWidget]) -> None:
    dialog, pressed = QDialog(), []
    line, check = QLineEdit(), Check("Tick")
    buttons = [Button("First", kind="main"), Button("Clear"), Field("is"), ChipButton("VIP"), RowButton("A row")]
    for button in buttons:
        button.clicked.connect(lambda _=False, button=button: pressed.append(button.text()))
    vbox(line, check, *buttons, parent=dialog)
    _active(shown(dialog))
    for widget in (line, check, *buttons):
        widget.setFocus(Qt.FocusReason.TabFocusReason)
        QTest.keyClick(dialog.windowHandle(), Qt.Key.Key_Return)
    assert pressed == [button.text() for button in buttons]
    assert not check.isChecked()


def test_the_ring_follows_a_focus_that_the_program_moves_for_the_keyboard(shown: Callable[[QWidget], QWidget]) -> None:
    holder = QWidget()
    Hand(holder)
    line, done = QLineEdit(), Button("Done")
    vbox(line, done, parent=holder)
    _active(shown(holder))
    line.setFocus()
    QTest.keyClick(holder.windowHandle(), Qt.Key.Key_A)
    done.setFocus()
    assert done._ring
    QTest.mouseClick(holder.windowHandle(), LEFT, PLAIN, line.geometry().center())
    done.setFocus()
    assert not done._ring
