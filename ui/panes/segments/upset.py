"""The picture of overlaps: a bar for each combination of segments above the dots that say which these are.

The form is the UpSet plot of Lex, Gehlenborg, Strobelt, Vuillemot and Pfister (2014): sets are rows with their sizes at
the left, exclusive combinations are columns, the largest first.
"""

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip

from app.domain.counts import listed
from ui.charts.chart import Chart
from ui.core import formats, theme

if TYPE_CHECKING:
    from app.audience import Combination, Overlap

MOST: Final = 60
"""So many combinations are drawn; the table has all."""
_ROW, _COLUMN, _TOP, _NAMES, _SIZES, _DOT = 30, 34, 170, 170, 110, 5.5
_LEFT: Final = 2
"""Pixels between the sizes and the dots, in columns."""


def said(one: "Combination") -> str:
    """A combination in words."""
    names = listed([f"“{name}”" for name in one.segments])
    others = "in no other" if len(one.segments) > 1 else "alone"
    return f"{formats.people(one.count)} in {names}, {others}"


class UpSet(Chart):
    """Emits `chosen` with the place of a combination, and `taken` where it was pressed twice or with Enter."""

    chosen = Signal(int)
    taken = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._names: list[str] = []
        self._sizes: list[int] = []
        self.columns: list[Combination] = []
        self.at = -1
        self._under = -1
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName("Overlaps of segments")

    def show_overlap(self, found: "Overlap") -> None:
        """Show another overlap: rows by their sizes, the largest on top."""
        sizes = {name: found.counts[at][at] for at, name in enumerate(found.segments)}
        self._names = sorted(sizes, key=lambda name: -sizes[name])
        self._sizes = [sizes[name] for name in self._names]
        self.columns = list(found.combinations[:MOST])
        self.at = self._under = -1
        self.setAccessibleDescription("; ".join(said(one) for one in self.columns[:12]))
        self.setMinimumSize(self.sizeHint())
        self.update()

    def sizeHint(self) -> QSize:
        px = theme.active().px
        wide = px(_NAMES + _SIZES) + px(_COLUMN) * (len(self.columns) + _LEFT)
        return QSize(wide, px(_TOP) + px(_ROW) * max(1, len(self._names)) + px(8))

    # Where things stand

    def _origin(self) -> QPointF:
        px = theme.active().px
        return QPointF(px(_NAMES + _SIZES) + px(_COLUMN) / 2, px(_TOP))

    def column_rect(self, at: int) -> QRectF:
        """The place of a combination: its bar and its dots."""
        px, origin = theme.active().px, self._origin()
        high = px(_TOP) + px(_ROW) * len(self._names)
        return QRectF(origin.x() + at * px(_COLUMN), 0, px(_COLUMN), high)

    def _column_at(self, place: QPointF) -> int:
        return next((at for at in range(len(self.columns)) if self.column_rect(at).contains(place)), -1)

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        self._paint(painter)
        if self.hasFocus() and self.at >= 0:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.active().color("accent"), 1.5))
            painter.drawRoundedRect(self.column_rect(self.at).adjusted(2, 1, -2, -1), 6, 6)

    def draw(self, painter: QPainter, target: QRectF, sharp: float) -> None:
        painter.translate(target.topLeft())
        painter.scale(sharp, sharp)
        self._paint(painter)

    def _paint(self, painter: QPainter) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_rows(painter)
        for at in range(len(self.columns)):
            self._paint_column(painter, at)

    def _paint_rows(self, painter: QPainter) -> None:
        colours, px, origin = theme.active(), theme.active().px, self._origin()
        most = max(self._sizes, default=0) or 1
        wide = origin.x() + px(_COLUMN) * len(self.columns)
        for at, (name, size) in enumerate(zip(self._names, self._sizes, strict=True)):
            top = origin.y() + at * px(_ROW)
            if at % 2 == 0:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(colours.color("bg"))
                painter.drawRoundedRect(QRectF(0, top, wide, px(_ROW)), 6, 6)
            row = QRectF(8, top, px(_NAMES) - 8, px(_ROW))
            painter.setFont(colours.font("small"))
            painter.setPen(colours.color("text"))
            shown = painter.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, int(row.width()))
            painter.drawText(row, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
            self._paint_size(painter, QRectF(px(_NAMES), top, px(_SIZES), px(_ROW)), size, size / most)

    def _paint_size(self, painter: QPainter, box: QRectF, size: int, share: float) -> None:
        colours, px = theme.active(), theme.active().px
        # The bar grows to the left from the dots, its number left of it.
        room = box.width() * 0.5
        bar = QRectF(box.right() - max(2.0, room * share), box.center().y() - px(5), max(2.0, room * share), px(10))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colours.color("muted"))
        painter.drawRoundedRect(bar, 2, 2)
        painter.setPen(colours.color("muted"))
        painter.setFont(colours.font("tiny"))
        left = QRectF(box.left() - px(20), box.top(), bar.left() - box.left() + px(14), box.height())
        painter.drawText(left, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, formats.number(size))

    def _paint_column(self, painter: QPainter, at: int) -> None:
        colours, px, one, box = theme.active(), theme.active().px, self.columns[at], self.column_rect(at)
        marked = at in (self.at, self._under)
        if marked:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colours.color("accent-soft"))
            painter.drawRoundedRect(box.adjusted(2, 0, -2, 0), 6, 6)
        most = max(combination.count for combination in self.columns) or 1
        high = max(2.0, (px(_TOP) - px(34)) * one.count / most)
        bar = QRectF(box.center().x() - px(9), px(_TOP) - px(10) - high, px(18), high)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colours.color("accent"))
        painter.drawRoundedRect(bar, 2, 2)
        painter.setPen(colours.color("text" if marked else "muted"))
        painter.setFont(colours.font("tiny"))
        number = QRectF(box.left() - px(6), bar.top() - px(18), box.width() + px(12), px(16))
        painter.drawText(number, Qt.AlignmentFlag.AlignCenter, _short(one.count))
        self._paint_dots(painter, box, {self._names.index(name) for name in one.segments})

    def _paint_dots(self, painter: QPainter, box: QRectF, inside: set[int]) -> None:
        colours, px = theme.active(), theme.active().px
        across, radius = box.center().x(), px(_DOT)
        heights = [px(_TOP) + (row + 0.5) * px(_ROW) for row in range(len(self._names))]
        for token, rows in (("line", set(range(len(heights))) - inside), ("accent", inside)):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colours.color(token))
            for row in rows:
                painter.drawEllipse(QPointF(across, heights[row]), radius, radius)
        if len(inside) > 1:
            painter.setPen(QPen(colours.color("accent"), px(2)))
            painter.drawLine(QPointF(across, heights[min(inside)]), QPointF(across, heights[max(inside)]))

    # Mouse and keys

    def choose(self, at: int) -> None:
        """Mark a combination; -1 for none."""
        if at != self.at:
            self.at = at
            self.update()
            self.chosen.emit(at)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.choose(self._column_at(event.position()))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if (at := self._column_at(event.position())) >= 0:
            self.taken.emit(at)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        under = self._column_at(event.position())
        if under != self._under:
            self._under = under
            self.setCursor(Qt.CursorShape.PointingHandCursor if under >= 0 else Qt.CursorShape.ArrowCursor)
            self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self._under = -1
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        if event.key() in steps and self.columns:
            self.choose(max(0, min(len(self.columns) - 1, self.at + steps[Qt.Key(event.key())])))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.at >= 0:
            self.taken.emit(self.at)
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            at = self._column_at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), said(self.columns[at]) if at >= 0 else "", self)
            return True
        return super().event(event)


def _short(count: int) -> str:
    """A number that fits over a bar: `12,345`, `123k`."""
    return formats.number(count) if count < 100_000 else f"{count // 1000:,}k"
