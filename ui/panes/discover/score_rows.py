"""The rows of a score that is edited: events with their points, or figures with their weights."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from ui.widgets.buttons import Button
from ui.widgets.inputs import Choice, DecimalField, NumberField
from ui.widgets.labels import Label
from ui.widgets.layouts import hbox, vbox
from ui.widgets.several_field import ANY, SeveralField

Row = dict[str, Any]
Titles = Sequence[tuple[str, str]]
UNITS = (("hours", "hours"), ("days", "days"), ("weeks", "weeks"), ("months", "months"))
SCALES = (("rank", "by rank"), ("min-max", "least to most"))
BETTER = (("more", "more is better"), ("less", "less is better"))


class Figure(DecimalField):
    """A number that shows decimals only where it has some."""

    def textFromValue(self, value: float) -> str:
        """Qt asks for the text of a value."""
        text = super().textFromValue(value)
        mark = self.locale().decimalPoint()
        return text.rstrip("0").rstrip(mark) if mark in text else text


class Heads(QWidget):
    """What the columns of the rows below are."""

    def __init__(self, *heads: str) -> None:
        super().__init__()
        self.labels = [Label(text, "small", "muted") for text in heads]
        self._row = hbox(spacing=8, parent=self)
        for label in self.labels:
            self._row.addWidget(label)

    def stand_over(self, widths: Sequence[int], stretched: int, room: int) -> None:
        """As wide as the columns are; the one that is stretched takes the rest, and `room` stays free at the end."""
        for at, (label, width) in enumerate(zip(self.labels, widths, strict=True)):
            if at != stretched:
                label.setFixedWidth(width)
            self._row.setStretch(at, int(at == stretched))
        self._row.setContentsMargins(0, 0, room, 0)


class Span(QWidget):
    """A length of time, or none (0, said in words); another window than “in the last …” is kept as it is."""

    def __init__(self, name: str, none: str, changed: Callable[[], None], *, months: bool) -> None:
        super().__init__()
        self._none = none
        self._kept: Any = None
        self.number = NumberField(f"{name}: how many", 0, 0, 100_000)
        self.number.setSpecialValueText(none)
        self.number.setMinimumWidth(self.number.fontMetrics().horizontalAdvance(none) + 56)
        self.unit = Choice(f"{name}: unit", UNITS if months else UNITS[:3], "days")
        hbox(self.number, self.unit, 1, spacing=8, parent=self)
        self.number.valueChanged.connect(lambda _: self._turn(changed))
        self.unit.currentIndexChanged.connect(lambda _: changed())

    def _turn(self, changed: Callable[[], None]) -> None:
        if self.number.value():
            self._kept = None
            self.number.setSpecialValueText(self._none)
        changed()

    def show_length(self, value: Any, other: Any = None) -> None:
        """Show a length as `{"days": 30}`, None for none; `other` is a window that is no such length."""
        unit, n = next(iter((value or {"days": 0}).items()))
        self._kept = other
        self.number.setSpecialValueText("As it is" if other else self._none)
        self.unit.set_key(unit)
        self.number.setValue(int(n))

    def length(self) -> Any:
        """The length; None for none."""
        return {self.unit.key(): self.number.value()} if self.number.value() else None

    @property
    def other(self) -> Any:
        """The window that was there and is not changed; None where there was none."""
        return self._kept


class PointsRow(QWidget):
    """One event and its points; what it asks of the event besides is kept, and said below."""

    def __init__(self, row: Row, events: Titles, changed: Callable[[], None], gone: Callable[[QWidget], None]) -> None:
        super().__init__()
        self._row = row
        wanted = row["event"]
        self.event_field = SeveralField("Event")
        self.event_field.show_choices([(ANY, "Any event"), *events], wanted if isinstance(wanted, list) else [wanted])
        self.points = Figure("Points", float(row["points"]), -10_000, 10_000)
        self.per_day = NumberField("At most so many a day", int(row.get("per_day", 0)), 0, 10_000)
        self.per_day.setSpecialValueText("all")
        self.most = Figure("At most so many points in all", float(row.get("most", 0)), 0, 1e6)
        self.most.setSpecialValueText("no limit")
        self._remove = remove = Button(icon="x", kind="quiet", small=True, name="Take this event out")
        remove.clicked.connect(lambda: gone(self))
        for field in (self.points, self.per_day, self.most):
            field.setFixedWidth(wide(field))
        line = hbox(self.points, spacing=8)
        # As wide as its words, at the left of a column that takes the rest.
        line.addLayout(hbox(self.event_field, 1), 1)
        for part in (self.per_day, self.most, remove):
            line.addWidget(part)
        column = vbox(line, spacing=2, parent=self)
        if row.get("where"):
            column.addWidget(Label(_asked(row["where"]), "small", "muted", wrap=True))
        self.points.valueChanged.connect(lambda _: changed())
        self.per_day.valueChanged.connect(lambda _: changed())
        self.most.valueChanged.connect(lambda _: changed())
        self.event_field.turned.connect(changed)

    def columns(self) -> tuple[list[int], int, int]:
        """For `Heads.stand_over`."""
        width = wide(self.points)
        return [width, 0, width, width], 1, self._remove.sizeHint().width() + 8

    def document(self) -> Row:
        """The row as the definition has it."""
        events = self.event_field.value()
        found: Row = {"event": events[0] if len(events) == 1 else events}
        if self._row.get("where"):
            found["where"] = self._row["where"]
        points = self.points.value()
        found["points"] = int(points) if points.is_integer() else points
        if self.per_day.value():
            found["per_day"] = self.per_day.value()
        if self.most.value():
            found["most"] = self.most.value()
        return found


def _asked(where: Sequence[Mapping[str, Any]]) -> str:
    """What is asked of the event besides; the sentence of the whole score says it in full."""
    named = ", ".join(str(one.get("property", "")) for one in where)
    return f"Only some of them count, by {named}: see the sentence below."


def wide(field: QWidget) -> int:
    """How wide a field for a number is."""
    return field.fontMetrics().horizontalAdvance("no limit 00") + 34


class IndexRow(QWidget):
    """One figure of an index: which, its weight, how it is brought to 0 to 100, and which way is better."""

    def __init__(self, row: Row, figures: Titles, changed: Callable[[], None], gone: Callable[[QWidget], None]) -> None:
        super().__init__()
        self.trait = Choice("Figure", figures, row["trait"])
        self.trait.setMinimumContentsLength(14)
        self.trait.setSizeAdjustPolicy(Choice.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.weight = Figure("Weight", float(row.get("weight", 1)), 0.01, 1_000)
        self.scale = Choice("How it is brought to 0 to 100", SCALES, row.get("scale", "rank"))
        self.better = Choice("Which way is better", BETTER, row.get("better", "more"))
        self._remove = remove = Button(icon="x", kind="quiet", small=True, name="Take this figure out")
        remove.clicked.connect(lambda: gone(self))
        self.weight.setFixedWidth(wide(self.weight))
        for choice in (self.scale, self.better):
            choice.setFixedWidth(choice.fontMetrics().horizontalAdvance("more is better") + 66)
        line = hbox(self.weight, spacing=8, parent=self)
        line.addWidget(self.trait, 1)
        for part in (self.scale, self.better, remove):
            line.addWidget(part)
        self.weight.valueChanged.connect(lambda _: changed())
        for field in (self.trait, self.scale, self.better):
            field.currentIndexChanged.connect(lambda _: changed())

    def columns(self) -> tuple[list[int], int, int]:
        """For `Heads.stand_over`."""
        width = self.scale.minimumWidth()
        return [wide(self.weight), 0, width, width], 1, self._remove.sizeHint().width() + 8

    def document(self) -> Row:
        """The row as the definition has it."""
        weight = self.weight.value()
        found: Row = {"trait": self.trait.key(), "weight": int(weight) if weight.is_integer() else weight}
        return found | {"scale": self.scale.key(), "better": self.better.key()}
