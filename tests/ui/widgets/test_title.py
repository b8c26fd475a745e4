"""A title that can be edited: when it tells of a new name, and when the old one comes back."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from ui.widgets.layouts import vbox
from ui.widgets.title import MOST, TitleField


@pytest.fixture
def named() -> list[str]:
    return []


@pytest.fixture
def title(shown: Callable[[QWidget], QWidget], named: list[str]) -> TitleField:
    page = QWidget()
    made = TitleField("Name of it", "Name it")
    vbox(made, QLineEdit(), parent=page)
    shown(page)
    page.activateWindow()
    made.named.connect(named.append)
    made.show_name("Spring")
    made.setFocus()
    made.selectAll()
    return made


def test_enter_tells_of_a_new_name_once(title: TitleField, qtbot: QtBot, named: list[str]) -> None:
    qtbot.keyClicks(title, "  Autumn ")
    qtbot.keyClick(title, Qt.Key.Key_Return)
    assert (title.text(), title.hasFocus()) == ("Autumn", False)
    title.setFocus()
    title.clearFocus()
    assert named == ["Autumn"]


def test_leaving_tells_too(title: TitleField, qtbot: QtBot, named: list[str]) -> None:
    qtbot.keyClicks(title, "Autumn")
    qtbot.keyClick(title, Qt.Key.Key_Tab)
    assert named == ["Autumn"]


@pytest.mark.parametrize("last", [Qt.Key.Key_Escape, Qt.Key.Key_Return])
def test_escape_and_no_name_bring_the_old_one_back(
    title: TitleField, qtbot: QtBot, named: list[str], last: Qt.Key
) -> None:
    qtbot.keyClicks(title, "Autumn" if last == Qt.Key.Key_Escape else "  ")
    qtbot.keyClick(title, last)
    assert (title.text(), named) == ("Spring", [])


def test_it_is_as_wide_as_its_words_within_reason(title: TitleField) -> None:
    short = title.sizeHint().width()
    title.show_name("Spring, by tier and by town")
    assert short < title.sizeHint().width() < MOST
    title.show_name("Spring " * 40)
    assert title.sizeHint().width() == MOST
