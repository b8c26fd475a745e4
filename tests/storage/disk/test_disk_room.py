"""Why a file cannot be written, found by looking at its place."""

import errno
import os
import sys
from pathlib import Path

import pytest

from storage.disk import disk_room


def test_where_all_can_be_written_nothing_is_said(tmp_path: Path) -> None:
    assert disk_room.cause([tmp_path, tmp_path / "new.quill", tmp_path / "no" / "such" / "folder"]) is None


def test_looking_leaves_nothing(tmp_path: Path) -> None:
    disk_room.cause([tmp_path])
    assert list(tmp_path.iterdir()) == []


def test_the_first_place_that_cannot_be_written_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    full = tmp_path / "full"
    full.mkdir()
    monkeypatch.setattr(disk_room, "_probe", lambda folder: errno.ENOSPC if folder == full else None)
    found = disk_room.cause([tmp_path / "fine.quill", full / "shop.quill"])
    assert found is not None
    assert found[0] == f"The disk is full ({full})"
    assert found[1].startswith("Free some space")


@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="nothing is refused to root")
def test_a_folder_that_may_not_be_written_is_said(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    try:
        found = disk_room.cause([tmp_path / "shop.quill"])
    finally:
        tmp_path.chmod(0o700)
    assert found is not None
    assert "may not be changed" in found[0]


@pytest.mark.skipif(sys.platform == "win32", reason="limits of this kind are Unix's")
def test_a_limit_on_files_is_told_in_megabytes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(disk_room, "size_limit", lambda: 3 << 20)
    said = disk_room.said(errno.EFBIG)
    assert said is not None
    assert "3.0 MB" in said[0]
    assert disk_room.cause([]) == said


def test_there_is_no_sentence_for_what_nobody_knows() -> None:
    assert disk_room.said(None) is None
    assert disk_room.said(99_999) is None


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EROFS, errno.EACCES])
def test_a_number_is_found_by_the_system_s_words(number: int) -> None:
    assert os.strerror(disk_room.number_in(f"IO Error: could not write: {os.strerror(number)}!") or 0) == os.strerror(
        number
    )
    assert disk_room.number_in("all is well") is None


def test_where_sqlite_sorts_is_looked_at_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    full = tmp_path / "sorting"
    full.mkdir()
    monkeypatch.setenv("SQLITE_TMPDIR", str(full))
    monkeypatch.setattr(
        disk_room, "_probe", lambda folder: errno.ENOSPC if folder == disk_room.sorting_folder() else None
    )
    found = disk_room.cause([tmp_path / "fine.quill"])
    assert found is not None
    assert found[0].startswith("The disk is full (")
    if sys.platform != "win32":
        assert str(full) in found[0]
