"""How long people are kept: a rule in one line, whom it is about, and the button that lets them go."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QWidget

from app.privacy.retention import WAYS
from ui.core import formats
from ui.widgets.buttons import Button
from ui.widgets.cards import Card
from ui.widgets.inputs import NumberField
from ui.widgets.labels import Label
from ui.widgets.layouts import hbox, keep_height, vbox
from ui.widgets.menu_field import MenuField
from ui.widgets.table import Column, RowsModel, TableView

if TYPE_CHECKING:
    from app.privacy import Preview

CHOICES: Final = tuple(WAYS.items())
WHAT: Final = (
    "Activity is what somebody did or allowed; an email that you sent them is none. Whoever never did anything counts "
    "from the import by which they came."
)
SAID: Final = {
    "delete": "They go from the project, its mirrors and every backup.",
    "anonymise": "Their orders and events stay for your figures, under a number drawn for them; all that tells who "
    "they were goes, and from the backups they go whole.",
}
COLUMNS: Final = (
    Column("name", "Person", 0, second="key", sortable=False),
    Column("last", "Last heard of", 160, sortable=False),
)


class RetentionPage(QWidget):
    """Emits `wanted` with months and way, to be shown; `kept` to keep that rule, `apply_wanted` to follow it."""

    wanted = Signal(int, str)
    kept = Signal(int, str)
    apply_wanted = Signal(int, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.months = NumberField("Months without activity", 36, 1, 1_200)
        self.way = MenuField("What is done with them")
        self.look = Button("Show who that is", kind="main")
        self.keep = Button("Keep this rule")
        self.found = Label("", "strong", wrap=True)
        self.said = Label("", tone="muted", wrap=True)
        self.go = Button("", kind="danger")
        self.model = RowsModel(COLUMNS)
        self.table = TableView(self.model, "People without activity", two_lines=True)
        rule = Card("People without activity")
        rule.add(
            hbox(Label("After"), self.months, Label("months without activity:"), self.way, 1, self.keep, self.look)
        )
        rule.add(Label(WHAT, "small", "muted", wrap=True))
        self.result = Card()
        self.result.add(hbox(vbox(self.found, self.said, spacing=3), self.go, spacing=16))
        self.result.add(self.table, 1)
        keep_height(self.result, 320)
        vbox(rule, self.result, 1, spacing=16, parent=self).setStretchFactor(self.result, 100)
        self.look.clicked.connect(lambda: self.wanted.emit(*self.rule()))
        self.keep.clicked.connect(lambda: self.kept.emit(*self.rule()))
        self.go.clicked.connect(lambda: self.apply_wanted.emit(*self.rule()))
        self.way.chosen.connect(lambda way: self.show_rule(self.months.value(), way))
        self.months.valueChanged.connect(lambda _: self.result.hide())
        self.show_rule(36, "delete")

    def rule(self) -> tuple[int, str]:
        """The months and the way that are set."""
        return self.months.value(), self.way.value()

    def show_rule(self, months: int, way: str) -> None:
        """Set a rule; whom it is about is shown when that is asked for."""
        self.months.setValue(months)
        self.way.show_choices(CHOICES, way)
        self.result.hide()

    def show_preview(self, found: "Preview", way: str, rows: Sequence[dict[str, str]]) -> None:
        """Show whom the rule is about, the longest silent first."""
        self.model.set_rows(rows)
        self.found.setText(f"{formats.people(found.people)} of {formats.number(found.of)} would go")
        more = f" Shown are the {len(rows)} longest silent." if found.people > len(rows) else ""
        self.said.setText(SAID[way] + more if found.people else "Nobody has been without activity for so long.")
        done = "Delete" if way == "delete" else "Make anonymous:"
        self.go.setText(f"{done} {formats.people(found.people)}")
        self.go.setVisible(bool(found.people))
        self.table.setVisible(bool(found.people))
        self.result.show()


class ApplyDialog(QDialog):
    """Asks once more, for it cannot be undone; accepted where the answer is yes."""

    def __init__(self, what: str, said: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("Let people go")
        self.resize(520, 210)
        self.stay = Button("Keep them")
        self.go = Button(what, kind="danger")
        self.stay.clicked.connect(self.reject)
        self.go.clicked.connect(self.accept)
        self.stay.setDefault(True)
        text = f"{said} It cannot be undone, not by Undo and not from a backup."
        vbox(
            Label(f"{what} for good?", "title", wrap=True), Label(text, wrap=True), 1, hbox(1, self.stay, self.go),
            spacing=14, margins=(24, 20, 24, 20), parent=self,
        )  # fmt: skip
