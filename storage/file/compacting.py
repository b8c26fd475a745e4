"""Rebuilding a project file without anything that was deleted in it: SQLite leaves deleted bytes where they stood."""

import contextlib
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

from storage.file.project_file import GUARDS

_OPERATIONS = 100_000
"""Of SQLite's machine, between two looks at whether somebody wishes to stop."""


def rebuild(path: Path, beat: Callable[[], None] = lambda: None) -> bool:
    """Write the file anew from what stands in its tables, and empty its log; for whoever holds the writer's lock.

    False where somebody is reading what stood there before, so that the log still holds it: to be done again later.
    A kill leaves the file as it was or as it is to be.
    """
    with _opened(path) as connection:
        connection.set_progress_handler(beat, _OPERATIONS)
        connection.execute("VACUUM")
        connection.set_progress_handler(None, 0)
        return _emptied(connection)


def empty_log(path: Path) -> bool:
    """Bring the log into the file and leave nothing in it; False while somebody reads what it holds."""
    with _opened(path) as connection:
        return _emptied(connection)


@contextlib.contextmanager
def _opened(path: Path) -> Iterator[sqlite3.Connection]:
    with contextlib.closing(sqlite3.connect(path, timeout=10, isolation_level=None)) as connection:
        for pragma in (*GUARDS, "secure_delete=ON", "synchronous=FULL", "temp_store=FILE"):
            connection.execute(f"PRAGMA {pragma}")
        yield connection


def _emptied(connection: sqlite3.Connection) -> bool:
    # The first of its three numbers is 1 where a reader kept it from coming to its end.
    return not connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
