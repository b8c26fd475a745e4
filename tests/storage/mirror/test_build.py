"""Making a mirror file: complete or not at all."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from app.domain.problems import Problem
from app.domain.progress import Cancelled, Progress
from app.project import Project
from storage.mirror import build
from tests.processes import wait_until_ended
from tests.storage.mirror.filled import fill, rows_of


@pytest.fixture
def project(tmp_path: Path) -> Project:
    made = Project.create(tmp_path / "a.quill", timezone="Europe/London")
    fill(made)
    return made


@pytest.mark.parametrize("in_child", [False, True])
def test_building_can_be_cancelled_and_leaves_nothing(
    project: Project, in_child: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    from storage.mirror.mirror import folder_of

    monkeypatch.setattr(build, "CHILD_FROM", 0 if in_child else 10**9)
    with project:
        with pytest.raises((Cancelled, Problem)):
            project.audience(Progress(cancelled=lambda: True))
        assert list(folder_of(project.path, project.uid).glob("*.duckdb")) == []
        assert len(rows_of(project, "profiles")) == 3


def _sleeping(told: str) -> None:
    """A child that is at work for a minute."""
    build.end_with_parent()
    Path(told).write_text(str(os.getpid()))
    time.sleep(60)


def test_a_killed_parent_leaves_no_child_at_work(tmp_path: Path) -> None:
    told = tmp_path / "child"
    text = (
        "import multiprocessing, time\n"
        f"from {__name__} import _sleeping\n"
        "if __name__ == '__main__':\n"
        f"    multiprocessing.get_context('spawn').Process(target=_sleeping, args=({str(told)!r},)).start()\n"
        "    time.sleep(60)\n"
    )
    (tmp_path / "parent.py").write_text(text)
    found = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    parent = subprocess.Popen([sys.executable, str(tmp_path / "parent.py")], env=found)
    until = time.monotonic() + 60
    while not (told.exists() and told.read_text()) and time.monotonic() < until:
        time.sleep(0.05)
    child = int(told.read_text())
    parent.kill()
    parent.wait()
    wait_until_ended(child)
