"""How busy each month was: a bar for every month, with its figures on a tooltip and in words for screen readers."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QPoint, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QHelpEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip

from ui.charts.chart import Chart
from ui.core import formats, theme
from ui.widgets.table import Column

if TYPE_CHECKING:
    from app.project import Month
    from ui.charts.plot import Plot

_STEPS = (1, 2, 5)


class Months(Chart):
    """The chart; `measure` is `events` or `orders`. With `scale` its height is said at the left."""

    def __init__(self, *, scale: bool = True) -> None:
        super().__init__()
        self._months: Sequence[Month] = ()
        self._measure = "events"
        self._scale = scale
        self.empty_text = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName("Month by month")

    def sizeHint(self) -> QSize:
        return QSize(400, theme.active().px(170))

    def minimumSizeHint(self) -> QSize:
        return QSize(200, theme.active().px(110))

    def furnish(self, plot: "Plot") -> None:
        """Put the bars and the scale into the plot, which is there now."""
        from ui.charts.plot import Bars

        self._bars = Bars()
        plot.addItem(self._bars)
        plot.showAxis("left", self._scale)

    def set(self, months: Sequence["Month"], measure: str) -> None:
        """Show these months, the first at the left."""
        self._months, self._measure = months, measure
        noun = measure.removesuffix("s")
        lines = [f"{self._name(at)} {formats.counted(self._value(at), noun)}" for at in range(len(months))]
        self.setAccessibleDescription("; ".join(lines))
        if months:
            self._draw()
        # Without months a sentence stands here, and no axes around nothing.
        self.show_plot(bool(months))
        self.update()

    def figures(self) -> tuple[list[Column], list[dict[str, Any]]]:
        """The same as a table."""
        title = "Orders" if self._measure == "orders" else "Events"
        columns = [
            Column("month", "Month", 0, shown=lambda first: f"{_month(first)} {first.year}"),
            Column("value", title, 120, numeric=True, shown=formats.number),
        ]
        return columns, [{"month": one.first, "value": self._value(at)} for at, one in enumerate(self._months)]

    def _draw(self) -> None:
        heights = [self._value(at) for at in range(len(self._months))]
        # A range from 0 to 0 is none: pyqtgraph would keep the scale of before around it.
        highest = max(heights) or 1
        plot = self.plot
        self._bars.show_heights(heights)
        plot.box.setRange(xRange=(-0.5, len(heights) - 0.5), yRange=(0, highest), padding=0)
        step = _step(highest)
        plot.ticks("left", [(at, formats.number(at)) for at in range(0, highest + 1, step)])
        self._name_months()

    def _name_months(self) -> None:
        """Every month where there is room, else every third, sixth or January only."""
        metrics = QFontMetricsF(theme.active().font("tiny"))
        step = self.width() / len(self._months)
        # As wide as the name of a month gets, with its year.
        every = next((some for some in (1, 3, 6) if step * some >= metrics.horizontalAdvance("Sept 11")), 12)
        named = [at for at, one in enumerate(self._months) if (one.first.month - 1) % every == 0]
        self.plot.ticks("bottom", [(at, self._short(at)) for at in named])

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.fit_plot()
        if self._months:
            self._name_months()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent):
            at = self._at(event.pos())
            text = "" if at is None else f"{self._name(at)}: {formats.number(self._value(at))} {self._measure}"
            QToolTip.showText(event.globalPos(), text, self)
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._months:
            painter, colours = QPainter(self), theme.active()
            painter.fillRect(0, self.height() - colours.px(22), self.width(), 1, colours.color("line"))
            painter.setPen(colours.color("muted"))
            painter.setFont(colours.font())
            room = self.rect().adjusted(24, 0, -24, -colours.px(22))
            painter.drawText(room, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self.empty_text)

    def _short(self, at: int) -> str:
        first = self._months[at].first
        name = formats.locale().standaloneMonthName(first.month, formats.locale().FormatType.ShortFormat)
        return f"{name} {first:%y}" if first.month == 1 else name

    def _name(self, at: int) -> str:
        first = self._months[at].first
        return f"{_month(first)} {first.year}"

    def _value(self, at: int) -> int:
        month = self._months[at]
        return month.orders if self._measure == "orders" else month.events

    def _at(self, point: QPoint) -> int | None:
        """The month under a point: the whole height belongs to it, for a low bar is hard to hit."""
        if not self._months:
            return None
        at = round(self.plot.at(point).x())
        return at if 0 <= at < len(self._months) else None


def _month(first: Any) -> str:
    return formats.locale().standaloneMonthName(first.month)


def _step(highest: int) -> int:
    """A round whole number, of which about three reach the highest bar."""
    most = max(1, highest // 2)
    # The power of ten that has as many digits.
    ten = int("1".ljust(len(str(most)), "0"))
    return max((step for step in _STEPS if step * ten <= most), default=1) * ten
