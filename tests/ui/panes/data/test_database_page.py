"""The page by itself: what is listed and found, what is to be fetched, and problems beside their fields."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from ui.panes.data.database_page import DatabasePage

TABLES = [{"title": title, "kind": "Table"} for title in ("coupons", "customers", "crm.orders")]


@pytest.fixture
def page(qtbot: QtBot) -> DatabasePage:
    made = DatabasePage()
    qtbot.addWidget(made)
    made.resize(1000, 600)
    made.show()
    return made


def shown(page: DatabasePage) -> list[str]:
    return [str(page.model.row(at)["title"]) for at in range(page.model.rowCount())]


def test_tables_are_found_and_chosen_by_keyboard(page: DatabasePage, qtbot: QtBot) -> None:
    page.show_tables(TABLES, "customers")
    assert (shown(page), page.title()) == (["coupons", "customers", "crm.orders"], "customers")
    qtbot.keyClicks(page.search, "ORD")
    qtbot.waitUntil(lambda: shown(page) == ["crm.orders"])
    assert page.title() == "crm.orders"
    with qtbot.waitSignal(page.fetch_wanted):
        qtbot.keyClick(page.search, Qt.Key.Key_Return)
    page.search.setText("c")
    qtbot.waitUntil(lambda: len(shown(page)) == 3)
    qtbot.keyClick(page.search, Qt.Key.Key_Return)
    assert page.table.hasFocus()
    with qtbot.waitSignal(page.fetch_wanted):
        qtbot.keyClick(page.table, Qt.Key.Key_Return)


def test_a_query_takes_the_place_of_a_table(page: DatabasePage, qtbot: QtBot) -> None:
    page.show_tables(TABLES, "coupons")
    with qtbot.waitSignal(page.chosen):
        page.ways.set_value("query")
        page.ways.changed.emit("query")
    assert (page.title(), page.query_text()) == ("", "")
    qtbot.keyClicks(page.query, " SELECT 1 ")
    assert page.query_text() == "SELECT 1"
    assert page.query.isVisible()
    page.ways.set_value("table")
    page.ways.changed.emit("table")
    assert (page.title(), page.query_text()) == ("coupons", "")


def test_enter_in_a_field_connects_and_typing_is_told(page: DatabasePage, qtbot: QtBot) -> None:
    for line in (page.address, page.user, page.password):
        with qtbot.waitSignals([page.edited, page.connect_wanted]):
            qtbot.keyClicks(line, "x")
            qtbot.keyClick(line, Qt.Key.Key_Return)
    assert page.password.displayText() != "x"


def test_what_is_wrong_stands_beside_what_it_is_about(page: DatabasePage) -> None:
    page.show_tables(TABLES)
    for place, field in (("address", page.address), ("user", page.user), ("password", page.password)):
        assert page.show_problem(place, "Not so.") is field
        assert page.asked[place].problem.isVisible()
        assert field.accessibleDescription() == "Not so."
    assert page.show_problem("query", "Not so.") is page.table
    assert not page.asked["password"].problem.isVisible()
    assert page.wrong.isVisible()
    page.clear_problems()
    assert not page.wrong.isVisible()


def test_while_it_is_asked_nothing_moves_and_nothing_can_be_changed(page: DatabasePage) -> None:
    page.show_tables(TABLES)
    before = page.table.geometry()
    page.set_busy(True)
    page.progress.set(0.1, "Fetching coupons")
    assert (page.address.isEnabled(), page.kinds.isEnabled(), page.table.geometry()) == (False, False, before)
    page.set_busy(False)
    assert (page.address.isEnabled(), page.progress.isVisible(), page.table.geometry()) == (True, False, before)


def test_every_field_has_its_name(page: DatabasePage) -> None:
    names = [page.address, page.user, page.password, page.search, page.table, page.ways]
    assert all(widget.accessibleName() for widget in names)
