"""A stage's row: what its numbers are, what is told when one is turned, and its people."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from app.runs import Threshold, lifecycle_stages, lifecycle_thresholds
from app.runs.lifecycle import StageCount
from ui.panes.lifecycle.stage_row import StageRow

ACTIVE = lifecycle_stages.read(lifecycle_stages.family("activity"))[1]


@pytest.fixture
def turned() -> list[tuple[Threshold, int]]:
    return []


@pytest.fixture
def row(qapp: QApplication, turned: list[tuple[Threshold, int]]) -> Iterator[StageRow]:
    made = StageRow(ACTIVE, "series-1", lambda one, value: turned.append((one, value)))
    yield made
    made.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def test_a_number_that_is_turned_is_told_with_its_threshold(row: StageRow, turned: list[tuple[Threshold, int]]) -> None:
    assert [field.value() for field in row.fields] == [30, 60]
    assert row.fields[1].accessibleName() == "Active, stays: last active or signed up, days"
    row.fields[1].setValue(90)
    assert turned == [(lifecycle_thresholds.of_stage(ACTIVE)[1], 90)]
    row.say_turned(lifecycle_thresholds.turned(ACTIVE, *turned[0]))
    assert row.about.text() == "By your own numbers. What counts: last active or signed up"


def test_its_people_and_who_came_and_went(row: StageRow) -> None:
    row.show_count(StageCount("Active", 1200, 30, 0), 2400, compared=True)
    assert (row.number.text(), row.moved.text()) == ("1,200", "+30")
    assert row.accessibleName() == "Active: 1,200 people, 30 came in, 0 left"
    row.show_count(StageCount("Active", 1, 1, 0), 1, compared=False)
    assert (row.moved.text(), row.accessibleName()) == ("", "Active: 1 person")
