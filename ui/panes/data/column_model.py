"""The columns of a file as a list: each with its state, what becomes of it, and how full it is; some at a time."""

from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui.core import theme
from ui.panes.data.columns import STATES, HeadState
from ui.widgets.table import Index

STATE: Final = Qt.ItemDataRole.UserRole + 1
HIGH: Final = 48
"""Pixels of a line."""
_TOKENS: Final = {state: token for state, _, token in STATES}


class ColumnModel(QAbstractListModel):
    """All columns, and which of them are shown."""

    def __init__(self) -> None:
        super().__init__()
        self._states: Sequence[HeadState] = ()
        self._shown: list[int] = []
        self._wanted = ("", "")
        self.waiting = True

    @property
    def total(self) -> int:
        """How many columns there are, shown or not."""
        return len(self._states)

    def wait(self) -> None:
        """Nothing is known of the columns yet."""
        self._exchange((), waiting=True)

    def show_states(self, states: Sequence[HeadState]) -> None:
        """Show these; where they are the columns that stand there, their lines stay in their places."""
        same = not self.waiting and [one.header for one in states] == [one.header for one in self._states]
        if not same:
            self._wanted = ("", "")
            self._exchange(states, waiting=False)
            return
        self._states = states
        if self._shown:
            # A column that is no more as what is shown stays until something else is asked for: nothing jumps.
            self.dataChanged.emit(self.index(0), self.index(len(self._shown) - 1))

    def show_only(self, state: str, text: str) -> None:
        """Show the columns of a state whose header or meaning holds a text; of nothing all."""
        if (state, text) != self._wanted:
            self._wanted = (state, text)
            self._exchange(self._states, waiting=self.waiting)

    def row_of(self, header: str) -> int:
        """The line of a column, -1 where it is not shown."""
        return next((row for row, at in enumerate(self._shown) if self._states[at].header == header), -1)

    def at(self, row: int) -> HeadState:
        """The column on a line."""
        return self._states[self._shown[row]]

    def _exchange(self, states: Sequence[HeadState], *, waiting: bool) -> None:
        self.beginResetModel()
        self._states, self.waiting = states, waiting
        self._shown = self._fitting(*self._wanted)
        self.endResetModel()

    def _fitting(self, state: str, text: str) -> list[int]:
        words = text.casefold().split()
        return [
            at
            for at, one in enumerate(self._states)
            if state in ("", one.state)
            and all(word in f"{one.header} {one.target} {one.line}".casefold() for word in words)
        ]

    def nothing(self) -> str:
        """Why no column is shown: those of other states are not looked at, and may be what is looked for."""
        state, text = self._wanted
        if not self.total:
            return "There are no columns."
        others = len(self._fitting("", text)) if state else 0
        if not others:
            return "No column is called so."
        return f"None of these is called so.\nAmong all columns {others:,} {'is' if others == 1 else 'are'}."

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._shown)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        one = self.at(index.row())
        if role == Qt.ItemDataRole.DisplayRole:
            return one.header
        if role == STATE:
            return one
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return one.said
        return None


class ColumnDelegate(QStyledItemDelegate):
    """Draws a column: the sign of its state, its header, below it what it becomes, and at the right how full it is."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(1, theme.active().px(HIGH))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        one, colours = index.data(STATE), theme.active()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = option.rect.adjusted(0, 1, 0, -1)
        selected, over = QStyle.StateFlag.State_Selected, QStyle.StateFlag.State_MouseOver
        if option.state & (selected | over):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colours.color("accent-soft" if option.state & selected else "bg"))
            painter.drawRoundedRect(QRectF(rect), 7, 7)
        side = colours.px(8)
        sign(painter, QRectF(rect.x() + 8, rect.center().y() - side / 2, side, side), one.state)
        inner = rect.adjusted(8 + side + 9, 0, -8, 0)
        painter.setFont(colours.font("small"))
        share = one.filled.removesuffix(" filled")
        room = painter.fontMetrics().horizontalAdvance(share) + 10
        painter.setPen(colours.color("muted"))
        painter.drawText(inner, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, share)
        half = rect.height() // 2
        self._line(painter, inner.adjusted(0, 5, -room, -half), one.header, "base", "muted" if one.skipped else "text")
        token = "warn" if one.state == "doubtful" else "muted"
        self._line(painter, inner.adjusted(0, half, -room, -4), one.line, "small", token)
        painter.restore()

    def _line(self, painter: QPainter, rect: QRect, text: str, role: str, token: str) -> None:
        painter.setFont(theme.active().font(role))
        painter.setPen(theme.active().color(token))
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)


def sign(painter: QPainter, square: QRectF, state: str) -> None:
    """The sign of a state, told apart by its shape too: a disc, a ring, a diamond, a bar."""
    colour: QColor = theme.active().color(_TOKENS[state])
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    if state == "understood":
        painter.drawEllipse(square)
    elif state == "new":
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(colour, square.width() / 4))
        inset = square.width() / 8
        painter.drawEllipse(square.adjusted(inset, inset, -inset, -inset))
    elif state == "doubtful":
        middle, reach = square.center(), square.width() * 0.62
        painter.drawPolygon(
            [
                QPointF(middle.x() + across * reach, middle.y() + down * reach)
                for across, down in ((0, -1), (1, 0), (0, 1), (-1, 0))
            ]
        )
    else:
        painter.drawRoundedRect(QRectF(square.x(), square.center().y() - 1, square.width(), 2.5), 1, 1)
