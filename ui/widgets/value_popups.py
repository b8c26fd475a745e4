"""The small windows in which a value of a condition is given; each emits `given` with the value as JSON has it."""

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidgetItem, QWidget

from app.rules import coded_values
from ui.core import formats, theme
from ui.widgets.buttons import Button, Segmented
from ui.widgets.inputs import Choice as Combo
from ui.widgets.inputs import DateField, DecimalField, NumberField
from ui.widgets.labels import Label
from ui.widgets.layouts import hbox, vbox
from ui.widgets.picker import Choice, Lines, Popup, best_first
from ui.widgets.search import SearchField

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
    """One number, or with `pair` two: from and to; `places` is how many decimals are shown."""

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
    ) -> None:
        super().__init__(name, parent)
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
        self._fields[0].selectAll()

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


class _Length(QWidget):
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

    def value(self) -> dict[str, int]:
        """The duration as JSON has it."""
        return {self.unit.key(): self.number.value()}


class LengthPopup(ValuePopup):
    """A length of time."""

    def __init__(self, name: str, value: Any, parent: QWidget, *, hours: bool = True) -> None:
        super().__init__(name, parent)
        self._length = _Length(name, value if isinstance(value, dict) else {}, "", UNITS if hours else UNITS[1:])
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
        self._fields = [
            DateField(f"{name}: {label.lower()}", _date(start[at], today)) for at, label in enumerate(labels)
        ]
        for label, field in zip(labels, self._fields, strict=True):
            row = hbox(spacing=8)
            row.addWidget(Label(label, tone="muted"))
            row.addWidget(field, 1)
            self.rows.addLayout(row)

    def first_focus(self) -> QWidget:
        return self._fields[0]

    def value(self) -> Any:
        # What it starts from is a pair even where one day is asked for.
        days = _in_order([_day(field, before) for field, before in zip(self._fields, self._start, strict=False)])
        return days if len(days) > 1 else days[0]


def _date(value: Any, otherwise: dt.date) -> dt.date:
    try:
        # A moment is offered as its day.
        return dt.date.fromisoformat(str(value)[:10])
    except ValueError:
        return otherwise


def _day(field: DateField, before: Any) -> str:
    """What a field holds; a day that nobody changed keeps the time that stands behind it."""
    day, text = field.value().isoformat(), str(before or "")
    return text if text[:10] == day else day


def _in_order(days: list[str]) -> list[str]:
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


class WindowPopup(ValuePopup):
    """A time frame: all time, the last so long, between two lengths ago, or from one day to another."""

    def __init__(self, value: Any, today: dt.date, parent: QWidget) -> None:
        super().__init__("Time frame", parent)
        self._within = within = value or {}
        self._modes = Segmented(
            [("all", "All time"), ("last", "In the last"), ("between", "Between"), ("days", "Dates")], "Time frame"
        )
        self._last = _Length("In the last", within.get("last", {}), "")
        far, near = within.get("between", [{"days": 90}, {"days": 30}])
        self._far, self._near = _Length("From", far, "ago"), _Length("To", near, "ago")
        self._from = DateField("From", _date(within.get("from"), today - dt.timedelta(days=30)))
        self._to = DateField("To", _date(within.get("to"), today))
        self._days = {"from": self._from, "to": self._to}
        self._pages: dict[str, list[QWidget]] = {
            "all": [],
            "last": [self._last],
            "between": [self._far, self._near],
            "days": [self._from, self._to],
        }
        self.rows.addWidget(self._modes)
        for widget in (self._last, self._far, self._near, self._from, self._to):
            self.rows.addWidget(widget)
        mode = "days" if within.keys() & {"from", "to"} else next(iter(within), "all")
        # An end that the frame does not have stays open until a day is chosen for it.
        self._open = self._days.keys() - within.keys() if mode == "days" else set()
        for key, field in self._days.items():
            field.dateChanged.connect(lambda _, key=key: self._open.discard(key))
        self._modes.set_value(mode)
        self._modes.changed.connect(self._show)
        self.setMinimumWidth(theme.active().column(330))
        self._show(mode)

    def _show(self, mode: str) -> None:
        for key, widgets in self._pages.items():
            for widget in widgets:
                widget.setVisible(key == mode)
        self.adjustSize()

    def first_focus(self) -> QWidget:
        pages = self._pages[self._modes.value()]
        return pages[0] if pages else self._modes

    def value(self) -> Any:
        mode = self._modes.value()
        if mode == "last":
            return {"last": self._last.value()}
        if mode == "between":
            # In whichever order they were given: the longer ago comes first.
            return {"between": sorted([self._far.value(), self._near.value()], key=_about, reverse=True)}
        if mode == "days":
            ends = [key for key in self._days if key not in self._open]
            days = _in_order([_day(self._days[key], self._within.get(key)) for key in ends])
            return dict(zip(ends, days, strict=True))
        return {}


def _about(length: dict[str, int]) -> float:
    """How many hours a length of time comes to, a month as long as they are on average."""
    ((unit, n),) = length.items()
    return n * {"hours": 1, "days": 24, "weeks": 168, "months": 730.5}[unit]


def counted(values: Sequence[tuple[str, int]], name: str = "", typed: str = "") -> list[Choice]:
    """Values of a trait or property that people have, each with how many have it; `typed` is what found them."""
    return [
        Choice(value, f"{coded_values.said(name, value)}   {formats.number(people)}", aliases=f"{value} {typed}")
        for value, people in values
    ]
