"""The library of kept segments: looked up, counted, renamed, copied, deleted and put back."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.domain.counts import counted
from ui.core import formats
from ui.core.commands import Command
from ui.panes.segments.keeping import Keeping
from ui.panes.segments.on_list import Listed, ask_file, told
from ui.panes.segments.reports import SHELF, Reports
from ui.panes.segments.shelf import Shelf, as_of
from ui.widgets.buttons import Button
from ui.widgets.pages import Pages

if TYPE_CHECKING:
    from app.audience import Changed, Gone, Refreshed, Segment, Shelved
    from app.domain.progress import Progress
    from ui.panes.segments.pane import Segments


class Kept:
    """Shows the kept segments, and does what is asked of them; `opens` is called with a name to open."""

    def __init__(self, pane: "Segments", opens: Callable[[str], None], new: Callable[[], None]) -> None:
        self._pane = pane
        self._opens = opens
        self._new = new
        self._rules: dict[str, Any] = {}
        self.ask_file: Callable[[], str] = lambda: ask_file(pane)
        self.library = Shelf(self.do, self.rename)
        self.reports = Reports(pane, self.do)
        self.keeping, self.on_list = Keeping(pane, self._kept_otherwise), Listed(pane)
        self.pages = Pages(self.library, self.reports.make_overlaps, self.reports.make_audit)
        self.reports.pages = self.pages
        self.record_button = Button("Refresh now", icon="arrows-clockwise", small=True, parent=pane)
        self.record_button.setToolTip(
            "Who entered and who left each segment since the last time, for conditions to ask"
        )
        self.record_button.clicked.connect(self.record)
        self.library.head.addWidget(self.record_button)

    def show_shelf(self) -> None:
        """Turn to the table of all segments."""
        self.pages.setCurrentIndex(SHELF)
        self._pane.set_title("Segments", "Whom you mean, in words, with a count that is true now")
        self._pane.set_actions(self.reports.overlaps_button, self.reports.audit_button, self._pane.new_button)

    def commands(self) -> list[Command]:
        """Looking at the segments together, and refreshing them."""
        return [
            Command("segments.overlaps", "Overlaps of segments", self._from_anywhere(self.reports.show_overlaps)),
            Command("segments.audit", "Audit of segments", self._from_anywhere(self.reports.show_audit)),
            Command("segments.refresh", "Refresh all segments", self.record),
            Command("segments.list", "New list from a file…", self.new_list, aliases="static segment people csv"),
        ]

    def _from_anywhere(self, show: Callable[[], None]) -> Callable[[], None]:
        """What turns to a page of the library, also where a segment is open."""

        def shown() -> None:
            """Leave the segment, and turn to it."""
            if self._pane.pages.currentIndex() != 0:
                self._pane.back_button.click()
            show()

        return shown

    def refresh(self) -> None:
        """Name them all at once, and count them again."""
        project = self._pane.project
        self.library.dim()

        def name(_: "Progress") -> "tuple[list[Segment], list[Shelved]]":
            from app import audience
            from app.audience import segments

            return segments.every(project), audience.known(project)

        self._pane.run("names", name, lambda found: self._named(*found), quiet=True, priority=1)

    def record(self) -> None:
        """Keep who is in each segment now, who entered and who left."""
        project = self._pane.project

        def work(progress: "Progress") -> "list[Refreshed]":
            from app.audience import history

            return history.refresh(project, progress=progress)

        def done(found: "list[Refreshed]") -> None:
            self._pane.context.toast(recorded(found))

        self._pane.run("record", work, done, title="Recording who is in your segments", keeps=True, once=True)

    def _named(self, kept: "list[Segment]", known: "list[Shelved]") -> None:
        # What was counted by another rule is not this one's: it is blank until it is counted.
        before, self._rules = self._rules, {one.name: one.rule for one in kept}
        self.library.forget({name for name in before if before[name] != self._rules.get(name)})
        self.library.show_segments(known, known=False)
        self.library.dim()
        if self._pane.pages.currentIndex() == 0 and self.pages.currentIndex() == SHELF:
            self._pane.quiet_line(f"{formats.number(len(kept))} kept · counted again after every import")
        if not kept:
            return
        project, rules = self._pane.project, self._rules

        def work(progress: "Progress") -> "tuple[list[Shelved], str]":
            from app import audience

            return audience.shelves(project, progress=progress), as_of(project.moment().local())

        # What was counted while others were kept would bring one back that is deleted.
        self._pane.run("list", work, self._counted, title="Counting your segments", about=lambda: rules is self._rules)

    def _counted(self, found: "tuple[list[Shelved], str]") -> None:
        self.library.show_segments(found[0], known=True)
        self.library.as_of.setText(found[1])
        self.reports.refresh()

    def show_opened(self, name: str, rule: Any) -> None:
        """A segment is open in the builder: say how it is kept, and show who is on it where it is a list."""
        self.keeping.show_of(name)
        self.on_list.show_rule(name, rule)

    def show_renamed(self, name: str) -> None:
        """What is open has another name, or its first one."""
        self.keeping.show_of(name)
        if self.on_list.is_shown:
            # Its rule is to be on the list of that name.
            self._pane.open_segment(name)

    def _kept_otherwise(self, name: str, rule: bool) -> None:
        """A segment is kept otherwise than before, and with another `rule` where its expiry changed."""
        if self._pane.pages.currentIndex() == 1 and self._pane.name == name:
            if rule:
                self._pane.open_segment(name)
            else:
                self.keeping.show_of(name)

    def do(self, what: str, name: str) -> None:
        """What was asked of a segment in the library."""
        going = {"campaign": "campaigns", "people": "people"}
        doing = {"open": self._opens, "duplicate": self._copy, "freeze": self._freeze, "delete": self._delete}
        doing["keeping"] = self.keeping.ask
        if what == "new":
            self._new()
        elif what in going:
            self._pane.context.go_to(going[what], segment=name)
        else:
            doing[what](name)

    def rename(self, name: str, new: str) -> None:
        """Give a segment another name."""
        project = self._pane.project

        def work(_: "Progress") -> None:
            from app.audience import segments

            segments.rename(project, name, new)

        self._pane.run(f"rename/{name}", work, lambda _: self.library.come_back_from(new), keeps=True, once=True)

    def _copy(self, name: str) -> None:
        project = self._pane.project

        def work(_: "Progress") -> str:
            from app.audience import segments

            return segments.duplicate(project, name)

        self._pane.run(f"copy/{name}", work, self._opens, keeps=True, once=True)

    def _freeze(self, name: str) -> None:
        """Make a static segment of those who are in this one now."""
        project = self._pane.project

        def work(progress: "Progress") -> str:
            from app.audience import lists, segments

            made = segments.free_name(project, f"{name}, {formats.day(project.moment().local().date())}")
            return lists.freeze(project, made, {"segment": name}, progress=progress).name

        def done(made: str) -> None:
            self.library.come_back_from(made)
            self._pane.context.toast(f"“{made}” holds the people who are in “{name}” now, whatever becomes of them")

        self._pane.run(f"freeze/{name}", work, done, title="Making a list", keeps=True, once=True)

    def new_list(self) -> None:
        """Make a static segment of the people whom a file names, and open it."""
        if not (path := self.ask_file()):
            return
        project, file = self._pane.project, Path(path)

        def work(progress: "Progress") -> "Changed":
            from app.audience import lists, segments

            keys = lists.keys_in(project, file, progress)
            return lists.of_keys(project, segments.free_name(project, file.stem), keys, progress=progress)

        def done(made: "Changed") -> None:
            self._opens(made.name)
            self._pane.context.toast(told(made))

        self._pane.run("new list", work, done, title="Making a list", keeps=True, once=True)

    def _delete(self, name: str) -> None:
        project = self._pane.project

        def work(_: "Progress") -> "Gone":
            from app.audience import segments

            return segments.delete(project, name)

        def done(gone: "Gone") -> None:
            self._pane.context.toast(f"Deleted “{name}”", undo=lambda: self.put_back(gone))
            self.refresh()

        self._pane.run(f"delete/{name}", work, done, keeps=True, once=True)

    def put_back(self, gone: "Gone") -> None:
        """Keep a segment that was deleted as it was."""
        project = self._pane.project

        def work(_: "Progress") -> None:
            from app.audience import segments

            segments.restore(project, gone)

        self._pane.run(f"put back/{gone.name}", work, lambda _: self.refresh(), keeps=True, once=True)


def recorded(found: "list[Refreshed]") -> str:
    """What a recording came to, in a sentence."""
    told = [one for one in found if not one.problem]
    entered, left = (sum(getattr(one, name) or 0 for one in told) for name in ("entered", "left"))
    segments = counted(len(told), "segment")
    said = f"Recorded {segments}: {formats.number(entered)} entered, {formats.number(left)} left."
    wrong = len(found) - len(told)
    return said + (f" {counted(wrong, 'segment')} could not be asked." if wrong else "")
