"""Alike values of a column, found in the whole file and merged: the window that leads to the step “merge”."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QDialog, QWidget

from app import recipe
from ui.core import formats, theme
from ui.core.literal_names import Check
from ui.core.timers import every
from ui.panes.data.alike_model import INTO, TICK, AlikeDelegate, AlikeModel
from ui.widgets.buttons import Button, Segmented
from ui.widgets.labels import Label
from ui.widgets.layouts import hbox, vbox
from ui.widgets.messages import InlineProgress
from ui.widgets.table import Index, TableView

if TYPE_CHECKING:
    from app.domain.problems import Problem
    from app.recipe import Cluster, Step
    from ui.core.jobs import Job

METHODS = {one.name: one for one in recipe.METHODS}


class Find(Protocol):
    """Starts to look for alike values after some steps; calls one of three with what came of it."""

    def __call__(
        self,
        method: str,
        steps: "list[Step]",
        done: "Callable[[list[Cluster]], None]",
        failed: "Callable[[Problem], None]",
        stopped: Callable[[], None],
    ) -> "Job": ...


class _Groups(TableView):
    """A press on the tick, or the space bar, ticks a row; F2, Enter and a double click edit what it becomes."""

    def __init__(self, model: AlikeModel) -> None:
        super().__init__(model, "Groups of alike values")
        self.groups = model
        self.setItemDelegate(AlikeDelegate(self))
        self.setEditTriggers(QAbstractItemView.EditTrigger.DoubleClicked | QAbstractItemView.EditTrigger.EditKeyPressed)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and index.column() == TICK and event.button() == Qt.MouseButton.LeftButton:
            self.groups.toggle(index.row())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        if self.state() == QAbstractItemView.State.EditingState:
            # The key that ended the editing comes here too.
            return
        if index.isValid() and event.key() == Qt.Key.Key_Space:
            self.groups.toggle(index.row())
        elif index.isValid() and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2):
            self._edit(index)
        else:
            super().keyPressEvent(event)

    def _edit(self, index: Index) -> None:
        self.edit(self.groups.index(index.row(), INTO))


class AlikeDialog(QDialog):
    """Shows groups of alike values of a column; `steps` are the merges that were chosen when it is accepted."""

    def __init__(self, header: str, find: Find, parent: QWidget) -> None:
        super().__init__(parent)
        self._header, self._find = header, find
        self.steps: list[Step] = []
        self._job: Job | None = None
        self.setWindowTitle(f"Alike values of “{header}”")
        self.resize(theme.active().column(880), theme.active().column(580))
        self.method = Segmented([(one.name, one.title) for one in recipe.METHODS], "How alike")
        self.line = Label("", tone="muted", wrap=True)
        self.model = AlikeModel()
        self.table = _Groups(self.model)
        self.progress = InlineProgress(self.stop)
        self.said = Label("", tone="muted")
        self.all = Button("Tick all", kind="quiet", small=True)
        self.later = Check("Merge new spellings of the same kind in later files too")
        self.merge = Button("Merge ticked and look again", kind="main")
        self.ready = Button("Done")
        self.drop = Button("Cancel", kind="quiet")
        self._lay_out()
        self._watch = every(self, 100, self._show_progress)
        self._watch.stop()
        self.method.changed.connect(lambda _: self.look())
        self.model.ticked.connect(self._show_chosen)
        self.all.clicked.connect(lambda: self.model.tick_all(on=self.model.counts()[1] < self.model.counts()[0]))
        self.merge.clicked.connect(self.merge_ticked)
        self.ready.clicked.connect(self.accept)
        self.drop.clicked.connect(self.reject)
        self.table.installEventFilter(self)
        self.look()
        self.table.setFocus()

    def _lay_out(self) -> None:
        title = Label(f"Alike values of “{self._header}”", "title")
        head = hbox(self.method, 1, self.all, spacing=10)
        foot = hbox(self.drop, 1, self.merge, self.ready, spacing=10)
        column = vbox(
            title, head, self.line, self.table, self.progress, self.said, self.later, foot, spacing=10,
            margins=(20, 18, 20, 18), parent=self,
        )  # fmt: skip
        column.setStretchFactor(self.table, 1)
        policy = self.progress.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.progress.setSizePolicy(policy)

    def look(self) -> None:
        """Look for groups by the method that is chosen, after what was merged so far."""
        method = METHODS[self.method.value()]
        self.stop()
        self.line.setText(f"Alike is what has {method.line}." if method.name != "edit" else f"Alike is {method.line}.")
        self.later.setVisible(method.name != "edit")
        self.later.setChecked(method.name == "fingerprint")
        self.model.wait()
        self.said.setText("Looking at the values of the whole file…")
        self._job = self._find(method.name, self.steps, self._found, self._not_found, self._stopped)
        self._watch.start()

    def stop(self) -> None:
        """Stop looking."""
        if self._job is not None:
            self._job.cancel()
            self._end()

    def merge_ticked(self) -> None:
        """Take the groups that are ticked for one value each, and look again."""
        if values := self.model.chosen():
            alike = self.method.value() if self.later.isChecked() and not self.later.isHidden() else ""
            self.steps = joined(self.steps, self._header, values, alike)
            self.look()

    def accept(self) -> None:
        """Take what is ticked too."""
        if values := self.model.chosen():
            alike = self.method.value() if self.later.isChecked() and not self.later.isHidden() else ""
            self.steps = joined(self.steps, self._header, values, alike)
        self.stop()
        super().accept()

    def reject(self) -> None:
        """Nothing of it is wanted."""
        self.steps = []
        self.stop()
        super().reject()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and event.modifiers() & _CONTROL:
            self.merge_ticked()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn and not self.table.currentIndex().isValid() and self.model.rowCount():
            self.table.setCurrentIndex(self.model.index(0, TICK))
        return False

    def _found(self, clusters: "list[Cluster]") -> None:
        self._end()
        self.model.show_clusters(clusters)
        self.table.empty_text = "No values are alike in this way. A laxer one stands further right."
        if clusters:
            self.table.setCurrentIndex(self.model.index(0, TICK))

    def _not_found(self, problem: "Problem") -> None:
        self._end()
        self.model.show_clusters([])
        self.said.setText(str(problem))

    def _stopped(self) -> None:
        self._end()
        self.model.show_clusters([])
        self.table.empty_text = "Stopped: not all values were compared."
        self.said.setText("")

    def _end(self) -> None:
        self._job = None
        self._watch.stop()
        self.progress.finish()

    def _show_progress(self) -> None:
        if self._job is not None:
            share, phrase = self._job.state
            self.progress.set(share, phrase or "Looking at the values")

    def _show_chosen(self) -> None:
        groups, ticked, cells = self.model.counts()
        self.merge.setEnabled(bool(ticked))
        self.all.setEnabled(bool(groups))
        self.all.setText("Tick none" if groups and ticked == groups else "Tick all")
        said = formats.counted(groups, "group")
        if ticked:
            said += f", {formats.number(ticked)} ticked: {formats.counted(cells, 'cell')} will change"
        merged = sum(len(step["values"]) for step in self.steps)
        if merged:
            said += f" · {formats.counted(merged, 'value')} merged so far"
        self.said.setText(said)


_CONTROL = Qt.KeyboardModifier.ControlModifier


def joined(steps: "list[Step]", header: str, values: dict[str, str], alike: str) -> "list[Step]":
    """The merges so far and another one: as one step where both treat new spellings alike."""
    last: dict[str, Any] = dict(steps[-1]) if steps else {}
    if last and last.get("alike", "") == alike:
        # What became a value that is now another one becomes that.
        before = {old: values.get(new, new) for old, new in last["values"].items()}
        kept = {old: new for old, new in (before | values).items() if old != new}
        return [*steps[:-1], {**last, "values": kept}]
    made: dict[str, Any] = {"step": "merge", "columns": [header], "values": values}
    return [*steps, made | ({"alike": alike} if alike else {})]
