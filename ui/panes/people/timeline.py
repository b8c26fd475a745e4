"""What somebody did, the newest first: one line each under its day, and more of it as one scrolls down."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui.core import formats, icons, theme
from ui.widgets.labels import bone
from ui.widgets.table import BONES, Index

LINE: Final = Qt.ItemDataRole.UserRole + 1
ROW: Final = 37
TIME: Final = 46
"""Pixels of a time."""
TEXT_LEFT: Final = 28
"""Pixels from an icon to what is said."""
_LONG_DAY: Final = dt.date(2028, 9, 28)
"""A day that takes as much room as any."""


@dataclass(frozen=True)
class Line:
    """One happening: its day (said once for all of a day), its time, an icon, a sentence, a quiet word and a number.

    `tone` is the token of its icon's colour. Where something new `begins` its time is shown: what follows in the same
    visit has none. `order` is the number of an order that opens; a line `within` one is below it.
    """

    day: str
    time: str
    icon: str
    text: str
    note: str = ""
    first: bool = True
    number: str = ""
    tone: str = "muted"
    begins: bool = True
    order: str = ""
    within: bool = False


class TimelineModel(QAbstractListModel):
    """The lines that are known so far; emits `more_wanted` when the view comes to their end and there are others."""

    more_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._lines: list[Line] = []
        self._more = False
        self._asked = False
        self.waiting = False

    def wait(self) -> None:
        """Show that lines are on their way; those that stood are somebody else's, or of another kind."""
        self.show_lines([], more=False)
        # After the lines, which take it back.
        self.waiting = True

    def show_lines(self, lines: Sequence[Line], more: bool) -> None:
        """Show other lines; `more` says whether there are others after them."""
        self.beginResetModel()
        self._lines, self._more, self._asked = list(lines), more, False
        self.waiting = False
        self.endResetModel()

    def append(self, lines: Sequence[Line], more: bool) -> None:
        """Show further lines below."""
        if lines:
            self.beginInsertRows(QModelIndex(), len(self._lines), len(self._lines) + len(lines) - 1)
            self._lines.extend(lines)
            self.endInsertRows()
        self._more, self._asked = more, False

    def is_open(self, at: int) -> bool:
        """Whether the lines of the order at a row stand below it."""
        return at + 1 < len(self._lines) and self._lines[at + 1].within

    def unfold(self, at: int, lines: Sequence[Line]) -> None:
        """Show the lines of an order below it."""
        if lines and not self.is_open(at):
            self.beginInsertRows(QModelIndex(), at + 1, at + len(lines))
            self._lines[at + 1 : at + 1] = lines
            self.endInsertRows()
            self.dataChanged.emit(self.index(at), self.index(at))

    def fold(self, at: int) -> None:
        """Take them away again."""
        end = at + 1
        while end < len(self._lines) and self._lines[end].within:
            end += 1
        if end > at + 1:
            self.beginRemoveRows(QModelIndex(), at + 1, end - 1)
            del self._lines[at + 1 : end]
            self.endRemoveRows()
            self.dataChanged.emit(self.index(at), self.index(at))

    def last_day(self) -> str:
        """The day of the last line."""
        return self._lines[-1].day if self._lines else ""

    def line(self, at: int) -> Line:
        """The line at a row."""
        return self._lines[at]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        line = self._lines[index.row()]
        if role == LINE:
            return line
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{line.day}, {line.text}" + (f", {line.number}" if line.number else "")
        if role == Qt.ItemDataRole.ToolTipRole:
            return " · ".join(filter(None, (f"{line.day} {line.time}", line.text, line.number, line.note)))
        return None

    def canFetchMore(self, parent: Index) -> bool:
        # The view asks at every layout while its end is seen, also while an answer is on its way.
        return self._more and not self._asked

    def fetchMore(self, parent: Index) -> None:
        self._asked = True
        self.more_wanted.emit()


def icons_left() -> int:
    """Where the icons stand: behind a day with its year and a time, so that nothing moves when older lines come."""
    colours = theme.active()
    return QFontMetrics(colours.font("small")).horizontalAdvance(formats.day(_LONG_DAY)) + colours.px(TIME)


class _LineDelegate(QStyledItemDelegate):
    """Draws a line; the rule above it is short where the day goes on."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(200, theme.active().px(ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line: Line = index.data(LINE)
        colours, rect = theme.active(), option.rect
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, colours.color("accent-soft"))
        px, icons_at = colours.px, icons_left()
        left = rect.left() + (0 if line.first else icons_at + px(TEXT_LEFT))
        painter.fillRect(left, rect.top(), rect.right() - left, 1, colours.color("line"))
        middle = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.setPen(colours.color("muted"))
        painter.setFont(colours.font("small"))
        if line.first:
            painter.drawText(rect.adjusted(2, 0, 0, 0), middle, line.day)
        if line.begins and line.time not in ("", "00:00"):
            # Midnight is the time of what states none.
            painter.setFont(colours.font("tiny"))
            times = QRect(rect.left(), rect.top(), icons_at - 10, rect.height())
            painter.drawText(times, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, line.time)
        if line.icon:
            icon = QRect(rect.left() + icons_at, rect.center().y() - px(7), px(15), px(15))
            icons.paint(painter, icon, line.icon, colours.color(line.tone))
        if line.order:
            caret = QRect(rect.right() - px(14), rect.center().y() - px(5), px(11), px(11))
            lines: Any = index.model()
            opened = lines.is_open(index.row())
            icons.paint(painter, caret, "caret-up" if opened else "caret-down", colours.color("muted"))
        inset = px(16) if line.within else 0
        self._words(painter, rect.adjusted(icons_at + px(TEXT_LEFT) + inset, 0, -px(20), 0), line)
        painter.restore()

    def _words(self, painter: QPainter, room: QRect, line: Line) -> None:
        colours = theme.active()
        painter.setFont(colours.font("small" if line.within else "base"))
        painter.setPen(colours.color("muted" if line.within else "text"))
        middle = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        if line.number:
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, line.number)
            room = room.adjusted(0, 0, -painter.fontMetrics().horizontalAdvance(line.number) - 14, 0)
        text = painter.fontMetrics().elidedText(line.text, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, middle, text)
        used = painter.fontMetrics().horizontalAdvance(text) + 10
        rest = room.adjusted(used, 0, 0, 0)
        if line.note and rest.width() > 40:
            painter.setFont(colours.font("small"))
            painter.setPen(colours.color("muted"))
            note = painter.fontMetrics().elidedText(line.note, Qt.TextElideMode.ElideRight, rest.width())
            painter.drawText(rest, middle, note)


class Timeline(QListView):
    """The view of it; emits `order_wanted` with the row of an order that is pressed, or Enter is pressed on."""

    order_wanted = Signal(int)

    def __init__(self, model: TimelineModel) -> None:
        super().__init__()
        self._lines = model
        self.setModel(model)
        self.setItemDelegate(_LineDelegate(self))
        self.setAccessibleName("What they did, the newest first")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.empty_text = ""
        self.clicked.connect(self._press)
        self.activated.connect(self._press)

    def _press(self, index: QModelIndex) -> None:
        if index.isValid() and self._lines.line(index.row()).order:
            self.order_wanted.emit(index.row())

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        if self._lines.waiting:
            high = theme.active().px(ROW)
            for at in range(min(BONES, self.viewport().height() // high)):
                top = at * high + (high - self.fontMetrics().height()) / 2
                left = icons_left() + theme.active().px(TEXT_LEFT)
                wide = (self.viewport().width() - left) * (0.7, 0.5, 0.62)[at % 3]
                bone(painter, QRectF(left, top, wide, self.fontMetrics().height()))
        elif self.empty_text and not self.model().rowCount():
            painter.setPen(theme.active().color("muted"))
            room = self.viewport().rect().adjusted(24, 0, -24, 0)
            painter.drawText(room, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self.empty_text)
