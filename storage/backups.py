"""Rolling backups, made only by SQLite's own backup call, beside the user's other program data."""

import contextlib
import hashlib
import os
import secrets
import sqlite3
from pathlib import Path

import platformdirs

KEPT = 5


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
    """Back a project up unless its newest backup is of the same commit; the oldest beyond five go."""
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
    for old in listed(folder)[KEPT:]:
        with contextlib.suppress(OSError):
            old.unlink()
    return target


def copy(path: Path, target: Path) -> None:
    """Copy a database, whatever is open on it, by SQLite's own backup call."""
    with contextlib.closing(sqlite3.connect(path)) as source, contextlib.closing(sqlite3.connect(target)) as copy:
        source.backup(copy)
