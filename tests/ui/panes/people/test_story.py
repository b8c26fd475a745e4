"""One person's story: its parts come in jobs, the title is the best name that is known, the nearest change in lines."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.ui.panes.people.crowd import lines, open_person, texts
from ui.panes.people.pane import People
from ui.panes.people.story import nearest_words, title_of


def test_the_filter_leaves_only_one_kind(people: People, qtbot: QtBot, settled: Callable[[], None]) -> None:
    open_person(people, qtbot, settled)
    people.story_page.filter.set_value("email")
    people.story_page.filter.changed.emit("email")
    settled()
    assert lines(people) == ["Opened “C1”"]


def test_a_day_of_a_year_that_is_over_says_its_year(people: People, qtbot: QtBot, settled: Callable[[], None]) -> None:
    people.project.change_settings({"clock": "2031-03-01"})
    settled()
    open_person(people, qtbot, settled)
    model = people.story_page.model
    days = {model.line(at).day for at in range(model.rowCount())}
    assert all(day[-4:].isdigit() for day in days), days


def test_why_not_says_which_condition_fails_and_what_would_change_it(
    people: People, qtbot: QtBot, settled: Callable[[], None]
) -> None:
    open_person(people, qtbot, settled, row=99)
    why = people.story_page.why
    assert why.title.text() == "Why not in"
    assert why.field.text() == "Gold"
    why.chosen.emit("Bought lately")
    settled()
    said = texts(why)
    assert any("order" in text for text in said)
    assert "What would bring them in" in said
    open_person(people, qtbot, settled, row=2)
    why.chosen.emit("Gold")
    settled()
    assert why.title.text() == "Why in"


@dataclass
class _Story:
    """As much of a story as a title needs."""

    name: str = ""
    email: str | None = None
    key: str = ""
    traits: dict[str, Any] = field(default_factory=dict)


@pytest.mark.parametrize(
    ("story", "said"),
    [
        (_Story("Zoë", "z@example.com", "email:z@example.com", {"city": "Leeds"}), ("Zoë", "z@example.com · Leeds")),
        (_Story("", "z@example.com", "email:z@example.com"), ("z@example.com", "")),
        (_Story("", None, "customer_id:7"), ("customer_id:7", "Customer id")),
    ],
)
def test_somebody_is_called_by_the_best_name_that_is_known(story: Any, said: tuple[str, str]) -> None:
    assert title_of(story) == said


@dataclass
class _Step:
    what: str
    becomes: bool

    def __str__(self) -> str:
        return f"become {self.what}" if self.becomes else self.what


@dataclass
class _Change:
    step: _Step


@dataclass
class _Nearest:
    changes: list[_Change]
    date: str = ""


def test_the_nearest_change_is_a_line_for_each_step_and_one_for_the_day() -> None:
    assert nearest_words(None) == ""
    steps = [_Change(_Step("older than 30", True)), _Change(_Step("one more order", False))]
    assert nearest_words(_Nearest(steps, "2012-01-09")).splitlines() == [
        "Older than 30",
        "One more order",
        "Or time alone, on 9 Jan 2012",
    ]


def test_an_order_opens_by_keyboard_to_what_was_in_it(
    people: People, qtbot: QtBot, settled: Callable[[], None]
) -> None:
    open_person(people, qtbot, settled)
    page = people.story_page
    at = next(row for row in range(page.model.rowCount()) if page.model.line(row).order)
    page.timeline.setFocus()
    page.timeline.setCurrentIndex(page.model.index(at))
    qtbot.keyClick(page.timeline, Qt.Key.Key_Return)
    settled()
    assert "× Regency Teacup" in page.model.line(at + 1).text
    page.timeline.order_wanted.emit(at)
    settled()
    assert not page.model.is_open(at)
    assert next(tile.figure.text() for tile in page.tiles.tiles) == "3.00"
