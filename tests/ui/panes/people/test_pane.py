"""People in the real window: sorted, searched, filtered and scrolled; one person's story, tags, and the way back."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot
from sqlalchemy import insert

from app import audience
from app.project import Change, Project
from storage.file import models
from tests.ui.panes.people.crowd import MANY, TOWNS, lines, open_person, person, text, texts
from ui.panes.people.facet_card import ValueRow
from ui.panes.people.pane import People
from ui.panes.segments.pane import Segments
from ui.preview_pane import settle
from ui.shell.window import MainWindow
from ui.widgets.buttons import ChipButton

pytestmark = pytest.mark.early


def test_the_table_shows_names_orders_and_money_in_the_locales_words(
    people: People, settled: Callable[[], None]
) -> None:
    settled()
    mailable = audience.reach(people.project, {"all": []}).mailable
    assert people.header.quiet.text() == f"600 people · {mailable} can be emailed"
    assert text(people, 0, "name") == "Ana Person001"
    assert text(people, 0, "revenue") == "1.00"
    assert text(people, 0, "last_order_at") == "8 Dec 2011"
    assert text(people, 0, "orders") == "1"


def test_searching_by_keyboard_finds_by_name_and_address(
    people: People, qtbot: QtBot, settled: Callable[[], None], window: MainWindow
) -> None:
    window.commands.run("people.find")
    assert QApplication.focusWidget() is people.page.search
    qtbot.keyClicks(people.page.search, "person12")
    people.page.search.insert(" zoë")  # the test library types ASCII only
    # Rows come after their number.
    assert settle(window, lambda: people.model.rowCount() == 4 and people.model.row(3) is not None)
    found = {text(people, row, "name") for row in range(people.model.rowCount())}
    assert found == {"Zoë Person120", "Zoë Person123", "Zoë Person126", "Zoë Person129"}
    assert people.header.quiet.text() == "4 of 600 people"
    people.page.search.setText("person599@")
    assert settle(window, lambda: people.model.rowCount() == 1 and people.model.row(0) is not None)
    rows = [people.model.row(row) for row in range(people.model.rowCount())]
    assert [(row or {}).get("line") for row in rows] == ["person599@example.com"]
    QTest.keyClick(people.page.search, Qt.Key.Key_Down)
    assert QApplication.focusWidget() is people.page.table
    QTest.keyClick(people.page.table, Qt.Key.Key_Return)
    settled()
    assert people.showing_story()
    window.commands.run("people.find")
    people.page.search.setText("nobody at all")
    settled()
    assert people.model.rowCount() == 0


def test_a_segment_filters(people: People, settled: Callable[[], None]) -> None:
    people.page.filter.chosen.emit("Gold")
    settled()
    assert people.model.rowCount() == 200
    assert people.page.filter.text() == "Gold"
    people.page.filter.chosen.emit("")
    settled()
    assert people.model.rowCount() == MANY


def test_scrolling_to_the_end_fetches_the_last_rows(people: People, settled: Callable[[], None]) -> None:
    assert people.model.row(MANY - 1) is None
    people.page.table.scrollToBottom()
    settled()
    assert text(people, MANY - 1, "name") == "Zoë Person600"


def test_columns_are_chosen_and_remembered(people: People, settled: Callable[[], None], window: MainWindow) -> None:
    people.page.columns_wanted.emit(["name", "loyalty_tier", "average_order_value"])
    settled()
    assert [one.title for one in people.model.columns] == ["Person", "Loyalty tier", "Average order value"]
    assert text(people, 2, "loyalty_tier") == "Gold"
    from ui.panes.people import columns

    assert columns.remembered() == ("name", "loyalty_tier", "average_order_value")


def test_enter_opens_the_whole_story(people: People, qtbot: QtBot, settled: Callable[[], None]) -> None:
    open_person(people, qtbot, settled)
    assert people.header.title.text() == "Zoë Person003"
    assert people.header.quiet.text() == "person003@example.com · Leeds"
    assert lines(people) == ["Ordered Regency Teacup", "Viewed Regency Teacup", "Opened “C1”"]
    first = people.story_page.model
    assert first.line(0).number == "3.00"
    assert [first.line(row).first for row in range(3)] == [True, False, True]
    shown = {widget.accessibleName() for widget in people.story_page.facts.findChildren(object) if _named(widget)}
    assert {"Loyalty tier: Gold", "Spent: 3.00", "Last order: 6 Dec 2011"} <= shown
    assert {"Email granted"} <= texts(people.story_page.allows)
    assert {"30 Nov 2011, web form", "person003@example.com"} <= texts(people.story_page.allows)
    assert people.story_page.belongs.title.text() == "In 2 segments"


def _named(widget: Any) -> bool:
    return hasattr(widget, "accessibleName") and bool(widget.accessibleName())


def test_back_finds_the_table_where_it_was(
    people: People, qtbot: QtBot, settled: Callable[[], None], window: MainWindow
) -> None:
    table = people.page.table
    table.verticalScrollBar().setValue(4_000)
    settled()
    before = table.verticalScrollBar().value()
    row = table.rowAt(60)
    open_person(people, qtbot, settled, row)
    assert people.showing_story()
    window.commands.run("people.back")
    settled()
    assert not people.showing_story()
    assert table.verticalScrollBar().value() == before
    assert table.currentIndex().row() == row
    assert people.header.title.text() == "People"


def test_the_address_is_copied_and_the_preview_gets_the_key(
    people: People, qtbot: QtBot, settled: Callable[[], None], window: MainWindow
) -> None:
    open_person(people, qtbot, settled)
    window.commands.run("people.copy")
    assert QGuiApplication.clipboard().text() == "person003@example.com"


def test_a_change_elsewhere_reaches_the_table(people: People, settled: Callable[[], None]) -> None:
    with people.project.write("One more", {Change.PROFILES}) as connection:
        connection.execute(insert(models.profile), [person(MANY + 1)])
    settled()
    assert people.model.rowCount() == MANY + 1
    assert people.header.quiet.text().startswith("601 people · ")


def test_an_empty_project_says_what_to_do_next(window: MainWindow, tmp_path: Path) -> None:
    with Project.create(tmp_path / "Empty.quill"):
        pass
    window.projects.open(tmp_path / "Empty.quill", lambda: window.go_to("people"))
    assert settle(window, lambda: isinstance(window.host.current(), People))
    pane = window.host.current()
    assert isinstance(pane, People)
    assert settle(window)
    assert not pane.page.search.isVisible()
    assert {"Nobody is here yet"} <= texts(pane.page)


def test_everything_that_takes_input_has_a_name(people: People) -> None:
    fields = people.page.findChildren(QLineEdit)
    assert fields
    assert all(field.accessibleName() for field in fields)


# Filtering by values


def _filter_by(people: People, window: MainWindow, trait: str) -> dict[str, ValueRow]:
    """Open the values of a trait beside the table; the rows by their words."""
    if people.page.facet.isHidden():
        QTest.mouseClick(people.page.narrow, Qt.MouseButton.LeftButton)
    people.page.facet.trait_wanted.emit(trait)
    card = people.page.facet
    assert settle(window, lambda: card.trait == trait and bool(card.rows))
    return {row.text(): row for row in card.rows}


def test_values_are_filtered_by_and_their_counts_are_what_is_shown(people: People, window: MainWindow) -> None:
    rows = _filter_by(people, window, "city")
    assert {said: row.bucket.count for said, row in rows.items()} == dict.fromkeys(TOWNS, 200)
    QTest.mouseClick(rows["York"], Qt.MouseButton.LeftButton)
    assert settle(window, lambda: people.model.rowCount() == 200)
    assert people.header.quiet.text() == f"200 of {MANY} people · 0 can be emailed"
    # The values are being counted still, and are wanted no more.
    people.everyone._ask_facet()
    people.everyone.show_facet(open_=False)
    assert settle(window)
    assert not people.strip.text()
    people.everyone.show_facet(open_=True)
    assert settle(window)
    # The values of the trait itself stay, to take more of them; those of others are among whom is left.
    QTest.mouseClick({row.text(): row for row in people.page.facet.rows}["Leeds"], Qt.MouseButton.LeftButton)
    assert settle(window, lambda: people.model.rowCount() == 400)
    tiers = _filter_by(people, window, "loyalty_tier")
    assert {said: row.bucket.count for said, row in tiers.items()} == {"Gold": 200, "No value": 200}
    QTest.mouseClick(tiers["Gold"], Qt.MouseButton.LeftButton)
    assert settle(window, lambda: people.model.rowCount() == 200)
    chips = [chip for chip in people.page.chips.findChildren(ChipButton) if chip.isVisible()]
    assert [chip.text() for chip in chips] == ["City: York or Leeds  ×", "Loyalty tier: Gold  ×"]
    QTest.mouseClick(chips[1], Qt.MouseButton.LeftButton)
    assert settle(window, lambda: people.model.rowCount() == 400)


def test_filters_become_a_segment(people: People, window: MainWindow) -> None:
    QTest.mouseClick(_filter_by(people, window, "city")["York"], Qt.MouseButton.LeftButton)
    assert settle(window, lambda: people.model.rowCount() == 200)
    QTest.mouseClick(_filter_by(people, window, "loyalty_tier")["No value"], Qt.MouseButton.LeftButton)
    assert settle(window, lambda: people.model.rowCount() == 200)
    window.commands.run("people.segment")
    assert settle(window, lambda: isinstance(window.host.current(), Segments))
    builder = window.host.current()
    assert isinstance(builder, Segments)
    assert settle(window, lambda: builder.side.reach.hero.text() == "200")
    assert builder.model.root == {
        "all": [
            {"trait": "city", "op": "is", "value": "York"},
            {"trait": "loyalty_tier", "op": "is_not_set"},
        ]
    }
