"""Files that were being looked at when the project was closed, so that the choices made for them are not lost."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from app import ingest
from ui.panes.base import Unfinished

if TYPE_CHECKING:
    from app.domain.progress import Progress
    from ui.panes.data.pane import Data
    from ui.panes.data.queue import Task

Kept = dict[str, Any]
"""A file that waits: its `path`, and its `mapping` as JSON, or None where nobody knows it yet."""


class Drafts(Unfinished):
    """The wizard with its files, and the offer to go on with those of the last time."""

    def __init__(self, pane: "Data") -> None:
        self._pane = pane
        self._offered: list[Kept] = []
        pane.history.offer.wanted.connect(self._go_on)
        pane.history.offer.forgotten.connect(lambda: self._offer([]))

    def state(self) -> dict[str, Any]:
        """The files that are being looked at, and those that are offered."""
        state: dict[str, Any] = {"offered": self._offered}
        if self._pane.showing_wizard() and (wizard := self._pane.wizard).queue.tasks:
            return state | {"queue": wizard.queue, "look": wizard.look, "readings": wizard.readings}
        return state

    def take_up(self, state: dict[str, Any]) -> None:
        """Show that again."""
        self._offer(state["offered"])
        if "queue" in state:
            self._pane.show_wizard(len(state["queue"].tasks))
            self._pane.wizard.resume(state["queue"], state["look"], state["readings"])

    def draft(self) -> Any:
        """The files that were not brought in yet, with the choices made for them."""
        return self._unfinished() or self._offered or None

    def _unfinished(self) -> list[Kept]:
        if not self._pane.showing_wizard():
            return []
        # What was fetched of a database goes with the program: it is fetched anew.
        tasks = [task for task in self._pane.wizard.queue.tasks if task.fetched is None]
        waiting = [task for task in tasks if task.state in ("now", "waiting")]
        return [{"path": str(task.path.absolute()), "mapping": _document(task)} for task in waiting]

    def go_back_to(self, unfinished: Any) -> None:
        """Offer to go on with those files that are still there, and did not come in before the program ended."""
        project = self._pane.project

        def work(progress: "Progress") -> list[Kept]:
            return [one for one in unfinished if ingest.is_to_come(project, one["path"], progress)]

        # Before the answer is there, so that quitting meanwhile loses none of them.
        self._offered = unfinished
        self._pane.run("unfinished", work, self._offer, quiet=True)

    def _offer(self, files: list[Kept]) -> None:
        self._offered = files
        self._pane.history.offer.show_files([Path(one["path"]).name for one in files])

    def _go_on(self) -> None:
        """Open the wizard on them, read as they were corrected."""
        from app.ingest import parse

        files = self._offered
        self._offer([])
        corrected = {Path(one["path"]): parse(one["mapping"]) for one in files if one["mapping"]}
        self._pane.show_wizard(len(files))
        self._pane.wizard.begin([one["path"] for one in files], corrected)


def _document(task: "Task") -> dict[str, object] | None:
    """How a file is read; None where it has to be asked anew what is done with last month's recipe."""
    return task.mapping.document() if task.mapping and task.unfit is None else None
