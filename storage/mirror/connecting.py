"""Opening a mirror file for reading."""

import atexit
import contextlib
import functools
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


def let_go(connection: "duckdb.DuckDBPyConnection") -> None:
    """Close a connection; where another thread still asks something of it, the last of its cursors closes it."""
    import duckdb

    with contextlib.suppress(duckdb.ResourceInUseException):
        connection.close()
