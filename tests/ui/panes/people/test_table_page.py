"""How the table of people looks: its segment, its columns, the way from the search into the rows, and nobody yet."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QWidget
from pytestqt.qtbot import QtBot

from ui.core.jobs import Jobs
from ui.panes.people.columns import Known
from ui.panes.people.table_page import PeopleTablePage
from ui.widgets.buttons import Button
from ui.widgets.paged_table import PagedModel
from ui.widgets.table import Column
from ui.widgets.tick_picker import TickPicker


@pytest.fixture
def page(qtbot: QtBot, shown, jobs: Jobs) -> Iterator[PeopleTablePage]:
    columns = [Column("name", "Name", 120), Column("city", "City", 90)]
    model = PagedModel(columns, lambda ids, _: [{"id": one, "name": f"N{one}"} for one in ids], jobs, "rows")
    made = PeopleTablePage(model)
    made.resize(900, 400)
    shown(made)
    model.set_ids([3, 5, 7])
    qtbot.waitUntil(lambda: model.row(0) is not None)
    yield made
    qtbot.waitUntil(lambda: not jobs.running())


def _menu(button: QWidget) -> QMenu:
    (menu,) = [one for one in button.findChildren(QMenu) if one.isVisible()]
    return menu


def test_a_column_is_found_ticked_and_taken_away_but_never_the_name(qtbot: QtBot, page: PeopleTablePage) -> None:
    page.offer_columns([Known("name", "text", "Person"), Known("city", "text", "City"), Known("tier", "text", "R&D")])
    wanted: list[list[str]] = []
    page.columns_wanted.connect(wanted.append)
    qtbot.mouseClick(page.choose, Qt.MouseButton.LeftButton)
    (picker,) = [one for one in page.findChildren(TickPicker) if one.isVisible()]
    qtbot.keyClicks(picker.search, "r&")
    qtbot.keyClick(picker.search, Qt.Key.Key_Return)
    picker.search.setText("City")
    qtbot.keyClick(picker.search, Qt.Key.Key_Return)
    picker.search.setText("Person")
    qtbot.keyClick(picker.search, Qt.Key.Key_Return)
    assert wanted == [["name", "city", "tier"], ["name"]]
    picker.close()


def test_down_leads_from_the_search_into_the_rows_and_a_segment_is_asked_for(
    qtbot: QtBot, page: PeopleTablePage
) -> None:
    page.activateWindow()
    page.search.setFocus()
    qtbot.keyClick(page.search, Qt.Key.Key_Down)
    assert page.table.hasFocus()
    assert page.table.currentIndex().row() == 0
    asked: list[str] = []
    page.filtered.connect(asked.append)
    page.offer_segments(["Gold"], "")
    assert page.filter.text() == "everyone"
    qtbot.mouseClick(page.filter, Qt.MouseButton.LeftButton)
    next(one for one in _menu(page.filter).actions() if one.data() == "Gold").trigger()
    assert asked == ["Gold"]


def test_where_nobody_is_the_next_step_stands_in_the_table_s_place(qtbot: QtBot, page: PeopleTablePage) -> None:
    wanted: list[int] = []
    page.import_wanted.connect(lambda: wanted.append(1))
    page.show_empty(True)
    assert not page.search.isVisible()
    (button,) = [one for one in page.findChildren(Button) if one.text() == "Bring in your people…"]
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert wanted == [1]
    page.show_empty(False)
    assert page.search.isVisible()
