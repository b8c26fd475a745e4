"""Everything that takes input has a name that a screen reader can say, in every pane and dialog."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QHeaderView,
    QLineEdit,
    QPlainTextEdit,
    QScrollBar,
    QTextEdit,
    QWidget,
)

from ui.palette import Palette, ShortcutList
from ui.panes import PANES
from ui.preview_pane import settle
from ui.window import MainWindow

_INPUTS = (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
)
# A combo box answers with its current item, so it must be named on purpose; so must whatever shows no text.
_NAMED_ON_PURPOSE = (QComboBox, QAbstractSpinBox, QAbstractItemView, QLineEdit, QPlainTextEdit, QTextEdit)
_PARTS = (QScrollBar, QHeaderView)


def _nameless(root: QWidget) -> Iterator[str]:
    for widget in root.findChildren(QWidget):
        inner = isinstance(widget, _PARTS) or widget.objectName().startswith("qt_")
        if not isinstance(widget, _INPUTS) or inner or _belongs_to_a_field(widget):
            continue
        if isinstance(widget, QAbstractButton) and not widget.isVisibleTo(root):
            continue  # it gets its text when it is shown
        named = widget.accessibleName() if isinstance(widget, _NAMED_ON_PURPOSE) else _spoken(widget)
        if not named.strip():
            yield f"{type(widget).__name__} in {type(widget.parentWidget()).__name__}"


def _spoken(widget: QWidget) -> str:
    interface = QAccessible.queryAccessibleInterface(widget)
    return interface.text(QAccessible.Text.Name) if interface else widget.accessibleName()


def _belongs_to_a_field(widget: QWidget) -> bool:
    """The line inside a combo or spin box, the clear button inside a line, a list that drops down."""
    parent = widget.parentWidget()
    while parent is not None:
        if isinstance(parent, (QComboBox, QAbstractSpinBox, QLineEdit)):
            return True
        parent = parent.parentWidget()
    return False


def test_the_welcome_page_has_no_nameless_input(window: MainWindow) -> None:
    assert list(_nameless(window)) == []


@pytest.mark.parametrize("key", [entry.key for entry in PANES])
def test_no_pane_has_a_nameless_input(open_shop: MainWindow, key: str) -> None:
    open_shop.go_to(key)
    assert settle(open_shop)
    assert list(_nameless(open_shop)) == []


def test_dialogs_have_no_nameless_input(open_shop: MainWindow) -> None:
    open_shop.open_palette()
    open_shop.commands.run("help.keys")
    dialogs = [*open_shop.findChildren(Palette), *open_shop.findChildren(ShortcutList)]
    assert len(dialogs) == 2
    for dialog in dialogs:
        assert list(_nameless(dialog)) == []
        dialog.close()


def test_the_audit_finds_what_has_no_name(shown) -> None:
    holder = QWidget()
    QLineEdit(holder).setPlaceholderText("A placeholder is no name")
    QComboBox(holder).addItem("A value is no name")
    shown(holder)
    assert list(_nameless(holder)) == ["QLineEdit in QWidget", "QComboBox in QWidget"]


@pytest.mark.parametrize("key", [entry.key for entry in PANES])
def test_tab_goes_through_a_pane_and_comes_round(open_shop: MainWindow, key: str) -> None:
    open_shop.go_to(key)
    assert settle(open_shop)
    open_shop.activateWindow()
    seen: list[QWidget] = []
    for _ in range(400):
        QTest.keyClick(open_shop.focusWidget() or open_shop, Qt.Key.Key_Tab)
        QApplication.processEvents()
        now = QApplication.focusWidget()
        if now is None or (seen and now is seen[0]):
            break
        seen.append(now)
    pane = open_shop.host.current()
    inside = [widget for widget in seen if pane.isAncestorOf(widget)]
    reachable = [
        widget
        for widget in pane.findChildren(QAbstractButton)
        if widget.isVisible() and widget.isEnabled() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]
    assert inside, "the keyboard never comes into the pane"
    grouped = [widget for widget in reachable if widget.group() is None]
    assert [type(widget).__name__ for widget in grouped if widget not in seen] == []


def test_a_project_in_a_folder_with_spaces_and_accents_opens(window: MainWindow, shop: Path) -> None:
    folder = shop.parent / "Zoë’s shops"
    folder.mkdir()
    moved = shop.rename(folder / "Größe & Co.quill")
    window.projects.open(moved)
    assert settle(window, lambda: window.found is not None)
    assert window.rail.buttons["people"].count == "12"
