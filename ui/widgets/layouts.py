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

from ui.core import theme
from ui.core.layout_order import in_order
from ui.widgets.focus_ring import RingOver


class TopBox(QVBoxLayout):
    """A column that keeps together at the top where nothing in it wants to grow."""

    def setGeometry(self, rect: QRect) -> None:
        if not self.expandingDirections() & Qt.Orientation.Vertical:
            need = self.heightForWidth(rect.width()) if self.hasHeightForWidth() else self.sizeHint().height()
            rect = QRect(rect.x(), rect.y(), rect.width(), min(rect.height(), need))
        super().setGeometry(rect)


class FlowLayout(QLayout):
    """Puts items side by side and goes on in a new row where the width ends; rows are centred on their height.

    Every row but the first begins `indent` pixels further in.
    """

    def __init__(self, parent: QWidget | None = None, gap: int = 8, row_gap: int = 8, indent: int = 0) -> None:
        super().__init__(parent) if parent else super().__init__()
        self._items: list[QLayoutItem] = []
        self._gap = gap
        self._row_gap = row_gap
        self._indent = indent
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
                used = need + (self._indent if rows else 0)
                rows.append([item])
            else:
                rows[-1].append(item)
                used += self._gap + need
        return rows

    def _arrange(self, rect: QRect, *, move: bool) -> int:
        y = rect.y()
        for number, row in enumerate(self._rows(rect.width())):
            height = max(item.sizeHint().height() for item in row)
            indent = self._indent if number else 0
            x = rect.x() + indent
            for item in row:
                hint = item.sizeHint()
                if move:
                    width = min(hint.width(), rect.width() - indent)
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
        self._content, self._across, self._whole = content, across, False
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        if not across:
            self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        content.setProperty("ground", "true")
        self.setWidget(content)
        RingOver(self)

    def stand_whole(self, whole: bool) -> None:
        """As a column below others: be as high as what it holds; the pane scrolls already."""
        self._whole = whole
        self.updateGeometry()

    def minimumSizeHint(self) -> QSize:
        least = super().minimumSizeHint()
        # What does not scroll across must have the room.
        inside = 0 if self._across else self._content.minimumSizeHint().width()
        high = max(self._content.minimumHeight(), self._content.minimumSizeHint().height()) if self._whole else 0
        return QSize(max(least.width(), inside), max(least.height(), high))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._content and event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
            self._fit()
        return super().eventFilter(watched, event)

    def _fit(self) -> None:
        """Give text that wraps its height, which Qt's area guesses; what has nothing to scroll takes no keys."""
        content = self._content
        layout = content.layout()
        if layout is None:
            return
        width = max(self.viewport().width(), content.minimumSizeHint().width())
        # Where nothing wraps any more, the height of what wrapped before must not stay.
        content.setMinimumHeight(layout.totalMinimumHeightForWidth(width) if layout.hasHeightForWidth() else 0)
        if self._whole:
            self.updateGeometry()
        scrolls = not self._across and least_size(content).height() > self.viewport().height()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if scrolls else Qt.FocusPolicy.NoFocus)


def scrolling(content: QWidget) -> QScrollArea:
    """A frameless area in which `content` scrolls up and down and always fills the width."""
    return Scrolling(content)


def least_size(widget: QWidget) -> QSize:
    """The least size of a widget: its own, or where it says none that of what it holds."""
    return widget.minimumSizeHint().expandedTo(widget.minimumSize())


class _Columns(QObject):
    """Puts the columns of a row one below the other where the pane is too narrow for them, and back."""

    def __init__(self, parent: QWidget, box: QBoxLayout) -> None:
        super().__init__(parent)
        self._parent = parent
        self._box = box
        self._port: QWidget | None = None
        parent.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and watched is self._parent:
            self._watch()
            self._arrange()
        elif event.type() == QEvent.Type.LayoutRequest and watched is self._parent:
            # What a column needs is known only once it is styled, and changes with what it shows.
            self._arrange()
        elif event.type() == QEvent.Type.Resize and watched is self._port:
            self._arrange()
        return False

    def _watch(self) -> None:
        """Find the area of the pane, the outermost that scrolls what the row stands in."""
        above = self._parent.parentWidget()
        port = None
        while above is not None:
            if isinstance(above, QScrollArea):
                port = above.viewport()
            above = above.parentWidget()
        if port is not None and port is not self._port:
            self._port = port
            port.installEventFilter(self)

    def _arrange(self) -> None:
        if self._port is None or not self._parent.isVisible():
            return
        down = theme.active().large or self._needed() > self._port.width()
        way = QBoxLayout.Direction.TopToBottom if down else QBoxLayout.Direction.LeftToRight
        if self._box.direction() != way:
            self._box.setDirection(way)
            for widget in self._parent.findChildren(QWidget):
                keep_way(widget, down=down)
            for column in self._parent.findChildren(Scrolling, options=Qt.FindChildOption.FindDirectChildrenOnly):
                column.stand_whole(down and not column.property(_HEIGHT))
            self._parent.updateGeometry()

    def _needed(self) -> int:
        """How wide the row and all that stands beside it would be."""
        widths = [_kept_width(held) for held in in_order(self._box)]
        across = sum(widths) + self._box.spacing() * (self._box.count() - 1)
        edges = 0
        holder = self._parent.parentWidget()
        while holder is not None and holder is not self._port:
            if (layout := holder.layout()) is not None:
                margins = layout.contentsMargins()
                edges += margins.left() + margins.right()
            holder = holder.parentWidget()
        return across + edges


def _kept_width(held: QWidget | QLayout) -> int:
    """The width of a column in a row, be it in one now or not."""
    if isinstance(held, QBoxLayout):
        inside = [_kept_width(one) for one in in_order(held)]
        down = held.direction() in (QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.BottomToTop)
        across = max(inside, default=0) if down else sum(inside) + held.spacing() * max(0, held.count() - 1)
        margins = held.contentsMargins()
        return across + margins.left() + margins.right()
    if isinstance(held, QLayout):
        return held.minimumSize().width()
    if held.isHidden():
        return 0
    kept = held.property(_WIDTH)
    return int(kept) if kept else least_size(held).width()


def keep_way(widget: QWidget, *, down: bool) -> None:
    """Give a column the width that it keeps in a row, or the height that it keeps below others."""
    width, height = widget.property(_WIDTH), widget.property(_HEIGHT)
    if width:
        widget.setMinimumWidth(0 if down else int(width))
        widget.setMaximumWidth(_UNBOUND if down else int(width))
    if height:
        widget.setMinimumHeight(int(height) if down else 0)


_WIDTH, _HEIGHT = "keptWidth", "keptHeight"
# Qt's QWIDGETSIZE_MAX, which PySide does not name.
_UNBOUND = (1 << 24) - 1


def beside(parent: QWidget, spacing: int = 16) -> QBoxLayout:
    """A row of columns; where the text is large or the pane narrow they stand one below the other, each over the
    whole width."""
    large = theme.active().large
    box = QBoxLayout(QBoxLayout.Direction.TopToBottom if large else QBoxLayout.Direction.LeftToRight, parent)
    box.setSpacing(spacing)
    box.setContentsMargins(0, 0, 0, 0)
    _Columns(parent, box)
    return box


def keep_width(widget: QWidget, pixels: int) -> None:
    """The fixed width of a column at a side; none where `beside` puts it below."""
    widget.setProperty(_WIDTH, theme.active().column(pixels))
    if not theme.active().large:
        widget.setFixedWidth(theme.active().column(pixels))


def keep_height(widget: QWidget, pixels: int) -> None:
    """The least height of a column that scrolls inside, where `beside` puts it above or below others."""
    widget.setProperty(_HEIGHT, theme.active().column(pixels))
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
