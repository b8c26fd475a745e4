"""A rebuilt file holds nothing that was deleted in it."""

import contextlib
import sqlite3
from pathlib import Path

from storage.file import compacting


def test_deleted_bytes_are_gone_from_the_file_and_its_log(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
        with connection:
            connection.execute("CREATE TABLE t (x)")
            connection.executemany("INSERT INTO t VALUES (?)", [(f"secret{at}" * 50,) for at in range(100)])
        with connection:
            connection.execute("DELETE FROM t")
        assert any(b"secret" in file.read_bytes() for file in tmp_path.iterdir())
        assert compacting.rebuild(path)
        assert not any(b"secret" in file.read_bytes() for file in tmp_path.iterdir())
        assert compacting.empty_log(path)
        assert connection.execute("SELECT count(*) FROM t").fetchone() == (0,)
