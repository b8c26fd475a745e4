"""Keeping the groups that were found: their name, a trait of everybody, a segment each, and taking that back."""

from typing import TYPE_CHECKING, Any

from app.domain.progress import Progress
from ui.core import formats
from ui.panes.discover.state import said_of
from ui.widgets.value_popups import TextPopup

if TYPE_CHECKING:
    from ui.panes.discover.pane import Discover


def ask_name(pane: "Discover") -> None:
    """Ask what the groups are to be called together, and keep them so."""
    if pane.grouping is None or pane.pages.currentIndex() != 1:
        return
    popup = TextPopup("Name of the grouping", "Groups", pane.window(), hint="as Shopping habits")
    popup.given.connect(pane.save)
    popup.open_under(pane.save_button)


def keep_groups(pane: "Discover", name: str) -> None:
    """Keep the groups as they are named now: a trait of everybody, and a segment each."""
    grouping = pane.grouping
    if grouping is None:
        return
    names, actions = pane.cards.names(), pane.cards.plans()

    def work(progress: Progress) -> Any:
        from app import discover

        return discover.save(pane.project, grouping, name, names, actions, progress)

    def done(kept: Any) -> None:
        pane.context.toast(f"Kept as “{name}”", undo=lambda: _take_back(pane, kept))
        pane.strip.show_message(said_of(kept, name), "good", "See them", lambda: pane.context.go_to("segments"))

    pane.run("save", work, done, title="Keeping the groups", keeps=True)


def _take_back(pane: "Discover", kept: Any) -> None:
    def work(_: Progress) -> None:
        from app import discover

        discover.undo_save(pane.project, kept)

    def done(_: None) -> None:
        pane.strip.clear()
        pane.context.toast("Taken back: the segments are as they were before")

    pane.run("save", work, done, keeps=True)


def show_brushed(pane: "Discover") -> None:
    """Show the people in the brush in their table."""
    grouping, rows = pane.grouping, pane.brushed
    if grouping is not None and rows is not None and len(rows):
        pane.context.go_to("people", ids=grouping.ids[rows], called="in the brush")


def keep_brushed(pane: "Discover", name: str) -> None:
    """Keep the people in the brush as a segment of these people."""
    grouping, rows = pane.grouping, pane.brushed
    if grouping is None or rows is None or not len(rows):
        return
    ids = grouping.ids[rows].tolist()

    def work(progress: Progress) -> str:
        from app import discover

        return discover.save_selection(pane.project, ids, name, progress)

    def done(kept: str) -> None:
        pane.context.toast(
            f"Kept {formats.people(len(ids))} as “{kept}”",
            "Open",
            lambda: pane.context.go_to("segments", name=kept),
        )

    pane.run("selection", work, done, title="Keeping the people you chose", keeps=True)
