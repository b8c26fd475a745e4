"""Both readers of a project give the same batches, of types that do not depend on the rows."""

import contextlib
import multiprocessing
import sqlite3
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pyarrow as pa
import pytest

from storage.mirror import source
from storage.mirror.source import AdbcSource, SqliteSource

SCHEMA = pa.schema([("n", pa.int64()), ("x", pa.float64()), ("t", pa.string())])
SELECT = "SELECT n, x, t FROM many ORDER BY n"


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A table whose first rows say nothing of its types."""
    path = tmp_path_factory.mktemp("source") / "shop.quill"
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE many (n INTEGER, x, t)")
        rows = [(n, None, None) for n in range(5_000)] + [(5_000, 1, "É"), (5_001, 2.5, "")]
        connection.executemany("INSERT INTO many VALUES (?, ?, ?)", rows)
        connection.commit()
    return path


def _read(
    path: Path, select: str = SELECT, kind: Callable[[Path], SqliteSource | AdbcSource] = SqliteSource
) -> pa.Table:
    reading = kind(path)
    try:
        return pa.Table.from_batches(list(reading.batches(select, SCHEMA)), SCHEMA)
    finally:
        reading.close()


def _read_by_adbc(path: Path, select: str) -> pa.Table:
    return _read(path, select, AdbcSource)


@pytest.mark.parametrize(
    "select", [SELECT, "SELECT n, x, t FROM many WHERE n < 0", "SELECT n, x, t FROM many WHERE n > 4999 ORDER BY n"]
)
def test_a_child_with_adbc_reads_what_this_process_reads(path: Path, select: str) -> None:
    ours = _read(path, select)
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        theirs = pool.submit(_read_by_adbc, path, select).result(timeout=120)
    assert ours.schema == theirs.schema == SCHEMA
    assert ours.equals(theirs)


def test_rows_come_in_batches(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source, "BATCH", 2_000)
    reading = SqliteSource(path)
    assert [batch.num_rows for batch in reading.batches(SELECT, SCHEMA)] == [2_000, 2_000, 1_002]
    reading.close()


def test_one_moment_is_read_whatever_is_committed_meanwhile(path: Path, tmp_path: Path) -> None:
    import shutil

    own = Path(shutil.copy(path, tmp_path))
    with contextlib.closing(sqlite3.connect(own, isolation_level=None)) as writer:
        writer.execute("PRAGMA journal_mode=WAL")
        reading = SqliteSource(own)
        before = sum(batch.num_rows for batch in reading.batches(SELECT, SCHEMA))
        writer.execute("DELETE FROM many")
        assert sum(batch.num_rows for batch in reading.batches(SELECT, SCHEMA)) == before
        reading.close()


def test_a_reader_cannot_write(path: Path) -> None:
    reading = SqliteSource(path)
    with pytest.raises(sqlite3.OperationalError):
        list(reading.batches("DELETE FROM many RETURNING n, x, t", SCHEMA))
    reading.close()
