"""A name stands as it was written, and presses nothing, wherever a name can stand."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QVBoxLayout, QWidget

from ui.core.commands import Command, Commands
from ui.core.literal_names import Check, Menu, literal, written
from ui.panes.data.file_head import PickField
from ui.widgets.buttons import Button, ChipButton, Field, RowButton, Segmented
from ui.widgets.menu_field import popup

NAMES = ["R&D newsletter", "Spring & Summer", "M&&S", "&", "&&Co", "Q&A && more &"]
BUTTONS = [Button, Field, ChipButton, RowButton, Check]


@pytest.mark.parametrize("kind", BUTTONS)
@pytest.mark.parametrize("name", NAMES)
def test_a_button_shows_what_was_written_and_takes_no_shortcut(shown, kind, name: str) -> None:
    made, other = shown(kind(name)), shown(kind(""))
    other.setText(name)
    for button in (made, other):
        assert button.text() == name
        assert button.shortcut().isEmpty()


def test_alt_and_a_letter_of_a_name_press_nothing(shown) -> None:
    holder = QWidget()
    field = Field("R&D newsletter", value=True)
    pressed: list[bool] = []
    field.clicked.connect(pressed.append)
    QVBoxLayout(holder).addWidget(field)
    shown(holder)
    holder.activateWindow()
    QTest.keyClick(holder, Qt.Key.Key_D, Qt.KeyboardModifier.AltModifier)
    QApplication.processEvents()
    assert pressed == []


def test_an_ampersand_has_its_width(shown) -> None:
    """What is drawn is wider by the sign: Qt would draw `RD` with a line under the D."""
    with_it, without = shown(Field("R&&&&&&D")), shown(Field("RD"))
    assert with_it.sizeHint().width() > without.sizeHint().width() + 4 * with_it.fontMetrics().horizontalAdvance("&")


@pytest.mark.parametrize("name", NAMES)
def test_an_entry_of_a_menu_shows_what_was_written(shown, name: str) -> None:
    host = shown(QWidget())
    menu = popup(host, [(name, name)], name, lambda key: None)
    assert [written(action.text()) for action in menu.actions()] == [name]
    assert menu.actions()[0].text() == literal(name)
    menu.close()
    kept = Menu(host, kept=True)
    assert written(kept.menu(name).title()) == name


def test_a_command_named_after_something_shows_its_name(shown) -> None:
    commands = Commands(shown(QWidget()))
    commands.add(Command("open.recent.0", "R&D 2026.quill", lambda: None))
    assert commands.action("open.recent.0").text() == "R&&D 2026.quill"


def test_a_choice_of_a_few_and_a_wide_field_too(shown) -> None:
    segmented = shown(Segmented([("a", "A&B"), ("b", "B&C")], "Variant"))
    wide = shown(PickField(strong=True))
    wide.show_choice("R&D", "", "R&D")
    assert [button.shortcut().isEmpty() for button in segmented.findChildren(QAbstractButton)] == [True, True]
    assert (wide.text(), wide.shortcut().isEmpty()) == ("R&D", True)
