"""What the People pane shows while it does not know yet: whose name it is at once, everything else when it is there."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from ui.panes.people.pane import People
from ui.preview_pane import settle
from ui.shell.window import MainWindow
from ui.widgets.labels import Label


@pytest.fixture
def people(window: MainWindow, readers: Path, wait: Callable[..., None]) -> People:
    window.projects.open(readers, lambda: window.go_to("people"))
    assert settle(window, lambda: isinstance(window.host.current(), People))
    found = window.host.current()
    assert isinstance(found, People)
    wait(lambda: found.model.rowCount() == 12)
    return found


def said(pane: People) -> list[str]:
    """Every text of the story that stands on its cards and is not their caption."""
    captions = {"What they are like", "Consent", "Known as", "Segments", "Their story", "Why in or out?"}
    page = pane.story_page
    return [one.text() for one in page.findChildren(Label) if one.isVisible() and one.text() not in captions | {""}]


def test_another_person_has_their_name_at_once_and_nothing_of_the_last_one(
    people: People, wait: Callable[..., None]
) -> None:
    people.show_person("email:r04@example.com", "Ana04")
    wait(lambda: people.story.told is not None and "Why in or out?" not in people.story_page.why.title.text())
    assert "In no segment" in people.story_page.belongs.title.text()
    people.show_person("email:r03@example.com", "李")
    assert people.header.title.text() == "李"
    assert people.header.quiet.text() == ""
    told = [text for text in said(people) if text.strip()]
    assert told == ["Spent", "Last order", "Emails opened", "Their data"], "no fact and no reason of somebody else"
    assert people.story_page.belongs.title.text() == "Segments"
    assert people.story_page.model.waiting
    people.story_page.filter.changed.emit("orders")  # pressed too early: nothing happens
    wait(lambda: people.story.told is not None)
    assert "In 2 segments" in people.story_page.belongs.title.text()


def test_another_segment_to_explain_has_no_reasons_of_the_last_one(people: People, wait: Callable[..., None]) -> None:
    people.show_person("email:r04@example.com", "Ana04")
    wait(lambda: people.story_page.why.title.text() == "Why not in")
    people.story_page.why.chosen.emit("Leeds")
    assert people.story_page.why.title.text() == "Why in or out?"
    wait(lambda: people.story_page.why.title.text() == "Why not in")


def test_other_filters_leave_no_rows_of_the_last_ones(people: People, qtbot: QtBot, wait: Callable[..., None]) -> None:
    wait(lambda: people.header.quiet.text() == "12 people · 11 can be emailed")
    people.everyone.show_segment("Gold")
    assert people.model.rowCount() == 0
    assert people.model.waiting
    assert people.header.quiet.text() == ""
    wait(lambda: people.model.rowCount() == 6)
    wait(lambda: people.header.quiet.text() == "6 of 12 people · 5 can be emailed")
    qtbot.keyClicks(people.page.search, "Ana05")
    wait(lambda: people.model.rowCount() == 1)


def test_somebody_who_is_gone_says_so_over_the_table(people: People, wait: Callable[..., None]) -> None:
    people.show_person("email:nobody@example.com")
    wait(lambda: people.strip.text() != "")
    assert not people.showing_story()
    assert people.model.rowCount() == 12
