"""How a project file is reached: for writing, else for reading, and never past what was left unfinished."""

import contextlib
import os
import re
import sqlite3
from pathlib import Path

from storage.disk.errors import NotAProject, StoreFault, fault_of

_MAGIC = bytes.fromhex("d9d505f920a163d7")
"""With which each header of a rollback journal begins, and the name of a super-journal ends."""
# More than the longest path that a system takes (4,096 bytes on Linux).
_TAIL = 16_384


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


def refuse_foreign_logs(path: Path) -> None:
    """Raise NotAProject where what stands beside a project as its log is none, or would have another file deleted.

    SQLite's rollback deletes the file that a journal names as its super-journal ("Atomic Commit In SQLite", 5.5), and
    it waits for whoever writes to a pipe. A project comes from anybody, and with it what lies beside.
    """
    whole = path.resolve()
    for log in (Path(f"{whole}{end}") for end in ("-wal", "-shm", "-journal")):
        if os.path.lexists(log) and not log.is_file():
            raise NotAProject(f"{log.name} beside {path.name} is no file", "Take it away, and open the project again.")
    named = _super_journal(Path(f"{whole}-journal"))
    # This is how SQLite itself names the super-journals of a file.
    if named and not re.fullmatch(re.escape(os.fsencode(whole)) + rb"-mj[0-9A-F]{9}", named):
        raise NotAProject(
            f"{whole.name}-journal beside {path.name} names another file, which opening the project would delete",
            f"It was not opened. Take {whole.name}-journal away, or ask whoever sent it for another copy.",
        )


def _super_journal(journal: Path) -> bytes:
    """The name that stands at the end of a journal, or nothing: name, its length, its checksum, and the magic."""
    try:
        with journal.open("rb") as file:
            size = file.seek(0, 2)
            file.seek(max(0, size - _TAIL))
            tail = file.read(_TAIL)
    except OSError:
        return b""
    if not tail.endswith(_MAGIC):
        return b""
    length = int.from_bytes(tail[-16:-12], "big")
    # A length that cannot be is no name of ours either.
    return tail[:-16][-length:] if 0 < length <= len(tail) - 16 else b"?"


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
        # To connect opens nothing yet: the file and its logs are met by the first question.
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
