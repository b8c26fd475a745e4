"""Two things beside one another: two ends of a row, and two sides with a handle between them."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QSplitter, QWidget

from ui.core import theme
from ui.widgets.layouts import Margins, hbox, keep_way, least_size


class Ends(QWidget):
    """Two ends of a row, apart; the second below the first where there is no room for both."""

    def __init__(self, first: QWidget, last: QWidget, margins: Margins) -> None:
        super().__init__()
        self._ends = (first, last)
        self._box = hbox(first, 1, last, spacing=8, margins=margins, parent=self)

    def minimumSizeHint(self) -> QSize:
        inner = self._box.contentsMargins()
        widest = max(least_size(one).width() for one in self._ends)
        return QSize(widest + inner.left() + inner.right(), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        inner = self._box.contentsMargins()
        both = sum(least_size(one).width() for one in self._ends) + 2 * self._box.spacing()
        down = both + inner.left() + inner.right() > self.width()
        self._box.setDirection(QBoxLayout.Direction.TopToBottom if down else QBoxLayout.Direction.LeftToRight)


class Sides(QSplitter):
    """Two sides with a handle between them; the second below the first where the text is large or both do not fit."""

    def __init__(self, first: QWidget, last: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.setChildrenCollapsible(False)
        self._sides = (first, last)
        for side in self._sides:
            self.addWidget(side)
        self._arrange(down=theme.active().large)

    def minimumSizeHint(self) -> QSize:
        return QSize(max(least_size(one).width() for one in self._sides), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        both = sum(least_size(one).width() for one in self._sides) + self.handleWidth()
        self._arrange(down=theme.active().large or both > self.width())

    def _arrange(self, *, down: bool) -> None:
        way = Qt.Orientation.Vertical if down else Qt.Orientation.Horizontal
        if self.orientation() != way:
            self.setOrientation(way)
            for side in self._sides:
                keep_way(side, down=down)
