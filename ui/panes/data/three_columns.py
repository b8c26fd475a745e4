"""Three columns beside each other, the middle one as wide as it can be; below each other where there is no room."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from ui.core import theme
from ui.widgets.layouts import Scrolling, least_size

_GAP = 16
_MIDDLE = 276
"""So wide is the middle at least."""
_FIRST, _LAST = (216, 0.27, 300), (232, 0.285, 340)
"""The narrowest that a column at a side is, its share of the whole, and the widest."""
_HIGH = 380
"""So high is a column that scrolls inside, where it stands below another."""


class ThreeColumns(QWidget):
    """A list, what it is about, and what follows from it."""

    def __init__(self, first: QWidget, middle: QWidget, last: Scrolling) -> None:
        super().__init__()
        self._columns = (first, middle, last)
        self._last = last
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(_GAP)
        for column in self._columns:
            self._box.addWidget(column)
        self._box.setStretch(1, 1)
        self._arrange()

    def minimumSizeHint(self) -> QSize:
        # Whatever stands in it now, it can be narrower: then it goes on in another way.
        wide = max(least_size(column).width() for column in self._columns[1:]) if theme.active().large else 240
        return QSize(wide, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        column, width = theme.active().column, self.width()
        needed = column(_FIRST[0]) + column(_MIDDLE) + column(_LAST[0]) + 2 * _GAP
        down = theme.active().large or width < needed
        way = QBoxLayout.Direction.TopToBottom if down else QBoxLayout.Direction.LeftToRight
        if self._box.direction() != way:
            self._box.setDirection(way)
            self._last.stand_whole(down)
        for side, (least, share, most) in ((self._columns[0], _FIRST), (self._columns[2], _LAST)):
            wide = min(max(column(least), int(width * share)), column(most))
            side.setMinimumWidth(0 if down else wide)
            side.setMaximumWidth(_UNBOUND if down else wide)
        for inside in self._columns[:2]:
            inside.setMinimumHeight(column(_HIGH) if down else 0)


_UNBOUND = (1 << 24) - 1
