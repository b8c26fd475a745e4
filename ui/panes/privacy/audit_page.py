"""How the audit log looks: a row for each entry, the newest first, and above them what is shown of it."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.project import KINDS
from ui.core import theme
from ui.widgets.buttons import Button
from ui.widgets.cards import Card, EmptyState
from ui.widgets.layouts import hbox, keep_height, vbox
from ui.widgets.menu_field import MenuField
from ui.widgets.pages import Pages
from ui.widgets.search import SearchField
from ui.widgets.table import Column, RowsModel, TableView

ALL: Final = "everything"
CHOICES: Final = ((ALL, "Everything"), *KINDS.items())
_TONES = {"privacy": "accent", "undo": "warn"}
COLUMNS: Final = (
    Column("when", "When", 160, sortable=False),
    Column("kind", "Kind", 128, sortable=False, tone=lambda row: _TONES.get(row["code"], "muted")),
    Column("what", "What", 0, second="more", sortable=False),
    Column("people", "People", 76, numeric=True, sortable=False),
)


class AuditPage(QWidget):
    """Emits `kind_chosen`, `person_wanted` (a key, or nothing) and `older_wanted`."""

    kind_chosen = Signal(str)
    person_wanted = Signal(str)
    older_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kind = MenuField("Show only")
        self.kind.show_choices(CHOICES, ALL)
        self.person = SearchField("About one person: an address, or customer_id:17", "About one person")
        self.person.setFixedWidth(theme.active().column(360))
        self.model = RowsModel(COLUMNS)
        self.table = TableView(self.model, "Entries of the audit log", two_lines=True)
        self.older = Button("Show older entries")
        card = Card()
        card.body.setContentsMargins(8, 4, 8, 8)
        card.add(self.table, 1)
        keep_height(card, 320)
        nothing = EmptyState(
            "clock-counter-clockwise", "No entry of this kind", "Nothing that this filter leaves was done so far."
        )
        self._pages = Pages()
        self._pages.addWidget(card)
        self._pages.addWidget(nothing)
        self._listed, self._nothing = card, nothing
        vbox(hbox(self.kind, self.person, 1), self._pages, hbox(1, self.older), spacing=12, parent=self).setStretch(
            1, 1
        )
        self.kind.chosen.connect(self.kind_chosen)
        self.person.searched.connect(self.person_wanted)
        self.older.clicked.connect(self.older_wanted)

    def wait(self) -> None:
        """Other entries are on their way."""
        self.model.wait()
        self._pages.setCurrentWidget(self._listed)

    def show_entries(self, rows: Sequence[Mapping[str, Any]], *, more: bool) -> None:
        """Show these entries; `more` says whether there are older ones."""
        self.model.set_rows(rows)
        self._pages.setCurrentWidget(self._listed if rows else self._nothing)
        self.older.setVisible(more)
