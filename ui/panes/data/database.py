"""Fetching from a database: connecting, choosing a table or writing a query, and handing what came to the wizard."""

import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QSettings

from app import ingest
from app.domain.problems import Problem
from ui.core import formats
from ui.core.timers import every
from ui.panes.data.database_page import DatabasePage
from ui.widgets.buttons import Button, keep_room

if TYPE_CHECKING:
    from app.domain.progress import Progress
    from app.ingest import DatabaseAddress, Fetched
    from ui.core.jobs import Job
    from ui.panes.base import Pane

TITLE: Final = "From a database"
_KEPT: Final = "data/databases"
_MOST: Final = 20
"""Of so many projects it is remembered what was asked last."""


class FromDatabase:
    """Leads through the page; `fetched(file)` is called with what came, `left()` when somebody thinks better of it."""

    def __init__(
        self, pane: "Pane", page: DatabasePage, fetched: "Callable[[Fetched], None]", left: Callable[[], None]
    ) -> None:
        self._pane, self.page, self._fetched, self._left = pane, page, fetched, left
        self._address: DatabaseAddress | None = None
        self._job: Job | None = None
        self.cancel_button = Button("Cancel", parent=pane)
        self.next_button = Button("Next", kind="main", parent=pane)
        for button in (self.cancel_button, self.next_button):
            button.hide()
        keep_room(self.cancel_button, "Cancel")
        self.cancel_button.clicked.connect(self.cancel)
        self.next_button.clicked.connect(self.fetch)
        page.connect_wanted.connect(self.connect)
        page.edited.connect(self._forget_connection)
        page.chosen.connect(self._show_actions)
        page.fetch_wanted.connect(self.fetch)
        self._watch = every(page, 100, self._show_progress)

    @property
    def busy(self) -> bool:
        """Whether the database is being asked."""
        return self._job is not None

    def begin(self) -> None:
        """Show the page, filled with what was asked of this project last time, but for the password."""
        told = _remembered(str(self._pane.project.path))
        self.page.address.setText(str(told.get("address", "")))
        self.page.user.setText(str(told.get("user", "")))
        self.page.password.clear()
        self.page.clear_problems()
        self._forget_connection()
        for line in (self.page.address, self.page.password):
            if not line.text():
                line.setFocus()
                break
        self._show_actions()

    def connect(self) -> None:
        """Ask for the tables and views."""
        address = self._given()
        if address is None or self.busy:
            return

        def work(progress: "Progress") -> list[dict[str, str]]:
            found = ingest.database_tables(address, progress)
            return [{"title": one.title, "kind": "View" if one.is_view else "Table"} for one in found]

        def done(tables: list[dict[str, str]]) -> None:
            self._end()
            self._address = address
            self._hide_secrets(address)
            before = _remembered(str(self._pane.project.path)).get("table", "")
            self.page.show_tables(tables, str(before))
            self._pane.quiet_line(f"{formats.counted(len(tables), 'table or view', 'tables and views')}")
            if self.page.ways.value() == "table":
                (self.page.table if self.page.title() else self.page.search).setFocus()
            self._show_actions()

        self._start(work, done)

    def fetch(self) -> None:
        """Fetch the table that is chosen, or what the query answers."""
        table, query = self.page.title(), self.page.query_text()
        address = self._address or self._given()
        if address is None or self.busy or not (table or query):
            return

        def work(progress: "Progress") -> "Fetched":
            return ingest.fetch(address, table, query, progress)

        def done(file: "Fetched") -> None:
            self._end()
            _remember(str(self._pane.project.path), {"address": address.kept, "user": address.user, "table": table})
            self._leave()
            self._fetched(file)

        self._start(work, done)

    def cancel(self) -> None:
        """While the database is asked: stop asking. Otherwise leave the page."""
        if self._job is not None:
            self._job.cancel()
            self.cancel_button.setEnabled(False)
            return
        self._leave()
        self._left()

    def leave(self) -> None:
        """Somebody goes elsewhere: nothing is asked any more, and the password is forgotten."""
        if self._job is not None:
            self._pane.context.jobs.drop(f"{self._pane.job_prefix}database")
            self._end()
        self._leave()

    def _leave(self) -> None:
        self.page.password.clear()
        self._forget_connection()

    def _given(self) -> "DatabaseAddress | None":
        page = self.page
        try:
            return ingest.database_address(page.address.text(), page.user.text(), page.password.text())
        except Problem as problem:
            self._tell(problem)
            return None

    def _hide_secrets(self, address: "DatabaseAddress") -> None:
        """A password that was pasted with the address goes where it is not to be read."""
        self.page.address.setText(address.kept)
        self.page.user.setText(address.user)
        self.page.password.setText(address.password)

    def _forget_connection(self) -> None:
        self._address = None
        self.page.show_tables([])
        self._pane.quiet_line("")

    def _start(self, work: "Callable[[Progress], Any]", done: Callable[[Any], None]) -> None:
        self.page.clear_problems()
        self._pane.strip.clear()
        self.page.set_busy(True)
        self._job = self._pane.run("database", work, done, self._failed, self._stopped, title=TITLE)
        self._watch.start()
        self._show_actions()
        self.cancel_button.setFocus()

    def _end(self) -> None:
        self._watch.stop()
        self._job = None
        self.cancel_button.setEnabled(True)
        self.page.set_busy(False)
        self._show_actions()

    def _failed(self, problem: Problem) -> None:
        self._end()
        self._tell(problem)

    def _stopped(self) -> None:
        self._end()
        self._pane.strip.show_message("Stopped. Nothing was fetched.", "info")
        self.next_button.setFocus()

    def _tell(self, problem: Problem) -> None:
        """Beside the field that it is about; what is about none stands in the strip."""
        kinds = (
            ("address", ingest.AddressProblem),
            ("user", ingest.UserProblem),
            ("password", ingest.AccessProblem),
            ("query", ingest.QueryProblem),
        )
        place = next((place for place, kind in kinds if isinstance(problem, kind)), "")
        if not place:
            self._pane.strip.show_problem(problem)
            return
        self.page.show_problem(place, str(problem)).setFocus()
        self._pane.context.announce(str(problem))

    def _show_progress(self) -> None:
        if self._job is not None:
            share, phrase = self._job.state
            self.page.progress.set(share, "Stopping…" if self._job.cancelled else phrase)

    def _show_actions(self) -> None:
        self.cancel_button.setText("Stop" if self.busy else "Cancel")
        self.next_button.setEnabled(not self.busy and bool(self.page.title() or self.page.query_text()))
        self._pane.set_actions(self.cancel_button, self.next_button)


def _remembered(project: str) -> dict[str, Any]:
    return dict(_kept().get(project, {}))


def _remember(project: str, told: dict[str, str]) -> None:
    """Keep what was asked of a project last; no password is ever in it, and no query, which may name a customer."""
    kept = _kept()
    before = kept.pop(project, {})
    kept[project] = told | {"table": told["table"] or before.get("table", "")}
    QSettings().setValue(_KEPT, json.dumps(dict(list(kept.items())[-_MOST:])))


def _kept() -> dict[str, Any]:
    try:
        told = json.loads(str(QSettings().value(_KEPT, "{}")))
    except ValueError:
        return {}
    return told if isinstance(told, dict) else {}
