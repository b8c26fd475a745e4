"""Each dot is a person: a picture of groups that can be brushed with the mouse or the keyboard."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.charts.chart import Chart
from ui.core import theme
from ui.core.input_device import by_keyboard

if TYPE_CHECKING:
    import numpy as np

    from app.discover import Picture
    from ui.charts.plot import Plot

DOT = 6.0
MANY = 3_000
"""From so many points on they are drawn smaller and fainter."""
_EDGE = 0.03
"""How much of the picture is kept free at each edge; who stands further out is drawn in there."""


class Over(QWidget):
    """What is drawn over the picture: the brush, and the ring of the keyboard."""

    def __init__(self, parent: "Scatter") -> None:
        super().__init__(parent)
        self._scatter = parent
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def paintEvent(self, event: QPaintEvent) -> None:
        self._scatter.draw_over(QPainter(self))


class Scatter(Chart):
    """The picture. `brushed` gives the positions (in the grouping's ids) of the people in the brush, drawn or not.

    Dragging draws a brush; Shift keeps what was brushed before, Alt takes away. Escape clears.
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
        self._dots: list[Any] = []
        self._bright: list[Any] = []
        self._start: QPointF | None = None
        self._brush = QRectF()
        self._ring = False
        self._over = Over(self)
        theme.active().changed.connect(self._redraw)

    @property
    def picture(self) -> "Picture | None":
        """What is drawn."""
        return self._picture

    def sizeHint(self) -> QSize:
        return QSize(400, 400)

    def furnish(self, plot: "Plot") -> None:
        """Give the plot, which is there now, its axis at the left."""
        plot.showAxis("left", True)

    def show_picture(self, picture: "Picture", labels: "np.ndarray[Any, Any]") -> None:
        """Draw these people, coloured by the label of their group."""
        import numpy as np

        self._picture = picture
        self._labels = labels
        self._chosen = np.zeros(picture.people, dtype=bool)
        self._drawn = np.zeros(picture.people, dtype=bool)
        self._drawn[picture.rows] = True
        self._brush = QRectF()
        self._place(picture)
        self._redraw()

    def _place(self, picture: "Picture") -> None:
        """Where each person is drawn; the outermost half per cent do not squeeze the rest."""
        import numpy as np

        box, places = self.plot.box, []
        for axis, values in enumerate((picture.x, picture.y)):
            low, high = np.quantile(values, [0.002, 0.998]) if len(values) else (0.0, 1.0)
            edge = _EDGE * ((high - low) or 1.0)
            places.append(np.clip(values, low - 0.6 * edge, high + 0.6 * edge))
            (box.setYRange if axis else box.setXRange)(low - edge, high + edge, padding=0)
        self._xy = np.column_stack(places)
        for side, label in (("bottom", picture.x_label), ("left", picture.y_label)):
            axis_item = self.plot.axes[side]
            axis_item.setLabel(f"{label} →")
            # Directions that are mixed of everything have no unit: numbers along them would say nothing.
            axis_item.setStyle(showValues=picture.measured)

    def _redraw(self) -> None:
        if self._picture is None:
            return
        many = len(self._picture.rows) > MANY
        self._exchange(self._dots, self._drawn, 0.45 if many else 0.75)
        self._brighten()

    def _brighten(self) -> None:
        """While some are chosen, the others step back."""
        self._exchange(self._bright, self._chosen & self._drawn, 1.0)
        for item in self._dots:
            item.setOpacity(0.35 if self._chosen.any() else 1.0)
        self._over.update()

    def _exchange(self, items: list[Any], which: Any, strength: float) -> None:
        """Draw some of the people, those of each group as one item: it has one colour, which is fast."""
        from ui.charts.plot import Dots

        for item in items:
            self.plot.removeItem(item)
        items.clear()
        size = DOT - 2 if self._picture is not None and len(self._picture.rows) > MANY else DOT
        # Who belongs to no group, -1, is drawn first and so lies below.
        for label in range(-1, int(self._labels.max(initial=0)) + 1):
            inside = which & (self._labels == label)
            if inside.any():
                points = self._xy[inside]
                items.append(Dots(points[:, 0], points[:, 1], _colour(label), size, strength))
                self.plot.addItem(items[-1])

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._ring = by_keyboard(event.reason())
        self._over.update()
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._over.update()
        super().focusOutEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        # The brush is in pixels: after this it would lie over other people. Who was chosen by it stays chosen.
        self._brush = QRectF()
        self.fit_plot()
        self._over.setGeometry(self.rect())

    def draw_over(self, painter: QPainter) -> None:
        """Draw the brush, and the ring of who came by the keyboard."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        accent = theme.active().color("accent")
        if not self._brush.isEmpty():
            painter.setPen(QPen(accent, 1, Qt.PenStyle.DashLine))
            ground = QColor(accent)
            ground.setAlphaF(0.07)
            painter.setBrush(ground)
            painter.drawRoundedRect(self._brush, 3, 3)
        if self._ring and self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(accent, 1))
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 6, 6)

    # Brushing

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self._picture is not None:
            self._start = event.position()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._start is not None:
            self._brush = QRectF(self._start, event.position()).normalized()
            self._over.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._start is None or self._xy is None:
            return
        self._start = None
        # A press that trembled is no drag.
        if self._brush.width() < 3 or self._brush.height() < 3:
            self.clear()
            return
        self._take(event.modifiers())

    def _take(self, modifiers: Qt.KeyboardModifier) -> None:
        x, y = self._xy[:, 0], self._xy[:, 1]
        first = self.plot.at(self._brush.topLeft().toPoint())
        last = self.plot.at(self._brush.bottomRight().toPoint())
        # Up is more in the picture, and less in pixels.
        inside = (x >= first.x()) & (x <= last.x()) & (y >= last.y()) & (y <= first.y())
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
        self._brighten()
        self.brushed.emit(self._chosen.nonzero()[0])

    def clear(self) -> None:
        """Take the brush away."""
        self._brush = QRectF()
        if self._picture is not None:
            self._chosen[:] = False
            self._tell()
        self._over.update()

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
