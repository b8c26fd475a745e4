"""The first step of finding groups: what they are made from, with how many people have each and how skewed it is."""

from collections.abc import Callable, Collection
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QWidget

from ui.core import formats, theme
from ui.core.literal_names import Check
from ui.panes.discover.algorithm import AlgorithmChoice
from ui.widgets.bars import Bar
from ui.widgets.buttons import Button, Segmented
from ui.widgets.cards import Card, EmptyState
from ui.widgets.inputs import NumberField
from ui.widgets.labels import Label
from ui.widgets.layouts import beside, clear, hbox, keep_height, keep_width, scrolling, vbox
from ui.widgets.skeleton import Skeleton

if TYPE_CHECKING:
    from app.discover import Choice, Feature

SCALES = (
    ("standard", "Standard", "Each counts by how far it is from the average, in its own spread."),
    ("minmax", "Min–max", "Each from its least to its most; one extreme value squeezes the rest."),
    ("robust", "Robust", "By the middle half of the people; extremes do not matter."),
)
SKEWED = "skewed: compared by order of magnitude"


class FeatureList(Card):
    """A row for each feature: chosen or not, its coverage as a bar, and whether it is compared by its logarithm."""

    def __init__(self, changed: Callable[[], None]) -> None:
        super().__init__("What should make people alike?")
        self._changed = changed
        self._rows: dict[str, tuple[Check, Check | None]] = {}
        inside = QWidget()
        self._grid = QGridLayout(inside)
        self._grid.setContentsMargins(0, 0, 8, 0)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(2)
        self._grid.setColumnStretch(2, 1)
        area = scrolling(inside)
        area.setFrameShape(QFrame.Shape.NoFrame)
        self.add(area, 1)
        self._grid.addWidget(Skeleton(6, 34), 0, 0, 1, 5)
        self._grid.setRowStretch(1, 1)

    def show_features(self, features: "list[Feature]") -> None:
        """Show these features, with what is proposed chosen."""
        clear(self._grid)
        # A grid keeps the stretch of a row whose widgets are gone.
        self._grid.setRowStretch(1, 0)
        self._rows.clear()
        for column, text in enumerate(("Feature", "", "People who have it", "")):
            self._grid.addWidget(Label(text, "small", "muted"), 0, column)
        for row, one in enumerate(features, 1):
            self._rows[one.name] = self._row(row, one)
        self._grid.setRowStretch(len(features) + 1, 1)

    def _row(self, row: int, one: "Feature") -> tuple[Check, Check | None]:
        check = Check(one.label)
        check.setChecked(one.chosen)
        check.toggled.connect(lambda _: self._changed())
        check.setMinimumHeight(theme.active().px(32))
        self._grid.addWidget(check, row, 0, 1, 2)
        bar = Bar(one.coverage)
        self._grid.addWidget(bar, row, 2)
        share = Label(formats.share(one.coverage, 1.0), tone="muted")
        share.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._grid.addWidget(share, row, 3)
        log: Check | None = None
        # What is yes or no, or a category, has no order of magnitude.
        if one.skew is not None:
            log = Check("log")
            log.setChecked(one.suggestion == "log")
            log.setAccessibleName(f"Compare {one.label} by order of magnitude")
            skew = formats.number(one.skew, 1)
            log.setToolTip(
                f"Skew {skew}. {'A few people have far more than the rest.' if one.skew > 1 else ''}".strip()
            )
            log.toggled.connect(lambda _: self._changed())
            self._grid.addWidget(log, row, 4)
        check.setToolTip(", ".join(one.values[:12]) if one.values else "")
        return check, log

    def choose(self, chosen: Collection[str], logs: Collection[str]) -> None:
        """Choose these and no others."""
        for name, (check, log) in self._rows.items():
            check.setChecked(name in chosen)
            if log is not None:
                log.setChecked(name in logs)

    def all_logs(self) -> frozenset[str]:
        """The features, chosen or not, that would be compared by their logarithm."""
        return frozenset(name for name, (_, log) in self._rows.items() if log is not None and log.isChecked())

    def chosen(self) -> tuple[str, ...]:
        """The names of the features that are chosen."""
        return tuple(name for name, (check, _) in self._rows.items() if check.isChecked())

    def logs(self) -> frozenset[str]:
        """The chosen features that are compared by their logarithm."""
        return frozenset(
            name
            for name, (check, log) in self._rows.items()
            if check.isChecked() and log is not None and log.isChecked()
        )


class How(Card):
    """The algorithm, how features are brought to equal weight, and the seed that makes groups the same every time."""

    WIDTH = 360

    def __init__(self) -> None:
        super().__init__("How groups are found")
        keep_width(self, self.WIDTH)
        self.algorithm = AlgorithmChoice()
        self.add(self.algorithm)
        self.add(Label("How people are compared", "strong"))
        self.scale = Segmented([(key, title) for key, title, _ in SCALES], "Scale")
        self.scale.changed.connect(self.explain)
        self.about = Label("", "small", "muted", wrap=True)
        self.seed = NumberField("Seed", 42)
        self.add(self.scale)
        self.add(self.about)
        row = hbox(spacing=10)
        row.addWidget(Label("Seed"))
        row.addWidget(self.seed)
        row.addStretch(1)
        self.add(row)
        self.add(Label("The same seed gives the same groups every time.", "small", "muted", wrap=True))
        column = vbox(spacing=6)
        for title, text in (
            ("Two to five is plenty", "Groups made from many things at once are hard to put into words."),
            ("Who lacks a value is left out", "The bar shows how many people have it."),
            ("Log for long tails", "A few very large spenders would otherwise be a group of their own."),
        ):
            column.addWidget(Label(title, "strong"))
            column.addWidget(Label(text, "small", "muted", wrap=True))
            column.addSpacing(4)
        self.add(column)
        self.explain("standard")

    def explain(self, key: str) -> None:
        """Say what a scale does."""
        self.about.setText(next(text for name, _, text in SCALES if name == key))


class FeaturesPage(QWidget):
    """The list at the left, how they are compared at the right."""

    def __init__(self, changed: Callable[[], None]) -> None:
        super().__init__()
        self.features = FeatureList(changed)
        self.how = How()
        row = beside(self)
        keep_height(self.features, 320)
        row.addWidget(self.features, 1)
        row.addWidget(self.how)

    def state(self) -> dict[str, Any]:
        """What is chosen, for `take_up`."""
        how = self.how
        chosen, logs = self.features.chosen(), self.features.all_logs()
        here = {"chosen": chosen, "logs": logs, "scale": how.scale.value(), "seed": how.seed.value()}
        return here | how.algorithm.state()

    def take_up(self, state: dict[str, Any]) -> None:
        """Choose that again."""
        self.features.choose(state["chosen"], state["logs"])
        self.how.scale.set_value(state["scale"])
        self.how.explain(state["scale"])
        self.how.seed.setValue(state["seed"])
        self.how.algorithm.take_up(state)

    def choice(self) -> "Choice":
        """What was chosen."""
        from app.discover import Choice

        how = self.how
        scale, algorithm, seed = how.scale.value(), how.algorithm.chosen.name, how.seed.value()
        found = how.algorithm.settings()
        return Choice(self.features.chosen(), self.features.logs(), scale, algorithm, seed, found)


def nobody(bring_in: Callable[[], object]) -> EmptyState:
    """Stands where features would, while nothing is known of anybody."""
    button = Button("Bring in data", kind="main")
    button.clicked.connect(bring_in)
    text = (
        "Once there are people and what they did, Quillwork finds those who are alike and says in words what sets "
        "each group apart."
    )
    return EmptyState("circles-three", "Let groups show themselves", text, button)
