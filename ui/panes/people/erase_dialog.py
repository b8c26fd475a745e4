"""The one question that is asked, whether somebody is to be erased, and what is left to be done by hand afterwards."""

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QPlainTextEdit, QWidget

from ui.core import formats
from ui.widgets.buttons import Button
from ui.widgets.labels import Label
from ui.widgets.layouts import hbox, vbox

if TYPE_CHECKING:
    from app.privacy import Copy, Erasure

WHAT: Final = (
    "Everything that is known of them goes: their page, orders, events, consents and tags, the rows of files that name "
    "them, and the same in every backup of this project. It cannot be undone, not by Undo and not from a backup."
)
STAYS: Final = (
    "Of their addresses a code stays that nobody can turn back. If one comes in again, it is suppressed, "
    "and you are told."
)
_KINDS: Final = {"imported": "Came in", "exported": "Went out", "project": "A copy of the project"}


class EraseDialog(QDialog):
    """Asks; `wanted` is emitted when the answer is yes, and `show_done` tells what came of it."""

    wanted = Signal()

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("Erase a person")
        self.resize(600, 250)
        self.title = Label(f"Erase {name} for good?", "title", wrap=True)
        self.what = Label(WHAT, wrap=True)
        self.stays = Label(STAYS, tone="muted", wrap=True)
        self.files = QPlainTextEdit()
        self.files.setReadOnly(True)
        self.files.setAccessibleName("Files that may still hold their data")
        self.files.hide()
        self.keep = Button("Keep them")
        self.go = Button("Erase for good", kind="danger")
        self.keep.clicked.connect(self.reject)
        self.go.clicked.connect(self._go)
        self.keep.setDefault(True)
        column = vbox(
            self.title, self.what, self.stays, self.files, hbox(1, self.keep, self.go), spacing=14,
            margins=(24, 20, 24, 20), parent=self,
        )  # fmt: skip
        column.setStretchFactor(self.files, 1)

    def _go(self) -> None:
        self.go.setEnabled(False)
        self.keep.setEnabled(False)
        self.go.setText("Erasing")
        self.wanted.emit()

    def show_failed(self, said: str) -> None:
        """It could not be done: nothing was erased."""
        self.title.setText("Nothing was erased")
        self.what.setText(said)
        self._end()

    def show_done(self, done: "Erasure") -> None:
        """It is done: say what went, and list the files that are somebody's own to delete."""
        rows, backups = formats.counted(sum(done.erased.values()), "row"), formats.counted(done.backups, "backup")
        self.title.setText("They are erased")
        said = f"{rows} went from the project, and {backups} {'was' if done.backups == 1 else 'were'} written anew."
        if done.waiting:
            said += f" Not finished yet, for {done.waiting}: it is gone on with when the project is next opened."
        self.what.setText(said)
        self.stays.setText(told_of(done))
        self.files.setPlainText("\n".join(map(line, done.elsewhere)))
        self.files.setVisible(bool(done.elsewhere))
        self.resize(self.width(), 480)
        self._end()

    def _end(self) -> None:
        self.go.hide()
        self.keep.setText("Close")
        self.keep.setEnabled(True)
        self.keep.setFocus()


def told_of(done: "Erasure") -> str:
    """What is left to be done by hand, in a sentence or two."""
    parts = []
    if done.templates:
        named = ", ".join(f"“{name}”" for name in done.templates)
        parts.append(f"What you wrote in {named} names them: change it there.")
    if done.elsewhere:
        parts.append("These files may still hold their data. Delete them, or take the person out of them:")
    return " ".join(parts) or "No other file is known that may hold their data."


def line(one: "Copy") -> str:
    """A file outside the project, and what it is."""
    return f"{_KINDS.get(one.kind, one.kind)}: {one.path}"
