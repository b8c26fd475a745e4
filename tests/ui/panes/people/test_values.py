"""Values set by hand on the page of one person: opened, typed, refused, taken back, and found in their history."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app import ingest
from app.project import Project
from tests.copies import copy_of
from ui.panes.people.fact_row import FactRow
from ui.panes.people.field_popup import FieldPopup
from ui.preview_pane import settle
from ui.shell.window import MainWindow
from ui.widgets.picker import Picker

HEAD = "customer_id,email,first_name,city,gender,birth_date\n"


@pytest.fixture(scope="module")
def shop_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("values")
    with Project.create(folder / "Shop.quill", clock="2012-01-01") as project:
        for source, day, town in (("CRM", "01", "Rome"), ("Shop", "02", "Oslo")):
            file = folder / f"{source}.csv"
            file.write_text(f"{HEAD}1,a@x.example,Ann,{town},f,1980-05-23\n2,b@x.example,Bob,{town},,\n", "utf-8")
            ingest.run_import(project, file, "profiles", source=source, as_of=f"2011-12-{day}")
        project.audience().close()
    return folder / "Shop.quill"


@pytest.fixture
def person(window: MainWindow, shop_once: Path, tmp_path: Path) -> Any:
    """The pane on Ann's page."""
    window.projects.open(copy_of(shop_once, tmp_path))
    assert settle(window, lambda: window.found is not None)
    window.go_to("people", key="customer_id:1")
    pane: Any = window.host.current()
    assert settle(window, lambda: pane.story.told is not None)
    return pane


@pytest.fixture
def settled(window: MainWindow) -> Callable[[], None]:
    def wait() -> None:
        assert settle(window)

    return wait


def shown(pane: Any) -> dict[str, tuple[str, bool]]:
    rows = pane.story_page.facts.findChildren(FactRow)
    return {row.fact.name: (row.fact.value, row.by_hand) for row in rows if row.isVisible()}


def opened(pane: Any) -> FieldPopup:
    (popup,) = (one for one in pane.findChildren(FieldPopup) if one.isVisible())
    return popup


def row_of(pane: Any, name: str) -> FactRow:
    return next(row for row in pane.story_page.facts.findChildren(FactRow) if row.fact.name == name)


def test_a_value_is_typed_kept_and_taken_back(
    person: Any, window: MainWindow, qtbot: QtBot, settled: Callable[[], None]
) -> None:
    assert shown(person)["city"] == ("Oslo", False)
    qtbot.keyClick(row_of(person, "city"), Qt.Key.Key_Return)
    settled()
    popup = opened(person)
    assert (popup.field.text(), popup.because.text()) == ("Oslo", "It is the newest value that a file gave.")
    assert [row.accessibleName() for row in popup.values] == [
        "Oslo, Shop, Shop.csv, 2 Dec 2011, shown",
        "Rome, CRM, CRM.csv, 1 Dec 2011",
    ]
    assert not popup.restore.isVisible()
    popup.field.setText("Bonn")
    qtbot.keyClick(popup.field, Qt.Key.Key_Return)
    settled()
    assert shown(person)["city"] == ("Bonn", True)
    window.commands.run("people.undo")
    settled()
    assert shown(person)["city"] == ("Oslo", False)
    window.commands.run("people.redo")
    settled()
    assert shown(person)["city"] == ("Bonn", True)
    row_of(person, "city").click()
    settled()
    popup = opened(person)
    assert popup.because.text() == "Set by hand by you: that stands above all files until it is taken back."
    popup.values[-1].use.click()
    settled()
    assert shown(person)["city"] == ("Rome", True)
    row_of(person, "city").click()
    settled()
    opened(person).restore.click()
    settled()
    assert shown(person)["city"] == ("Oslo", False)
    window.commands.run("people.undo")
    settled()
    assert shown(person)["city"] == ("Rome", True)


def test_what_is_no_value_is_refused_with_a_sentence_and_can_be_mended(
    person: Any, qtbot: QtBot, settled: Callable[[], None]
) -> None:
    person.values.open("birth_date", row_of(person, "city"))
    settled()
    popup = opened(person)
    popup.field.setText("yesterday")
    popup.save.click()
    settled()
    assert popup.wrong.text() == "“yesterday” cannot be the birth date. Write a date, as 2011-12-10."
    popup.field.setText("1981-05-23")
    popup.save.click()
    settled()
    assert shown(person)["age"] == ("30", False)


def test_few_values_are_chosen_and_what_cannot_be_set_says_why(person: Any, settled: Callable[[], None]) -> None:
    row_of(person, "gender").click()
    settled()
    popup = opened(person)
    assert popup.few is not None
    assert popup.few.value() == "female"
    popup.few.set_value("other")
    popup.save.click()
    settled()
    assert shown(person)["gender"] == ("other", True)
    person.values.open("email", row_of(person, "city"))
    settled()
    popup = opened(person)
    said = [one.text() for one in popup.findChildren(QLabel) if one.isVisible()]
    assert any(text.startswith("Permission is of the address") for text in said)
    assert not popup.field.isVisible()
    assert not popup.values[0].use.isVisible()
    popup.close()


def test_a_name_is_set_by_the_command(
    person: Any, window: MainWindow, qtbot: QtBot, settled: Callable[[], None]
) -> None:
    window.commands.run("people.field")
    settled()
    (picker,) = (one for one in person.findChildren(Picker) if one.isVisible())
    picker.search.setText("first")
    qtbot.keyClick(picker.search, Qt.Key.Key_Return)
    settled()
    popup = opened(person)
    popup.field.setText("Anna")
    popup.save.click()
    settled()
    assert person.header.title.text() == "Anna"


def test_two_that_are_taken_back_quickly_are_both_taken_back_and_the_row_keeps_the_keyboard(
    person: Any, window: MainWindow, qtbot: QtBot, settled: Callable[[], None]
) -> None:
    for town in ("Bonn", "Ulm"):
        row_of(person, "city").setFocus()
        qtbot.keyClick(row_of(person, "city"), Qt.Key.Key_F2)
        settled()
        popup = opened(person)
        popup.field.setText(town)
        qtbot.keyClick(popup.field, Qt.Key.Key_Return)
        settled()
    assert shown(person)["city"] == ("Ulm", True)
    assert row_of(person, "city").hasFocus()
    for _ in range(2):
        window.commands.run("people.undo")
    settled()
    assert shown(person)["city"] == ("Oslo", False)
