"""Where the panes stand: loads one when it is first visited, keeps it while the project is open."""

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget

from app.domain.problems import Problem
from ui.core import scroll_positions
from ui.panes.base import Context, Pane
from ui.widgets.cards import EmptyState
from ui.widgets.layouts import finish_editing

DRAFTS = "drafts"
"""The setting of a project in which its unfinished work is kept, by pane."""


class Broken(Pane):
    """Stands where a pane could not be made: that is a mistake of ours, and the other panes still work."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        text = "The report says where it happened. The other parts of Quillwork still work."
        self.body.addWidget(EmptyState("warning", f"{context.about.title} could not be opened", text))


class PaneHost(QStackedWidget):
    """The stack of panes. `failed` tells of an error of ours while a pane was made."""

    failed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._panes: dict[str, Pane] = {}
        self._states: dict[str, tuple[dict[str, Any], scroll_positions.Places]] = {}
        self._drafts: dict[str, Any] = {}
        self._seen: set[str] = set()

    def show_pane(self, context: Context, what: dict[str, Any]) -> Pane:
        """Bring the pane that `context` is about to the front, making it on its first visit."""
        key = context.about.key
        fresh = key not in self._panes
        if fresh:
            self._panes[key] = self._make(context)
            self.addWidget(self._panes[key])
        pane = self._panes[key]
        self.setCurrentWidget(pane)
        if fresh:
            self._take_up(pane)
        pane.opened(**what)
        return pane

    def _take_up(self, pane: Pane) -> None:
        """Let a new pane go on where the one before it stopped."""
        project = pane.context.project
        kept: Any = (project.setting(DRAFTS) if project is not None else None) or {}
        draft = kept.get(pane.key) if pane.key not in self._seen else None
        self._seen.add(pane.key)
        self._drafts.pop(pane.key, None)
        state, places = self._states.pop(pane.key, (None, {}))
        if state:
            pane.take_up(state)
        elif draft and pane.drafts is not None:
            pane.drafts.go_back_to(draft)
        scroll_positions.go_to(pane, places)

    def current(self) -> Pane | None:
        """The pane in front."""
        pane = self.currentWidget()
        return pane if isinstance(pane, Pane) else None

    def panes(self) -> list[Pane]:
        """Every pane that was visited since the project was opened."""
        return list(self._panes.values())

    def forget(self) -> None:
        """Let every pane save what it holds, and take it away: another project comes, or none."""
        panes = self.panes()
        self._leave()
        # Once for all of them: the drafts are kept together, and each pane knows the project.
        for pane in panes[:1]:
            self._keep(pane)
        for pane in panes:
            pane.release()
        self._states, self._drafts, self._seen = {}, {}, set()

    def suspend(self) -> None:
        """Take every pane away, to be made anew when it is next shown, with what it shows now."""
        panes = self.panes()
        places = {pane.key: scroll_positions.places(pane) for pane in panes}
        self._leave()
        for pane in panes:
            self._states[pane.key] = (pane.state(), places[pane.key])
            pane.release()

    def go_on_from(self, before: "PaneHost") -> None:
        """Take the place of a host whose panes were suspended."""
        self._states, self._drafts, self._seen = before._states, before._drafts, before._seen

    def _leave(self) -> None:
        """Let all of them save what can be saved, and remember what cannot be yet."""
        for pane in self.panes():
            finish_editing(pane)
            pane.closing()
            for problem in pane.context.jobs.drop(pane.job_prefix):
                # The project goes on closing: another program may be writing it.
                pane.context.toast(str(problem))
            self._drafts[pane.key] = pane.drafts.draft() if pane.drafts is not None else None
            self.removeWidget(pane)
        self._panes.clear()

    def _keep(self, pane: Pane) -> None:
        """Drafts may hold what is known of customers, so they are kept in the project's own file and nowhere else."""
        project = pane.context.project
        if project is None:
            return
        before: Any = project.setting(DRAFTS) or {}
        # What was kept of a pane that nobody has visited since stays.
        unseen = {key: draft for key, draft in before.items() if key not in self._seen}
        after = unseen | {key: draft for key, draft in self._drafts.items() if draft}
        if after != before:
            try:
                project.change_settings({DRAFTS: after})
            except Problem as problem:
                pane.context.toast(str(problem))

    def _make(self, context: Context) -> Pane:
        try:
            return context.about.load()(context)
        except Exception as error:  # whatever a pane's own code does, the window stays
            self._sweep()
            self.failed.emit(error)
            return Broken(context)

    def _sweep(self) -> None:
        """Take away what there is of a pane that could not be made."""
        for pane in self.findChildren(Pane, options=Qt.FindChildOption.FindDirectChildrenOnly):
            if self.indexOf(pane) < 0:
                pane.release()
