"""How the fields look: a searched and sorted table, and beside it the field that is chosen."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QWidget

from ui.core import theme
from ui.panes.traits.card import FieldCard
from ui.panes.traits.rows import COLUMNS, KNOWN, KnownDelegate, ordered, row
from ui.widgets.buttons import Segmented
from ui.widgets.cards import Card
from ui.widgets.layouts import beside, hbox, keep_height, keep_width, scrolling, vbox
from ui.widgets.search import SearchField
from ui.widgets.table import RowsModel, TableView

if TYPE_CHECKING:
    from app.fields import Field

FILTERS: Final = (
    ("all", "All"), ("files", "From files"), ("computed", "Worked out"), ("events", "Of events"), ("hidden", "Hidden"),
    ("deleted", "Deleted"),
)  # fmt: skip
_KINDS: Final = {"computed": ("computed",), "events": ("event",), "files": ("identifier", "standard", "own")}
"""The kinds of field that a filter leaves."""
SIDE: Final = 330


class FieldsPage(QWidget):
    """Emits `chosen` with the name of a field, and `menu_wanted` with a place on the screen for its menu."""

    chosen = Signal(str)
    menu_wanted = Signal(QPoint)

    def __init__(self) -> None:
        super().__init__()
        self.search = SearchField("Search the fields", "Search the fields")
        self.search.setMinimumWidth(theme.active().column(170))
        self.filter = Segmented(FILTERS, "Show only")
        self.model = RowsModel(COLUMNS)
        self.table = TableView(self.model, "Fields", two_lines=True)
        self.table.setItemDelegateForColumn(KNOWN, KnownDelegate(self.table))
        self.card = FieldCard()
        self._fields: Sequence[Field] = ()
        self._sort = ("", False)
        self._name = ""
        listed = Card(spacing=8)
        listed.body.setContentsMargins(8, 10, 8, 8)
        listed.add(hbox(self.search, self.filter))
        listed.add(self.table, 1)
        keep_height(listed, 420)
        held = QWidget()
        vbox(self.card, 1, parent=held)
        area = scrolling(held)
        keep_width(area, SIDE)
        both = beside(self)
        left = QWidget()
        vbox(listed, parent=left)
        both.addWidget(left, 1)
        both.addWidget(area)
        self.search.searched.connect(lambda _: self.fill())
        self.search.went_down.connect(self.table.setFocus)
        self.filter.changed.connect(lambda _: self.fill())
        self.table.sort_wanted.connect(self.sort)
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.table.customContextMenuRequested.connect(self._menu)
        self.table.selectionModel().currentRowChanged.connect(lambda now, _: self._choose(now.row()))

    def wait(self) -> None:
        """The fields are on their way."""
        self._fields = ()
        self.model.wait()
        self.card.show_field(None)

    def show_fields(self, fields: "Sequence[Field]") -> None:
        """Show other fields; the one that was chosen stays so."""
        self._fields = fields
        self.fill()

    def sort(self, key: str, descending: bool) -> None:
        """Order the table by a column."""
        self._sort = (key, descending)
        self.table.set_sort(key, descending)
        self.fill()

    def fill(self) -> None:
        """Show those that the search and the filter leave, in their order."""
        rows: Sequence[Any] = [row(one) for one in self._fields if self._is_wanted(one)]
        if self._sort[0]:
            rows = ordered(rows, self._sort[0], descending=self._sort[1])
        name = self._name
        self.table.empty_text = "No field is called so." if self.search.text().strip() else "There is none here."
        self.model.set_rows(rows)
        at = next((place for place, one in enumerate(rows) if one["name"] == name), -1)
        if at >= 0:
            self.table.selectRow(at)
        elif rows and not name:
            self.table.selectRow(0)
        self.show_chosen()

    def choose(self, name: str) -> None:
        """Choose a field, now or once it is listed."""
        self._name = name
        self.search.clear()
        self.filter.set_value("all")
        self.fill()

    def picked(self) -> "list[Field]":
        """The fields whose rows are selected, in their order."""
        rows = sorted(index.row() for index in self.table.selectionModel().selectedRows())
        named = [str(self.model.row(at)["name"]) for at in rows]
        return [one for name in named for one in self._fields if one.name == name]

    def _menu(self, place: QPoint) -> None:
        if self.table.indexAt(place).isValid():
            self.menu_wanted.emit(self.table.viewport().mapToGlobal(place))

    def show_chosen(self) -> None:
        """Show the chosen field beside the table."""
        self.card.show_field(next((one for one in self._fields if one.name == self._name), None))

    def _is_wanted(self, one: "Field") -> bool:
        way, typed = self.filter.value(), self.search.text().strip().casefold().split()
        if one.deleted != (way == "deleted") or (way == "hidden" and not one.hidden):
            return False
        kinds = _KINDS.get(way)
        if kinds is not None and one.kind not in kinds:
            return False
        said = " ".join((one.label, one.name, one.event, *one.sources)).casefold()
        return all(word in said for word in typed)

    def _choose(self, at: int) -> None:
        if 0 <= at < self.model.rowCount():
            self._name = str(self.model.row(at)["name"])
            self.show_chosen()
            self.chosen.emit(self._name)
