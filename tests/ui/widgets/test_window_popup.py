"""A time frame that is said in words: the fields follow, and what was understood is said back with its days."""

import datetime as dt
from collections.abc import Callable
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget

from app import conditions
from app.domain.clock import Moment
from app.rules import windows
from ui.widgets.value_popups import DayPopup
from ui.widgets.window_popup import WindowPopup

TODAY = dt.date(2011, 12, 10)
NOW = Moment(windows.instant(dt.datetime(2011, 12, 10, 12), ZoneInfo("UTC")), ZoneInfo("UTC"))


@pytest.fixture
def field(shown: Callable[[QWidget], QWidget]) -> QWidget:
    return shown(QPushButton("Field"))


@pytest.fixture
def popup(field: QWidget) -> WindowPopup:
    made = WindowPopup({"last": {"days": 90}}, TODAY, field, lambda within: conditions.said_frame(within, NOW))
    made.open_under(field)
    return made


def test_words_fill_the_fields_and_come_back_with_their_days(popup: WindowPopup) -> None:
    told: list[Any] = []
    popup.given.connect(told.append)
    assert popup.meant.text() == "In the last 90 days: from 12:00 on 11 Sep 2011 to now"
    QTest.keyClicks(popup.said, "90 to 30 days ago")
    assert popup._modes.value() == "between"
    assert "to 12:00 on 10 Nov 2011" in popup.meant.text()
    popup.said.clear()
    QTest.keyClicks(popup.said, "since 1 March")
    assert popup.meant.text() == "Since 1 Mar 2011"
    QTest.keyClick(popup.said, Qt.Key.Key_Return)
    assert told == [{"from": "2011-03-01"}]


def test_digits_take_the_place_of_a_longer_number(field: QWidget) -> None:
    made = WindowPopup({"last": {"days": 180}}, TODAY, field)
    made.open_under(field)
    QTest.keyClicks(made.first_focus().focusProxy() or made.first_focus(), "365")
    assert made.value() == {"last": {"days": 365}}


def test_what_is_not_understood_is_not_given(popup: WindowPopup) -> None:
    told: list[Any] = []
    popup.given.connect(told.append)
    QTest.keyClicks(popup.said, "last parsec")
    assert popup.meant.text().startswith("Not understood")
    QTest.keyClick(popup.said, Qt.Key.Key_Return)
    assert told == []
    # A field that is changed by hand counts again.
    popup._last.number.setFocus()
    popup._last.number.setValue(7)
    assert popup.said.text() == ""
    assert popup.meant.text().startswith("In the last 7 days")
    popup.accept()
    assert told == [{"last": {"days": 7}}]


def test_days_are_said_too(field: QWidget) -> None:
    told: list[Any] = []
    one = DayPopup("Born", "2011-03-01", TODAY, field)
    one.given.connect(told.append)
    one.open_under(field)
    QTest.keyClicks(one.said, "in two wee")
    one.accept()
    assert told == []
    QTest.keyClicks(one.said, "ks")
    QTest.keyClick(one.said, Qt.Key.Key_Return)
    two = DayPopup("Between", ["2011-03-01", "2011-04-01"], TODAY, field, pair=True)
    two.given.connect(told.append)
    two.open_under(field)
    QTest.keyClicks(two.said, "in June")
    two.accept()
    assert told == ["2011-12-24", ["2011-06-01", "2011-06-30"]]
