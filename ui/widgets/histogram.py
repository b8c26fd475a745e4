"""How a figure is spread among people, as bars beside one another; without axes, for its figures stand below it."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QHelpEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from ui.core import formats, theme

if TYPE_CHECKING:
    from app.runs import scoring


class Histogram(QWidget):
    """The bars; whoever points at one is told how many people it stands for.

    With `chosen_from` it emits `chosen` with the borders of the bars that were pressed, or drawn over.
    """

    chosen = Signal(float, float)

    def __init__(self, high: int = 120, *, name: str = "How the score is spread", chosen_from: bool = False) -> None:
        super().__init__()
        self._marked: tuple[float, float] | None = None
        self._from = -1
        self._chosen_from = chosen_from
        if chosen_from:
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._high = high
        self._spread: scoring.Spread | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(name)

    def show_spread(self, spread: "scoring.Spread | None") -> None:
        """Show another spread; None for none yet."""
        self._spread = spread
        bars = () if spread is None else spread.bars
        self.setAccessibleDescription("; ".join(self._said(bar) for bar in bars if bar.people))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.active().px(160), theme.active().px(self._high))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.active().px(60), theme.active().px(self._high))

    def bar_rect(self, at: int) -> QRectF:
        """Where a bar stands; one with somebody in it is never too low to be seen."""
        assert self._spread is not None
        bars = self._spread.bars
        most = max((bar.people for bar in bars), default=0) or 1
        room = QRectF(self.rect()).adjusted(0, 2, 0, -3)
        wide = room.width() / len(bars)
        # By the square root: most people at nothing must not make all others vanish.
        share = (bars[at].people / most) ** 0.5
        high = max(3.0, room.height() * share) if bars[at].people else 0.0
        gap = 1.0 if wide > 4 else 0.0
        return QRectF(room.left() + at * wide + gap, room.bottom() - high, wide - 2 * gap, high)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, colours = QPainter(self), theme.active()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(QRectF(0, self.height() - 2, self.width(), 1), colours.color("line"))
        if self._spread is None:
            return
        painter.setPen(Qt.PenStyle.NoPen)
        others = QColor(colours.color("muted"))
        others.setAlphaF(0.45)
        for at, bar in enumerate(self._spread.bars):
            if bar.people:
                painter.setBrush(colours.color("accent") if self._is_marked(bar) else others)
                painter.drawRoundedRect(self.bar_rect(at), 2, 2)

    def mark(self, low: float, high: float) -> None:
        """Let the bars that stand for what lies from `low` to `high` stand out from the others."""
        self._marked = (low, high)
        self.update()

    def _is_marked(self, bar: "scoring.Bar") -> bool:
        if self._marked is None or self._spread is None:
            return True
        low, high = self._marked
        bars = self._spread.bars
        begins = bar.low if bar is not bars[0] else min(bar.low, low)
        ends = bar.high if bar is not bars[-1] else max(bar.high, low) + 1
        return begins <= high and low < ends

    def _at(self, x: float) -> int:
        """The bar at this place; the whole height belongs to it, for a low one is hard to hit."""
        many = len(self._spread.bars) if self._spread is not None else 0
        return min(max(int(x * many / max(1, self.width())), 0), many - 1)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self._chosen_from and event.button() == Qt.MouseButton.LeftButton:
            self._from = self._at(event.position().x())
        else:
            super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        start, self._from = self._from, -1
        if start >= 0 and self._spread is not None:
            first, last = sorted((start, self._at(event.position().x())))
            self.chosen.emit(self._spread.bars[first].low, self._spread.bars[last].high)
        else:
            super().mouseReleaseEvent(event)

    def _said(self, bar: "scoring.Bar") -> str:
        assert self._spread is not None
        last = self._spread.open_end and bar is self._spread.bars[-1]
        low, high = (formats.number(end, 0 if end.is_integer() else 2) for end in (bar.low, bar.high))
        return f"{low} to {high}{' and more' if last else ''}: {formats.people(bar.people)}"

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            text = ""
            if self._spread is not None and self._spread.bars:
                text = self._said(self._spread.bars[self._at(event.pos().x())])
            QToolTip.showText(event.globalPos(), text, self)
            return True
        return super().event(event)


def in_words(spread: "scoring.Spread") -> str:
    """The figures of a spread in a line: `20,136 people, from 0 to 100, mean 5.01, half of them below 0.4`."""
    if not spread.known:
        return "Nobody has this."
    least, most, mean, median = (
        formats.number(one or 0.0, 0 if float(one or 0).is_integer() else 2)
        for one in (spread.least, spread.most, spread.mean, spread.median)
    )
    said = f"{formats.people(spread.known)}, from {least} to {most}. Mean {mean}, median {median}."
    return said + (f" {formats.people(spread.missing)} without it." if spread.missing else "")
