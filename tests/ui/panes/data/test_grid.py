"""The first rows: whoever they are about stays while the others scroll, and a chosen column comes into view."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.panes.data.heads import heads
from ui.panes.data.grid import MARK, PreviewGrid

HEADERS = [f"Field {at}" for at in range(9)]


@pytest.fixture
def grid(shown) -> PreviewGrid:
    made = PreviewGrid()
    made.resize(500, 320)
    shown(made)
    made.show_columns(heads(9), "Field 1")
    rows = [{one: f"{one} of {at} & company" for one in HEADERS} | {f"Field 2{MARK}tone": "warn"} for at in range(30)]
    made.show_rows(rows)
    QApplication.processEvents()
    return made


def test_who_a_row_is_about_stays_beside_the_others(grid: PreviewGrid) -> None:
    assert (grid.first.headers(), grid.table.headers()) == (["Field 1"], [one for one in HEADERS if one != "Field 1"])
    before = grid.first.x()
    grid.table.horizontalScrollBar().setValue(400)
    grid.table.verticalScrollBar().setValue(120)
    assert grid.first.verticalScrollBar().value() == 120, "rows stay in line"
    assert (grid.first.x(), grid.first.columnViewportPosition(0)) == (before, 0)
    assert grid.first.viewport().height() == grid.table.viewport().height()
    grid.show_columns(heads(9), "Field 4")
    assert grid.first.headers() == ["Field 4"]
    grid.wait()
    assert grid.table.model_of_rows.waiting


def test_a_chosen_column_comes_into_view_and_is_marked(grid: PreviewGrid) -> None:
    across = grid.table.horizontalScrollBar()
    grid.mark("Field 8")
    assert across.value() > 0
    left = grid.table.columnViewportPosition(7)
    assert 0 <= left < grid.table.viewport().width()
    grid.mark("Field 0")
    assert across.value() == 0
    at = across.value()
    grid.mark("Field 1")
    assert (grid.first.cells.marked, grid.table.cells.marked, across.value()) == (0, -1, at)


def test_cells_have_their_colour_and_a_press_tells_the_column_and_the_row(grid: PreviewGrid, qtbot: QtBot) -> None:
    model = grid.table.model_of_rows
    assert [column.tone(model.row(0)) for column in model.columns] == ["", "warn", *[""] * 6]
    columns, rows = [], []
    grid.chosen.connect(columns.append)
    grid.row_chosen.connect(rows.append)
    place = grid.table.visualRect(model.index(2, 1)).center()
    qtbot.mouseClick(grid.table.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(place))
    assert (columns[-1], rows[-1]) == ("Field 2", 2)
    qtbot.keyClick(grid.table, Qt.Key.Key_Down)
    qtbot.keyClick(grid.table, Qt.Key.Key_Right)
    assert (columns[-1], rows[-1]) == ("Field 3", 3)


def test_rows_that_come_again_leave_the_view_where_it_was(grid: PreviewGrid) -> None:
    grid.table.verticalScrollBar().setValue(150)
    grid.table.horizontalScrollBar().setValue(200)
    grid.show_rows([dict.fromkeys(HEADERS, "x")] * 30)
    assert (grid.table.verticalScrollBar().value(), grid.table.horizontalScrollBar().value()) == (150, 200)
    assert grid.cell("Field 3", 0) == "x"


def test_a_column_is_as_wide_as_what_stands_in_it(grid: PreviewGrid) -> None:
    grid.show_columns(heads(4), "Field 0")
    row = {"Field 0": "somebody.long@example.com", "Field 1": "7", "Field 2": "x" * 300, "Field 3": "36"}
    grid.show_rows([row] * 5)
    head = grid.table.head
    assert head.sectionSize(0) < 100 < 200 < head.sectionSize(1) <= 240
    assert grid.first.width() > 150, "an address is read to its end"
    before = [head.sectionSize(at) for at in range(3)]
    grid.show_rows([row | {"Field 2": "x"}] * 5)
    assert [head.sectionSize(at) for at in range(3)] == before, "nothing jumps when a cell gets shorter"


def test_another_file_begins_at_its_first_column(grid: PreviewGrid) -> None:
    grid.table.horizontalScrollBar().setValue(200)
    grid.table.verticalScrollBar().setValue(90)
    grid.wait()
    grid.show_columns(heads(8), "Field 0")
    grid.show_rows([dict.fromkeys(HEADERS, "some words in a cell")] * 30)
    assert (grid.table.verticalScrollBar().value(), grid.table.horizontalScrollBar().value()) == (0, 0)


def test_thousands_of_columns_are_no_widgets(grid: PreviewGrid) -> None:
    before = len(grid.findChildren(QWidget))
    many = heads(5_000)
    grid.show_columns(many, "Field 0")
    grid.show_rows([{head.header: "x" for head in many}] * 20)
    grid.mark("Field 4999")
    QApplication.processEvents()
    assert 0 < grid.table.columnViewportPosition(4_998) < grid.table.viewport().width()
    assert len(grid.findChildren(QWidget)) == before
