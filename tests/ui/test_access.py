"""Everything that takes input has a name that a screen reader can say, in every pane and dialog."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLineEdit, QWidget

from ui.help.window import HelpWindow
from ui.panes import panes
from ui.preview_pane import settle
from ui.shell.palette import Palette, ShortcutList
from ui.shell.window import MainWindow


def test_the_welcome_page_has_no_nameless_input(window: MainWindow, nameless) -> None:
    assert nameless(window) == []


def test_no_pane_has_a_nameless_input(open_shop: MainWindow, nameless) -> None:
    for pane in panes():
        open_shop.go_to(pane.key)
        assert settle(open_shop)
        assert (pane.key, nameless(open_shop)) == (pane.key, [])


def test_dialogs_have_no_nameless_input(open_shop: MainWindow, nameless) -> None:
    open_shop.open_palette()
    open_shop.commands.run("help.keys")
    open_shop.open_help()
    dialogs = [each for kind in (Palette, ShortcutList, HelpWindow) for each in open_shop.findChildren(kind)]
    assert len(dialogs) == 3
    for dialog in dialogs:
        assert nameless(dialog) == []
        dialog.close()


def test_the_audit_finds_what_has_no_name(shown, nameless) -> None:
    holder = QWidget()
    QLineEdit(holder).setPlaceholderText("A placeholder is no name")
    QComboBox(holder).addItem("A value is no name")
    shown(holder)
    assert nameless(holder) == ["QLineEdit in QWidget", "QComboBox in QWidget"]


def test_tab_goes_through_each_pane_and_comes_round(open_shop: MainWindow) -> None:
    for pane in panes():
        open_shop.go_to(pane.key)
        assert settle(open_shop)
        assert (pane.key, _never_reached(open_shop)) == (pane.key, [])


def _never_reached(open_shop: MainWindow) -> list[str]:
    """What takes the keyboard in the pane that is shown, and is not come to by Tab."""
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
    return [type(widget).__name__ for widget in grouped if widget not in seen]


def test_a_project_in_a_folder_with_spaces_and_accents_opens(window: MainWindow, shop: Path) -> None:
    folder = shop.parent / "Zoë’s shops"
    folder.mkdir()
    moved = shop.rename(folder / "Größe & Co.quill")
    window.projects.open(moved)
    assert settle(window, lambda: window.found is not None)
    assert window.rail.buttons["people"].count == "12"
