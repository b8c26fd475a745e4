"""The page of overlaps: combinations and pairs, and the segment that is made of them."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.audience import Combination, Overlap
from tests.ui.panes.segments.test_upset import FOUND
from ui.panes.segments.overlaps_page import OverlapsPage, rule_of

BOTH = {"all": [{"segment": "Small"}, {"segment": "Large"}]}
ONE = {"all": [{"segment": "Large"}, {"none": [{"segment": "Small"}]}]}


@pytest.fixture
def made() -> list[Any]:
    return []


@pytest.fixture
def page(shown: Any, made: list[Any]) -> OverlapsPage:
    found = OverlapsPage(made.append)
    found.resize(900, 600)
    shown(found)
    found.show_overlap(FOUND)
    return found


def test_a_rule_is_made_for_exactly_a_combination() -> None:
    assert rule_of(FOUND, ("Large",)) == ONE
    assert rule_of(FOUND, ("Small", "Large")) == BOTH


def test_a_combination_becomes_a_segment(page: OverlapsPage, made: list[Any]) -> None:
    assert page.about.text().endswith("54 people are in none of them.")
    assert not page.make_button.isEnabled()
    QTest.mouseClick(page.upset, Qt.MouseButton.LeftButton, pos=page.upset.column_rect(0).center().toPoint())
    assert page.chosen.text() == "36 people in “Large”, alone."
    page.make_button.click()
    page.upset.taken.emit(2)
    assert made == [ONE, BOTH]


def test_two_by_two_they_are_a_table_of_which_a_row_becomes_a_segment(page: OverlapsPage, made: list[Any]) -> None:
    page.views.changed.emit("pairs")
    row = page.pairs_model.row(0)
    assert (row["one"], row["other"], row["both"], row["of_one"], row["of_other"]) == ("Small", "Large", 4, 0.4, 0.1)
    page.pairs.selectRow(0)
    assert page.chosen.text() == "4 people in “Small” and in “Large”."
    page.pairs.row_activated.emit(0)
    assert made == [BOTH]
    page.pairs.sort_wanted.emit("one", True)
    assert page.pairs_model.rowCount() == 1


def test_its_table_has_every_combination(page: OverlapsPage) -> None:
    page.picture.toggle()
    assert page.picture.as_table
    assert page.picture.currentWidget() is page.picture.table
    rows = [page.picture.model.row(at) for at in range(page.picture.model.rowCount())]
    assert rows == [{"name": "Large", "count": 36}, {"name": "Small", "count": 6}, {"name": "Small, Large", "count": 4}]
    page.picture.toggle()
    assert page.upset.isVisible()


def test_of_less_than_two_segments_there_is_nothing_to_show(page: OverlapsPage) -> None:
    page.show_overlap(None)
    assert page.pages.currentIndex() == 1
    page.wait()
    assert page.pages.currentIndex() == 2
    page.show_overlap(Overlap("", 1, ("A", "B"), ((0, 0), (0, 0)), ((None,) * 2,) * 2, ((None,) * 2,) * 2, ()))
    assert page.pages.currentIndex() == 0
    assert isinstance(FOUND.combinations[0], Combination)
