"""The table of the library: figures that are on their way, the small line of each segment, and its keys."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QLineEdit, QStyleOptionViewItem, QWidget

from app.domain import clock
from ui.core import formats, theme
from ui.widgets.labels import bone
from ui.widgets.table import LOOK, CellDelegate, Column, Index, RowsModel, TableView

_SPARK, _HIGH = 70, 16
"""The width and height of a small line."""


def _number(value: int | None) -> str:
    return "–" if value is None else formats.number(value)


def signed(change: int | None) -> str:
    """How many more or fewer, with a sign."""
    if change is None:
        return "–"
    sign = "+" if change > 0 else "−" if change < 0 else "±"
    return f"{sign}{formats.number(abs(change))}"


def edited(at: int) -> str:
    """When something was edited, as far as anybody wants to know: `today`, `3 days ago`, `last week`, a date."""
    days = (formats.local(clock.system_now()).date() - formats.local(at).date()).days
    if days < 7:
        return ("today", "yesterday")[max(days, 0)] if days < 2 else f"{formats.counted(days, 'day')} ago"
    return "last week" if days < 14 else formats.day(formats.local(at).date())


COLUMNS: Final = (
    Column("name", "Segment", 0, second="sentence", tone=lambda row: "bad" if row["problem"] else ""),
    Column("count", "People", 104, numeric=True, shown=_number),
    Column("mailable", "Can be emailed", 124, numeric=True, shown=_number),
    Column("change", "Since last import", 166, shown=signed),
    Column("used", "Used in", 132),
    Column("edited_at", "Edited", 104, shown=edited),
)
_FIGURES: Final = ("count", "mailable", "change")
"""What is not known before the engine was asked."""


class ShelfModel(RowsModel):
    """The rows of the library; the name of a row can be edited, which is told to `renamed`."""

    def __init__(self, renamed: Callable[[str, str], None]) -> None:
        super().__init__(COLUMNS)
        self._renamed = renamed

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if index.isValid() and role == Qt.ItemDataRole.EditRole:
            return self.row(index.row())["name"]
        if index.isValid() and role == Qt.ItemDataRole.ToolTipRole and self.columns[index.column()].key == "used":
            return self.row(index.row())["uses"]
        return super().data(index, role)

    def flags(self, index: Index) -> Qt.ItemFlag:
        found = super().flags(index)
        return found | Qt.ItemFlag.ItemIsEditable if index.isValid() and index.column() == 0 else found

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        name, new = str(self.row(index.row())["name"]), " ".join(str(value).split())
        if role == Qt.ItemDataRole.EditRole and new and new != name:
            self._renamed(name, new)
        return False


class ShelfDelegate(CellDelegate):
    """Draws the figures that are on their way as bones, the people large, and the small line of each segment."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        if not isinstance(model, ShelfModel):
            super().paint(painter, option, index)
            return
        key, row = model.columns[index.column()].key, model.row(index.row())
        mine = QStyleOptionViewItem(option)
        if key == "count":
            mine.font = theme.active().font("strong")
        painter.save()
        if key in _FIGURES and not row["known"]:
            self._ground(painter, mine, index)
            wide = mine.rect.width() * (0.5 if key == "change" else 0.4)
            left = mine.rect.left() + 8 if key == "change" else mine.rect.right() - 8 - wide
            bone(painter, QRectF(left, mine.rect.top(), wide, mine.rect.height()))
        elif key == "change":
            self._ground(painter, mine, index)
            self._change(painter, mine, row, tone=index.data(LOOK)[2])
        else:
            super().paint(painter, mine, index)
        painter.restore()

    def _ground(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        # The last column of no row: what is painted of every cell, without its words.
        super().paint(painter, option, index.model().index(-1, -1))

    def _change(self, painter: QPainter, option: QStyleOptionViewItem, row: Mapping[str, Any], tone: str) -> None:
        colours, wide = theme.active(), theme.active().px(_SPARK)
        box = option.rect.adjusted(8, 0, -8, -1)
        spark(painter, QRectF(box.left(), box.center().y() - _HIGH / 2, wide, _HIGH), row["line"], dim=bool(tone))
        change = row["change"]
        painter.setPen(colours.color("good" if change and change > 0 and not tone else "muted"))
        painter.setFont(colours.font("small"))
        box.setLeft(box.left() + wide + 10)
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, signed(change))

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        field = QLineEdit(parent)
        field.setAccessibleName("Name of the segment")
        return field

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        high = min(theme.active().px(34), option.rect.height() - 4)
        editor.setGeometry(option.rect.x(), option.rect.center().y() - high // 2, option.rect.width(), high)


def spark(painter: QPainter, box: QRectF, points: Sequence[int], *, dim: bool) -> None:
    """A small line through these numbers, from the lowest to the highest of them; nothing for a single one."""
    if len(points) < 2:
        return
    low, high = min(points), max(points)
    step, span = box.width() / (len(points) - 1), (high - low) or 1
    line = QPolygonF(
        [
            QPointF(
                box.left() + at * step,
                box.center().y() if high == low else box.bottom() - (one - low) / span * box.height(),
            )
            for at, one in enumerate(points)
        ]
    )
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(theme.active().color("muted" if dim else "accent"), 1.6)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.drawPolyline(line)


class ShelfTable(TableView):
    """The table: a press opens a segment, F2 renames it, Delete deletes it."""

    asked = Signal(str)
    """What was asked of the chosen row by a key: `rename` or `delete`."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.state() == ShelfTable.State.EditingState:
            # Enter ends the name that is being written, and opens nothing.
            return
        keys = {Qt.Key.Key_F2: "rename", Qt.Key.Key_Delete: "delete"}
        if event.key() in keys and self.currentIndex().isValid():
            self.asked.emit(keys[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        at = self.indexAt(event.position().toPoint())
        # As with a button: whoever lets go elsewhere has thought better of it.
        if event.button() == Qt.MouseButton.LeftButton and at.isValid() and at.row() == self.currentIndex().row():
            self.row_activated.emit(at.row())
