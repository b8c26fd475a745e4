"""The long work on the campaign that is open: the check of everyone, and the export into a folder."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QUndoStack
from PySide6.QtWidgets import QMessageBox

from app.domain.problems import NotReady, Problem
from app.domain.progress import Progress
from ui.core import file_dialogs, formats
from ui.core.undo import Reversible
from ui.panes.campaigns.checks import Checks, Deeds
from ui.panes.campaigns.library import folder_name

if TYPE_CHECKING:
    from ui.panes.campaigns.pane import Campaigns


class Checking:
    """Runs the check for the pane and keeps its verdict; overruling looks at nobody again."""

    def __init__(self, pane: "Campaigns", steps: QUndoStack) -> None:
        self._pane = pane
        self._steps = steps
        self._verdict: Any = None
        self.card = Checks(Deeds(self.overrule, self.take_back, lambda: pane.sender_card.ask()))

    def everyone(self) -> None:
        """Render every recipient's email and look at it."""
        pane, name = self._pane, self._pane.name
        self._verdict = None
        self.card.wait("Looking at every email…")

        def work(progress: Progress) -> Any:
            from app import campaign

            return campaign.check(pane.project, name, progress=progress)

        pane.run(
            "check", work, self.show, self._failed, self._stopped, title="Looking at every email", about=pane.asked()
        )

    def wait(self) -> None:
        """Another plan is being counted: the verdict of the last one is not its."""
        self._verdict = None
        self.card.wait()

    def _failed(self, problem: Problem) -> None:
        self._stopped()
        self._pane.strip.show_problem(problem)

    def _stopped(self) -> None:
        self.card.show_waiting("Check everyone renders each email and looks at it.")

    def show(self, verdict: Any) -> None:
        """Show what a check or an export came to."""
        self._verdict = verdict
        self.card.show_verdict(verdict)

    def overrule(self, finding: Any, reason: str) -> None:
        """Accept an error for a reason, as a step that can be taken back."""
        self._change(finding, reason)
        self._steps.push(Reversible("overruling", lambda: self._change(finding), lambda: self._change(finding, reason)))
        self._pane.context.toast("Overruled; the manifest will say why", undo=self._pane.undo)

    def take_back(self, finding: Any) -> None:
        """Let an error that was overruled stand against the export again; that too can be taken back."""
        self._change(finding)
        self._steps.push(
            Reversible("taking back", lambda: self._change(finding, finding.overruled), lambda: self._change(finding))
        )

    def _change(self, finding: Any, reason: str = "") -> None:
        pane, name, verdict = self._pane, self._pane.name, self._verdict

        def work(_: Progress) -> Any:
            from app import campaign

            if reason:
                return campaign.overrule(pane.project, name, verdict, finding, reason)
            return campaign.take_back(pane.project, name, verdict, finding)

        def done(after: Any) -> None:
            # A check that ended meanwhile knows of people whom this verdict has not seen.
            if self._verdict is verdict:
                self.show(after)
            else:
                self.everyone()

        pane.run("overrule", work, done, about=pane.asked(), keeps=True)


class Exporting:
    """Writes the export for the pane; `folder` is where the last one lies, empty without one."""

    def __init__(self, pane: "Campaigns") -> None:
        self._pane = pane
        self.folder = ""

    @property
    def running(self) -> bool:
        """Whether an export is being written."""
        key = f"{self._pane.job_prefix}export"
        return any(job.key == key for job in self._pane.context.jobs.running())

    def possible(self) -> bool:
        """Whether an export can be begun: one at a time."""
        return self._pane.can_export() and not self.running

    def choose_folder(self) -> None:
        """Ask where, and write."""
        if self.possible():
            chosen = file_dialogs.choose_folder(self._pane, "Where shall the export go?", "exports")
            if chosen:
                self.write_to(Path(chosen) / folder_name(self._pane.name))

    def write_to(self, out: Path, *, replace: bool = False) -> None:
        """Write the export into a folder of its own; one that is there is only replaced where the user says so."""
        pane, name = self._pane, self._pane.name
        # An empty folder is nothing to lose: people make one and then choose it.
        if out.exists() and any(out.iterdir()) and not replace:
            asked = f"{out.name} is there already. Put the new export in its place?"
            yes = QMessageBox.question(pane, "Replace the export?", asked) == QMessageBox.StandardButton.Yes
            if not yes:
                return
            replace = True

        def work(progress: Progress) -> Any:
            from app import campaign

            made = campaign.export(pane.project, name, out, replace=replace, progress=progress)
            return made, made.files

        pane.strip.clear()
        pane.export_button.setEnabled(False)
        still, title = pane.shown.still(), "Writing the export"
        pane.run("export", work, self._written, self._not_written, pane.count, title=title, about=still)

    def _not_written(self, problem: Problem) -> None:
        self._pane.export_button.setEnabled(True)
        if isinstance(problem, NotReady):
            problem = problem.retold(problem.what, problem.beside)
        self._pane.strip.show_problem(problem)

    def _written(self, answer: Any) -> None:
        made, written = answer
        pane = self._pane
        pane.export_button.setEnabled(True)
        self.folder = str(made.folder)
        pane.written.show_files([dict(one) for one in written], self.folder)
        pane.checking.show(made.verdict)
        said = f"Wrote {formats.counted(made.verdict.recipients, 'recipient')} to {made.folder.name}"
        pane.context.toast(said, "Open the folder", self.open_folder)

    def open_folder(self) -> None:
        """Show the last export in the system's file manager."""
        if self.folder:
            file_dialogs.open_here(self.folder)
