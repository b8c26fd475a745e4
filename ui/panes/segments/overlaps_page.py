"""How segments overlap: the picture of their combinations, each two of them, and what can be made of a combination."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtWidgets import QFrame, QWidget

from ui.charts.with_table import PictureButton, WithTable
from ui.core import formats
from ui.panes.segments.upset import UpSet, said
from ui.widgets.buttons import Button, Segmented
from ui.widgets.cards import Card, EmptyState
from ui.widgets.labels import Label
from ui.widgets.layouts import Scrolling, hbox, keep_height, vbox
from ui.widgets.pages import Pages
from ui.widgets.skeleton import Skeleton
from ui.widgets.table import Column, RowsModel, TableView

if TYPE_CHECKING:
    from app.audience import Overlap

VIEWS: Final = (("together", "Combinations"), ("pairs", "Pairs"))


def _share(value: float | None) -> str:
    return "–" if value is None else f"{value:.0%}"


PAIRS: Final = (
    Column("one", "Segment", 0),
    Column("other", "And", 0),
    Column("both", "In both", 110, numeric=True, shown=formats.number),
    Column("of_one", "Of the first", 110, numeric=True, shown=_share),
    Column("of_other", "Of the second", 120, numeric=True, shown=_share),
)
TOGETHER: Final = (Column("name", "Exactly in", 0), Column("count", "People", 110, numeric=True, shown=formats.number))


def rule_of(found: "Overlap", names: tuple[str, ...]) -> dict[str, Any]:
    """The rule for whoever is in exactly these of the segments."""
    others = [{"segment": name} for name in found.segments if name not in names]
    return {"all": [*({"segment": name} for name in names), *([{"none": others}] if others else [])]}


class OverlapsPage(QWidget):
    """Calls `make` with the rule of a combination, or of two segments, that somebody wants a segment of."""

    def __init__(self, make: Callable[[dict[str, Any]], None]) -> None:
        super().__init__()
        self._make = make
        self._found: Overlap | None = None
        self._rule: dict[str, Any] | None = None
        self.upset = UpSet()
        self.upset.chosen.connect(self._choose)
        self.upset.taken.connect(self._take)
        self.picture = WithTable(self.upset, "Combinations of segments in figures")
        # The picture is as large as there are segments and combinations: it is looked at through a frame.
        area = Scrolling(self.upset, across=True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        self.picture.insertWidget(0, area)
        self.picture.setCurrentIndex(0)
        self.pairs_model = RowsModel(PAIRS)
        self.pairs = TableView(self.pairs_model, "Segments two by two")
        self.pairs.sort_wanted.connect(self._sort)
        self.pairs.row_activated.connect(self._take_pair)
        self.pairs.selectionModel().currentRowChanged.connect(lambda now, _: self._choose_pair(now.row()))
        self._inner = Pages(self.picture, self.pairs)
        self.views = Segmented(VIEWS, "What is shown")
        self.views.changed.connect(lambda key: self._inner.setCurrentIndex(1 if key == "pairs" else 0))
        few = EmptyState(
            "intersect", "Two segments can overlap", "Keep another one, and see here who is in both of them."
        )
        self.pages = Pages(self._build(), few, Skeleton(6, 40))
        vbox(self.pages, parent=self)

    def _build(self) -> QWidget:
        page = QWidget()
        self.about = Label("", tone="muted", wrap=True)
        self.more = PictureButton(self.picture, "Overlaps of segments")
        self.chosen = Label("", wrap=True)
        self.make_button = Button("Make a segment of them", kind="main")
        self.make_button.clicked.connect(self._make_it)
        card = Card(spacing=10)
        head = hbox(spacing=12)
        head.addWidget(self.about, 1)
        head.addWidget(self.views)
        head.addWidget(self.more)
        card.add(head)
        card.add(self._inner, 1)
        keep_height(card, 320)
        foot = hbox(spacing=12)
        foot.addWidget(self.chosen, 1)
        foot.addWidget(self.make_button)
        vbox(card, parent=page, spacing=14).addLayout(foot)
        return page

    def wait(self) -> None:
        """What overlaps is being found."""
        self.pages.setCurrentIndex(2)

    def show_overlap(self, found: "Overlap | None") -> None:
        """Show an overlap; None where there are not two segments."""
        self._found = found
        self.pages.setCurrentIndex(1 if found is None else 0)
        if found is None:
            return
        self.upset.show_overlap(found)
        rows = [{"name": ", ".join(one.segments), "count": one.count} for one in found.combinations]
        self.picture.show_figures(TOGETHER, rows)
        self.pairs_model.set_rows(_pairs(found))
        segments = formats.counted(len(found.segments), "segment")
        less = f"{formats.people(found.outside)} are in none of them" if not found.smaller else ""
        said_of = [f"Who is in which of {segments} at once, the largest combinations first", less]
        wrong = [f"{formats.counted(len(found.problems), 'segment')} could not be asked"] if found.problems else []
        self.about.setText(". ".join(filter(None, [*said_of, *wrong])) + ".")
        self._set(None, "Press a combination to see who is in it, twice to make a segment of it.")

    def _set(self, rule: dict[str, Any] | None, text: str) -> None:
        self._rule = rule
        self.chosen.setText(text)
        self.make_button.setEnabled(rule is not None)

    def _choose(self, at: int) -> None:
        if self._found is not None and 0 <= at < len(self.upset.columns):
            one = self.upset.columns[at]
            self._set(rule_of(self._found, one.segments), said(one) + ".")

    def _take(self, at: int) -> None:
        self._choose(at)
        self._make_it()

    def _choose_pair(self, row: int) -> None:
        if 0 <= row < self.pairs_model.rowCount():
            pair = self.pairs_model.row(row)
            rule = {"all": [{"segment": pair["one"]}, {"segment": pair["other"]}]}
            self._set(rule, f"{formats.people(pair['both'])} in “{pair['one']}” and in “{pair['other']}”.")

    def _take_pair(self, row: int) -> None:
        self._choose_pair(row)
        self._make_it()

    def _make_it(self) -> None:
        if self._rule is not None:
            self._make(self._rule)

    def _sort(self, key: str, descending: bool) -> None:
        rows = [self.pairs_model.row(at) for at in range(self.pairs_model.rowCount())]
        there = [row for row in rows if row[key] is not None]
        there.sort(key=lambda row: row[key].casefold() if isinstance(row[key], str) else row[key], reverse=descending)
        self.pairs.set_sort(key, descending)
        self.pairs_model.set_rows([*there, *(row for row in rows if row[key] is None)])


def _pairs(found: "Overlap") -> list[dict[str, Any]]:
    """Each two segments that share people, the most of them first."""
    rows = [
        {
            "one": one,
            "other": other,
            "both": found.counts[row][column],
            "of_one": found.shares[row][column],
            "of_other": found.shares[column][row],
        }
        for row, one in enumerate(found.segments)
        for column, other in enumerate(found.segments)
        if row < column and found.counts[row][column]
    ]
    return sorted(rows, key=lambda one: -one["both"])
