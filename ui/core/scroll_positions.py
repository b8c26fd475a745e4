"""How far everything in a pane was scrolled, to be found again when the pane is made anew in another size of text."""

from collections import Counter
from collections.abc import Iterator

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QAbstractScrollArea, QComboBox, QScrollBar, QWidget

from ui.core.timers import once

Place = tuple[str, str, int]
Places = dict[Place, float]
"""Shares of the whole height, by what is scrolled."""
PATIENCE = 5000
"""Milliseconds for which a place is waited for: what is scrolled to may still be on its way."""


def places(pane: QWidget) -> Places:
    """How far each thing in it is scrolled down, without those that are at their top."""
    return {key: bar.value() / bar.maximum() for key, bar in _bars(pane) if bar.value() > 0}


def go_to(pane: QWidget, wanted: Places) -> None:
    """Scroll there, as soon as there is so much to scroll; what somebody scrolls meanwhile stays where they put it."""
    for key, bar in _bars(pane):
        if key in wanted:
            _Return(bar, wanted[key])


def _bars(pane: QWidget) -> Iterator[tuple[Place, QScrollBar]]:
    count: Counter[tuple[str, str]] = Counter()
    for area in pane.findChildren(QAbstractScrollArea):
        if isinstance(area.parentWidget(), QComboBox):
            continue
        kind = (type(area).__name__, area.accessibleName())
        count[kind] += 1
        yield (*kind, count[kind]), area.verticalScrollBar()


class _Return(QObject):
    """Keeps a scroll bar at a share of its range while that grows, until it is moved by hand or time is up.

    It belongs to the bar: a connection alone does not keep what it calls.
    """

    def __init__(self, bar: QScrollBar, share: float) -> None:
        super().__init__(bar)
        self._bar = bar
        self._share = share
        self._wanted = True
        bar.rangeChanged.connect(self._go)
        bar.sliderPressed.connect(self._end)
        bar.actionTriggered.connect(self._end)
        self._timer = once(self, PATIENCE, self._end)
        self._timer.start()
        self._go()

    def _go(self) -> None:
        if self._wanted and self._bar.maximum() > 0:
            self._bar.setValue(round(self._share * self._bar.maximum()))

    def _end(self) -> None:
        self._wanted = False
        self._timer.stop()
        self.deleteLater()
