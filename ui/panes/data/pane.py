"""Data: what has come in, the wizard that brings in more, and the rows that were not taken."""

from collections.abc import Iterable
from functools import cached_property
from typing import TYPE_CHECKING, Any

from app import ingest
from app.project import Change
from ui.core import file_dialogs, formats
from ui.core.commands import Command
from ui.core.subjects import Shown
from ui.panes.base import Context, Pane
from ui.panes.data import drop_folders, overview, saving, wizard_commands
from ui.panes.data.catalogue import Catalogue
from ui.panes.data.database import TITLE, FromDatabase
from ui.panes.data.database_page import DatabasePage
from ui.panes.data.drop_folders_page import DropFoldersPage
from ui.panes.data.history import HistoryPage
from ui.panes.data.queue import Queue
from ui.panes.data.rejected import SHOWN, RejectedPage
from ui.panes.data.result import ResultPage, outcome_of
from ui.panes.data.unfinished import Drafts
from ui.panes.data.wizard import Wizard
from ui.panes.data.wizard_page import WizardPage
from ui.widgets.buttons import Button
from ui.widgets.pages import Pages

if TYPE_CHECKING:
    from app.domain.progress import Progress
    from app.ingest import Fetched, RejectedRow, UnreadCell


class Data(Pane):
    """The history, and over it the wizard, its result, or the rejected rows of one import."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._stack = Pages(parent=self.ground)
        self.body.addWidget(self._stack)
        self.history = HistoryPage(self._stack)
        self._imports: list[dict[str, Any]] = []
        self._read = False
        self._batch = 0
        self._aside = Shown()
        self._stack.addWidget(self.history)
        self.drafts: Drafts = Drafts(self)
        self._make_actions()
        self.history.files_wanted.connect(self.choose_files)
        self.history.database_wanted.connect(self.show_database)
        self.history.empty.guide.clicked.connect(lambda: context.commands.run("help.exports"))
        self.catalogue = Catalogue(self, self.history.catalogue)
        self._wire(self.history)
        self._read_history()

    def _make_actions(self) -> None:
        self.back = Button(kind="quiet", icon="arrow-left", name="Back to all imports", parent=self)
        self.header.lead(self.back)
        self._choose = Button("Choose files…", kind="main", parent=self)
        self._from_database = Button("From a database…", parent=self)
        self._folders = Button("Drop folders…", parent=self)
        self._done = Button("Done", kind="main", parent=self)
        self._save = Button("Save as CSV…", kind="main", parent=self)
        for button in (self.back, self._choose, self._from_database, self._folders, self._done, self._save):
            button.hide()
        self.back.clicked.connect(self.show_history)
        self._choose.clicked.connect(self.choose_files)
        self._from_database.clicked.connect(self.show_database)
        self._folders.clicked.connect(self.show_drop_folders)
        self._done.clicked.connect(self.show_history)
        self._save.clicked.connect(self.save_rejected)

    def _wire(self, page: HistoryPage | ResultPage) -> None:
        page.undo_wanted.connect(self.undo)
        page.rejected_wanted.connect(self.show_rejected)
        page.unread_wanted.connect(self.show_unread)

    # What most visits do not come to is made when one does.

    @cached_property
    def wizard_page(self) -> WizardPage:
        """The page on which files are looked at."""
        page = WizardPage()
        self._stack.addWidget(page)
        return page

    @cached_property
    def wizard(self) -> Wizard:
        """Leads through the files that are looked at."""
        return Wizard(self, self.wizard_page, self._wizard_left)

    @cached_property
    def database(self) -> FromDatabase:
        """Leads through fetching a table or query."""
        page = DatabasePage()
        self._stack.addWidget(page)
        return FromDatabase(self, page, self.bring_in_fetched, self.show_history)

    @cached_property
    def folders(self) -> drop_folders.DropFolders:
        """Leads through the folders out of which files come in by themselves."""
        page = DropFoldersPage()
        self._stack.addWidget(page)
        return drop_folders.DropFolders(self, page, self.bring_in)

    @cached_property
    def result(self) -> ResultPage:
        """What came in with the files of now."""
        page = ResultPage()
        self._stack.addWidget(page)
        self._wire(page)
        page.people_wanted.connect(lambda what: self.context.go_to("people", **what))
        page.segments_wanted.connect(lambda: self.context.go_to("segments"))
        return page

    @cached_property
    def rejected(self) -> RejectedPage:
        """The rows that an import did not take, or the cells that were not read."""
        page = RejectedPage()
        self._stack.addWidget(page)
        return page

    # What the window asks

    def opened(self, files: list[str] | None = None, batch: int | None = None, **what: Any) -> None:
        """Look at files that were dropped or chosen, or show one import, or what was shown before."""
        if files:
            self.bring_in(files)
        elif batch is not None and not (self.showing_wizard() and self.wizard.queue.current):
            self._batch = batch
            self.show_history()

    def state(self) -> dict[str, Any]:
        """The files that are being looked at, or the rows that are shown."""
        state = self.drafts.state()
        shown = isinstance(self._stack.currentWidget(), RejectedPage)
        if not shown or not isinstance(self._aside.subject, tuple):
            return state
        batch, cells = self._aside.subject
        return state | {"rejected": batch, "cells": cells}

    def take_up(self, state: dict[str, Any]) -> None:
        """Show that again."""
        self.drafts.take_up(state)
        if "rejected" in state:
            self.show_rejected(state["rejected"], cells=bool(state.get("cells")))

    def showing_wizard(self) -> bool:
        """Whether files are being looked at."""
        return isinstance(self._stack.currentWidget(), WizardPage)

    def at_work(self) -> bool:
        """While a file comes in, or is fetched."""
        if self.showing_database():
            return self.database.busy
        return self.showing_wizard() and self.wizard.busy

    def files_dropped(self, paths: list[str]) -> bool:
        """Files that fall on the pane are looked at; while one is being brought in they wait for another time."""
        # A project among them is opened, which is the window's work.
        if any(path.endswith(".quill") for path in paths):
            return False
        self.bring_in(paths)
        return True

    def escape(self) -> None:
        """Back to the list; a wizard is only left on purpose."""
        if self.showing_database():
            self.database.cancel()
        elif isinstance(self._stack.currentWidget(), (ResultPage, RejectedPage, DropFoldersPage)):
            self.show_history()

    def project_changed(self, changes: frozenset[Change]) -> None:
        """An import or an undo, here or by another program."""
        if Change.IMPORTS in changes:
            self._read_history()
        if isinstance(self._stack.currentWidget(), DropFoldersPage):
            self.folders.project_changed(changes)

    def commands(self) -> Iterable[Command]:
        """What can be done here by keyboard."""
        yield Command("data.choose", "Choose files to bring in…", self.choose_files, aliases="import csv excel drop")
        yield Command(
            "data.database", "Fetch from a database…", self.show_database, aliases="sql postgresql mysql query"
        )
        yield Command(
            "data.go",
            "Import this file",
            lambda: self.wizard.bring_in(),
            keys=("Ctrl+Return",),
            enabled=self.importing_possible,
        )
        yield Command(
            "data.undo", "Undo the import", self._undo_chosen, enabled=lambda: self.history.batch() is not None
        )
        words = "catalogue shops locations coupons vouchers offers"
        yield Command("data.catalogue", "Products, stores and codes…", self.catalogue.open, aliases=words)
        yield Command("data.back", "Back to all imports", self.show_history, keys=("Alt+Left",))
        yield from wizard_commands.of(self)

    def importing_possible(self) -> bool:
        """Whether the wizard is open on a file that could come in now."""
        return self.showing_wizard() and self.wizard.import_button.isEnabled()

    # The history

    def show_history(self) -> None:
        """Show the list of imports; a wizard that is open is left."""
        if self.showing_wizard():
            self.wizard.cancel()
            if self.wizard.busy:
                return
        if self.showing_database():
            self.database.leave()
        self._aside.turn_to(None)
        self._stack.setCurrentWidget(self.history)
        if self._read:
            (self.history.table if self._imports else self.history.empty.button).setFocus()
        self.back.hide()
        self._show_history()

    def _offer_files(self) -> None:
        # An empty history has the others in its middle.
        self.set_actions(*([self._folders, self._from_database, self._choose] if self._imports else [self._folders]))

    def _read_history(self) -> None:
        project = self.project

        def work(progress: "Progress") -> list[dict[str, Any]]:
            return overview.history(project)

        self.run("history", work, self._history_read, quiet=True)
        self.catalogue.count()

    def _history_read(self, rows: list[dict[str, Any]]) -> None:
        self._imports, self._read = rows, True
        self._show_history()

    def _show_history(self) -> None:
        if self._stack.currentWidget() is self.history:
            self._offer_files()
        if not self._read:
            return
        self.history.show_imports(self._imports, self._batch or None)
        # Chosen once: after that the row stays that somebody picks.
        self._batch = 0
        if self._stack.currentWidget() is self.history:
            kept = sum(1 for row in self._imports if not row["undone"])
            self.set_title(self.title, f"{formats.counted(kept, 'import')} in this project" if self._imports else "")

    def _undo_chosen(self) -> None:
        batch = self.history.batch()
        if batch is not None:
            self.undo(batch)

    def undo(self, batch: int) -> None:
        """Take an import back, whole."""
        project = self.project
        name = next((row["file"] for row in self._imports if row["batch"] == batch), "the import")

        def work(progress: "Progress") -> Any:
            return ingest.undo(project, batch, progress)

        def done(undone: Any) -> None:
            if isinstance(self._stack.currentWidget(), ResultPage):
                self.result.mark_undone(batch)
                self._count_people()
            self.context.toast(f"{name} was taken back. {undone.told}" if undone.told else f"{name} was taken back")

        self.run(f"undo/{batch}", work, done, title=f"Taking back {name}", once=True)

    # The rejected rows

    def show_unread(self, batch: int) -> None:
        """List the cells of an import that were not read."""
        self.show_rejected(batch, cells=True)

    def show_rejected(self, batch: int, *, cells: bool = False) -> None:
        """List the rows of an import that were not taken, or the cells that were not read."""
        project = self.project
        told, one, show = (
            ("Unread cells", "cell", self.rejected.show_cells)
            if cells
            else ("Rejected rows", "row", self.rejected.show_rows)
        )
        row = next((one for one in self._imports if one["batch"] == batch), None)
        self._batch = batch
        self._aside.turn_to((batch, cells), anew=True)
        known = int(row["unread" if cells else "rejected"]) if row else 0

        def work(progress: "Progress") -> "list[UnreadCell] | list[RejectedRow]":
            return (ingest.unread_cells if cells else ingest.rejected)(project, batch, SHOWN)

        def done(rows: Any) -> None:
            """Show the rows, and the way back."""
            # At most `SHOWN` rows are listed; the import knows how many there are.
            show(rows, max(known, len(rows)), str(row["kind"]) if row else "")
            self._stack.setCurrentWidget(self.rejected)
            self.back.show()
            self.set_actions(self._save)
            count = formats.counted(max(known, len(rows)), one)
            self.set_title(told, f"{count} of {row['file']}" if row else count)
            self.rejected.table.setFocus()

        self.run("rejected", work, done, title=f"Reading the {told.lower()}", about=self._aside.still())

    def save_rejected(self) -> None:
        """Write all rows that are shown, and those not shown, to a CSV that can be mended and brought in again."""
        if isinstance(self._aside.subject, tuple):
            batch, cells = self._aside.subject
            saving.ask(self, batch, cells, self._imports)

    # The wizard

    def choose_files(self) -> None:
        """Ask for files in the system's own dialog."""
        paths = file_dialogs.choose_files(self, "Choose files to bring in", "import")
        if paths:
            self.bring_in(paths)

    def bring_in(self, paths: list[str]) -> None:
        """Open the wizard on these files, unless one is being imported at this moment."""
        if self.at_work():
            self.strip.show_message("One file is on its way in. Drop these again when it is there.", "warn")
            return
        if self.showing_database():
            self.database.leave()
        self.show_wizard(len(paths))
        self.wizard.begin(paths)

    def bring_in_fetched(self, file: "Fetched") -> None:
        """Open the wizard on what was fetched from a database."""
        self.show_wizard(1)
        self.wizard.begin([file])

    def showing_database(self) -> bool:
        """Whether something is to be fetched from a database."""
        return isinstance(self._stack.currentWidget(), DatabasePage)

    def show_database(self) -> None:
        """Ask which table or query of which database is to be fetched."""
        if self.at_work() or self.showing_wizard():
            self.strip.show_message("Files are being looked at. Bring them in or cancel first.", "warn")
            return
        self.strip.clear()
        self._aside.turn_to(None)
        self._stack.setCurrentWidget(self.database.page)
        self.back.show()
        self.set_title(TITLE)
        self.database.begin()

    def show_drop_folders(self) -> None:
        """Show which folders are watched, and what came out of them."""
        if self.at_work() or self.showing_wizard():
            self.strip.show_message("Files are being looked at. Bring them in or cancel first.", "warn")
            return
        self.show_history()
        self.folders.show()
        self._stack.setCurrentWidget(self.folders.page)
        self.back.show()
        self.set_actions()
        self.set_title(drop_folders.TITLE)

    def show_wizard(self, files: int) -> None:
        """Open the wizard, before it is told on which files."""
        self.strip.clear()
        self._aside.turn_to(None)
        self._stack.setCurrentWidget(self.wizard_page)
        self.back.hide()
        self.set_title("Bring in files", formats.counted(files, "file"))

    def _wizard_left(self, queue: Queue) -> None:
        self.wizard.queue = Queue([])
        queue.end()
        if not queue.done():
            # Before it is shown: while the wizard stands there, showing the history would stop it once more.
            self._stack.setCurrentWidget(self.history)
            self.show_history()
            return
        self._batch = queue.done()[-1].batch
        self.result.show_outcomes([outcome_of(task) for task in queue.tasks if task.state != "waiting"])
        self._count_people()
        self._stack.setCurrentWidget(self.result)
        self.set_actions(self._done)
        done = len(queue.done())
        self.set_title(f"{queue.done()[0].name} is in" if done == 1 else f"{formats.counted(done, 'file')} are in")
        self._done.setFocus()
        self.context.tip("import", self.result.segments_button)

    def _count_people(self) -> None:
        project = self.project

        def work(progress: "Progress") -> int:
            from app import people

            return people.count(project)

        self.run("people", work, self.result.show_people, quiet=True)
