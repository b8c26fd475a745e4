"""Tab goes through a window as it is read: column by column, row by row, whenever something was made or hidden."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLayout,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QSplitter,
    QTextEdit,
    QWidget,
)

from ui.core.layout_order import in_order

if TYPE_CHECKING:
    _Window = QWidget
else:
    _Window = object

_WHOLE = (QAbstractItemView, QAbstractSpinBox, QComboBox, QLineEdit, QPlainTextEdit, QTextEdit)
"""What looks after its own parts."""
_AROUND = 24
"""Pixels that are seen around what the focus is on, where it must be scrolled to."""


class Reading(_Window):
    """Mixed in before a window's class. Qt itself goes in the order in which widgets were made, which no one sees."""

    def focusNextPrevChild(self, forward: bool) -> bool:
        # On macOS Tab may be meant for fields alone; Qt knows of that.
        if QGuiApplication.styleHints().tabFocusBehavior() != Qt.TabFocusBehavior.TabFocusAllControls:
            return super().focusNextPrevChild(forward)
        found = stops(self)
        if not found:
            return False
        at = _place(found, QApplication.focusWidget())
        if at is None:
            at = self._before_first(found) if forward else len(found)
        reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
        come_to(found[(at + (1 if forward else -1)) % len(found)], reason)
        return True

    def reading_starts(self) -> QWidget | None:
        """Where Tab begins while nothing has the focus; None for the top of the window."""
        return None

    def _before_first(self, found: list[QWidget]) -> int:
        start = self.reading_starts()
        inside = (at for at, stop in enumerate(found) if start is not None and start.isAncestorOf(stop))
        return next(inside, 0) - 1


def stops(root: QWidget) -> list[QWidget]:
    """What Tab stops at, in the order of reading. An area that scrolls is a stop where nothing in it is one."""
    return [stop for stop in _walk(root) if not (isinstance(stop, QScrollArea) and _needs_no_stop(stop))]


def come_to(stop: QWidget, reason: Qt.FocusReason) -> None:
    """Give something the focus, and show it wherever it lies in what scrolls."""
    stop.setFocus(reason)
    holder = stop.parentWidget()
    while holder is not None:
        if isinstance(holder, QScrollArea):
            holder.ensureWidgetVisible(stop, _AROUND, _AROUND)
        holder = holder.parentWidget()


def _place(found: list[QWidget], now: QWidget | None) -> int | None:
    """Where the focus is among the stops: on one, in one, or in what one hands it on to."""
    while now is not None:
        for at, stop in enumerate(found):
            if stop is now or stop.focusProxy() is now:
                return at
        now = None if now.isWindow() else now.parentWidget()
    return None


def _walk(widget: QWidget) -> Iterator[QWidget]:
    if not widget.isVisible() or not widget.isEnabled():
        return
    if widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
        yield widget
    if isinstance(widget, _WHOLE):
        return
    seen: set[QWidget] = set()
    for child in _laid_out(widget):
        seen.add(child)
        yield from _walk(child)
    for other in widget.children():
        if isinstance(other, QWidget) and not other.isWindow() and other not in seen:
            yield from _walk(other)


def _laid_out(widget: QWidget) -> Iterator[QWidget]:
    if isinstance(widget, QSplitter):
        yield from (side for at in range(widget.count()) if (side := widget.widget(at)) is not None)
    elif (layout := widget.layout()) is not None:
        yield from _items(layout)


def _items(layout: QLayout) -> Iterator[QWidget]:
    for held in in_order(layout):
        if isinstance(held, QWidget):
            yield held
        else:
            yield from _items(held)


def _needs_no_stop(area: QScrollArea) -> bool:
    bars, inside = (area.verticalScrollBar(), area.horizontalScrollBar()), area.widget()
    return all(bar.maximum() == 0 for bar in bars) or (inside is not None and next(_walk(inside), None) is not None)
