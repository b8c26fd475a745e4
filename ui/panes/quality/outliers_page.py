"""How the orders that stand out look: the list at the left, at the right why, the order's lines, and three answers."""

import datetime as dt
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from ui.core import formats
from ui.panes.quality.outliers_list import OutliersList, OutliersModel, called, money
from ui.widgets.buttons import Button
from ui.widgets.cards import Card, EmptyState, Rule
from ui.widgets.labels import Label
from ui.widgets.layouts import beside, clear, hbox, keep_width, scrolling, vbox
from ui.widgets.pages import Pages
from ui.widgets.skeleton import Skeleton

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.people import OrderLine
    from app.quality import Outlier, Outliers

LIST: Final = 340
LEFT_OUT: Final = 8
"""So many orders that are left out are shown, the newest first."""
LINES: Final = 12
"""So many lines of an order are shown."""


class OutliersPage(QWidget):
    """Emits `answered` (`right`, `leave_out`, `later`, `back`), `person_wanted`, and `count_again` with a decision."""

    answered = Signal(str)
    count_again = Signal(int)
    person_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = OutliersModel()
        self.list = OutliersList(self.model)
        self.list.answered.connect(self.answered)
        held = Card()
        held.body.setContentsMargins(8, 8, 8, 8)
        held.add(self.list, 1)
        keep_width(held, LIST)
        self.card = Card("Is this order right?", spacing=12)
        self.amount = Label("", "hero")
        self.about = Label("", tone="muted", wrap=True)
        self.why = Label("", wrap=True)
        self._lines = vbox(spacing=4)
        for part in (self.amount, self.about, self.why, Rule()):
            self.card.add(part)
        self.card.add(self._lines)
        self.card.add(self._answers())
        self.left_out = Card("Left out of the numbers", tone="sunken", spacing=4)
        self._left = vbox(spacing=2)
        self.left_out.add(self._left)
        self.again: dict[str, Button] = {}
        """For each order that is left out, by its number, what lets it count again."""
        right = QWidget()
        column = vbox(self.card, self.left_out, 1, spacing=14, parent=right)
        column.setContentsMargins(0, 0, 0, 0)
        nothing = EmptyState("check-circle", "No order waits", "None stands out that is not decided about.")
        self._right = Pages(scrolling(right), nothing)
        row = beside(self)
        row.addWidget(held)
        row.addWidget(self._right, 1)

    def _answers(self) -> QWidget:
        held = QWidget()
        self.right = Button("It is right", kind="main", hint="R")
        self.leave = Button("Leave out of the numbers", hint="O")
        self.later = Button("Look at it later", hint="L")
        for button, said in ((self.right, "right"), (self.leave, "leave_out"), (self.later, "later")):
            button.clicked.connect(lambda _=False, said=said: self.answered.emit(said))
        self.person = Button("Open the person", kind="quiet")
        self.person.clicked.connect(self.person_wanted)
        note = Label("An order that is left out is kept, and counts in nothing until you take that back.", "small",
                     "muted", wrap=True)  # fmt: skip
        row = hbox(self.right, self.leave, self.later, spacing=10)
        row.addStretch(1)
        row.addWidget(self.person)
        column = vbox(spacing=8, parent=held)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(row)
        column.addWidget(note)
        return held

    def wait(self) -> None:
        """An order's lines are on their way."""
        clear(self._lines)
        self._lines.addWidget(Skeleton(3, 22))

    def show_looking(self) -> None:
        """They are being looked for."""
        self._right.setCurrentIndex(0)
        self.model.show_found([])
        self.list.empty_text = "Looking for orders that stand out…"
        self.list.viewport().update()
        self.amount.setText("–")
        self.about.setText("")
        self.why.setText("")
        self.wait()
        self._allow(allowed=False)

    def show_nothing(self) -> None:
        """None waits for a decision."""
        self.list.empty_text = "No order waits for a decision."
        self.list.viewport().update()
        self._right.setCurrentIndex(1)
        self._allow(allowed=False)

    def _allow(self, *, allowed: bool) -> None:
        for button in (self.right, self.leave, self.later, self.person):
            button.setEnabled(allowed)

    def show_left_out(self, found: "Outliers") -> None:
        """Tell which are left out already."""
        self.left_out.setVisible(bool(found.left_out))
        clear(self._left)
        self.again = {}
        # The newest first: an older one is seldom looked for.
        for one in found.left_out[: -LEFT_OUT - 1 : -1]:
            called_so = one.order or one.at[:10]
            whose = one.person.partition(":")[2]
            day = formats.day(dt.date.fromisoformat(one.at[:10]))
            why = f" · {one.reason}" if one.reason else ""
            text = Label(f"Order {called_so} of {whose} · by {one.by}, {day}{why}", "small", "muted", wrap=True)
            button = Button("Count it again", small=True, name=f"Count order {called_so} again")
            button.clicked.connect(lambda _=False, number=one.decision: self.count_again.emit(number))
            self.again[called_so] = button
            row = hbox(text, button, spacing=10)
            row.setStretchFactor(text, 1)
            held = QWidget()
            held.setLayout(row)
            self._left.addWidget(held)
        if len(found.left_out) > LEFT_OUT:
            more = formats.number(len(found.left_out) - LEFT_OUT)
            self._left.addWidget(Label(f"and {more} more", "small", "muted"))

    def show_order(self, outlier: "Outlier") -> None:
        """Show one; its lines come later."""
        self._right.setCurrentIndex(0)
        self.amount.setText(money(outlier))
        day = formats.day(dt.date.fromisoformat(outlier.at[:10]))
        number = f"Order {outlier.order}" if outlier.order else "An order without a number"
        self.about.setText(f"{number} of {called(outlier)}, {day}")
        self.why.setText(outlier.why)
        self._allow(allowed=True)
        self.wait()

    def show_lines(self, lines: "Sequence[OrderLine]") -> None:
        """Show the lines of the order that is looked at."""
        clear(self._lines)
        if not lines:
            self._lines.addWidget(Label("No file said what was in it.", "small", "muted"))
            return
        held = QWidget()
        grid = QGridLayout(held)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(14)
        for at, line in enumerate(lines[:LINES]):
            grid.addWidget(Label(line.product or "–", wrap=True), at, 0)
            many = "" if line.quantity is None else f"{formats.quantity(line.quantity)} ×"
            money_of_line = "" if line.amount is None else formats.number(line.amount / 10_000, 2)
            for place, text in ((1, many), (2, money_of_line)):
                label = Label(text, tone="muted")
                label.setAlignment(Qt.AlignmentFlag.AlignRight)
                grid.addWidget(label, at, place)
        grid.setColumnStretch(0, 1)
        self._lines.addWidget(held)
        if len(lines) > LINES:
            more = formats.counted(len(lines) - LINES, "more line")
            self._lines.addWidget(Label(f"and {more}", "small", "muted"))
