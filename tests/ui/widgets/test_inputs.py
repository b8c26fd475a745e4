import datetime as dt

import pytest
from PySide6.QtCore import QLocale, QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget

from ui.widgets.inputs import Choice, DateField, DecimalField, NumberField


def _wheel(widget: QWidget) -> None:
    none = Qt.KeyboardModifier.NoModifier
    here = QPointF(5, 5)
    event = QWheelEvent(
        here, here, QPoint(), QPoint(0, 120), Qt.MouseButton.NoButton, none, Qt.ScrollPhase.NoScrollPhase, False
    )
    QApplication.sendEvent(widget, event)


def test_scrolling_past_a_field_does_not_change_it(shown) -> None:
    holder = QWidget()
    number, decimal = NumberField("Days", 90), DecimalField("Spent", 2.5)
    date, choice = DateField("Since", dt.date(2011, 12, 10)), Choice("Kind", [("a", "A"), ("b", "B")], "b")
    for field in (number, decimal, date, choice):
        field.setParent(holder)
    shown(holder)
    for field in (number, decimal, date, choice):
        field.clearFocus()
        _wheel(field)
    assert (number.value(), decimal.value(), date.value(), choice.key()) == (90, 2.5, dt.date(2011, 12, 10), "b")
    holder.activateWindow()
    number.setFocus()
    _wheel(number)
    assert number.value() == 91


def test_fields_have_names_and_write_as_people_do(qapp) -> None:
    number, date = NumberField("Days", 1204), DateField("Since", dt.date(2011, 12, 10))
    assert number.accessibleName() == "Days"
    assert number.text() in ("1,204", "1.204", "1 204")
    assert date.text() == "10 Dec 2011"


def test_an_unknown_key_chooses_the_first(qapp) -> None:
    choice = Choice("Kind", [("a", "A"), ("b", "B")], "zzz")
    assert choice.key() == "a"
    assert Choice("None", []).key() == ""


@pytest.mark.parametrize("language", ["de_DE", "en_GB", "fr_FR"])
@pytest.mark.parametrize("typed", ["12,50", "12.50", "12,5"])
def test_a_decimal_comma_and_a_point_are_both_read(shown, language: str, typed: str) -> None:
    field = DecimalField("Spent", 0)
    shown(field)
    field.setLocale(QLocale(language))
    field.lineEdit().clear()
    field.lineEdit().insert(typed)
    field.interpretText()
    assert field.value() == 12.5


def test_thousands_stay_thousands(shown) -> None:
    field = DecimalField("Spent", 0)
    shown(field)
    for language, typed in (("de_DE", "12.500"), ("en_GB", "12,500"), ("en_GB", "1,234.50"), ("de_DE", "1.234,50")):
        field.setLocale(QLocale(language))
        field.lineEdit().clear()
        field.lineEdit().insert(typed)
        field.interpretText()
        assert field.value() == (12_500 if typed.startswith("12") else 1_234.5)
