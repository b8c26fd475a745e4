"""The first rows of a file as they would arrive, under a head for each column."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from ui.core import theme
from ui.panes.data.file_head import HEIGHT, WIDTH, ColumnHead, HeadState
from ui.widgets.layouts import clear, hbox, vbox
from ui.widgets.table import Column, RowsModel, TableView

MARK: Final = "\N{BULLET}"
"""Parts the key of a cell from what is known about it: `E-mail` and `E-mail•tone`."""


class PreviewGrid(QFrame):
    """Heads above rows, scrolled together; emits what the user wants to change, with the header of the column."""

    target_wanted = Signal(str)
    type_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.heads: dict[str, ColumnHead] = {}
        self._strip = QWidget()
        self._row = hbox(spacing=0, parent=self._strip)
        self._area = QScrollArea()
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setFixedHeight(theme.active().px(HEIGHT))
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._strip.setProperty("ground", "true")
        self._area.setWidget(self._strip)
        self.model = RowsModel([])
        self.table = TableView(self.model, "The first rows as they would arrive", keeps=True)
        self.table.horizontalHeader().hide()
        self.table.setCornerWidget(QWidget())
        vbox(self._area, self.table, spacing=0, parent=self)
        across = self.table.horizontalScrollBar()
        # Both ways: the bar below the rows moves the heads, and Tab from head to head moves the rows.
        across.valueChanged.connect(self._area.horizontalScrollBar().setValue)
        self._area.horizontalScrollBar().valueChanged.connect(across.setValue)

    def wait(self) -> None:
        """The columns and rows of another file are no longer of use."""
        self._build([])
        self.model.wait()

    def show_columns(self, states: Sequence[HeadState]) -> None:
        """Show these columns; heads that are there already stay, so that the keyboard keeps its place."""
        if list(self.heads) != [state.header for state in states]:
            self._build(states)
        for state in states:
            self.heads[state.header].set(state)

    def show_rows(self, rows: Sequence[Mapping[str, Any]]) -> None:
        """Show other rows, keyed by header; `HEADER•tone` names the colour of a cell."""
        self.model.set_rows(rows)

    def set_dim(self, dim: bool) -> None:
        """Fade rows that are being read again."""
        self.table.setEnabled(not dim)

    def _build(self, states: Sequence[HeadState]) -> None:
        clear(self._row)
        self.heads = {}
        for state in states:
            head = ColumnHead(state)
            head.target_wanted.connect(self.target_wanted)
            head.type_wanted.connect(self.type_wanted)
            for field in (head.target, head.type):
                field.installEventFilter(self)
            self.heads[state.header] = head
            self._row.addWidget(head)
        px = theme.active().px
        # Beside the rows stands their scroll bar: without its width the heads would not come as far as they do.
        bar = self.table.verticalScrollBar().sizeHint().width()
        self._row.setContentsMargins(0, 0, bar, 0)
        self._strip.setFixedSize(px(WIDTH) * max(1, len(states)) + bar, px(HEIGHT))
        self.model.columns = [_column(state.header) for state in states]
        self.model.set_rows([])

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn and isinstance(watched, QWidget):
            head = watched.parentWidget()
            if isinstance(head, ColumnHead):
                self._bring_into_view(head)
        return False

    def _bring_into_view(self, head: ColumnHead) -> None:
        across = self.table.horizontalScrollBar()
        left, right = head.x(), head.x() + head.width()
        if left < across.value():
            across.setValue(left)
        elif right > across.value() + self.table.viewport().width():
            across.setValue(right - self.table.viewport().width())


def _column(header: str) -> Column:
    key = f"{header}{MARK}tone"

    def tone(row: Mapping[str, Any]) -> str:
        return str(row.get(key) or "")

    return Column(header, header, WIDTH, sortable=False, tone=tone)
