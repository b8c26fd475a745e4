"""The library of kept things: what it shows, what it says where it is empty, and its doors by mouse and keyboard."""

from collections.abc import Callable
from itertools import pairwise

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from ui.widgets.cards import EmptyState
from ui.widgets.library import Action, Item, Library

ITEMS = [Item("Spring", "Teatime is back", "3", "versions"), Item("Autumn", "Leaves")]


@pytest.fixture
def done() -> list[tuple[str, str]]:
    """What was pressed, and on what."""
    return []


@pytest.fixture
def library(shown: Callable[[QWidget], QWidget], done: list[tuple[str, str]]) -> Library:
    actions = (Action("copy", "Duplicate", "copy"), Action("delete", "Delete", "trash"))
    made = Library(EmptyState("envelope-simple", "Nothing yet", "Make one"), actions, lambda *what: done.append(what))
    made.resize(700, 300)
    shown(made)
    made.show_items(ITEMS)
    QApplication.processEvents()
    return made


def test_it_shows_a_card_for_each_and_what_it_is_for_when_empty(library: Library) -> None:
    assert [card.name for card in library.cards] == ["Spring", "Autumn"]
    assert library.cards[0].accessibleName() == "Spring: 3 versions. Teatime is back"
    assert library.currentIndex() == 0
    library.show_items([])
    assert library.currentIndex() == 1
    assert library.cards == []


def test_of_many_the_first_are_there_at_once_and_all_soon(library: Library, qtbot: QtBot) -> None:
    many = [Item(f"Letter {number:02}", "", known=False) for number in range(30)]
    library.come_back_from("Letter 25")
    library.show_items(many)
    assert 0 < len(library.cards) < 12
    # What is known by now is shown by those too that are still on their way.
    library.show_items([Item(one.name, f"About {one.name}", "3") for one in many])
    qtbot.waitUntil(lambda: len(library.cards) == 30)
    assert [card.name for card in library.cards] == [one.name for one in many]
    assert {card.line.text() for card in library.cards} == {f"About {one.name}" for one in many}
    qtbot.waitUntil(lambda: library.cards[25].open.hasFocus())
    qtbot.waitUntil(lambda: all(one.y() < other.y() for one, other in pairwise(library.cards)))
    library.show_items(many[:20])
    library.show_items(many[5:])
    qtbot.waitUntil(lambda: len(library.cards) == 25)
    assert [card.name for card in library.cards] == [one.name for one in many[5:]]


def test_a_press_on_the_card_or_its_button_opens_it(
    library: Library, qtbot: QtBot, done: list[tuple[str, str]]
) -> None:
    qtbot.mouseClick(library.cards[1], Qt.MouseButton.LeftButton)
    qtbot.mouseClick(library.cards[1], Qt.MouseButton.RightButton)
    qtbot.keyClick(library.cards[0].open, Qt.Key.Key_Space)
    assert done == [("open", "Autumn"), ("open", "Spring")]


def test_its_menu_does_what_it_says(library: Library, qtbot: QtBot, done: list[tuple[str, str]]) -> None:
    qtbot.mouseClick(library.cards[0].more, Qt.MouseButton.LeftButton)
    menu = library.cards[0].findChild(QMenu)
    assert menu is not None
    assert [action.text() for action in menu.actions()] == ["Duplicate", "Delete"]
    qtbot.keyClick(menu, Qt.Key.Key_Down)
    qtbot.keyClick(menu, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(done))
    assert done == [("copy", "Spring")]


def test_delete_deletes(library: Library, qtbot: QtBot, done: list[tuple[str, str]]) -> None:
    qtbot.keyClick(library.cards[0].open, Qt.Key.Key_Delete)
    assert done == [("delete", "Spring")]
