"""A project is whole, is backed up, and a backup takes its place while what stood there is kept."""

from pathlib import Path

import pytest

from app.domain.problems import FileProblem, Problem, ProjectProblem
from app.project import Project, backups
from storage.file.backups import listed


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("QUILLWORK_BACKUPS", str(tmp_path / "backups"))
    made = tmp_path / "shop.quill"
    Project.create(made, name="First").close()
    return made


def _name(path: Path) -> str:
    with Project.open(path) as project:
        return project.name


def test_a_backup_takes_the_projects_place_and_what_stood_there_is_kept(path: Path) -> None:
    made = backups.backup(path)
    assert made.bytes == made.backup.stat().st_size
    assert backups.backup(path).backup == made.backup, "one of the same commit is not made twice"
    with Project.open(path) as project:
        project.change_settings({"name": "Second"})
        assert made.backup in listed(project.path, project.uid)
    done = backups.restore(path, made.backup)
    assert (_name(path), _name(done.kept)) == ("First", "Second")
    assert backups.check(path) == backups.Integrity(True, [])


def test_what_is_no_project_takes_no_place(path: Path, tmp_path: Path) -> None:
    other = tmp_path / "notes.txt"
    other.write_text("mine")
    with pytest.raises(FileProblem):
        backups.restore(path, other)
    assert _name(path) == "First"
    assert [one.name for one in tmp_path.glob("*before restore*")] == []


def test_nobody_restores_what_somebody_writes(path: Path) -> None:
    made = backups.backup(path)
    with Project.open(path) as project:
        assert project.hold_writer() == ""
        with pytest.raises(Problem, match="writ"):
            backups.restore(path, made.backup)
    assert _name(path) == "First"


def test_a_file_that_is_broken_is_told(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2 :] = bytes(len(data) - len(data) // 2)
    path.write_bytes(data)
    with pytest.raises(ProjectProblem, match="damaged"):
        backups.check(path)
