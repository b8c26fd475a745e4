"""What stands where rows of text are on their way: as high as they, and saying nothing that could be untrue."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.core import theme
from ui.widgets.labels import bone

_SHARES = (0.86, 0.62, 0.74, 0.5)
"""How much of the width each line takes, in turn."""


class Skeleton(QWidget):
    """Some lines of text that nobody knows yet, each `row` pixels high; `indent` leaves room for icons."""

    def __init__(self, lines: int = 3, row: int = 30, indent: int = 0) -> None:
        super().__init__()
        self._lines = lines
        self._row = theme.active().px(row)
        self._indent = indent
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("On its way")

    def sizeHint(self) -> QSize:
        return QSize(120, self._lines * self._row)

    def minimumSizeHint(self) -> QSize:
        return QSize(24, self._lines * self._row)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        high = self.fontMetrics().height()
        for at in range(self._lines):
            top = at * self._row + (self._row - high) / 2
            if self._indent:
                bone(painter, QRectF(0, top, high, high))
            room = self.width() - self._indent
            bone(painter, QRectF(self._indent, top, room * _SHARES[at % len(_SHARES)], high))
