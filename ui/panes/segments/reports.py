"""What is told of all segments together, as pages of the library: their overlaps, and their audit."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from ui.panes.segments.audit_page import AuditPage
from ui.panes.segments.overlaps_page import OverlapsPage
from ui.widgets.buttons import Button

if TYPE_CHECKING:
    from app.audience import Audit, Overlap
    from app.domain.progress import Progress
    from ui.panes.base import Pane
    from ui.widgets.pages import Pages

SHELF, OVERLAPS, AUDIT = range(3)
"""The pages of the library."""


class Reports:
    """Looks up and shows the overlaps and the audit; the library calls `refresh` when its segments were counted."""

    pages: "Pages"
    """The pages of the library, of which these are two."""

    def __init__(self, pane: "Pane", do: Callable[[str, str], None]) -> None:
        self._pane = pane
        self._do = do
        self.overlaps_button = Button("Overlaps", parent=pane)
        self.overlaps_button.clicked.connect(self.show_overlaps)
        self.audit_button = Button("Audit", parent=pane)
        self.audit_button.clicked.connect(self.show_audit)

    def make_overlaps(self) -> OverlapsPage:
        """The page of overlaps, when it is first turned to."""
        self.overlaps = OverlapsPage(self._make_segment)
        self.overlaps.more.saved.connect(lambda path: self._pane.context.toast(f"Saved {path}"))
        self.overlaps.more.failed.connect(self._pane.strip.show_problem)
        return self.overlaps

    def make_audit(self) -> AuditPage:
        """The page of the audit, when it is first turned to."""
        self.audit = AuditPage(self._do)
        return self.audit

    def show_overlaps(self) -> None:
        """Turn to the overlaps."""
        self._turn_to(OVERLAPS, "Overlaps", "Who is in several segments at once")
        self.overlaps.wait()
        self._look_up_overlaps()

    def show_audit(self) -> None:
        """Turn to the audit."""
        self._turn_to(AUDIT, "Audit", "Segments that deserve a look")
        self.audit.wait()
        self._look_up_audit()

    def _turn_to(self, page: int, title: str, quiet: str) -> None:
        self.pages.setCurrentIndex(page)
        self._pane.set_title(title, quiet)
        self._pane.set_actions(self._pane.back_button)

    def refresh(self) -> None:
        """Look up what is shown again, and how many findings there are."""
        if self.pages.currentIndex() == OVERLAPS:
            self._look_up_overlaps()
        self._look_up_audit()

    def _look_up_overlaps(self) -> None:
        project = self._pane.project

        def work(progress: "Progress") -> "Overlap | None":
            from app.audience import overlaps, segments

            return overlaps.overlap(project, progress=progress) if len(segments.every(project)) > 1 else None

        self._pane.run("overlaps", work, self.overlaps.show_overlap, title="Comparing segments")

    def _look_up_audit(self) -> None:
        project = self._pane.project

        def work(progress: "Progress") -> "Audit":
            from app.audience import segment_audit

            return segment_audit.audit(project, progress=progress)

        def done(found: "Audit") -> None:
            number = len(found.findings)
            self.audit_button.setText(f"Audit: {number} to look at" if number else "Audit")
            if self.pages.is_made(AUDIT):
                self.audit.show_audit(found)

        quiet = self.pages.currentIndex() != AUDIT
        self._pane.run("audit", work, done, title="Looking through your segments", quiet=quiet)

    def _make_segment(self, rule: dict[str, Any]) -> None:
        self._pane.opened(new=True, rule=rule)
