"""Merging in the pane: the dialog, the work, and taking a merged field out again, each with Undo."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from app.domain.problems import Problem
from ui.core import formats
from ui.panes.traits.merge_dialog import MergeDialog

if TYPE_CHECKING:
    from app.domain.progress import Progress
    from app.fields import Field, Foreseen, Joined
    from ui.panes.base import Pane

Did = Callable[[str, Callable[[], None], Callable[[], None]], None]
"""Told what was done in words, how it is undone, and how it is done again."""


class Merging:
    """Merges fields of a pane's project; `did` puts what was done among what can be undone."""

    def __init__(self, pane: "Pane", did: Did) -> None:
        self._pane, self._did = pane, did
        self.dialog: MergeDialog | None = None

    def open(self, field: "Field", fields: "Sequence[Field]", into: str = "") -> None:
        """Ask into which field, and show what it would come to."""
        kinds = ("standard", "own")
        others = [one for one in fields if one.name != field.name and one.kind in kinds and not one.deleted]
        dialog = MergeDialog(field, sorted(others, key=lambda one: one.label.casefold()), into, self._pane)
        dialog.finished.connect(dialog.deleteLater)
        dialog.asked.connect(lambda name: self._foresee(dialog, field.name, name))
        dialog.wanted.connect(lambda name, leads: self._wanted(dialog, field.name, name, leads))
        self.dialog = dialog
        dialog.open()
        dialog.ask()

    def _foresee(self, dialog: MergeDialog, old: str, into: str) -> None:
        project = self._pane.project

        def work(progress: "Progress") -> "Foreseen":
            from app import fields

            return fields.foresee(project, old, into, progress)

        def failed(problem: Problem) -> None:
            dialog.show_refused(into, str(problem))

        self._pane.run("foresee", work, dialog.show_foreseen, failed, title="Comparing both fields",
                       about=dialog.isVisible)  # fmt: skip

    def _wanted(self, dialog: MergeDialog, old: str, into: str, leads: str) -> None:
        dialog.accept()
        self._merge(old, into, leads, 0, self._merged)

    def _merged(self, done: "Joined") -> None:
        words = f"{done.old_label} is part of {done.into_label}, which changed for {formats.people(done.people)}"
        self._did(words, partial(self._apart, done.old), partial(self._merge, done.old, done.into, done.leads, done.at))

    def _merge(self, old: str, into: str, leads: str, at: int, done: "Callable[[Joined], None] | None" = None) -> None:
        project = self._pane.project

        def work(progress: "Progress") -> "Joined":
            from app import fields

            return fields.merge(project, old, into, leads, progress=progress, at=at)

        self._pane.run("change", work, done, title="Merging two fields", keeps=True, once=True)

    def take_apart(self, label: str) -> None:
        """Let a merged field, by its label, stand for itself again."""

        def done(found: "Joined") -> None:
            words = f"{found.old_label} stands for itself again"
            again = partial(self._merge, found.old, found.into, found.leads, found.at)
            self._did(words, again, partial(self._apart, found.old))

        self._apart(label, done)

    def _apart(self, name: str, done: "Callable[[Joined], None] | None" = None) -> None:
        project = self._pane.project

        def work(progress: "Progress") -> "Joined":
            from app import fields

            return fields.take_apart(project, name, progress=progress)

        self._pane.run("change", work, done, title="Taking a field apart", keeps=True, once=True)
