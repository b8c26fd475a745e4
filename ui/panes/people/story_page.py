"""How somebody's whole story looks: three tiles, and below them what they are like, what they did, where they
belong."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QWidget

from ui.charts.months import Months
from ui.charts.with_table import PictureButton, WithTable
from ui.core import theme
from ui.panes.people.cards import AllowsCard, BelongsCard, FactsCard, WhyCard
from ui.panes.people.rights_card import RightsCard
from ui.panes.people.scores_card import ScoresCard
from ui.panes.people.tiles import Tiles
from ui.panes.people.timeline import Timeline, TimelineModel
from ui.widgets.buttons import Segmented
from ui.widgets.cards import Card
from ui.widgets.layouts import beside, keep_height, keep_width, scrolling, vbox

if TYPE_CHECKING:
    from app.project import Month

MONTHS: Final = 24
SIDE: Final = 300
FILTERS: Final = (("all", "All"), ("orders", "Orders"), ("web", "Web"), ("email", "Email"))


class StoryPage(QWidget):
    """The page; it shows and tells, and decides nothing."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tiles = Tiles()
        self.facts = FactsCard("What they are like")
        self.allows = AllowsCard()
        self.belongs = BelongsCard()
        self.why = WhyCard()
        self.scores = ScoresCard()
        self.rights = RightsCard()
        self.filter = Segmented(FILTERS, "Show only")
        self.months = Months(scale=False)
        self.picture = WithTable(self.months, "Month by month, in figures")
        self.picture.setFixedHeight(theme.active().px(84))
        self.files = PictureButton(self.picture, "Month by month")
        self.picture.turned.connect(self._make_room)
        self.model = TimelineModel()
        self.timeline = Timeline(self.model)
        story = Card("Their story", spacing=8)
        story.add_to_head(self.filter)
        story.add_to_head(self.files)
        story.add(self.picture)
        story.add(self.timeline, 1)
        keep_height(story, 420)
        held = QWidget()
        row = beside(held)
        vbox(self.tiles, spacing=16, parent=self).addWidget(held, 1)
        row.addWidget(_column(self.facts, self.allows))
        row.addWidget(story, 1)
        row.addWidget(_column(self.belongs, self.why, self.scores, self.rights))

    def wait(self) -> None:
        """Somebody else is on their way: nothing of the last one stands under their name."""
        self.filter.set_value("all")
        for part in (self.tiles, self.facts, self.allows, self.belongs, self.why, self.scores, self.rights):
            part.wait()
        self.wait_for_timeline()

    def wait_for_timeline(self) -> None:
        """What they did, or another kind of it, is on its way."""
        self.model.wait()
        self.timeline.empty_text = ""
        self.months.set((), "events")
        self.picture.show()

    def show_months(self, months: Sequence["Month"], group: str) -> None:
        """Bars for the months of the newest two years; somebody who did nothing has none."""
        self.months.set(months[-MONTHS:], "orders" if group == "orders" else "events")
        self.picture.show_figures(*self.months.figures())
        self.picture.setVisible(bool(months))
        self.files.setVisible(bool(months))

    def _make_room(self, table: bool) -> None:
        """A table of months needs more lines than bars do."""
        self.picture.setFixedHeight(theme.active().px(220 if table else 84))


def _column(*cards: Card) -> QWidget:
    held = QWidget()
    column = vbox(spacing=16, parent=held)
    for card in cards:
        column.addWidget(card)
    column.addStretch(1)
    if theme.active().large:
        return held
    area = scrolling(held)
    keep_width(area, SIDE)
    return area
