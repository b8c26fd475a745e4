"""A slider over days that shows the course of a figure: a line up to now, dashed beyond it, and a handle on it."""

import datetime as dt
from bisect import bisect_left
from typing import Any

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF, QWheelEvent
from PySide6.QtWidgets import QAbstractSlider, QSizePolicy, QToolTip

from ui.core import formats, theme
from ui.widgets.focus_ring import ring

_WEEK, _FOOT, _HEAD, _SIDE = 7, 18, 20, 7
"""Days of a large step; pixels below the line for the days, above it for the figure, and at each side."""


class DayCourse(QAbstractSlider):
    """Points arrive one by one. The value is a day, counted from the first; `chosen` tells of each one that the user
    chooses, by mouse or keys: an arrow is a day, Page up and down a week, Home the first day, Escape or 0 now."""

    chosen = Signal(int)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setOrientation(Qt.Orientation.Horizontal)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(name)
        self.setPageStep(_WEEK)
        self._first: dt.date | None = None
        self._now = 0
        self._points: list[tuple[float, int]] = []
        self._dim = self._ours = False
        self.valueChanged.connect(self._turned)

    def sizeHint(self) -> QSize:
        return QSize(240, theme.active().px(112))

    # What it shows

    def wait(self) -> None:
        """Nothing is known of these days yet."""
        self._points, self._first = [], None
        self.update()

    def set_days(self, first: dt.date, now: dt.date, last: dt.date, chosen: dt.date | None = None) -> None:
        """Begin with other days, all without a figure; `chosen` is where the handle stands, now without one."""
        self._first, self._now, self._points, self._dim = first, (now - first).days, [], False
        self._ours = True
        self.setRange(0, (last - first).days)
        self.setValue(self._now if chosen is None else (chosen - first).days)
        self._ours = False
        self._describe()
        self.update()

    def add(self, at: dt.datetime, count: int) -> None:
        """The figure at a moment; moments come in their order."""
        if self._first is not None:
            start = dt.datetime.combine(self._first, dt.time())
            self._points.append(((at.replace(tzinfo=None) - start).total_seconds() / 86_400, count))
            self._describe()
            self.update()

    def set_dim(self) -> None:
        """Fade the line until a new one comes."""
        self._dim = True
        self.update()

    def to_now(self) -> None:
        """Put the handle on now, as the user would."""
        self.setValue(self._now)

    @property
    def at_now(self) -> bool:
        """Whether the handle stands on now."""
        return self.value() == self._now

    def day(self, value: int | None = None) -> dt.date | None:
        """The day of a value, of the handle's without one; None while no days are known."""
        if self._first is None:
            return None
        return self._first + dt.timedelta(days=self.value() if value is None else value)

    def figure(self, day: float) -> float:
        """The figure at a day, between two points as the line runs."""
        after = bisect_left(self._points, day, key=lambda point: point[0])
        if after == 0 or after == len(self._points):
            return float(self._points[min(after, len(self._points) - 1)][1])
        (left, low), (right, high) = self._points[after - 1], self._points[after]
        return low + (high - low) * (day - left) / (right - left)

    def points(self) -> list[tuple[float, int]]:
        """What is shown so far: days from the first, and figures."""
        return list(self._points)

    def _describe(self) -> None:
        said = [
            f"{formats.day(day)} {formats.number(count)}" for at, count in self._points if (day := self.day(int(at)))
        ]
        self.setAccessibleDescription("; ".join(said))

    def _turned(self, value: int) -> None:
        self.update()
        if not self._ours:
            self.chosen.emit(value)

    # Mouse and keys

    def _value_at(self, point: QPointF) -> int:
        room = self._room()
        share = (point.x() - room.left()) / max(1.0, room.width())
        value = round(share * self.maximum())
        # Now is narrow among many days: whoever comes close means it.
        near = abs(self._x(self._now) - point.x()) <= theme.active().px(4)
        return self._now if near else max(0, min(self.maximum(), value))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self._first is not None:
            self.setSliderDown(True)
            self.setValue(self._value_at(event.position()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self.isSliderDown():
            self.setValue(self._value_at(event.position()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.setSliderDown(False)

    def wheelEvent(self, event: QWheelEvent) -> None:
        # The page scrolls, as over every other field.
        event.ignore()

    def keyPressEvent(self, event: Any) -> None:
        if event.key() in (Qt.Key.Key_0, Qt.Key.Key_Escape) and not self.at_now:
            self.to_now()
        elif event.key() == Qt.Key.Key_Escape:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent):
            self._tell(event.pos(), event.globalPos())
            return True
        return super().event(event)

    def _tell(self, at: QPoint, globally: QPoint) -> None:
        near = min(self._points, key=lambda point: abs(self._x(point[0]) - at.x()), default=None)
        day = None if near is None else self.day(int(near[0]))
        said = "" if near is None or day is None else f"{formats.day(day)}: {formats.people(near[1])}"
        QToolTip.showText(globally, said, self)

    # Painting

    def _room(self) -> QRectF:
        colours = theme.active()
        side = colours.px(_SIDE)
        return QRectF(self.rect()).adjusted(side, colours.px(_HEAD), -side, -colours.px(_FOOT))

    def _x(self, day: float) -> float:
        room = self._room()
        return room.left() + room.width() * day / max(1, self.maximum())

    def _place(self, day: float, figure: float) -> QPointF:
        room = self._room()
        highest = max((count for _, count in self._points), default=0) or 1
        return QPointF(self._x(day), room.bottom() - room.height() * figure / highest)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, colours = QPainter(self), theme.active()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        room = self._room()
        painter.setPen(QPen(colours.color("line"), 1))
        painter.drawLine(room.bottomLeft(), room.bottomRight())
        if self._first is None:
            self._paint_waiting(painter, room)
            return
        self._paint_days(painter, room)
        painter.setOpacity(0.4 if self._dim else 1.0)
        self._paint_line(painter)
        painter.setOpacity(1.0)
        self._paint_handle(painter, room)
        if self.hasFocus():
            ring(painter, QRectF(self.rect()), 7, colours.color("accent"))

    def _paint_waiting(self, painter: QPainter, room: QRectF) -> None:
        painter.setFont(theme.active().font("small"))
        painter.setPen(theme.active().color("muted"))
        painter.drawText(room, Qt.AlignmentFlag.AlignCenter, "Counting over time…")

    def _paint_days(self, painter: QPainter, room: QRectF) -> None:
        colours = theme.active()
        painter.setFont(colours.font("tiny"))
        painter.setPen(colours.color("muted"))
        foot = QRectF(0, room.bottom() + 2, self.width(), colours.px(_FOOT) - 2)
        first, last = self.day(0), self.day(self.maximum())
        assert first is not None
        assert last is not None
        painter.drawText(foot, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, formats.day(first))
        painter.drawText(foot, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, formats.day(last))
        x, metrics = self._x(self._now), painter.fontMetrics()
        ends = metrics.horizontalAdvance(formats.day(first)), metrics.horizontalAdvance(formats.day(last))
        half = metrics.horizontalAdvance("now") / 2 + 6
        # Among the ends it would be read as a part of them; its line says where it is.
        if ends[0] < x - half and x + half < self.width() - ends[1]:
            painter.drawText(QRectF(x - half, foot.top(), 2 * half, foot.height()), Qt.AlignmentFlag.AlignCenter, "now")
        painter.setPen(QPen(colours.color("line"), 1, Qt.PenStyle.DashLine))
        painter.drawLine(QPointF(x, room.top()), QPointF(x, room.bottom()))

    def _paint_line(self, painter: QPainter) -> None:
        accent = theme.active().color("accent")
        past = [self._place(*point) for point in self._points if point[0] < self._now + 1]
        to_come = [self._place(*point) for point in self._points if point[0] >= self._now + 1]
        painter.setPen(QPen(accent, 2))
        painter.drawPolyline(QPolygonF(past))
        if past and to_come:
            painter.setPen(QPen(accent, 2, Qt.PenStyle.DotLine))
            painter.drawPolyline(QPolygonF([past[-1], *to_come]))

    def _paint_handle(self, painter: QPainter, room: QRectF) -> None:
        colours = theme.active()
        x = self._x(self.value())
        painter.setPen(QPen(colours.color("accent"), 1))
        painter.drawLine(QPointF(x, room.top() - 2), QPointF(x, room.bottom()))
        reached = self._points and self.value() <= self._points[-1][0] + 1
        at = self._place(self.value(), self.figure(self.value())) if reached else QPointF(x, room.bottom())
        painter.setPen(QPen(colours.color("surface"), 2))
        painter.setBrush(colours.color("accent"))
        painter.drawEllipse(at, colours.px(6), colours.px(6))
        day = self.day()
        assert day is not None
        said = "Now" if self.at_now else formats.day(day)
        painter.setFont(colours.font("small"))
        painter.setPen(colours.color("accent"))
        wide = painter.fontMetrics().horizontalAdvance(said) + 4
        left = max(0.0, min(x - wide / 2, self.width() - wide))
        painter.drawText(QRectF(left, 0, wide, colours.px(_HEAD) - 4), Qt.AlignmentFlag.AlignCenter, said)
