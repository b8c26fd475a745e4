"""Opening a mirror file for reading."""

import atexit
import functools
import threading
from pathlib import Path
from typing import TYPE_CHECKING

from storage.disk.drafts import Draft
from storage.disk.own_files import cache_home
from storage.mirror import build
from storage.mirror.child import Moved

if TYPE_CHECKING:
    import duckdb


@functools.cache
def _reading() -> build.Config:
    """How mirrors are read: what an answer needs beyond the memory goes where it is gone with this process."""
    folder = cache_home() / "staging"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        beyond = Draft(folder)
    except OSError:
        return build.CONFIG | {"temp_directory": ""}
    atexit.register(beyond.end)
    return build.CONFIG | {"temp_directory": str(beyond.path)}


def connected(path: Path) -> "duckdb.DuckDBPyConnection":
    """A connection to a mirror file; raises Moved where an erasure took it away just now."""
    import duckdb

    try:
        return duckdb.connect(str(path), read_only=True, config=_reading())
    except duckdb.IOException:
        if path.exists():
            raise
        raise Moved from None


class Lent:
    """A connection to a mirror file that readings are cursors of; it is closed once it is given up and none is left.

    To close it before would close the cursors too, between two statements of one question.
    """

    def __init__(self, connection: "duckdb.DuckDBPyConnection") -> None:
        self._connection, self._guard = connection, threading.Lock()
        self._out: dict[int, duckdb.DuckDBPyConnection] = {}
        self._over = False

    def lend(self) -> "duckdb.DuckDBPyConnection":
        """A cursor, which is a connection of its own to the same open file: a thread needs one to itself."""
        with self._guard:
            cursor = self._connection.cursor()
            self._out[id(cursor)] = cursor
            return cursor

    def back(self, cursor: "duckdb.DuckDBPyConnection") -> None:
        """Close a cursor that is no longer needed; once more does nothing."""
        with self._guard:
            if self._out.pop(id(cursor), None) is not None:
                cursor.close()
            self._end()

    def give_up(self) -> None:
        """No more cursors are asked for."""
        with self._guard:
            self._over = True
            self._end()

    def _end(self) -> None:
        if self._over and not self._out:
            self._connection.close()
