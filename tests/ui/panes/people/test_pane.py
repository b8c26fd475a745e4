"""People in the real window: sorted, searched, filtered and scrolled; one person's story, tags, and the way back."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot
from sqlalchemy import insert

from app.people import tags
from app.project import Change, Project
from storage.file import models
from ui.panes.people.facet_card import ValueRow
from ui.panes.people.pane import People
from ui.panes.people.tag import TagPopup
from ui.panes.segments.pane import Segments
from ui.preview_pane import settle
from ui.shell.window import MainWindow
from ui.widgets.buttons import ChipButton

Flag = QItemSelectionModel.SelectionFlag
DAY = 86_400_000_000
NOW = 15_317 * DAY + DAY // 2  # noon of 2011-12-09; the project's day is the 10th
MANY = 600
TOWNS = ("Leeds", "York", "Bath")
FIRST = ("Zoë", "Ana", "Max")


def person(at: int) -> dict[str, Any]:
    traits = {"first_name": FIRST[at % 3], "last_name": f"Person{at:03}", "city": TOWNS[at % 3]}
    if at % 3 == 0:
        traits["loyalty_tier"] = "Gold"
    email = f"person{at:03}@example.com"
    return {"id": at, "key": email, "email": email, "mailable": True, "traits": traits, "created_batch": 1}


def events(at: int) -> list[dict[str, Any]]:
    base = {"link_id": at, "profile_id": at, "batch_id": 1, "row": at, "digest": at}
    order = base | {"order_id": f"o{at}", "at": NOW - at * DAY}
    return [
        order | {"name": "placed_order", "amount": at * 10_000},
        order | {"name": "ordered_product", "amount": at * 10_000, "sku": "T1", "price": 10_000, "quantity": 10_000},
        base | {"name": "viewed_product", "at": NOW - at * DAY - 60_000_000, "sku": "T1"},
        base | {"name": "opened_email", "at": NOW - (at + 40) * DAY, "campaign": "C1"},
    ]


@pytest.fixture(scope="module")
def crowd_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Six hundred people, each with an order, a view and an opened email; one product; two segments."""
    path = tmp_path_factory.mktemp("crowd") / "Crowd.quill"
    rules = {
        "Gold": {"trait": "loyalty_tier", "op": "is", "value": "Gold"},
        "Bought lately": {"event": "placed_order", "within": {"last": {"days": 31}}},
    }
    with Project.create(path, clock="2011-12-10") as project:
        with project.write("Made a crowd", set(Change)) as connection:
            kinds = ("first_name", "last_name", "city", "loyalty_tier")
            labels = {name: name.replace("_", " ").capitalize() for name in kinds}
            connection.execute(
                insert(models.trait), [{"name": n, "label": labels[n], "type": "text", "own": False} for n in kinds]
            )
            connection.execute(insert(models.product), [{"sku": "T1", "name": "Regency Teacup", "batch_id": 1}])
            numbers = range(1, MANY + 1)
            connection.execute(insert(models.profile), [person(at) for at in numbers])
            mails = [(at, person(at)["email"]) for at in numbers]
            connection.execute(
                insert(models.identifier),
                [
                    {"profile_id": at, "kind": "email", "value": mail, "original": mail, "link_id": at}
                    for at, mail in mails
                ],
            )
            done = [row for at in numbers for row in events(at)]
            for name in ("placed_order", "ordered_product", "viewed_product", "opened_email"):
                connection.execute(insert(models.event), [row for row in done if row["name"] == name])
            given = {
                "profile_id": 3,
                "channel": "email",
                "status": "granted",
                "at": NOW - 9 * DAY,
                "source": "web form",
            }
            connection.execute(insert(models.consent).values(**given))
            for at, (name, rule) in enumerate(rules.items()):
                kept = {"name": name, "name_folded": name.casefold(), "rule": rule, "position": at, "content": False}
                connection.execute(insert(models.segment).values(**kept, created_at=1, changed_at=1))
        project.audience().close()
    return path


@pytest.fixture
def crowd(crowd_once: Path, tmp_path: Path) -> Path:
    """A copy of it for one test; its mirror is there already."""
    return Path(shutil.copy(crowd_once, tmp_path))


@pytest.fixture
def people(window: MainWindow, crowd: Path) -> People:
    """The pane, with its first rows there."""
    window.projects.open(crowd, lambda: window.go_to("people"))
    assert settle(window, lambda: isinstance(window.host.current(), People))
    pane = window.host.current()
    assert isinstance(pane, People)
    assert settle(window, lambda: pane.model.row(0) is not None)
    return pane


@pytest.fixture
def settled(window: MainWindow) -> Callable[[], None]:
    def wait() -> None:
        assert settle(window)

    return wait


def column(pane: People, key: str) -> int:
    return [one.key for one in pane.model.columns].index(key)


def text(pane: People, row: int, key: str) -> str:
    return str(pane.model.index(row, column(pane, key)).data())


def press_header(qtbot: QtBot, pane: People, key: str) -> None:
    head = pane.page.table.horizontalHeader()
    at = head.sectionViewportPosition(column(pane, key)) + 20
    qtbot.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, pos=head.viewport().rect().topLeft() + _point(at, 10))


def _point(x: int, y: int) -> Any:
    from PySide6.QtCore import QPoint

    return QPoint(x, y)


def test_the_table_shows_names_orders_and_money_in_the_locales_words(people: People) -> None:
    assert people.header.quiet.text() == "600 people"
    assert text(people, 0, "name") == "Ana Person001"
    assert text(people, 0, "revenue") == "1.00"
    assert text(people, 0, "last_order_at") == "8 Dec 2011"
    assert text(people, 0, "orders") == "1"


def test_a_header_sorts_and_turns_around(people: People, qtbot: QtBot, settled: Callable[[], None]) -> None:
    press_header(qtbot, people, "revenue")
    settled()
    assert text(people, 0, "revenue") == "600.00"
    press_header(qtbot, people, "revenue")
    settled()
    assert text(people, 0, "revenue") == "1.00"
    press_header(qtbot, people, "name")
    settled()
    assert text(people, 0, "name").endswith("Person001")


def test_searching_by_keyboard_finds_by_name_and_address(
    people: People, qtbot: QtBot, settled: Callable[[], None], window: MainWindow
) -> None:
    window.commands.run("people.find")
    assert QApplication.focusWidget() is people.page.search
    qtbot.keyClicks(people.page.search, "person12")
    people.page.search.insert(" zoë")  # the test library types ASCII only
    settled()
    found = {text(people, row, "name") for row in range(people.model.rowCount())}
    assert found == {"Zoë Person120", "Zoë Person123", "Zoë Person126", "Zoë Person129"}
    assert people.header.quiet.text() == "4 of 600 people"
    people.page.search.setText("person599@")
    settled()
    assert [text(people, row, "email") for row in range(people.model.rowCount())] == ["person599@example.com"]
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
    assert [one.title for one in people.model.columns] == ["Name", "Loyalty tier", "Average order value"]
    assert text(people, 2, "loyalty_tier") == "Gold"
    from ui.panes.people import columns

    assert columns.remembered() == ("name", "loyalty_tier", "average_order_value")


def open_person(people: People, qtbot: QtBot, settled: Callable[[], None], row: int = 2) -> None:
    people.page.table.setFocus()
    people.page.table.setCurrentIndex(people.model.index(row, 0))
    qtbot.keyClick(people.page.table, Qt.Key.Key_Return)
    settled()


def lines(people: People) -> list[str]:
    model = people.story_page.model
    return [model.line(row).text for row in range(model.rowCount())]


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
    assert {"Email granted"} <= _texts(people.story_page.allows)
    assert {"30 Nov 2011, web form", "person003@example.com"} <= _texts(people.story_page.allows)
    assert people.story_page.belongs.title.text() == "In 2 segments"


def _named(widget: Any) -> bool:
    return hasattr(widget, "accessibleName") and bool(widget.accessibleName())


def _texts(card: Any) -> set[str]:
    from PySide6.QtWidgets import QLabel

    return {label.text() for label in card.findChildren(QLabel)}


def test_the_filter_leaves_only_one_kind(people: People, qtbot: QtBot, settled: Callable[[], None]) -> None:
    open_person(people, qtbot, settled)
    people.story_page.filter.set_value("email")
    people.story_page.filter.changed.emit("email")
    settled()
    assert lines(people) == ["Opened “C1”"]


def test_why_not_says_which_condition_fails_and_what_would_change_it(
    people: People, qtbot: QtBot, settled: Callable[[], None]
) -> None:
    open_person(people, qtbot, settled, row=99)
    why = people.story_page.why
    assert why.title.text() == "Why not in"
    assert why.field.text() == "Gold"
    why.chosen.emit("Bought lately")
    settled()
    said = _texts(why)
    assert any("order" in text for text in said)
    assert "What would bring them in" in said
    open_person(people, qtbot, settled, row=2)
    why.chosen.emit("Gold")
    settled()
    assert why.title.text() == "Why in"


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


def test_a_tag_is_written_shown_and_taken_back(people: People, qtbot: QtBot, settled: Callable[[], None]) -> None:
    open_person(people, qtbot, settled)
    people.add_tag()
    popup = next(widget for widget in QApplication.topLevelWidgets() if isinstance(widget, TagPopup))
    settled()
    qtbot.keyClicks(popup.field, "Tea lover")
    qtbot.keyClick(popup.field, Qt.Key.Key_Return)
    settled()
    assert tags.of(people.project, 3) == ["Tea lover"]
    assert "Tea lover" in _texts(people.story_page.belongs)
    people.remove_tag("Tea lover")
    settled()
    assert tags.of(people.project, 3) == []
    assert "Tea lover" not in _texts(people.story_page.belongs)


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
    assert people.header.quiet.text() == "601 people"


def test_an_empty_project_says_what_to_do_next(window: MainWindow, tmp_path: Path) -> None:
    with Project.create(tmp_path / "Empty.quill"):
        pass
    window.projects.open(tmp_path / "Empty.quill", lambda: window.go_to("people"))
    assert settle(window, lambda: isinstance(window.host.current(), People))
    pane = window.host.current()
    assert isinstance(pane, People)
    assert settle(window)
    assert not pane.page.search.isVisible()
    assert {"Nobody is here yet"} <= _texts(pane.page)


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
    assert people.header.quiet.text() == f"200 of {MANY} people"
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


def test_people_picked_elsewhere_are_a_filter_of_their_own(people: People, window: MainWindow) -> None:
    window.go_to("people", ids=[5, 3, 9], called="in the brush")
    assert settle(window, lambda: people.model.rowCount() == 3)
    (chip,) = [chip for chip in people.page.chips.findChildren(ChipButton) if chip.isVisible()]
    assert chip.text() == "3 people in the brush  ×"
    assert not people._keep.isVisible()  # no rule says who they are
    QTest.mouseClick(chip, Qt.MouseButton.LeftButton)
    assert settle(window, lambda: people.model.rowCount() == MANY)


def test_chosen_rows_or_else_all_are_copied_as_csv(people: People, window: MainWindow) -> None:
    people.page.search.setText("person01")
    assert settle(window, lambda: people.model.rowCount() == 10)
    window.commands.run("people.csv")
    assert settle(window, lambda: window.toast.text() == "10 people copied as CSV")
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[0].startswith("key,name,email,city,loyalty_tier,orders")
    assert len(lines) == 11
    table = people.page.table
    table.selectRow(1)
    table.selectionModel().select(people.model.index(3, 0), Flag.Select | Flag.Rows)
    window.commands.run("people.csv")
    assert settle(window, lambda: window.toast.text() == "2 people copied as CSV")
    names = [line.split(",")[1] for line in QGuiApplication.clipboard().text().splitlines()[1:]]
    assert names[0].endswith("011")
    assert names[1].endswith("013")
