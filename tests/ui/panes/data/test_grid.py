"""The first rows under their heads: scrolled together, the keyboard brings a head into view, heads stay."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from ui.panes.data.file_head import HeadState
from ui.panes.data.grid import MARK, PreviewGrid

HEADERS = [f"Field {at}" for at in range(9)]


def _states(headers: list[str], target: str = "Own") -> list[HeadState]:
    return [HeadState(one, target, "tag", "text", False, 1.0, "100 % filled") for one in headers]


@pytest.fixture
def grid(shown) -> PreviewGrid:
    made = PreviewGrid()
    made.resize(500, 320)
    shown(made)
    made.show_columns(_states(HEADERS))
    made.show_rows([dict.fromkeys(HEADERS, f"{at} & co") | {f"Field 1{MARK}tone": "warn"} for at in range(3)])
    QApplication.processEvents()
    return made


def test_heads_stay_while_only_what_they_say_changes(grid: PreviewGrid) -> None:
    before = dict(grid.heads)
    grid.show_columns(_states(HEADERS, "City"))
    assert grid.heads == before
    assert grid.heads["Field 0"].target.text() == "City"
    grid.show_columns(_states(HEADERS[:2]))
    assert list(grid.heads) == HEADERS[:2]
    assert [one.key for one in grid.model.columns] == HEADERS[:2]
    grid.wait()
    assert (grid.heads, grid.model.rowCount()) == ({}, 0)


def test_a_head_far_to_the_right_comes_into_view_with_its_cells(grid: PreviewGrid) -> None:
    across = grid.table.horizontalScrollBar()
    assert across.maximum() > 0
    grid.activateWindow()
    grid.heads["Field 6"].target.setFocus(Qt.FocusReason.TabFocusReason)
    assert across.value() > 0
    assert grid._area.horizontalScrollBar().value() == across.value()
    assert not grid.heads["Field 6"].visibleRegion().isEmpty()
    grid.heads["Field 0"].type.setFocus(Qt.FocusReason.BacktabFocusReason)
    assert across.value() == 0


def test_what_is_wanted_is_told_with_the_header_and_cells_have_their_colour(grid: PreviewGrid) -> None:
    wanted: list[str] = []
    grid.target_wanted.connect(wanted.append)
    grid.heads["Field 3"].target.click()
    assert wanted == ["Field 3"]
    tones = [column.tone(grid.model.row(0)) for column in grid.model.columns]
    assert tones == ["", "warn", *[""] * 7]
