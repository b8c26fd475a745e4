"""Files are brought in by keyboard alone: it stays with what was changed, and never lands where nobody sent it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from ui.preview_pane import settle
from ui.shell.window import MainWindow

FIRST = "Email,Name,Opt in\n" + "".join(f"a{at}@example.com,Ann,{word}\n" for at, word in enumerate(("yes", "maybe")))
SECOND = "Email,Name\nb@example.com,Bob\n"


@pytest.fixture
def wizard(open_shop: MainWindow, tmp_path: Path) -> Any:
    """The wizard on three files, the last of which is empty; chosen by keyboard, from the list of imports."""
    for name, text in (("a.csv", FIRST), ("b.csv", SECOND), ("c.csv", "")):
        (tmp_path / name).write_text(text, "utf-8")
    open_shop.go_to("data")
    assert settle(open_shop)
    open_shop.activateWindow()
    assert QTest.qWaitForWindowActive(open_shop)
    pane = open_shop.host.current()
    pane._choose.setFocus(Qt.FocusReason.TabFocusReason)
    pane.bring_in([str(tmp_path / name) for name in ("a.csv", "b.csv", "c.csv")])
    tried(open_shop)
    return pane.wizard


def tried(window: MainWindow) -> None:
    wizard = window.host.current().wizard
    assert settle(window, lambda: wizard.tried is not None or wizard.queue.current.problem is not None)


def take(field: QWidget, title: str) -> None:
    """Open the menu of what has the keyboard, and choose."""
    field.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(field, Qt.Key.Key_Return)
    menu = next(one for one in field.findChildren(QMenu) if one.isVisible())
    action = next(action for action in menu.actions() if action.text() == title)
    menu.close()
    field.window().activateWindow()
    assert QTest.qWaitForWindowActive(field.window())
    action.trigger()


def test_what_was_changed_keeps_the_keyboard_and_no_other_takes_it(wizard: Any) -> None:
    page, window = wizard.page, wizard.page.window()
    take(page.spoken.fields["Opt in", "maybe"], "Yes")
    tried(window)
    assert page.spoken.fields["Opt in", "maybe"].hasFocus()
    assert wizard.look.mapping.columns["Opt in"].values == {"maybe": "granted"}
    page.come_to("Name")
    for field in (page.file.fields["kind"], page.column.type):
        field.setFocus(Qt.FocusReason.TabFocusReason)
        wizard.corrections.change(lambda mapping: mapping)
        tried(window)
        assert field.hasFocus(), "a word that was changed before takes it"
    wizard.corrections.change(lambda mapping: _without(mapping, "Email"))
    tried(window)
    take(page.review.remedy, "Email  ·  a0@example.com")
    tried(window)
    assert (page.column.header, page.column.target.hasFocus()) == ("Email", True)
    assert not page.review.remedy.isVisible()


def test_from_file_to_file_it_begins_where_the_file_does(wizard: Any, wait: Callable[..., None]) -> None:
    page, window = wizard.page, wizard.page.window()
    assert page.file.fields["kind"].hasFocus()
    for name in ("a.csv", "b.csv"):
        wizard.import_button.setFocus(Qt.FocusReason.TabFocusReason)
        assert wizard.queue.current.name == name
        QTest.keyClick(wizard.import_button, Qt.Key.Key_Return)
        wait(lambda name=name: wizard.queue.current.name != name)
        tried(window)
        assert QApplication.focusWidget() is (page.file.fields["kind"] if name == "a.csv" else wizard.skip_button)


def _without(mapping: Any, header: str) -> Any:
    from ui.panes.data import edit
    from ui.panes.data.picker import SKIP

    return edit.with_target(mapping, header, SKIP)
