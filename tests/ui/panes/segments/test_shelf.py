"""The table of the library: found by typing, in folders, sorted, by mouse and by keys."""

from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from app.audience import Shelved, Use
from app.domain import clock
from ui.core.literal_names import Menu
from ui.panes.segments.shelf import Shelf

DAY = 86_400_000_000


def segment(name: str, **more: Any) -> Shelved:
    now = clock.system_now()
    made = Shelved(
        name, f"Everyone who is {name}.", 10, 5, 1, (8, 9), False, None, "never", "", "", "", "", "", False, (), "", "",
        edited_at=now,
    )  # fmt: skip
    return replace(made, **more)


@pytest.fixture
def told() -> list[tuple[str, str]]:
    return []


@pytest.fixture
def shelf(shown: Any, told: list[tuple[str, str]]) -> Shelf:
    made = Shelf(lambda what, name: told.append((what, name)), lambda old, new: told.append((old, new)))
    made.resize(1000, 600)
    shown(made)
    made.show_segments(
        [
            segment("Beta", count=300, folder="Lifecycle", mailable=None),
            segment("alpha", count=20, change=-4, strategy="Thank them", edited_at=clock.system_now() - 3 * DAY),
            segment("Gamma", count=None, mailable=None, change=None, problem="There is no trait “x”.", folder="Groups"),
            segment("Delta", count=1_000, folder="Lifecycle", used_in=(Use("campaign", "Spring"),)),
        ],
        known=True,
    )
    return made


def cells(shelf: Shelf, name: str) -> list[str]:
    row = shelf.names.index(name)
    return [str(shelf.model.data(shelf.model.index(row, at))) for at in range(6)]


def test_each_row_tells_its_figures(shelf: Shelf) -> None:
    assert shelf.names == ["Beta", "alpha", "Gamma", "Delta"]
    assert cells(shelf, "alpha") == ["alpha", "20", "5", "−4", "–", "3 days ago"]
    assert cells(shelf, "Gamma") == ["Gamma", "–", "–", "–", "–", "today"]
    assert cells(shelf, "Delta") == ["Delta", "1,000", "5", "+1", "1 campaign", "today"]
    tip = shelf.model.data(shelf.model.index(3, 4), Qt.ItemDataRole.ToolTipRole)
    assert tip == "The campaign “Spring”"


def test_it_is_searched_by_name_words_and_strategy_and_says_when_nothing_is_found(shelf: Shelf) -> None:
    every = shelf.names
    for typed, names in (("alp", ["alpha"]), ("thank", ["alpha"]), ("nobody", []), ("", every)):
        shelf.search.setText(typed)
        shelf.search.searched.emit(typed)
        assert shelf.names == names
        assert not typed or typed in shelf.table.empty_text


def test_folders_are_chips_of_which_one_is_chosen(shelf: Shelf) -> None:
    assert [chip.text() for chip in shelf.chips] == ["All 4", "Groups 1", "Lifecycle 2"]
    shelf.chips[2].click()
    assert shelf.names == ["Beta", "Delta"]
    assert [chip.isChecked() for chip in shelf.chips] == [False, False, True]
    shelf.show_segments([segment("Beta")], known=True)
    assert (shelf.names, shelf.chips) == (["Beta"], [])


@pytest.mark.parametrize(
    ("key", "descending", "names"),
    [
        ("name", False, ["alpha", "Beta", "Delta", "Gamma"]),
        ("count", True, ["Delta", "Beta", "alpha", "Gamma"]),
        ("change", False, ["alpha", "Beta", "Delta", "Gamma"]),
        ("edited_at", False, ["alpha", "Beta", "Gamma", "Delta"]),
    ],
)
def test_it_is_sorted_by_any_column_with_what_is_not_known_last(
    shelf: Shelf, key: str, descending: bool, names: list[str]
) -> None:
    shelf.sort(key, descending)
    assert shelf.names == names


def test_the_chosen_row_the_search_and_the_order_stay_when_it_is_counted_again(shelf: Shelf) -> None:
    shelf.sort("name", True)
    shelf.table.selectRow(shelf.names.index("alpha"))
    shelf.show_segments([segment("alpha", count=21), segment("Beta"), segment("Omega")], known=True)
    assert shelf.names == ["Omega", "Beta", "alpha"]
    assert (shelf.chosen(), cells(shelf, "alpha")[1]) == ("alpha", "21")


def test_one_that_is_gone_leaves_the_keyboard_to_the_next(shelf: Shelf) -> None:
    shelf.table.selectRow(1)
    shelf.show_segments([segment("Beta"), segment("Gamma"), segment("Delta")], known=True)
    assert shelf.chosen() == "Gamma"
    shelf.table.selectRow(2)
    shelf.show_segments([segment("Beta"), segment("Gamma")], known=True)
    assert shelf.chosen() == "Gamma"


def test_figures_of_before_stay_until_new_ones_come_but_for_what_was_changed(shelf: Shelf) -> None:
    shelf.forget({"Beta"})
    uncounted = [segment(name, count=None) for name in ("Beta", "alpha", "New")]
    shelf.show_segments(uncounted, known=False)
    known = {name: shelf.row(name)["known"] for name in shelf.names}
    assert known == {"Beta": False, "alpha": True, "New": False}
    assert shelf.row("alpha")["count"] == 20
    assert not shelf.grab().isNull()


def test_it_is_opened_renamed_and_deleted_by_keys_and_by_mouse(
    shelf: Shelf, told: list[tuple[str, str]], qtbot: QtBot
) -> None:
    shelf.search.went_down.emit()
    assert (QApplication.focusWidget(), shelf.chosen()) == (shelf.table, "Beta")
    QTest.keyClick(shelf.table, Qt.Key.Key_Down)
    QTest.keyClick(shelf.table, Qt.Key.Key_Delete)
    QTest.keyClick(shelf.table, Qt.Key.Key_Return)
    assert told == [("delete", "alpha"), ("open", "alpha")]
    QTest.keyClick(shelf.table, Qt.Key.Key_F2)
    field = shelf.table.findChild(QLineEdit)
    assert field is not None
    field.setText("  First   one ")
    QTest.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: told[2:] == [("alpha", "First one")])
    rect = shelf.table.visualRect(shelf.model.index(3, 0))
    QTest.mouseClick(shelf.table.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())
    assert told[3:] == [("open", "Delta")]


def test_its_menu_is_about_the_row_under_the_mouse(shelf: Shelf, told: list[tuple[str, str]], qtbot: QtBot) -> None:
    rect = shelf.table.visualRect(shelf.model.index(1, 0))
    shelf.table.customContextMenuRequested.emit(rect.center())
    (menu,) = shelf.table.findChildren(Menu)
    entries = {action.text(): action for action in menu.actions()}
    assert next(iter(entries)) == "Open"
    entries["Show the people"].trigger()
    qtbot.waitUntil(lambda: told == [("people", "alpha")])
    menu.close()
    shelf.table.customContextMenuRequested.emit(QPoint(5, 590))
    assert told == [("people", "alpha")]


def test_without_any_it_says_what_a_segment_is_for(shelf: Shelf, told: list[tuple[str, str]]) -> None:
    shelf.show_segments([], known=False)
    assert shelf.pages.currentIndex() == 1
