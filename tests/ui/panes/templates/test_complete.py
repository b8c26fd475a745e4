"""Completion while one types: no letter is lost, no brace doubled, and Enter, Tab and Escape do what they say."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from app.template import language_of
from ui.panes.templates.complete import Completion, answering
from ui.panes.templates.source import SourceEditor

FIELDS = {
    "first_name": "12 of 12",
    "favourite_category": "9 of 12",
    "favourite_brand": "8 of 12",
    "city": "all",
    "last_order_at": "as 2026-08-31 09:30",
    "sender": "sender.name, sender.address …",
}
BOTH = pytest.mark.parametrize("kind", ["editor", "line"])


@pytest.fixture
def make(shown: Callable[[QWidget], QWidget]) -> Callable[[str], tuple[Any, Completion]]:
    def made(kind: str) -> tuple[Any, Completion]:
        holder = QWidget()
        holder.resize(600, 400)
        column = QVBoxLayout(holder)
        place: Any = SourceEditor("Source") if kind == "editor" else QLineEdit()
        completion = place.completion if kind == "editor" else Completion(place)
        completion.fields = FIELDS
        completion.typing = language_of("jinja").typing
        column.addWidget(place)
        column.addWidget(QLineEdit("next"))
        shown(holder)
        holder.activateWindow()
        place.setFocus()
        QApplication.processEvents()
        return place, completion

    return made


def text_of(place: Any) -> str:
    return str(place.toPlainText() if isinstance(place, QPlainTextEdit) else place.text())


def write(place: Any, text: str) -> None:
    """Key after key to whatever has the keyboard, with no time between: faster than anybody types."""
    for sign in text:
        QTest.keyClick(QApplication.focusWidget() or place, sign)


def press(place: Any, key: Qt.Key, *held: Qt.KeyboardModifier) -> None:
    QTest.keyClick(QApplication.focusWidget() or place, key, *held)


@BOTH
@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Tab, Qt.Key.Key_Enter])
@pytest.mark.parametrize("typed", ["{{ fav", "{{fav", "{{  fav", "{{ favourite_c", "{{ cat", "{{ FAV"])
def test_what_is_begun_is_completed(make, kind: str, key: Qt.Key, typed: str) -> None:
    place, completion = make(kind)
    write(place, f"Hello {typed}")
    assert completion.offered()[0] == "favourite_category"
    press(place, key)
    blanks = "  " if typed == "{{  fav" else " "
    assert text_of(place) == f"Hello {{{{{blanks}favourite_category }}}}"
    assert not completion.is_open
    assert place.hasFocus()
    write(place, "!")
    assert text_of(place).endswith("}}!")


@BOTH
def test_one_who_types_it_out_is_left_alone(make, kind: str) -> None:
    place, completion = make(kind)
    write(place, "Hi {{ first_name }}, from {{ city|upper }} {{ nothing_known }} {% if city %}")
    assert text_of(place) == "Hi {{ first_name }}, from {{ city|upper }} {{ nothing_known }} {% if city %}"
    assert not completion.is_open


@BOTH
@pytest.mark.parametrize(
    ("before", "after", "right"),
    [
        ("{{", "}}", "{{ first_name }}"),
        ("{{ fi", " }}", "{{ first_name }}"),
        ("{{ fi", "}}", "{{ first_name }}"),
        ("{{ fi", "rst }}", "{{ first_name }}"),
        ("{{ fi", " | upper }}", "{{ first_name | upper }}"),
        ("{{- fi", " -}}", "{{- first_name -}}"),
        ("{{ fi", ", welcome", "{{ first_name }}, welcome"),
    ],
)
def test_braces_are_never_doubled(make, kind: str, before: str, after: str, right: str) -> None:
    place, completion = make(kind)
    (place.setPlainText if kind == "editor" else place.setText)(after)
    press(place, Qt.Key.Key_Home)
    write(place, before)
    while completion.offered()[0] != "first_name":
        press(place, Qt.Key.Key_Down)
    press(place, Qt.Key.Key_Return)
    assert text_of(place) == right
    write(place, "?")
    stop = right.index("}}") + 2 if "|" not in right else right.index("name") + 4
    assert text_of(place) == f"{right[:stop]}?{right[stop:]}"


@BOTH
def test_escape_leaves_what_was_typed_and_stays_away(make, kind: str) -> None:
    place, completion = make(kind)
    QShortcut(Qt.Key.Key_Escape, place.window(), activated=lambda: place.clear())
    write(place, "{{ fa")
    press(place, Qt.Key.Key_Escape)
    write(place, "v")
    assert (text_of(place), completion.is_open) == ("{{ fav", False)
    write(place, "our }} {{ ")
    assert completion.is_open


@BOTH
def test_arrows_choose_and_the_mouse_takes(make, kind: str) -> None:
    place, completion = make(kind)
    write(place, "{{ fav")
    press(place, Qt.Key.Key_Down)
    press(place, Qt.Key.Key_Return)
    assert text_of(place) == "{{ favourite_brand }}"
    write(place, " {{ c")
    rows = completion._list.list
    QTest.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=rows.visualItemRect(rows.item(0)).center())
    assert text_of(place) == "{{ favourite_brand }} {{ city }}"


@BOTH
def test_control_and_space_ask_for_it_anywhere(make, kind: str) -> None:
    place, completion = make(kind)
    write(place, "Dear ")
    press(place, Qt.Key.Key_Space, Qt.KeyboardModifier.ControlModifier)
    assert completion.offered() == list(FIELDS)
    write(place, "ci")
    press(place, Qt.Key.Key_Tab)
    assert text_of(place) == "Dear {{ city }}"
    write(place, " {% if ")
    press(place, Qt.Key.Key_Space, Qt.KeyboardModifier.ControlModifier)
    write(place, "ci")
    press(place, Qt.Key.Key_Return)
    assert text_of(place) == "Dear {{ city }} {% if city"


@BOTH
def test_keys_of_no_list_do_what_they_always_do(make, kind: str) -> None:
    place, completion = make(kind)
    write(place, "{{ zzz")
    assert not completion.is_open
    press(place, Qt.Key.Key_Tab)
    assert not place.hasFocus()


@BOTH
def test_the_list_goes_when_the_keyboard_or_the_cursor_goes(make, kind: str) -> None:
    place, completion = make(kind)
    write(place, "abc {{ fi")
    press(place, Qt.Key.Key_Home)
    assert not completion.is_open
    press(place, Qt.Key.Key_End)
    write(place, "r")
    assert completion.is_open
    place.window().findChildren(QLineEdit)[-1].setFocus()
    assert not completion.is_open


def test_a_completion_is_one_step_back(make) -> None:
    place, _ = make("editor")
    write(place, "{{ fav")
    press(place, Qt.Key.Key_Return)
    place.undo()
    assert place.toPlainText() == "{{ fav"


def test_the_list_stays_inside_the_window(make) -> None:
    place, completion = make("editor")
    place.setPlainText("\n" * 40 + "x" * 90)
    press(place, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    write(place, "{{")
    over = completion._list
    assert place.window().rect().contains(over.geometry())


def test_what_begins_with_a_word_comes_first() -> None:
    assert [one.key for one in answering(FIELDS, "na")][:1] == ["first_name"]
    assert [one.key for one in answering(FIELDS, "f")] == ["first_name", "favourite_category", "favourite_brand"]
    assert [one.key for one in answering(FIELDS, "address")] == ["sender"]
    assert answering(FIELDS, "xyz") == []
