"""The table of everyone: asks `app` in jobs who is in it and in which order, and what it can be filtered by."""

from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from app.project import Change
from ui.core import formats, problems
from ui.core.subjects import Shown
from ui.panes.people import columns as people_columns
from ui.panes.people import rows
from ui.panes.people.cells import MONTHS, SEGMENTS, PersonDelegate
from ui.panes.people.chosen import ChosenController
from ui.panes.people.filters import Filters
from ui.panes.people.glimpses import Glimpses
from ui.panes.people.table_page import EVERYONE, PeopleTablePage
from ui.widgets.paged_table import PagedModel

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from app.domain.progress import Progress
    from app.people import Bucket, Facet
    from app.rules import Names
    from ui.panes.base import Pane

_ROWS = frozenset({Change.PROFILES, Change.EVENTS, Change.PRODUCTS, Change.IMPORTS, Change.SCORES, Change.SETTINGS})
_NAMES = frozenset({Change.PROFILES, Change.SEGMENTS, Change.IMPORTS, Change.SCORES})
_PERMITTED = frozenset({Change.CONSENTS, Change.SUPPRESSIONS})
_GLANCED = _ROWS | _NAMES | _PERMITTED | {Change.TAGS}
"""What segments may ask after."""
_FACET: Final = "people/facet"
_FIRST_FACETS: Final = ("loyalty_tier", "city", "country", "lifecycle_stage", "orders")
COPIED: Final = 100_000
"""People that are copied at most: a spreadsheet chokes on more."""


class TableController:
    """Fills a PeopleTablePage, a child of `room`.

    `moved` is called when what it shows has changed: how many, filtered by what.
    """

    def __init__(
        self, pane: "Pane", room: "QWidget", moved: "Callable[[], None]", open_row: "Callable[[int], None]"
    ) -> None:
        self._pane = pane
        self._moved = moved
        self._open_row = open_row
        self._names: Names | None = None
        self._sort = ("key", False)
        self._search = ""
        self._count = 0
        self._mailable: int | None = None
        self.shown = Shown(self._blank)
        self.filters = Filters()
        self.rows = rows.RowFetcher(pane.project)
        self.model = PagedModel([], self.rows.fetch, pane.context.jobs, f"{pane.job_prefix}rows")
        self.page = PeopleTablePage(self.model, room)
        self.glimpses = Glimpses(pane, self.page.table)
        self.page.table.setItemDelegate(
            PersonDelegate(self.page.table, self.glimpses.of, lambda: self.page.table.chosen() > 0)
        )
        self.chosen = ChosenController(pane, self.page.table)
        self._wire()
        self.read_names()

    def _wire(self) -> None:
        page = self.page
        page.searched.connect(self._searched)
        page.filtered.connect(self.show_segment)
        page.columns_wanted.connect(self._choose_columns)
        page.narrow.clicked.connect(lambda: self.show_facet(open_=not page.facet.isVisible()))
        page.facet.closed.connect(lambda: self.show_facet(open_=False))
        page.facet.trait_wanted.connect(self._facet_chosen)
        page.facet.toggled.connect(self._toggled)
        page.chips.dropped.connect(self._dropped)
        page.chips.cleared.connect(self._cleared)
        page.table.bar.copy.clicked.connect(self.copy)
        page.table.sort_wanted.connect(self._sorted)
        page.table.row_activated.connect(self._open_row)
        page.table.clicked.connect(lambda index: self._pressed(index.row()))

    def _pressed(self, row: int) -> None:
        # Shift and Ctrl choose rows, to copy them.
        if not QApplication.keyboardModifiers() & (
            Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.ControlModifier
        ):
            self._open_row(row)

    # What the pane asks

    def quiet(self) -> str:
        """How many are shown, in words; nothing while nobody knows."""
        if self.model.waiting:
            return ""
        shown = self.model.rowCount()
        said = formats.people(self._count) if self._count else ""
        if self._search or self.filters.filtered:
            said = f"{formats.number(shown)} of {formats.people(self._count)}"
        known = self._mailable is not None and shown
        return f"{said} · {formats.number(self._mailable or 0)} can be emailed" if known else said

    def project_changed(self, changes: frozenset[Change]) -> None:
        """Look again at what the change touched, where it is; nothing scrolls."""
        if changes & _GLANCED:
            self.glimpses.forget()
        if changes & _NAMES:
            self.read_names()
        elif changes & _ROWS or (changes & (_PERMITTED | {Change.TAGS}) and self.filters.filtered):
            self._ask()
        elif changes & _PERMITTED:
            self._ask_reach()

    def show_segment(self, segment: str) -> None:
        """Show only the members of a segment, or everyone."""
        self.filters.segment = segment
        self._offer_segments()
        self._ask(top=True)

    def show_picked(self, numbers: Any, called: str) -> None:
        """Show only these people, who were chosen elsewhere."""
        self.filters.pick(numbers, called)
        self._search = ""
        self.page.search.clear()
        self._offer_segments()
        self._ask(top=True)

    def state(self) -> dict[str, Any]:
        """What is shown and how, for `take_up`."""
        return {
            "filters": self.filters,
            "search": self.page.search.text(),
            "sort": self._sort,
            "columns": [column.key for column in self.model.columns],
            "facet": not self.page.facet.isHidden(),
        }

    def take_up(self, state: dict[str, Any]) -> None:
        """Show that again, as soon as it is known what there is to show."""
        self.filters, self._sort, self._search = state["filters"], state["sort"], state["search"].strip()
        self.page.search.setText(state["search"])
        self.page.facet.setVisible(state["facet"])

    # What the project knows

    def read_names(self) -> None:
        """Ask what columns, segments and values there are, and then for the people."""
        project = self._pane.project

        def work(progress: "Progress") -> rows.Known:
            return rows.known(project)

        self._pane.run("names", work, self._names_arrived, title="Reading the people")

    def _names_arrived(self, told: rows.Known) -> None:
        self._names = found = told.names
        known = people_columns.offered(found.traits.values())
        self.page.offer_columns(known)
        if self.filters.segment not in [one.name for one in found.segments.values()]:
            self.filters.segment = EVERYONE
        for gone in set(self.filters.traits) - set(found.traits):
            self.filters.drop(gone)
        self._offer_segments()
        shown = people_columns.remembered() or people_columns.first(told.said, events=told.events)
        wanted = people_columns.columns(shown, known, found.zone, found.merged)
        if [column.key for column in wanted] != [column.key for column in self.model.columns]:
            self._show_columns([column.key for column in wanted])
        self._ask()

    def _offer_segments(self) -> None:
        if self._names is not None:
            names = [one.name for one in self._names.segments.values()]
            self.page.offer_segments(names, self.filters.segment)

    def _show_columns(self, shown: list[str]) -> None:
        assert self._names is not None
        known = people_columns.offered(self._names.traits.values())
        self.rows.columns = tuple(shown)
        self.model.set_columns(people_columns.columns(shown, known, self._names.zone, self._names.merged))
        self.page.table.set_sort(*self._sort)

    def _choose_columns(self, shown: list[str]) -> None:
        people_columns.remember(shown)
        self._show_columns(shown)

    # Who is in it

    def _sorted(self, key: str, descending: bool) -> None:
        self._sort = (key, descending)
        self.page.table.set_sort(key, descending)
        self._ask(top=True, facet=False)

    def _searched(self, text: str) -> None:
        if text != self._search:
            self._search = text
            self._ask(top=True)

    def _ask(self, *, top: bool = False, facet: bool = True) -> None:
        if self._names is None:
            return
        self._show_chips()
        ask = self.rows.question(self._names, self._sort, self.filters, self._search)
        asked = (self._sort, self.filters.asked(), self._search)
        if not self.shown.turn_to(asked):
            self._moved()
        self._pane.run("ids", ask, lambda found: self._arrived(found, top), title="Sorting people")
        self._ask_reach()
        if facet:
            self._ask_facet()

    def _ask_reach(self) -> None:
        """Behind the rows: they do not wait for it. Of a search or of people picked by number no rule tells."""
        self._pane.context.jobs.drop(f"{self._pane.job_prefix}reach")
        if self._search or self.filters.picked is not None:
            self._mailable = None
            return

        def done(found: int) -> None:
            self._mailable = found
            self._moved()

        self._pane.run("reach", self.rows.reach(self.filters), done, quiet=True, about=self.shown.still())

    def _blank(self) -> None:
        self._mailable = None
        self.model.wait()
        self.page.table.empty_text = ""
        self._moved()

    def _arrived(self, found: tuple[Any, int], top: bool) -> None:
        ids, self._count = found
        table = self.page.table
        # Other ids reset the model, and a reset takes the view to its top and lets go of the row.
        at = table.verticalScrollBar().value()
        chosen = table.currentIndex().row()
        others = self.model.take_ids(ids)
        self.page.show_empty(self._count == 0)
        table.empty_text = "Nobody fits. Search for less, or look among everyone."
        if others and not top and 0 <= chosen < len(ids):
            table.setCurrentIndex(self.model.index(chosen, 0))
        table.verticalScrollBar().setValue(0 if top else at)
        self._moved()

    # Filtering by values

    def _show_chips(self) -> None:
        filters = self.filters
        count = 0 if filters.picked is None else len(filters.picked)
        picked = [("", f"{formats.people(count)} {filters.called}")] if count else []
        self.page.chips.show_filters([*picked, *((one.trait, one.words) for one in filters.traits.values())])

    def _toggled(self, bucket: "Bucket") -> None:
        facet = self.page.facet
        self.filters.toggle(facet.trait, facet.label(), bucket)
        self._ask(top=True)

    def _dropped(self, trait: str) -> None:
        self.filters.drop(trait)
        self._ask(top=True)

    def _cleared(self) -> None:
        self.filters.clear()
        self._ask(top=True)

    def show_facet(self, *, open_: bool) -> None:
        """Show the values to filter by beside the table, or take them away."""
        self.page.facet.setVisible(open_)
        if open_:
            self._ask_facet()
            self.page.facet.field.setFocus()
        else:
            # Let go of, not stopped: nobody is to be told of it.
            self._pane.context.jobs.drop(f"{self._pane.job_prefix}facet")

    def _facet_chosen(self, trait: str) -> None:
        QSettings().setValue(_FACET, trait)
        self._ask_facet()

    def _ask_facet(self) -> None:
        card = self.page.facet
        if self._names is None or card.isHidden():
            return
        known = people_columns.filterable(self._names.traits.values())
        names = [one.name for one in known]
        wanted = (str(QSettings().value(_FACET, "")), *_FIRST_FACETS, *names)
        trait = next((name for name in wanted if name in names), "")
        card.offer(known, trait)
        card.set_dim()
        if trait:
            ask = self.rows.facet(trait, self.filters, self._search)
            self._pane.run("facet", ask, self._facet_arrived, title="Counting the values")

    def _facet_arrived(self, found: "Facet") -> None:
        if found.trait == self.page.facet.trait:
            self.page.facet.show_facet(found, self.filters.has)

    # Taking them elsewhere

    def segment_rule(self) -> dict[str, Any] | None:
        """What the table is filtered by as a rule, where a rule can: none says a search, or people picked."""
        return None if self._search or self.filters.picked is not None else self.filters.rule()

    def copy(self) -> None:
        """Put the chosen people, or else all that are shown, on the clipboard as CSV with the shown columns."""
        ranges = self.page.table.selected()
        several = self.page.table.chosen() > 0
        # The row beyond the last that may be copied comes along, and so too many are told from just enough.
        wanted = [self.model.ids(first, last) for first, last in ranges] if several else [self.model.ids(0, COPIED)]
        columns = ["key", *(column.key for column in self.model.columns if column.key not in (SEGMENTS, MONTHS))]
        project = self._pane.project

        def work(progress: "Progress") -> tuple[str, int]:
            import numpy as np

            from app.people import csv_export

            ids = np.concatenate([np.asarray(part) for part in wanted])
            if len(ids) > COPIED:
                raise problems.TOO_MANY(people=formats.people(COPIED))
            return csv_export.text(project, ids, columns, progress=progress), len(ids)

        def done(found: tuple[str, int]) -> None:
            text, count = found
            QGuiApplication.clipboard().setText(text)
            self._pane.context.toast(f"{formats.people(count)} copied as CSV")

        self._pane.run("copy", work, done, title="Copying people")
