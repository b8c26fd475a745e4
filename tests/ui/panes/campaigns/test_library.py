"""The kept campaigns: a free name for a new one, a folder that every system takes, and deleting that is undone."""

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from app import campaign
from app.project import Project
from ui.core.jobs import Jobs
from ui.panes.base import Pane
from ui.panes.campaigns.library import Keeping, delete, folder_name, item, kept
from ui.panes.campaigns.plan import new_plan

PLAN = new_plan() | {"include": ["Gold"], "template": "Meeting"}


@pytest.fixture
def project(readers) -> Iterator[Project]:
    with Project.open(readers) as made:
        made.hold_writer()
        yield made


def test_a_new_campaign_takes_no_other_s_place_and_is_called_otherwise_later(project: Project) -> None:
    campaign.save(project, "Spring", PLAN)
    keeping = Keeping()
    keeping.rename(project, "Nothing is kept yet")
    assert keeping.save(project, "spring", PLAN) == "spring 2"
    assert keeping.save(project, "spring", PLAN | {"include": ["Leeds"]}) == "spring 2"
    keeping.rename(project, "Summer")
    listed = [item(one, service) for one, service in kept(project)]
    assert {one.name for one in listed} == {"Spring", "Summer"}
    assert all(one.line.startswith(("Meeting to Gold", "Meeting to Leeds")) for one in listed)
    assert {(one.figure, one.unit) for one in listed} == {("0", "exports")}


def test_what_is_deleted_comes_back(qtbot: QtBot, shown, context, heard, jobs: Jobs, project: Project) -> None:
    campaign.save(project, "Spring", PLAN)
    pane, gone = shown(Pane(context("campaigns", project))), []
    delete(pane, "Spring", lambda: gone.append(1))
    qtbot.waitUntil(lambda: bool(heard.undo))
    assert (gone, kept(project)) == ([1], [])
    heard.undo[0]()
    qtbot.waitUntil(lambda: not jobs.running())
    assert [one.name for one, _ in kept(project)] == ["Spring"]


@pytest.mark.parametrize(
    ("name", "folder"),
    [
        ("Spring", "Spring"),
        ("../evil", "evil"),
        ("a/b\\c:*?", "a-b-c"),
        ("CON", "CON export"),
        ("naïve 🙂 مرحبا", "naïve - مرحبا"),
        ("...", "export"),
        ("x" * 300, "x" * 150),
        ("李" * 300, "李" * 50),
    ],
)
def test_the_folder_is_one_that_every_system_takes(name: str, folder: str) -> None:
    assert folder_name(name) == folder
