"""The picture of who moved: two columns of stages, and bands between them whose thickness is people."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip

from ui.charts.chart import Chart
from ui.core import formats, theme

if TYPE_CHECKING:
    from app.runs import Flow, Move

NO_STAGE = "New"
"""What stands at the left for those who were in no stage on the first day."""
GONE = "In no stage"
_GAP, _WIDE = 8.0, 12.0


@dataclass(frozen=True, slots=True)
class Band:
    """A move with where it is drawn: the heights at which it begins and ends, and how thick it is."""

    move: "Move"
    left: float
    right: float
    thick: float


class FlowPicture(Chart):
    """Emits `opened` with the move whose band is pressed; `chosen` with the one that is pointed at or chosen."""

    opened = Signal(object)
    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.flow: Flow | None = None
        self.at = -1
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAccessibleName("Who moved between the stages")

    def show_flow(self, flow: "Flow") -> None:
        """Draw these moves."""
        self.flow, self.at = flow, -1
        self.setAccessibleDescription("; ".join(said(move, flow) for move in flow.moves))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.active().px(420), theme.active().px(360))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.active().px(300), theme.active().px(240))

    # Where things stand

    def _names(self, *, left: bool) -> list[str]:
        assert self.flow is not None
        used = {move.origin if left else move.target for move in self.flow.moves}
        return [name for name in (*self.flow.stages, "") if name in used]

    def _sides(self) -> tuple[float, float]:
        """Where the two columns begin: their names stand outside."""
        metrics = self.fontMetrics()
        names = [self._called(name, left=True) for name in self._names(left=True)]
        names += [self._called(name, left=False) for name in self._names(left=False)]
        widest = max((metrics.horizontalAdvance(name) for name in names), default=0) + 16
        # With less in the middle a band could not be told from its neighbour.
        room = min(float(widest), self.width() * 0.3)
        return room, self.width() - room - _WIDE

    @staticmethod
    def _called(name: str, *, left: bool) -> str:
        return name or (NO_STAGE if left else GONE)

    def blocks(self, *, left: bool) -> dict[str, tuple[float, float]]:
        """The top and height of each stage of a column."""
        assert self.flow is not None
        names = self._names(left=left)
        total = sum(move.count for move in self.flow.moves) or 1
        line = theme.active().px(18)
        # Each has room for its name; what is left goes by people.
        rest = max(0.0, self.height() - len(names) * line - (len(names) - 1) * _GAP - 2)
        found, top = {}, 1.0
        for name in names:
            count = sum(move.count for move in self.flow.moves if (move.origin if left else move.target) == name)
            high = line + rest * count / total
            found[name] = (top, high)
            top += high + _GAP
        return found

    def bands(self) -> list[Band]:
        """The moves where they are drawn, in their order."""
        if self.flow is None:
            return []
        lefts, rights = self.blocks(left=True), self.blocks(left=False)
        scale = self._scale(lefts, rights)
        used_left, used_right = dict.fromkeys(lefts, 0.0), dict.fromkeys(rights, 0.0)
        found = []
        for move in self.flow.moves:
            thick = max(1.0, move.count * scale)
            found.append(
                Band(move, lefts[move.origin][0] + used_left[move.origin],
                     rights[move.target][0] + used_right[move.target], thick)
            )  # fmt: skip
            used_left[move.origin] += thick
            used_right[move.target] += thick
        return found

    def _scale(self, lefts: dict[str, tuple[float, float]], rights: dict[str, tuple[float, float]]) -> float:
        """Pixels a person: so many that no stage's bands are higher than its block."""
        assert self.flow is not None
        sizes = []
        for blocks, side in ((lefts, "origin"), (rights, "target")):
            for name, (_, high) in blocks.items():
                count = sum(move.count for move in self.flow.moves if getattr(move, side) == name)
                sizes.append(high / count if count else high)
        return min(sizes, default=1.0)

    def path(self, band: Band) -> QPainterPath:
        """The outline of a band."""
        start, end = self._sides()
        start += _WIDE
        middle = (start + end) / 2
        path = QPainterPath(QPointF(start, band.left))
        path.cubicTo(QPointF(middle, band.left), QPointF(middle, band.right), QPointF(end, band.right))
        path.lineTo(end, band.right + band.thick)
        low_left, low_right = band.left + band.thick, band.right + band.thick
        path.cubicTo(QPointF(middle, low_right), QPointF(middle, low_left), QPointF(start, low_left))
        path.closeSubpath()
        return path

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        self.draw(QPainter(self), QRectF(self.rect()), 1.0)

    def draw(self, painter: QPainter, target: QRectF, sharp: float) -> None:
        """Paint the bands and the two columns; nothing before there is a flow."""
        if self.flow is None:
            return
        painter.translate(target.topLeft())
        painter.scale(sharp, sharp)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        for number, band in enumerate(self.bands()):
            shade = QColor(self._colour(band.move.origin))
            quiet = self.at >= 0 and number != self.at
            shade.setAlphaF(0.14 if quiet else 0.75 if number == self.at else 0.4)
            painter.setBrush(shade)
            painter.drawPath(self.path(band))
        for left in (True, False):
            self._draw_column(painter, left=left)

    def _draw_column(self, painter: QPainter, *, left: bool) -> None:
        start, end = self._sides()
        painter.setFont(theme.active().font("small"))
        for name, (top, high) in self.blocks(left=left).items():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._colour(name))
            painter.drawRoundedRect(QRectF(start if left else end, top, _WIDE, high), 3, 3)
            painter.setPen(theme.active().color("text"))
            room = QRectF(0, top, start - 8, high) if left else QRectF(end + _WIDE + 8, top, start - 8, high)
            side = Qt.AlignmentFlag.AlignRight if left else Qt.AlignmentFlag.AlignLeft
            called = self._called(name, left=left)
            text = painter.fontMetrics().elidedText(called, Qt.TextElideMode.ElideRight, int(room.width()))
            painter.drawText(room, side | Qt.AlignmentFlag.AlignVCenter, text)

    def _colour(self, name: str) -> QColor:
        assert self.flow is not None
        if name not in self.flow.stages:
            return theme.active().color("muted")
        return theme.active().series(self.flow.stages.index(name))

    # Choosing

    def _choose(self, at: int) -> None:
        if at != self.at:
            self.at = at
            self.update()
            self.chosen.emit(self.flow.moves[at] if self.flow is not None and at >= 0 else None)

    def _under(self, point: QPointF) -> int:
        # The thinnest first: where bands cross, a small one would never be reached.
        bands = sorted(enumerate(self.bands()), key=lambda one: one[1].thick)
        # A band of one pixel is caught a little beside it.
        near = QRectF(point.x() - 2, point.y() - 2, 4, 4)
        return next((number for number, band in bands if self.path(band).intersects(near)), -1)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        under = self._under(event.position())
        if under >= 0:
            self._choose(under)
        self.setCursor(Qt.CursorShape.PointingHandCursor if under >= 0 else Qt.CursorShape.ArrowCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        under = self._under(event.position())
        if under >= 0 and self.flow is not None and event.button() == Qt.MouseButton.LeftButton:
            self._choose(under)
            self.opened.emit(self.flow.moves[under])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_Left: -1}
        key = Qt.Key(event.key())
        if self.flow is None or not self.flow.moves:
            super().keyPressEvent(event)
        elif key in steps:
            many = len(self.flow.moves)
            self._choose((self.at + steps[key]) % many if self.at >= 0 else (0 if steps[key] > 0 else many - 1))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.at >= 0:
            self.opened.emit(self.flow.moves[self.at])
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent) and self.flow is not None:
            under = self._under(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), said(self.flow.moves[under], self.flow) if under >= 0 else "", self)
            return True
        return super().event(event)


def said(move: "Move", flow: "Flow") -> str:
    """A move as a sentence: `1,204 people went from Active to At risk: 12 % of Active`."""
    if not move.origin:
        return f"{formats.people(move.count)} came new into {move.target or 'no stage'}"
    share = f": {formats.share(flow.share(move), 1.0)} of {move.origin}"
    if move.origin == move.target:
        return f"{formats.people(move.count)} stayed in {move.origin}{share}"
    return f"{formats.people(move.count)} went from {move.origin} to {move.target or 'no stage'}{share}"
