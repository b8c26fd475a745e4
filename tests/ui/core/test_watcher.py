"""The drop folders of the open project, as the window watches them."""

from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from pytestqt.qtbot import QtBot

from app import ingest, watching
from app.project import Project
from ui.core.jobs import Jobs
from ui.core.projects import Projects

FIRST = "Email,City,Shoe\nann@example.com,Paris,36\n"


@pytest.fixture
def projects(jobs: Jobs):
    QSettings().clear()
    made = Projects(jobs)
    made.watcher._timer.setInterval(50)
    yield made
    jobs.close()
    made.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    found = tmp_path / "in"
    found.mkdir()
    return found


def opened(qtbot: QtBot, projects: Projects, path: Path) -> Project:
    projects.open(path)
    qtbot.waitUntil(lambda: projects.current is not None and projects.current.path == path)
    assert projects.current is not None
    return projects.current


def shop(tmp_path: Path, name: str = "Shop") -> Path:
    path = tmp_path / f"{name}.quill"
    (tmp_path / "contacts.csv").write_text(FIRST, encoding="utf-8")
    with Project.create(path) as project:
        ingest.run_import(project, tmp_path / "contacts.csv", "profiles")
    return path


def test_a_folder_that_is_added_is_watched_at_once_until_it_is_removed(
    qtbot: QtBot, projects: Projects, folder: Path, tmp_path: Path
) -> None:
    project, watcher = opened(qtbot, projects, shop(tmp_path)), projects.watcher
    assert not watcher._timer.isActive()
    with qtbot.waitSignal(watcher.happened, timeout=20_000) as heard:
        (folder / "next.csv").write_text(FIRST.replace("ann", "bob"), encoding="utf-8")
        watching.add(project, folder)
    assert [one.event for one in heard.args[0]] == ["imported"]
    assert [one.event for _, one in watcher.lately] == ["imported"]
    assert watcher.waiting == []
    watching.remove(project, folder)
    qtbot.waitUntil(lambda: not watcher._timer.isActive())


def test_what_waits_stands_in_its_list_until_it_came_in(
    qtbot: QtBot, projects: Projects, folder: Path, tmp_path: Path
) -> None:
    project, watcher = opened(qtbot, projects, shop(tmp_path)), projects.watcher
    text = "Email,Colour\nann@example.com,red\n"
    (folder / "colours.csv").write_text(text, encoding="utf-8")
    watching.add(project, folder)
    qtbot.waitUntil(lambda: [one.file for one in watcher.waiting] == ["colours.csv"], timeout=20_000)
    assert watcher.lately == []
    (tmp_path / "first.csv").write_text(text.replace("ann", "bob"), encoding="utf-8")
    ingest.run_import(project, tmp_path / "first.csv", "profiles")
    qtbot.waitUntil(lambda: watcher.waiting == [], timeout=20_000)
    assert [one.event for _, one in watcher.lately] == ["imported"]


def test_nothing_of_a_project_that_was_left_is_watched_or_told(
    qtbot: QtBot, projects: Projects, folder: Path, tmp_path: Path
) -> None:
    first, other = shop(tmp_path), shop(tmp_path, "Other")
    with Project.open(first) as project:
        watching.add(project, folder)
    opened(qtbot, projects, first)
    qtbot.waitUntil(lambda: projects.watcher._timer.isActive())
    opened(qtbot, projects, other)
    assert not projects.watcher._timer.isActive()
    assert projects.watcher.lately == []


def test_a_project_that_others_write_is_not_watched(
    qtbot: QtBot, projects: Projects, folder: Path, tmp_path: Path
) -> None:
    path = shop(tmp_path)
    with Project.open(path) as other:
        watching.add(other, folder)
        assert other.hold_writer() == ""
        opened(qtbot, projects, path)
        assert projects.read_only_because
        assert not projects.watcher._timer.isActive()
