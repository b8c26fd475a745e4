"""A list of what waits for an answer, one row each, which is answered by keys."""

from abc import abstractmethod
from collections.abc import Mapping, Sequence
from typing import Any, Final, Generic, TypeVar

from PySide6.QtCore import QAbstractListModel, QModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui.core import theme
from ui.widgets.table import Index

T = TypeVar("T")

ITEM: Final = Qt.ItemDataRole.UserRole + 1
ROW: Final = 62
_SAID = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole)
_PLAIN = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)


class WaitingModel(QAbstractListModel, Generic[T]):
    """What waits, the first to be answered first."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[T] = []

    def show_found(self, found: Sequence[T]) -> None:
        """Show others."""
        self.beginResetModel()
        self.found = list(found)
        self.endResetModel()

    def take(self, at: int) -> None:
        """Take one out, which is answered."""
        self.beginRemoveRows(QModelIndex(), at, at)
        del self.found[at]
        self.endRemoveRows()

    def put(self, at: int, item: T) -> None:
        """Put one back where it was."""
        at = min(at, len(self.found))
        self.beginInsertRows(QModelIndex(), at, at)
        self.found.insert(at, item)
        self.endInsertRows()

    @abstractmethod
    def said(self, item: T) -> str:
        """All of a row in words."""

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.found)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        item = self.found[index.row()]
        return item if role == ITEM else self.said(item) if role in _SAID else None


class WaitingDelegate(QStyledItemDelegate):
    """Draws the ground of a row; what stands on it is its subclass's."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(200, theme.active().px(ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        px = theme.active().px
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        room = option.rect.adjusted(0, px(1), 0, -px(1))
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.active().color("accent-soft"))
            painter.drawRoundedRect(room, 7, 7)
        self.draw(painter, room, index.data(ITEM))
        painter.restore()

    @abstractmethod
    def draw(self, painter: QPainter, room: QRect, item: Any) -> None:
        """Draw what a row says into its room; pen and font are put back afterwards."""


class WaitingList(QListView):
    """The view of it; emits `answered` with one of the words of its keys, and `turned` with the row that is looked at.

    `empty_text` stands there while nothing waits.
    """

    answered = Signal(str)
    turned = Signal(int)

    def __init__(
        self, model: QAbstractListModel, delegate: WaitingDelegate, keys: Mapping[Qt.Key, str], name: str
    ) -> None:
        super().__init__()
        self._keys = keys
        self.setModel(model)
        delegate.setParent(self)
        self.setItemDelegate(delegate)
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.selectionModel().currentChanged.connect(lambda now, _: self.turned.emit(now.row()))
        self.empty_text = ""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        said = self._keys.get(Qt.Key(event.key()))
        if said is not None and event.modifiers() in _PLAIN:
            self.answered.emit(said)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.empty_text and not self.model().rowCount():
            painter = QPainter(self.viewport())
            painter.setPen(theme.active().color("muted"))
            room = self.viewport().rect().adjusted(16, 0, -16, 0)
            painter.drawText(room, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self.empty_text)
