"""One condition as a row: its fields, its keys, its menu, what is wrong with it, and how many it holds for alone."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from ui.panes.segments.builder import AddBar, GroupBox
from ui.panes.segments.row import ConditionRow
from ui.widgets.buttons import Chip

CITY = {"trait": "city", "op": "is", "value": "York"}
TAG = {"tag": "Tea"}


def _menu(row: ConditionRow) -> dict[str, QMenu]:
    (menu,) = [one for one in row.findChildren(QMenu) if one.isVisible()]
    return {action.text(): action for action in menu.actions()} | {"": menu}


def test_it_reads_as_a_condition_and_says_its_count_and_its_problem(shown, bench) -> None:
    row = ConditionRow((0,), bench({"all": [CITY]}))
    shown(row)
    assert [one.text() for one in row.fields] == ["City", "is", "York"]
    assert row.accessibleName() == "Condition about City"
    row.count.show_figures(1_204)
    assert row.count.text() == "1,204"
    row.count.show_figures(None)
    assert row.count.text() == ""
    row.set_problem("There is no such town.")
    assert (row.problem.isVisible(), row.problem.text()) == (True, "There is no such town.")
    row.set_problem("")
    assert not row.problem.isVisible()


def test_turned_around_muted_and_locked_is_seen_and_locked_fields_are_grey(shown, bench) -> None:
    rule = {"none": [CITY], "muted": True, "locked": True, "note": "For the spring"}
    row = ConditionRow((0,), bench({"all": [rule]}))
    shown(row)
    assert [one.text() for one in row.findChildren(Chip)] == ["muted", "locked", "not"]
    assert not any(one.isEnabled() for one in row.fields)


def test_what_is_locked_can_only_be_unlocked_copied_and_moved(qtbot: QtBot, shown, bench) -> None:
    made = bench({"all": [CITY | {"locked": True}, {"any": [TAG], "locked": True}]})
    row = ConditionRow((0,), made)
    shown(row)
    qtbot.keyClick(row.more, Qt.Key.Key_Delete)
    qtbot.mouseClick(row.more, Qt.MouseButton.LeftButton)
    entries = _menu(row)
    entries.pop("").close()
    can_be = {text for text, entry in entries.items() if entry.isEnabled()}
    assert can_be == {"Duplicate", "Move up", "Move down", "Unlock"}
    inner = ConditionRow((1, 0), made)
    shown(inner)
    assert not any(field.isEnabled() for field in inner.fields)
    qtbot.mouseClick(inner.more, Qt.MouseButton.LeftButton)
    entries = _menu(inner)
    entries.pop("").close()
    assert not any(entry.isEnabled() for entry in entries.values())
    box = GroupBox((1,), made)
    shown(box)
    assert not box.chip.isEnabled()
    assert not box.findChildren(AddBar)


def test_alt_and_arrows_move_it_and_delete_removes_it(qtbot: QtBot, shown, bench) -> None:
    went: list[tuple[int, ...]] = []
    made = bench({"all": [CITY, TAG]}, focus=went.append)
    row = ConditionRow((0,), made)
    shown(row)
    qtbot.keyClick(row.fields[0], Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert made.model.root == {"all": [TAG, CITY]}
    qtbot.keyClick(row.fields[0], Qt.Key.Key_Delete)
    assert made.model.root == {"all": [CITY]}
    assert went == [(1,), (0,)]


@pytest.mark.parametrize(
    ("entry", "after"),
    [
        ("Turn around (not)", {"none": [CITY]}),
        ("Make a group of it", {"any": [CITY]}),
        ("Mute", CITY | {"muted": True}),
        ("Lock", CITY | {"locked": True}),
    ],
)
def test_the_menu_does_what_it_says_once_it_has_closed(qtbot: QtBot, shown, bench, entry: str, after: dict) -> None:
    made = bench({"all": [CITY, TAG]})
    row = ConditionRow((0,), made)
    shown(row)
    qtbot.mouseClick(row.more, Qt.MouseButton.LeftButton)
    menu = _menu(row)
    menu[entry].trigger()
    assert made.model.root["all"][0] == CITY
    menu[""].close()
    qtbot.waitUntil(lambda: made.model.root["all"][0] == after)
