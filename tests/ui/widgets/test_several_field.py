"""One or several of many: ticked under the field, never none, and any of them instead of each."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from ui.widgets.several_field import ANY, SeveralField

CHOICES = [(ANY, "Any event"), ("placed_order", "Placed an order"), ("opened_email", "Opened an email")]


def ticked(field: SeveralField, title: str) -> None:
    """Open the list, tick a line and close it."""
    field.click()
    lines = field.picker.list
    row = next(at for at in range(lines.count()) if lines.item(at).text() == title)
    lines.setCurrentRow(row)
    QTest.keyClick(field.picker.search, Qt.Key.Key_Return)
    field.picker.close()


def test_several_are_ticked_and_one_stays(shown) -> None:
    field, turns = SeveralField("How often"), []
    field.turned.connect(lambda: turns.append(field.value()))
    shown(field)
    field.show_choices(CHOICES, ["placed_order"])
    assert field.text() == "Placed an order"
    ticked(field, "Opened an email")
    assert field.value() == ["placed_order", "opened_email"]
    assert field.text() == "Placed an order or Opened an email"
    assert field.accessibleName() == "How often: Placed an order or Opened an email"
    ticked(field, "Placed an order")
    ticked(field, "Opened an email")
    assert field.value() == ["opened_email"], "the last one stays"
    ticked(field, "Any event")
    assert field.value() == [ANY]
    ticked(field, "Placed an order")
    assert field.value() == ["placed_order"]
    assert len(turns) == 5


def test_what_is_no_longer_offered_stays_until_it_is_taken_out(shown) -> None:
    field = SeveralField("Event")
    shown(field)
    field.show_choices(CHOICES, ["of_before"])
    assert field.text() == "of_before"
    ticked(field, "Placed an order")
    assert field.value() == ["of_before", "placed_order"]
    ticked(field, "of_before")
    assert field.value() == ["placed_order"]
