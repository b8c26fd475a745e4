"""A menu that can be searched: choices under headings, taken by mouse and keys, closed again by itself."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget
from shiboken6 import isValid

from ui.widgets.picker import Choice, Picker

CHOICES = [
    Choice("city", "City", "map-pin", "Traits", aliases="town"),
    Choice("tier", "Loyalty tier", "", "Traits"),
    Choice("orders", "Orders", "", "Events"),
]


@pytest.fixture
def field(shown):
    return shown(QPushButton("Choose"))


def _texts(picker: Picker) -> list[str]:
    return [picker.list.item(at).text() for at in range(picker.list.count())]


def test_what_was_chosen_stands_ready_and_arrows_pass_over_headings(qtbot, field) -> None:
    picker, chosen = Picker(CHOICES, "Trait", field, current="tier"), []
    picker.chosen.connect(chosen.append)
    picker.open_under(field)
    assert picker.search.hasFocus()
    assert _texts(picker) == ["Traits", "City", "Loyalty tier", "Events", "Orders"]
    assert picker.list.currentItem().text() == "Loyalty tier"
    qtbot.keyClick(picker.search, Qt.Key.Key_Down)
    qtbot.keyClick(picker.search, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not isValid(picker))
    assert chosen == ["orders"]


def test_other_names_find_a_choice_and_a_heading_is_none(qtbot, field) -> None:
    picker, chosen = Picker(CHOICES, "Trait", field), []
    picker.chosen.connect(chosen.append)
    picker.open_under(field)
    qtbot.keyClicks(picker.search, "TOWN")
    assert _texts(picker) == ["Traits", "City"]
    for row in (0, 1):
        place = picker.list.visualItemRect(picker.list.item(row)).center()
        qtbot.mouseClick(picker.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
        assert chosen == ["city"][:row]


def test_what_is_typed_may_be_a_choice_itself_and_nothing_found_is_taken_by_no_key(qtbot, field) -> None:
    picker = Picker(CHOICES, "Trait", field, typed=lambda query: [Choice(query, f"Use “{query}”")] if query else [])
    chosen = []
    picker.chosen.connect(chosen.append)
    picker.open_under(field)
    qtbot.keyClicks(picker.search, "York")
    assert _texts(picker) == ["Use “York”"]
    qtbot.keyClick(picker.search, Qt.Key.Key_Return)
    assert chosen == ["York"]
    bare = Picker(CHOICES, "Trait", field)
    bare.chosen.connect(chosen.append)
    bare.open_under(field)
    qtbot.keyClicks(bare.search, "York")
    qtbot.keyClick(bare.search, Qt.Key.Key_Return)
    assert bare.isVisible()
    assert chosen == ["York"]
    qtbot.keyClick(bare.search, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not isValid(bare))


def test_at_the_foot_of_the_screen_it_opens_above(field) -> None:
    room = field.screen().availableGeometry()
    field.move(room.left() + 10, room.bottom() - field.height())
    picker = Picker(CHOICES, "Trait", field)
    picker.open_under(field)
    assert room.contains(picker.geometry())
    assert picker.geometry().bottom() <= field.mapToGlobal(field.rect().topLeft()).y()
    picker.close()


def test_the_best_stands_first_under_its_heading_and_nothing_is_said_to_be_there(shown) -> None:
    choices = [
        Choice("a", "Average order value", section="Orders"), Choice("b", "Orders", section="Orders"),
        Choice("c", "Page", section="Web"), Choice("d", "Age", section="Known"),
        Choice("e", "Revenue", section="Orders"),
    ]  # fmt: skip
    picker = Picker(choices, "What", shown(QWidget()))

    def lines() -> list[str]:
        return [picker.list.item(at).text() for at in range(picker.list.count())]

    picker.search.setText("age")
    assert lines() == ["Known", "Age", "Orders", "Average order value", "Web", "Page"]
    picker.search.setText("spent")
    assert lines() == ["Orders", "Revenue"]
    picker.search.setText("zzz")
    assert lines() == ["Nothing goes by “zzz”. Try fewer letters."]
    assert picker.list.currentItem() is None
    picker.search.setText("")
    assert lines()[:2] == ["Orders", "Average order value"]
