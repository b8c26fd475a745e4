"""Moving many rows in and out of a project file.

In: ADBC writes a staging file of its own, which the one open transaction attaches and copies from. ADBC never
opens a project file in this process: two SQLite libraries on one file delete each other's write-ahead log.
"""

import contextlib
import itertools
import secrets
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self, TypeAlias

from sqlalchemy import BigInteger, Column, Connection, Executable, MetaData, Table, Text, func, select, text
from sqlalchemy.exc import OperationalError

from storage.bulk.unnamed_file import let_go
from storage.disk.drafts import Draft
from storage.disk.own_files import cache_home
from storage.file import touched_tables
from storage.file.models import metadata

if TYPE_CHECKING:
    import pyarrow as pa

    Data: TypeAlias = pa.Table | pa.RecordBatchReader

SMALL = 2_000
"""Fewer rows than this go in by an ordinary insert: a staging file would cost more than it saves."""

Step = Callable[[float, float, str], None]
"""What is told of progress (done, total, phrase); what it raises ends the work."""

# Rows a statement or batch: some hundredths of a second, after each of which the work can be stopped.
_AT_ONCE = 50_000
# To make an index anew the whole table is read: not for fewer new rows than this.
_MANY = 200_000
_SECONDS = 0.1
# Of SQLite's machine, a few milliseconds: seldom enough to cost nothing, often enough for ten beats a second.
_OPERATIONS = 100_000


def _silent(done: float, total: float, phrase: str) -> None:
    del done, total, phrase


def _staging() -> Draft:
    """A staging file to be; while it is attached on Windows it cannot go, and the next sweep takes it."""
    folder = cache_home() / "staging"
    folder.mkdir(parents=True, exist_ok=True)
    return Draft(folder)


class Staged:
    """Tables on their way into a project: a thread of its own writes the staging file while others work on.

    Column names are the table's own; columns that are not given get NULL or, as `id`, the next number.
    Booleans become 0 and 1. An empty table adds nothing. A context manager: leaving takes the staging file away.
    """

    def __init__(self, tables: "Mapping[str, Data]") -> None:
        for name, data in tables.items():
            unknown = set(data.schema.names) - set(metadata.tables[name].c.keys())
            if unknown:
                raise KeyError(f"{name} has no column {sorted(unknown)}")
        self._tables = dict(tables)
        # A stream does not tell how many rows it has: it is taken for a large one.
        self._large = {name: data for name, data in tables.items() if getattr(data, "num_rows", SMALL) >= SMALL}
        self._rows = dict.fromkeys(self._large, 0)
        self._failed: BaseException | None = None
        self._stopped = threading.Event()
        self._staging = _staging() if self._large else None
        self._thread = threading.Thread(target=self._write, name="staging", daemon=True)
        if self._large:
            self._thread.start()

    def _write(self) -> None:
        try:
            assert self._staging is not None
            self._rows = _write_staging(self._staging.path, self._large, self._stopped)
            let_go()
        except BaseException as error:
            self._failed = error

    def pour(self, connection: Connection, step: Step = _silent) -> None:
        """Append the rows to the project, inside the connection's open transaction."""
        for name, data in self._tables.items():
            if name not in self._large:
                _insert_few(connection, name, data)
        if self._staging is None:
            return
        while self._thread.is_alive():
            step(0, 1, "Preparing the rows")
            # So often the work can be stopped while the other thread writes.
            self._thread.join(_SECONDS)
        if self._failed is not None:
            raise self._failed
        alias = _attach(connection, self._staging.path)
        done, total = 0, sum(self._rows.values())
        for name, rows in self._rows.items():
            columns = ", ".join(f'"{column}"' for column in self._tables[name].schema.names)
            # The detaching waits for the end of the connection: SQLite refuses it inside a transaction.
            copy = text(
                f'INSERT INTO main."{name}" ({columns}) SELECT {columns} FROM {alias}."{name}" '
                "WHERE rowid > :after AND rowid <= :last"
            )
            first = _first(connection, name, self._tables[name])
            with _sorted_afterwards(connection, name, rows), touched_tables.appending(connection, name, first):
                # By ranges of the staging file's own numbers: an OFFSET would read again what it skips.
                for start in range(0, rows, _AT_ONCE):
                    step(done, total, f"Writing rows: {done:,} of {total:,}")
                    connection.execute(copy, {"after": start, "last": start + _AT_ONCE})
                    done += min(_AT_ONCE, rows - start)
                step(done, total, "Putting the rows in order")

    def close(self) -> None:
        """Take the staging file away; what was not poured is dropped."""
        self._stopped.set()
        if self._thread.ident is not None:
            self._thread.join()
        if self._staging is not None:
            self._staging.end()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def copy_in(connection: Connection, tables: "Mapping[str, Data]", step: Step = _silent) -> None:
    """Append Arrow data to tables of the project, inside the connection's open transaction; see `Staged`."""
    with Staged(tables) as staged:
        staged.pour(connection, step)


def _write_staging(path: Path, tables: "Mapping[str, Data]", stopped: threading.Event) -> dict[str, int]:
    """Write tables to a new file; returns how many rows each has."""
    import adbc_driver_sqlite.dbapi as adbc

    rows = dict.fromkeys(tables, 0)
    with adbc.connect(str(path), autocommit=True) as connection, connection.cursor() as cursor:
        # A file that a crash leaves behind is swept away, so it needs no safety of its own.
        # It is written and read from one end to the other: the larger its pages, the fewer calls of the system.
        for pragma in ("page_size=65536", "journal_mode=OFF", "synchronous=OFF", "locking_mode=EXCLUSIVE"):
            cursor.execute(f"PRAGMA {pragma}")
        # One transaction for all: each batch of its own would be written to the disk by itself.
        cursor.execute("BEGIN")
        for name, data in tables.items():
            mode = "create"
            for batch in _plain(data):
                if stopped.is_set():
                    return rows
                cursor.adbc_ingest(name, batch, mode=mode)  # type: ignore[arg-type]
                rows[name] += batch.num_rows
                mode = "append"
        cursor.execute("COMMIT")
    return {name: count for name, count in rows.items() if count}


def _first(connection: Connection, name: str, data: "Data") -> int:
    """The lowest number that rows will have: their own, else the next one; 0 of a stream that brings its own."""
    import pyarrow.compute as pc

    if "id" not in data.schema.names:
        return (connection.scalar(text(f'SELECT max(rowid) FROM main."{name}"')) or 0) + 1
    return 0 if not hasattr(data, "column") else int(pc.min(data.column("id")).as_py())


@contextlib.contextmanager
def _sorted_afterwards(connection: Connection, name: str, rows: int) -> Iterator[None]:
    """Make the indices whose order is not that of the rows once these are in, where they at least double the table.

    One by one each row goes to another page, which takes longer than to sort all of them.
    """
    table = metadata.tables[name]
    scattered = [index for index in table.indexes if index.name in _SCATTERED]
    # The highest number stands for how many rows there are, which SQLite counts only by reading them.
    if not scattered or rows < _MANY or rows < (connection.scalar(select(func.max(table.c.id))) or 0):
        scattered = []
    for index in scattered:
        index.drop(connection)
    yield
    for index in scattered:
        index.create(connection)


_SCATTERED = frozenset({"ix_event_profile_at", "ix_membership_profile"})


def _attach(connection: Connection, path: Path) -> str:
    alias = f"staging_{secrets.token_hex(4)}"
    connection.execute(text(f"ATTACH :file AS {alias}"), {"file": str(path)})
    return alias


def _insert_few(connection: Connection, name: str, data: "pa.Table") -> None:
    names = data.schema.names
    if data.num_rows:
        columns = ", ".join(f'"{column}"' for column in names)
        values = ", ".join(f":c{index}" for index in range(len(names)))
        rows = [{f"c{index}": row[column] for index, column in enumerate(names)} for row in data.to_pylist()]
        connection.execute(text(f'INSERT INTO "{name}" ({columns}) VALUES ({values})'), rows)


def _plain(data: "Data") -> "Iterator[pa.RecordBatch]":
    """The data in the types that SQLite has: booleans as numbers, dictionaries and large text as text."""
    import pyarrow as pa

    def simple(kind: "pa.DataType") -> "pa.DataType":
        """The type in which SQLite's driver takes values of this one."""
        if pa.types.is_boolean(kind) or pa.types.is_integer(kind):
            return pa.int64()
        if pa.types.is_dictionary(kind):
            return simple(kind.value_type)
        if pa.types.is_large_string(kind) or pa.types.is_string_view(kind):
            return pa.string()
        return pa.string() if pa.types.is_null(kind) else kind

    schema = pa.schema([pa.field(field.name, simple(field.type)) for field in data.schema])
    # In pieces, between which the writing can be stopped.
    batches = data.to_batches(max_chunksize=_AT_ONCE) if isinstance(data, pa.Table) else data
    return (batch.cast(schema) for batch in batches)


@contextlib.contextmanager
def lent(connection: Connection, data: "pa.Table") -> Iterator[Table]:
    """Arrow data (numbers and text) as a table beside the project's, to join with; nothing of the project changes.

    Its rows have the column `rowid`, from 1, too.
    """
    import pyarrow as pa

    # No file of its own: a connection takes but ten, and gives none of them back before its transaction ends.
    kinds = [Text if pa.types.is_string(field.type) else BigInteger for field in data.schema]
    columns = [Column(name, kind) for name, kind in zip(data.schema.names, kinds, strict=True)]
    table = Table(f"lent_{next(_LENT)}", MetaData(), *columns, prefixes=["TEMPORARY"])
    with _writing(connection):
        table.create(connection)
        driver: Any = connection.connection.driver_connection
        put = f"INSERT INTO {table.name} VALUES ({', '.join('?' * len(columns))})"
        for batch in data.to_batches(max_chunksize=_AT_ONCE):
            driver.executemany(put, zip(*(column.to_pylist() for column in batch.columns), strict=True))
    # After it was made: SQLite numbers the rows by itself.
    table.append_column(Column("rowid", BigInteger))
    yield table
    with _writing(connection):
        table.drop(connection)


_LENT = itertools.count()


@contextlib.contextmanager
def _writing(connection: Connection) -> Iterator[None]:
    """A connection that only reads may write a temporary table meanwhile, and afterwards reads alone again."""
    reads = connection.exec_driver_sql("PRAGMA query_only").scalar_one()
    connection.exec_driver_sql("PRAGMA query_only=OFF")
    try:
        yield
    finally:
        connection.exec_driver_sql(f"PRAGMA query_only={reads}")


def fetch(connection: Connection, question: Executable, types: "Sequence[pa.DataType]") -> "pa.Table":
    """The answer as Arrow columns `0`, `1`, …: many times quicker than row by row; JSON comes as its text."""
    import pyarrow as pa

    # The driver's own cursor: SQLAlchemy's rows would be made one by one, and JSON parsed only to be written again.
    cursor = connection.execute(question).cursor
    assert cursor is not None
    schema = pa.schema([(str(place), kind) for place, kind in enumerate(types)])
    batches = []
    while rows := cursor.fetchmany(_AT_ONCE):
        columns: Any = zip(*rows, strict=True)
        arrays = [pa.array(column, kind) for column, kind in zip(columns, types, strict=True)]
        # The types are said, not guessed: a column of the first rows may be empty.
        batches.append(pa.record_batch(arrays, schema=schema))
    cursor.close()
    return pa.Table.from_batches(batches, schema)


@contextlib.contextmanager
def watched(connection: Connection, beat: Callable[[], None]) -> Iterator[None]:
    """Call `beat` ten times a second while the connection's statements run; what it raises ends the statement."""
    raised: list[BaseException] = []
    due = time.monotonic()

    def look() -> int:
        """Called by SQLite while it works: anything but 0 ends that. Errors are kept for whoever waits."""
        nonlocal due
        if time.monotonic() < due:
            return 0
        try:
            beat()
        except BaseException as error:
            raised.append(error)
            return 1
        due = time.monotonic() + _SECONDS
        return 0

    driver: Any = connection.connection.driver_connection
    # SQLite has one such handler for a connection, so that watches do not nest; nonzero ends the statement.
    driver.set_progress_handler(look, _OPERATIONS)
    try:
        yield
    except (OperationalError, sqlite3.OperationalError):
        # The second is what a cursor of the driver itself raises, as in `fetch`.
        if raised:
            raise raised[0] from None
        raise
    finally:
        driver.set_progress_handler(None, 0)
