"""The export of the campaign that is open: into which folder, and what was written there."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QMessageBox

from app.domain.problems import NotReady, Problem
from app.domain.progress import Progress
from ui.core import file_dialogs, formats
from ui.panes.campaigns.library import folder_name

if TYPE_CHECKING:
    from ui.panes.campaigns.pane import Campaigns


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
        if out.exists() and any(out.iterdir()) and not replace:
            asked = f"{out.name} is there already. Put the new export in its place?"
            yes = QMessageBox.question(pane, "Replace the export?", asked) == QMessageBox.StandardButton.Yes
            if not yes:
                return
            replace = True

        def work(progress: Progress) -> Any:
            from app import campaign

            made = campaign.export(pane.project, name, out, replace=replace, progress=progress)
            return made, made.files()

        pane.strip.clear()
        pane.export_button.setEnabled(False)
        still, title = pane.shown.still(), "Writing the export"
        pane.run("export", work, self._written, self._not_written, pane.count, title=title, about=still)

    def _not_written(self, problem: Problem) -> None:
        self._pane.export_button.setEnabled(True)
        if isinstance(problem, NotReady):
            problem = Problem(problem.what, problem.why, problem.beside)
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
