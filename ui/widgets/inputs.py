"""Fields for numbers, dates and a choice from a list, each with its accessible name, in the one look."""

import datetime as dt
import re
from collections.abc import Sequence

from PySide6.QtCore import QDate
from PySide6.QtGui import QValidator, QWheelEvent
from PySide6.QtWidgets import QAbstractSpinBox, QComboBox, QDateEdit, QDoubleSpinBox, QSpinBox

from ui.core import formats


def _settle(field: QAbstractSpinBox, name: str) -> None:
    field.setAccessibleName(name)
    field.setLocale(formats.locale())
    # The style sheet's padding does not reach the line inside a spin box.
    field.lineEdit().setTextMargins(6, 0, 4, 0)


class NumberField(QSpinBox):
    """A whole number; the wheel changes it only while it has the focus, so that scrolling past it is safe."""

    def __init__(self, name: str, value: int = 0, lowest: int = 0, highest: int = 1_000_000) -> None:
        super().__init__()
        self.setRange(lowest, highest)
        self.setValue(value)
        self.setGroupSeparatorShown(True)
        _settle(self, name)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class DecimalField(QDoubleSpinBox):
    """A number with decimals, such as an amount of money."""

    def __init__(
        self, name: str, value: float = 0.0, lowest: float = 0.0, highest: float = 1e9, decimals: int = 2
    ) -> None:
        super().__init__()
        self.setDecimals(decimals)
        self.setRange(lowest, highest)
        self.setValue(value)
        self.setGroupSeparatorShown(True)
        _settle(self, name)

    def validate(self, text: str, pos: int) -> tuple[QValidator.State, str, int]:
        """Whether a text is a number, with either decimal mark."""
        return super().validate(self._meant(text), pos)[0], text, pos

    def valueFromText(self, text: str) -> float:
        """The number of a text: `12,50` is twelve and a half in every locale, `12,500` what the locale makes of it."""
        return float(super().valueFromText(self._meant(text)))

    def _meant(self, text: str) -> str:
        """With the locale's decimal mark where another stands that parts no thousands."""
        marks = [sign for sign in text if sign in ".,"]
        mark = self.locale().decimalPoint()
        if len(marks) != 1 or marks[0] == mark or re.fullmatch(r"-?[1-9]\d{0,2}[.,]\d{3}", text.strip()):
            return text
        return text.replace(marks[0], mark)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class DateField(QDateEdit):
    """A date with a calendar to choose it from, written `10 Dec 2011`."""

    def __init__(self, name: str, value: dt.date) -> None:
        super().__init__(QDate(value.year, value.month, value.day))
        self.setCalendarPopup(True)
        self.setDisplayFormat("d MMM yyyy")
        self.setAccessibleName(name)
        self.setLocale(formats.locale())

    def set_value(self, value: dt.date) -> None:
        """Show another date."""
        self.setDate(QDate(value.year, value.month, value.day))

    def value(self) -> dt.date:
        """The date."""
        chosen = self.date()
        return dt.date(chosen.year(), chosen.month(), chosen.day())

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class Choice(QComboBox):
    """One of a list of (key, title); `key()` is the one that is chosen."""

    def __init__(self, name: str, choices: Sequence[tuple[str, str]], value: str = "") -> None:
        super().__init__()
        self.setAccessibleName(name)
        for key, title in choices:
            self.addItem(title, key)
        self.set_key(value)

    def key(self) -> str:
        """The key of what is chosen; empty for an empty list."""
        return str(self.currentData() or "")

    def set_key(self, key: str) -> None:
        """Choose by key; an unknown one chooses the first."""
        self.setCurrentIndex(max(0, self.findData(key)))

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()
