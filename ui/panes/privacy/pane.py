"""Privacy: the audit log, whether it is whole, and what was done with whom."""

from collections.abc import Iterable
from typing import Any

from app.project import Change
from ui.core.commands import Command
from ui.panes.base import Context, Pane
from ui.panes.privacy.audit import AuditController
from ui.panes.privacy.audit_page import AuditPage
from ui.widgets.buttons import Button


class Privacy(Pane):
    """The page of the log."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.page = AuditPage(self.ground)
        self.body.addWidget(self.page, 1)
        self.audit = AuditController(self, self.page)
        self._verify = Button("Check that it is whole", icon="shield-check", parent=self)
        self._verify.clicked.connect(self.audit.verify)
        self.set_actions(self._verify)
        self.quiet_line("Everything that was done to this project, by whom and when")
        self.page.older.hide()

    def opened(self, person: str = "", **what: Any) -> None:
        """Show the log, or of it what is about one person."""
        if person:
            self.audit.look_for(person)
        self.audit.refresh()

    def project_changed(self, changes: frozenset[Change]) -> None:
        """Every commit adds an entry."""
        if self.isVisible():
            self.audit.refresh()

    def state(self) -> dict[str, Any]:
        """What is shown of the log."""
        return self.audit.state()

    def take_up(self, state: dict[str, Any]) -> None:
        """Show that again."""
        self.audit.choose(state["kind"])
        self.audit.look_for(state["person"])

    def commands(self) -> Iterable[Command]:
        """Checking the log, and finding somebody in it."""
        yield Command("privacy.verify", "Check the audit log", self.audit.verify, aliases="chain whole")
        yield Command("privacy.find", "Find a person in the log", self.page.person.setFocus, keys=("Ctrl+F",))
