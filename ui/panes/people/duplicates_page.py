"""How suspected duplicates look: the list at the left, people side by side, what survives of them, three answers."""

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QWidget

from ui.core import formats, theme
from ui.panes.people import phrases as say
from ui.panes.people.suspects import SuspectsList, SuspectsModel, percent
from ui.widgets.buttons import Button, Chip
from ui.widgets.cards import Card, EmptyState, Rule
from ui.widgets.labels import Label
from ui.widgets.layouts import beside, hbox, keep_width, scrolling, vbox
from ui.widgets.pages import Pages
from ui.widgets.skeleton import Skeleton

if TYPE_CHECKING:
    from app.people import Comparison, Suspects

LIST: Final = 300
ROWS: Final = 10
"""So many rows of traits are compared at most: those that tell people apart come first."""


class DuplicatesPage(QWidget):
    """Emits `answered`: `same`, `apart`, `later` or `back`."""

    answered = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = SuspectsModel()
        self.list = SuspectsList(self.model)
        self.list.answered.connect(self.answered)
        self._zone: dt.tzinfo = dt.UTC
        held = Card()
        held.body.setContentsMargins(8, 8, 8, 8)
        held.add(self.list, 1)
        keep_width(held, LIST)
        self.card = Card("Are they one person?", spacing=12)
        self.chance = Chip("", "accent")
        self.card.add_to_head(self.chance)
        self._table = vbox(spacing=0)
        # Above what is compared, which is longer and shorter: the buttons keep their place from pair to pair, and are
        # seen in a small window.
        self.card.add(self._answers())
        self.card.add(self._table)
        self.joined = Card(tone="sunken", spacing=4)
        self._joined_title = Label("Joined, they would be", tone="muted")
        self._joined_text = Label("", wrap=True)
        self.joined.add(self._joined_title)
        self.joined.add(self._joined_text)
        right = QWidget()
        column = vbox(self.card, self.joined, 1, spacing=14, parent=right)
        column.setContentsMargins(0, 0, 0, 0)
        nobody = EmptyState(
            "users",
            "Nobody is suspected",
            "Everyone here looks like somebody of their own. Look again after an import.",
        )
        self._right = Pages(scrolling(right), nobody)
        row = beside(self)
        row.addWidget(held)
        row.addWidget(self._right, 1)

    def _answers(self) -> QWidget:
        held = QWidget()
        self.same = Button("One person", kind="main", hint="S")
        self.apart = Button("Two people", hint="N")
        self.later = Button("Later", hint="L")
        for button, said in ((self.same, "same"), (self.apart, "apart"), (self.later, "later")):
            button.clicked.connect(lambda _=False, said=said: self.answered.emit(said))
        note = Label("Every decision can be taken back, at any time.", "small", "muted", wrap=True)
        note.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row = hbox(self.same, self.apart, self.later, spacing=10, parent=held)
        row.addWidget(note, 1)
        return held

    def wait(self) -> None:
        """Others are on their way."""
        self._fill(Skeleton(6, 34))
        self.joined.hide()
        self.chance.hide()

    def show_nobody(self, waiting: str = "") -> None:
        """Nobody waits for an answer; or they are being looked for, in words."""
        self.list.empty_text = waiting or "Nobody is left to look at."
        self.list.viewport().update()
        if waiting:
            self._right.setCurrentIndex(0)
            self.wait()
        else:
            self._right.setCurrentIndex(1)
        for button in (self.same, self.apart, self.later):
            button.setEnabled(False)

    def show_pair(self, suspects: "Suspects", found: "Comparison", zone: dt.tzinfo) -> None:
        """Show those who may be one, side by side."""
        self._zone = zone
        self._right.setCurrentIndex(0)
        many = len(found.sides)
        self.apart.setText("Two people" if many == 2 else formats.people(many))
        for button in (self.same, self.apart, self.later):
            button.setEnabled(True)
        self.chance.show()
        self.chance.set(percent(suspects.probability), "accent")
        self._fill(self._compared(found))
        self._joined_text.setText(self._told(found))
        self.joined.show()

    def _fill(self, widget: QWidget) -> None:
        while (item := self._table.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        self._table.addWidget(widget)

    def _compared(self, found: "Comparison") -> QWidget:
        """A grid: a row for each trait, a column for each person, and what it says of them."""
        held = QWidget()
        grid = QGridLayout(held)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(0)
        sides = found.sides[:4]
        for at, side in enumerate(sides, 1):
            whence = " · ".join((*side.files[:2], side.key.replace(":", " ").replace("customer_id", "customer")))
            name = vbox(Label(side.name, wrap=True), Label(whence, "small", "muted", wrap=True), spacing=0)
            name.setContentsMargins(8, 4, 8, 6)
            grid.addLayout(name, 0, at, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(_cell("Says", tone="muted", role="small"), 0, len(sides) + 1)
        line = 1
        for row in found.rows[:ROWS]:
            values = [say.value(row.kind, one, self._zone) for one in row.values[: len(sides)]]
            self._line(grid, line, row.label, values, row.says)
            line += 2
        if any(side.events for side in sides):
            self._line(grid, line, "Did", [_did(side.orders, side.events) for side in sides], "")
        grid.setColumnMinimumWidth(0, theme.active().px(96))
        for at in range(1, len(sides) + 1):
            grid.setColumnStretch(at, 3)
        grid.setColumnMinimumWidth(len(sides) + 1, theme.active().px(150))
        return held

    def _line(self, grid: QGridLayout, line: int, label: str, values: Sequence[str], says: str) -> None:
        grid.addWidget(Rule(), line, 0, 1, len(values) + 2)
        grid.addWidget(_cell(label, tone="muted"), line + 1, 0)
        differ = len(set(values)) > 1
        for at, value in enumerate(values, 1):
            grid.addWidget(_cell(value, differs=differ), line + 1, at)
        if not says and differ and "–" in values:
            says = "not known of all"
        grid.addWidget(_cell(says, tone="muted", role="small"), line + 1, len(values) + 1)

    def _told(self, found: "Comparison") -> str:
        """What survives, in a sentence or two."""
        values = {row.name: say.value(row.kind, row.joined, self._zone) for row in found.rows if row.joined is not None}
        name = " ".join(filter(None, (values.get("first_name"), values.get("last_name")))) or values.get(
            "full_name", ""
        )
        place = " ".join(filter(None, (values.get("city"), values.get("postal_code"))))
        named = {"first_name", "last_name", "full_name", "city", "postal_code", "email"}
        rest = [f"{row.label.lower()} {values[row.name]}" for row in found.rows[:ROWS]
                if row.name in values and row.name not in named and row.kind != "list"]  # fmt: skip
        said = ", ".join(filter(None, (name, place, *rest)))
        mailed = f"mailed at {found.email}" if found.email else "with no address to mail"
        orders, events = (sum(getattr(side, what) for side in found.sides) for what in ("orders", "events"))
        did = _did(orders, events)
        story = f" Their story: {did}." if did != "–" else ""
        return f"{said or 'One person'}, {mailed}.{story} A no that either of them said stays with its address."


def _did(orders: int, events: int) -> str:
    parts = [formats.counted(orders, "order")] if orders else []
    return ", ".join([*parts, formats.counted(events, "event")]) if events else "–"


def _cell(text: str, *, tone: str = "", role: str = "base", differs: bool = False) -> QWidget:
    """A value with room around it, on another ground where the people differ in it."""
    held: Any = QFrame()
    held.setProperty("differs", "true" if differs else "")
    if differs:
        palette = held.palette()
        palette.setColor(held.backgroundRole(), theme.active().color("warn-soft"))
        held.setPalette(palette)
        held.setAutoFillBackground(True)
    label = Label(text, role, tone, wrap=True)
    vbox(label, parent=held).setContentsMargins(8, 6, 8, 6)
    label.setMinimumWidth(theme.active().px(60))
    return held  # type: ignore[no-any-return]
