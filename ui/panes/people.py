"""People: a table of everyone, sorted, searched and filtered in jobs, and one person's whole story."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QStackedWidget

from app.project import Change
from ui import words
from ui.commands import Command
from ui.pane import Context, Pane
from ui.panes import people_columns
from ui.panes.people_rows import RowFetcher
from ui.panes.people_story import StoryController, title_of
from ui.panes.people_story_page import StoryPage
from ui.panes.people_table_page import EVERYONE, PeopleTablePage
from ui.panes.people_tag import TagPopup
from ui.widgets.buttons import Button
from ui.widgets.paged_table import PagedModel

if TYPE_CHECKING:
    from app.audience.vocabulary import Names
    from app.people import Story
    from app.progress import Progress

_ROWS = frozenset({Change.PROFILES, Change.EVENTS, Change.PRODUCTS, Change.IMPORTS, Change.SCORES, Change.SETTINGS})
_NAMES = frozenset({Change.PROFILES, Change.SEGMENTS, Change.IMPORTS, Change.SCORES})


class People(Pane):
    """The table, and over it the story of whoever was opened; going back finds the table as it was."""

    key = "people"
    title = "People"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._names: Names | None = None
        self._sort = ("key", False)
        self._segment = EVERYONE
        self._search = ""
        self._count = 0
        self.rows = RowFetcher(self.project)
        self.model = PagedModel([], self.rows.fetch, context.jobs, f"{self.job_prefix}rows")
        self.page = PeopleTablePage(self.model)
        self.story_page = StoryPage()
        self.story = StoryController(self, self.story_page, self._story_arrived)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.page)
        self._stack.addWidget(self.story_page)
        self.body.addWidget(self._stack)
        self._make_actions()
        self._wire()
        self._read_names()

    def _make_actions(self) -> None:
        self.back = Button(kind="quiet", icon="arrow-left", name="Back to everyone")
        self.back.clicked.connect(self.show_table)
        self.header.lead(self.back)
        self.back.hide()
        # The header has them only while somebody is open; until then they are the pane's.
        self._copy = Button("Copy address", parent=self)
        self._tag = Button("Add tag", parent=self)
        self._preview = Button("Preview an email as them", parent=self)
        for button in (self._copy, self._tag, self._preview):
            button.hide()
        self._copy.clicked.connect(self.copy_address)
        self._tag.clicked.connect(self.add_tag)
        self._preview.clicked.connect(self.preview_email)

    def _wire(self) -> None:
        self.page.searched.connect(self._searched)
        self.page.filtered.connect(self._filtered)
        self.page.columns_wanted.connect(self._choose_columns)
        self.page.import_wanted.connect(lambda: self.context.commands.run("file.import"))
        self.page.table.sort_wanted.connect(self._sorted)
        self.page.table.row_activated.connect(self._open_row)
        self.page.table.clicked.connect(lambda index: self._open_row(index.row()))
        self.model.failed.connect(self.strip.show_problem)
        self.story_page.belongs.tag_removed.connect(self.remove_tag)

    # What the window asks

    def opened(self, key: str = "", segment: str | None = None, **what: Any) -> None:
        """Show somebody (`key`), or the members of a segment, or what was shown before."""
        if segment is not None:
            self._filtered(segment)
            self.show_table()
        if key:
            self.show_person(key)

    def escape(self) -> None:
        """From somebody's story back to everyone."""
        if self.showing_story():
            self.show_table()

    def place(self) -> dict[str, Any]:
        """Whoever is shown."""
        return {"key": self.story.key} if self.showing_story() else {}

    def project_changed(self, changes: frozenset[Change]) -> None:
        """Look again at what the change touched, where it is; nothing scrolls."""
        if changes & _NAMES:
            self._read_names()
        elif changes & _ROWS or (changes & {Change.TAGS, Change.CONSENTS} and self._segment):
            self._ask_ids()
        if self.showing_story() and changes - {Change.TEMPLATES, Change.CAMPAIGNS}:
            self.story.refresh()

    def commands(self) -> Iterable[Command]:
        """Finding somebody, and what can be done with whoever is open."""
        yield Command("people.find", "Find a person", self._focus_search, keys=("Ctrl+F",), aliases="search look up")
        yield Command(
            "people.back", "Back to everyone", self.show_table, keys=("Alt+Left",), enabled=self.showing_story
        )
        preview, story = self.preview_email, self.showing_story
        yield Command("people.preview", "Preview an email as them", preview, keys=("Ctrl+E",), enabled=story)
        yield Command("people.tag", "Add a tag", self.add_tag, keys=("Ctrl+T",), enabled=self.showing_story)
        yield Command("people.copy", "Copy the address", self.copy_address, enabled=self.showing_story)

    # The table

    def showing_story(self) -> bool:
        """Whether one person is shown, and not the table."""
        return self._stack.currentWidget() is self.story_page

    def show_table(self) -> None:
        """Go back to the table, which stands where it was."""
        self._stack.setCurrentWidget(self.page)
        self.back.hide()
        self.set_actions()
        self.set_title(self.title, self._quiet())
        self.page.table.setFocus()

    def _read_names(self) -> None:
        project = self.project

        def work(progress: "Progress") -> "Names":
            from app import audience

            return audience.names(project)

        self.run("names", work, self._names_arrived, title="Reading the people")

    def _names_arrived(self, found: "Names") -> None:
        self._names = found
        known = people_columns.offered(found.traits.values())
        self.page.offer_columns(known)
        segments = [one.name for one in found.segments.values()]
        if self._segment not in segments:
            self._segment = EVERYONE
        self.page.offer_segments(segments, self._segment)
        shown = [column.key for column in self.model.columns] or people_columns.remembered()
        wanted = people_columns.columns(shown, known, found.zone)
        if [column.key for column in wanted] != [column.key for column in self.model.columns]:
            self._show_columns([column.key for column in wanted])
        self._ask_ids()

    def _show_columns(self, shown: list[str]) -> None:
        assert self._names is not None
        known = people_columns.offered(self._names.traits.values())
        self.rows.columns = tuple(shown)
        self.model.set_columns(people_columns.columns(shown, known, self._names.zone))
        self.page.table.set_sort(*self._sort)

    def _choose_columns(self, shown: list[str]) -> None:
        people_columns.remember(shown)
        self._show_columns(shown)

    def _sorted(self, key: str, descending: bool) -> None:
        self._sort = (key, descending)
        self.page.table.set_sort(key, descending)
        self._ask_ids(top=True)

    def _searched(self, text: str) -> None:
        if text != self._search:
            self._search = text
            self._ask_ids(top=True)

    def _filtered(self, segment: str) -> None:
        self._segment = segment
        if self._names is not None:
            self.page.offer_segments([one.name for one in self._names.segments.values()], segment)
            self._ask_ids(top=True)

    def _ask_ids(self, *, top: bool = False) -> None:
        if self._names is None:
            return
        ask = self.rows.question(self._names, self._sort, self._segment, self._search)
        self.header.quiet.set_dim(True)
        self.run("ids", ask, lambda found: self._ids_arrived(found, top), title="Sorting people")

    def _ids_arrived(self, found: tuple[Any, int], top: bool) -> None:
        ids, self._count = found
        table = self.page.table
        at = table.verticalScrollBar().value()
        chosen = table.currentIndex().row()
        self.model.set_ids(ids)
        self.page.show_empty(self._count == 0)
        table.empty_text = "Nobody fits. Search for less, or look among everyone."
        if not top and 0 <= chosen < len(ids):
            table.setCurrentIndex(self.model.index(chosen, 0))
        table.verticalScrollBar().setValue(0 if top else at)
        self.header.quiet.set_dim(False)
        if not self.showing_story():
            self.quiet_line(self._quiet())

    def _quiet(self) -> str:
        shown = self.model.rowCount()
        if self._search or self._segment:
            return f"{words.number(shown)} of {words.counted(self._count, 'person', 'people')}"
        return words.counted(self._count, "person", "people") if self._count else ""

    def _focus_search(self) -> None:
        self.show_table()
        self.page.search.setFocus()
        self.page.search.selectAll()

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
        if key != self.story.key:
            self.set_title(name or key)
        self.story.show(key)

    def _story_arrived(self, story: "Story") -> None:
        if self.showing_story():
            self.set_title(*title_of(story))
            self._copy.setEnabled(bool(story.email))
            self.context.announce(f"The story of {title_of(story)[0]}")

    def copy_address(self) -> None:
        """Put the address on the clipboard."""
        told = self.story.told
        if told is not None and told.story.email:
            QGuiApplication.clipboard().setText(told.story.email)
            self.context.toast(f"{told.story.email} is copied")

    def preview_email(self) -> None:
        """See a template as this person would get it."""
        if self.story.key:
            self.context.go_to("templates", key=self.story.key)

    def add_tag(self) -> None:
        """Ask for a tag, with those of the project to choose from, and give it to whoever is open."""
        told = self.story.told
        if told is not None:
            popup = TagPopup(self._tag, self, told.story.tags)
            popup.chosen.connect(self._give_tag)
            popup.open_under(self._tag)

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
            from app import tags

            return tags.add(project, [number], tag) if give else tags.remove(project, [number], tag)

        def done(changed: int) -> None:
            if changed:
                said = f"{called} is tagged “{tag}”" if give else f"The tag “{tag}” is off {called}"
                self.context.toast(said, "Undo", lambda: self._change_tag(tag, give=not give))

        self.run("tag", work, done, quiet=True)
