"""Tables: one look for all of them, small ones from rows in memory, and a cell of two lines."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import floor
from typing import Any, Final

from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from ui.core import icons, theme
from ui.widgets.focus_ring import RingOver
from ui.widgets.labels import bone

BONES: Final = 8
"""Rows that are drawn at most while the real ones are on their way."""
ROW: Final = 36
"""Pixels of a row; one with two lines has 52."""
SECOND_LINE: Final = Qt.ItemDataRole.UserRole + 1
DIM: Final = Qt.ItemDataRole.UserRole + 2
"""The role that says whether a row is an old one whose new values are on their way."""
TONE: Final = Qt.ItemDataRole.UserRole + 3
"""The role of a cell's colour: a token of the theme."""
LOOK: Final = Qt.ItemDataRole.UserRole + 4
"""The role of all that is painted at once: text, second line, token, alignment. Each question of Qt's to a model costs
as much as the answer, and a screen has hundreds of cells."""

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class Column:
    """A column: the key of its value in a row, its title, its width in pixels (0 takes what is left).

    Of several that take what is left each has its `share`, and never less than its `least`.
    `numeric` aligns to the right. `shown` turns a value into text. `second` is the key of a quiet second line.
    `icon` is drawn before the title. `tone` gives the token of a cell's colour from its row. `least` is a text for
    which there is room, unless the columns would scroll for it.
    """

    key: str
    title: str
    width: int = 120
    numeric: bool = False
    shown: Callable[[Any], str] = lambda value: "" if value is None else str(value)
    second: str = ""
    icon: str = ""
    sortable: bool = True
    tone: Callable[[Mapping[str, Any]], str] | None = None
    least: str = ""
    share: int = 1


def cell(column: Column, row: Mapping[str, Any], role: int) -> Any:
    """What a model answers for one cell in one role; shared by all models here."""
    if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
        return column.shown(row.get(column.key))
    if role == LOOK:
        return column.shown(row.get(column.key)), _second(column, row), _tone(column, row), alignment(column)
    if role == SECOND_LINE:
        return _second(column, row)
    if role == TONE:
        return _tone(column, row)
    if role == Qt.ItemDataRole.TextAlignmentRole:
        return alignment(column)
    return None


def _second(column: Column, row: Mapping[str, Any]) -> str:
    second = row.get(column.second) if column.second else None
    return "" if second is None else str(second)


def _tone(column: Column, row: Mapping[str, Any]) -> str:
    return column.tone(row) if column.tone else ""


def alignment(column: Column) -> Qt.AlignmentFlag:
    """Numbers to the right, everything else to the left."""
    side = Qt.AlignmentFlag.AlignRight if column.numeric else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter


def heading(column: Column, role: int) -> Any:
    """What a model answers for the title of a column."""
    if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
        return column.title
    if role == Qt.ItemDataRole.TextAlignmentRole:
        return alignment(column)
    if role == Qt.ItemDataRole.DecorationRole and column.icon:
        return icons.icon(column.icon, "muted")
    return None


_NARROWEST: Final = 0.5
"""What share of its width a column keeps at least where there is no room for all; if it can, as much as its title."""

_GROWN: Final = 0.3
"""What share of a table one column that takes what is left keeps for itself at most where there is no room for all."""

_MEASURED: Final = 500
"""So many rows of a table are asked how wide its numbers are."""


class RowsModel(QAbstractTableModel):
    """A small table from a list of dictionaries; `set_rows` exchanges them all.

    `wait` takes them away until the next come; `dim` greys those that are being looked up again.
    """

    def __init__(self, columns: Sequence[Column], rows: Sequence[Mapping[str, Any]] = ()) -> None:
        super().__init__()
        self.columns = list(columns)
        self._rows: list[Mapping[str, Any]] = list(rows)
        self.waiting = self._dim = False

    def set_rows(self, rows: Sequence[Mapping[str, Any]]) -> None:
        """Show other rows."""
        self._exchange(rows, waiting=False)

    def texts(self, column: Column) -> list[str]:
        """What a column shows, row by row."""
        return [column.shown(row.get(column.key)) for row in self._rows[:_MEASURED]]

    def wait(self) -> None:
        """Show that rows are on their way; those that stood belong to something else."""
        self._exchange((), waiting=True)

    def dim(self) -> None:
        """Grey the rows until the next come."""
        self._dim = True
        if self._rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, len(self.columns) - 1))

    def _exchange(self, rows: Sequence[Mapping[str, Any]], *, waiting: bool) -> None:
        self.beginResetModel()
        self._rows, self.waiting, self._dim = list(rows), waiting, False
        self.endResetModel()

    def row(self, index: int) -> Mapping[str, Any]:
        """The dictionary of a row."""
        return self._rows[index]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        found = cell(self.columns[index.column()], self._rows[index.row()], role)
        return (*found[:2], "muted", found[3]) if role == LOOK and self._dim else found

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Horizontal and 0 <= section < len(self.columns):
            return heading(self.columns[section], role)
        return None


class CellDelegate(QStyledItemDelegate):
    """Draws a cell: a line under it, its text cut to fit, and a second, quiet line where there is one."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        colours, rect = theme.active(), option.rect
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, colours.color("accent-soft"))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, colours.color("line"))
        look = index.data(LOOK)
        if look is None:
            return
        text, second, tone, side = look
        inner = rect.adjusted(8, 0, -8, -1)
        if second:
            self._two_lines(painter, inner, text, second, tone or "text")
        elif text:
            painter.setPen(colours.color(tone or "text"))
            painter.setFont(option.font)
            painter.drawText(
                inner, side, option.fontMetrics.elidedText(text, Qt.TextElideMode.ElideRight, inner.width())
            )

    def _two_lines(self, painter: QPainter, rect: QRect, first: str, second: str, tone: str) -> None:
        colours = theme.active()
        half = rect.height() // 2
        lines = (
            (first, "strong", tone, rect.adjusted(0, 5, 0, -half)),
            (second, "small", "muted", rect.adjusted(0, half, 0, -5)),
        )
        for text, role, ink, line in lines:
            painter.setFont(colours.font(role))
            painter.setPen(colours.color(ink))
            metrics = painter.fontMetrics()
            shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, line.width())
            # By the font's own line, whatever letters another font lends: names of all scripts stand on one height,
            # and none is cut at its top.
            foot = line.top() + (line.height() + metrics.ascent() - metrics.descent()) // 2
            painter.drawText(line.left(), foot, shown)


class TableView(QTableView):
    """The one look of tables: quiet header, rows of one height, whole rows selected, fixed sections.

    Columns of width 0 share what the others leave; where there is no room for all, each gives way a little, unless
    the table `keeps` their widths. Emits `sort_wanted(key, descending)` when a header is pressed and
    `row_activated(row)` on Enter or a double click.
    """

    sort_wanted = Signal(str, bool)
    row_activated = Signal(int)

    def __init__(
        self,
        model: QAbstractTableModel,
        name: str,
        *,
        two_lines: bool = False,
        keeps: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._keeps = keeps
        self.setAccessibleName(name)
        self.empty_text = ""
        self.setItemDelegate(CellDelegate(self))
        self.setModel(model)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setFrameShape(QTableView.Shape.NoFrame)
        # Qt paints a frame of its own where the two scroll bars meet, unless something of ours stands there.
        self.setCornerWidget(QWidget())
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        # All of it is painted below: Qt then moves what is there when it scrolls, and asks only for the rows that
        # come into sight.
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        # Tab leads on, and not through a million cells.
        self.setTabKeyNavigation(False)
        RingOver(self)
        rows = self.verticalHeader()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(theme.active().px(52 if two_lines else ROW))
        rows.hide()
        head = self.horizontalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head.setHighlightSections(False)
        head.setTextElideMode(Qt.TextElideMode.ElideRight)
        head.setSectionsClickable(True)
        head.sectionClicked.connect(self._sort)
        self.doubleClicked.connect(lambda index: self.row_activated.emit(index.row()))
        self.set_sort("", False)
        model.modelReset.connect(self._lay_out)
        self._lay_out()

    def set_sort(self, key: str, descending: bool) -> None:
        """Show by which column the rows are sorted; an empty key by none."""
        self._sorted = (key, descending)
        head = self.horizontalHeader()
        keys = [column.key for column in self._columns()]
        head.setSortIndicatorShown(key in keys)
        if key in keys:
            order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
            head.setSortIndicator(keys.index(key), order)

    def keyPressEvent(self, event: Any) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.row_activated.emit(self.currentIndex().row())
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: Any) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def paintEvent(self, event: QPaintEvent) -> None:
        ground = QPainter(self.viewport())
        ground.fillRect(event.rect(), theme.active().color("surface"))
        ground.end()
        super().paintEvent(event)
        model: QAbstractItemModel = self.model()
        painter = QPainter(self.viewport())
        if getattr(model, "waiting", False):
            self._paint_bones(painter)
        elif self.empty_text and not model.rowCount():
            painter.setPen(theme.active().color("muted"))
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(self.viewport().rect().adjusted(24, 0, -24, 0), flags, self.empty_text)

    def _paint_bones(self, painter: QPainter) -> None:
        """Rows that are on their way, in the places where they will stand."""
        high, row = self.verticalHeader().defaultSectionSize(), 0
        line = self.fontMetrics().height()
        while (row + 1) * high <= self.viewport().height() and row < BONES:
            for at, column in enumerate(self._columns()):
                room = max(8, self.columnWidth(at) - 16)
                wide = room * (0.5 if column.numeric else (0.72, 0.5, 0.62)[(row + at) % 3])
                left = self.columnViewportPosition(at) + 8 + (room - wide if column.numeric else 0)
                bone(painter, QRectF(left, row * high + (high - line) / 2, wide, line))
            row += 1

    def _columns(self) -> list[Column]:
        return list(getattr(self.model(), "columns", []))

    def _sort(self, section: int) -> None:
        column = self._columns()[section]
        if column.sortable:
            key, descending = self._sorted
            # Numbers begin with the largest, all else with the first.
            self.sort_wanted.emit(column.key, not descending if key == column.key else column.numeric)

    def _lay_out(self) -> None:
        columns = self._columns()
        numbers = [self._numbers(column) for column in columns]
        least = [max(wide, self._wide(column.least)) for column, wide in zip(columns, numbers, strict=True)]
        low = theme.active().px(120)
        most = max(low, int(self.viewport().width() * _GROWN))
        growing = {at: max(low, min(least[at], most)) for at, column in enumerate(columns) if not column.width}
        least = [0 if at in growing else wide for at, wide in enumerate(least)]
        widths = [
            max(theme.active().px(column.width), wide) if column.width else 0
            for column, wide in zip(columns, least, strict=True)
        ]
        room = self.viewport().width() - sum(growing.values())
        if sum(widths) > room > 0 and not self._keeps:
            widths = self._made_narrower(widths, numbers, least, room)
        self._let_grow(widths, growing)
        for at, width in enumerate(widths):
            if self.columnWidth(at) != width:
                self.setColumnWidth(at, width)

    def _made_narrower(self, widths: list[int], numbers: list[int], least: list[int], room: int) -> list[int]:
        """A little narrower each, so that a small window shows all of them; many more scroll."""
        half = [max(int(width * _NARROWEST), wide) for width, wide in zip(widths, least, strict=True)]
        titles = [
            min(wide, max(low, self._title(column)))
            for column, wide, low in zip(self._columns(), widths, half, strict=True)
        ]
        bare = [max(int(width * _NARROWEST), wide) for width, wide in zip(widths, numbers, strict=True)]
        fits = next((one for one in (titles, half) if sum(one) <= room), bare)
        return _narrowed(widths, fits, room)

    def _let_grow(self, widths: list[int], growing: Mapping[int, int]) -> None:
        """Share what is left among those that take it; who needs more than their share leaves the others less."""
        columns, free = self._columns(), self.viewport().width() - sum(widths)
        shares = sum(columns[at].share for at in growing)
        for at in sorted(growing, key=lambda at: -growing[at] / columns[at].share):
            widths[at] = max(growing[at], free * columns[at].share // shares)
            free, shares = free - widths[at], shares - columns[at].share

    def _numbers(self, column: Column) -> int:
        """The room that a column's numbers take: of one that is cut off people read another."""
        texts = getattr(self.model(), "texts", None)
        return max(map(self._wide, texts(column)), default=0) if column.numeric and texts is not None else 0

    def _wide(self, text: str) -> int:
        """The room that a text takes in a cell."""
        return self.fontMetrics().horizontalAdvance(text) + 18 if text else 0

    def _title(self, column: Column) -> int:
        """The room that a column's title takes."""
        wide = self.horizontalHeader().fontMetrics().horizontalAdvance(column.title) + 20
        return wide + (icons.SIZE + 6 if column.icon else 0)


def _narrowed(widths: list[int], least: list[int], room: int) -> list[int]:
    """Widths that give way, each by the same share of what it can, until they fit or can give no more."""
    share = min(1.0, (sum(widths) - room) / max(1, sum(widths) - sum(least)))
    return [floor(wide - (wide - low) * share) for wide, low in zip(widths, least, strict=True)]
