"""Where a template is kept: under its name, or one that nobody has; deleting is undone."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from app import template as templates
from app.domain.problems import TemplateProblem
from app.project import Project
from app.template import Template
from ui.core.jobs import Jobs
from ui.panes.base import Pane
from ui.panes.templates.keeping import Keeping, delete

NEW = Template("", "Hello", "", "<p>Dear reader</p>")


@pytest.fixture
def project(readers) -> Iterator[Project]:
    with Project.open(readers) as made:
        made.hold_writer()
        yield made


def test_what_nobody_named_is_kept_under_a_name_of_its_own(project: Project) -> None:
    first, second = Keeping(), Keeping()
    assert first.save(project, NEW).name == "New template"
    assert second.save(project, NEW).name == "New template 2"
    assert first.save(project, replace(NEW, subject="Later")).name == "New template"
    assert templates.get(project, "New template").subject == "Later"


def test_a_new_name_must_be_nobody_else_s(project: Project) -> None:
    before = templates.get(project, "Meeting")
    with pytest.raises(TemplateProblem, match="a template called “meeting” already"):
        Keeping().rename(project, replace(NEW, name="meeting"))
    assert templates.get(project, "Meeting") == before
    kept = Keeping("Bare")
    kept.rename(project, replace(templates.get(project, "Bare"), name="Plain"))
    assert kept.name == "Plain"
    assert {one.name for one in templates.all_of(project)} == {"Meeting", "Plain"}


def test_what_is_deleted_comes_back(qtbot: QtBot, shown, context, heard, jobs: Jobs, project: Project) -> None:
    pane, gone = shown(Pane(context("templates", project))), []
    before = templates.get(project, "Bare")
    delete(pane, "Bare", lambda: gone.append(1))
    qtbot.waitUntil(lambda: bool(heard.undo))
    assert (gone, heard.toasts) == ([1], ["Deleted “Bare”"])
    assert [one.name for one in templates.all_of(project)] == ["Meeting"]
    heard.undo[0]()
    qtbot.waitUntil(lambda: not jobs.running())
    assert templates.get(project, "Bare") == before
