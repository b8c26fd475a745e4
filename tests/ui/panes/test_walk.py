"""A random walk through the window: pressing, typing, going back, beginning anew, deleting, at any moment.

It fails on any exception and on any warning of Qt's (see conftest.py): editors end their editing late, answers
come for what is no longer there, rows go while they are pressed. The seed is in the test's name, so a walk can be
walked again.
"""

import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QDesktopServices, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QLineEdit,
    QMessageBox,
    QPlainTextEdit,
    QWidget,
)
from shiboken6 import isValid

from app import campaign
from app.project import Project
from ui.core import file_dialogs, theme
from ui.panes.campaigns.plan import new_plan
from ui.preview_pane import settle
from ui.shell.tips import mark_all_shown
from ui.shell.window import MainWindow

pytestmark = pytest.mark.early

TYPED = ("Gold", "7", "Leeds", "{{ first_name }}", "{% if", "30", "VIP & friends", "ö", "")
KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Tab, Qt.Key.Key_Escape, Qt.Key.Key_Delete, Qt.Key.Key_Down, Qt.Key.Key_Space)
LEFT_ALONE = ("file.", "help.", "view.full", "view.menu_bar", "go.home")
"""Commands that leave the window or open another."""
CSV = "Email,First name,City\nnew@example.com,New,Leeds\nr01@example.com,Ana,York\n"


@pytest.fixture
def walked(window: MainWindow, readers: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[MainWindow]:
    """The window with something of everything, and no dialog of the desktop's, which could not be walked out of."""
    mark_all_shown()
    path = tmp_path / "contacts.csv"
    path.write_text(CSV, "utf-8")
    monkeypatch.setattr(file_dialogs, "choose_files", lambda *_: [str(path)])
    monkeypatch.setattr(file_dialogs, "choose_file", lambda *_: "")
    monkeypatch.setattr(file_dialogs, "choose_folder", lambda *_: str(tmp_path))
    monkeypatch.setattr(file_dialogs, "save_as", lambda *_: "")
    monkeypatch.setattr(QMessageBox, "question", lambda *_: QMessageBox.StandardButton.Yes)
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _: True)
    with Project.open(readers) as project:
        plan = new_plan() | {"include": ["Gold"], "template": "Meeting", "html": "none"}
        campaign.save(project, "Tested", plan | {"variants": [{"name": n, "share": 0.5} for n in "AB"]})
    window.projects.open(readers)
    assert settle(window, lambda: window.found is not None)
    yield window
    window.toast.dismiss()
    while (popup := QApplication.activePopupWidget()) is not None:
        popup.close()
        QApplication.processEvents()
    theme.active().choose("light")
    theme.active().choose_text_size(100)


class Walker:
    """Does one thing after another, each as likely as the others."""

    def __init__(self, window: MainWindow, seed: int) -> None:
        self.window = window
        self.random = random.Random(seed)
        self.trail: list[str] = []
        self.steps: list[Callable[[], str]] = [
            self.press, self.press, self.press, self.write, self.write, self.key, self.go, self.go, self.command,
            self.choose, self.dress,
        ]  # fmt: skip

    def walk(self, steps: int) -> None:
        """So many steps, some in a hurry, some not."""
        for _ in range(steps):
            self.trail.append(self.random.choice(self.steps)())
            for _ in range(self.random.choice((0, 0, 1, 3, 12))):
                QTest.qWait(5)
        settle(self.window, seconds=20)

    def _some(self, kind: type, root: QWidget) -> Any:
        found = [one for one in root.findChildren(kind) if one.isVisible() and one.isEnabled()]
        return self.random.choice(found) if found else None

    def _root(self) -> QWidget:
        return QApplication.activePopupWidget() or self.window

    def press(self) -> str:
        button = self._some(QAbstractButton, self._root())
        if button is None:
            return "nothing to press"
        said = f"press {button.text() or button.accessibleName()!r}"
        QTest.mouseClick(button, Qt.MouseButton.LeftButton, pos=QPoint(button.width() // 2, button.height() // 2))
        return said

    def write(self) -> str:
        field = self._some(self.random.choice((QLineEdit, QPlainTextEdit, QAbstractSpinBox)), self._root())
        if field is None or (isinstance(field, (QLineEdit, QPlainTextEdit)) and field.isReadOnly()):
            return "nothing to write into"
        field.setFocus()
        text = self.random.choice(TYPED)
        said = f"write {text!r} into {field.accessibleName()!r}"
        _type(field, text)
        return said

    def key(self) -> str:
        key = self.random.choice(KEYS)
        holder = QApplication.focusWidget() or self.window
        QTest.keyClick(holder, key)
        return f"key {key.name}"

    def go(self) -> str:
        place, what = self.random.choice(
            (
                ("segments", {"name": "Gold"}), ("segments", {"name": "Nowhere"}), ("segments", {"new": True}),
                ("templates", {"name": "Meeting"}), ("templates", {"name": "Bare"}), ("templates", {"new": True}),
                ("campaigns", {"name": "Tested"}), ("campaigns", {"segment": "Gold"}), ("campaigns", {}),
                ("people", {"key": "r03@example.com"}), ("people", {"segment": "Leeds"}), ("people", {}),
                ("discover", {}), ("data", {}), ("home", {}),
            )
        )  # fmt: skip
        self._close_popup()
        self.window.go_to(place, **what)
        return f"go to {place} {what}"

    def command(self) -> str:
        offered = [one for one in self.window.commands.all() if not one.id.startswith(LEFT_ALONE) and one.enabled()]
        one = self.random.choice(offered)
        self.window.commands.run(one.id)
        return f"command {one.id}"

    def choose(self) -> str:
        view = self._some(QAbstractItemView, self._root())
        if view is None or not view.model() or not view.model().rowCount():
            return "nothing to choose"
        index = view.model().index(self.random.randrange(min(5, view.model().rowCount())), 0)
        said = f"choose {index.data()!r}"
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=view.visualRect(index).center())
        return said

    def dress(self) -> str:
        if self.random.random() < 0.7:
            self.window.toast.act()
            return "what the toast offers"
        self._close_popup()
        self.window.step_text_size(self.random.choice((-1, 1)))
        return "another size of text"

    def _close_popup(self) -> None:
        popup = QApplication.activePopupWidget()
        if popup is not None:
            popup.close()


def _type(field: QWidget, text: str) -> None:
    """One key after another, while the field is there; Qt's own clicks end the process at an `ö`."""
    for sign in text:
        key = ord(sign.upper()) if sign.isascii() else 0
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            if isValid(field) and field.isVisible():
                QApplication.sendEvent(field, QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, sign))


def _walk(window: MainWindow, seed: int, steps: int) -> None:
    walker = Walker(window, seed)
    try:
        walker.walk(steps)
    finally:
        print("the last steps:", *walker.trail[-25:], sep="\n  ")


@pytest.mark.parametrize("seed", [1])
def test_a_walk_ends_well(walked: MainWindow, seed: int) -> None:
    _walk(walked, seed, 60)


@pytest.mark.long
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("seed", range(2, 8))
def test_a_long_walk_ends_well(walked: MainWindow, seed: int) -> None:
    _walk(walked, seed, 1500)
