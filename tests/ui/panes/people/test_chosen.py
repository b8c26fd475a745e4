"""Several people at once: tagged and suppressed in one step that is taken back as one."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from app.campaign.suppressed_addresses import suppressed_addresses
from app.people import tags
from ui.panes.people.pane import People
from ui.preview_pane import settle
from ui.shell.window import MainWindow


def tick(qtbot: QtBot, people: People, row: int) -> None:
    table = people.page.table
    at = table.visualRect(people.model.index(row, 0)).topLeft() + QPoint(14, 24)
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=at)


@pytest.fixture
def three(people: People, qtbot: QtBot) -> list[int]:
    """The numbers of three people who are ticked."""
    for row in (0, 2, 3):
        tick(qtbot, people, row)
    return people.everyone.chosen.numbers()


def test_a_tick_chooses_and_opens_nobody(people: People, three: list[int], qtbot: QtBot) -> None:
    bar = people.page.table.bar
    assert not people.showing_story()
    assert len(three) == 3
    assert bar.isVisible()
    assert bar.count.text() == "3 chosen"
    tick(qtbot, people, 2)
    assert bar.count.text() == "2 chosen"
    bar.none.click()
    assert not bar.isVisible()
    people.page.table.setCurrentIndex(people.model.index(5, 0))
    assert not bar.isVisible(), "the row that the keyboard stands on is not chosen"
    qtbot.keyClick(people.page.table, Qt.Key.Key_Space)
    assert bar.count.text() == "1 chosen"
    qtbot.keyClick(people.page.table, Qt.Key.Key_Escape)
    assert not bar.isVisible()


def test_they_are_tagged_and_undo_leaves_whoever_had_the_tag(
    people: People, three: list[int], window: MainWindow
) -> None:
    tags.add(people.project, three[:1], "Tea lover")
    assert settle(window)
    people.everyone.chosen.tag("tea lover")
    assert settle(window, lambda: window.toast.text() == "2 people tagged “tea lover”")
    assert tags.known(people.project) == {"Tea lover": 3}
    window.toast.act()
    assert settle(window, lambda: "is off 2 people" in window.toast.text())
    assert tags.of(people.project, three[0]) == ["Tea lover"]
    people.everyone.chosen.tag("tea lover")
    assert settle(window, lambda: tags.known(people.project) == {"Tea lover": 3})


def test_they_are_suppressed_and_undo_lifts_what_was_set_now(
    people: People, three: list[int], window: MainWindow
) -> None:
    people.everyone.chosen.suppress("asked at the fair")
    assert settle(window, lambda: "Nothing is sent to 3 people any more" in window.toast.text())
    assert set(suppressed_addresses(people.project).values()) == {"asked at the fair"}
    assert len(suppressed_addresses(people.project)) == 3
    assert settle(window)
    assert people.page.table.chosen() == 3, "they stay chosen for what comes next"
    window.toast.act()
    assert settle(window, lambda: "is off 3 addresses" in window.toast.text())
    assert suppressed_addresses(people.project) == {}


def test_too_many_are_told(people: People, window: MainWindow, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("ui.panes.people.chosen.MOST", 10)
    people.page.table.selectAll()
    people.everyone.chosen.tag("Tea lover")
    assert "too many" in people.strip.text()
    assert tags.known(people.project) == {}
