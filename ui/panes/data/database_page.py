"""How it looks to fetch from a database: where it is and who asks, and beside it its tables, or a query."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from ui.core import theme
from ui.widgets.buttons import Button, Segmented
from ui.widgets.cards import Card, EmptyState
from ui.widgets.labels import Label, restyle
from ui.widgets.layouts import beside, hbox, keep_height, keep_width, vbox
from ui.widgets.messages import InlineProgress
from ui.widgets.pages import Pages
from ui.widgets.search import SearchField
from ui.widgets.table import Column, RowsModel, TableView

EXAMPLES: Final = (
    "PostgreSQL: postgresql://db.shop.com/shop",
    "MySQL, MariaDB: mysql://db.shop.com:3306/shop",
    "A file of SQLite: sqlite:///home/ann/shop.db",
)
_COLUMNS: Final = (
    Column("title", "Name", 0, sortable=False),
    Column("kind", "Kind", 90, sortable=False, tone=lambda _: "muted"),
)
_QUERY: Final = "SELECT email, first_name, city\nFROM customers\nWHERE country = 'DE'"


class Asked(QWidget):
    """A field under its name, and below it what is wrong with what stands in it."""

    def __init__(self, title: str, field: QWidget, *below: QWidget) -> None:
        super().__init__()
        self.field = field
        field.setAccessibleName(title)
        self.problem = Label("", "small", "bad", wrap=True)
        self.problem.hide()
        vbox(Label(title, "small", "muted"), field, self.problem, *below, spacing=4, parent=self)

    def show_problem(self, text: str) -> None:
        """Say what is wrong, to screen readers too; nothing with an empty text."""
        self.problem.setText(text)
        self.problem.setVisible(bool(text))
        self.field.setAccessibleDescription(text)
        restyle(self.field, bad="true" if text else "")


class DatabasePage(QWidget):
    """The whole page; it shows and tells, and decides nothing.

    Emits `connect_wanted` when the database is to be asked, `edited` when an address, user or password is changed,
    `chosen` when something else is to be fetched, and `fetch_wanted` when it is to be fetched now.
    """

    connect_wanted = Signal()
    edited = Signal()
    chosen = Signal()
    fetch_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.address, self.user, self.password = QLineEdit(), QLineEdit(), QLineEdit()
        self.address.setPlaceholderText("postgresql://host/database")
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.connect_button = Button("Connect")
        self.ways = Segmented((("table", "A table or view"), ("query", "A query")), "What to fetch")
        self.search = SearchField("Find a table")
        self.model = RowsModel(_COLUMNS)
        self.table = TableView(self.model, "Tables and views")
        self.query = QPlainTextEdit()
        self.progress = InlineProgress()
        self._tables: Sequence[dict[str, str]] = ()
        self._build()
        self._wire()

    def _build(self) -> None:
        self.table.setSelectionMode(TableView.SelectionMode.SingleSelection)
        self.table.empty_text = "No table is called so"
        self.query.setPlaceholderText(_QUERY)
        self.query.setFont(theme.active().mono())
        self.query.setTabChangesFocus(True)
        row = beside(self)
        row.addLayout(vbox(self._where(), 1))
        row.addWidget(self._what(), 1)

    def _where(self) -> Card:
        card = Card("Where it is", spacing=10)
        keep_width(card, 360)
        examples = [Label(text, "small", "muted", wrap=True) for text in EXAMPLES]
        told = Label("Used to ask, and kept nowhere.", "small", "muted", wrap=True)
        self.asked = {
            "address": Asked("Address", self.address, *examples),
            "user": Asked("User", self.user),
            "password": Asked("Password", self.password, told),
        }
        for one in self.asked.values():
            card.add(one)
        card.add(hbox(self.connect_button, 1))
        card.add(Label("Quillwork only reads it: nothing in it can be changed.", "small", "muted", wrap=True))
        return card

    def _what(self) -> Card:
        card = Card("What to fetch", spacing=10)
        keep_height(card, 420)
        self._unknown = EmptyState(
            "database", "Connect first", "Then its tables and views are listed here. A query can be written now."
        )
        listed = QWidget()
        vbox(self.search, self.table, spacing=8, parent=listed)
        self.tables = Pages(self._unknown, listed)
        written = QWidget()
        vbox(
            Label("One SELECT, as the database writes it. What it answers is fetched.", "small", "muted", wrap=True),
            self.query,
            spacing=8,
            parent=written,
        )
        self.kinds = Pages(self.tables, written)
        self.wrong = Label("", "small", "bad", wrap=True)
        self.wrong.hide()
        # Its room is kept, so that nothing moves when it comes.
        policy = self.progress.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.progress.setSizePolicy(policy)
        self.progress.hide()
        card.add(self.ways)
        card.add(self.kinds, 1)
        card.add(self.wrong)
        card.add(self.progress)
        return card

    def _wire(self) -> None:
        for line in (self.address, self.user, self.password):
            line.textEdited.connect(lambda _: self.edited.emit())
            line.returnPressed.connect(self.connect_wanted)
        self.connect_button.clicked.connect(self.connect_wanted)
        self.ways.changed.connect(self._turn)
        self.search.searched.connect(lambda _: self._list())
        self.search.went_down.connect(self.table.setFocus)
        self.search.returnPressed.connect(self._only)
        self.table.row_activated.connect(lambda _: self.fetch_wanted.emit())
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self.chosen.emit())
        self.query.textChanged.connect(self.chosen)

    def show_tables(self, tables: Sequence[dict[str, str]], chosen: str = "") -> None:
        """List these (`title`, `kind`), the one of that title chosen; without any it is said to connect first."""
        self._tables = tables
        self.search.clear()
        self.tables.setCurrentIndex(1 if tables else 0)
        self._list(chosen)

    def title(self) -> str:
        """The table that is chosen; empty where a query is to be asked."""
        at = self.table.currentIndex().row()
        if self.ways.value() != "table" or not 0 <= at < self.model.rowCount():
            return ""
        return str(self.model.row(at)["title"])

    def query_text(self) -> str:
        """The query, where one is to be asked."""
        return self.query.toPlainText().strip() if self.ways.value() == "query" else ""

    def show_problem(self, place: str, text: str) -> QWidget:
        """Say what is wrong beside `address`, `user`, `password` or `query`, and give the widget it is about."""
        self.clear_problems()
        if place in self.asked:
            self.asked[place].show_problem(text)
            return self.asked[place].field
        self.wrong.setText(text)
        self.wrong.show()
        return self.query if self.ways.value() == "query" else self.table

    def clear_problems(self) -> None:
        """Nothing is wrong any more."""
        for one in self.asked.values():
            one.show_problem("")
        self.wrong.hide()

    def set_busy(self, busy: bool) -> None:
        """While the database is asked nothing can be changed."""
        for widget in (self.address, self.user, self.password, self.connect_button, self.ways, self.kinds):
            widget.setEnabled(not busy)
        if not busy:
            self.progress.hide()

    def _turn(self, key: str) -> None:
        self.kinds.setCurrentIndex(1 if key == "query" else 0)
        self.wrong.hide()
        self.chosen.emit()

    def _list(self, chosen: str = "") -> None:
        before = chosen or self.title()
        wanted = self.search.text().strip().casefold()
        rows = [one for one in self._tables if wanted in one["title"].casefold()]
        self.model.set_rows(rows)
        at = next((at for at, row in enumerate(rows) if row["title"] == before), 0 if len(rows) == 1 else -1)
        if at >= 0:
            self.table.selectRow(at)
        self.chosen.emit()

    def _only(self) -> None:
        """Enter in the search takes the table that is found alone, else leads to those that are."""
        if self.model.rowCount() == 1:
            self.table.selectRow(0)
            self.fetch_wanted.emit()
        elif self.model.rowCount():
            self.table.selectRow(max(0, self.table.currentIndex().row()))
            self.table.setFocus()
