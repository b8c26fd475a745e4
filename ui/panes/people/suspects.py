"""The list of suspected duplicates: how likely, who, and why, one row each; it is answered by keys."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui.core import formats, theme
from ui.widgets.table import Index

if TYPE_CHECKING:
    from app.people import Suspects

SUSPECTS: Final = Qt.ItemDataRole.UserRole + 1
ROW: Final = 62
SHARE: Final = 52
KEYS: Final = {
    Qt.Key.Key_S: "same", Qt.Key.Key_Return: "same", Qt.Key.Key_Enter: "same", Qt.Key.Key_N: "apart",
    Qt.Key.Key_L: "later", Qt.Key.Key_B: "back", Qt.Key.Key_Backspace: "back",
}  # fmt: skip
"""The keys that answer, and what they say."""


def called(suspects: "Suspects") -> str:
    """Who may be one: their name where they share it, else each one's."""
    return " · ".join(dict.fromkeys(suspects.names))


def percent(probability: float) -> str:
    """A probability in whole percent; only what is sure is 100."""
    return f"{min(99, int(probability * 100))} %"


class SuspectsModel(QAbstractListModel):
    """Those that wait for an answer, the likeliest first."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[Suspects] = []

    def show_found(self, found: Sequence["Suspects"]) -> None:
        """Show others."""
        self.beginResetModel()
        self.found = list(found)
        self.endResetModel()

    def take(self, at: int) -> None:
        """Take one out, which is answered."""
        self.beginRemoveRows(QModelIndex(), at, at)
        del self.found[at]
        self.endRemoveRows()

    def put(self, at: int, suspects: "Suspects") -> None:
        """Put one back where it was."""
        at = min(at, len(self.found))
        self.beginInsertRows(QModelIndex(), at, at)
        self.found.insert(at, suspects)
        self.endInsertRows()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.found)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        suspects = self.found[index.row()]
        if role == SUSPECTS:
            return suspects
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return f"{called(suspects)}, {percent(suspects.probability)}: {suspects.because}"
        return None


class _Delegate(QStyledItemDelegate):
    """Draws one: the probability at the left, the name and below it the reasons in two lines at most."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(200, theme.active().px(ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        suspects: Suspects = index.data(SUSPECTS)
        colours, px = theme.active(), theme.active().px
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        room = option.rect.adjusted(0, px(1), 0, -px(1))
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colours.color("accent-soft"))
            painter.drawRoundedRect(room, 7, 7)
        painter.setPen(colours.color("accent"))
        painter.setFont(colours.font("strong"))
        left = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(QRect(room.left() + px(8), room.top(), px(SHARE), room.height()), left,
                         percent(suspects.probability))  # fmt: skip
        words = room.adjusted(px(SHARE) + px(8), px(6), -px(8), -px(4))
        painter.setPen(colours.color("text"))
        name = painter.fontMetrics().elidedText(called(suspects), Qt.TextElideMode.ElideRight, words.width())
        high = painter.fontMetrics().height()
        painter.drawText(QRect(words.left(), words.top(), words.width(), high), left, name)
        painter.setPen(colours.color("muted"))
        painter.setFont(colours.font("small"))
        self._reasons(painter, words.adjusted(0, high + px(1), 0, 0), suspects.because)
        painter.restore()

    def _reasons(self, painter: QPainter, room: QRect, text: str) -> None:
        """As much as two lines take, at words."""
        metrics = painter.fontMetrics()
        first, rest = "", text
        for word in text.split(" "):
            longer = f"{first} {word}".strip()
            if metrics.horizontalAdvance(longer) > room.width():
                break
            first, rest = longer, text[len(longer) :].strip()
        lines = [first, metrics.elidedText(rest, Qt.TextElideMode.ElideRight, room.width())] if rest else [first]
        for at, line in enumerate(lines):
            top = room.top() + at * metrics.height()
            painter.drawText(QRect(room.left(), top, room.width(), metrics.height()), Qt.AlignmentFlag.AlignLeft, line)


class SuspectsList(QListView):
    """The view of it; emits `answered` with one of the words of `KEYS`, and `turned` with the row that is looked at."""

    answered = Signal(str)
    turned = Signal(int)

    def __init__(self, model: SuspectsModel) -> None:
        super().__init__()
        self.setModel(model)
        self.setItemDelegate(_Delegate(self))
        self.setAccessibleName("Suspected duplicates, the likeliest first")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.selectionModel().currentChanged.connect(lambda now, _: self.turned.emit(now.row()))
        self.empty_text = ""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        said = KEYS.get(Qt.Key(event.key()))
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if said is not None and plain:
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


def summary(count: int, joined: int) -> str:
    """How many are suspected, and how many were joined here, in words."""
    return f"{formats.number(count)} suspected" + (
        f" · {formats.number(joined)} joined, each with undo" if joined else ""
    )
