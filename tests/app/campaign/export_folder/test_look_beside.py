"""A project is looked at to the end beside its export, and what is found there is what is told."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.campaign.export_folder.look_beside import LookBeside
from app.domain.problems import ProjectProblem
from app.domain.progress import SILENT, Cancelled
from app.project import Project


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with Project.create(tmp_path / "shop.quill") as made:
        yield made


def damage(project: Project, monkeypatch: pytest.MonkeyPatch) -> threading.Event:
    """Let the project be found damaged, once this event is set."""
    seen = threading.Event()

    def look() -> None:
        seen.wait(10)
        raise ProjectProblem("It is damaged")

    monkeypatch.setattr(project, "check_before_mailing", look)
    return seen


def test_a_whole_project_was_looked_at_as_it_is(project: Project) -> None:
    with LookBeside(project) as look:
        assert look.ended() == project.token()


def test_work_ends_at_its_next_step_once_damage_is_found(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = damage(project, monkeypatch)
    with LookBeside(project) as look:
        progress = look.heeded(SILENT)
        progress.step(1, 2, "Checking every email")
        seen.set()
        with pytest.raises(ProjectProblem, match="damaged"):
            look.ended()
        with pytest.raises(ProjectProblem, match="damaged"):
            progress.step(2, 2, "Checking every email")


def test_damage_is_told_in_the_place_of_what_it_broke(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    damage(project, monkeypatch).set()
    with pytest.raises(ProjectProblem, match="damaged"), LookBeside(project):
        raise ValueError("a text that is none")


def test_who_stopped_the_work_is_told_that_alone(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    damage(project, monkeypatch).set()
    with pytest.raises(Cancelled), LookBeside(project):
        raise Cancelled("Checking every email")
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("looking")]
