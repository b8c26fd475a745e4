"""Layouts: items that wrap like words, and small helpers for rows, columns and scrolling."""

from typing import cast

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLayout,
    QLayoutItem,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ui import theme


class TopBox(QVBoxLayout):
    """A column that keeps together at the top where nothing in it wants to grow."""

    def setGeometry(self, rect: QRect) -> None:
        if not self.expandingDirections() & Qt.Orientation.Vertical:
            need = self.heightForWidth(rect.width()) if self.hasHeightForWidth() else self.sizeHint().height()
            rect = QRect(rect.x(), rect.y(), rect.width(), min(rect.height(), need))
        super().setGeometry(rect)


class FlowLayout(QLayout):
    """Puts items side by side and goes on in a new row where the width ends; rows are centred on their height."""

    def __init__(self, parent: QWidget | None = None, gap: int = 8, row_gap: int = 8) -> None:
        super().__init__(parent) if parent else super().__init__()
        self._items: list[QLayoutItem] = []
        self._gap = gap
        self._row_gap = row_gap
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._arrange(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._arrange(rect, move=True)

    def sizeHint(self) -> QSize:
        hints = [item.sizeHint() for item in self._shown()]
        width = sum(hint.width() for hint in hints) + self._gap * max(0, len(hints) - 1)
        return QSize(width, max((hint.height() for hint in hints), default=0))

    def minimumSize(self) -> QSize:
        size = QSize()
        for item in self._shown():
            size = size.expandedTo(item.minimumSize())
        return size

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _rows(self, width: int) -> list[list[QLayoutItem]]:
        rows: list[list[QLayoutItem]] = []
        used = 0
        for item in self._shown():
            need = item.sizeHint().width()
            if not rows or used + self._gap + need > width:
                rows.append([item])
                used = need
            else:
                rows[-1].append(item)
                used += self._gap + need
        return rows

    def _arrange(self, rect: QRect, *, move: bool) -> int:
        y = rect.y()
        for row in self._rows(rect.width()):
            height = max(item.sizeHint().height() for item in row)
            x = rect.x()
            for item in row:
                hint = item.sizeHint()
                if move:
                    width = min(hint.width(), rect.width())
                    top = y + (height - hint.height()) // 2
                    item.setGeometry(QRect(QPoint(x, top), QSize(width, hint.height())))
                x += hint.width() + self._gap
            y += height + self._row_gap
        return max(0, y - rect.y() - self._row_gap)


Margins = tuple[int, int, int, int]
Item = QWidget | QLayout | int


def hbox(*items: Item, spacing: int = 8, margins: Margins = (0, 0, 0, 0), parent: QWidget | None = None) -> QHBoxLayout:
    """A row of widgets and layouts; an integer is a stretch (0 and more) between them."""
    box = QHBoxLayout(parent) if parent else QHBoxLayout()
    _fill(box, items, spacing, margins)
    return box


def vbox(*items: Item, spacing: int = 8, margins: Margins = (0, 0, 0, 0), parent: QWidget | None = None) -> QVBoxLayout:
    """A column of widgets and layouts; an integer is a stretch between them."""
    box = QVBoxLayout(parent) if parent else QVBoxLayout()
    _fill(box, items, spacing, margins)
    return box


def _fill(box: QBoxLayout, items: tuple[Item, ...], spacing: int, margins: Margins) -> None:
    box.setSpacing(spacing)
    box.setContentsMargins(*margins)
    for item in items:
        if isinstance(item, int):
            box.addStretch(item)
        elif isinstance(item, QLayout):
            box.addLayout(item)
        else:
            box.addWidget(item)


class Scrolling(QScrollArea):
    """Scrolls what it holds, which is never smaller than it needs, and fills the area where that is larger."""

    def __init__(self, content: QWidget, *, across: bool = False) -> None:
        super().__init__()
        self._across = across
        self._content = content
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        if not across:
            self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        content.setProperty("ground", "true")
        self.setWidget(content)

    def minimumSizeHint(self) -> QSize:
        least = super().minimumSizeHint()
        # What does not scroll across must have the room.
        inside = 0 if self._across else self._content.minimumSizeHint().width()
        return QSize(max(least.width(), inside), least.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._content and event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
            self._fit()
        return super().eventFilter(watched, event)

    def _fit(self) -> None:
        """Give text that wraps its height: Qt's area asks only how high it would be on one line."""
        content = self._content
        layout = content.layout()
        if layout is not None and layout.hasHeightForWidth():
            width = max(self.viewport().width(), content.minimumSizeHint().width())
            content.setMinimumHeight(layout.totalMinimumHeightForWidth(width))


def scrolling(content: QWidget) -> QScrollArea:
    """A frameless area in which `content` scrolls up and down and always fills the width."""
    return Scrolling(content)


def beside(parent: QWidget, spacing: int = 16) -> QBoxLayout:
    """A row of columns; where the text is large they stand one below the other, each over the whole width."""
    large = theme.active().large
    box = QBoxLayout(QBoxLayout.Direction.TopToBottom if large else QBoxLayout.Direction.LeftToRight, parent)
    box.setSpacing(spacing)
    box.setContentsMargins(0, 0, 0, 0)
    return box


def keep_width(widget: QWidget, pixels: int) -> None:
    """The fixed width of a column at a side; none where `beside` puts it below."""
    if not theme.active().large:
        widget.setFixedWidth(theme.active().column(pixels))


def keep_height(widget: QWidget, pixels: int) -> None:
    """The least height of a column that scrolls inside, where `beside` puts it above or below others."""
    if theme.active().large:
        widget.setMinimumHeight(theme.active().column(pixels))


def clear(layout: QLayout) -> None:
    """Take everything out of a layout and delete it; nothing that is taken out tells anybody anything any more."""
    while (item := layout.takeAt(0)) is not None:
        if (inner := item.layout()) is not None:
            clear(inner)
        if (widget := item.widget()) is not None:
            discard(widget)


def discard(widget: QWidget) -> None:
    """Delete a widget that stands for something no longer shown.

    Hiding a field that has the keyboard ends its editing, and Qt says so: without silence a row that is gone would
    write into whatever stands at its place now.
    """
    for inner in (widget, *widget.findChildren(QObject)):
        inner.blockSignals(True)
    widget.hide()
    widget.deleteLater()


def finish_editing(root: QWidget) -> None:
    """Before something else is shown in `root`: let what is being typed there be finished, and small windows close.

    What was typed goes where it was meant for, while that is still what is open.
    """
    popup = QApplication.activePopupWidget()
    if popup is not None and popup.parentWidget() is root.window():
        popup.close()
    # The stubs of Qt leave out that nothing may have it.
    holder = cast("QWidget | None", root.window().focusWidget())
    if holder is not None and root.isAncestorOf(holder):
        holder.clearFocus()
