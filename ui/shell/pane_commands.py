"""What works the same in every pane: find, rename, the main step, save, undo; and what Esc does.

A pane that gives one of these keys a meaning of its own keeps it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence

from ui.core.commands import Command
from ui.core.undo import undo_keys
from ui.widgets.buttons import Button
from ui.widgets.search import SearchField

if TYPE_CHECKING:
    from ui.panes.base import Pane
    from ui.shell.window import MainWindow


def standard(window: "MainWindow", pane: "Pane", own: Iterable[Command]) -> list[Command]:
    """The commands that every pane has, but for those whose keys are among the pane's own."""
    # As Qt spells them: so are those below spelled.
    taken = {QKeySequence(key).toString() for command in own for key in command.keys}
    return [command for command in _all(window, pane) if taken.isdisjoint(command.keys)]


def offering(window: "MainWindow", own: Iterable[Command]) -> list[Command]:
    """The pane's own commands; where its undo has nothing to take back, that is what was said in passing."""
    key = QKeySequence(undo_keys()).toString()
    return [_undo(window, one) if key in {QKeySequence(said).toString() for said in one.keys} else one for one in own]


def _undo(window: "MainWindow", own: Command) -> Command:
    def run() -> object:
        if own.enabled():
            return own.run()
        window.toast.act()
        return None

    return replace(own, run=run, enabled=lambda: own.enabled() or window.toast.can_undo)


def _all(window: "MainWindow", pane: "Pane") -> Iterator[Command]:
    def named() -> bool:
        return not pane.header.name.isHidden()

    def undoing() -> bool:
        return window.toast.can_undo

    yield Command(
        "pane.find", "Find", partial(_find, pane), "edit", ("Ctrl+F",), "search", lambda: _field(pane) is not None
    )
    yield Command("pane.rename", "Rename", partial(_rename, pane), "edit", ("F2",), "name title", named)
    yield Command(
        "pane.main",
        "Press the main button",
        partial(_press, pane),
        "pane",
        ("Ctrl+Return",),
        "go on next primary",
        lambda: _main(pane) is not None,
    )
    yield Command("pane.undo", "Undo", window.toast.act, "edit", (undo_keys(),), "", undoing)
    yield Command("pane.save", "Save now", partial(_save, window, pane), "file", ("Ctrl+S",), "keep", group=1)


def _field(pane: "Pane") -> SearchField | None:
    """The first search field that can be seen."""
    return next((field for field in pane.findChildren(SearchField) if field.isVisible() and field.isEnabled()), None)


def _find(pane: "Pane") -> None:
    field = _field(pane)
    if field is not None:
        field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        field.selectAll()


def _rename(pane: "Pane") -> None:
    pane.header.name.setFocus(Qt.FocusReason.ShortcutFocusReason)
    pane.header.name.selectAll()


def _main(pane: "Pane") -> Button | None:
    """The filled button of the header, if it can be pressed now."""
    buttons = (button for button in pane.header.findChildren(Button) if button.property("kind") == "main")
    return next((button for button in buttons if button.isVisible() and button.isEnabled()), None)


def _press(pane: "Pane") -> None:
    button = _main(pane)
    if button is not None:
        button.click()


def _save(window: "MainWindow", pane: "Pane") -> None:
    if window.projects.current is None:
        return
    if window.projects.read_only_because:
        window.toast.show_message(f"{window.projects.read_only_because}. Nothing can be changed for now.")
        return
    pane.keep()
    window.toast.show_message("Everything is saved. Quillwork saves as you go.")


def escape(window: "MainWindow", pane: "Pane | None") -> None:
    """Take away what lies on top: a tip, a passing word, the work that is shown; else go back in the pane."""
    if window.tips.close() or window.toast.dismiss() or window.status.jobs.cancel():
        return
    if pane is not None:
        pane.escape()
