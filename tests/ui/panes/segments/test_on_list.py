"""The people on the list of a static segment, put on it and taken off in the window."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.audience import OnList, lists, segments
from app.project import Project
from ui.core.jobs import Jobs
from ui.panes.segments.on_list import ListPanel
from ui.panes.segments.pane import Segments


def test_people_are_shown_by_name_and_chosen_ones_can_be_taken_off(shown: Any) -> None:
    asked: list[str] = []
    panel = shown(ListPanel())
    panel.asked.connect(asked.append)
    ann, bob = OnList("email:a@x.example", "Ann Lee", "a@x.example", 0), OnList("customer_id:7", "", "", 0)
    panel.show_people([ann, bob], 1_200)
    assert "The last 2 who were added are shown." in panel.about.text()
    assert [panel.model.row(at)["name"] for at in range(2)] == ["Ann Lee", "customer 7"]
    assert not panel.off.isEnabled()
    panel.table.selectRow(1)
    assert (panel.chosen(), panel.off.isEnabled()) == (["customer_id:7"], True)
    QTest.keyClick(panel.table, Qt.Key.Key_Delete)
    panel.file.click()
    assert asked == ["off", "file"]


@pytest.fixture
def project(readers: Any) -> Iterator[Project]:
    with Project.open(readers) as made:
        made.hold_writer()
        lists.freeze(made, "Fixed", {"segment": "Gold"})
        yield made


@pytest.fixture
def pane(shown: Any, context: Any, project: Project, jobs: Jobs, qtbot: QtBot) -> Iterator[Segments]:
    made = shown(Segments(context("segments", project)))
    made.open_segment("Fixed")
    qtbot.waitUntil(lambda: not jobs.running() and made.kept.on_list.panel.model.rowCount() > 0)
    yield made
    # The project closes after this: nobody may still be asking it.
    qtbot.waitUntil(lambda: not jobs.running())


def test_it_stands_in_the_builders_place_and_changes_the_list(
    pane: Segments, jobs: Jobs, qtbot: QtBot, heard: Any, project: Project, tmp_path: Path
) -> None:
    listed = pane.kept.on_list
    assert listed.is_shown
    assert listed.panel.model.rowCount() == 6
    listed.panel.table.selectRow(0)
    (gone,) = listed.panel.chosen()
    listed.panel.off.click()
    qtbot.waitUntil(lambda: not jobs.running() and listed.panel.model.rowCount() == 5)
    assert gone not in lists.keys_of(project, segments.get(project, "Fixed"))
    assert heard.toasts[-1] == "1 person taken off “Fixed”"
    heard.undo[-1]()
    qtbot.waitUntil(lambda: not jobs.running() and listed.panel.model.rowCount() == 6)
    (tmp_path / "more.csv").write_text("email\nr02@example.com\nnobody@x.example\n")
    listed.ask_file = lambda: str(tmp_path / "more.csv")
    listed.panel.file.click()
    qtbot.waitUntil(lambda: not jobs.running() and heard.toasts[-1].endswith("is nobody’s"))
    pane.open_segment("Gold")
    qtbot.waitUntil(lambda: not jobs.running() and pane.name == "Gold")
    assert not listed.is_shown


def test_one_that_is_renamed_goes_on_under_its_new_name(pane: Segments, jobs: Jobs, qtbot: QtBot) -> None:
    pane._name_given("Fixed for good")
    qtbot.waitUntil(lambda: not jobs.running() and pane.name == "Fixed for good" and not pane.opening)
    qtbot.waitUntil(lambda: not jobs.running() and pane.kept.on_list.panel.model.rowCount() == 6)
    assert pane.side.reach.hero.text().startswith("6")
