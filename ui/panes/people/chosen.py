"""What is done with several people at once: tagged, listed, suppressed; each in one step that can be taken back."""

from typing import TYPE_CHECKING, Any

from shiboken6 import isValid

from ui.core import formats, problems
from ui.panes.people.chosen_bar import PeopleTable
from ui.panes.people.rights_card import ReasonPopup
from ui.panes.people.tag import TagPopup
from ui.widgets.picker import Choice, Picker

if TYPE_CHECKING:
    from app.audience import Changed, Put
    from app.domain.progress import Progress
    from app.privacy import SuppressedPeople
    from ui.panes.base import Pane

MOST = 100_000
"""People that are changed at most at once: more are a segment's work."""


class ChosenController:
    """Does what the bar of a table asks for."""

    def __init__(self, pane: "Pane", table: PeopleTable) -> None:
        self._pane, self._table = pane, table
        table.bar.tag.clicked.connect(self.ask_tag)
        table.bar.list.clicked.connect(self.ask_list)
        table.bar.suppress.clicked.connect(self.ask_reason)

    def numbers(self) -> list[int]:
        """The numbers of those who are chosen. Raises Problem for too many."""
        if self._table.selected_count() > MOST:
            raise problems.TOO_MANY_CHOSEN(people=formats.people(MOST))
        return [int(one) for first, last in self._table.selected() for one in self._table.paged.ids(first, last)]

    def ask_tag(self) -> None:
        """Ask for the tag that they get."""
        popup = TagPopup(self._table.bar.tag, self._pane, [])
        popup.chosen.connect(self.tag)
        popup.open_under(self._table.bar.tag, right=True)

    def tag(self, text: str) -> None:
        """Give them a tag; Undo takes it off those who did not have it."""
        project, chosen = self._pane.project, self._chosen()
        if not chosen:
            return

        def work(progress: "Progress") -> list[int]:
            from app.people import tags

            fresh = tags.lacking(project, chosen, text)
            tags.add(project, fresh, text)
            return fresh

        def done(fresh: list[int]) -> None:
            if fresh:
                said = f"{formats.people(len(fresh))} tagged “{text}”"
                self._pane.context.toast(said, undo=lambda: self._untag(fresh, text))
            else:
                self._pane.context.toast(f"All of them are tagged “{text}” already")

        self._pane.run("tag", work, done, title="Tagging people", keeps=True)

    def _untag(self, fresh: list[int], text: str) -> None:
        project = self._pane.project

        def work(progress: "Progress") -> int:
            from app.people import tags

            return tags.remove(project, fresh, text)

        def done(count: int) -> None:
            self._pane.context.toast(f"The tag “{text}” is off {formats.people(count)}")

        self._pane.run("tag", work, done, title="Taking the tag off", keeps=True)

    def ask_list(self) -> None:
        """Ask which list they are put on: one of the static segments, or a new one."""
        picker = Picker((), "Add to a list", self._table.window(), hint="A list, or the name of a new one", typed=_new)
        picker.chosen.connect(self.put_on_list)
        picker.open_under(self._table.bar.list)
        project = self._pane.project

        def work(_: "Progress") -> list[Choice]:
            from app.audience import segments

            return [Choice(one.name, one.name, "list") for one in segments.every(project) if one.static]

        def offer(lists: list[Choice]) -> None:
            # It may have been closed meanwhile.
            if isValid(picker):
                picker.offer(lists)

        self._pane.run("lists", work, offer, quiet=True)

    def put_on_list(self, name: str) -> None:
        """Put them on that list; Undo takes those off who were not on it."""
        project, chosen = self._pane.project, self._chosen()
        if not chosen:
            return

        def work(progress: "Progress") -> "Put":
            from app.audience import lists

            return lists.put_people_on(project, name, chosen, progress)

        def done(put: "Put") -> None:
            on = f"“{put.changed.name}”"
            if put.fresh:
                said = f"{formats.people(len(put.fresh))} added to {on}"
                self._pane.context.toast(said, undo=lambda: self._off_list(put))
            else:
                self._pane.context.toast(f"All of them are on {on} already")

        self._pane.run("list", work, done, title="Adding people to a list", keeps=True)

    def _off_list(self, put: "Put") -> None:
        project = self._pane.project

        def work(progress: "Progress") -> "Changed":
            from app.audience import lists

            return lists.undo(project, put, progress)

        def done(changed: "Changed") -> None:
            self._pane.context.toast(f"{formats.people(changed.removed)} taken off “{changed.name}”")

        self._pane.run("list", work, done, title="Taking people off a list", keeps=True)

    def ask_reason(self) -> None:
        """Ask why they are to be suppressed."""
        popup = ReasonPopup(self._table.bar.suppress)
        popup.given.connect(self.suppress)
        popup.open_under(self._table.bar.suppress, right=True)

    def suppress(self, reason: str) -> None:
        """Never write to them again; Undo lifts what was set now."""
        project, chosen = self._pane.project, self._chosen()
        if not chosen:
            return

        def work(progress: "Progress") -> "SuppressedPeople":
            from app import privacy

            return privacy.suppress_people(project, chosen, reason)

        def done(found: "SuppressedPeople") -> None:
            self._pane.context.toast(_said(found), undo=lambda: self._lift(found))

        self._pane.run("suppress", work, done, title="Suppressing people", keeps=True)

    def _lift(self, found: "SuppressedPeople") -> None:
        project = self._pane.project

        def work(progress: "Progress") -> int:
            from app import privacy

            return privacy.lift_people(project, found)

        def done(count: int) -> None:
            self._pane.context.toast(f"What was set by hand is off {formats.counted(count, 'address', 'addresses')}")

        self._pane.run("suppress", work, done, title="Lifting it", keeps=True)

    def _chosen(self) -> list[int]:
        from app.domain.problems import Problem

        try:
            return self.numbers()
        except Problem as problem:
            self._pane.strip.show_problem(problem)
            return []


def _new(query: str) -> list[Choice]:
    return [Choice(query, f"New list “{query}”", "plus")] if query else []


def _said(found: Any) -> str:
    told = f"Nothing is sent to {formats.people(found.people)} any more"
    if found.listed:
        told += f"; {formats.number(found.listed)} were suppressed already"
    if found.unreached:
        told += f"; of {formats.number(found.unreached)} nothing is known to write to"
    return told
