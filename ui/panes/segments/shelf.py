"""How the library of segments looks: found by typing, in folders, sorted, each with its figures and its small line."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QModelIndex, QPoint, Qt, QTimer
from PySide6.QtWidgets import QWidget

from app.domain.finding import rank
from ui.core import formats
from ui.core.input_device import presses
from ui.core.literal_names import Menu
from ui.panes.segments.shelf_table import ShelfDelegate, ShelfModel, ShelfTable
from ui.widgets.buttons import Button, ChipButton
from ui.widgets.cards import Card, EmptyState
from ui.widgets.labels import Label
from ui.widgets.layouts import FlowLayout, clear, hbox, keep_height, keep_width, vbox
from ui.widgets.pages import Pages
from ui.widgets.search import SearchField

if TYPE_CHECKING:
    from app.audience import Shelved

Do = Callable[[str, str], None]
"""Told what was pressed and the name of the segment."""

ACTIONS: Final = (
    ("open", "Open", "pencil-simple"),
    ("rename", "Rename", "text-aa"),
    ("duplicate", "Duplicate", "copy"),
    ("freeze", "List who is in it now", "push-pin"),
    ("keeping", "How it is kept…", "sliders-horizontal"),
    ("campaign", "Use in a campaign", "megaphone-simple"),
    ("people", "Show the people", "users"),
    ("delete", "Delete", "trash"),
)
"""What can be done with a segment: what is told of it, its text and its icon."""


class Shelf(QWidget):
    """The library, or, where nothing is kept yet, what a segment is for."""

    def __init__(self, do: Do, renamed: Callable[[str, str], None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._do = do
        self._all: list[dict[str, Any]] = []
        self._folder: str | None = None
        self._sort = ("", False)
        self._left = ("", 0)
        self.search = SearchField("Find a segment")
        self.search.searched.connect(lambda _: self.fill())
        self.model = ShelfModel(renamed)
        self.table = ShelfTable(self.model, "Segments", two_lines=True)
        self.table.setItemDelegate(ShelfDelegate(self.table))
        self.table.setMouseTracking(True)
        self.search.went_down.connect(self._go_down)
        self.table.sort_wanted.connect(self.sort)
        self.table.row_activated.connect(lambda row: do("open", self.names[row]))
        self.table.asked.connect(self._key)
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.table.customContextMenuRequested.connect(self._menu)
        new = Button("New segment", kind="main")
        new.clicked.connect(lambda: do("new", ""))
        empty = EmptyState(
            "chart-pie-slice",
            "Say whom you mean",
            "A segment is everyone for whom your conditions hold: what they did, what is known of them, what they "
            "allow. The count moves as you build, and each person can be explained.",
            new,
        )
        self.pages = Pages(self._build(), empty)
        vbox(self.pages, parent=self)
        self.model.wait()

    def _build(self) -> QWidget:
        page = QWidget()
        self.chips: list[ChipButton] = []
        self._flow = FlowLayout(gap=8, row_gap=6)
        self.as_of = Label("", "small", "muted")
        self.head = hbox(self.search, spacing=12)
        held = QWidget()
        column = vbox(parent=held)
        column.addStretch(1)
        column.addLayout(self._flow)
        column.addStretch(1)
        self.head.addWidget(held, 1)
        self.head.addWidget(self.as_of)
        keep_width(self.search, 300)
        card = Card()
        card.body.setContentsMargins(12, 6, 12, 12)
        card.add(self.table, 1)
        keep_height(card, 260)
        column = vbox(spacing=14, parent=page)
        column.addLayout(self.head)
        column.addWidget(card, 1)
        return page

    # What is shown

    @property
    def names(self) -> list[str]:
        """The names of the rows that are shown, in their order."""
        return [str(self.model.row(at)["name"]) for at in range(self.model.rowCount())]

    def row(self, name: str) -> Mapping[str, Any]:
        """What is known of a segment that is kept."""
        return next(row for row in self._all if row["name"] == name)

    def show_segments(self, kept: "Sequence[Shelved]", *, known: bool) -> None:
        """Show these; `known` says that they were counted. Figures of before stay until then, for equal rows alone."""
        before = {row["name"]: row for row in self._all}
        self._all = [_row(one, before.get(one.name), known=known) for one in kept]
        self.pages.setCurrentIndex(0 if kept else 1)
        self._show_folders()
        self.fill()

    def forget(self, names: set[str]) -> None:
        """What was counted of these is no longer true."""
        for row in self._all:
            row["known"] = row["known"] and row["name"] not in names

    def dim(self) -> None:
        """The figures are being counted again."""
        self.model.dim()

    def _show_folders(self) -> None:
        held = [str(row["folder"]) for row in self._all]
        folders = sorted({*held} - {""}, key=str.casefold)
        if self._folder not in folders:
            self._folder = None
        clear(self._flow)
        self.chips = []
        shown = [(None, f"All {len(held)}"), *((one, f"{one} {held.count(one)}") for one in folders)]
        for folder, text in shown if folders else ():
            chip = ChipButton(text, checkable=True)
            chip.setChecked(folder == self._folder)
            chip.clicked.connect(lambda _=False, folder=folder: self.choose_folder(folder))
            self.chips.append(chip)
            self._flow.addWidget(chip)

    def choose_folder(self, folder: str | None) -> None:
        """Show the segments of one folder, or of all (None)."""
        self._folder = folder
        self._show_folders()
        self.fill()

    def sort(self, key: str, descending: bool) -> None:
        """Order the rows by a column; what is not known comes last."""
        self._sort = (key, descending)
        self.table.set_sort(key, descending)
        self.fill()

    def fill(self) -> None:
        """Show the rows that the search and the folder leave, in their order; the chosen one and the place stay."""
        chosen, place = self.chosen(), self.table.verticalScrollBar().value()
        at = self.table.currentIndex().row()
        typed = self.search.text().strip()
        ranked = [(rank(typed, str(row["name"]), str(row["words"])), row) for row in self._all]
        rows = [row for fit, row in sorted(ranked, key=lambda one: -one[0]) if fit]
        rows = [row for row in rows if self._folder is None or row["folder"] == self._folder]
        key, descending = self._sort
        if key:
            there = [row for row in rows if row[key] is not None]
            there.sort(key=lambda row: _comparable(row[key]), reverse=descending)
            rows = there + [row for row in rows if row[key] is None]
        self.table.empty_text = f"No segment goes by “{typed}”." if typed else "No segment is in this folder."
        self.model.set_rows(rows)
        if chosen in self.names:
            self.table.selectRow(self.names.index(chosen))
        elif chosen and rows and chosen not in {row["name"] for row in self._all}:
            # One that is gone leaves the keyboard to the next.
            self.table.selectRow(min(at, len(rows) - 1))
        self.table.verticalScrollBar().setValue(place)
        QTimer.singleShot(0, self, self._go_on)

    def chosen(self) -> str:
        """The name of the row that the keyboard is on; empty for none."""
        row = self.table.currentIndex().row()
        return self.names[row] if 0 <= row < self.model.rowCount() else ""

    def come_back_from(self, name: str) -> None:
        """Whoever leaves this segment by keyboard goes on at its row, as soon as it is there."""
        self._left = (name, presses())

    def _go_on(self) -> None:
        name, pressed = self._left
        if name in self.names and pressed == presses() and self.table.isVisible():
            self._left = ("", 0)
            self.table.selectRow(self.names.index(name))
            self.table.setFocus()

    # What is done

    def _go_down(self) -> None:
        self.table.setFocus()
        if not self.table.currentIndex().isValid() and self.model.rowCount():
            self.table.selectRow(0)

    def _key(self, what: str) -> None:
        self.act(what, self.chosen())

    def act(self, what: str, name: str) -> None:
        """Do something with a segment, as from its menu."""
        if what == "rename":
            index = self.model.index(self.names.index(name), 0, QModelIndex())
            self.table.setCurrentIndex(index)
            self.table.edit(index)
        else:
            self._do(what, name)

    def _menu(self, at: QPoint) -> None:
        index = self.table.indexAt(at)
        if not index.isValid():
            return
        name = self.names[index.row()]
        self.table.selectRow(index.row())
        menu = Menu(self.table)
        for what, text, icon in ACTIONS:
            # Once the menu has closed: what is done may change the rows.
            entry = menu.entry(text, icon)
            entry.triggered.connect(lambda _=False, what=what: self._later(what, name))
        menu.popup(self.table.viewport().mapToGlobal(at))

    def _later(self, what: str, name: str) -> None:
        QTimer.singleShot(0, self, lambda: self.act(what, name))


def _comparable(value: Any) -> Any:
    return value.casefold() if isinstance(value, str) else value


def _row(one: "Shelved", before: Mapping[str, Any] | None, *, known: bool) -> dict[str, Any]:
    """What the table shows of a segment; its figures of before where it is not counted yet."""
    said: dict[str, Any] = {
        "sentence": one.sentence,
        "count": one.count,
        "mailable": one.mailable,
        "change": one.change,
    }
    said |= {"problem": one.problem, "known": known}
    if not known and before is not None and before["known"]:
        said = {name: before[name] for name in said}
    line = (*one.growth, *([said["count"]] if said["count"] is not None else []))
    words = " ".join((one.folder, one.owner, one.strategy, one.note, said["sentence"]))
    uses = "\n".join(str(use)[:1].upper() + str(use)[1:] for use in one.used_in)
    return said | {
        "name": one.name, "line": line, "used": one.used or "–", "uses": uses, "edited_at": one.edited_at,
        "folder": one.folder, "words": words,
    }  # fmt: skip


def as_of(moment: dt.datetime) -> str:
    """Of which day the figures are."""
    return f"as of {formats.day(moment.date())}"
