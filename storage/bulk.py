"""Moving many rows in and out of a project file.

In: ADBC writes a staging file of its own, which the one open transaction attaches and copies from. ADBC never
opens a project file in this process: two SQLite libraries on one file delete each other's write-ahead log.
"""

import contextlib
import os
import secrets
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import platformdirs
from sqlalchemy import Connection, text

from storage.models import metadata

if TYPE_CHECKING:
    import pyarrow as pa

SMALL = 2_000
"""Fewer rows than this go in by an ordinary insert: a staging file would cost more than it saves."""


def cache_home() -> Path:
    """Where what can be made again lies: `$QUILLWORK_CACHE`, else the platform's cache folder."""
    chosen = os.environ.get("QUILLWORK_CACHE")
    return Path(chosen) if chosen else platformdirs.user_cache_path("Quillwork", appauthor=False)


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def _sweep(folder: Path) -> None:
    """Take away the staging files of processes that were killed: they hold customers' data."""
    for left in folder.glob("*-*.staging*"):
        owner = left.name.split("-")[0]
        if owner.isdigit() and int(owner) != os.getpid() and not (os.name == "posix" and _alive(int(owner))):
            with contextlib.suppress(OSError):
                left.unlink()


@contextlib.contextmanager
def _staging() -> Iterator[Path]:
    folder = cache_home() / "staging"
    folder.mkdir(parents=True, exist_ok=True)
    _sweep(folder)
    path = folder / f"{os.getpid()}-{secrets.token_hex(6)}.staging"
    try:
        yield path
    finally:
        for part in folder.glob(path.name + "*"):
            # While it is attached on Windows the file cannot go; the next sweep takes it.
            with contextlib.suppress(OSError):
                part.unlink()


def _write_staging(path: Path, name: str, data: "pa.Table | pa.RecordBatchReader") -> None:
    import adbc_driver_sqlite.dbapi as adbc

    with adbc.connect(str(path), autocommit=True) as connection, connection.cursor() as cursor:
        # A file that a crash leaves behind is swept away, so it needs no safety of its own.
        for pragma in ("journal_mode=OFF", "synchronous=OFF"):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.execute("BEGIN")
        cursor.adbc_ingest(name, data, mode="create")
        cursor.execute("COMMIT")


def copy_in(connection: Connection, tables: "Mapping[str, pa.Table | pa.RecordBatchReader]") -> None:
    """Append Arrow data to tables of the project, inside the connection's open transaction.

    Column names are the table's own; columns that are not given get NULL or, as `id`, the next number.
    Booleans become 0 and 1. An empty table adds nothing.
    """
    for name, data in tables.items():
        _copy_one(connection, name, data)


def _copy_one(connection: Connection, name: str, data: "pa.Table | pa.RecordBatchReader") -> None:
    import pyarrow as pa

    names = data.schema.names
    unknown = set(names) - set(metadata.tables[name].c.keys())
    if unknown:
        raise KeyError(f"{name} has no column {sorted(unknown)}")
    if isinstance(data, pa.Table) and data.num_rows < SMALL:
        if data.num_rows:
            columns = ", ".join(f'"{column}"' for column in names)
            values = ", ".join(f":c{index}" for index in range(len(names)))
            rows = [{f"c{index}": row[column] for index, column in enumerate(names)} for row in data.to_pylist()]
            connection.execute(text(f'INSERT INTO "{name}" ({columns}) VALUES ({values})'), rows)
        return
    with _staging() as path:
        _write_staging(path, name, _plain(data))
        alias = f"staging_{secrets.token_hex(4)}"
        connection.execute(text(f"ATTACH :file AS {alias}"), {"file": str(path)})
        columns = ", ".join(f'"{column}"' for column in names)
        # The detaching waits for the end of the connection: SQLite refuses it inside a transaction.
        connection.exec_driver_sql(f'INSERT INTO main."{name}" ({columns}) SELECT {columns} FROM {alias}."{name}"')


def _plain(data: "pa.Table | pa.RecordBatchReader") -> "pa.RecordBatchReader":
    """The data in the types that SQLite has: booleans as numbers, dictionaries and large text as text."""
    import pyarrow as pa

    def simple(kind: "pa.DataType") -> "pa.DataType":
        if pa.types.is_boolean(kind) or pa.types.is_integer(kind):
            return pa.int64()
        if pa.types.is_dictionary(kind) or pa.types.is_large_string(kind) or pa.types.is_string_view(kind):
            return pa.string()
        return pa.string() if pa.types.is_null(kind) else kind

    schema = pa.schema([pa.field(field.name, simple(field.type)) for field in data.schema])
    batches = data.to_batches(max_chunksize=100_000) if isinstance(data, pa.Table) else data
    return pa.RecordBatchReader.from_batches(schema, (batch.cast(schema) for batch in batches))
