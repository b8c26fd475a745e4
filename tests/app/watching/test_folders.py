"""The drop folders that a project keeps."""

from pathlib import Path

import pytest

from app import watching
from app.domain.names import DROP_FOLDERS
from app.domain.problems import Problem
from app.project import Project
from app.watching import DropFolder


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "Shop.quill"
    Project.create(path).close()
    return path


def test_they_are_kept_with_the_project(path: Path, tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
    with Project.open(path) as project:
        watching.add(project, tmp_path / "one")
        watching.add(project, tmp_path / "two", "orders", "Shopify")
        watching.change(project, tmp_path / "one", "profiles")
    with Project.open(path) as project:
        assert watching.drop_folders(project) == [
            DropFolder(str(tmp_path / "one"), "profiles"),
            DropFolder(str(tmp_path / "two"), "orders", "Shopify"),
        ]
        assert watching.remove(project, tmp_path / "one").name == "one"
        assert [one.name for one in watching.drop_folders(project)] == ["two"]


def test_what_is_no_folder_a_second_time_or_no_kind_is_refused(path: Path, tmp_path: Path) -> None:
    (tmp_path / "one").mkdir()
    with Project.open(path) as project:
        with pytest.raises(Problem, match="There is no folder"):
            watching.add(project, tmp_path / "none")
        with pytest.raises(Problem, match="kind"):
            watching.add(project, tmp_path / "one", "nonsense")
        watching.add(project, tmp_path / "one")
        with pytest.raises(Problem, match="watched already"):
            watching.add(project, tmp_path / "one" / ".." / "one")
        with pytest.raises(Problem, match="none of the drop folders"):
            watching.remove(project, tmp_path / "other")
        assert len(watching.drop_folders(project)) == 1


def test_one_that_is_gone_can_be_removed(path: Path, tmp_path: Path) -> None:
    (tmp_path / "one").mkdir()
    with Project.open(path) as project:
        watching.add(project, tmp_path / "one")
        (tmp_path / "one").rmdir()
        watching.remove(project, tmp_path / "one")
        assert watching.drop_folders(project) == []


def test_what_another_version_wrote_there_is_passed_over(path: Path) -> None:
    with Project.open(path) as project:
        project.change_settings({DROP_FOLDERS: ["x", {"path": ""}, {"path": 3}, {"path": "/here", "later": 1}]})
        assert watching.drop_folders(project) == [DropFolder("/here")]
