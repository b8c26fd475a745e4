"""The kept segments as a list: how many are in each, in words, and what can be done with it."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from app.domain.counts import counted
from ui.core import formats
from ui.widgets.buttons import Button
from ui.widgets.cards import EmptyState
from ui.widgets.library import Action, Do, Item, Library

if TYPE_CHECKING:
    from app.audience import Counted, Refreshed, Segment
    from app.domain.progress import Progress
    from ui.panes.base import Pane

ACTIONS = (
    Action("duplicate", "Duplicate", "copy"),
    Action("campaign", "Use in a campaign", "megaphone-simple"),
    Action("people", "Show the people", "users"),
    Action("delete", "Delete", "trash"),
)


def library(do: Do) -> Library:
    """The list, or what a segment is for where there is none."""
    new = Button("New segment", kind="main")
    new.clicked.connect(lambda: do("new", ""))
    empty = EmptyState(
        "chart-pie-slice",
        "Say whom you mean",
        "A segment is everyone for whom your conditions hold: what they did, what is known of them, what they "
        "allow. The count moves as you build, and each person can be explained.",
        new,
    )
    return Library(empty, ACTIONS, do)


def item(segment: "Counted") -> Item:
    """A kept segment in the list; one without a count cannot be asked about."""
    count = segment.count
    return Item(segment.name, segment.sentence, "–" if count is None else formats.number(count), "people")


class Kept:
    """Lists the kept segments, and copies, deletes and puts them back; `opens` is called with a name to open."""

    def __init__(self, pane: "Pane", opens: Callable[[str], None], new: Callable[[], None]) -> None:
        self._pane = pane
        self._opens = opens
        self._new = new
        self._items: dict[str, Item] = {}
        self._rules: dict[str, Any] = {}
        self.library = library(self.do)
        self.record_button = Button("Record who is in", icon="clock-counter-clockwise", parent=pane)
        self.record_button.setToolTip(
            "Who entered and who left each segment since the last time, for conditions to ask"
        )
        self.record_button.clicked.connect(self.record)

    def refresh(self) -> None:
        """Name them all at once, and count them again."""
        project = self._pane.project
        self.library.dim()

        def name(_: "Progress") -> "list[Segment]":
            from app.audience import segments

            return segments.every(project)

        self._pane.run("names", name, self._named, quiet=True, priority=1)

    def record(self) -> None:
        """Keep who is in each segment now, who entered and who left."""
        project = self._pane.project

        def work(progress: "Progress") -> "list[Refreshed]":
            from app.audience import history

            return history.refresh(project, progress=progress)

        def done(found: "list[Refreshed]") -> None:
            self._pane.context.toast(recorded(found))

        self._pane.run("record", work, done, title="Recording who is in your segments", keeps=True, once=True)

    def _named(self, kept: "list[Segment]") -> None:
        # What was counted by another rule is not this one's: it is blank until it is counted.
        before, self._rules = self._rules, {one.name: one.rule for one in kept}
        known = {name: found for name, found in self._items.items() if before.get(name) == self._rules.get(name)}
        self.library.show_items([known.get(one.name, Item(one.name, "", "", "people", known=False)) for one in kept])
        self.library.dim()
        if not kept:
            return
        project, rules = self._pane.project, self._rules

        def work(progress: "Progress") -> "list[Counted]":
            from app.audience import segments

            return segments.overview(project, progress=progress)

        # What was counted while others were kept would bring one back that is deleted.
        self._pane.run("list", work, self._counted, title="Counting your segments", about=lambda: rules is self._rules)

    def _counted(self, kept: "list[Counted]") -> None:
        self._items = {one.name: item(one) for one in kept}
        self.library.show_items(list(self._items.values()))

    def do(self, what: str, name: str) -> None:
        """What was pressed in the list."""
        if what == "new":
            self._new()
        elif what == "open":
            self._opens(name)
        elif what == "campaign":
            self._pane.context.go_to("campaigns", segment=name)
        elif what == "people":
            self._pane.context.go_to("people", segment=name)
        elif what == "duplicate":
            self._copy(name)
        else:
            self._delete(name)

    def _copy(self, name: str) -> None:
        project = self._pane.project

        def work(_: "Progress") -> str:
            from app.audience import segments

            return segments.duplicate(project, name)

        self._pane.run(f"copy/{name}", work, self._opens, keeps=True, once=True)

    def _delete(self, name: str) -> None:
        project = self._pane.project

        def work(_: "Progress") -> "Segment":
            from app.audience import segments

            kept = segments.get(project, name)
            segments.delete(project, name)
            return kept

        def done(kept: "Segment") -> None:
            self._pane.context.toast(f"Deleted “{name}”", undo=lambda: self.put_back(kept))
            self.refresh()

        self._pane.run(f"delete/{name}", work, done, keeps=True, once=True)

    def put_back(self, kept: "Segment") -> None:
        """Keep a segment that was deleted as it was."""
        project = self._pane.project

        def work(_: "Progress") -> None:
            from app.audience import segments

            segments.save(project, kept.name, kept.rule, note=kept.note, content=kept.content, replace=False)

        self._pane.run(f"put back/{kept.name}", work, lambda _: self.refresh(), keeps=True, once=True)


def recorded(found: "list[Refreshed]") -> str:
    """What a recording came to, in a sentence."""
    told = [one for one in found if not one.problem]
    entered, left = (sum(getattr(one, name) or 0 for one in told) for name in ("entered", "left"))
    segments = counted(len(told), "segment")
    said = f"Recorded {segments}: {formats.number(entered)} entered, {formats.number(left)} left."
    wrong = len(found) - len(told)
    return said + (f" {counted(wrong, 'segment')} could not be asked." if wrong else "")
