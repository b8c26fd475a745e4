"""Whatever a project says of itself, only what the program made is ever taken away."""

import shutil
import sqlite3
from pathlib import Path

import pytest

from app.project import Change, Project
from app.project import backups as project_care
from storage.disk.own_files import Made, name_of
from storage.file import backups
from storage.mirror.mirror import folder_of


@pytest.fixture(autouse=True)
def _own_backups(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUILLWORK_BACKUPS", str(tmp_path / "kept" / "backups"))
    monkeypatch.setenv("QUILLWORK_CACHE", str(tmp_path / "kept" / "cache"))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    folder = tmp_path / "work"
    folder.mkdir()
    Project.create(folder / "shop.quill").close()
    return folder / "shop.quill"


@pytest.fixture
def decoys(tmp_path: Path) -> dict[Path, bytes]:
    """Other people's files, wherever a name with `../` in it could lead."""
    places = [tmp_path, tmp_path / "victim", tmp_path / "kept", tmp_path / "kept" / "victim"]
    files = [
        folder / f"{name}{end}" for folder in places for name in ("a", "000001-a-b") for end in (".quill", ".duckdb")
    ]
    for file in files:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(b"theirs")
    return {file: file.read_bytes() for file in files}


def _change(path: Path, statement: str, *values: object) -> None:
    connection = sqlite3.connect(path)
    with connection:
        connection.execute(statement, values)
    connection.close()


def _work(path: Path, times: int = 1) -> None:
    for _ in range(times):
        with Project.open(path) as project:
            project.change_settings({"currency": "EUR"})
            with project.write("Touched", {Change.PROFILES}):
                pass
            project.audience().close()


@pytest.mark.parametrize(
    "mark", ["../victim", "../../victim", "../../../victim", "/", ".", "", "a\0b", "x" * 5_000, "*"]
)
def test_a_project_s_mark_is_never_a_path(path: Path, decoys: dict[Path, bytes], mark: str) -> None:
    import json

    _change(path, "UPDATE setting SET value = ? WHERE name = 'uid'", json.dumps(mark))
    _work(path, times=6)
    assert {file: file.read_bytes() for file in decoys} == decoys


@pytest.mark.parametrize("token", ["../../../victim/a", "/etc/passwd", "..", "a/b"])
def test_a_commit_s_token_is_never_a_path(path: Path, decoys: dict[Path, bytes], token: str) -> None:
    _work(path)
    _change(path, "UPDATE commit_log SET token = ? || number", token)
    with Project.open(path) as project:
        project.audience().close()
        made = project_care.backup(path).backup
        assert made.parent == backups.folder_of(path, project.uid)
        assert [file.parent for file in Made(folder_of(path, project.uid)).files()] == [folder_of(path, project.uid)]
    assert {file: file.read_bytes() for file in decoys} == decoys


def test_what_others_put_beside_the_backups_stays(path: Path) -> None:
    _work(path)
    with Project.open(path) as project:
        folder = backups.folder_of(path, project.uid)
    strangers = [folder / "000000-mine-0.quill", folder / "notes.quill"]
    for stranger in strangers:
        stranger.write_bytes(b"mine")
    _work(path, times=6)
    assert all(stranger.read_bytes() == b"mine" for stranger in strangers)
    assert len(Made(folder).files()) == backups.NEWEST


def test_a_backup_made_by_hand_is_never_thinned_away(path: Path) -> None:
    _work(path)
    by_hand = project_care.backup(path).backup
    _work(path, times=8)
    with Project.open(path) as project:
        assert by_hand in backups.listed(project.path, project.uid)


def test_a_backup_that_was_there_is_kept_from_when_it_was_asked_for(path: Path) -> None:
    _work(path)
    with Project.open(path) as project:
        rolling = backups.listed(project.path, project.uid)[0]
    assert project_care.backup(path).backup == rolling
    before = rolling.read_bytes()
    _work(path, times=8)
    with Project.open(path) as project:
        assert rolling in backups.listed(project.path, project.uid)
    assert rolling.read_bytes() == before


def test_a_restored_project_keeps_what_was_made_by_hand_before_and_after(path: Path) -> None:
    _work(path)
    first = project_care.backup(path).backup
    _work(path)
    second = project_care.backup(path).backup
    project_care.restore(path, first)
    _work(path, times=8)
    with Project.open(path) as project:
        assert {first, second} <= set(backups.listed(project.path, project.uid))


def test_copies_of_a_project_do_not_push_out_each_other_s_backups(path: Path) -> None:
    _work(path)
    with Project.open(path) as project:
        ours = backups.listed(project.path, project.uid)
    twin = path.with_name("twin.quill")
    shutil.copy(path, twin)
    hand = project_care.backup(twin).backup
    _work(twin, times=8)
    with Project.open(path) as project:
        assert backups.listed(project.path, project.uid) == ours
    # Nor the other way, and each lists its own alone.
    with Project.open(twin) as project:
        theirs = backups.listed(project.path, project.uid)
    _work(path, times=8)
    with Project.open(twin) as project:
        assert backups.listed(project.path, project.uid) == theirs
    assert hand in theirs
    assert not set(ours) & set(theirs)


def test_a_project_that_was_moved_finds_its_backups(path: Path) -> None:
    _work(path)
    with Project.open(path) as project:
        ours = backups.listed(project.path, project.uid)
    moved = path.rename(path.with_name("elsewhere.quill"))
    with Project.open(moved) as project:
        assert backups.listed(project.path, project.uid) == ours


def test_a_record_that_names_other_folders_removes_nothing(tmp_path: Path) -> None:
    victim = tmp_path / "victim.quill"
    victim.write_bytes(b"theirs")
    made = Made(tmp_path / "own")
    made.note("../victim.quill")
    made.remove(tmp_path / "own" / ".." / "victim.quill")
    made.remove(victim)
    assert victim.exists()
    assert made.files() == []


def test_names_tell_words_apart_however_they_are_parted() -> None:
    assert len({name_of("a", "bc"), name_of("ab", "c"), name_of("abc")}) == 3
