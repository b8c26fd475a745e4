"""People: a table of everyone, sorted, searched and filtered in jobs, and one person's whole story."""

from collections.abc import Iterable
from functools import cached_property
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QGuiApplication, QUndoStack

from app.domain.problems import Problem
from app.project import Change
from ui.core.commands import Command
from ui.core.undo import do_again, redo_keys, take_back, undo_keys
from ui.panes.base import Context, Pane
from ui.panes.people.duplicates import SURE, DuplicatesController
from ui.panes.people.duplicates_page import DuplicatesPage
from ui.panes.people.identifiers import IdentifiersController
from ui.panes.people.identifiers_page import IdentifiersPage
from ui.panes.people.parting import PartingMenu
from ui.panes.people.rights import RightsController
from ui.panes.people.story import StoryController, title_of
from ui.panes.people.story_page import StoryPage
from ui.panes.people.table import TableController
from ui.panes.people.tag import TagPopup
from ui.panes.people.values import ValuesController
from ui.widgets.buttons import Button
from ui.widgets.pages import Pages

if TYPE_CHECKING:
    from app.domain.progress import Progress
    from app.people import Story


class People(Pane):
    """The table, and over it the story of whoever was opened; going back finds the table as it was."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.steps = QUndoStack(self)
        self._stack = Pages(parent=self.ground)
        self.body.addWidget(self._stack)
        self.everyone = TableController(self, self._stack, self._table_moved, self._open_row)
        self.page, self.model = self.everyone.page, self.everyone.model
        self._stack.addWidget(self.page)
        self._make_actions()
        self.page.import_wanted.connect(lambda: self.context.commands.run("file.import"))
        self.model.failed.connect(self.strip.show_problem)

    @cached_property
    def story_page(self) -> StoryPage:
        """Where one person's story stands; made when the first is opened."""
        page = StoryPage()
        self._stack.addWidget(page)
        self.tell_of(page.files)
        page.belongs.tag_removed.connect(self.remove_tag)
        self._parting = PartingMenu(self, page.allows, self.steps)
        self.values = ValuesController(self, page.facts, self.steps)
        return page

    @cached_property
    def duplicates(self) -> DuplicatesController:
        """Suspected duplicates; their page is made when somebody looks for them."""
        page = DuplicatesPage(self._stack)
        self._stack.addWidget(page)
        return DuplicatesController(self, page, self.steps, self._suspects_moved)

    @cached_property
    def identifiers(self) -> IdentifiersController:
        """Settings of the kinds of identifier; their page is made when somebody turns to it."""
        page = IdentifiersPage(self._stack)
        self._stack.addWidget(page)
        return IdentifiersController(self, page, self.steps)

    @cached_property
    def story(self) -> StoryController:
        """Tells that story."""
        return StoryController(self, self.story_page, self._story_arrived, self._story_failed)

    @cached_property
    def rights(self) -> RightsController:
        """Does for whoever is open what they may ask for."""
        return RightsController(self, self.story_page.rights, self.show_table)

    def _make_actions(self) -> None:
        self.back = Button(kind="quiet", icon="arrow-left", name="Back to everyone")
        self.back.clicked.connect(self.show_table)
        self.header.lead(self.back)
        self.back.hide()
        # The header has some of them, by what is shown; the others are the pane's meanwhile.
        self._suspects = Button("Duplicates", parent=self)
        self._suspects.clicked.connect(self.show_duplicates)
        self._kinds = Button("Identifiers", parent=self)
        self._kinds.clicked.connect(self.show_identifiers)
        self._again = Button("Look again", parent=self)
        self._again.clicked.connect(lambda: self.duplicates.look())
        self._join = Button("Join all", parent=self)
        self._join.clicked.connect(lambda: self.duplicates.join_sure())
        self._csv = Button("Copy as CSV", hint="Ctrl+C", parent=self)
        self._csv.clicked.connect(self.everyone.copy)
        self._keep = Button("Make a segment", kind="main", parent=self)
        self._keep.clicked.connect(self.make_segment)
        self._copy = Button("Copy address", parent=self)
        self._tag = Button("Add tag", parent=self)
        self._preview = Button("Preview an email as them", parent=self)
        for button in (
            *(self._suspects, self._kinds, self._again, self._join),
            *(self._csv, self._keep, self._copy, self._tag, self._preview),
        ):
            button.hide()
        self._copy.clicked.connect(self.copy_address)
        self._tag.clicked.connect(self.add_tag)
        self._preview.clicked.connect(self.preview_email)

    # What the window asks

    def opened(self, key: str = "", segment: str | None = None, ids: Any = None, called: str = "", **what: Any) -> None:
        """Show somebody (`key`), or the members of a segment, or those of these numbers, or what was shown before.

        With `duplicates` those are looked for who may be one person.
        """
        if what.get("duplicates") or what.get("identifiers"):
            (self.show_duplicates if what.get("duplicates") else self.show_identifiers)()
            return
        if segment is not None:
            self.everyone.filters.clear()
            self.everyone.show_segment(segment)
        if ids is not None:
            self.everyone.show_picked(ids, called or "picked")
        if segment is not None or ids is not None:
            self.show_table()
        elif self.strip.text() and self._at_table():
            # What went wrong may be mended by now: a file that is back, a drive that is there again.
            self.everyone.read_names()
        if key:
            self.show_person(key)
        elif self._at_table():
            self._table_moved()

    def escape(self) -> None:
        """From somebody's story back to everyone."""
        if not self._at_table():
            self.show_table()

    def state(self) -> dict[str, Any]:
        """Whoever is shown, and what the table is filtered by."""
        state: dict[str, Any] = {"table": self.everyone.state()}
        if self.showing_story():
            state |= {"key": self.story.key, "called": self.header.title.text(), "only": self.story_page.filter.value()}
        elif not self._at_table():
            kinds = isinstance(self._stack.currentWidget(), IdentifiersPage)
            state |= {"kinds": True} if kinds else {"suspects": self.duplicates.state()}
        return state

    def take_up(self, state: dict[str, Any]) -> None:
        """Show that again."""
        self.everyone.take_up(state["table"])
        if state.get("key"):
            self.show_person(state["key"], state["called"])
            self.story_page.filter.set_value(state["only"])
        elif "kinds" in state:
            self.show_identifiers()
        elif "suspects" in state:
            self.duplicates.take_up(state["suspects"])
            self.show_duplicates()

    def project_changed(self, changes: frozenset[Change]) -> None:
        """Look again at what the change touched, where it is; nothing scrolls."""
        self.everyone.project_changed(changes)
        if "duplicates" in self.__dict__:
            self.duplicates.project_changed(changes)
        if "identifiers" in self.__dict__:
            self.identifiers.project_changed(changes)
        # Of templates and campaigns a story says nothing.
        if self.showing_story() and changes - {Change.TEMPLATES, Change.CAMPAIGNS}:
            self.story.refresh()

    def commands(self) -> Iterable[Command]:
        """Finding somebody, and what can be done with whoever is open."""
        yield Command("people.find", "Find a person", self._focus_search, keys=("Ctrl+F",), aliases="search look up")
        yield Command(
            "people.back", "Back to everyone", self.show_table, keys=("Alt+Left",), enabled=lambda: not self._at_table()
        )
        preview, story = self.preview_email, self.showing_story
        yield Command(
            "people.filter",
            "Filter by values",
            self._filter,
            keys=("Ctrl+Shift+F",),
            aliases="facet narrow",
            enabled=self._showing_table,
        )
        copy = self.everyone.copy
        yield Command("people.csv", "Copy people as CSV", copy, keys=("Ctrl+C",), enabled=self._showing_table)
        yield Command("people.segment", "Make a segment of the filters", self.make_segment, enabled=self._can_keep)
        yield Command("people.duplicates", "Look for duplicates", self.show_duplicates, aliases="merge same join twice")
        show = self.show_identifiers
        yield Command("people.identifiers", "Settings of identifiers", show, aliases="block shared limit")
        yield Command("people.undo", "Undo", self.undo, "edit", (undo_keys(),), enabled=self.steps.canUndo)
        yield Command("people.redo", "Redo", self.redo, "edit", (redo_keys(),), enabled=self.steps.canRedo)
        yield Command("people.preview", "Preview an email as them", preview, keys=("Ctrl+E",), enabled=story)
        yield Command("people.tag", "Add a tag", self.add_tag, keys=("Ctrl+T",), enabled=self.showing_story)
        yield Command("people.field", "Set a field", self._set_field, keys=("F2",), enabled=story, aliases="edit value")
        yield Command("people.suppress", "Suppress this person", self._suppress, enabled=self.showing_story)
        yield Command(
            "people.erase", "Erase this person", self._erase, enabled=self.showing_story, aliases="forget gdpr"
        )
        yield Command("people.copy", "Copy the address", self.copy_address, enabled=self.showing_story)

    # The table

    def showing_story(self) -> bool:
        """Whether one person is shown, and not the table."""
        return isinstance(self._stack.currentWidget(), StoryPage)

    def show_table(self) -> None:
        """Go back to the table, which stands where it was."""
        self._stack.setCurrentWidget(self.page)
        self.back.hide()
        self._table_moved()
        self.page.table.setFocus()

    def _showing_table(self) -> bool:
        return self._at_table() and self.model.rowCount() > 0

    def _at_table(self) -> bool:
        return self._stack.currentWidget() is self.page

    def _can_keep(self) -> bool:
        return self._at_table() and self.everyone.segment_rule() is not None

    def _table_moved(self) -> None:
        """The table shows others: say how many, and offer what can be done with them."""
        if self._at_table():
            self.set_title(self.title, self.everyone.quiet())
            if self.model.waiting:
                self.header.quiet.blank(self.context.theme.px(110))
            actions = [self._suspects, self._csv] if self.model.rowCount() else []
            # A pane has three actions at most; on the page of duplicates the identifiers always are one.
            third = self._keep if self._can_keep() else self._kinds
            self.set_actions(*actions, *([third] if actions or third is self._keep else []))

    def make_segment(self) -> None:
        """Begin a segment of what the table is filtered by."""
        rule = self.everyone.segment_rule()
        if rule is not None:
            self.context.go_to("segments", new=True, rule=rule)

    def _filter(self) -> None:
        self.show_table()
        self.everyone.show_facet(open_=self.page.facet.isHidden())

    def _focus_search(self) -> None:
        self.show_table()
        self.page.search.setFocus()
        self.page.search.selectAll()

    # Duplicates

    def show_duplicates(self) -> None:
        """Show those who may be one person, two at a time; they are looked for the first time."""
        self._stack.setCurrentWidget(self.duplicates.page)
        self.back.show()
        self._suspects_moved()
        self.duplicates.open()

    def _suspects_moved(self) -> None:
        if self._stack.currentWidget() is self.duplicates.page:
            self.set_title("Duplicates", self.duplicates.quiet())
            sure = len(self.duplicates.sure())
            self._join.setText(f"Join all from {SURE:.0%} ({sure:,})".replace("%", " %"))
            again = [] if self.duplicates.looking else [self._again]
            self.set_actions(self._kinds, *again, *([self._join] if sure else []))

    def show_identifiers(self) -> None:
        """Show the kinds of identifier and what is set of them."""
        self._stack.setCurrentWidget(self.identifiers.page)
        self.back.show()
        self.set_title("Identifiers", "Which values tell who somebody is")
        # The button that was pressed goes: the keyboard stands where it leads back.
        self.back.setFocus()
        self.set_actions()
        self.identifiers.open()

    def undo(self) -> None:
        """Take back the last decision about who is who, or what was set by hand last."""
        take_back(self.steps, self.context.toast)

    def redo(self) -> None:
        """Decide again what was taken back last."""
        do_again(self.steps, self.context.toast)

    # One person

    def _open_row(self, at: int) -> None:
        row = self.model.row(at)
        if row is not None:
            self.show_person(str(row["key"]), str(row.get("name") or row.get("email") or row["key"]))

    def show_person(self, key: str, name: str = "") -> None:
        """Open the story of whoever has this key."""
        self._stack.setCurrentWidget(self.story_page)
        self.back.show()
        self.set_actions(self._copy, self._tag, self._preview)
        # Arrows go through what they did; what had the keyboard is out of sight.
        self.story_page.timeline.setFocus()
        if key != self.story.key:
            # A key is `kind:value`, or an address alone.
            self.set_title(name or key.partition(":")[2] or key)
            for button in (self._copy, self._tag, self._preview):
                button.setEnabled(False)
        self.story.show(key)

    def _story_failed(self, problem: Problem) -> None:
        if self.showing_story():
            self.show_table()
        self.strip.show_problem(problem)

    def _story_arrived(self, story: "Story") -> None:
        if self.showing_story():
            self.set_title(*title_of(story))
            self.rights.show(story, title_of(story)[0])
            self._copy.setEnabled(bool(story.email))
            self._tag.setEnabled(True)
            self._preview.setEnabled(True)
            if self.story.told is not None:
                self._parting.show(story, self.story.told.joined)
                self.values.show(self.story.told)
            self.context.announce(f"The story of {title_of(story)[0]}")

    def _set_field(self) -> None:
        if self.story.told is not None:
            self.values.ask()

    def _suppress(self) -> None:
        if self.story.told is not None and self.story_page.rights.suppress.isVisibleTo(self.story_page):
            self.rights.ask_reason()

    def _erase(self) -> None:
        if self.story.told is not None:
            self.rights.ask_erase()

    def copy_address(self) -> None:
        """Put the address on the clipboard."""
        told = self.story.told
        if told is not None and told.story.email:
            QGuiApplication.clipboard().setText(told.story.email)
            self.context.toast(f"{told.story.email} is copied")

    def preview_email(self) -> None:
        """See a template as this person would get it."""
        if self.showing_story():
            self.context.go_to("templates", key=self.story.key)

    def add_tag(self) -> None:
        """Ask for a tag, with those of the project to choose from, and give it to whoever is open."""
        told = self.story.told
        if told is not None:
            popup = TagPopup(self._tag, self, told.story.tags)
            popup.chosen.connect(self._give_tag)
            popup.open_under(self._tag, right=True)

    def _give_tag(self, tag: str) -> None:
        self._change_tag(tag, give=True)

    def remove_tag(self, tag: str) -> None:
        """Take a tag off whoever is open; Undo gives it back."""
        self._change_tag(tag, give=False)

    def _change_tag(self, tag: str, *, give: bool) -> None:
        told = self.story.told
        if told is None:
            return
        project, number, called = self.project, told.story.id, title_of(told.story)[0]

        def work(progress: "Progress") -> int:
            from app.people import tags

            return tags.add(project, [number], tag) if give else tags.remove(project, [number], tag)

        def done(changed: int) -> None:
            if changed:
                said = f"{called} is tagged “{tag}”" if give else f"The tag “{tag}” is off {called}"
                self.context.toast(said, undo=lambda: self._change_tag(tag, give=not give))

        self.run("tag", work, done, quiet=True, keeps=True)
