"""The rail: panes in their order with their counts, chosen by mouse and keys, grey where they need a project."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from app.project import Project, overview
from tests.ui.ink import has_ink
from ui.core import theme
from ui.panes import panes
from ui.shell.rail import NARROW, WIDTH, Rail
from ui.widgets.buttons import Button
from ui.widgets.layouts import hbox


@pytest.fixture
def rail(shown) -> Rail:
    made = Rail(Button("Menu"))
    made.resize(made.width(), 600)
    return shown(made)


def test_without_a_project_only_what_needs_none_can_be_chosen(rail: Rail) -> None:
    rail.show_project("")
    assert [key for key, button in rail.buttons.items() if button.isEnabled()] == ["home"]
    assert rail._foot.project.text() == "No project open"
    rail.show_project("Gift shop.quill")
    assert all(button.isEnabled() for button in rail.buttons.values())
    assert rail._foot.project.text() == "Gift shop.quill"
    assert has_ink(rail._foot, "good")


def test_a_pane_is_chosen_by_mouse_and_by_keys_and_the_one_that_is_open_is_marked(qtbot, rail: Rail) -> None:
    rail.show_project("Gift shop.quill")
    assert list(rail.buttons) == [one.key for one in panes()]
    chosen: list[str] = []
    rail.chosen.connect(chosen.append)
    people, segments = rail.buttons["people"], rail.buttons["segments"]
    qtbot.mouseClick(people, Qt.MouseButton.LeftButton)
    qtbot.keyClick(segments, Qt.Key.Key_Space)
    assert chosen == ["people", "segments"]
    rail.show_pane("people")
    assert [key for key, button in rail.buttons.items() if button.isChecked()] == ["people"]
    assert has_ink(people, "accent-soft")
    assert not has_ink(segments, "accent-soft")


def test_counts_are_told_to_screen_readers_too_and_go_with_the_project(rail: Rail, shop) -> None:
    with Project.open(shop) as project:
        rail.show_counts(overview(project))
    assert {key: one.accessibleDescription() for key, one in rail.buttons.items() if one.count} == {
        "data": "1",
        "people": "12",
    }
    assert rail.buttons["people"].text() == "People"
    rail.show_counts(None)
    assert [one.count for one in rail.buttons.values()] == [""] * len(panes())


def test_large_text_makes_it_wide_enough_for_the_longest_name(shown) -> None:
    try:
        theme.active().choose_text_size(200)
        rail = shown(Rail(Button("Menu")))
        assert rail.width() > WIDTH
        assert all(rail.width() - 20 >= one.sizeHint().width() for one in rail.buttons.values())
    finally:
        theme.active().choose_text_size(100)


def test_in_a_narrow_window_it_gives_way_and_tells_by_tooltip_what_it_showed(shown) -> None:
    whole = QWidget()
    rail = Rail(Button("Menu"))
    hbox(rail, 1, spacing=0, parent=whole)
    whole.resize(1280, 700)
    shown(whole)
    rail.show_project("Gift shop.quill")
    rail.buttons["people"].set_count(12)
    assert (rail.width(), rail.buttons["people"].toolTip()) == (WIDTH, "")
    whole.resize(1024, 700)
    QApplication.processEvents()
    assert rail.width() == NARROW
    assert rail.buttons["people"].toolTip() == "People · 12"
    assert rail.buttons["people"].text() == "People", "a screen reader reads it still"
    assert rail._foot.toolTip().startswith("Gift shop.quill")
    assert has_ink(rail._foot, "good")
    whole.resize(1280, 700)
    QApplication.processEvents()
    assert (rail.width(), rail.buttons["people"].toolTip()) == (WIDTH, "")
