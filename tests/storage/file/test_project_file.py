"""Opening what is a project and refusing, in a sentence, what is not."""

import os
import shutil
import sqlite3
import struct
import subprocess
import sys
from pathlib import Path

import pytest

from app.domain.problems import ProjectProblem
from app.project import Change, Project
from storage.file.migrate import PAGE


@pytest.fixture
def path(tmp_path: Path) -> Path:
    target = tmp_path / "shop.quill"
    Project.create(target, name="Gift shop", timezone="Europe/London").close()
    return target


def test_a_closed_project_is_one_plain_file(path: Path) -> None:
    with Project.open(path) as project:
        project.change_settings({"currency": "GBP"})
    assert [file.name for file in path.parent.iterdir()] == ["shop.quill"]


def test_settings_survive_closing(path: Path) -> None:
    with Project.open(path) as project:
        project.change_settings({"currency": "GBP"})
    with Project.open(path) as project:
        assert (project.name, project.setting("currency"), str(project.timezone)) == (
            "Gift shop",
            "GBP",
            "Europe/London",
        )


def _text_file(path: Path) -> None:
    path.write_text("Email;Name\n" * 50)


def _other_database(path: Path) -> None:
    path.unlink()
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE t (x)")
    connection.close()


def _cut_short(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:20_000])


def _newer(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version = 999")
    connection.close()


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (_text_file, "not a Quillwork project"),
        (_other_database, "another program"),
        (_cut_short, "damaged"),
        (_newer, "newer Quillwork"),
        (Path.unlink, "There is no file shop.quill"),
        (lambda path: path.write_bytes(b""), "not a Quillwork project"),
    ],
)
def test_what_cannot_be_opened_is_said_and_left_alone(path: Path, spoil: object, sentence: str) -> None:
    assert callable(spoil)
    spoil(path)
    before = path.read_bytes() if path.exists() else None
    with pytest.raises(ProjectProblem, match=sentence) as caught:
        Project.open(path)
    assert caught.value.remedy
    assert (path.read_bytes() if path.exists() else None) == before


@pytest.mark.skipif(sys.platform == "win32", reason="it has no pipes among its files")
def test_opening_does_not_wait_for_a_pipe(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.quill"
    os.mkfifo(pipe)
    with pytest.raises(ProjectProblem, match=r"pipe\.quill is no file"):
        Project.open(pipe)


@pytest.mark.skipif(sys.platform == "win32", reason="it has no pipes among its files")
@pytest.mark.parametrize("end", ["-journal", "-wal", "-shm"])
def test_a_pipe_or_folder_in_the_place_of_a_log_is_said(path: Path, end: str) -> None:
    log = Path(f"{path}{end}")
    for make, gone in ((os.mkfifo, Path.unlink), (os.mkdir, Path.rmdir)):
        make(log)
        with pytest.raises(ProjectProblem, match=f"shop.quill{end} beside shop.quill is no file"):
            Project.open(path)
        gone(log)
    Project.open(path).close()


@pytest.mark.skipif(sys.platform == "win32", reason="it has no pipes among its files")
def test_a_link_or_a_pipe_in_the_place_of_the_lock_is_taken_away(path: Path, tmp_path: Path) -> None:
    victim, lock = tmp_path / "victim.txt", path.with_name(f".{path.name}.lock")
    victim.write_text("mine")
    for make in (lambda: lock.symlink_to(victim), lambda: os.mkfifo(lock)):
        make()
        with Project.open(path) as project:
            assert project.hold_writer() == ""
            project.change_settings({"currency": "EUR"})
        assert victim.read_text() == "mine"
        assert not lock.exists()


def test_a_journal_that_would_have_another_file_deleted_is_not_followed(path: Path, tmp_path: Path) -> None:
    victim = tmp_path / "victim.txt"
    victim.write_text("mine")
    name, magic = os.fsencode(victim), bytes.fromhex("d9d505f920a163d7")
    pages = path.stat().st_size // PAGE
    head = (magic + struct.pack(">5I", 0, 1, pages, 512, PAGE)).ljust(512, b"\0")
    tail = struct.pack(">I", 0x40000000 // PAGE + 1) + name + struct.pack(">2I", len(name), sum(name)) + magic
    journal = Path(f"{path}-journal")
    for end in (tail, tail[:-16] + struct.pack(">2I", 70_000, sum(name)) + magic):
        journal.write_bytes(head + end)
        with pytest.raises(ProjectProblem, match="names another file, which opening the project would delete"):
            Project.open(path)
        assert victim.read_text() == "mine"
    journal.unlink()
    Project.open(path).close()


def test_a_project_with_scrambled_pages_is_found_out_by_the_check(path: Path) -> None:
    with Project.open(path) as project:
        project.change_settings({"note": "x" * 50_000})
    data = bytearray(path.read_bytes())
    for at in range(8_192, len(data) - 4_096, 8_192):
        data[at : at + 64] = b"\xff" * 64
    path.write_bytes(data)
    try:
        with Project.open(path) as project:
            problems = project.integrity()
    except ProjectProblem as problem:
        problems = [str(problem)]
    assert problems


def test_creating_over_a_file_leaves_it_alone(path: Path) -> None:
    before = path.read_bytes()
    with pytest.raises(ProjectProblem, match="exists already"):
        Project.create(path)
    assert path.read_bytes() == before
    assert len(list(path.parent.iterdir())) == 1


def test_a_failed_write_changes_nothing(path: Path) -> None:
    def fail(project: Project) -> None:
        with project.write("half a thing", {Change.SETTINGS}) as connection:
            connection.exec_driver_sql("INSERT INTO setting VALUES ('half', '1')")
            raise ZeroDivisionError

    with Project.open(path) as project:
        token = project.token()
        with pytest.raises(ZeroDivisionError):
            fail(project)
        assert project.setting("half") is None
        assert project.token() == token


def test_reading_never_changes(path: Path) -> None:
    with Project.open(path) as project, pytest.raises(ProjectProblem, match="read-only"), project.read() as connection:
        connection.exec_driver_sql("DELETE FROM setting")


_HOLD = """
import sys
from app.project import Project
project = Project.open(sys.argv[1])
assert project.hold_writer() == ""
print("held", flush=True)
sys.stdin.readline()
project.close()
"""


def test_a_second_writer_is_told_who_writes_and_may_read(path: Path, checkout: Path) -> None:
    child = subprocess.Popen(
        [sys.executable, "-c", _HOLD, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=checkout,
    )
    assert child.stdout is not None
    assert child.stdin is not None
    with child, Project.open(path) as project:
        assert child.stdout.readline() == "held\n"
        assert f"process {child.pid}" in project.hold_writer()
        with pytest.raises(ProjectProblem, match=f"process {child.pid}"):
            project.change_settings({"currency": "EUR"})
        assert project.name == "Gift shop"
        child.stdin.write("\n")
        child.stdin.flush()
        child.wait(20)
        project.change_settings({"currency": "EUR"})
        assert project.setting("currency") == "EUR"


def test_a_killed_writers_lock_is_free(path: Path, checkout: Path) -> None:
    child = subprocess.Popen(
        [sys.executable, "-c", _HOLD, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=checkout,
    )
    assert child.stdout is not None
    with child:
        assert child.stdout.readline() == "held\n"
        child.kill()
        child.wait(20)
    with Project.open(path) as project:
        project.change_settings({"currency": "EUR"})
        assert project.setting("currency") == "EUR"


def test_a_file_in_a_synced_folder_has_no_log(tmp_path: Path) -> None:
    folder = tmp_path / "OneDrive - Gift shop"
    folder.mkdir()
    with Project.create(folder / "a.quill") as project:
        project.change_settings({"currency": "EUR"})
        assert "OneDrive" in project.shared_because
        assert not (folder / "a.quill-wal").exists()


def test_a_read_only_copy_can_be_read(path: Path, tmp_path: Path) -> None:
    folder = tmp_path / "burned"
    folder.mkdir()
    shutil.copy(path, folder / "shop.quill")
    with Project.open(folder / "shop.quill") as project:
        assert project.name == "Gift shop"
