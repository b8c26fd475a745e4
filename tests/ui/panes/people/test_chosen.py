"""Several people at once: tagged and suppressed in one step that is taken back as one."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from app.audience import lists, segments
from app.campaign.suppressed_addresses import suppressed_addresses
from app.people import tags
from ui.panes.people.pane import People
from ui.preview_pane import settle
from ui.shell.window import MainWindow
from ui.widgets.picker import Picker


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


def test_they_are_put_on_a_new_list_and_on_one_that_is_there_and_undo_takes_off_whoever_came(
    people: People, three: list[int], window: MainWindow, qtbot: QtBot
) -> None:
    qtbot.mouseClick(people.page.table.bar.list, Qt.MouseButton.LeftButton)
    picker = next(one for one in window.findChildren(Picker) if one.isVisible())
    qtbot.keyClicks(picker.search, "Fair")
    qtbot.keyClick(picker.search, Qt.Key.Key_Return)
    assert settle(window, lambda: window.toast.text() == "3 people added to “Fair”")
    fair = segments.get(people.project, "Fair")
    assert fair.static
    assert len(lists.keys_of(people.project, fair)) == 3
    window.toast.act()
    assert settle(window, lambda: window.toast.text() == "3 people taken off “Fair”")
    assert [one.name for one in segments.every(people.project) if one.static] == []
    lists.put_people_on(people.project, "Fair", three[:1])
    qtbot.mouseClick(people.page.table.bar.list, Qt.MouseButton.LeftButton)
    picker = next(one for one in window.findChildren(Picker) if one.isVisible())
    assert settle(window, lambda: picker.list.count() == 1)
    qtbot.keyClick(picker.search, Qt.Key.Key_Return)
    assert settle(window, lambda: window.toast.text() == "2 people added to “Fair”")
    people.everyone.chosen.put_on_list("fair")
    assert settle(window, lambda: "All of them are on “Fair” already" in window.toast.text())


def test_a_segment_with_a_rule_is_no_list(people: People, three: list[int], window: MainWindow) -> None:
    segments.save(people.project, "Ruled", {"tag": "x"})
    people.everyone.chosen.put_on_list("Ruled")
    assert settle(window, lambda: bool(people.strip.text()))
    assert "Ruled" in people.strip.text()


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
