"""The map of RFM: five by five squares, when somebody last bought against how often, to choose in.

A square has the colour of the group that most of its people are in, with its name; darker is more people.
"""

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFont,
    QFontMetricsF,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from ui.core import formats, theme

if TYPE_CHECKING:
    from app.runs import Cell, Kept

SIDE = 5


class RfmGrid(QWidget):
    """To the right who bought lately, to the top who buys often; the squares of a group that is pointed at have a
    frame.

    A press chooses a square, with Ctrl or Shift one more, and once more leaves it out; the arrows go from one to the
    next, Space chooses, Esc chooses none.
    """

    picked = Signal()
    """Other squares are chosen: `chosen` has them."""

    def __init__(self) -> None:
        super().__init__()
        self._cells: dict[Cell, dict[str, int]] = {}
        self._colours: dict[str, int] = {}
        self._scored = 0
        self._chosen = ""
        self.chosen: set[Cell] = set()
        self._at: Cell = (SIDE, SIDE)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.setAccessibleName("Recency against frequency")

    def show_run(self, kept: "Kept") -> None:
        """Show another run."""
        self._cells = kept.cells
        self._scored = sum(self.people(cell) for cell in self._cells)
        self._colours = {one.name: at for at, one in enumerate(kept.groups)}
        self.pick(self.chosen & self._cells.keys())
        self.setAccessibleDescription("; ".join(self.said(cell) for cell in sorted(self._cells)))
        self.update()

    def choose(self, group: str) -> None:
        """Frame the squares in which a group's people are; an empty name frames none."""
        self._chosen = group
        self.update()

    def pick(self, cells: "set[Cell]") -> None:
        """Choose these squares and no others."""
        if cells != self.chosen:
            self.chosen = cells
            self.update()
            self.picked.emit()

    def _turn(self, cell: "Cell", *, more: bool) -> None:
        """Choose a square, or leave it out; with `more` beside those that are chosen."""
        self._at = cell
        if more:
            self.pick(self.chosen ^ {cell})
        else:
            self.pick(set() if self.chosen == {cell} else {cell})
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        under = self._under(event.position())
        if under is not None and event.button() == Qt.MouseButton.LeftButton:
            more = event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
            self._turn(under, more=bool(more))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(event.key())
        if step is not None:
            self._at = (_within(self._at[0] + step[0]), _within(self._at[1] + step[1]))
            self.setAccessibleDescription(self.said(self._at))
            self.update()
        elif event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            # By the keyboard squares are gathered one after another.
            self._turn(self._at, more=True)
        elif event.key() == Qt.Key.Key_Escape and self.chosen:
            self.pick(set())
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def _under(self, point: QPointF) -> "Cell | None":
        every = [(recency, frequency) for recency in range(1, SIDE + 1) for frequency in range(1, SIDE + 1)]
        return next((cell for cell in every if self.cell_rect(cell).contains(point)), None)

    def sizeHint(self) -> QSize:
        return QSize(theme.active().px(360), theme.active().px(290))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.active().px(240), theme.active().px(210))

    def people(self, cell: "Cell") -> int:
        """How many people have these scores."""
        return sum(self._cells.get(cell, {}).values())

    def said(self, cell: "Cell") -> str:
        """A square in words: its scores, its people, and the groups that they are in, the largest first."""
        inside = self._cells.get(cell, {})
        groups = sorted(inside.items(), key=lambda one: -one[1])
        listed = ", ".join(f"{name} {formats.number(count)}" for name, count in groups)
        people = self.people(cell)
        share = f", {formats.share(people, self._scored)}" if people else ""
        head = f"Recency {cell[0]}, frequency {cell[1]}: {formats.people(people)}{share}"
        return f"{head} ({listed})" if listed else head

    def _frame(self) -> QRectF:
        px = theme.active().px
        return QRectF(self.rect()).adjusted(px(22), 1, -1, -px(24))

    def cell_rect(self, cell: "Cell") -> QRectF:
        """Where a square stands."""
        frame = self._frame()
        wide, high = frame.width() / SIDE, frame.height() / SIDE
        left, top = frame.left() + (cell[0] - 1) * wide, frame.top() + (SIDE - cell[1]) * high
        return QRectF(left, top, wide, high).adjusted(2, 2, -2, -2)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        most = max((self.people(cell) for cell in self._cells), default=0) or 1
        for recency in range(1, SIDE + 1):
            for frequency in range(1, SIDE + 1):
                self._paint_cell(painter, (recency, frequency), most)
        self._paint_axes(painter)

    def _paint_cell(self, painter: QPainter, cell: "Cell", most: int) -> None:
        colours, rect, people = theme.active(), self.cell_rect(cell), self.people(cell)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colours.color("sunken"))
        painter.drawRoundedRect(rect, 6, 6)
        if people:
            # By the square root: one large square must not make all others look alike.
            strength = 0.16 + 0.84 * (people / most) ** 0.5
            shade = QColor(colours.series(self._colours.get(self._name(cell), 0)))
            shade.setAlphaF(strength)
            painter.setBrush(shade)
            painter.drawRoundedRect(rect, 6, 6)
            ground = _over(shade, colours.color("sunken"))
            ink = max(("on-accent", "text"), key=lambda one: _contrast(colours.color(one), ground))
            self._write(painter, rect, cell, people, ink)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if cell in self.chosen or (self._chosen and self._chosen in self._cells.get(cell, {})):
            painter.setPen(QPen(colours.color("text"), 3 if cell in self.chosen else 2))
            painter.drawRoundedRect(rect, 6, 6)
        if self.hasFocus() and cell == self._at:
            painter.setPen(QPen(colours.color("accent"), 2, Qt.PenStyle.DashLine))
            painter.drawRoundedRect(rect.adjusted(3, 3, -3, -3), 4, 4)

    def _name(self, cell: "Cell") -> str:
        """The group that most of a square's people are in."""
        inside = self._cells[cell]
        return max(inside, key=lambda one: inside[one])

    def _write(self, painter: QPainter, rect: QRectF, cell: "Cell", people: int, ink: str) -> None:
        colours = theme.active()
        painter.setPen(colours.color(ink))
        name = self._name(cell)
        room = rect.adjusted(3, 2, -3, -2)
        font = narrowed(colours.font("tiny"), name, room.width())
        below = name_rect(QFontMetricsF(font), name, room)
        painter.setFont(colours.font("small-strong"))
        large = painter.fontMetrics().height()
        # A name is written whole, or not at all: the table beside the picture and the pointer tell it.
        fits = below is not None and below.height() + large <= room.height()
        high = below.height() if below is not None and fits else 0.0
        top = rect.center().y() - (high + large) / 2
        across = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter
        percent = round(100 * people / self._scored)
        written = f"{formats.number(people)} · {f'{percent} %' if percent else '<1 %'}"
        if painter.fontMetrics().horizontalAdvance(written) > room.width():
            painter.setFont(colours.font("tiny"))
        if painter.fontMetrics().horizontalAdvance(written) > room.width():
            painter.setFont(colours.font("small-strong"))
            written = formats.number(people)
        painter.drawText(QRectF(room.left(), top, room.width(), large), across, written)
        if high:
            painter.setFont(font)
            painter.drawText(QRectF(room.left(), top + large, room.width(), high), across | _WRAPS, name)

    def _paint_axes(self, painter: QPainter) -> None:
        colours, frame = theme.active(), self._frame()
        painter.setPen(colours.color("muted"))
        painter.setFont(colours.font("tiny"))
        foot = QRectF(frame.left(), frame.bottom() + 4, frame.width(), self.height() - frame.bottom() - 4)
        painter.drawText(foot, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, "Bought long ago")
        painter.drawText(foot, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, "lately →")
        painter.save()
        painter.translate(QPointF(0, frame.bottom()))
        painter.rotate(-90)
        side = QRectF(0, 0, frame.height(), theme.active().px(18))
        painter.drawText(side, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, "Seldom")
        painter.drawText(side, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, "often →")
        painter.restore()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            under = self._under(QPointF(event.pos()))
            QToolTip.showText(
                event.globalPos(), self.said(under) if under is not None and under in self._cells else "", self
            )
            return True
        return super().event(event)


_STEPS: dict[int, "Cell"] = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, 1),
    Qt.Key.Key_Down: (0, -1),
}
"""Which way the arrows go: recency to the right, frequency to the top."""


def _within(score: int) -> int:
    return min(SIDE, max(1, score))


_WRAPS = Qt.TextFlag.TextWordWrap


_LEAST = 0.84
"""So small a share of its size may a name's font be, to be read well."""


def narrowed(font: QFont, name: str, width: float) -> QFont:
    """The font as it is, or a little smaller where the longest word of a name needs that."""
    smaller = QFont(font)
    # Step by step: widths are of whole pixels, and do not shrink as evenly as the size.
    for part in (1.0, 0.96, 0.92, 0.88, _LEAST):
        smaller.setPointSizeF(font.pointSizeF() * part)
        # Words are wrapped between each other only, so the longest decides.
        if max((QFontMetricsF(smaller).horizontalAdvance(word) for word in name.split()), default=0.0) <= width:
            break
    return smaller


def name_rect(metrics: QFontMetricsF, name: str, room: QRectF) -> QRectF | None:
    """How much room a name takes over several lines; None where a word of it is wider than the room."""
    if any(metrics.horizontalAdvance(word) > room.width() for word in name.split()):
        return None
    return metrics.boundingRect(QRectF(0, 0, room.width(), 10_000), _WRAPS | Qt.AlignmentFlag.AlignHCenter, name)


def _over(shade: QColor, ground: QColor) -> QColor:
    """What a shade with some transparency looks like on a ground."""
    part = shade.alphaF()
    red, green, blue = (part * a + (1 - part) * b for a, b in zip(_parts(shade), _parts(ground), strict=True))
    return QColor.fromRgbF(red, green, blue)


def _contrast(ink: QColor, ground: QColor) -> float:
    """How well one colour is read on another, as WCAG has it: 1 to 21."""
    light, dark = sorted((_luminance(ink), _luminance(ground)), reverse=True)
    # WCAG 2 adds 0.05 for the light that a screen throws back.
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: QColor) -> float:
    red, green, blue = (
        one / 12.92 if one <= 0.04045 else math.pow((one + 0.055) / 1.055, 2.4) for one in _parts(colour)
    )
    # How bright the eye finds each of sRGB's primaries, once its curve is undone (WCAG 2, relative luminance).
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _parts(colour: QColor) -> tuple[float, float, float]:
    return colour.redF(), colour.greenF(), colour.blueF()
