"""The card with the map of RFM: squares to choose, who is there, and a segment of them."""

from typing import TYPE_CHECKING

from app.domain.progress import Progress
from ui.core import formats
from ui.panes.discover.rfm_grid import RfmGrid
from ui.widgets.buttons import Button
from ui.widgets.cards import Card
from ui.widgets.labels import Label
from ui.widgets.layouts import keep_height
from ui.widgets.pages import Pages
from ui.widgets.value_popups import TextPopup

if TYPE_CHECKING:
    from app.runs import Cell, Kept, Made
    from ui.panes.base import Pane

HINT = "Press a square to see who is there; Ctrl takes more."


class RfmMap(Card):
    """The map and, below it, what is chosen in it; `pane` runs its jobs and says what became of them."""

    def __init__(self, pane: "Pane") -> None:
        super().__init__("When and how often", spacing=6)
        self._pane = pane
        self._kept: Kept | None = None
        self.grid = RfmGrid()
        keep_height(self.grid, 260)
        self.without = Label("Score again to see the map.", tone="muted", wrap=True)
        self.views = Pages()
        self.views.addWidget(self.grid)
        self.views.addWidget(self.without)
        self.told = Label(HINT, "small", "muted", wrap=True)
        # Two lines: nothing moves when something is chosen.
        self.told.setMinimumHeight(2 * self.told.fontMetrics().height() + 2)
        self.add(self.told)
        self.add(self.views, 1)
        self.make_button = Button("Make a segment", small=True, icon="plus")
        self.make_button.clicked.connect(self._name)
        self.clear_button = Button("Clear", kind="quiet", small=True)
        self.clear_button.clicked.connect(lambda: self.grid.pick(set()))
        self.add_to_head(self.clear_button)
        self.add_to_head(self.make_button)
        self.grid.picked.connect(self._tell)
        self._tell()

    def show_run(self, kept: "Kept") -> None:
        """Show the squares of another run; what is chosen stays where there still is somebody."""
        self._kept = kept
        self.grid.show_run(kept)
        self.views.setCurrentWidget(self.grid if kept.cells else self.without)
        self._tell()

    def _tell(self) -> None:
        some, kept = self.grid.chosen, self._kept
        count = 0 if kept is None else kept.people(some)
        self.make_button.setEnabled(count > 0)
        self.clear_button.setVisible(bool(some))
        if kept is None or not some:
            self.told.setText(HINT)
            return
        said = f"{formats.counted(len(some), 'square')}: {formats.people(count)}"
        said += f", {formats.share(count, kept.scored)} of all"
        mean = kept.mean_money(some)
        self.told.setText(said if mean is None else f"{said}, {formats.number(mean, 2)} spent on average")
        self._pane.context.announce(self.told.text())

    def _name(self) -> None:
        some = frozenset(self.grid.chosen)
        if self._kept is None or not some:
            return
        popup = TextPopup("Name of the segment", _called(some), self.window(), hint="Name of the segment")
        popup.given.connect(lambda name: self.keep(some, name))
        popup.open_under(self.make_button)

    def keep(self, some: "frozenset[Cell]", name: str) -> None:
        """Keep who is in these squares as a segment, whose members follow the newest run."""
        project, context = self._pane.project, self._pane.context

        def work(_: Progress) -> "Made":
            from app.runs import rfm_runs

            return rfm_runs.make_segment_of_cells(project, some, name)

        def done(made: "Made") -> None:
            context.toast(f"“{made.names[0]}” is a segment", undo=lambda: self._take_back(made))

        self._pane.run("rfm segments", work, done, title="Making a segment", keeps=True)

    def _take_back(self, made: "Made") -> None:
        project = self._pane.project

        def work(_: Progress) -> None:
            from app.runs import rfm_runs

            rfm_runs.take_segments_back(project, made)

        def done(_: None) -> None:
            self._pane.context.toast("The segment is taken back")

        self._pane.run("rfm segments", work, done, title="Taking the segment back", keeps=True)


def _called(some: "frozenset[Cell]") -> str:
    """A name to begin with: `Recency 4 to 5, frequency 5`."""
    parts = []
    for name, scores in zip(("Recency", "frequency"), zip(*some, strict=True), strict=True):
        low, high = min(scores), max(scores)
        parts.append(f"{name} {low}" + (f" to {high}" if high > low else ""))
    return ", ".join(parts)
