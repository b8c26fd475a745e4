"""The builder by keyboard alone: `patterns.py PROJECT FOLDER THEME`; run by test_patterns.py.

Ready patterns are begun with, adjusted, counted and named without the mouse. Pictures of each, and what was seen, stand
in FOLDER then.
"""

import json
import sys
from pathlib import Path

from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.journey.drive import Driver
from ui.core.application import prepare
from ui.shell.tips import mark_all_shown
from ui.shell.window import MainWindow
from ui.widgets.buttons import Field
from ui.widgets.picker import Picker, Popup

ADJUSTED = (
    ("Left something in the cart", "in the last 7 days", "14", "Carts of two weeks"),
    ("Viewed something expensive, did not buy", "100", "20", "Looked at the dear"),
    ("Bought one thing and then another", "over all time", "last 90 days", "Came back for more"),
    ("Repeat buyers", "2 times", "3", "Three orders"),
    ("VIPs by what they spent", "500", "250", "Spent 250"),
    ("Slipping away", "3 times", "2", "Drifting"),
    ("Lapsed", "365", "200", "Long gone"),
    ("Engaged, but no buyer", "in the last 90 days", "60", "Clicked only"),
    ("More engaged than before", "in the last 14 days", "30", "Warming up"),
    ("Birthday soon", "14 days", "30", "Birthday next month"),
    ("At risk", "in the last 180 days", "365", "Quiet of late"),
    ("New leads", "48 hours", "9000", "Fresh leads"),
)
"""A pattern, the field that is changed, what is typed into it, and the name that the segment gets."""
_CONTROL, _SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
_NONE = Qt.KeyboardModifier.NoModifier
_MOST_TABS = 80


def tab_to(do: Driver, text: str) -> Field:
    """Press Tab until the field that reads so has the keyboard."""
    for _ in range(_MOST_TABS):
        holder = QApplication.focusWidget()
        if isinstance(holder, Field) and holder.text() == text:
            return holder
        do.keys(Qt.Key.Key_Tab, _NONE)
    do.shoot("lost")
    raise SystemExit(f"Tab does not lead to {text!r}")


def begin(do: Driver, pattern: str) -> None:
    """A new segment, from a ready pattern."""
    do.keys(Qt.Key.Key_N, _CONTROL | _SHIFT)
    do.wait(lambda: do.pane().builder.root is not None, "the builder")
    do.keys(Qt.Key.Key_P, _CONTROL | _SHIFT)
    picker = do.popup(Picker)
    do.write(pattern, picker.search)
    do.wait(lambda: bool(do.pane().model.root["all"]), "the pattern")
    do.wait(lambda: do.pane().side.reach.hero.text() not in ("", "–"), "the count")


def adjust(do: Driver, text: str, typed: str) -> None:
    """Change what one field says."""
    tab_to(do, text)
    before = do.pane().model.root
    do.keys(Qt.Key.Key_Space, _NONE)
    popup = next(one for one in QApplication.topLevelWidgets() if isinstance(one, Popup) and one.isVisible())
    do.wait(lambda: popup.isActiveWindow() or popup.focusWidget() is not None, "the editor")
    for letter in typed:
        QTest.keyClick(popup.windowHandle(), letter)
    do.shoot("editor")
    QTest.keyClick(popup.windowHandle(), Qt.Key.Key_Return)
    do.wait(lambda: do.pane().model.root != before, f"the change of {text!r}")


def keep(do: Driver, name: str) -> None:
    """Name it, and see how many match."""
    do.keys(Qt.Key.Key_F2, _NONE)
    do.write(name, do.pane().name_field)
    do.wait(lambda: do.pane().name == name, "the segment to be kept")
    do.wait(lambda: not do.window.running(), "the count")
    do.seen[name] = {"match": do.pane().side.reach.hero.text(), "rule": do.pane().model.root}
    do.shoot(name.replace(" ", "-").lower())


def rearrange(do: Driver) -> None:
    """A row is copied, put into a group, taken out, deleted, and all of it taken back."""
    rule = do.pane().model.root
    _to_row(do, 0)
    do.keys(Qt.Key.Key_D)
    _to_row(do, 1)
    do.keys(Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier | _SHIFT)
    grouped = do.pane().model.root
    do.shoot("grouped")
    do.keys(Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier | _SHIFT)
    do.keys(Qt.Key.Key_Delete, _NONE)
    for _ in range(4):
        do.keys(Qt.Key.Key_Z)
    do.seen["rearranged"] = {"grouped": grouped != rule, "back": do.pane().model.root == rule}


def _to_row(do: Driver, index: int) -> None:
    """Press Tab until a field of that row has the keyboard."""
    for _ in range(_MOST_TABS):
        rows = do.pane().builder.root.rows
        if len(rows) > index and QApplication.focusWidget() in rows[index].fields:
            return
        do.keys(Qt.Key.Key_Tab, _NONE)
    raise SystemExit(f"Tab does not lead to row {index}")


def main(project: Path, folder: Path, theme: str) -> int:
    """Drive it; the exit status."""
    app = prepare(sys.argv[:1])
    QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, str(folder / "settings"))
    (folder / "pictures").mkdir(parents=True)
    window = MainWindow()
    window.choose_theme(theme)
    window.resize(1280, 800)
    window.move(0, 0)
    window.show()
    window.activateWindow()
    assert QTest.qWaitForWindowActive(window)
    mark_all_shown()
    do = Driver(window, folder)
    window.projects.open(project)
    do.wait(lambda: window.found is not None, "the project")
    do.keys(Qt.Key.Key_4)
    do.wait(lambda: do.pane().key == "segments", "the segments")
    for pattern, field, typed, name in ADJUSTED:
        begin(do, pattern)
        adjust(do, field, typed)
        keep(do, name)
    rearrange(do)
    do.seen["platform"] = app.platformName()
    window.close()
    (folder / "seen.json").write_text(json.dumps(do.seen, indent=1), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]))
