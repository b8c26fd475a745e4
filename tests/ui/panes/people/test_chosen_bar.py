"""The table in which people are ticked, and the bar over its head."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from ui.core import theme
from ui.core.jobs import Jobs
from ui.panes.people.cells import PersonDelegate
from ui.panes.people.chosen_bar import PeopleTable
from ui.widgets.paged_table import PagedModel
from ui.widgets.table import Column


@pytest.fixture
def table(qtbot: QtBot, shown, jobs: Jobs) -> Iterator[PeopleTable]:
    columns = [Column("name", "Person", 200, second="line"), Column("city", "City", 90)]
    model = PagedModel(
        columns, lambda ids, _: [{"id": one, "name": f"N{one}", "line": ""} for one in ids], jobs, "rows"
    )
    made = PeopleTable(model)
    made.resize(600, 400)
    shown(made)
    model.set_ids([3, 5, 7, 9])
    qtbot.waitUntil(lambda: model.row(0) is not None)
    yield made
    qtbot.waitUntil(lambda: not jobs.running())


def press(qtbot: QtBot, table: PeopleTable, row: int, x: int, keys=Qt.KeyboardModifier.NoModifier) -> None:
    at = table.visualRect(table.model().index(row, 0)).topLeft() + QPoint(x, 20)
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, keys, at)


def test_ticks_gather_and_the_bar_lies_over_the_head(qtbot: QtBot, table: PeopleTable) -> None:
    head = table.horizontalHeader().geometry()
    press(qtbot, table, 1, 12)
    assert table.chosen() == 1
    assert table.bar.isVisible()
    assert (table.bar.y(), table.bar.height()) == (head.y(), head.height())
    press(qtbot, table, 3, 12)
    assert table.selected() == [(1, 1), (3, 3)]
    press(qtbot, table, 1, 12)
    assert table.selected() == [(3, 3)]
    press(qtbot, table, 3, 12)
    assert table.chosen() == 0
    assert not table.bar.isVisible()


def test_a_press_beside_the_tick_opens_and_several_rows_are_chosen_as_ever(qtbot: QtBot, table: PeopleTable) -> None:
    opened: list[int] = []
    table.clicked.connect(lambda index: opened.append(index.row()))
    press(qtbot, table, 0, 120)
    assert opened == [0]
    assert table.chosen() == 0, "one row that was pressed is not chosen"
    press(qtbot, table, 2, 120, Qt.KeyboardModifier.ShiftModifier)
    assert table.chosen() == 3
    table.paged.set_ids([4])
    assert not table.bar.isVisible()


def test_the_row_that_the_keyboard_stands_on_has_no_tick(qtbot: QtBot, table: PeopleTable) -> None:
    table.setItemDelegate(PersonDelegate(table, lambda _: None, lambda: table.chosen() > 0))

    def ticked(row: int) -> bool:
        box = table.visualRect(table.model().index(row, 0)).adjusted(8, 0, 0, 0)
        box.setWidth(18)
        picture, accent = table.viewport().grab(box).toImage(), theme.active().color("accent")
        side = [(x, y) for x in range(picture.width()) for y in range(picture.height())]
        return any(picture.pixelColor(x, y) == accent for x, y in side)

    table.setFocus()
    table.selectRow(1)
    assert not ticked(1)
    qtbot.keyClick(table, Qt.Key.Key_Space)
    assert (table.chosen(), ticked(1), ticked(2)) == (1, True, False)
