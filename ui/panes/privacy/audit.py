"""Fills the page of the audit log: asks for its entries in jobs, a page at a time."""

from typing import TYPE_CHECKING, Any

from ui.core.subjects import Shown
from ui.panes.privacy import phrases as say
from ui.panes.privacy.audit_page import ALL, CHOICES, AuditPage

if TYPE_CHECKING:
    from app.domain.progress import Progress
    from app.project import audit_log
    from ui.panes.base import Pane

PAGE = 200


class AuditController:
    """What is shown of the log: of one kind, about one person, and how far back."""

    def __init__(self, pane: "Pane", page: AuditPage) -> None:
        self._pane = pane
        self._page = page
        self._kind = ALL
        self._person = ""
        self._rows: list[dict[str, Any]] = []
        self._shown = Shown(page.wait)
        page.kind_chosen.connect(self.choose)
        page.person_wanted.connect(self.look_for)
        page.older_wanted.connect(lambda: self._read(before=self._rows[-1]["id"]))

    def state(self) -> dict[str, str]:
        """What is shown of the log."""
        return {"kind": self._kind, "person": self._person}

    def choose(self, kind: str) -> None:
        """Show the entries of one kind alone, or all."""
        self._kind = kind
        self._page.kind.show_choices(CHOICES, kind)
        self.refresh()

    def look_for(self, person: str) -> None:
        """Show the entries about one person alone; without a key about all."""
        if person != self._person:
            self._person = person
            self._page.person.setText(person)
            self.refresh()

    def refresh(self) -> None:
        """Ask again; what stands of the same choice stays until the answer is there."""
        self._shown.turn_to((self._kind, self._person))
        self._read()

    def _read(self, before: int | None = None) -> None:
        project, kind, person = self._pane.project, "" if self._kind == ALL else self._kind, self._person

        def work(progress: "Progress") -> "list[audit_log.Line]":
            from app.project import audit_log

            # One more tells whether there are older ones.
            return audit_log.entries(project, PAGE + 1, kind=kind, person=person, before=before)

        def done(lines: "list[audit_log.Line]") -> None:
            rows = [say.row(line) for line in lines[:PAGE]]
            self._rows = rows if before is None else [*self._rows, *rows]
            self._page.show_entries(self._rows, more=len(lines) > PAGE)

        self._pane.run("audit", work, done, quiet=True, about=self._shown.still())

    def verify(self) -> None:
        """Look whether any entry was changed or taken out after it was written, and say so."""
        project = self._pane.project

        def work(progress: "Progress") -> "audit_log.Verified":
            from app.project import audit_log

            return audit_log.verify(project)

        def done(found: "audit_log.Verified") -> None:
            text, tone = say.verdict(found)
            self._pane.strip.show_message(text, tone)

        self._pane.run("verify", work, done, title="Checking the audit log")
