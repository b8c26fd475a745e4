"""A table of a million rows: an array of ids, and pages of rows that are fetched when they are first looked at."""

from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, Protocol

from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt, Signal

from app.domain.problems import Problem
from app.domain.progress import Progress
from ui.core.jobs import Jobs
from ui.core.timers import once
from ui.widgets.table import DIM, LOOK, Column, Index, TableView, alignment, cell, heading

PAGE: Final = 256
"""Rows that are fetched at once."""
KEPT: Final = 64
"""Pages that are kept; the one that was not looked at for longest goes first."""
AT_ONCE: Final = 4
"""Pages that one job fetches, so that a dragged scroll bar does not queue up what nobody sees any more."""


class Ids(Protocol):
    """The ids in their order: a numpy int64 array, an `array('q')`, or anything that is cut and counted like one."""

    def __len__(self) -> int: ...
    def __getitem__(self, key: slice, /) -> Any: ...


Row = Mapping[str, Any]
Fetch = Callable[[list[int], Progress], Sequence[Row]]
"""Gets ids, answers one row for each in the same order; runs off the interface's thread."""


class PagedModel(QAbstractTableModel):
    """The model: knows how many rows there are, asks for those that are painted, keeps the last pages.

    After `refresh` the rows that are known stay, dimmed, until the new ones land. A page that could not be
    fetched is not asked for again until `refresh`; `failed` tells why.
    """

    failed = Signal(object)
    landed = Signal(int)
    """The number of a page whose rows have come."""

    def __init__(self, columns: Sequence[Column], fetch: Fetch, jobs: Jobs, key: str) -> None:
        super().__init__()
        self.columns = list(columns)
        self._fetch = fetch
        self._jobs = jobs
        self._key = key
        self._ids: Ids = ()
        self._pages: OrderedDict[int, Sequence[Row]] = OrderedDict()
        self._stale: set[int] = set()
        self._broken: set[int] = set()
        self._wanted: OrderedDict[int, None] = OrderedDict()
        self._fetching: list[int] = []
        self._turn = 0
        # Once Qt has painted: it asks for cell after cell, and one question serves them all.
        self._soon = once(self, 0, self._ask)
        self.waiting = False

    def wait(self) -> None:
        """Another question was asked: the rows that stand are no answer to it."""
        self._exchange((), waiting=True)

    def set_ids(self, ids: Ids) -> None:
        """Show other rows, or the same in another order."""
        self._exchange(ids, waiting=False)

    def take_ids(self, ids: Ids) -> bool:
        """Show these rows, and say whether they are others.

        Where they are those that stand there, only what is said of them is fetched again: whoever is chosen stays so.
        """
        import numpy as np

        others = self.waiting or len(ids) != len(self._ids) or not np.array_equal(ids[:], self._ids[:])
        if others:
            self.set_ids(ids)
        else:
            self.refresh()
        return others

    def _exchange(self, ids: Ids, *, waiting: bool) -> None:
        self.beginResetModel()
        self._ids, self.waiting = ids, waiting
        self._forget()
        self._pages.clear()
        self._stale.clear()
        self.endResetModel()

    def set_columns(self, columns: Sequence[Column]) -> None:
        """Show other columns; every row is fetched again."""
        self.beginResetModel()
        self.columns = list(columns)
        self._forget()
        self._pages.clear()
        self._stale.clear()
        self.endResetModel()

    def refresh(self) -> None:
        """The rows may have changed: dim them, and fetch again those that are looked at."""
        self._forget()
        self._stale = set(self._pages)
        self._paint_again(0, len(self._ids) - 1)

    def ids(self, first: int, last: int) -> Any:
        """The ids of the rows from `first` to `last`, both included."""
        return self._ids[first : last + 1]

    def row(self, at: int) -> Row | None:
        """What is known of a row; None while it is still on its way."""
        page = self._pages.get(at // PAGE)
        return page[at % PAGE] if page is not None and at % PAGE < len(page) else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Horizontal and 0 <= section < len(self.columns):
            return heading(self.columns[section], role)
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        column = self.columns[index.column()]
        if role == DIM:
            return index.row() // PAGE in self._stale
        row = self._look(index.row()) if role != Qt.ItemDataRole.TextAlignmentRole else {}
        if row is None:
            return self._waiting(index, column, role)
        if role == LOOK and index.row() // PAGE in self._stale:
            text, second, _, side = cell(column, row, role)
            return text, second, "muted", side
        return cell(column, row, role)

    def _waiting(self, index: Index, column: Column, role: int) -> Any:
        """A cell whose row is still on its way."""
        text = "" if index.column() else "…"
        if role == LOOK:
            return text, "", "muted", alignment(column)
        return (text or None) if role == Qt.ItemDataRole.DisplayRole else None

    def _look(self, at: int) -> Row | None:
        page = at // PAGE
        if page in self._pages:
            self._pages.move_to_end(page)
        if (page not in self._pages or page in self._stale) and page not in self._broken:
            self._want(page)
        return self.row(at)

    def _want(self, page: int) -> None:
        if page in self._fetching:
            return
        self._wanted[page] = None
        self._wanted.move_to_end(page)
        if not self._soon.isActive() and not self._fetching:
            self._soon.start()

    def _ask(self) -> None:
        # The pages looked at last are those on the screen.
        pages = list(self._wanted)[-AT_ONCE:]
        self._wanted.clear()
        if not pages:
            return
        self._fetching = pages
        turn, fetch = self._turn, self._fetch
        ids = [[int(one) for one in self._ids[page * PAGE : (page + 1) * PAGE]] for page in pages]

        def work(progress: Progress) -> list[Sequence[Row]]:
            # One question for all of them: what it costs is mostly the asking.
            rows = fetch([one for some in ids for one in some], progress)
            starts = [sum(map(len, ids[:at])) for at in range(len(ids))]
            return [rows[start : start + len(some)] for start, some in zip(starts, ids, strict=True)]

        self._jobs.start(
            self._key,
            work,
            lambda found: self._land(turn, pages, found),
            lambda problem: self._fail(turn, pages, problem),
            quiet=True,
            # Ahead of all other questions: somebody is looking at these rows.
            priority=5,
        )

    def _land(self, turn: int, pages: list[int], found: list[Sequence[Row]]) -> None:
        if turn != self._turn:
            return
        self._fetching = []
        for page, rows in zip(pages, found, strict=True):
            self._pages[page] = rows
            self._pages.move_to_end(page)
            self._stale.discard(page)
        while len(self._pages) > KEPT:
            self._stale.discard(self._pages.popitem(last=False)[0])
        for page in pages:
            self._paint_again(page * PAGE, min((page + 1) * PAGE, len(self._ids)) - 1)
            self.landed.emit(page)
        if self._wanted:
            self._soon.start()

    def _fail(self, turn: int, pages: list[int], problem: Problem) -> None:
        if turn == self._turn:
            self._fetching = []
            self._broken.update(pages)
            self.failed.emit(problem)

    def _forget(self) -> None:
        """Whatever is on its way belongs to the rows that were there before."""
        self._turn += 1
        self._fetching = []
        self._broken.clear()
        self._wanted.clear()
        self._jobs.drop(self._key)

    def _paint_again(self, first: int, last: int) -> None:
        if last >= first and self.columns:
            self.dataChanged.emit(self.index(first, 0), self.index(last, len(self.columns) - 1))


class PagedTable(TableView):
    """A table view over a PagedModel; `selected` gives the chosen rows as ranges, however many they are."""

    def __init__(self, model: PagedModel, name: str, *, two_lines: bool = False) -> None:
        super().__init__(model, name, two_lines=two_lines)
        self.paged = model

    def selected(self) -> list[tuple[int, int]]:
        """The chosen rows as (first, last), both included, in order."""
        chosen = self.selectionModel().selection()
        return sorted((chosen.at(at).top(), chosen.at(at).bottom()) for at in range(chosen.count()))

    def selected_count(self) -> int:
        """How many rows are chosen."""
        return sum(last - first + 1 for first, last in self.selected())
