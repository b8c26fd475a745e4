"""The main job in a real window, by mouse and keyboard: `drive.py FOLDER FILE…`; run by test_main_job.py.

Begins with the welcome page and ends with an export. Writes a picture of each step into FOLDER/pictures, and what
stood on the screen into FOLDER/seen.json. The system's own file dialogs cannot be driven: their answers are given.
"""

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QPoint, QSettings, Qt
from PySide6.QtGui import QGuiApplication, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget

from ui.core import file_dialogs
from ui.core.application import prepare
from ui.preview_pane import settle
from ui.shell.window import MainWindow
from ui.widgets.picker import Picker, Popup

SEGMENT, TEMPLATE, CAMPAIGN = "Bought before", "Thank you", "Thanks, winter"
LEFT_OUT = "Big spenders"
SENDER = {"from_name": "The Gift Shop", "from_address": "hello@shop.example", "postal_address": "1 Row"}


class Driver:
    """A hand on the mouse and one on the keyboard."""

    def __init__(self, window: MainWindow, folder: Path) -> None:
        self.window = window
        self.folder = folder
        self.seen: dict[str, Any] = {}
        self._shots = 0
        window.bug.connect(self._bug)

    def _bug(self, error: BaseException) -> None:
        raise SystemExit(f"a mistake of ours: {error!r}") from error

    # Looking

    def pane(self) -> Any:
        return self.window.host.current()

    def wait(self, until: Callable[[], bool], what: str, seconds: float = 400) -> None:
        if not settle(self.window, until, seconds):
            self.shoot("stuck")
            raise SystemExit(f"waited in vain for {what}; the strip says {self.pane().strip.text()!r}")

    def shoot(self, name: str) -> None:
        self._shots += 1
        picture = QGuiApplication.primaryScreen().grabWindow(0)
        picture.save(str(self.folder / "pictures" / f"{self._shots:02}-{name}.png"))

    def button(self, text: str) -> QAbstractButton:
        """The visible button with that text or name."""
        for button in self.window.findChildren(QAbstractButton):
            if button.isVisible() and text in (button.text(), button.accessibleName()):
                return button
        raise SystemExit(f"there is no button {text!r}")

    # Doing

    def click(self, target: "QWidget | str", at: QPoint | None = None) -> None:
        widget = self.button(target) if isinstance(target, str) else target
        assert widget.isVisible(), widget
        assert widget.isEnabled(), widget
        place = widget.mapTo(widget.window(), at or widget.rect().center())
        # The click goes to the window, as a real one does: whatever lies over the widget would get it.
        QTest.mouseClick(widget.window().windowHandle(), Qt.MouseButton.LeftButton, pos=place)
        self.wait(lambda: True, "quiet")

    def keys(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.ControlModifier) -> None:
        QTest.keyClick(self.window.windowHandle(), key, modifier)
        self.wait(lambda: True, "quiet")

    def write(self, text: str, into: QWidget, *, enter: bool = True) -> None:
        # As from a real keyboard: the window gives the keys to what has the focus.
        assert into.hasFocus(), f"{into} has not the keyboard, {QApplication.focusWidget()} has"
        handle = into.window().windowHandle()
        for letter in text:
            QTest.keyClick(handle, letter)
        if enter:
            QTest.keyClick(handle, Qt.Key.Key_Return)
        self.wait(lambda: True, "quiet")

    def popup(self, kind: type) -> Any:
        found = [one for one in QApplication.topLevelWidgets() if isinstance(one, kind) and one.isVisible()]
        assert len(found) == 1, found
        return found[0]

    def pick(self, text: str) -> None:
        """Take from the open menu by typing."""
        self.write(text, self.popup(Picker).search)


def bring_in(do: Driver, data: list[str], project: str) -> None:
    file_dialogs.choose_files = lambda *_: data  # type: ignore[assignment]
    file_dialogs.save_as = lambda *_: project  # type: ignore[assignment]
    do.shoot("welcome")
    do.click("Choose files…")
    do.wait(lambda: do.pane().key == "data", "the Data pane")
    for _ in data:
        do.wait(lambda: do.pane().wizard.tried is not None or do.pane().strip.text() != "", "the dry run")
        do.shoot("import")
        before = do.pane().header.title.text()
        do.click(do.pane().wizard.import_button)
        do.wait(lambda before=before: do.pane().header.title.text() != before, "the import")
    do.shoot("imported")
    do.seen["imported"] = do.pane().header.title.text()
    do.wait(lambda: do.window.found is not None and do.window.found.imports == len(data), "the counts")
    do.seen["status"] = do.window.status.text()


def build_segments(do: Driver) -> None:
    do.keys(Qt.Key.Key_4)
    _segment(do, SEGMENT, lambda: _condition(do, "placed_order"))
    do.shoot("segment")
    do.seen["match"] = do.pane().side.reach.hero.text()
    do.keys(Qt.Key.Key_4)
    do.click(do.pane().back_button)
    _segment(do, LEFT_OUT, lambda: _big(do))
    do.shoot("segment-left-out")
    do.seen["left_out"] = do.pane().side.reach.hero.text()


def _segment(do: Driver, name: str, conditions: Callable[[], None]) -> None:
    do.click(do.pane().new_button)
    do.wait(lambda: do.pane().builder.root is not None, "the builder")
    conditions()
    field = do.pane().name_field
    do.click(field)
    do.write(name, field)
    do.wait(lambda: do.pane().name == name, "the segment to be kept")
    do.wait(lambda: do.pane().side.reach.hero.text() not in ("", "–"), "the count")


def _condition(do: Driver, typed: str) -> Any:
    do.click("+ Condition")
    do.pick(typed)
    return do.pane().builder.root.rows[-1]


def _big(do: Driver) -> None:
    from ui.widgets.value_popups import NumberPopup

    _condition(do, "placed_order")
    row = do.pane().builder.root.rows[-1]
    do.click(next(field for field in row.fields if field.text() == "at least once"))
    do.pick("at least times")
    row = do.pane().builder.root.rows[-1]
    do.click(next(field for field in row.fields if field.text() == "2 times"))
    popup = do.popup(NumberPopup)
    popup.first_focus().selectAll()
    do.write("12", popup.first_focus(), enter=False)
    do.click(popup.done)


def find_groups(do: Driver) -> None:
    do.keys(Qt.Key.Key_5)
    do.wait(lambda: do.pane().find_button.isEnabled(), "the features")
    do.shoot("features")
    do.click(do.pane().find_button)
    do.wait(lambda: do.pane().grouping is not None, "the groups")
    do.shoot("groups")
    do.seen["groups"] = do.pane().grouping.k
    do.click(do.pane().save_button)
    popup = do.popup(Popup)
    do.write("Habits", popup.first_focus())
    segments = 2 + do.seen["groups"]
    do.wait(lambda: do.window.found is not None and do.window.found.segments == segments, "the groups to be kept")


def write_template(do: Driver) -> None:
    do.keys(Qt.Key.Key_7)
    do.click(do.pane().new_button)
    do.click(do.pane().name_field)
    do.write(TEMPLATE, do.pane().name_field)
    do.wait(lambda: do.pane().name == TEMPLATE, "the template to be kept")
    _fill_in(do)
    greeted = [_greeted(do)]
    do.shoot("template")
    for _ in range(3):
        do.keys(Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
        greeted.append(_greeted(do))
    do.shoot("template-next")
    do.seen["greeted"] = greeted


def _fill_in(do: Driver) -> None:
    """Put words of our own where a new template says that words are wanted: a campaign refuses the others."""
    editor = do.pane().editor
    line = editor.preheader.line
    do.click(line)
    line.selectAll()
    do.write("Winter is here", line, enter=False)
    source = editor.source
    do.click(source.viewport(), source.cursorRect().center())
    source.moveCursor(QTextCursor.MoveOperation.Start)
    assert source.find("Write here what they should know.")
    do.write("Tea for everyone.", source, enter=False)


def _greeted(do: Driver) -> str:
    """Whom the email greets in the browser engine, once that is the one whom the subject line names."""
    from PySide6.QtWebEngineWidgets import QWebEngineView

    subject = next(one.text() for one in do.pane().findChildren(QLabel) if one.text().startswith("Something for you, "))
    name = subject.removeprefix("Something for you, ")
    said: list[str] = []

    def shown() -> bool:
        do.pane().findChild(QWebEngineView).page().toPlainText(said.append)
        return any(f"Hello {name}," in text for text in said)

    do.wait(shown, f"the email to {name}")
    return name


def export(do: Driver, folder: Path) -> None:
    do.keys(Qt.Key.Key_8)
    do.click(do.pane().new_button)
    pane = do.pane()
    do.wait(lambda: TEMPLATE in pane.plan_card.known["templates"], "what can be chosen")
    for key, text in SENDER.items():
        do.click(pane.sender_card.fields[key])
        do.write(text, pane.sender_card.fields[key])
    do.click(pane.plan_card.fields["template"])
    do.pick(TEMPLATE)
    _several(do, "include", SEGMENT)
    _several(do, "exclude", LEFT_OUT)
    do.click(pane.plan_card.fields["share"])
    popup = do.popup(Popup)
    popup.first_focus().selectAll()
    do.write("10", popup.first_focus(), enter=False)
    do.click(popup.done)
    do.click(pane.name_field)
    pane.name_field.selectAll()
    do.write(CAMPAIGN, pane.name_field)
    do.wait(lambda: pane.name == CAMPAIGN and pane.checks.verdict.isVisible(), "the check of everyone")
    do.shoot("campaign")
    rows = pane.waterfall._rows.findChildren(QWidget, "", Qt.FindChildOption.FindDirectChildrenOnly)
    steps = [row for row in rows if row.isVisible()]
    do.seen["waterfall"] = [[one.label.text(), one.number.text(), one.reason.text()] for one in steps]
    do.seen["checks"] = pane.checks.verdict.text()
    file_dialogs.choose_folder = lambda *_: str(folder)  # type: ignore[assignment]
    do.click(pane.export_button)
    do.wait(lambda: bool(pane.exporting.folder), "the export")
    do.shoot("exported")
    do.seen["folder"] = pane.exporting.folder


def _several(do: Driver, key: str, name: str) -> None:
    from ui.widgets.value_popups import TextsPopup

    do.click(do.pane().plan_card.fields[key])
    popup = do.popup(TextsPopup)
    do.write(name, popup.search, enter=False)
    row = popup.list.visualItemRect(popup.list.item(0))
    do.click(popup.list.viewport(), at=QPoint(row.left() + 16, row.center().y()))
    do.click(popup.done)


def main(folder: Path, data: list[str]) -> int:
    app = prepare(sys.argv[:1])
    QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, str(folder / "settings"))
    (folder / "pictures").mkdir()
    (folder / "out").mkdir()
    window = MainWindow()
    window.resize(1280, 800)
    window.move(0, 0)
    window.show()
    window.activateWindow()
    assert QTest.qWaitForWindowActive(window)
    do = Driver(window, folder)
    started = time.monotonic()
    project = folder / "Gift shop.quill"
    bring_in(do, data, str(project))
    build_segments(do)
    find_groups(do)
    write_template(do)
    export(do, folder / "out")
    do.seen["platform"] = app.platformName()
    do.seen["seconds"] = round(time.monotonic() - started)
    window.close()
    (folder / "seen.json").write_text(json.dumps(do.seen, indent=1), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), sys.argv[2:]))
