"""How the table of people looks: a search box, a segment and values to filter by, the choice of columns, the rows."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.core import theme
from ui.panes.people.chosen_bar import PeopleTable
from ui.panes.people.columns import Known
from ui.panes.people.facet_card import ChipBar, FacetCard
from ui.widgets.buttons import Button
from ui.widgets.cards import Card, EmptyState
from ui.widgets.labels import Label
from ui.widgets.layouts import hbox, vbox
from ui.widgets.menu_field import MenuField
from ui.widgets.paged_table import PagedModel
from ui.widgets.pages import Pages
from ui.widgets.picker import Choice
from ui.widgets.search import SearchField
from ui.widgets.tick_picker import TickPicker

EVERYONE = ""
"""The key of the filter that leaves nobody out."""


class PeopleTablePage(QWidget):
    """Emits what the user asks for: `searched`, `filtered` (a segment's name or empty), `columns_wanted`."""

    searched = Signal(str)
    filtered = Signal(str)
    columns_wanted = Signal(list)

    def __init__(self, model: PagedModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = model
        self.search = SearchField("Find by name, email, phone or number", "Find a person")
        self.search.setFixedWidth(theme.active().column(320))
        self.filter = MenuField("Show only a segment")
        self.choose = Button("Columns", icon="columns", small=True)
        self.narrow = Button("Filter", icon="funnel", small=True)
        self.narrow.setToolTip("Show the values that people have, to filter by")
        self.chips = ChipBar()
        self.facet = FacetCard()
        self.facet.hide()
        self.table = PeopleTable(model)
        self._known: Sequence[Known] = ()
        self._import = Button("Bring in your people…", kind="main")
        self.import_wanted = self._import.clicked
        text = "Contacts or orders: both make profiles. Each person then stands here with all that is known."
        self._stack = Pages(parent=self)
        vbox(self._stack, parent=self)
        self._stack.addWidget(self._rows())
        self._stack.addWidget(EmptyState("users", "Nobody is here yet", text, self._import))
        self.search.searched.connect(self.searched)
        self.search.went_down.connect(self._into_rows)
        self.filter.chosen.connect(self.filtered)
        self.choose.clicked.connect(self._open_columns)
        self.offer_segments([], EVERYONE)

    def _rows(self) -> QWidget:
        head = hbox(self.search, Label("in", tone="muted"), self.filter, 1, self.narrow, self.choose, spacing=10)
        card = Card()
        card.body.setContentsMargins(8, 4, 8, 8)
        card.add(self.table, 1)
        held = QWidget(self._stack)
        column = vbox(spacing=12, parent=held)
        column.addLayout(head)
        column.addWidget(self.chips)
        beside_it = hbox(spacing=16)
        beside_it.addWidget(card, 1)
        beside_it.addWidget(self.facet)
        column.addLayout(beside_it, 1)
        return held

    def _into_rows(self) -> None:
        if self.table.model().rowCount():
            self.table.setFocus()
            self.table.selectRow(max(0, self.table.currentIndex().row()))

    def show_empty(self, empty: bool) -> None:
        """Nobody in the project at all."""
        self._stack.setCurrentIndex(1 if empty else 0)

    def offer_segments(self, names: Sequence[str], chosen: str) -> None:
        """Offer these segments to filter by."""
        choices = [(EVERYONE, "everyone")]
        if names:
            choices += [("-", ""), *((name, name) for name in names)]
        self.filter.show_choices(choices, chosen)

    def offer_columns(self, known: Sequence[Known]) -> None:
        """Offer these columns."""
        self._known = known

    def _open_columns(self) -> None:
        shown = [column.key for column in self.model.columns]
        choices = [Choice(one.name, one.label) for one in self._known]
        # Without names the rows would be nobody's.
        picker = TickPicker(choices, shown, "Columns", self.window(), fixed=("name",))
        picker.toggled.connect(self._take)
        picker.open_under(self.choose, right=True)

    def _take(self, name: str, on: bool) -> None:
        shown = [column.key for column in self.model.columns]
        self.columns_wanted.emit([*shown, name] if on else [one for one in shown if one != name])
