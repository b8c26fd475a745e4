"""One stage: its people, who came and went, and the numbers by which somebody comes in and stays."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.runs import lifecycle_thresholds
from ui.core import formats, theme
from ui.widgets.bars import Bar
from ui.widgets.inputs import NumberField
from ui.widgets.labels import Label
from ui.widgets.layouts import hbox, vbox

if TYPE_CHECKING:
    from app.runs import Stage, StageCount, Threshold

_SIDES = {"enter": "Comes in", "stay": "Stays"}
_LEAST, _MOST = 1, 9_999
_FIELD = 84


class StageRow(QWidget):
    """`turned(threshold, value)` is called with each number that is turned."""

    def __init__(self, stage: "Stage", colour: str, turned: Callable[["Threshold", int], None]) -> None:
        super().__init__()
        self.name = stage.name
        self.number = Label("", "strong")
        self.moved = Label("", "small", "muted")
        self.bar = Bar(0.0, colour)
        self.fields: list[NumberField] = []
        head = hbox(Label(stage.name, "strong"), 1, self.moved, self.number, spacing=8)
        column = vbox(head, self.bar, spacing=4, margins=(0, 6, 0, 8), parent=self)
        thresholds = lifecycle_thresholds.of_stage(stage)
        self.about = Label(stage.about or _counted(thresholds), "small", "muted", wrap=True)
        column.addWidget(self.about)
        for side, title in _SIDES.items():
            for at, one in enumerate(each for each in thresholds if each.side == side):
                column.addLayout(self._line(title if not at else "", one, turned))

    def _line(self, title: str, threshold: "Threshold", turned: Callable[["Threshold", int], None]) -> QHBoxLayout:
        words = _words(threshold)
        field = NumberField(f"{self.name}, {_SIDES[threshold.side].lower()}: {words}", threshold.value, _LEAST, _MOST)
        field.setKeyboardTracking(False)
        field.setFixedWidth(theme.active().px(_FIELD))
        field.setToolTip(words[0].upper() + words[1:])
        field.valueChanged.connect(lambda value: turned(threshold, value))
        self.fields.append(field)
        side = Label(title, "small", "muted")
        side.setFixedWidth(side.fontMetrics().horizontalAdvance(_SIDES["enter"]) + 8)
        return hbox(side, Label(_before(threshold), "small"), field, Label(_after(threshold), "small"), 1, spacing=6)

    def say_turned(self, stage: "Stage") -> None:
        """Say what counts now that a number of the stage is another."""
        self.about.setText(stage.about or _counted(lifecycle_thresholds.of_stage(stage)))

    def show_count(self, count: "StageCount", whole: int, *, compared: bool) -> None:
        """How many are in it of all, and how many came and went since the run before."""
        self.number.setText(formats.number(count.count))
        self.number.set_dim(False)
        self.bar.set(count.count / whole if whole else 0.0)
        moves = [(count.entered, "+"), (count.left, "−")]
        said = "  ".join(f"{sign}{formats.number(moved)}" for moved, sign in moves if moved) if compared else ""
        self.moved.setText(said)
        came = f", {formats.number(count.entered)} came in, {formats.number(count.left)} left" if compared else ""
        self.setAccessibleName(f"{self.name}: {formats.people(count.count)}{came}")

    def set_dim(self) -> None:
        """The number is of before, and the new one on its way."""
        self.number.set_dim(True)


def _before(threshold: "Threshold") -> str:
    return "within the last" if threshold.unit else "with at least"


def _after(threshold: "Threshold") -> str:
    return threshold.unit or threshold.about


def _words(threshold: "Threshold") -> str:
    return f"{threshold.about}, {threshold.unit}" if threshold.unit else f"number of {threshold.about}"


def _counted(thresholds: "list[Threshold]") -> str:
    """What the numbers of a stage are of, where nothing else says it."""
    about = dict.fromkeys(one.about.removesuffix(" ever") for one in thresholds)
    return f"By your own numbers. What counts: {', '.join(about)}" if about else "Everyone else"
