"""Suspected duplicates answered one after the other by keys: joined, parted, put off, and each taken back."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app import ingest
from app.project import Project
from tests.copies import copy_of
from tests.storage.linkage.test_suspects import people as twins
from tests.ui.panes.people.crowd import texts
from ui.panes.people.duplicates_page import DuplicatesPage
from ui.panes.people.pane import People
from ui.panes.people.suspects import percent
from ui.preview_pane import settle
from ui.shell.window import MainWindow


@pytest.fixture(scope="module")
def twins_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("twins")
    file = folder / "people.csv"
    head = "customer id,first name,last name,birth date,postcode,email"
    lines = [
        f"{row['id']},{row['first'].title()},{row['last'].title()},{row['birth'][:4]}-{row['birth'][4:6]}-"
        f"{row['birth'][6:]},{row['postal']},{row['email']}"
        for row in twins(60, 3).to_pylist()
    ]
    file.write_text("\n".join([head, *lines, ""]), "utf-8")
    with Project.create(folder / "Twins.quill", clock="2012-01-01") as made:
        ingest.run_import(made, file, "profiles")
        made.audience().close()
    return folder / "Twins.quill"


@pytest.fixture
def pane(window: MainWindow, twins_once: Path, tmp_path: Path) -> People:
    window.projects.open(copy_of(twins_once, tmp_path), lambda: window.go_to("people", duplicates=True))
    assert settle(window, lambda: isinstance(window.host.current(), People))
    found = window.host.current()
    assert isinstance(found, People)
    assert settle(window, lambda: found.duplicates.looked)
    return found


def keys(pane: People) -> set[str]:
    return {one.key for one in ingest_people(pane)}


def ingest_people(pane: People) -> list[object]:
    from sqlalchemy import select

    from storage.file.models import profile

    with pane.project.read() as connection:
        return list(connection.execute(select(profile.c.key)))


def page(pane: People) -> DuplicatesPage:
    return pane.duplicates.page


def test_keys_join_part_put_off_and_take_back(pane: People, qtbot: QtBot, settled: Callable[[], None]) -> None:
    shown = page(pane)
    assert len(shown.model.found) == 3
    assert pane.header.quiet.text() == "3 suspected"
    first, second, third = shown.model.found
    said = texts(shown.card)
    assert {"First name", "surname spelled nearly alike", "same birthday", "Last name"} <= set(said)
    assert percent(first.probability) in said
    assert any("mailed at" in text for text in texts(shown.joined))
    before = keys(pane)
    qtbot.keyClick(shown.list, Qt.Key.Key_L)
    settled()
    assert shown.list.currentIndex().row() == 1
    qtbot.keyClick(shown.list, Qt.Key.Key_B)
    qtbot.keyClick(shown.list, Qt.Key.Key_S)
    settled()
    assert shown.model.found == [second, third]
    assert len(keys(pane)) == len(before) - 1
    qtbot.keyClick(shown.list, Qt.Key.Key_N)
    settled()
    assert shown.model.found == [third]
    assert [one.verdict for one in ingest.decisions(pane.project)] == ["same", "apart"]
    for _ in range(2):
        pane.undo()
        settled()
    assert shown.model.found == [first, second, third]
    assert keys(pane) == before
    pane.redo()
    settled()
    assert len(keys(pane)) == len(before) - 1
    assert pane.header.quiet.text() == "2 suspected · 1 joined, each with undo"


def test_answers_are_kept_as_fast_as_they_are_pressed_and_taken_back_as_fast(
    pane: People, qtbot: QtBot, settled: Callable[[], None]
) -> None:
    shown, first = page(pane), page(pane).model.found[0]
    place = shown.same.mapTo(shown, shown.same.rect().topLeft())
    qtbot.mouseClick(shown.later, Qt.MouseButton.LeftButton)
    settled()
    assert shown.same.mapTo(shown, shown.same.rect().topLeft()) == place, "the buttons stay where they are"
    # From the list, though a button was pressed.
    for key in (Qt.Key.Key_B, Qt.Key.Key_N, Qt.Key.Key_S, Qt.Key.Key_S):
        qtbot.keyClick(pane.focusWidget(), key)
    assert (shown.model.found, pane.header.quiet.text()) == ([], "0 suspected · 2 joined, each with undo")
    for _ in range(3):
        pane.undo()
    pane.redo()
    settled()
    assert first not in shown.model.found
    assert len(shown.model.found) == 2
    kept = pane.state()
    pane.show_table()
    pane.take_up(kept)
    settled()
    assert page(pane).isVisible()
    assert pane.header.title.text() == "Duplicates"
    decisions = ingest.decisions(pane.project)
    assert [(one.verdict, one.taken_back_at is None) for one in decisions] == [
        ("apart", True),
        ("same", False),
        ("same", False),
    ]


def test_a_person_who_was_joined_says_so_and_is_taken_apart(
    pane: People, qtbot: QtBot, settled: Callable[[], None]
) -> None:
    shown = page(pane)
    pair = shown.model.found[0]
    qtbot.keyClick(shown.list, Qt.Key.Key_Return)
    settled()
    before = keys(pane)
    pane.show_person(min(pair.keys, key=len))
    settled()
    allows = pane.story_page.allows
    assert allows.joined.text().startswith("Joined by hand of customer")
    assert allows.part.isVisible()
    pane._parting._part(*min(pair.keys, key=len).split(":"))
    settled()
    assert keys(pane) == before | set(pair.keys)
    assert not allows.joined.isVisible()
    pane.undo()
    settled()
    assert keys(pane) == before
