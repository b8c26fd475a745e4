"""How a project file is reached: for writing, else for reading, and never past what was left unfinished."""

import contextlib
import os
import sqlite3
from pathlib import Path

from storage.errors import StoreFault, fault_of


def can_be_written(path: Path) -> bool:
    """Whether this user may change the file and its folder, where the logs beside it stand."""
    return os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)


def uri(path: Path, mode: str = "rw") -> str:
    """The address by which every engine opens a project."""
    return path.resolve().as_uri() + (f"?mode={mode}" if can_be_written(path) else _only_read(path))


def has_log(path: Path) -> bool:
    """Whether a log stands beside the file, with what was committed or what has to be taken back."""
    for log in (Path(f"{path.resolve()}{end}") for end in ("-wal", "-journal")):
        with contextlib.suppress(OSError):
            if log.stat().st_size:
                return True
    return False


def _only_read(path: Path) -> str:
    # A file that nothing is left to add to is read as it stands, without a log beside it. With a log the file alone
    # would show what is not so.
    return "?mode=ro" if has_log(path) else "?mode=ro&immutable=1"


def why_not(path: Path, journal: str = "WAL") -> StoreFault | None:
    """Why a project can be read only, or None where it can be written; found by opening it with that journal."""
    if not can_be_written(path):
        return _protected(path)
    return _kept_from(path, uri(path), f"PRAGMA journal_mode={journal}")


def _kept_from(path: Path, address: str, first: str = "SELECT 1") -> StoreFault | None:
    """Why a file does not open at an address; None where it does, or where that is for another to say."""
    try:
        with contextlib.closing(sqlite3.connect(address, uri=True, timeout=10)) as connection:
            connection.execute(first).fetchone()
            connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    except sqlite3.Error as error:
        # The logs beside the file, which even reading makes, find no room.
        fault = fault_of(error, [path])
        return None if fault is None or fault.damaged or _is_busy(error) else fault
    return None


def _is_busy(error: sqlite3.Error) -> bool:
    return (getattr(error, "sqlite_errorname", "") or "").startswith(("SQLITE_BUSY", "SQLITE_LOCKED"))


def _protected(path: Path) -> StoreFault:
    whose = "its folder" if not os.access(path.parent, os.W_OK) else "its file"
    return StoreFault(
        f"This project is read-only: {whose} may not be changed", "Copy it to a folder that you may write to."
    )


def reading_uri(path: Path, modes: tuple[str, str] = ("ro", "rw")) -> str:
    """The address for reading alone, which works where the logs beside the file find no room too.

    Of the modes the first that opens is taken: only who may write takes the logs away again that reading laid there.
    """
    if not can_be_written(path):
        return uri(path)
    # What a kill left half-written is taken back by a connection that may write.
    alone = path.resolve().as_uri() + _only_read(path)
    return next((one for one in (uri(path, mode) for mode in modes) if _kept_from(path, one) is None), alone)
