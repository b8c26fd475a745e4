"""The first rows of a file as they would arrive: the column that says who stays, the others scroll beside it."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import QFrame, QStyle, QStyleOptionViewItem, QWidget

from ui.core import theme
from ui.panes.data.columns import HeadState
from ui.panes.data.grid_head import GridHead
from ui.widgets.layouts import hbox, vbox
from ui.widgets.table import CellDelegate, Column, RowsModel, TableView

WIDTH: Final = 150
"""Pixels of a column of the preview of which nothing is known yet, and of each in a file of very many."""
_NARROWEST: Final = 64
_WIDEST: Final = 240
_FIRST: Final = 230
"""The widest that the column that stays may be; in a narrow grid it takes less."""
_FIRST_SHARE: Final = 0.5
_MEASURED: Final = 300
"""Of more columns than these each is as wide as the other: measuring them takes its time."""
_BONES: Final = tuple(Column(f"bone {at}", "", WIDTH) for at in range(9))
MARK: Final = "\N{BULLET}"
"""Parts the key of a cell from what is known about it: `E-mail` and `E-mail•tone`."""


class _Cells(CellDelegate):
    """Draws the cells of the chosen column on its colour, and the row of whoever is looked at a little darker."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.marked = -1

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        chosen = option.state & QStyle.StateFlag.State_Selected
        if chosen or index.column() == self.marked:
            token = "accent-soft" if index.column() == self.marked else "bg"
            painter.fillRect(option.rect, theme.active().color(token))
        option.state &= ~QStyle.StateFlag.State_Selected
        super().paint(painter, option, index)


class _Rows(TableView):
    """Rows under painted heads; columns share what room is left over, and scroll where there is none."""

    def __init__(self, name: str) -> None:
        self.model_of_rows = RowsModel([])
        super().__init__(self.model_of_rows, name, keeps=True)
        self.head = GridHead(self)
        self.setHorizontalHeader(self.head)
        # Not while the model is reset: the head counts its columns anew then, and loses count of what is resized.
        self.model_of_rows.modelReset.disconnect(self._lay_out)
        self.cells = _Cells(self)
        self.setItemDelegate(self.cells)
        self._needed: dict[str, int] = {}
        self._lay_out()

    def needed(self) -> list[int]:
        """How wide each column is with all that stands in it, within bounds; it never gets narrower again."""
        before, px = self._needed, theme.active().px
        self._needed = {}
        for column in self.model_of_rows.columns:
            texts = self.model_of_rows.texts(column)
            wide = max([self.head.needed(column.key), *(self._wide(text) for text in texts)])
            self._needed[column.key] = max(before.get(column.key, 0), min(max(px(_NARROWEST), wide), px(_WIDEST)))
        return list(self._needed.values())

    def lay_out(self) -> None:
        """Make each column as wide as it needs to be."""
        self._lay_out()

    def _lay_out(self) -> None:
        count = len(self.model_of_rows.columns)
        if not count or not hasattr(self, "_needed"):
            return
        room, px = self.viewport().width(), theme.active().px
        # Of very many all are as wide: each told apart takes its time.
        alike = self.model_of_rows.waiting or count > _MEASURED
        if not alike and not self.model_of_rows.rowCount():
            # Their rows follow at once.
            return
        if alike:
            self._needed = {}
            self.head.setDefaultSectionSize(px(WIDTH))
        widths = [px(WIDTH)] * count if alike else self.needed()
        more = max(0, room - sum(widths)) // count
        for at, wide in enumerate(widths):
            # Never all at once (`resizeSections`): the head then believes itself to be of no length.
            if self.head.sectionSize(at) != (to := max(wide, min(wide + more, px(_WIDEST)))):
                self.head.resizeSection(at, to)

    def headers(self) -> list[str]:
        """The columns that stand here."""
        return [column.key for column in self.model_of_rows.columns]

    def mark(self, header: str) -> None:
        """Tell a column from the others, if it stands here."""
        headers = self.headers()
        self.cells.marked = headers.index(header) if header in headers else -1
        self.head.mark(header)
        self.viewport().update()


class PreviewGrid(QFrame):
    """Emits `chosen` with the header of a column that was pressed or come to, `opened` with one that is to be changed,
    and `row_chosen` with the number of a row."""

    chosen = Signal(str)
    opened = Signal(str)
    row_chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.who = ""
        self._headers: list[str] = []
        self._states: dict[str, HeadState] = {}
        self.first = _Rows("Who the first rows are about")
        self.table = _Rows("The first rows as they would arrive")
        self.first.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.first.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.first.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._below = QWidget()
        line = QFrame()
        line.setFixedWidth(1)
        line.setAutoFillBackground(True)
        self._line = line
        left = vbox(self.first, self._below, spacing=0)
        hbox(left, line, self.table, spacing=0, parent=self).setStretch(2, 1)
        down, other = self.table.verticalScrollBar(), self.first.verticalScrollBar()
        down.valueChanged.connect(other.setValue)
        other.valueChanged.connect(down.setValue)
        self.table.horizontalScrollBar().installEventFilter(self)
        for rows in (self.first, self.table):
            rows.head.chosen.connect(self.chosen)
            rows.head.opened.connect(self.opened)
            rows.clicked.connect(lambda index, rows=rows: self._pressed(rows, index))
        self.table.selectionModel().currentChanged.connect(self._come_to)
        self.table.row_activated.connect(lambda _: self.opened.emit(self.table.head.marked))
        self.wait()

    # What it shows.

    def wait(self) -> None:
        """The columns and rows of another file are no longer of use."""
        self._headers, self._states, self.who = [], {}, ""
        for rows, columns in ((self.first, _BONES[:1]), (self.table, _BONES[1:])):
            rows.model_of_rows.columns = list(columns)
            rows.head.show_states([], {})
            rows.mark("")
            rows.model_of_rows.wait()
            rows.lay_out()
        self._begin_at_left()

    def show_columns(self, states: Sequence[HeadState], who: str) -> None:
        """Show these columns, of which `who` stays in its place while the others scroll."""
        self._states = {state.header: state for state in states}
        headers = list(self._states)
        if (headers, who) != (self._headers, self.who):
            self._headers, self.who = headers, who
            # How far others were scrolled means nothing for these.
            self._begin_at_left()
            others = [header for header in headers if header != who]
            for rows, names in ((self.first, [who] if headers else []), (self.table, others)):
                rows.model_of_rows.columns = [_column(header) for header in names]
                rows.model_of_rows.set_rows([])
        for rows in (self.first, self.table):
            rows.head.show_states(rows.headers(), self._states)

    def show_rows(self, rows: Sequence[Mapping[str, Any]]) -> None:
        """Show other rows, keyed by header; `HEADER•tone` names the colour of a cell."""
        at = self.table.currentIndex()
        across, down = self.table.horizontalScrollBar().value(), self.table.verticalScrollBar().value()
        for one in (self.first, self.table):
            one.model_of_rows.set_rows(rows)
            one.lay_out()
        self._share_out()
        self.show_row(max(0, at.row()))
        self.table.horizontalScrollBar().setValue(across)
        self.table.verticalScrollBar().setValue(down)

    def set_dim(self, dim: bool) -> None:
        """Fade rows that are being read again."""
        self.table.setEnabled(not dim)
        self.first.setEnabled(not dim)

    def show_row(self, row: int) -> None:
        """Mark the row of whoever is looked at."""
        for one in (self.first, self.table):
            index = one.model_of_rows.index(row, max(0, one.cells.marked))
            one.selectionModel().blockSignals(True)
            one.setCurrentIndex(index)
            one.selectRow(row)
            one.selectionModel().blockSignals(False)
            one.viewport().update()

    def mark(self, header: str) -> None:
        """Tell a column from the others, and bring it into view."""
        for rows in (self.first, self.table):
            rows.mark(header)
        at = self.table.cells.marked
        if at >= 0:
            self._bring_into_view(at)

    def cell(self, header: str, row: int) -> str:
        """What stands in a cell."""
        return str(self.table.model_of_rows.row(row).get(header) or "")

    # How it is used.

    def _pressed(self, rows: _Rows, index: QModelIndex) -> None:
        self.row_chosen.emit(index.row())
        self.chosen.emit(rows.headers()[index.column()])

    def _come_to(self, now: QModelIndex, before: QModelIndex) -> None:
        if now.isValid() and not self.table.model_of_rows.waiting and now.column() < len(self.table.headers()):
            if now.row() != before.row():
                self.row_chosen.emit(now.row())
            if now.column() != before.column():
                self.chosen.emit(self.table.headers()[now.column()])

    def _bring_into_view(self, at: int) -> None:
        across = self.table.horizontalScrollBar()
        left, wide = self.table.head.sectionPosition(at), self.table.head.sectionSize(at)
        room = self.table.viewport().width()
        if left < across.value() or left + wide > across.value() + room:
            across.setValue(max(0, left - max(0, room - wide) // 2))

    # Its shape.

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_out()

    def _share_out(self) -> None:
        """Give the column that stays what it needs, and the others the rest."""
        rows = self.first.model_of_rows
        most = min(theme.active().px(_FIRST), int(self.width() * _FIRST_SHARE))
        needed = self.first.needed()[0] if rows.columns and rows.rowCount() else most
        self.first.setFixedWidth(min(needed, most))
        if rows.columns:
            self.first.head.resizeSection(0, self.first.width())

    def _begin_at_left(self) -> None:
        self.table.horizontalScrollBar().setValue(0)
        self.table.verticalScrollBar().setValue(0)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Show, QEvent.Type.Hide, QEvent.Type.Resize):
            bar = self.table.horizontalScrollBar()
            # Beside the bar of the others the rows that stay end where theirs do.
            self._below.setFixedHeight(bar.height() if event.type() != QEvent.Type.Hide and bar.maximum() else 0)
        return False


def _column(header: str) -> Column:
    key = f"{header}{MARK}tone"

    def tone(row: Mapping[str, Any]) -> str:
        return str(row.get(key) or "")

    return Column(header, header, WIDTH, sortable=False, tone=tone)
