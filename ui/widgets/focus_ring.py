"""The ring around what has the keyboard."""

from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QColor, QFocusEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from ui.core import theme
from ui.core.input_device import by_keyboard


def ring(painter: QPainter, rect: QRectF, radius: float, colour: QColor) -> None:
    """Draw the keyboard's focus ring just inside a rectangle."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colour, 2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), radius - 1, radius - 1)


class RingOver(QWidget):
    """Lies over a widget that cannot paint a ring around its own parts, and takes no events."""

    def __init__(self, around: QWidget) -> None:
        super().__init__(around)
        self._around = around
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()
        around.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind, around = event.type(), self._around
        if kind is QEvent.Type.FocusIn and isinstance(event, QFocusEvent):
            self.setGeometry(around.rect())
            self.setVisible(by_keyboard(event.reason()))
            self.raise_()
        elif kind is QEvent.Type.FocusOut:
            self.hide()
        elif kind is QEvent.Type.Resize:
            self.setGeometry(around.rect())
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        ring(QPainter(self), QRectF(self.rect()), 7, theme.active().color("accent"))
