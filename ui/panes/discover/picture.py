"""Each dot is a person: a picture of groups that can be brushed with the mouse or the keyboard."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.core import theme
from ui.core.input_device import by_keyboard

if TYPE_CHECKING:
    import numpy as np

    from app.discover import Picture

MARGIN = 22
DOT = 6.0
MANY = 3_000
"""From so many points on they are drawn smaller and fainter."""


class Scatter(QWidget):
    """The picture. `brushed` gives the positions (in the grouping's ids) of the people in the brush, drawn or not.

    Dragging draws a brush; Shift keeps what was brushed before, Alt takes away. Escape clears. Points are drawn once
    into a pixmap, and only the brush over it.
    """

    brushed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setAccessibleName("Picture of the groups: each dot is a person. View as table says the same in figures")
        self.setToolTip("Drag to choose people · Shift adds to them · Alt takes away · Esc clears")
        self._picture: Picture | None = None
        self._labels: Any = None
        self._xy: Any = None
        self._chosen: Any = None
        self._drawn: Any = None
        self._pixmap: QPixmap | None = None
        self._chosen_pixmap: QPixmap | None = None
        self._start: QPointF | None = None
        self._brush = QRectF()
        self._ring = False
        theme.active().changed.connect(self._redraw)

    @property
    def picture(self) -> "Picture | None":
        """What is drawn."""
        return self._picture

    def sizeHint(self) -> QSize:
        return QSize(400, 400)

    def show_picture(self, picture: "Picture", labels: "np.ndarray[Any, Any]") -> None:
        """Draw these people, coloured by the label of their group."""
        import numpy as np

        self._picture = picture
        self._labels = labels
        self._chosen = np.zeros(picture.people, dtype=bool)
        self._drawn = np.zeros(picture.people, dtype=bool)
        self._drawn[picture.rows] = True
        self._brush = QRectF()
        self._redraw()

    def _redraw(self) -> None:
        self._pixmap = self._chosen_pixmap = None
        self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._ring = by_keyboard(event.reason())
        super().focusInEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._brush = QRectF()
        self._redraw()

    def _place(self) -> None:
        """Where each person is drawn, in pixels; the outermost half per cent do not squeeze the rest."""
        import numpy as np

        picture = self._picture
        assert picture is not None
        inner = self.rect().adjusted(MARGIN, MARGIN, -MARGIN, -MARGIN)
        columns = []
        for values, start, length in (
            (picture.x, inner.left(), inner.width()),
            (-picture.y, inner.top(), inner.height()),
        ):
            low, high = np.quantile(values, [0.002, 0.998]) if len(values) else (0.0, 1.0)
            spread = (high - low) or 1.0
            columns.append(start + np.clip((values - low) / spread, -0.02, 1.02) * length)
        self._xy = np.column_stack(columns)

    def _many(self) -> bool:
        return self._picture is not None and len(self._picture.rows) > MANY

    def _draw(self, which: Any, strength: float) -> QPixmap:
        """Some of the people in the colours of their groups."""
        from ui.charts import dots

        ratio = self.devicePixelRatioF()
        labels, points = self._labels[which], self._xy[which]
        size = (DOT - 2 if self._many() else DOT) * ratio
        whole = self.size() * ratio
        colours = {label: _colour(label) for label in range(-1, int(self._labels.max(initial=0)) + 1)}
        drawn = dots.image(points * ratio, labels, colours, (whole.width(), whole.height()), size, strength)
        pixmap = QPixmap.fromImage(drawn)
        pixmap.setDevicePixelRatio(ratio)
        return pixmap

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self._picture is None:
            return
        if self._pixmap is None:
            self._place()
            self._pixmap = self._draw(self._drawn, 0.45 if self._many() else 0.75)
        # While some are chosen, the others step back.
        painter.setOpacity(0.35 if self._chosen.any() else 1.0)
        painter.drawPixmap(0, 0, self._pixmap)
        painter.setOpacity(1.0)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._draw_axes(painter)
        if self._chosen.any():
            if self._chosen_pixmap is None:
                self._chosen_pixmap = self._draw(self._chosen & self._drawn, 1.0)
            painter.drawPixmap(0, 0, self._chosen_pixmap)
        if not self._brush.isEmpty():
            accent = theme.active().color("accent")
            painter.setPen(QPen(accent, 1, Qt.PenStyle.DashLine))
            ground = QColor(accent)
            ground.setAlphaF(0.07)
            painter.setBrush(ground)
            painter.drawRoundedRect(self._brush, 3, 3)
        if self._ring and self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.active().color("accent"), 1))
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 6, 6)

    def _draw_axes(self, painter: QPainter) -> None:
        assert self._picture is not None
        painter.setFont(theme.active().font("tiny"))
        painter.setPen(theme.active().color("muted"))
        line = QRect(MARGIN, self.height() - 20, self.width() - 2 * MARGIN, 18)
        painter.drawText(line, Qt.AlignmentFlag.AlignRight, f"{self._picture.x_label} →")
        painter.drawText(QRect(4, 2, self.width() - 8, 18), Qt.AlignmentFlag.AlignLeft, f"↑ {self._picture.y_label}")

    # Brushing

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self._picture is not None:
            self._start = event.position()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._start is not None:
            self._brush = QRectF(self._start, event.position()).normalized()
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._start is None or self._xy is None:
            return
        self._start = None
        if self._brush.width() < 3 or self._brush.height() < 3:
            self.clear()
            return
        self._take(event.modifiers())

    def _take(self, modifiers: Qt.KeyboardModifier) -> None:
        x, y = self._xy[:, 0], self._xy[:, 1]
        brush = self._brush
        inside = (x >= brush.left()) & (x <= brush.right()) & (y >= brush.top()) & (y <= brush.bottom())
        if modifiers & Qt.KeyboardModifier.ShiftModifier:
            self._chosen |= inside
        elif modifiers & Qt.KeyboardModifier.AltModifier:
            self._chosen &= ~inside
        else:
            self._chosen = inside
        self._tell()

    def _tell(self) -> None:
        """Others are chosen."""
        assert self._picture is not None
        self._chosen_pixmap = None
        self.update()
        self.brushed.emit(self._chosen.nonzero()[0])

    def clear(self) -> None:
        """Take the brush away."""
        self._brush = QRectF()
        if self._picture is not None:
            self._chosen[:] = False
            self._tell()
        self.update()

    def choose_group(self, label: int) -> None:
        """Brush everyone of one group, as from its card."""
        if self._picture is not None:
            self._brush = QRectF()
            self._chosen = self._labels == label
            self._tell()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._chosen is not None and self._chosen.any():
            self.clear()
        elif event.key() == Qt.Key.Key_A and event.modifiers() & Qt.KeyboardModifier.ControlModifier and self._picture:
            self._chosen[:] = True
            self._tell()
        else:
            super().keyPressEvent(event)


def _colour(label: int) -> QColor:
    """The colour of a group; who belongs to none is grey."""
    return QColor(theme.active().series(label)) if label >= 0 else theme.active().color("muted")
