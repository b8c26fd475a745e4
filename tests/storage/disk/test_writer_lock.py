"""One process at a time writes a project."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from storage.disk.errors import WriterBusy
from storage.disk.writer_lock import WriterLock, take

HOLD = """
import sys
from pathlib import Path
from storage.disk.writer_lock import WriterLock
lock = WriterLock(Path(sys.argv[1]))
lock.acquire()
print("held", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return tmp_path / "shop.quill"


def _holder(project: Path) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(project)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    return process


def test_another_process_is_told_who_holds_it_and_gets_it_once_that_is_killed(project: Path) -> None:
    process = _holder(project)
    lock = WriterLock(project)
    try:
        with pytest.raises(WriterBusy, match=f"process {process.pid}, since") as raised:
            lock.acquire()
        assert not lock.held
        assert "Wait until it has finished" in raised.value.remedy
    finally:
        process.kill()
        process.communicate()
    lock.acquire()
    assert lock.held
    lock.release()
    assert list(project.parent.iterdir()) == []


def test_within_one_object_it_is_held_until_the_last_release(project: Path) -> None:
    lock, other = WriterLock(project), WriterLock(project)
    lock.acquire()
    lock.acquire()
    lock.release()
    assert lock.held
    with pytest.raises(WriterBusy):
        other.acquire()
    lock.release()
    lock.release()  # once too often does nothing
    other.acquire()
    other.release()


def test_a_holder_on_another_machine_is_named_with_it(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lock = WriterLock(project)
    lock.acquire()
    monkeypatch.setattr(socket, "gethostname", lambda: "elsewhere")
    assert f"process {os.getpid()} on " in WriterLock(project).holder()
    lock.release()


def test_a_lock_that_says_nothing_is_still_one(project: Path) -> None:
    project.with_name(".shop.quill.lock").write_text("not JSON")
    assert WriterLock(project).holder() == "Another Quillwork"


def test_what_a_killed_holder_left_is_cleared_and_a_held_lock_is_not(project: Path) -> None:
    left = project.with_name(".shop.quill.lock")
    process = _holder(project)
    WriterLock(project).clear()
    assert left.exists()
    process.kill()
    process.communicate()
    assert left.exists()
    WriterLock(project).clear()
    assert not left.exists()


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_a_link_in_its_place_goes_and_what_it_leads_to_stays(project: Path) -> None:
    treasure = project.with_name("treasure.txt")
    treasure.write_text("gold")
    project.with_name(".shop.quill.lock").symlink_to(treasure)
    WriterLock(project).clear()
    assert treasure.read_text() == "gold"
    assert not project.with_name(".shop.quill.lock").exists()


def test_only_what_is_there_is_taken_unless_it_is_to_be_made(tmp_path: Path) -> None:
    assert take(tmp_path / "x", new=False) is None
    first = take(tmp_path / "x")
    assert first is not None
    assert take(tmp_path / "x") is None
    first.close()
