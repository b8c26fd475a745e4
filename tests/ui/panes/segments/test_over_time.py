"""The builder as of another day: the slider, the line, who came and went, each as the command line says it."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app import audience
from app.audience import moved, over_time
from app.project import Project
from tests.ui.panes.segments.test_pane import pane, town, town_once  # noqa: F401
from ui.panes.segments.over_time import _Row
from ui.panes.segments.pane import Segments
from ui.preview_pane import settle
from ui.shell.window import MainWindow

RULE = {"all": [{"event": "placed_order", "within": {"last": {"days": 10}}}]}


@pytest.fixture
def opened(pane: Segments, window: MainWindow) -> Segments:  # noqa: F811
    pane.new()
    assert settle(window, lambda: pane.builder.root is not None)
    pane.model.put((), RULE)
    assert _counted(pane, window)
    pane.side.tabs._keys["time"].click()
    assert settle(window, lambda: len(pane.side.over_time.course.points()) == 17 and bool(_rows(pane)))
    return pane


def _counted(found: Segments, window: MainWindow) -> bool:
    return settle(window, lambda: found.side.reach.hero.text() not in ("", "–"))


def _rows(found: Segments) -> list[_Row]:
    return found.side.over_time.findChildren(_Row)


def _shown(found: Segments) -> int:
    return int(found.side.reach.hero.text().replace(",", ""))


def _as_of(path: Path, day: Any) -> int:
    with Project.open(path) as project:
        return audience.count(project, RULE, day).count


def test_the_line_is_the_count_at_each_moment(opened: Segments, town: Path) -> None:  # noqa: F811
    with Project.open(town) as project:
        wanted = over_time.counts(project, RULE, over_time.frame(project, "month").moments())
    assert [count for _, count in opened.side.over_time.course.points()] == [one.count for one in wanted]


def test_another_day_is_the_moment_of_everything_that_is_shown(
    opened: Segments,
    window: MainWindow,
    town: Path,  # noqa: F811
) -> None:
    course = opened.side.over_time.course
    for _ in range(2):
        QTest.keyClick(course, Qt.Key.Key_PageDown)
    day = dt.date(2011, 11, 26)
    assert course.day() == day
    assert settle(window, lambda: _shown(opened) == _as_of(town, str(day)) != _as_of(town, None))
    assert "26 Nov 2011" in opened.side.reach.hero.accessibleName()
    assert settle(window, lambda: opened.builder.boxes()[-1].count.text() == opened.side.reach.hero.text())
    told: list[Any] = []
    opened.asking.explain("p20@example.com", told.append)
    assert settle(window, lambda: bool(told))
    with Project.open(town) as project:
        assert told[0] == audience.explain(project, RULE, "p20@example.com", str(day))
    opened.side.reach.back.click()
    assert settle(window, lambda: _shown(opened) == _as_of(town, None))
    assert opened.side.reach.back.isHidden()
    assert course.at_now


def test_who_came_and_went_and_some_of_them(opened: Segments, window: MainWindow, town: Path) -> None:  # noqa: F811
    page = opened.side.over_time
    with Project.open(town) as project:
        begin, now = project.moment("2011-11-10"), project.moment()
        found = moved.find(project, RULE, begin, now)
        came = set(moved.keys(project, RULE, begin, now, came=True, limit=100))
    assert f"{found.came} came, {found.went} went" in page.said.text()
    assert len(_rows(opened)) == len(found.reasons) == 2
    row = next(one for one in _rows(opened) if one.accessibleName().startswith("+"))
    row.who.click()
    assert settle(window, lambda: opened.side.tabs.value() == "people")
    rows = [opened.side.sample.model.row(at)["key"] for at in range(opened.side.sample.model.rowCount())]
    assert rows
    assert set(rows) <= came
    assert "came" in opened.side.sample.more.text()


def test_an_edit_works_the_line_out_again_and_another_segment_begins_now(opened: Segments, window: MainWindow) -> None:
    course = opened.side.over_time.course
    before = course.points()
    QTest.keyClick(course, Qt.Key.Key_PageDown)
    opened.model.put((), {"all": [{"event": "placed_order", "within": {"last": {"days": 30}}}]})
    assert settle(window, lambda: len(course.points()) == 17 and course.points() != before)
    # The day that was chosen stays chosen.
    assert course.day() == dt.date(2011, 12, 3)
    opened.open_segment("From York")
    assert settle(window, lambda: _shown(opened) == 20 and len(course.points()) == 17)
    assert course.at_now
    assert opened.asking.as_of is None
    assert opened.side.over_time.said.text().endswith("0 came, 0 went.")


def test_a_rule_that_cannot_be_asked_has_no_line(opened: Segments, window: MainWindow) -> None:
    opened.model.put((), {"all": [{"trait": "city", "op": "is", "value": ""}, {"event": "placed_order", "op": ">="}]})
    assert settle(window, lambda: opened.side.reach.hero.text() == "–")
    assert opened.side.over_time.course.points() == []
    assert _rows(opened) == []
