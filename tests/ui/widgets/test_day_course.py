"""A slider over days with the course of a figure: chosen by mouse and keys, said in words."""

import datetime as dt
from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from tests.ui.ink import has_ink
from ui.widgets.day_course import DayCourse

FIRST, NOW, LAST = dt.date(2011, 11, 10), dt.date(2011, 12, 10), dt.date(2011, 12, 20)


@pytest.fixture
def course(shown: Callable[[QWidget], QWidget]) -> DayCourse:
    made = DayCourse("The day")
    made.resize(340, 112)
    shown(made)
    made.set_days(FIRST, NOW, LAST)
    return made


def fill(course: DayCourse) -> None:
    for day, count in ((0, 10), (15, 40), (30, 20), (40, 60)):
        course.add(dt.datetime.combine(FIRST, dt.time()) + dt.timedelta(days=day), count)


def test_it_begins_at_now_and_keys_and_mouse_choose_days(course: DayCourse) -> None:
    told: list[dt.date | None] = []
    course.chosen.connect(lambda value: told.append(course.day(value)))
    assert course.at_now
    assert course.day() == NOW
    QTest.keyClick(course, Qt.Key.Key_Left)
    QTest.keyClick(course, Qt.Key.Key_PageDown)
    QTest.keyClick(course, Qt.Key.Key_Home)
    assert told == [dt.date(2011, 12, 9), dt.date(2011, 12, 2), FIRST]
    QTest.mouseClick(course, Qt.MouseButton.LeftButton, pos=QPoint(course.width() - 2, 50))
    assert course.day() == LAST
    QTest.keyClick(course, Qt.Key.Key_Escape)
    assert course.at_now


def test_other_days_are_shown_without_being_told_as_chosen(course: DayCourse) -> None:
    told: list[int] = []
    course.chosen.connect(told.append)
    course.set_days(FIRST - dt.timedelta(days=60), NOW, LAST)
    assert course.at_now
    course.set_days(FIRST, NOW, LAST, chosen=FIRST + dt.timedelta(days=3))
    assert course.day() == dt.date(2011, 11, 13)
    assert told == []


def test_the_line_runs_between_its_points_and_is_said(course: DayCourse) -> None:
    fill(course)
    assert [course.figure(day) for day in (0, 7.5, 15, 30, 40, 90)] == [10, 25, 40, 20, 60, 60]
    assert "40" in course.accessibleDescription()
    assert "2011" in course.accessibleDescription()
    before = course.grab().toImage()
    course.set_dim()
    assert course.grab().toImage() != before


def test_now_is_easy_to_hit(course: DayCourse) -> None:
    course.set_days(NOW - dt.timedelta(days=3_000), NOW, LAST)
    QTest.mouseClick(course, Qt.MouseButton.LeftButton, pos=QPoint(100, 50))
    assert not course.at_now
    QTest.mouseClick(course, Qt.MouseButton.LeftButton, pos=QPoint(round(course._x(course._now)) + 2, 50))
    assert course.at_now


def test_nothing_can_be_chosen_while_no_days_are_known(course: DayCourse) -> None:
    course.wait()
    value = course.value()
    QTest.mouseClick(course, Qt.MouseButton.LeftButton, pos=QPoint(20, 50))
    assert course.value() == value
    assert course.day() is None
    assert has_ink(course, "muted")
