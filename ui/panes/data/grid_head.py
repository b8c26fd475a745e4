"""The heads above the cells of the preview: painted, not widgets, for a file may have thousands of columns."""

from collections.abc import Mapping

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QMouseEvent, QPainter
from PySide6.QtWidgets import QHeaderView, QWidget

from ui.core import icons, theme
from ui.panes.data.columns import HeadState

HIGH = 56
"""Pixels of a head."""


class GridHead(QHeaderView):
    """Each column's header with the icon of its type, below it what it becomes, and a bar for how full it is.

    Emits `chosen(header)` when one is pressed, `opened(header)` when the one is that was chosen already.
    """

    chosen = Signal(str)
    opened = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._headers: list[str] = []
        self._states: Mapping[str, HeadState] = {}
        self.marked = ""
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFixedHeight(theme.active().px(HIGH))

    def show_states(self, headers: list[str], states: Mapping[str, HeadState]) -> None:
        """Show these heads, in this order."""
        self._headers, self._states = headers, states
        self.viewport().update()

    def mark(self, header: str) -> None:
        """Tell one column from the others."""
        self.marked = header
        self.viewport().update()

    def needed(self, header: str) -> int:
        """Pixels in which a head stands uncut."""
        state, colours = self._states.get(header), theme.active()
        if state is None:
            return 0
        first = QFontMetrics(colours.font("small-strong")).horizontalAdvance(state.header) + colours.px(14) + 6
        second = QFontMetrics(colours.font("tiny")).horizontalAdvance("skipped" if state.skipped else state.target)
        return max(first, second) + 18

    def sizeHint(self) -> QSize:
        # Asked again and again; Qt would look at each of the heads.
        return QSize(120, theme.active().px(HIGH))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        at = self.logicalIndexAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and 0 <= at < len(self._headers):
            header = self._headers[at]
            (self.opened if header == self.marked else self.chosen).emit(header)

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        colours = theme.active()
        state = self._states.get(self._headers[logicalIndex]) if logicalIndex < len(self._headers) else None
        marked = state is not None and state.header == self.marked
        painter.save()
        painter.fillRect(rect, colours.color("accent-soft" if marked else "surface"))
        painter.fillRect(rect.x(), rect.bottom(), rect.width(), 1, colours.color("line"))
        if state is not None:
            self._paint_state(painter, rect, state, marked=marked)
        painter.restore()

    def _paint_state(self, painter: QPainter, rect: QRect, state: HeadState, *, marked: bool) -> None:
        colours = theme.active()
        ink = "accent" if marked else "muted" if state.skipped else "text"
        inner = rect.adjusted(8, 5, -8, -9)
        half, side = inner.height() // 2, colours.px(14)
        square = QRect(inner.x(), inner.y() + (half - side) // 2, side, side)
        icons.paint(painter, square, state.icon, colours.color("accent" if marked else "muted"))
        first = QRect(inner.x() + side + 6, inner.y(), inner.width() - side - 6, half)
        second = QRect(inner.x(), inner.y() + half, inner.width(), inner.height() - half)
        becomes = "skipped" if state.skipped else state.target
        for text, role, token, place in (
            (state.header, "small-strong", ink, first),
            (becomes, "tiny", "muted", second),
        ):
            painter.setFont(colours.font(role))
            painter.setPen(colours.color(token))
            shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, place.width())
            painter.drawText(place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)
        painter.setPen(Qt.PenStyle.NoPen)
        track = QRectF(inner.x(), rect.bottom() - 5, inner.width(), 3)
        painter.setBrush(colours.color("line" if marked else "sunken"))
        painter.drawRoundedRect(track, 1.5, 1.5)
        if state.share and not state.skipped:
            painter.setBrush(colours.color("warn" if state.state == "doubtful" else "good"))
            track.setWidth(max(3.0, track.width() * state.share))
            painter.drawRoundedRect(track, 1.5, 1.5)
