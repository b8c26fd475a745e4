"""A plot of pyqtgraph's in our look: this module loads the library, and so is itself imported when a picture is drawn.

Nothing of pyqtgraph's global configuration is touched: colours and fonts are given to each item, from our tokens.
"""

from collections.abc import Sequence
from math import floor, log10
from typing import Any

import pyqtgraph as pg
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QFrame, QWidget

from ui.core import formats, theme

SHAPES = 3_000
"""Up to so many dots are drawn as shapes in a file."""


class Axis(pg.AxisItem):  # type: ignore[misc]
    """An axis that writes numbers as the rest of the window does."""

    def tickStrings(self, values: Sequence[float], scale: float, spacing: float) -> list[str]:
        """The library asks this for its ticks: as many decimals as tell two of them apart."""
        places = max(0, -floor(log10(spacing))) if 0 < spacing < 1 else 0
        return [formats.number(value * scale, places) for value in values]


class Plot(pg.PlotWidget):  # type: ignore[misc]
    """Axes around items. It takes no mouse and no keys: the chart around it does, which says what they mean."""

    def __init__(self) -> None:
        axes = {side: Axis(side) for side in ("left", "bottom")}
        super().__init__(background=None, axisItems=axes, enableMenu=False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        # A chart's own name and table say what is drawn: the pieces of a scene would only be in the way.
        self.setAccessibleName("")
        self.hideButtons()
        # It makes a menu even where none is wanted, and gives it no parent: it would outlive the plot.
        menu = self.getPlotItem().ctrlMenu
        menu.setParent(self, menu.windowFlags())
        # Nobody sees its fields, but whoever goes through the window finds them: they are called what they are there.
        for part in menu.findChildren(QWidget):
            part.setAccessibleName(part.accessibleName() or part.objectName())
        self.box = self.getViewBox()
        self.box.setMouseEnabled(x=False, y=False)
        self.box.setDefaultPadding(0.0)
        self.axes = {side: self.getAxis(side) for side in ("left", "bottom")}
        for axis in self.axes.values():
            axis.enableAutoSIPrefix(False)
            axis.setStyle(tickLength=0, hideOverlappingLabels=False)
        theme.active().changed.connect(self.dress)
        self.dress()

    def dress(self) -> None:
        """Take the theme's colours and fonts as they are now."""
        colours = theme.active()
        self.setBackground(colours.color("surface"))
        for axis in self.axes.values():
            axis.setPen(pg.mkPen(colours.color("line")))
            axis.setTextPen(pg.mkPen(colours.color("muted")))
            axis.setTickFont(colours.font("tiny"))
            axis.label.setFont(colours.font("tiny"))

    def ticks(self, side: str, places: Sequence[tuple[float, str]]) -> None:
        """Say these words at these places of an axis, and no others."""
        self.axes[side].setTicks([list(places)])

    def at(self, point: QPoint) -> QPointF:
        """The place in the axes' own measure of a point of the widget."""
        found: QPointF = self.box.mapSceneToView(self.mapToScene(point))
        return found

    def draw(self, painter: QPainter, onto: QRectF, scale: float) -> None:
        """Draw everything with a painter of another device, which has `scale` pixels for one of the screen.

        As shapes, so long as there are few: very many dots take seconds one by one, and are what the screen shows.
        """
        dots = [item for item in self.items() if isinstance(item, Dots)]
        if sum(len(one.data) for one in dots) > SHAPES:
            painter.drawPixmap(onto, self.grab(), QRectF())
            return
        kept = [(item, item.cacheMode()) for item in self.items()]
        # What is kept for the screen is of its pixels.
        for item, _ in kept:
            item.setCacheMode(item.CacheMode.NoCache)
        for item in dots:
            item.setExportMode(True, {"antialias": True, "resolutionScale": scale})
        try:
            self.render(painter, onto, self.viewport().rect())
        finally:
            for item in dots:
                item.setExportMode(False)
            for item, mode in kept:
                item.setCacheMode(mode)


class Bars(pg.GraphicsObject):  # type: ignore[misc]
    """A bar at 0, 1, 2 … with round shoulders, never so wide or so thin that it reads badly."""

    WIDEST, THINNEST, ROUND = 34.0, 2.0, 3.0

    def __init__(self) -> None:
        super().__init__()
        self._heights: Sequence[float] = ()

    def show_heights(self, heights: Sequence[float]) -> None:
        """Draw these."""
        self.prepareGeometryChange()
        self._heights = heights
        self.update()

    def boundingRect(self) -> QRectF:
        return QRectF(-0.5, 0, max(1, len(self._heights)), max(self._heights, default=0) or 1)

    def dataBounds(self, ax: int, frac: float = 1.0, orthoRange: Any = None) -> tuple[float, float]:
        """The library asks this to fit the axes: the bars themselves."""
        rect = self.boundingRect()
        return (rect.left(), rect.right()) if ax == 0 else (rect.top(), rect.bottom())

    def paint(self, painter: QPainter, *_: Any) -> None:
        # In pixels: in the axes' own measure a round corner would be an ellipse.
        shape = painter.transform()
        painter.save()
        painter.resetTransform()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.active().color("accent"))
        step = shape.map(QPointF(1, 0)).x() - shape.map(QPointF(0, 0)).x()
        wide = min(self.WIDEST, max(self.THINNEST, step * 0.62))
        for at, height in enumerate(self._heights):
            foot, top = shape.map(QPointF(at, 0)), shape.map(QPointF(at, height))
            if height > 0:
                self._bar(painter, foot, wide, max(foot.y() - top.y(), 2.0))
        painter.restore()

    def _bar(self, painter: QPainter, foot: QPointF, wide: float, high: float) -> None:
        radius = min(self.ROUND, high / 2, wide / 2)
        painter.setClipRect(QRectF(foot.x() - wide, foot.y() - high - 2, 2 * wide, high + 2))
        painter.drawRoundedRect(QRectF(foot.x() - wide / 2, foot.y() - high, wide, high + radius), radius, radius)
        painter.setClipping(False)


class Dots(pg.ScatterPlotItem):  # type: ignore[misc]
    """Points of one colour. Drawn once for the screen and kept until they change: a brush over them costs nothing."""

    def __init__(self, x: Any, y: Any, colour: QColor, size: float, strength: float) -> None:
        ink = QColor(colour)
        ink.setAlphaF(strength)
        super().__init__(x=x, y=y, size=size, pen=None, brush=pg.mkBrush(ink), pxMode=True, antialias=True)
        self.setCacheMode(self.CacheMode.DeviceCoordinateCache)
