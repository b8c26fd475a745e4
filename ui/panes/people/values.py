"""Sets what is known of whoever is open: a field is opened, a value given, and Undo takes it back."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QUndoStack
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from app.domain.problems import Problem
from ui.core.undo import Reversible
from ui.panes.people.fact_row import FactRow
from ui.panes.people.field_popup import FieldPopup
from ui.widgets.picker import Choice, Picker

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.domain.progress import Progress
    from app.ingest import master_data
    from ui.panes.base import Pane
    from ui.panes.people.cards import FactsCard
    from ui.panes.people.story import Told


class ValuesController:
    """Knows whose facts the card shows."""

    def __init__(self, pane: "Pane", card: "FactsCard", steps: QUndoStack) -> None:
        self._pane, self._card, self._steps = pane, card, steps
        self._told: Told | None = None
        card.opened.connect(self.open)
        card.other_wanted.connect(self.ask)

    def show(self, told: "Told") -> None:
        """The card shows this person now."""
        self._told = told

    def ask(self) -> None:
        """Open the field that has the keyboard, else offer every field that can be set by hand, known ones first."""
        told, row = self._told, QApplication.focusWidget()
        if told is None:
            return
        if isinstance(row, FactRow) and row.fact.name:
            self.open(row.fact.name, row)
            return
        free = [one.name for one in told.names.traits.values() if not one.computed and one.name not in told.fixed]
        free.sort(key=lambda name: (not _known(told, name), told.names.label(name).casefold()))
        ordered = [
            Choice(name, told.names.label(name), "", "Known" if _known(told, name) else "Not known") for name in free
        ]
        picker = Picker(ordered, "Field to set", self._card.other, hint="Search the fields")
        picker.chosen.connect(lambda name: self.open(name, self._card.other))
        picker.open_under(self._card.other)

    def open(self, name: str, beside: QWidget) -> None:
        """Open a field below a widget: its value, to be set, and its history."""
        told = self._told
        if told is None:
            return
        known = told.names.traits.get(name)
        kind = known.type if known is not None else "text"
        popup = FieldPopup(told.names.label(name), name, kind, told.fixed.get(name, ""), self._card)
        popup.given.connect(lambda text: self._set(popup, name, text))
        popup.restored.connect(lambda: self._restore(name))
        self._read(popup, name)
        popup.open_under(beside if isValid(beside) else self._card)

    def _read(self, popup: FieldPopup, name: str) -> None:
        assert self._told is not None
        project, person = self._pane.project, self._told.story.id

        def work(progress: "Progress") -> "master_data.FieldHistory":
            from app.ingest import master_data

            return master_data.history(project, person, name)

        def done(found: "master_data.FieldHistory") -> None:
            # The popup is gone for Qt as soon as it is closed, while the answer is on its way.
            if isValid(popup):
                popup.show_history(found)

        self._pane.run("field", work, done, quiet=True)

    def _set(self, popup: FieldPopup, name: str, text: str) -> None:
        assert self._told is not None
        project, person = self._pane.project, self._told.story.id
        label = self._told.names.label(name)

        def work(progress: "Progress") -> "master_data.Edited":
            from app.ingest import master_data

            return master_data.set_value(project, person, name, text)

        def failed(problem: Problem) -> None:
            if isValid(popup) and popup.isVisible():
                popup.show_wrong(str(problem))
            else:
                self._pane.strip.show_problem(problem)

        def done(edited: "master_data.Edited") -> None:
            if isValid(popup):
                popup.close()
            self._did(f"{label} is set by hand" if text.strip() else f"{label} is emptied by hand", edited)

        self._pane.run("value", work, done, failed, title="Setting a value", keeps=True, once=True)

    def _restore(self, name: str) -> None:
        assert self._told is not None
        project, person = self._pane.project, self._told.story.id
        label = self._told.names.label(name)

        def work(progress: "Progress") -> "master_data.Edited":
            from app.ingest import master_data

            return master_data.restore(project, person, name)

        done = partial(self._did, f"{label} says what the files say")
        self._pane.run("value", work, done, title="Setting a value", keeps=True, once=True)

    def _did(self, words: str, edited: "master_data.Edited") -> None:
        self._steps.push(Reversible(words, self._turn(edited, again=False), self._turn(edited, again=True)))
        self._pane.context.toast(words, undo=self._steps.undo)

    def _turn(self, edited: "master_data.Edited", *, again: bool) -> "Callable[[], None]":
        project = self._pane.project

        def work(progress: "Progress") -> None:
            from app.ingest import master_data

            (master_data.do_again if again else master_data.take_back)(project, edited)

        # Each in its turn: of two that are taken back quickly none may be lost.
        return lambda: void(self._pane.run("value", work, title="Setting a value", keeps=True))


def void(_: object) -> None:
    """Nothing, of whatever a call gives back."""


def _known(told: "Told", name: str) -> bool:
    return told.story.traits.get(name) not in (None, "", [])
