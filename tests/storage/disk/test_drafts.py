"""What is being made is taken away with its maker, and nothing else ever is."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.project import Project, backups
from storage.disk import drafts
from storage.disk.drafts import Draft, records, sweep

MAKER = """
import os, sys
from pathlib import Path
from storage.disk.drafts import Draft
kept = Path(sys.argv[2]) if len(sys.argv) > 2 else None
draft = Draft(Path(sys.argv[1]), keeping=kept)
draft.path.write_text("new")
Path(f"{draft.path}-journal").write_text("new")
if kept:
    draft.before.write_text("old")
print(draft.path, flush=True)
sys.stdin.readline()
os.replace(draft.path, Path(sys.argv[1]) / "placed")
print("placed", flush=True)
sys.stdin.readline()
"""


@pytest.fixture(autouse=True)
def _own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUILLWORK_BACKUPS", str(tmp_path / "kept" / "backups"))
    monkeypatch.setenv("QUILLWORK_CACHE", str(tmp_path / "kept" / "cache"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with files of other people's, whose names are like ours."""
    folder = tmp_path / "work"
    folder.mkdir()
    for name in (".shop.quill.1a2b.restoring", ".abcd.part", ".quillwork-0011223344556677.part", "placed.part"):
        (folder / name).write_text("theirs")
    return folder


def theirs(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir() if path.read_text() == "theirs"}


@pytest.fixture
def maker(folder: Path) -> Iterator[list[subprocess.Popen[str]]]:
    made: list[subprocess.Popen[str]] = []
    yield made
    for one in made:
        one.kill()
        one.communicate()


def begin(maker: list[subprocess.Popen[str]], *words: object) -> tuple[subprocess.Popen[str], Path]:
    command = [sys.executable, "-c", MAKER, *map(str, words)]
    one = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    maker.append(one)
    assert one.stdout is not None
    return one, Path(one.stdout.readline().strip())


def test_a_living_maker_keeps_its_draft_and_a_dead_one_does_not(
    folder: Path, maker: list[subprocess.Popen[str]]
) -> None:
    decoys = theirs(folder)
    one, path = begin(maker, folder)
    sweep()
    assert path.read_text() == "new"
    one.kill()
    one.wait()
    sweep()
    assert {found.name for found in folder.iterdir()} == decoys == theirs(folder)
    assert list(records().iterdir()) == []


@pytest.mark.parametrize("moved", [False, True])
def test_what_stood_in_a_place_is_kept_only_with_the_move(
    folder: Path, maker: list[subprocess.Popen[str]], moved: bool
) -> None:
    decoys, kept = theirs(folder), folder / "before.quill"
    one, _ = begin(maker, folder, kept)
    assert one.stdin is not None
    assert one.stdout is not None
    if moved:
        one.stdin.write("\n")
        one.stdin.flush()
        assert one.stdout.readline() == "placed\n"
    one.kill()
    one.wait()
    sweep()
    new = {path.name: path.read_text() for path in folder.iterdir() if path.name not in decoys}
    assert new == ({"placed": "new", "before.quill": "old"} if moved else {})
    assert theirs(folder) == decoys


def test_a_folder_that_is_away_is_swept_when_it_is_back(folder: Path, maker: list[subprocess.Popen[str]]) -> None:
    one, path = begin(maker, folder)
    one.kill()
    one.wait()
    away = folder.rename(folder.with_name("away"))
    sweep()
    assert (away / path.name).exists()
    away.rename(folder)
    sweep()
    assert not path.exists()
    assert list(records().iterdir()) == []


@pytest.mark.parametrize(
    "said",
    ["", "no json", "[]", "{}", '{"folder": 1, "keeping": ""}', '{"folder": "/", "keeping": ""}', '{"folder": null}'],
)
def test_a_record_that_says_something_else_takes_nothing_away(folder: Path, said: str) -> None:
    decoys = theirs(folder)
    records().mkdir(parents=True)
    (records() / "aaaa.json").write_text(said)
    (records() / "..json").write_text(json.dumps({"folder": str(folder), "keeping": str(folder / "placed.part")}))
    sweep()
    assert theirs(folder) == decoys


def test_a_folder_under_a_draft_s_name_goes_whole_and_a_link_alone(folder: Path) -> None:
    decoys = theirs(folder)
    with Draft(folder) as draft:
        draft.path.mkdir()
        (draft.path / "people.html").write_text("hello")
    with Draft(folder) as draft:
        draft.path.symlink_to(folder, target_is_directory=True)
    draft.end()
    assert {path.name for path in folder.iterdir()} == decoys
    assert list(records().iterdir()) == []


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_may_not_be_written_stops_no_start(folder: Path, maker: list[subprocess.Popen[str]]) -> None:
    one, path = begin(maker, folder)
    one.kill()
    one.wait()
    folder.chmod(0o500)
    try:
        sweep()
    finally:
        folder.chmod(0o700)
    assert path.exists()
    sweep()
    assert not path.exists()


def test_a_text_is_in_its_place_only_when_it_is_whole(folder: Path) -> None:
    path, before = folder / "people.csv", theirs(folder)
    path.write_text("old")

    def fail_halfway() -> None:
        with drafts.text_file(path) as file:
            file.write("half")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_halfway()
    assert path.read_text() == "old"
    with drafts.text_file(path) as file:
        file.write("new\r\n")
    assert path.read_bytes() == b"new\r\n"
    assert {found.name for found in folder.iterdir()} == before | {"people.csv"}


def test_where_no_record_can_be_written_the_work_is_done_all_the_same(folder: Path) -> None:
    path = folder / "shop.quill"
    Project.create(path).close()
    backup = backups.backup(path).backup
    shutil.rmtree(records(), ignore_errors=True)
    records().write_text("in the way")
    kept = backups.restore(path, backup).kept
    with Draft(folder) as draft:
        draft.path.write_text("new")
    assert {found.suffix for found in folder.iterdir()} == {".quill", ".part", ".restoring"}
    assert not draft.path.exists()
    assert kept.exists()
    assert backups.check(path).whole


def test_a_restore_brings_the_log_of_what_it_replaces_along(folder: Path) -> None:
    path = folder / "shop.quill"
    with Project.create(path) as project:
        backup = backups.backup(path).backup
        project.change_settings({"currency": "EUR"})
        # Somebody has it open, so its newest commit stands in the log alone.
        kept = backups.restore(path, backup).kept
    with Project.open(kept) as project:
        assert project.setting("currency") == "EUR"
    with Project.open(path) as project:
        assert project.setting("currency") == ""
        assert project.integrity() == []


def test_a_project_that_is_damaged_beyond_reading_can_be_restored(folder: Path) -> None:
    path = folder / "shop.quill"
    Project.create(path).close()
    backup = backups.backup(path).backup
    path.write_bytes(b"nothing of a database" * 100)
    kept = backups.restore(path, backup).kept
    assert kept.read_bytes() == b"nothing of a database" * 100
    assert backups.check(path).whole


def test_a_lock_that_a_killed_writer_left_goes_with_the_next_opening(folder: Path) -> None:
    path = folder / "shop.quill"
    Project.create(path).close()
    lock = folder / ".shop.quill.lock"
    lock.write_text('{"pid": 1, "machine": "here", "since": "09:00 UTC"}')
    Project.open(path).close()
    assert not lock.exists()
    with Project.open(path) as writer:
        assert writer.hold_writer() == ""
        Project.open(path).close()
        assert lock.exists()
