"""A field that opens a menu: it shows what is chosen, and tells what the user takes."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu

from ui.widgets.menu_field import MenuField

KINDS = [("orders", "Orders"), ("people", "People & addresses"), ("", ""), ("events", "Events")]


def _opened(field: MenuField) -> QMenu:
    (menu,) = [one for one in field.findChildren(QMenu) if one.isVisible()]
    return menu


def test_the_keyboard_opens_the_menu_and_takes_another(qtbot, shown) -> None:
    field, taken = shown(MenuField("Kind of file")), []
    field.chosen.connect(taken.append)
    field.show_choices(KINDS, "orders")
    assert (field.text(), field.accessibleName()) == ("Orders", "Kind of file: Orders")
    qtbot.keyClick(field, Qt.Key.Key_Space)
    menu = _opened(field)
    assert [one.data() for one in menu.actions() if one.isChecked()] == ["orders"]
    assert [one.isSeparator() for one in menu.actions()] == [False, False, True, False]
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Return):
        qtbot.keyClick(menu, key)
    assert taken == ["people"]
    assert field.value() == "orders"  # until whoever listens shows it


def test_a_key_that_is_none_of_the_choices_shows_itself(shown) -> None:
    field = shown(MenuField("Kind of file"))
    field.show_choices(KINDS, "scores")
    assert (field.text(), field.value()) == ("scores", "scores")
