"""How busy each month was: a bar for every month, with its figures on a tooltip and in words for screen readers."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from ui.core import formats, theme

if TYPE_CHECKING:
    from app.project import Month


class Months(QWidget):
    """The chart; `measure` is `events` or `orders`."""

    def __init__(self) -> None:
        super().__init__()
        self._months: Sequence[Month] = ()
        self._measure = "events"
        self.empty_text = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName("Month by month")

    def sizeHint(self) -> QSize:
        return QSize(400, theme.active().px(170))

    def minimumSizeHint(self) -> QSize:
        return QSize(200, theme.active().px(110))

    def _foot(self) -> int:
        """Where the bars stand: under them is room for the months' names."""
        return self.height() - theme.active().px(22)

    def set(self, months: Sequence["Month"], measure: str) -> None:
        """Show these months, the first at the left."""
        self._months, self._measure = months, measure
        noun = measure.removesuffix("s")
        lines = [f"{self._name(at)} {formats.counted(self._value(at), noun)}" for at in range(len(months))]
        self.setAccessibleDescription("; ".join(lines))
        self.update()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent):
            at = self._at(event.pos().x())
            text = f"{self._name(at)}: {formats.number(self._value(at))} {self._measure}" if self._months else ""
            QToolTip.showText(event.globalPos(), text, self)
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, colours = QPainter(self), theme.active()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        foot = self._foot()
        painter.fillRect(QRectF(0, foot, self.width(), 1), colours.color("line"))
        if not self._months:
            painter.setPen(colours.color("muted"))
            painter.setFont(colours.font())
            room = self.rect().adjusted(24, 0, -24, self._foot() - self.height())
            painter.drawText(room, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self.empty_text)
            return
        highest = max(self._value(at) for at in range(len(self._months))) or 1
        step = self.width() / len(self._months)
        wide = min(34.0, max(2.0, step * 0.62))
        painter.setFont(colours.font("tiny"))
        for at in range(len(self._months)):
            middle = (at + 0.5) * step
            self._bar(painter, QPointF(middle, foot), wide, (foot - 4) * self._value(at) / highest)
            self._label(painter, at, middle, step)

    def _bar(self, painter: QPainter, base: QPointF, wide: float, high: float) -> None:
        if high <= 0:
            return
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.active().color("accent"))
        high = max(high, 2.0)
        radius = min(3.0, high / 2, wide / 2)
        painter.setClipRect(QRectF(base.x() - wide, 0, 2 * wide, base.y()))
        painter.drawRoundedRect(QRectF(base.x() - wide / 2, base.y() - high, wide, high + radius), radius, radius)
        painter.setClipping(False)

    def _label(self, painter: QPainter, at: int, middle: float, step: float) -> None:
        """Every month where there is room, else every third, sixth or January only."""
        widest = painter.fontMetrics().horizontalAdvance("Sept 11")
        every = next((some for some in (1, 3, 6) if step * some >= widest), 12)
        month = self._months[at].first.month
        if (month - 1) % every == 0:
            painter.setPen(theme.active().color("muted"))
            text = self._short(at)
            wide = painter.fontMetrics().horizontalAdvance(text) + 2
            # Under its bar, but never beyond the edge: the first month would lose its first letter.
            left = min(max(0.0, middle - wide / 2), self.width() - wide)
            box = QRectF(left, self._foot() + 4, wide, self.height() - self._foot() - 4)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)

    def _short(self, at: int) -> str:
        first = self._months[at].first
        name = formats.locale().standaloneMonthName(first.month, formats.locale().FormatType.ShortFormat)
        return f"{name} {first:%y}" if first.month == 1 else name

    def _name(self, at: int) -> str:
        first = self._months[at].first
        return f"{formats.locale().standaloneMonthName(first.month)} {first.year}"

    def _value(self, at: int) -> int:
        month = self._months[at]
        return month.orders if self._measure == "orders" else month.events

    def _at(self, x: int) -> int:
        return min(len(self._months) - 1, max(0, int(x * len(self._months) / max(1, self.width()))))
