"""Rolling backups, made only by SQLite's own backup call, beside the user's other program data."""

import contextlib
import hashlib
import os
import secrets
import sqlite3
import time
from pathlib import Path

import platformdirs

NEWEST, DAYS = 3, 5
"""What is kept: so many of the newest, and the last of so many days: many small edits roll nothing older away."""

LARGE = 256 << 20
"""Bytes from which copying a project takes seconds; such a one is not backed up again within `PAUSE` seconds."""

PAUSE = 1_800


def home() -> Path:
    """Where backups of all projects lie: `$QUILLWORK_BACKUPS`, else the user's data folder."""
    chosen = os.environ.get("QUILLWORK_BACKUPS")
    return Path(chosen) if chosen else platformdirs.user_data_path("Quillwork", appauthor=False) / "backups"


def folder_of(path: Path, uid: str = "") -> Path:
    """The backup folder of one project, named by its own mark or, where that is not known yet, its place."""
    return home() / (uid or "at-" + hashlib.sha256(str(path).encode()).hexdigest()[:16])


def listed(folder: Path) -> list[Path]:
    """The backups of a project, newest first."""
    return sorted(folder.glob("*.quill"), key=lambda file: file.name, reverse=True)


def make(path: Path, folder: Path, token: str) -> Path:
    """Back a project up unless its newest backup is of the same commit; then those go that are not to be kept."""
    folder.mkdir(parents=True, exist_ok=True)
    have = listed(folder)
    if have and have[0].stem.endswith(token):
        return have[0]
    number = int(have[0].name.split("-")[0]) + 1 if have else 1
    target = folder / f"{number:06d}-{path.stem}-{token}.quill"
    draft = folder / f".{secrets.token_hex(4)}.part"
    try:
        copy(path, draft)
        os.replace(draft, target)
    finally:
        draft.unlink(missing_ok=True)
    _thin(folder)
    return target


def make_on_close(path: Path, folder: Path, token: str) -> None:
    """Back up what was written; a large project that was backed up a moment ago waits for the next close."""
    have = listed(folder)
    if path.stat().st_size >= LARGE and have and time.time() - have[0].stat().st_mtime < PAUSE:
        return
    make(path, folder, token)


def _thin(folder: Path) -> None:
    have = listed(folder)
    last_of_day: dict[int, Path] = {}
    for file in have:
        last_of_day.setdefault(int(file.stat().st_mtime // 86_400), file)
    kept = {*have[:NEWEST], *list(last_of_day.values())[:DAYS]}
    for old in have:
        if old not in kept:
            with contextlib.suppress(OSError):
                old.unlink()


def copy(path: Path, target: Path) -> None:
    """Copy a database, whatever is open on it, by SQLite's own backup call."""
    with contextlib.closing(sqlite3.connect(path)) as source, contextlib.closing(sqlite3.connect(target)) as copy:
        source.backup(copy)
