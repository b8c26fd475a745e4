"""Who moved between two days: the two days, the picture with its table, and what is known of the chosen band."""

import datetime as dt
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.charts.with_table import PictureButton, WithTable
from ui.core import formats
from ui.panes.lifecycle.flow_picture import GONE, NO_STAGE, FlowPicture, said
from ui.widgets.buttons import Button
from ui.widgets.cards import Card
from ui.widgets.inputs import DateField
from ui.widgets.labels import Label
from ui.widgets.layouts import hbox, keep_height
from ui.widgets.table import Column

if TYPE_CHECKING:
    from app.runs import Flow, Move

HOW = "Worked out from the data as of both days, by the stages on the left. No run of those days is needed."
CHOOSE = "Point at a band, or choose one with the arrow keys"
_COLUMNS = (Column("origin", "From", 150), Column("target", "To", 150), Column("people", "People", 90),
            Column("share", "Share", 90))  # fmt: skip


class FlowCard(Card):
    """Emits `asked` when other days are chosen, `opened` with a move whose people are wanted, and `segment` with one
    that is to be kept."""

    asked = Signal()
    opened = Signal(object)
    segment = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Who moved", parent=parent)
        self.flow: Flow | None = None
        self.move_chosen: Move | None = None
        self.start = DateField("The first day", dt.date(2000, 1, 1))
        self.end = DateField("The second day", dt.date(2000, 1, 1))
        for field in (self.start, self.end):
            field.dateChanged.connect(lambda *_: self.asked.emit())
        self.add(hbox(Label("From"), self.start, Label("to"), self.end, 1, spacing=8))
        self.picture = FlowPicture()
        self.views = WithTable(self.picture, "Who moved, in figures")
        keep_height(self.views, 300)
        self.files = PictureButton(self.views, "Who moved", self)
        self.add_to_head(self.files)
        self.add(self.views, 1)
        self.about = Label(CHOOSE, tone="muted")
        self.people_button = Button("Show them", small=True, parent=self)
        self.segment_button = Button("Make a segment", small=True, parent=self)
        self.people_button.clicked.connect(lambda: self.opened.emit(self.move_chosen))
        self.segment_button.clicked.connect(lambda: self.segment.emit(self.move_chosen))
        self.add(hbox(self.about, 1, self.people_button, self.segment_button, spacing=8))
        self.how = Label(HOW, "small", "muted", wrap=True)
        self.add(self.how)
        self.picture.chosen.connect(self._show_chosen)
        self.picture.opened.connect(self.opened)
        table = self.views.table
        table.row_activated.connect(lambda row: self.opened.emit(self._move_in(row)))
        table.selectionModel().currentRowChanged.connect(lambda now, _: self._show_chosen(self._move_in(now.row())))
        self._show_chosen(None)

    def set_days(self, start: dt.date, end: dt.date) -> None:
        """Show two days without asking for their moves."""
        for field, day in ((self.start, start), (self.end, end)):
            field.blockSignals(True)
            field.set_value(day)
            field.blockSignals(False)

    def show_flow(self, flow: "Flow") -> None:
        """Draw these moves."""
        self.flow = flow
        self.picture.show_flow(flow)
        rows = [
            {
                "at": at,
                "origin": move.origin or NO_STAGE,
                "target": move.target or GONE,
                "people": formats.number(move.count),
                "share": formats.share(flow.share(move), 1.0),
            }
            for at, move in enumerate(flow.moves)
        ]
        self.views.show_figures(_COLUMNS, rows)
        self._show_chosen(None)

    def _move_in(self, row: int) -> "Move | None":
        """The move that a row of the table tells of."""
        known = self.flow is not None and 0 <= row < self.views.model.rowCount()
        return self.flow.moves[self.views.model.row(row)["at"]] if known and self.flow is not None else None

    def _show_chosen(self, move: "Move | None") -> None:
        self.move_chosen = move
        known = move is not None and self.flow is not None
        self.about.setText(said(move, self.flow) if move is not None and self.flow is not None else CHOOSE)
        self.about.set_tone("" if known else "muted")
        self.people_button.setEnabled(known)
        self.segment_button.setEnabled(known)
