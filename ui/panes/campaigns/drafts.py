"""What of a campaign the project does not keep yet, so that it is lost neither by leaving it nor by quitting."""

from typing import TYPE_CHECKING, Any

from ui.panes.base import Unfinished
from ui.panes.campaigns.plan import is_whole, new_plan
from ui.widgets.layouts import finish_editing

if TYPE_CHECKING:
    from ui.panes.campaigns.pane import Campaigns


class Drafts(Unfinished):
    """The plan that is open, where it says too little to be kept and yet something, and the one that was left last."""

    def __init__(self, pane: "Campaigns") -> None:
        self._pane = pane
        self._left: Any = None

    def state(self) -> dict[str, Any]:
        """All that is shown, for `take_up`."""
        pane = self._pane
        name = pane.keeping.name or str(pane.shown.subject)
        is_open = pane.pages.currentIndex() == 1
        return {"left": self._left, "unfinished": self._unfinished(), "open": is_open, "name": name}

    def take_up(self, state: dict[str, Any]) -> None:
        """Show that again in a pane made anew."""
        if state["unfinished"]:
            self.go_back_to(state["unfinished"])
        elif state["open"] and state["name"]:
            self._pane.open_campaign(state["name"])
        elif state["open"]:
            self._pane.new()
        self._left = state["left"]

    def draft(self) -> Any:
        """What quitting would lose."""
        return self._unfinished() or self._left

    def _unfinished(self) -> Any:
        pane = self._pane
        if pane.pages.currentIndex() != 1 or pane.opening or is_whole(pane.plan) or pane.plan == new_plan():
            return None
        return {"name": pane.name, "kept": pane.keeping.name, "plan": pane.plan}

    def leave(self) -> None:
        """What is open gives way to another: keep the way back to it where it cannot be kept itself."""
        finish_editing(self._pane)
        if unfinished := self._unfinished():
            self._left = unfinished
            said = "A campaign without a template or a segment was left"
            self._pane.context.toast(said, "Go back to it", lambda: self.go_back_to(unfinished))

    def go_back_to(self, unfinished: Any) -> None:
        """Show it as it was left."""
        self._left = None
        pane, name = self._pane, str(unfinished["name"])
        pane.turn_to(name)
        pane.load(str(unfinished["kept"]), unfinished["plan"])
        pane.name = name
        pane.set_name(name, "As you left it · kept once it has a template and a segment")
