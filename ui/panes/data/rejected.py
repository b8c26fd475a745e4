"""The rows of a file that were not taken: their line, the reason, and the row as it was."""

from collections.abc import Callable, Mapping, Sequence
from itertools import zip_longest
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtWidgets import QWidget

from app.ingest import kind_of
from ui.core import formats
from ui.widgets.cards import Card
from ui.widgets.labels import Label
from ui.widgets.layouts import vbox
from ui.widgets.table import Column, RowsModel, TableView

if TYPE_CHECKING:
    from app.ingest import RejectedRow, UnreadCell

SHOWN: Final = 5_000
"""Rejected rows that are listed; the file that is saved has all of them."""
CELLS: Final = 60
"""Columns of the file that are listed beside line and reason; those that could not be read stand first."""
_ORDERS: Final = " Orders stand in it whole, with the rows that could be read."


class RejectedPage(QWidget):
    """A table of them, with what to do about them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = RowsModel([])
        self.table = TableView(self.model, "Rejected rows", keeps=True)
        self.note = Label("", tone="muted", wrap=True)
        card = Card()
        card.body.setContentsMargins(8, 4, 8, 8)
        card.add(self.table, 1)
        vbox(self.note, card, spacing=12, parent=self)

    def show_cells(self, cells: "Sequence[UnreadCell]", total: int, kind: str = "") -> None:
        """Show cells whose rows came in without them."""
        from app.ingest import KEPT_CELLS, RejectedRow

        rows = [RejectedRow(one.line, f"{one.column}: “{one.value}” is {one.why}", one.row or {}) for one in cells]
        self._show(rows, "What was not read", [one.column for one in cells])
        more = f" The first {formats.number(len(rows))} are shown." if len(rows) < total else ""
        if total > KEPT_CELLS:
            more += f" Of each column the first {formats.number(KEPT_CELLS)} are kept."
        self.note.setText(
            f"These rows came in, but without the cells that are named here.{more} Save them, mend the cells in a "
            f"spreadsheet, and drop the mended file here: its rows are read as this file was.{_whole(kind)}"
        )

    def show_rows(self, rows: "Sequence[RejectedRow]", total: int, kind: str = "") -> None:
        """Show rows that were not taken; `total` is how many there are."""
        self._show(rows, "Why it was not taken")
        more = f" The first {formats.number(len(rows))} are shown." if len(rows) < total else ""
        self.note.setText(
            f"These lines of the file said nothing that could be kept.{more} Save them, mend them in a spreadsheet, "
            f"and drop the mended file here: its rows are read as this file was.{_whole(kind)}"
        )

    def _show(self, rows: "Sequence[RejectedRow]", why: str, unread: Sequence[str] = ()) -> None:
        """Show rows; `unread` names for each the column whose cell could not be read, where that is it."""
        there = dict.fromkeys(header for row in rows for header in row.row)
        named = [one for one in dict.fromkeys(unread) if one in there]
        headers = list(dict.fromkeys([*named, *there]))[:CELLS]
        line = Column("line", "Line", 84, numeric=True, shown=formats.number, sortable=False)
        reason = Column("reason", why, 370, sortable=False, tone=lambda _: "warn")
        cells = [Column(f"cell:{header}", header, 150, sortable=False, tone=_unread(header)) for header in headers]
        self.model.columns = [line, reason, *cells]
        self.model.set_rows(
            [
                {"line": row.line, "reason": row.reason, "column": column}
                | {f"cell:{header}": value for header, value in row.row.items()}
                for row, column in zip_longest(rows, unread)
            ]
        )


def _unread(header: str) -> Callable[[Mapping[str, Any]], str]:
    """Colours the cell of this column in the rows in which it could not be read."""
    return lambda row: "warn" if row.get("column") == header else ""


def _whole(kind: str) -> str:
    return _ORDERS if kind and kind_of(kind).of_sales else ""
