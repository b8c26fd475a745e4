"""Waiting until a file or folder is on the disk."""

import os
from pathlib import Path

import pytest

from storage.disk.syncing import sync


def test_files_and_folders_are_synced_and_left_as_they_are(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    synced: list[int] = []
    really = os.fsync
    monkeypatch.setattr(os, "fsync", lambda handle: (synced.append(os.fstat(handle).st_ino), really(handle))[1])
    file = tmp_path / "a.csv"
    file.write_text("x")
    sync(file)
    sync(tmp_path)
    wanted = [file.stat().st_ino] if os.name == "nt" else [file.stat().st_ino, tmp_path.stat().st_ino]
    assert synced == wanted
    assert file.read_text() == "x"


def test_what_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        sync(tmp_path / "no.csv")
