import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings

from app.project import Project
from ui.core.jobs import Jobs
from ui.core.projects import KEPT, Projects


@pytest.fixture
def projects(jobs: Jobs):
    QSettings().clear()
    made = Projects(jobs)
    yield made
    jobs.close()
    made.close()


def _opened(qtbot, projects: Projects, path: Path) -> None:
    projects.open(path)
    qtbot.waitUntil(lambda: projects.current is not None and projects.current.path == path)


def test_a_new_project_is_made_opened_and_remembered(qtbot, projects: Projects, tmp_path: Path) -> None:
    then: list[str] = []
    projects.create(tmp_path / "Spring.quill", lambda: then.append(projects.current.name))
    qtbot.waitUntil(lambda: bool(then))
    assert then == ["Spring"]
    assert (tmp_path / "Spring.quill").exists()
    assert [recent.name for recent in projects.recents()] == ["Spring"]


def test_an_existing_file_is_not_made_anew(qtbot, projects: Projects, shop: Path) -> None:
    heard: list = []
    projects.failed.connect(heard.append)
    before = shop.read_bytes()
    projects.create(shop)
    qtbot.waitUntil(lambda: bool(heard))
    assert "exists already" in str(heard[0])
    assert projects.current is None
    assert shop.read_bytes() == before


def test_a_file_that_is_no_project_says_so_and_the_open_one_stays(
    qtbot, projects: Projects, shop: Path, tmp_path: Path
) -> None:
    _opened(qtbot, projects, shop)
    heard: list = []
    projects.failed.connect(heard.append)
    wrong = tmp_path / "letter.quill"
    wrong.write_text("Dear Maria")
    projects.open(wrong)
    qtbot.waitUntil(lambda: bool(heard))
    assert projects.current is not None
    assert projects.current.path == shop


def test_another_project_takes_the_place_of_the_first_which_closes(
    qtbot, jobs: Jobs, projects: Projects, shop: Path, tmp_path: Path
) -> None:
    _opened(qtbot, projects, shop)
    projects.create(tmp_path / "Other.quill")
    qtbot.waitUntil(lambda: projects.current is not None and projects.current.name == "Other")
    qtbot.waitUntil(lambda: not jobs.running())
    with Project.open(shop) as again:
        assert again.hold_writer() == ""  # nobody holds it any more
    assert [recent.name for recent in projects.recents()] == ["Other", "Gift shop"]


def test_a_project_that_somebody_writes_is_opened_to_read(qtbot, projects: Projects, shop: Path) -> None:
    with Project.open(shop) as other:
        assert other.hold_writer() == ""
        _opened(qtbot, projects, shop)
        assert projects.read_only_because


def test_recents_know_their_people_and_whether_they_are_gone(qtbot, projects: Projects, shop: Path) -> None:
    _opened(qtbot, projects, shop)
    projects.remember(projects.current, 4561)
    projects.remember(projects.current, 0)
    (recent,) = projects.recents()
    assert recent.people == 4561
    assert recent.line.startswith("4,561 people · today ") or "4" in recent.line
    projects.leave()
    shop.rename(shop.with_name("moved.quill"))
    assert projects.recents()[0].missing
    assert projects.recents()[0].line == "Not where it was: press to find it"
    projects.forget(str(shop))
    assert projects.recents() == []


def test_only_so_many_are_remembered(qapp, projects: Projects, tmp_path: Path) -> None:
    for at in range(KEPT + 3):
        with Project.create(tmp_path / f"{at}.quill") as project:
            projects.remember(project, at)
    assert [recent.name for recent in projects.recents()] == [str(at) for at in range(KEPT + 2, 2, -1)]


@pytest.mark.skipif(sys.platform == "win32", reason="drives that are read-only are made by the means of Linux")
def test_a_backup_that_could_not_be_made_is_told_at_once_or_the_next_time(
    qtbot, projects: Projects, jobs: Jobs, shop: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tests.drives import read_only

    monkeypatch.setenv("QUILLWORK_BACKUPS", str(tmp_path / "kept"))
    heard: list = []
    projects.failed.connect(lambda problem: heard.append(str(problem)))
    said = "Gift shop.quill: Everything is saved, but no backup of it could be made: the folder is read-only"
    with read_only(tmp_path / "kept"):
        _opened(qtbot, projects, shop)
        projects.current.change_settings({"currency": "EUR"})
        projects.leave()
        qtbot.waitUntil(lambda: bool(heard))
        assert heard.pop().startswith(said)
        _opened(qtbot, projects, shop)
        projects.current.change_settings({"currency": "GBP"})
        projects.close()
        assert heard == []
    _opened(qtbot, projects, shop)
    qtbot.waitUntil(lambda: bool(heard))
    assert heard[0].startswith(said)
