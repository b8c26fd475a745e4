"""What has come in: the list of imports, and beside it what the chosen one brought and how it is taken back."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.ingest import kind_title
from ui.core import formats
from ui.panes.data.catalogue import CatalogueCard
from ui.panes.data.drop import DropZone
from ui.widgets.buttons import Button, Chip
from ui.widgets.cards import Card, Rule
from ui.widgets.labels import Elided, Label
from ui.widgets.layouts import beside, clear, hbox, keep_height, keep_width, vbox
from ui.widgets.pages import Pages
from ui.widgets.skeleton import Skeleton
from ui.widgets.table import Column, RowsModel, TableView

EMPTY_TITLE = "Drop your files here"
EMPTY_TEXT = (
    "Contacts, orders, products, web or email events, as CSV or Excel. Quillwork works out the columns, shows you what "
    "would happen, and keeps nothing before you say so. Several at once are welcome."
)

Row = Mapping[str, Any]


def _count(value: Any) -> str:
    return formats.number(value) if value else "–"


COLUMNS = (
    Column("file", "File", 0, second="line", sortable=False),
    Column("when", "When", 132, sortable=False),
    Column("rows", "Rows", 68, numeric=True, shown=_count, sortable=False),
    Column("accepted", "Taken", 68, numeric=True, shown=_count, sortable=False),
    Column(
        "rejected",
        "Rejected",
        84,
        numeric=True,
        shown=_count,
        sortable=False,
        tone=lambda row: "warn" if row["rejected"] and not row["undone"] else "",
    ),
)


class DetailCard(Card):
    """One import: what it brought, and what can be done about it. Emits the batch's id."""

    undo_wanted = Signal(int)
    rejected_wanted = Signal(int)
    unread_wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent, spacing=8)
        keep_width(self, 300)
        self._batch = 0
        self._name = Elided("", "strong", middle=True)
        self._when = Label("", "small", "muted", wrap=True)
        self._source = Elided("", "small", "muted", middle=True)
        self._state = Chip("Taken back", "muted")
        self._facts = vbox(spacing=6)
        self.rejected = Button("Show rejected rows", icon="list-bullets")
        self.unread = Button("Show unread cells", icon="list-bullets")
        self.undo = Button("Undo this import", icon="arrow-counter-clockwise")
        self.note = Label("", "small", "muted", wrap=True)
        self.add(hbox(self._name, self._state))
        self.add(self._when)
        self.add(self._source)
        self.add(Rule())
        self.add(self._facts)
        self.body.addSpacing(4)
        self.add(hbox(self.rejected, 1))
        self.add(hbox(self.unread, 1))
        self.add(hbox(self.undo, 1))
        self.add(self.note)
        self.undo.clicked.connect(lambda: self.undo_wanted.emit(self._batch))
        self.rejected.clicked.connect(lambda: self.rejected_wanted.emit(self._batch))
        self.unread.clicked.connect(lambda: self.unread_wanted.emit(self._batch))

    def show_import(self, row: Row) -> None:
        """Show another import."""
        self._batch = int(row["batch"])
        self._name.setText(str(row["file"]))
        self._when.setText(f"{kind_title(row['kind'])} · {row['when']}")
        self._source.setText(f"From {row['source']}")
        self._source.setVisible(bool(row["source"]))
        self._state.setVisible(bool(row["undone"]))
        clear(self._facts)
        for text, value in row["facts"]:
            self._facts.addLayout(hbox(Label(text, tone="muted"), 1, Label(value, "strong")))
        # What was taken back took its rejected rows along.
        self.rejected.setVisible(bool(row["rejected"]) and not row["undone"])
        self.rejected.setText(f"Show {formats.counted(row['rejected'], 'rejected row')}")
        self.unread.setVisible(bool(row["unread"]) and not row["undone"])
        self.unread.setText(f"Show {formats.counted(row['unread'], 'unread cell')}")
        self.undo.setVisible(not row["undone"])
        self.note.setText(
            "Its people, events and fields were taken out again. Files that came later stayed."
            if row["undone"]
            else "Undo leaves the project as if this file had never come. Later files stay, and nobody whom it "
            "suppressed is mailed again."
        )


class Offer(Card):
    """Files that were being looked at when the project was closed: to go on with, or to forget."""

    wanted = Signal()
    forgotten = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent, tone="accent", spacing=2)
        self.text = Elided("", "strong", middle=True)
        told = Label(
            "Not imported yet when the project was closed. Your choices are kept.", "small", "muted", wrap=True
        )
        self.forget = Button("Forget", small=True)
        self.go_on = Button("Go on", kind="main", small=True)
        self.add(hbox(vbox(self.text, told, spacing=2), self.forget, self.go_on, spacing=10))
        self.go_on.clicked.connect(self.wanted)
        self.forget.clicked.connect(self.forgotten)
        self.hide()

    def show_files(self, names: Sequence[str]) -> None:
        """Offer these; without any it is not there."""
        more = f" and {formats.counted(len(names) - 1, 'more file')}" if len(names) > 1 else ""
        self.text.setText(f"{names[0]}{more}" if names else "")
        self.setVisible(bool(names))


def _on_its_way() -> QWidget:
    page = QWidget()
    vbox(Skeleton(5, 52), 1, parent=page)
    return page


class HistoryPage(QWidget):
    """The list with the drop zone above it, or the large drop zone while nothing has come in.

    Until it is known what has, it says neither.
    """

    files_wanted = Signal()
    database_wanted = Signal()
    undo_wanted = Signal(int)
    rejected_wanted = Signal(int)
    unread_wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._stack = Pages(parent=self)
        self.offer = Offer()
        vbox(self.offer, self._stack, spacing=16, parent=self)
        self.empty = DropZone(EMPTY_TITLE, EMPTY_TEXT, tall=True, parent=self._stack)
        self.low = DropZone(
            "Drop more files anywhere here", "They are shown to you before anything is kept.", tall=False
        )
        self.model = RowsModel(COLUMNS)
        self.table = TableView(self.model, "Imports", two_lines=True)
        self.detail = DetailCard()
        self.catalogue = CatalogueCard()
        self._list = self._full()
        for page in (_on_its_way(), self.empty, self._list):
            self._stack.addWidget(page)
        for zone in (self.empty, self.low):
            zone.wanted.connect(self.files_wanted)
            zone.database_wanted.connect(self.database_wanted)
        self.detail.undo_wanted.connect(self.undo_wanted)
        self.detail.rejected_wanted.connect(self.rejected_wanted)
        self.detail.unread_wanted.connect(self.unread_wanted)
        self.table.selectionModel().currentRowChanged.connect(lambda now, _: self._choose(now.row()))
        self.table.row_activated.connect(self._activate)

    def _full(self) -> QWidget:
        card = Card()
        card.body.setContentsMargins(8, 4, 8, 8)
        card.add(self.table, 1)
        full = QWidget(self._stack)
        row = beside(full)
        keep_height(card, 320)
        row.addLayout(vbox(self.low, card, spacing=16), 1)
        row.addLayout(vbox(self.detail, self.catalogue, 1, spacing=16))
        return full

    def show_imports(self, rows: Sequence[Row], chosen: int | None = None) -> None:
        """Show these imports, newest first; `chosen` is the batch to select, else the one that was."""
        before = chosen if chosen is not None else self.batch()
        self.model.set_rows(rows)
        self._stack.setCurrentWidget(self._list if rows else self.empty)
        at = next((at for at, row in enumerate(rows) if row["batch"] == before), 0)
        if rows:
            self.table.selectRow(at)
            self._choose(at)

    def batch(self) -> int | None:
        """The batch that is selected."""
        at = self.table.currentIndex().row()
        return int(self.model.row(at)["batch"]) if 0 <= at < self.model.rowCount() else None

    def _choose(self, at: int) -> None:
        if 0 <= at < self.model.rowCount():
            self.detail.show_import(self.model.row(at))

    def _activate(self, at: int) -> None:
        row = self.model.row(at)
        if row["undone"]:
            return
        if row["rejected"]:
            self.rejected_wanted.emit(int(row["batch"]))
        elif row["unread"]:
            self.unread_wanted.emit(int(row["batch"]))
