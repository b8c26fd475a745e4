"""Quality: the report on the data, made anew after each change, the way from a finding to its people, and the orders
that wait for a decision."""

from collections.abc import Iterable
from functools import cached_property
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QUndoStack

from app.project import Change
from ui.core.commands import Command
from ui.core.undo import do_again, redo_keys, take_back, undo_keys
from ui.panes.base import Context, Pane
from ui.panes.quality.page import QualityPage
from ui.widgets.buttons import Button
from ui.widgets.cards import EmptyState
from ui.widgets.layouts import scrolling
from ui.widgets.pages import Pages

if TYPE_CHECKING:
    from app.domain.progress import Progress
    from app.quality import Finding, Report
    from ui.panes.quality.outliers import OutliersController

CONCERNS = frozenset(
    {Change.IMPORTS, Change.PROFILES, Change.EVENTS, Change.PRODUCTS, Change.CONSENTS, Change.SUPPRESSIONS}
)


OUTLIERS = "order_outliers"
SUSPECTED = "suspected_duplicates"
NOTHING = (
    "Once people are in, this tells how much is known of them, which addresses cannot be mailed, who may be there "
    "twice and which orders stand out. Each finding opens the people concerned."
)


class Quality(Pane):
    """Shows the report, and opens the people whom a finding is about."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.page = QualityPage(self.show_people, self.look_for_duplicates)
        self.report: Report | None = None
        self.steps = QUndoStack(self)
        bring = Button("Bring in your people…", kind="main")
        bring.clicked.connect(lambda: self.context.commands.run("file.import"))
        self.nothing = EmptyState("heartbeat", "Nothing to look at yet", NOTHING, bring)
        self._report_page = Pages(scrolling(self.page), self.nothing)
        self._stack = Pages(self._report_page)
        self.body.addWidget(self._stack)
        self.back_button = Button(kind="quiet", icon="arrow-left", name="Back to the report")
        self.back_button.clicked.connect(self.show_report)
        self.header.lead(self.back_button)
        self.back_button.hide()

    @cached_property
    def outliers(self) -> "OutliersController":
        """The orders that stand out; their page is made when somebody looks at them."""
        from ui.panes.quality.outliers import OutliersController
        from ui.panes.quality.outliers_page import OutliersPage

        page = OutliersPage(self._stack)
        self._stack.addWidget(page)
        return OutliersController(self, page, self.steps, self._outliers_moved)

    def opened(self, **what: Any) -> None:
        """Make the report where there is none of what the project holds now; with `outliers` show the orders."""
        if what.get("outliers"):
            self.show_outliers()
        elif self.report is None and not self.showing_outliers():
            self.look()

    def project_changed(self, changes: frozenset[Change]) -> None:
        """Look through the project again, now or when the pane is next shown."""
        if not changes & CONCERNS:
            return
        self.report = None
        if "outliers" in self.__dict__ and not self.outliers.own:
            self.outliers.looked = False
        if not self.isVisible():
            return
        if not self.showing_outliers():
            self.look()
        elif not self.outliers.own:
            self.outliers.look()

    def showing_outliers(self) -> bool:
        """Whether the orders are shown and not the report."""
        return self._stack.currentIndex() > 0

    def show_outliers(self) -> None:
        """Show the orders that wait for a decision."""
        self._stack.setCurrentWidget(self.outliers.page)
        self.back_button.show()
        self.outliers.open()
        self._outliers_moved()

    def show_report(self) -> None:
        """Go back to the report."""
        self._stack.setCurrentIndex(0)
        self.back_button.hide()
        self.set_title(self.title, "")
        if self.report is None:
            self.look()

    def _outliers_moved(self) -> None:
        if self.showing_outliers():
            self.set_title("Orders that stand out", self.outliers.quiet())

    def commands(self) -> Iterable[Command]:
        """Turning to the orders that stand out and back, and undoing what was decided."""
        yield Command(
            "quality.outliers", "Orders that stand out", self.show_outliers, aliases="outlier decide leave out"
        )
        back = self.showing_outliers
        yield Command("quality.back", "Back to the report", self.show_report, keys=("Alt+Left",), enabled=back)
        undo, redo = take_back, do_again
        # In passing and not only to a screen reader: the word of before offers to undo what is undone by now.
        say = self.context.toast
        yield Command("quality.undo", "Undo", lambda: undo(self.steps, say), "edit", (undo_keys(),),
                      enabled=self.steps.canUndo)  # fmt: skip
        yield Command("quality.redo", "Redo", lambda: redo(self.steps, say), "edit", (redo_keys(),),
                      enabled=self.steps.canRedo)  # fmt: skip

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
        self._report_page.setCurrentIndex(0 if report.profiles else 1)
        if not self.showing_outliers():
            self.set_title(self.title, "")

    def look_for_duplicates(self) -> None:
        """Show who may be there twice, or look for them."""
        self.context.go_to("people", duplicates=True)

    def show_people(self, finding: "Finding") -> None:
        """Show the people whom a finding is about, or the orders or duplicates that wait, or where its rows are."""
        if finding.check == OUTLIERS:
            self.show_outliers()
            return
        if finding.check == SUSPECTED:
            self.look_for_duplicates()
            return
        if finding.things == "rows":
            self.context.go_to("data")
            return
        project = self.project

        def work(progress: "Progress") -> Any:
            from app import quality

            return quality.concerned(project, finding, progress)

        def done(ids: Any) -> None:
            self.context.go_to("people", ids=ids, called=finding.title.casefold())

        self.run("people", work, done, title="Looking for these people")
