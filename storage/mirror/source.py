"""Reading the project's tables as Arrow batches for the mirror, with types that do not depend on the rows.

Two readers of the same questions: Python's own SQLite, in the process that has the project open, for small
projects; and ADBC, several times faster, only in a child process that has no other SQLite library on the file.
"""

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

import pyarrow as pa

from storage.file import opening

# Rows a batch: some MB, whatever the table.
BATCH = 65_536

_ZERO = {pa.int64(): "0", pa.float64(): "0.0", pa.string(): "''"}


class Source(Protocol):
    """Answers a SELECT with record batches of a given schema (int64, float64 or string columns)."""

    def batches(self, select: str, schema: pa.Schema) -> Iterator[pa.RecordBatch]:
        """The rows of `select`, whose columns are those of the schema in order."""
        ...


class Nothing:
    """No project: whoever builds has the rows already."""

    def batches(self, select: str, schema: pa.Schema) -> Iterator[pa.RecordBatch]:
        """See Source."""
        raise LookupError(f"Nothing is read here: {select}")


class SqliteSource:
    """Through Python's SQLite: safe beside other connections of this process."""

    def __init__(self, path: Path) -> None:
        # DuckDB draws the batches from threads of its own, one at a time.
        self._connection = sqlite3.connect(opening.reading_uri(path), uri=True, timeout=10, check_same_thread=False)
        self._connection.execute("PRAGMA query_only=ON")
        # One moment for all the tables, whatever is committed meanwhile.
        self._connection.execute("BEGIN")

    def batches(self, select: str, schema: pa.Schema) -> Iterator[pa.RecordBatch]:
        """See Source."""
        cursor = self._connection.execute(select)
        while rows := cursor.fetchmany(BATCH):
            arrays = [
                pa.array(column, type=field.type) for column, field in zip(zip(*rows, strict=True), schema, strict=True)
            ]
            yield pa.RecordBatch.from_arrays(arrays, schema=schema)

    def close(self) -> None:
        """End the reading."""
        self._connection.close()


class AdbcSource:
    """Through ADBC: only in a process in which nothing else has the file open."""

    def __init__(self, path: Path) -> None:
        import adbc_driver_sqlite.dbapi as adbc

        self._connection = adbc.connect(opening.reading_uri(path), autocommit=True)
        self._run("PRAGMA query_only=ON")
        self._run("BEGIN")

    def _run(self, statement: str) -> None:
        with self._connection.cursor() as cursor:
            cursor.execute(statement)

    def batches(self, select: str, schema: pa.Schema) -> Iterator[pa.RecordBatch]:
        """See Source."""
        # ADBC takes a column's type from the first rows it meets, so a typed row goes first and is dropped.
        zeros = ", ".join(_ZERO[field.type] for field in schema)
        with self._connection.cursor() as cursor:
            cursor.adbc_statement.set_options(**{"adbc.sqlite.query.batch_rows": str(BATCH)})
            cursor.execute(f"SELECT {zeros} UNION ALL SELECT * FROM ({select})")
            first = True
            for batch in cursor.fetch_record_batch():
                kept = batch.slice(1) if first else batch
                first = False
                if kept.num_rows:
                    columns = [column.cast(field.type) for column, field in zip(kept.columns, schema, strict=True)]
                    yield pa.RecordBatch.from_arrays(columns, schema=schema)

    def close(self) -> None:
        """End the reading."""
        # Only a reading ends here: nothing can be lost.
        with contextlib.suppress(Exception):
            self._run("COMMIT")
        self._connection.close()
