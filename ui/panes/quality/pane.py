"""Quality: the report on the data, made anew after each change, and the way from a finding to its people."""

from typing import TYPE_CHECKING, Any

from app.project import Change
from ui.panes.base import Context, Pane
from ui.panes.quality.page import QualityPage
from ui.widgets.layouts import scrolling

if TYPE_CHECKING:
    from app.domain.progress import Progress
    from app.quality import Finding, Report

CONCERNS = frozenset(
    {Change.IMPORTS, Change.PROFILES, Change.EVENTS, Change.PRODUCTS, Change.CONSENTS, Change.SUPPRESSIONS}
)


class Quality(Pane):
    """Shows the report, and opens the people whom a finding is about."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.page = QualityPage(self.show_people)
        self.body.addWidget(scrolling(self.page))
        self.report: Report | None = None

    def opened(self, **what: Any) -> None:
        """Make the report where there is none of what the project holds now."""
        if self.report is None:
            self.look()

    def project_changed(self, changes: frozenset[Change]) -> None:
        if changes & CONCERNS:
            self.report = None
            if self.isVisible():
                self.look()

    def look(self) -> None:
        """Make the report anew."""
        project = self.project
        self.page.show_waiting()

        def work(progress: "Progress") -> "Report":
            from app import quality

            found = quality.report(project, progress)
            quality.keep(project, found)
            return found

        self.run("look", work, self._show, title="Looking at your data")

    def _show(self, report: "Report") -> None:
        self.report = report
        self.page.show_report(report)
        self.set_title(self.title, "")

    def show_people(self, finding: "Finding") -> None:
        """Show the people whom a finding is about."""
        project = self.project

        def work(progress: "Progress") -> Any:
            from app import quality

            return quality.concerned(project, finding, progress)

        def done(ids: Any) -> None:
            self.context.go_to("people", ids=ids, called=finding.title.casefold())

        self.run("people", work, done, title="Looking for these people")
