"""The small windows in which a value of a condition is given; each emits `given` with the value as JSON has it."""

import datetime as dt
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidgetItem, QWidget

from app.rules import coded_values, spoken_time
from ui.core import formats, theme
from ui.widgets.buttons import Button
from ui.widgets.histogram import Histogram, in_words
from ui.widgets.inputs import Choice as Combo
from ui.widgets.inputs import DateField, DecimalField, NumberField
from ui.widgets.labels import Label, restyle
from ui.widgets.layouts import hbox, vbox
from ui.widgets.picker import Choice, Lines, Popup, best_first
from ui.widgets.search import SearchField

if TYPE_CHECKING:
    from app.runs import scoring

UNITS = ("hours", "days", "weeks", "months")


class ValuePopup(Popup):
    """A popup with fields and Done; Enter is Done. Subclasses fill `self.rows` and give `value`."""

    given = Signal(object)

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(name, parent)
        self._over = False
        self.rows = vbox(spacing=8)
        self.done = Button("Done", kind="main", small=True)
        self.done.clicked.connect(self.accept)
        outer = vbox(spacing=10, margins=(12, 12, 12, 12), parent=self)
        outer.addLayout(self.rows)
        foot = hbox(spacing=8)
        foot.addStretch(1)
        foot.addWidget(self.done)
        outer.addLayout(foot)

    def value(self) -> Any:
        """What the fields hold, or None where that is nothing yet."""
        raise NotImplementedError

    def accept(self) -> None:
        """Give the value, once, and close; stay open while there is none.

        Qt sends Enter on to the window after the line has told of it: it comes here twice.
        """
        value = self.value()
        if value is not None and not self._over:
            self._over = True
            self.close()
            self.given.emit(value)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.accept()
        else:
            super().keyPressEvent(event)


class _Figure(DecimalField):
    """A number that nobody changes keeps the decimals for which the field has no room."""

    def __init__(self, name: str, start: float | None, low: float, high: float, places: int) -> None:
        super().__init__(name, float(start or 0), low, high, decimals=places)
        self._start, self._shown = start, self.value()

    def number(self) -> float:
        """The number as it was given, or as it is by now."""
        return self.value() if self._start is None or self.value() != self._shown else self._start


class NumberPopup(ValuePopup):
    """One number, or with `pair` two: from and to; `places` is how many decimals are shown.

    With `spread` there is room for how the figure is spread among people (`show_spread`), from which it is chosen too.
    """

    def __init__(
        self,
        name: str,
        value: Any,
        parent: QWidget,
        *,
        pair: bool = False,
        places: int = 2,
        low: float = -1e12,
        high: float = 1e12,
        spread: bool = False,
    ) -> None:
        super().__init__(name, parent)
        self._histogram: Histogram | None = None
        if spread:
            self._make_room()
        start = value if isinstance(value, list) else [value, value]
        labels = ("From", "To") if pair else ("Value",)
        self._fields = [
            _Figure(f"{name}: {label.lower()}", start[at], low, high, places) for at, label in enumerate(labels)
        ]
        for label, field in zip(labels, self._fields, strict=True):
            field.setMinimumWidth(theme.active().px(150))
            row = hbox(spacing=8)
            if pair:
                row.addWidget(Label(label, tone="muted"))
            row.addWidget(field, 1)
            self.rows.addLayout(row)
            field.valueChanged.connect(self._mark)
        self._fields[0].selectAll()

    def _make_room(self) -> None:
        self._histogram = Histogram(64, name="How people are spread", chosen_from=True)
        self._histogram.setMinimumWidth(theme.active().column(250))
        self._histogram.chosen.connect(self._take)
        self.about = Label("…", "small", "muted", wrap=True)
        # What comes later has its room already: nothing moves under the mouse.
        self.about.setMinimumHeight(2 * self.about.fontMetrics().lineSpacing())
        self.rows.addWidget(self._histogram)
        self.rows.addWidget(self.about)

    def show_spread(self, spread: "scoring.Spread") -> None:
        """Show how the figure is spread among people, the given one marked."""
        if self._histogram is not None:
            self._histogram.show_spread(spread)
            self.about.setText(in_words(spread))
            self._mark()

    def _mark(self) -> None:
        if self._histogram is not None:
            ends = [field.number() for field in self._fields]
            self._histogram.mark(min(ends), max(ends))

    def _take(self, low: float, high: float) -> None:
        """Bars were chosen: their borders, or of one number the lower one."""
        for field, end in zip(self._fields, (low, high), strict=False):
            field.setValue(end)
        self._fields[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def first_focus(self) -> QWidget:
        return self._fields[0]

    def value(self) -> Any:
        # A rule says 5, not 5.0: so it reads, and so it compares with one that was written by hand.
        found = [int(one) if float(one).is_integer() else one for one in (field.number() for field in self._fields)]
        # In whichever order they were typed.
        return sorted(found) if len(found) > 1 else found[0]


class PlacePopup(ValuePopup):
    """A place by its latitude and longitude in degrees, as `{"lat": 48.85, "lon": 2.35}`."""

    def __init__(self, value: Any, parent: QWidget) -> None:
        super().__init__("Place", parent)
        start = value or {}
        self._fields: dict[str, _Figure] = {}
        for key, label, most in (("lat", "Latitude", 90), ("lon", "Longitude", 180)):
            field = _Figure(f"{label} in degrees", start.get(key), -most, most, 4)
            field.setMinimumWidth(theme.active().px(150))
            self.rows.addLayout(hbox(Label(label, tone="muted"), 1, field))
            self._fields[key] = field
        self._fields["lat"].selectAll()

    def first_focus(self) -> QWidget:
        return self._fields["lat"]

    def value(self) -> Any:
        return {key: field.number() for key, field in self._fields.items()}


class LengthFields(QWidget):
    """A number and a unit of time, with words after it."""

    def __init__(self, name: str, value: dict[str, Any], after: str, units: Sequence[str] = UNITS) -> None:
        super().__init__()
        unit, n = next(iter((value or {"days": 30}).items()))
        self.number = NumberField(f"{name}: how many", int(n), 1, 100_000)
        # Typed at once, digits take the number's place: beside it they would make another of both.
        self.number.selectAll()
        self.setFocusProxy(self.number)
        self.unit = Combo(f"{name}: unit", [(one, one) for one in units], unit if unit in units else "days")
        row = hbox(spacing=8, parent=self)
        row.addWidget(self.number, 1)
        row.addWidget(self.unit)
        if after:
            row.addWidget(Label(after, tone="muted"))

    def set_value(self, value: dict[str, int]) -> None:
        """Show another duration."""
        ((unit, n),) = value.items()
        self.number.setValue(n)
        # What was chosen of the text before is not all of this one.
        self.number.selectAll()
        self.unit.set_key(unit)

    def value(self) -> dict[str, int]:
        """The duration as JSON has it."""
        return {self.unit.key(): self.number.value()}


class LengthPopup(ValuePopup):
    """A length of time."""

    def __init__(self, name: str, value: Any, parent: QWidget, *, hours: bool = True) -> None:
        super().__init__(name, parent)
        self._length = LengthFields(name, value if isinstance(value, dict) else {}, "", UNITS if hours else UNITS[1:])
        self.rows.addWidget(self._length)

    def first_focus(self) -> QWidget:
        return self._length.number

    def value(self) -> Any:
        return self._length.value()


class DayPopup(ValuePopup):
    """A date, or with `pair` two."""

    def __init__(self, name: str, value: Any, today: dt.date, parent: QWidget, *, pair: bool = False) -> None:
        super().__init__(name, parent)
        self._start = start = value if isinstance(value, list) else [value, value]
        labels = ("From", "To") if pair else ("On",)
        self._today, self._pair, self._understood = today, pair, True
        self.said = QLineEdit()
        self.said.setPlaceholderText(f"Say it: {'in March, 1 to 5 June' if pair else '3 December, in two weeks'}")
        self.said.setAccessibleName(f"{name} in words")
        self.said.textEdited.connect(self._hear)
        self.rows.addWidget(self.said)
        self._fields = [
            DateField(f"{name}: {label.lower()}", date_of(start[at], today)) for at, label in enumerate(labels)
        ]
        for label, field in zip(labels, self._fields, strict=True):
            row = hbox(spacing=8)
            row.addWidget(Label(label, tone="muted"))
            row.addWidget(field, 1)
            self.rows.addLayout(row)

    def _hear(self, text: str) -> None:
        """Words were typed: the fields follow what is understood."""
        if self._pair:
            frame = spoken_time.frame(text, self._today) or {}
            days = [date_of(frame[end], self._today) for end in ("from", "to") if end in frame]
        else:
            one = spoken_time.day(text, self._today)
            days = [one] if one else []
        self._understood = not text.strip() or len(days) == len(self._fields)
        restyle(self.said, bad="" if self._understood else "true")
        for field, day in zip(self._fields, days, strict=False):
            field.set_value(day)

    def first_focus(self) -> QWidget:
        return self._fields[0]

    def value(self) -> Any:
        if not self._understood and self.said.text():
            return None
        # What it starts from is a pair even where one day is asked for.
        days = in_order([day_of(field, before) for field, before in zip(self._fields, self._start, strict=False)])
        return days if len(days) > 1 else days[0]


def date_of(value: Any, otherwise: dt.date) -> dt.date:
    """The day that a text of the rule begins with."""
    try:
        # A moment is offered as its day.
        return dt.date.fromisoformat(str(value)[:10])
    except ValueError:
        return otherwise


def day_of(field: DateField, before: Any) -> str:
    """What a field holds; a day that nobody changed keeps the time that stands behind it."""
    day, text = field.value().isoformat(), str(before or "")
    return text if text[:10] == day else day


def in_order(days: list[str]) -> list[str]:
    """Two days, the earlier first."""
    # By the days alone: one that is an end counts to its end, whatever the time of the other.
    return sorted(days, key=lambda text: text[:10])


class TextPopup(ValuePopup):
    """One line of text."""

    def __init__(self, name: str, value: Any, parent: QWidget, *, hint: str = "") -> None:
        super().__init__(name, parent)
        self._line = QLineEdit(str(value or ""))
        self._line.setPlaceholderText(hint)
        self._line.setAccessibleName(name)
        self._line.setMinimumWidth(theme.active().column(220))
        self._line.returnPressed.connect(self.accept)
        self._line.selectAll()
        self.rows.addWidget(self._line)

    def first_focus(self) -> QWidget:
        return self._line

    def value(self) -> Any:
        return self._line.text().strip() or None


class TextsPopup(ValuePopup):
    """Several texts: those that are ticked, and what is typed. `searched` asks for other values to offer.

    With `empty` none at all may be given; without `own` only what is offered; `said` is how a value reads.
    """

    searched = Signal(str)

    def __init__(
        self,
        name: str,
        value: Any,
        parent: QWidget,
        *,
        empty: bool = False,
        own: bool = True,
        said: Callable[[str], str] = str,
    ) -> None:
        super().__init__(name, parent)
        self._empty, self._own, self._said = empty, own, said
        self._chosen: list[str] = [str(one) for one in value] if isinstance(value, list) else []
        self._offered: list[Choice] = []
        self.search = SearchField("Search, or type your own and press Enter" if own else "Search", name)
        self.search.setMinimumWidth(theme.active().column(270))
        self.list = Lines(name)
        self.list.setFixedHeight(theme.active().column(220))
        self.rows.addWidget(self.search)
        self.rows.addWidget(self.list)
        self.search.searched.connect(self.searched)
        self.search.textChanged.connect(self._fill)
        self.list.itemChanged.connect(self._ticked)
        self._fill()

    def first_focus(self) -> QWidget:
        return self.search

    def offer(self, choices: Sequence[Choice]) -> None:
        """Show values that people really have."""
        self._offered = list(choices)
        self._fill()

    def _fill(self) -> None:
        query = self.search.text().strip()
        found = {choice.key: choice for choice in self._offered}
        keys = [*self._chosen, *(key for key in found if key not in self._chosen)]
        # A tick that is set tells of itself as one that is pressed does.
        self.list.blockSignals(True)
        self.list.clear()
        for choice in best_first([found.get(key, Choice(key, self._said(key), aliases=key)) for key in keys], query):
            self._item(choice.key, choice.label)
        if self._own and query and query not in keys:
            self._item(query, f"Use “{query}”")
        self.list.blockSignals(False)

    def _item(self, key: str, label: str) -> None:
        item = self.list.line(label)
        item.setData(Qt.ItemDataRole.UserRole, key)
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        item.setCheckState(Qt.CheckState.Checked if key in self._chosen else Qt.CheckState.Unchecked)

    def _ticked(self, item: QListWidgetItem) -> None:
        key = str(item.data(Qt.ItemDataRole.UserRole))
        self._chosen = [one for one in self._chosen if one != key]
        if item.checkState() == Qt.CheckState.Checked:
            self._chosen.append(key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        typed = self.search.text().strip()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and typed and self._own:
            if typed not in self._chosen:
                self._chosen.append(typed)
            self.search.clear()
        else:
            super().keyPressEvent(event)

    def value(self) -> Any:
        return self._chosen if self._chosen or self._empty else None


def counted(values: Sequence[tuple[str, int]], name: str = "", typed: str = "") -> list[Choice]:
    """Values of a trait or property that people have, each with how many have it; `typed` is what found them."""
    return [
        Choice(value, f"{coded_values.said(name, value)}   {formats.number(people)}", aliases=f"{value} {typed}")
        for value, people in values
    ]
