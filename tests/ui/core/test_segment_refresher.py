"""Segments are refreshed while the window is open: after an import, and once a project is open."""

from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from pytestqt.qtbot import QtBot

from app import ingest
from app.audience import history, segments
from app.project import Project
from ui.core.jobs import Jobs
from ui.core.projects import Projects

PEOPLE = "Email,City\nann@example.com,Paris\n"


@pytest.fixture
def projects(jobs: Jobs):
    QSettings().clear()
    made = Projects(jobs)
    made.refresher._soon.setInterval(50)
    yield made
    jobs.close()
    made.close()


def shop(tmp_path: Path) -> Path:
    path = tmp_path / "Shop.quill"
    (tmp_path / "contacts.csv").write_text(PEOPLE, encoding="utf-8")
    with Project.create(path) as project:
        ingest.run_import(project, tmp_path / "contacts.csv", "profiles")
        segments.save(project, "Everyone", {"all": []})
    return path


def test_what_is_due_is_refreshed_when_it_opens_and_after_each_import(
    qtbot: QtBot, projects: Projects, tmp_path: Path
) -> None:
    with qtbot.waitSignal(projects.refresher.refreshed, timeout=20_000) as heard:
        projects.open(shop(tmp_path))
    assert [one.message for one in heard.args[0]] == ["Refreshed 1 segment: 1 entered, 0 left."]
    project = projects.current
    assert project is not None
    (tmp_path / "next.csv").write_text(PEOPLE.replace("ann", "bob"), encoding="utf-8")
    with qtbot.waitSignal(projects.refresher.refreshed, timeout=20_000):
        ingest.run_import(project, tmp_path / "next.csv", "profiles")
    assert [one.count for one in history.of(project, "Everyone")] == [1, 2]
    # Whoever stops it is not asked again a minute later, but with the next import.
    projects.refresher._stop()
    segments.save(project, "More", {"all": []})
    projects.refresher.look()
    assert not projects.refresher._jobs.running()
    (tmp_path / "third.csv").write_text(PEOPLE.replace("ann", "cleo"), encoding="utf-8")
    with qtbot.waitSignal(projects.refresher.refreshed, timeout=20_000):
        ingest.run_import(project, tmp_path / "third.csv", "profiles")
    assert [one.count for one in history.of(project, "More")] == [3]
    projects.leave()
    assert not projects.refresher._timer.isActive()
    assert not projects.refresher._soon.isActive()
