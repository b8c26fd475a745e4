"""Privacy: the audit log and whether it is whole, and how long people are kept."""

from collections.abc import Iterable
from functools import cached_property
from typing import Any, Final

from app.project import Change
from ui.core.commands import Command
from ui.panes.base import Context, Pane
from ui.panes.privacy.audit import AuditController
from ui.panes.privacy.audit_page import AuditPage
from ui.panes.privacy.retention import RetentionController
from ui.panes.privacy.retention_page import RetentionPage
from ui.widgets.buttons import Button, Segmented
from ui.widgets.layouts import hbox
from ui.widgets.pages import Pages

PARTS: Final = (("audit", "Audit log"), ("retention", "Retention"))
_QUIET: Final = {
    "audit": "Everything that was done to this project, by whom and when",
    "retention": "How long people are kept who do nothing",
}


class Privacy(Pane):
    """The page of the log, and that of retention."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.parts = Segmented(PARTS, "Part of Privacy")
        self._pages = Pages(parent=self.ground)
        self.page = AuditPage()
        self._pages.addWidget(self.page)
        self.body.addLayout(hbox(self.parts, 1))
        self.body.addWidget(self._pages, 1)
        self.audit = AuditController(self, self.page)
        self._verify = Button("Check that it is whole", icon="shield-check", parent=self)
        self._verify.clicked.connect(self.audit.verify)
        self.parts.changed.connect(self.turn_to)
        self.page.older.hide()
        self.turn_to("audit")

    @cached_property
    def retention(self) -> RetentionController:
        """Fills the page of retention."""
        return RetentionController(self, self.retention_page)

    @cached_property
    def retention_page(self) -> RetentionPage:
        """How long people are kept; made when it is first turned to."""
        page = RetentionPage()
        self._pages.addWidget(page)
        return page

    def turn_to(self, part: str) -> None:
        """Show the log or retention."""
        self.parts.set_value(part)
        self.quiet_line(_QUIET[part])
        if part == "audit":
            self._pages.setCurrentWidget(self.page)
            self.set_actions(self._verify)
        else:
            # Its controller sets the kept rule.
            assert self.retention is not None
            self._pages.setCurrentWidget(self.retention_page)
            self.set_actions()

    def opened(self, person: str = "", part: str = "", **what: Any) -> None:
        """Show the log, or of it what is about one person, or another part."""
        if person or part:
            self.turn_to(part or "audit")
        if person:
            self.audit.look_for(person)
        self.audit.refresh()

    def project_changed(self, changes: frozenset[Change]) -> None:
        """Every commit adds an entry."""
        if self.isVisible():
            self.audit.refresh()

    def state(self) -> dict[str, Any]:
        """What is shown of the log, and which part."""
        state: dict[str, Any] = self.audit.state() | {"part": self.parts.value()}
        if self.parts.value() == "retention":
            state["rule"] = self.retention_page.rule()
        return state

    def take_up(self, state: dict[str, Any]) -> None:
        """Show that again."""
        self.audit.choose(state["kind"])
        self.audit.look_for(state["person"])
        self.turn_to(state["part"])
        if "rule" in state:
            self.retention_page.show_rule(*state["rule"])

    def commands(self) -> Iterable[Command]:
        """Checking the log, finding somebody in it, and looking who did nothing for long."""
        yield Command("privacy.verify", "Check the audit log", self.audit.verify, aliases="chain whole")
        yield Command("privacy.find", "Find a person in the log", self._find, keys=("Ctrl+F",))
        yield Command("privacy.retention", "How long people are kept", lambda: self.turn_to("retention"))

    def _find(self) -> None:
        self.turn_to("audit")
        self.page.person.setFocus()
