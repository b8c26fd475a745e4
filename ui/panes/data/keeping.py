"""How a file is read, kept as a ready-made mapping: every file with such headers is read so, in any project."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QLineEdit, QWidget

from app import ingest
from app.domain.problems import Problem
from ui.core import theme
from ui.widgets.buttons import Button
from ui.widgets.labels import Label
from ui.widgets.layouts import hbox, vbox

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.ingest import Mapping
    from ui.panes.base import Pane
    from ui.panes.data.overview import Look

TOLD = (
    "Files with these headers are then known by this name and read as this one is, in every project on this computer. "
    "What a column says of who may be mailed is never kept: that is read from the file each time."
)


class KeepDialog(QDialog):
    """Asks what the export is called; emits `wanted(tool, what)`."""

    wanted = Signal(str, str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("Keep as a ready-made mapping")
        self.resize(theme.active().column(480), 340)
        self.tool, self.what = QLineEdit(), QLineEdit()
        self.wrong = Label("", tone="bad", wrap=True)
        self.wrong.hide()
        self.keep = Button("Keep", kind="main")
        cancel = Button("Cancel")
        cancel.clicked.connect(self.reject)
        self.keep.clicked.connect(lambda: self.wanted.emit(self.tool.text(), self.what.text()))
        self.keep.setDefault(True)
        column = vbox(Label("Keep as a ready-made mapping", "title"), Label(TOLD, tone="muted", wrap=True), spacing=10,
                      margins=(24, 20, 24, 20), parent=self)  # fmt: skip
        for field, title, hint in (
            (self.tool, "Shop or tool", "Our till"),
            (self.what, "What it exports", "members"),
        ):
            field.setAccessibleName(title)
            field.setPlaceholderText(hint)
            field.textChanged.connect(lambda _: self._check())
            column.addWidget(Label(title, "small", "muted"))
            column.addWidget(field)
        column.addWidget(self.wrong)
        column.addStretch(1)
        column.addLayout(hbox(1, cancel, self.keep))
        self._check()

    def _check(self) -> None:
        self.wrong.hide()
        self.keep.setEnabled(bool(self.tool.text().strip() and self.what.text().strip()))

    def show_problem(self, problem: Problem) -> None:
        """It could not be kept: why, and what mends it."""
        self.wrong.setText(str(problem))
        self.wrong.show()


class Keeping:
    """Keeps how the file that is looked at is read: `look` gives that, `read_by` reads it anew by a mapping."""

    def __init__(self, pane: "Pane", look: "Callable[[], Look | None]", read_by: "Callable[[Mapping], None]") -> None:
        self._pane, self._look, self._read_by = pane, look, read_by
        self.dialog: KeepDialog | None = None

    def ask(self) -> None:
        """Ask what the export is called."""
        if self._look() is None:
            return
        self.dialog = KeepDialog(self._pane)
        self.dialog.wanted.connect(self._keep)
        self.dialog.open()

    def _keep(self, tool: str, what: str) -> None:
        look, dialog = self._look(), self.dialog
        if look is None or dialog is None:
            return
        try:
            kept = ingest.keep_ready_made(tool, what, look.mapping, list(look.mapping.columns))
        except Problem as problem:
            dialog.show_problem(problem)
            return
        dialog.accept()
        self._pane.context.toast(f"Kept as “{kept.title}”", undo=lambda: ingest.remove_ready_made(kept.name))
        self._read_by(look.mapping)
