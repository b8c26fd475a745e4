"""What a column becomes: a field, one of the user's own under the name that they typed, or nothing."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from ui.panes.data.picker import OWN, SKIP, field_picker
from ui.widgets.picker import Choice, Picker


@pytest.fixture
def picker(shown) -> Picker:
    made = field_picker([Choice("email", "Email"), Choice("city", "City")], "city", "Shoe size", shown(QPushButton()))
    made.show()
    return made


def _offered(picker: Picker) -> list[str]:
    keys = (picker.list.item(at).data(Qt.ItemDataRole.UserRole) for at in range(picker.list.count()))
    return [key for key in keys if key is not None]


def test_fields_come_first_then_a_new_one_and_the_way_to_skip(picker: Picker) -> None:
    assert _offered(picker) == ["email", "city", f"{OWN}Shoe size", SKIP]
    assert picker.list.currentItem().text() == "City"
    picker.close()


def test_a_name_that_is_typed_is_a_field_of_its_own_unless_there_is_one(qtbot: QtBot, picker: Picker) -> None:
    chosen: list[str] = []
    picker.chosen.connect(chosen.append)
    qtbot.keyClicks(picker.search, "city")
    assert _offered(picker) == ["city"]
    picker.search.clear()
    qtbot.keyClicks(picker.search, "skip")
    assert _offered(picker) == [SKIP, f"{OWN}skip"]
    picker.search.clear()
    qtbot.keyClicks(picker.search, "Hat size")
    qtbot.keyClick(picker.search, Qt.Key.Key_Return)
    assert chosen == [f"{OWN}Hat size"]
