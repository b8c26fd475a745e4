"""Tab goes as the window is read, the focus is never lost from sight, and what took it away gives it back."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from ui.preview_pane import settle
from ui.shell.window import MainWindow


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
    # What can be chosen comes a moment before the parts that show it, and nobody goes to one that is not seen.
    wait(lambda: bool(pane.plan_card.known["templates"]) and pane.plan_card.fields["template"].isVisible())
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
    for at in (7, 8):
        cells = grid.table.viewport().mapTo(grid, QPoint(grid.table.columnViewportPosition(at), 0)).x()
        heads = grid.table.head.viewport().mapTo(grid, QPoint(grid.table.head.sectionViewportPosition(at), 0)).x()
        assert abs(heads - cells) <= 1
