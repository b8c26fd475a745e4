"""What is seen of people at a glance, asked for those whose rows are on the screen, once they are there."""

from collections import OrderedDict
from typing import TYPE_CHECKING, Final

from ui.core.timers import once
from ui.panes.people.cells import MONTHS, SEGMENTS
from ui.panes.people.chosen_bar import PeopleTable

if TYPE_CHECKING:
    from app.domain.progress import Progress
    from app.people import Glance
    from ui.panes.base import Pane

_KEPT: Final = 4_000
"""So many people's are kept; those that were not looked at for longest go first."""
_SOON: Final = 60
"""Milliseconds of quiet after the rows moved."""


class Glimpses:
    """Fetches glances for the rows of a table that shows them, behind everything else."""

    def __init__(self, pane: "Pane", table: PeopleTable) -> None:
        self._pane, self._table = pane, table
        self._known: OrderedDict[int, Glance] = OrderedDict()
        self._stale: set[int] = set()
        self._soon = once(table, _SOON, self._ask)
        table.paged.landed.connect(lambda _: self._soon.start())
        table.verticalScrollBar().valueChanged.connect(lambda _: self._soon.start())
        # A window made larger shows more of them.
        table.resized.connect(lambda: self._soon.start())

    def of(self, number: int) -> "Glance | None":
        """What is known of a person by their number."""
        found = self._known.get(number)
        if found is not None:
            self._known.move_to_end(number)
        return found

    def forget(self) -> None:
        """The project changed: all of it is asked for anew, and stands until it comes."""
        # What is on its way was asked of the project as it was.
        self._pane.context.jobs.drop(f"{self._pane.job_prefix}glances")
        self._stale = set(self._known)
        self._soon.start()

    def _ask(self) -> None:
        model, table = self._table.paged, self._table
        if not {SEGMENTS, MONTHS} & {column.key for column in model.columns}:
            return
        first, last = table.rowAt(0), table.rowAt(table.viewport().height() - 1)
        last = last if last >= 0 else model.rowCount() - 1
        if first < 0 or last < first:
            return
        wanted = [int(one) for one in model.ids(first, last)]
        wanted = [one for one in wanted if one not in self._known or one in self._stale]
        if not wanted:
            return
        project = self._pane.project

        def work(progress: "Progress") -> "dict[int, Glance]":
            from app.people import glances

            return glances.glances(project, wanted, progress=progress)

        self._pane.run("glances", work, self._arrived, quiet=True)

    def _arrived(self, found: "dict[int, Glance]") -> None:
        self._known.update(found)
        self._stale -= found.keys()
        while len(self._known) > _KEPT:
            self._known.popitem(last=False)
        self._table.viewport().update()
        # Rows may have moved meanwhile.
        self._soon.start()
