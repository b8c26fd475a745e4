"""The dialog that merges a field into another: into which, which of them leads, and what it would come to."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QGridLayout, QWidget

from app.domain.counts import listed
from ui.core import formats, theme
from ui.panes.traits.rows import told
from ui.widgets.buttons import Button, Segmented
from ui.widgets.inputs import Choice
from ui.widgets.labels import Label
from ui.widgets.layouts import hbox, vbox
from ui.widgets.table import Column, RowsModel, TableView

if TYPE_CHECKING:
    from app.fields import Field, Foreseen

LEADS: Final = (("into", "The field that stays"), ("old", "The merged one"), ("newest", "Whichever is newer"))
_LED: Final = {
    "into": "Where both have a value, that of {into} shows. {old} fills what it leaves blank.",
    "old": "Where both have a value, that of {old} shows. {into} fills what it leaves blank.",
    "newest": "Where both have a value, the newer one shows, or that of the source which is trusted more.",
}
FIGURES: Final = ("only_old", "only_into", "equal", "different", "unreadable")
_COLUMNS: Final = (
    Column("person", "Person", 0),
    Column("old", "Merged field", 150),
    Column("into", "Field that stays", 150),
    Column("shows", "Would show", 150),
)


class MergeDialog(QDialog):
    """Emits `asked` with the name of the other field, to be told by `show_foreseen`, and `wanted` with it and LEADS."""

    asked = Signal(str)
    wanted = Signal(str, str)

    def __init__(self, field: "Field", others: "Sequence[Field]", into: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._field, self._types = field, {one.name: one.type for one in others}
        self._found: Foreseen | None = None
        self.setWindowTitle("Merge two fields")
        self.resize(theme.active().column(720), theme.active().column(560))
        self.title = Label(f"Merge {field.label} into another field", "title", wrap=True)
        choices = [("", "Choose a field"), *((one.name, one.label) for one in others)]
        self.into = Choice("The field that stays", choices, into)
        self.into.setMinimumWidth(theme.active().column(240))
        self.leads = Segmented(LEADS, "Which value shows where they differ")
        self.differ = Label("Where they differ", "strong")
        self.said = Label("", "small", "muted", wrap=True)
        self.numbers = {case: (Label("", "small", "muted"), Label("", "strong")) for case in FIGURES}
        self.model = RowsModel(_COLUMNS)
        self.table = TableView(self.model, "What a few people would show")
        self.table.empty_text = "Choose the field that stays."
        self.notes = Label("", "small", "muted", wrap=True)
        self.stays = Label("Rows keep what files said. It can be taken apart again at any time.", "small", "muted")
        self.cancel, self.go = Button("Cancel"), Button("Merge", kind="main")
        self._lay_out()
        self.into.activated.connect(lambda _: self.ask())
        self.leads.changed.connect(lambda _: self._tell())
        self.cancel.clicked.connect(self.reject)
        self.go.clicked.connect(lambda: self.wanted.emit(self.into.key(), self.leads.value()))
        self._tell()

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.active().px(20))
        for at, (caption, number) in enumerate(self.numbers.values()):
            grid.addWidget(caption, 0, at)
            grid.addWidget(number, 1, at)
            grid.setColumnStretch(at, 1)
        column = vbox(
            self.title, hbox(Label("Into", "strong"), self.into, 1, spacing=10),
            hbox(self.differ, self.leads, spacing=10), self.said, grid, self.table, self.notes,
            hbox(self.stays, 1, self.cancel, self.go), spacing=12, margins=(24, 20, 24, 20), parent=self,
        )  # fmt: skip
        column.setStretchFactor(self.table, 1)

    def ask(self) -> None:
        """Ask what merging into the chosen field would come to; nothing is shown of another one meanwhile."""
        self._found = None
        self.notes.setText("")
        self._tell()
        if self.into.key():
            self.model.wait()
            self.asked.emit(self.into.key())

    def show_foreseen(self, found: "Foreseen") -> None:
        """Show what it would come to."""
        if found.into != self.into.key():
            return
        self._found = found
        self._tell()

    def show_refused(self, into: str, said: str) -> None:
        """It may not be: say why."""
        if into == self.into.key():
            self._tell()
            self.notes.set_tone("bad")
            self.notes.setText(said)

    def _tell(self) -> None:
        found = self._found
        into = self.into.currentText() if self.into.key() else "the other"
        listed_all = self._types.get(self.into.key()) == "list"
        for part in (self.differ, self.leads, self.said):
            # A list holds what both say: none of them leads.
            part.setVisible(not listed_all)
        words = {"old": self._field.label, "into": into}
        self.said.setText(_LED[self.leads.value()].format(**words))
        captions = {
            "only_old": f"Only {words['old']}", "only_into": f"Only {words['into']}", "equal": "The same",
            "different": "Different", "unreadable": "Not readable",
        }  # fmt: skip
        for case, (caption, number) in self.numbers.items():
            caption.setText(captions[case])
            number.setText("–" if found is None else formats.number(getattr(found, case)))
            for one in (caption, number):
                one.setVisible(case != "unreadable" or (found is not None and bool(found.unreadable)))
        self.go.setEnabled(found is not None)
        rows = [] if found is None else [self._row(one) for one in found.samples]
        self.table.empty_text = "Nobody has a value of it." if found else "Choose the field that stays."
        self.model.set_rows(rows)
        self.notes.set_tone("muted")
        self.notes.setText(" ".join([] if found is None else [*found.notes, *_used(found)]))

    def _row(self, one: Any) -> dict[str, Any]:
        kind = self._types.get(self.into.key(), "text")
        return {
            "person": one.key, "old": _read(self._field.type, one.old), "into": _read(kind, one.into),
            "shows": _read(kind, one.shows[self.leads.value()]),
        }  # fmt: skip


def _read(kind: str, value: Any) -> str:
    return "" if value is None else told(kind, value)


def _used(found: "Foreseen") -> list[str]:
    """What is told of what uses the old field."""
    if not found.uses:
        return []
    return [f"{found.old_label} is used by {listed(list(found.uses))}: they read {found.into_label} from then on."]
