"""One thing that is known of somebody, as a row to be pressed: its label, its value, and whether a hand set it."""

from typing import Final, NamedTuple

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from ui.core import icons, theme
from ui.core.literal_names import Written
from ui.widgets.focus_ring import ring

HIGH: Final = 31
_GAP: Final = 12


class Fact(NamedTuple):
    """A label, a value as people read it, and the field's name; empty where it is made of several fields."""

    label: str
    value: str
    name: str = ""


class FactRow(Written, QAbstractButton):
    """A press, Enter or F2 opens the field; what is made of several fields cannot be opened."""

    def __init__(self, fact: Fact, *, by_hand: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.fact, self.by_hand = fact, by_hand
        self.setFixedHeight(theme.active().px(HIGH))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setAccessibleName(f"{fact.label}: {fact.value}{', set by hand' if by_hand else ''}")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if fact.name else Qt.FocusPolicy.NoFocus)
        self.setEnabled(bool(fact.name))
        told = f"{fact.label}: {fact.value}"
        self.setToolTip(f"{told}\nSet by hand" if by_hand else told)

    def sizeHint(self) -> QSize:
        return QSize(theme.active().px(160), theme.active().px(HIGH))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, colours = QPainter(self), theme.active()
        rect = self.rect()
        over = self.underMouse() and self.isEnabled()
        if over:
            painter.fillRect(rect, colours.color("bg"))
        painter.fillRect(0, rect.bottom(), rect.width(), 1, colours.color("line"))
        inside = rect.adjusted(8, 0, -8, -1)
        if self.by_hand or over:
            side = colours.px(14)
            square = QRect(inside.right() - side + 1, inside.center().y() - side // 2, side, side)
            icons.paint(painter, square, "pencil-simple", colours.color("accent" if self.by_hand else "muted"))
            inside.setRight(inside.right() - side - 6)
        painter.setFont(colours.font())
        metrics, middle = painter.fontMetrics(), Qt.AlignmentFlag.AlignVCenter
        # The value is what is looked for: a long label gives way to it, down to half of the row.
        label = min(metrics.horizontalAdvance(self.fact.label) + 1, max(inside.width() // 2, inside.width() - _GAP
                    - metrics.horizontalAdvance(self.fact.value)))  # fmt: skip
        painter.setPen(colours.color("muted"))
        said = metrics.elidedText(self.fact.label, Qt.TextElideMode.ElideRight, label)
        painter.drawText(inside, Qt.AlignmentFlag.AlignLeft | middle, said)
        painter.setPen(colours.color("text"))
        value = metrics.elidedText(self.fact.value, Qt.TextElideMode.ElideRight, inside.width() - label - _GAP)
        painter.drawText(inside, Qt.AlignmentFlag.AlignRight | middle, value)
        if self.hasFocus():
            ring(painter, QRectF(rect), 6, colours.color("accent"))
