"""The small window in which a time frame is given: chosen, or said in words, and said back with the days it means."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from app.rules import spoken_time
from ui.core import theme
from ui.widgets.buttons import Segmented
from ui.widgets.inputs import DateField
from ui.widgets.labels import Label
from ui.widgets.value_popups import LengthFields, ValuePopup, date_of, day_of, in_order

MODES = (("all", "All time"), ("last", "In the last"), ("between", "Between"), ("days", "Dates"))


class WindowPopup(ValuePopup):
    """A time frame: all time, the last so long, between two lengths ago, or from one day to another.

    `told` says a frame in words, with its days; without it nothing is said back.
    """

    def __init__(
        self, value: Any, today: dt.date, parent: QWidget, told: Callable[[Any], str] = lambda within: ""
    ) -> None:
        super().__init__("Time frame", parent)
        self._today, self._tell = today, told
        self.said = QLineEdit()
        self.said.setPlaceholderText("Say it: last 30 days, since 1 March, 90 to 30 days ago")
        self.said.setAccessibleName("The time frame in words")
        self.said.setClearButtonEnabled(True)
        self.said.textEdited.connect(self._hear)
        self._modes = Segmented(MODES, "Time frame")
        self._last = LengthFields("In the last", {}, "")
        self._far, self._near = LengthFields("From", {"days": 90}, "ago"), LengthFields("To", {"days": 30}, "ago")
        self._from = DateField("From", today - dt.timedelta(days=30))
        self._to = DateField("To", today)
        self._days = {"from": self._from, "to": self._to}
        self._pages: dict[str, list[QWidget]] = {
            "all": [],
            "last": [self._last],
            "between": [self._far, self._near],
            "days": [self._from, self._to],
        }
        self.meant = Label("", "small", "muted", wrap=True)
        self.meant.setMinimumHeight(2 * theme.active().px(17))
        self.meant.setAlignment(Qt.AlignmentFlag.AlignTop)
        for widget in (self.said, self._modes, self._last, self._far, self._near, self._from, self._to, self.meant):
            self.rows.addWidget(widget)
        self.setMinimumWidth(theme.active().column(380))
        self._understood = True
        self._apply(value or {})
        self._listen()

    def _listen(self) -> None:
        for key, field in self._days.items():
            field.dateChanged.connect(lambda _, key=key: self._open.discard(key))
            field.dateChanged.connect(self._changed)
        for fields in (self._last, self._far, self._near):
            fields.number.valueChanged.connect(self._changed)
            fields.unit.currentIndexChanged.connect(self._changed)
        self._modes.changed.connect(self._show)
        self._modes.changed.connect(self._changed)

    def _apply(self, within: dict[str, Any]) -> None:
        """Let the fields hold a frame; what it does not speak of stays."""
        self._within = within
        mode = "days" if within.keys() & {"from", "to"} else next(iter(within), "all")
        if mode == "last":
            self._last.set_value(within["last"])
        elif mode == "between":
            self._far.set_value(within["between"][0])
            self._near.set_value(within["between"][1])
        for key in within.keys() & self._days.keys():
            self._days[key].set_value(date_of(within[key], self._today))
        # An end that the frame does not have stays open until a day is chosen for it.
        self._open = self._days.keys() - within.keys() if mode == "days" else set()
        self._modes.set_value(mode)
        self._show(mode)
        self._say()

    def _hear(self, text: str) -> None:
        """Words were typed: the fields follow what is understood."""
        found = spoken_time.frame(text, self._today)
        self._understood = found is not None
        if found is not None:
            self._apply(found)
        else:
            self.meant.set_tone("warn")
            self.meant.setText("Not understood yet. Try: last 30 days · in March · from 1 March to 5 June")

    def _changed(self, *_: Any) -> None:
        """A field was changed by hand: that is what counts now."""
        if not self.said.hasFocus():
            self.said.clear()
            self._understood = True
        if self._understood:
            self._say()

    def _say(self) -> None:
        self.meant.set_tone("muted")
        self.meant.setText(self._tell(self._held()))

    def _show(self, mode: str) -> None:
        for key, widgets in self._pages.items():
            for widget in widgets:
                widget.setVisible(key == mode)
        self.adjustSize()

    def first_focus(self) -> QWidget:
        pages = self._pages[self._modes.value()]
        return pages[0] if pages else self.said

    def value(self) -> Any:
        return self._held() if self._understood else None

    def _held(self) -> dict[str, Any]:
        """What the fields hold."""
        mode = self._modes.value()
        if mode == "last":
            return {"last": self._last.value()}
        if mode == "between":
            # In whichever order they were given: the longer ago comes first.
            return {"between": sorted([self._far.value(), self._near.value()], key=_about, reverse=True)}
        if mode == "days":
            ends = [key for key in self._days if key not in self._open]
            days = in_order([day_of(self._days[key], self._within.get(key)) for key in ends])
            return dict(zip(ends, days, strict=True))
        return {}


def _about(length: dict[str, int]) -> float:
    """How many hours a length of time comes to, a month as long as they are on average."""
    ((unit, n),) = length.items()
    return n * {"hours": 1, "days": 24, "weeks": 168, "months": 730.5}[unit]
