"""A tag for somebody: those that are known are offered, but none that they have."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from app.people import tags
from app.project import Project
from tests.ui.panes.people.crowd import open_person, texts
from ui.panes.base import Pane
from ui.panes.people.pane import People
from ui.panes.people.tag import TagPopup
from ui.widgets.buttons import RowButton


@pytest.fixture
def popup(qtbot: QtBot, shown, context, shop, jobs) -> Any:
    """Asks for a tag of somebody who has “Tea lover”, where two tags are known."""
    with Project.open(shop) as project:
        project.hold_writer()
        for tag, who in (("Tea lover", 1), ("Tea lover", 2), ("Coffee", 3)):
            tags.add(project, [who], tag)
        pane = shown(Pane(context("people", project)))
        made = TagPopup(pane, pane, ["Tea lover"])
        made.open_under(shown(QPushButton("Tag")))
        qtbot.waitUntil(lambda: bool(made._known))
        yield made
        if isValid(made):
            made.close()


def _offered(popup: TagPopup) -> list[str]:
    return [row.accessibleName() for row in popup.findChildren(RowButton) if not row.isHidden()]


def test_a_tag_that_is_known_is_taken_by_the_mouse_and_one_that_they_have_is_not_offered(
    qtbot: QtBot, popup: TagPopup
) -> None:
    chosen: list[str] = []
    popup.chosen.connect(chosen.append)
    assert _offered(popup) == ["Coffee 1"]
    assert not popup.give.isEnabled()
    qtbot.mouseClick(popup.findChildren(RowButton)[-1], Qt.MouseButton.LeftButton)
    assert chosen == ["Coffee"]


def test_a_new_tag_is_typed_and_blanks_are_none(qtbot: QtBot, popup: TagPopup) -> None:
    chosen: list[str] = []
    popup.chosen.connect(chosen.append)
    qtbot.keyClicks(popup.field, "  ")
    qtbot.keyClick(popup.field, Qt.Key.Key_Return)
    assert chosen == []
    qtbot.keyClicks(popup.field, "R&D ")
    assert _offered(popup) == []
    qtbot.mouseClick(popup.give, Qt.MouseButton.LeftButton)
    assert chosen == ["R&D"]


def test_a_tag_is_written_shown_and_taken_back(people: People, qtbot: QtBot, settled: Callable[[], None]) -> None:
    open_person(people, qtbot, settled)
    people.add_tag()
    popup = next(widget for widget in QApplication.topLevelWidgets() if isinstance(widget, TagPopup))
    settled()
    qtbot.keyClicks(popup.field, "Tea lover")
    qtbot.keyClick(popup.field, Qt.Key.Key_Return)
    settled()
    assert tags.of(people.project, 3) == ["Tea lover"]
    assert "Tea lover" in texts(people.story_page.belongs)
    people.remove_tag("Tea lover")
    settled()
    assert tags.of(people.project, 3) == []
    assert "Tea lover" not in texts(people.story_page.belongs)
