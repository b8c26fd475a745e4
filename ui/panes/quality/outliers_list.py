"""The list of orders that stand out: how much, whose, and why, one row each; it is answered by keys."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui.core import formats, theme
from ui.widgets.table import Index

if TYPE_CHECKING:
    from app.quality import Outlier

OUTLIER: Final = Qt.ItemDataRole.UserRole + 1
ROW: Final = 62
KEYS: Final = {
    Qt.Key.Key_R: "right", Qt.Key.Key_O: "leave_out", Qt.Key.Key_L: "later", Qt.Key.Key_B: "back",
    Qt.Key.Key_Backspace: "back",
}  # fmt: skip
"""The keys that answer, and what they say."""


def called(outlier: "Outlier") -> str:
    """Whose order it is."""
    return outlier.name or outlier.key.partition(":")[2]


def money(outlier: "Outlier") -> str:
    """What it came to."""
    return f"{formats.number(outlier.amount, 2)} {outlier.currency}".strip()


class OutliersModel(QAbstractListModel):
    """Those that wait for a decision, the furthest out first."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[Outlier] = []

    def show_found(self, found: Sequence["Outlier"]) -> None:
        """Show others."""
        self.beginResetModel()
        self.found = list(found)
        self.endResetModel()

    def take(self, at: int) -> None:
        """Take one out, which is decided about."""
        self.beginRemoveRows(QModelIndex(), at, at)
        del self.found[at]
        self.endRemoveRows()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.found)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        outlier = self.found[index.row()]
        if role == OUTLIER:
            return outlier
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return f"{money(outlier)}, {called(outlier)}: {outlier.why}"
        return None


class _Delegate(QStyledItemDelegate):
    """Draws one: the amount, at its right whose it is, and below them why it stands out."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(200, theme.active().px(ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        outlier: Outlier = index.data(OUTLIER)
        colours, px = theme.active(), theme.active().px
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        room = option.rect.adjusted(0, px(1), 0, -px(1))
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colours.color("accent-soft"))
            painter.drawRoundedRect(room, 7, 7)
        words = room.adjusted(px(10), px(8), -px(10), -px(6))
        painter.setPen(colours.color("text"))
        painter.setFont(colours.font("strong"))
        metrics = painter.fontMetrics()
        amount = money(outlier)
        line = QRect(words.left(), words.top(), words.width(), metrics.height())
        painter.drawText(line, Qt.AlignmentFlag.AlignLeft, amount)
        painter.setPen(colours.color("muted"))
        painter.setFont(colours.font("small"))
        left = words.width() - metrics.horizontalAdvance(amount) - px(12)
        small = painter.fontMetrics()
        whose = f"{called(outlier)} · later" if outlier.later else called(outlier)
        elided = small.elidedText(whose, Qt.TextElideMode.ElideRight, left)
        painter.drawText(line, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, elided)
        why = small.elidedText(outlier.why.partition(". ")[0], Qt.TextElideMode.ElideRight, words.width())
        below = QRect(words.left(), line.bottom() + px(5), words.width(), small.height())
        painter.drawText(below, Qt.AlignmentFlag.AlignLeft, why)
        painter.restore()


class OutliersList(QListView):
    """The view of it; emits `answered` with one of the words of `KEYS`, and `turned` with the row that is looked at."""

    answered = Signal(str)
    turned = Signal(int)

    def __init__(self, model: OutliersModel) -> None:
        super().__init__()
        self.setModel(model)
        self.setItemDelegate(_Delegate(self))
        self.setAccessibleName("Orders that stand out, the furthest out first")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.selectionModel().currentChanged.connect(lambda now, _: self.turned.emit(now.row()))
        self.empty_text = ""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        said = KEYS.get(Qt.Key(event.key()))
        if said is not None and event.modifiers() == Qt.KeyboardModifier.NoModifier:
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
