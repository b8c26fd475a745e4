"""The first hour in a real window, by mouse and keyboard: `first_hour.py FOLDER THEME`; run by test_first_hour.py.

Files of `FOLDER/files` are brought in, corrected, cleaned and joined, duplicates reviewed, the report looked at, next
month's file brought in, and one import taken back. Pictures of each step and what was seen stand in FOLDER then.
"""

import json
import sys
from pathlib import Path

from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from app import ingest, people
from tests.journey.drive import Driver
from ui.core import file_dialogs
from ui.core.application import prepare
from ui.shell.window import MainWindow

FILES = ("contacts.csv", "orders.csv", "visits.csv")


def menu(do: Driver, text: str) -> None:
    """Take from the open menu with the mouse."""
    found = [one for one in QApplication.topLevelWidgets() if isinstance(one, QMenu) and one.isVisible()]
    assert len(found) == 1, found
    action = next(one for one in found[0].actions() if one.text().replace("&", "").startswith(text))
    place = found[0].actionGeometry(action).center()
    QTest.mouseClick(found[0].windowHandle(), Qt.MouseButton.LeftButton, pos=place)
    do.wait(lambda: True, "quiet")


def tried(do: Driver) -> None:
    """The numbers of the file that is looked at are there."""
    do.wait(lambda: do.pane().wizard.tried is not None, "the dry run")


def column(do: Driver, header: str) -> None:
    """Go to a column in the list at the left."""
    view = do.pane().wizard_page.columns.view
    model = view.model()
    row = next(at for at in range(model.rowCount()) if header in str(model.index(at, 0).data()))
    view.scrollTo(model.index(row, 0))
    do.click(view.viewport(), at=view.visualRect(model.index(row, 0)).center())


def bring_in(do: Driver, folder: Path) -> None:
    """Drop three dirty files on the welcome page; correct and clean the first, and bring all of them in."""
    file_dialogs.choose_files = lambda *_: [str(folder / "files" / name) for name in FILES]  # type: ignore[assignment]
    file_dialogs.save_as = lambda *_: str(folder / "Shop.quill")  # type: ignore[assignment]
    do.shoot("welcome")
    do.click("Choose files…")
    do.wait(lambda: do.pane().key == "data", "the Data pane")
    tried(do)
    do.shoot("contacts")
    # Corrected, and thought better of.
    do.click("Skip what is not recognised")
    tried(do)
    do.seen["skipped"] = _meant(do, "Shoe size")
    do.keys(Qt.Key.Key_Z)
    tried(do)
    do.seen["back"] = _meant(do, "Shoe size")
    clean(do)
    do.seen["steps"] = [line.sentence.text() for line in do.pane().wizard_page.recipe.lines]
    for _ in FILES:
        tried(do)
        before = do.pane().header.title.text()
        do.click(do.pane().wizard.import_button)
        do.wait(lambda before=before: do.pane().header.title.text() != before, "the import")
    do.shoot("imported")
    do.click("Done")


def _meant(do: Driver, header: str) -> str:
    mapping = do.pane().wizard.look.mapping.columns[header]
    return "skipped" if mapping.skip else str(mapping.to)


def clean(do: Driver) -> None:
    """Put names in their case, and spellings of towns together."""
    column(do, "First name")
    do.click("Clean…")
    do.shoot("steps")
    menu(do, ingest_step("names"))
    tried(do)
    column(do, "City")
    do.click("Clean…")
    menu(do, "Find alike values")
    dialog = do.popup(alike())
    do.wait(lambda: dialog.model.rowCount() > 0, "alike values")
    do.shoot("alike")
    do.click(dialog.all)
    do.click(dialog.merge)
    do.wait(lambda: dialog.merge.isVisible(), "what is alike still")
    do.click(dialog.ready)
    # Without a window manager nobody gives the keyboard back to the window below.
    do.window.activateWindow()
    assert QTest.qWaitForWindowActive(do.window)
    tried(do)
    do.shoot("cleaned")


def ingest_step(name: str) -> str:
    """The title of a kind of step."""
    from app import recipe

    return str(recipe.kind_of(name).title)


def alike() -> type:
    """The window of alike values."""
    from ui.panes.data.alike_dialog import AlikeDialog

    return AlikeDialog


def review(do: Driver) -> None:
    """Join two suspected duplicates by keyboard, keep two apart, and take the second decision back."""
    do.keys(Qt.Key.Key_3)
    do.wait(lambda: do.pane().key == "people" and do.pane().model.row(0) is not None, "People")
    do.wait(lambda: True, "what is seen at a glance")
    do.shoot("people")
    project = do.window.projects.current
    do.seen["people"] = people.count(project)
    do.click("Duplicates")
    do.wait(lambda: do.pane().duplicates.page.model.rowCount() > 1, "suspects")
    do.shoot("duplicates")
    do.seen["suspects"] = do.pane().duplicates.page.model.rowCount()
    for key in (Qt.Key.Key_S, Qt.Key.Key_N):
        do.keys(key, Qt.KeyboardModifier.NoModifier)
        do.wait(lambda: True, "the decision")
    do.keys(Qt.Key.Key_Z)
    do.seen["decisions"] = [one.verdict for one in ingest.decisions(project) if one.taken_back_at is None]
    do.seen["joined"] = people.count(project)
    do.shoot("decided")


def report(do: Driver) -> None:
    """Look at how good the data are."""
    do.window.go_to("quality")
    do.wait(lambda: do.pane().key == "quality" and do.pane().report is not None, "the report")
    do.shoot("quality")
    do.seen["to_look_at"] = do.pane().page.hero.text()


def next_month(do: Driver, folder: Path) -> None:
    """Next month's contacts: three presses, and what differs is told."""
    presses = 0
    do.keys(Qt.Key.Key_2)
    do.wait(lambda: do.pane().key == "data", "Data")
    file_dialogs.choose_files = lambda *_: [str(folder / "files" / "contacts-april.csv")]  # type: ignore[assignment]
    do.click("Choose files…")
    presses += 1
    tried(do)
    do.shoot("next-month")
    do.click(do.pane().wizard.import_button)
    presses += 1
    do.wait(lambda: do.pane().header.title.text().endswith("is in"), "the import")
    do.shoot("next-month-in")
    do.click("Done")
    presses += 1
    do.seen["presses"] = presses
    project = do.window.projects.current
    do.seen["told"] = [note["text"] for note in ingest.history(project)[-1].warnings]
    do.seen["after"] = people.count(project)


def take_back(do: Driver) -> None:
    """Take the newest import back."""
    do.click("Undo this import")
    do.wait(lambda: "was taken back" in do.window.toast.text(), "the undoing")
    do.shoot("taken-back")
    do.seen["taken_back"] = people.count(do.window.projects.current)


def main(folder: Path, theme: str) -> int:
    """Drive it; the exit status."""
    app = prepare(sys.argv[:1])
    QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, str(folder / "settings"))
    (folder / "pictures").mkdir()
    window = MainWindow()
    window.choose_theme(theme)
    window.resize(1280, 800)
    window.move(0, 0)
    window.show()
    window.activateWindow()
    assert QTest.qWaitForWindowActive(window)
    do = Driver(window, folder)
    bring_in(do, folder)
    review(do)
    report(do)
    next_month(do, folder)
    take_back(do)
    do.seen["platform"] = app.platformName()
    window.close()
    (folder / "seen.json").write_text(json.dumps(do.seen, indent=1), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), sys.argv[2]))
