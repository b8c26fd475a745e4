"""What the project knows of products, stores and codes: counted beside the imports, and listed in a window."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QWidget

from ui.core import formats, theme
from ui.widgets.buttons import Button, Segmented
from ui.widgets.cards import Card
from ui.widgets.labels import Label
from ui.widgets.layouts import clear, hbox, keep_width, vbox
from ui.widgets.pages import Pages
from ui.widgets.search import SearchField
from ui.widgets.table import Column, RowsModel, TableView

if TYPE_CHECKING:
    from app.domain.progress import Progress
    from app.project import Project
    from ui.panes.base import Pane

WORDS: Final = {"products": "Products", "stores": "Stores", "offers": "Offers", "codes": "Codes"}
LISTS: Final = (("products", "Products"), ("stores", "Stores"), ("offers", "Codes of offers"))
COLUMNS: Final = {
    "products": (
        Column("sku", "SKU", 110, sortable=False), Column("name", "Name", 0, sortable=False),
        Column("category", "Category", 130, sortable=False), Column("brand", "Brand", 110, sortable=False),
        Column("price", "Price", 80, numeric=True, sortable=False),
    ),
    "stores": (
        Column("store_id", "Store", 90, sortable=False), Column("name", "Name", 0, sortable=False),
        Column("street", "Street", 170, sortable=False), Column("postal_code", "Postal code", 96, sortable=False),
        Column("city", "City", 120, sortable=False), Column("country", "Country", 76, sortable=False),
    ),
    "offers": (
        Column("offer", "Offer", 0, sortable=False), Column("codes", "Codes", 80, numeric=True, sortable=False),
        Column("free", "Free", 80, numeric=True, sortable=False),
        Column("given", "Given", 80, numeric=True, sortable=False),
        Column("used", "Used", 80, numeric=True, sortable=False),
        Column("expired", "Expired", 80, numeric=True, sortable=False),
    ),
}  # fmt: skip
_EMPTY: Final = {
    "products": "No products yet: bring in a file of products.",
    "stores": "No stores yet: bring in a file of stores or locations.",
    "offers": "No codes yet: bring in a file of codes, each for an offer.",
}


def counted(project: "Project") -> dict[str, int]:
    """How many there are of each."""
    from app import catalogue

    return catalogue.counts(project)


def listed(project: "Project", what: str, search: str) -> tuple[int, list[dict[str, Any]]]:
    """Some of them, as the table shows them, and how many there are in all."""
    from app import catalogue

    if what == "offers":
        wanted = search.strip().casefold()
        offers = [one for one in catalogue.offers(project) if wanted in one.offer.casefold()]
        names = [column.key for column in COLUMNS["offers"]]
        rows = [{name: _shown(getattr(one, name)) for name in names} for one in offers]
        return len(rows), rows
    found = (catalogue.products if what == "products" else catalogue.stores)(project, search)
    return found.total, [{name: _shown(value) for name, value in row.items()} for row in found.rows]


def _shown(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return formats.number(value, 2)
    return formats.number(value) if isinstance(value, int) and not isinstance(value, bool) else str(value)


class CatalogueCard(Card):
    """How many products, stores and codes there are; emits `wanted` when they are to be looked at."""

    wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("In the catalogue", parent=parent, spacing=6)
        keep_width(self, 300)
        self._facts = vbox(spacing=6)
        self.add(self._facts)
        self.look = Button("Look at them", icon="list-bullets")
        self.look.clicked.connect(self.wanted)
        self.add(hbox(self.look, 1))
        self.hide()

    def show_counts(self, counts: Mapping[str, int]) -> None:
        """Show these; where there is nothing it is not there."""
        clear(self._facts)
        for name, count in counts.items():
            if count:
                self._facts.addLayout(hbox(Label(WORDS[name], tone="muted"), 1, Label(formats.number(count), "strong")))
        self.setVisible(any(counts.values()))


class CatalogueWindow(QDialog):
    """The lists; not modal, Esc closes it."""

    def __init__(self, pane: "Pane") -> None:
        super().__init__(pane)
        self._pane = pane
        self.setWindowTitle("Products, stores and codes")
        self.resize(theme.active().column(860), 560)
        self.kinds = Segmented(LISTS, "What is listed")
        self.search = SearchField("Name, number or city")
        self.search.setMinimumWidth(theme.active().column(240))
        self.models = {name: RowsModel(columns) for name, columns in COLUMNS.items()}
        self.tables = {name: TableView(self.models[name], title) for name, title in LISTS}
        self.pages = Pages()
        for table in self.tables.values():
            self.pages.addWidget(table)
        self.total = Label("", "small", "muted")
        column = vbox(hbox(self.kinds, 1, self.search, spacing=12), self.pages, self.total, spacing=10,
                      margins=(16, 14, 16, 12), parent=self)  # fmt: skip
        column.setStretchFactor(self.pages, 1)
        self.kinds.changed.connect(self.show_list)
        self.search.searched.connect(lambda _: self.show_list(self.kinds.value()))

    def show_list(self, what: str) -> None:
        """List the products, the stores or the offers."""
        project, search = self._pane.project, self.search.text()
        self.kinds.set_value(what)
        self.pages.setCurrentWidget(self.tables[what])

        def work(progress: "Progress") -> tuple[int, list[dict[str, Any]]]:
            del progress
            return listed(project, what, search)

        def done(found: tuple[int, Sequence[Mapping[str, Any]]]) -> None:
            total, rows = found
            self.tables[what].empty_text = "Nothing is called so." if search else _EMPTY[what]
            self.models[what].set_rows(rows)
            shown = f"{formats.number(len(rows))} of {formats.number(total)}: search for the others."
            self.total.setText(shown if total > len(rows) else "")

        self._pane.run("catalogue/list", work, done, quiet=True)


class Catalogue:
    """The card beside the imports, and the window that it opens."""

    def __init__(self, pane: "Pane", card: CatalogueCard) -> None:
        self._pane, self._card = pane, card
        self.window: CatalogueWindow | None = None
        card.wanted.connect(self.open)

    def count(self) -> None:
        """Count again, off the interface's thread."""
        project = self._pane.project

        def work(progress: "Progress") -> dict[str, int]:
            del progress
            return counted(project)

        self._pane.run("catalogue/count", work, self._card.show_counts, quiet=True)

    def open(self) -> None:
        """Look at what there is."""
        self.window = CatalogueWindow(self._pane)
        self.window.show()
        self.window.show_list("products")
