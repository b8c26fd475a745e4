"""Where the panes stand: loads one when it is first visited, keeps it while the project is open."""

import importlib
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget

from ui.pane import Context, Pane
from ui.panes import PANES, Entry
from ui.widgets.cards import EmptyState

ENTRIES = {entry.key: entry for entry in PANES}


class Broken(Pane):
    """Stands where a pane could not be made: that is a mistake of ours, and the other panes still work."""

    def __init__(self, context: Context, entry: Entry) -> None:
        self.key, self.title = entry.key, entry.title
        super().__init__(context)
        text = "The report says where it happened. The other parts of Quillwork still work."
        self.body.addWidget(EmptyState("warning", f"{entry.title} could not be opened", text))


class PaneHost(QStackedWidget):
    """The stack of panes. `failed` tells of an error of ours while a pane was made."""

    failed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._panes: dict[str, Pane] = {}

    def show_pane(self, key: str, context: Context, what: dict[str, Any]) -> Pane:
        """Bring a pane to the front, making it on its first visit; raises KeyError for an unknown key."""
        if key not in self._panes:
            self._panes[key] = self._make(ENTRIES[key], context)
            self.addWidget(self._panes[key])
        pane = self._panes[key]
        self.setCurrentWidget(pane)
        pane.opened(**what)
        return pane

    def current(self) -> Pane | None:
        """The pane in front."""
        pane = self.currentWidget()
        return pane if isinstance(pane, Pane) else None

    def panes(self) -> list[Pane]:
        """Every pane that was visited since the project was opened."""
        return list(self._panes.values())

    def forget(self) -> None:
        """Let every pane save what it holds, and take it away: another project comes, or none."""
        for pane in self.panes():
            pane.closing()
            for problem in pane.context.jobs.drop(pane.job_prefix):
                # The project goes on closing: another program may be writing it.
                pane.context.toast(str(problem))
            self.removeWidget(pane)
            pane.release()
        self._panes.clear()

    def _make(self, entry: Entry, context: Context) -> Pane:
        try:
            module, name = entry.place.split(":")
            made: Pane = getattr(importlib.import_module(module), name)(context)
        except Exception as error:  # whatever a pane's own code does, the window stays
            self.failed.emit(error)
            return Broken(context, entry)
        return made
