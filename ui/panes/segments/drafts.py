"""What of a segment the project does not keep yet, so that it is lost neither by leaving it nor by quitting."""

from typing import TYPE_CHECKING, Any

from ui.panes.base import Unfinished
from ui.widgets.layouts import finish_editing

if TYPE_CHECKING:
    from app.project import Project
    from ui.panes.segments.pane import Segments


class Drafts(Unfinished):
    """The rule that is open, where it has no name or cannot be kept as it stands, and the one that was left last."""

    def __init__(self, pane: "Segments") -> None:
        self._pane = pane
        self._left: Any = None

    def state(self) -> dict[str, Any]:
        """All that is shown, for `take_up`."""
        pane = self._pane
        state: dict[str, Any] = {"left": self._left}
        if pane.pages.currentIndex() == 1:
            state |= {"name": str(pane.shown.subject if pane.opening else pane.name)}
            if not pane.opening:
                state |= {"rule": pane.model.root, "past": pane.model.past(), "unsaved": pane.unsaved}
            if pane.why.isVisibleTo(pane):
                state |= {"why": pane.why.key}
        return state

    def take_up(self, state: dict[str, Any]) -> None:
        """Show that again in a pane made anew."""
        pane, name = self._pane, state.get("name", "")
        self._left = state["left"]
        if "rule" in state:
            pane.turn_to(name)
            pane.load(name, state["rule"], new=not name)
            pane.model.recall(state["past"])
            pane.unsaved = state["unsaved"]
        elif name:
            pane.open_segment(name)
        if "why" in state:
            pane.toggle_why()
            pane.why.key = state["why"]

    def draft(self) -> Any:
        """What quitting would lose."""
        return self._unfinished() or self._left

    def _unfinished(self) -> Any:
        pane = self._pane
        if pane.pages.currentIndex() != 1 or pane.opening or pane.model.is_empty or (pane.name and not pane.unsaved):
            return None
        return {"name": pane.name, "rule": pane.model.root}

    def leave(self) -> None:
        """What is open gives way to another: keep the way back to it where it cannot be kept itself."""
        finish_editing(self._pane)
        if not self._pane.name and (unfinished := self._unfinished()):
            self.let_go(unfinished, "A segment without a name was left")

    def let_go(self, unfinished: Any, said: str) -> None:
        """Say that something was left unfinished, and offer the way back."""
        self._left = unfinished
        self._pane.context.toast(said, "Go back to it", lambda: self.go_back_to(unfinished))

    def go_back_to(self, unfinished: Any) -> None:
        """Show it as it was left."""
        self._left = None
        pane, name = self._pane, str(unfinished["name"])
        pane.turn_to(name)
        pane.load(name, unfinished["rule"], new=not name)
        pane.unsaved = bool(name)
        pane.quiet_line("As you left it · not kept yet" if name else "As you left it · give it a name to keep it")


def save(project: "Project", name: str, rule: Any) -> None:
    """Keep the rule of a segment; raises Problem."""
    from app.audience import segments

    segments.save(project, name, rule)
