"""Groups of alike values as a table: whether each is merged, its cells, its values, and what they become."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from ui.core import formats, icons, theme
from ui.widgets.table import LOOK, CellDelegate, Column, Index, alignment, heading

if TYPE_CHECKING:
    from app.recipe import Cluster

TICK, CELLS, VALUES, INTO = range(4)
_COLUMNS: Final = (
    Column("tick", "Merge", 64, sortable=False),
    Column("cells", "Cells", 80, numeric=True, sortable=False),
    Column("values", "Values", 0, sortable=False),
    Column("into", "Becomes", 210, sortable=False),
)
_SHOWN: Final = 12
"""So many values of a group are written out; the tooltip has more."""
_TOLD: Final = 100


class AlikeModel(QAbstractTableModel):
    """Emits `ticked` when other groups are to be merged than before; what a group becomes can be edited."""

    ticked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.columns = list(_COLUMNS)
        self.waiting = False
        self._clusters: Sequence[Cluster] = ()
        self._ticks: list[bool] = []
        self._into: list[str] = []

    def wait(self) -> None:
        """Groups are on their way."""
        self._exchange((), waiting=True)

    def show_clusters(self, clusters: "Sequence[Cluster]") -> None:
        """Show these, none of them ticked: what is merged is somebody's decision."""
        self._exchange(clusters, waiting=False)

    def _exchange(self, clusters: "Sequence[Cluster]", *, waiting: bool) -> None:
        self.beginResetModel()
        self._clusters, self.waiting = clusters, waiting
        self._ticks, self._into = [False] * len(clusters), [one.into for one in clusters]
        self.endResetModel()
        self.ticked.emit()

    def chosen(self) -> dict[str, str]:
        """The values of the groups that are ticked, each with what it becomes."""
        return {
            text: into
            for one, into, ticked in zip(self._clusters, self._into, self._ticks, strict=True)
            if ticked
            for text, _ in one.values
            if text != into
        }

    def counts(self) -> tuple[int, int, int]:
        """How many groups there are, how many are ticked, and how many cells those change."""
        parts = list(zip(self._clusters, self._into, self._ticks, strict=True))
        cells = sum(count for one, into, on in parts if on for text, count in one.values if text != into)
        return len(parts), sum(self._ticks), cells

    def tick_all(self, *, on: bool) -> None:
        """Tick every group, or none."""
        self._ticks = [on] * len(self._ticks)
        if self._ticks:
            self.dataChanged.emit(self.index(0, TICK), self.index(len(self._ticks) - 1, TICK))
        self.ticked.emit()

    def toggle(self, row: int) -> None:
        """Tick a group, or take its tick away."""
        self._ticks[row] = not self._ticks[row]
        self.dataChanged.emit(self.index(row, TICK), self.index(row, TICK))
        self.ticked.emit()

    def texts(self, column: Column) -> list[str]:
        """What a column shows, row by row."""
        at = self.columns.index(column)
        return [str(self._shown(row, at)) for row in range(min(len(self._clusters), _TOLD))]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._clusters)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(_COLUMNS)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        kept = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        more = {TICK: Qt.ItemFlag.ItemIsUserCheckable, INTO: Qt.ItemFlag.ItemIsEditable}
        return kept | more.get(index.column(), Qt.ItemFlag.NoItemFlags)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row, at = index.row(), index.column()
        if role == Qt.ItemDataRole.CheckStateRole and at == TICK:
            return Qt.CheckState.Checked if self._ticks[row] else Qt.CheckState.Unchecked
        if role == Qt.ItemDataRole.EditRole and at == INTO:
            return self._into[row]
        if role == Qt.ItemDataRole.AccessibleTextRole and at == TICK:
            return f"{'Merged' if self._ticks[row] else 'Not merged'}: {self._shown(row, VALUES)}"
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._shown(row, at, _TOLD if role == Qt.ItemDataRole.ToolTipRole else _SHOWN)
        if role == LOOK:
            token = "accent" if at == INTO and self._ticks[row] else "muted" if at == CELLS else ""
            return self._shown(row, at), "", token, alignment(self.columns[at])
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole or index.column() != INTO or not str(value).strip():
            return False
        # Whoever writes what they become means that they become it.
        self._ticks[index.row()] = self._ticks[index.row()] or str(value) != self._into[index.row()]
        self._into[index.row()] = str(value).strip()
        self.dataChanged.emit(self.index(index.row(), TICK), index)
        self.ticked.emit()
        return True

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        return heading(self.columns[section], role) if orientation == Qt.Orientation.Horizontal else None

    def _shown(self, row: int, at: int, most: int = _SHOWN) -> str:
        one = self._clusters[row]
        if at == CELLS:
            return formats.number(one.rows)
        if at == INTO:
            return self._into[row]
        if at == TICK:
            return ""
        told = ", ".join(f"{text} ({formats.number(count)})" for text, count in one.values[:most])
        more = len(one.values) - most
        return f"{told} and {formats.number(more)} more" if more > 0 else told


class AlikeDelegate(CellDelegate):
    """Draws the tick as an icon, in the look of the other tables."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        if index.column() == TICK:
            on = index.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked
            side = theme.active().px(18)
            rect = option.rect
            square = QRect(rect.x() + 14, rect.y() + (rect.height() - side) // 2, side, side)
            name, token = ("check-square", "accent") if on else ("square", "muted")
            icons.paint(painter, square, name, theme.active().color(token))
