"""Making a mirror file: complete or not at all."""

from pathlib import Path

import pytest

from app.domain.problems import Problem
from app.domain.progress import Cancelled, Progress
from app.project import Project
from storage.mirror import build
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
