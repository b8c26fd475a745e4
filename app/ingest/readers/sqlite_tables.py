"""Reading SQLite databases: a child does it, for a view may ask for any work and a damaged file for any memory."""

import contextlib
import sqlite3
from collections.abc import Iterator
from typing import Any

import numpy as np
import pyarrow as pa

from app.domain.progress import SILENT, Progress
from app.ingest.readers import child, limits, problems
from app.ingest.readers.cell_text import text_of
from app.ingest.readers.child_main import Give
from app.ingest.readers.table import Layout, RawTable, unique_headers
from app.ingest.readers.unpacked_file import Source
from storage.bulk.unnamed_file import Content
from storage.file.models import APPLICATION_ID


def read(source: Source, wanted: Layout, progress: Progress = SILENT) -> RawTable:
    """One table or view: the one that is named, else the likeliest.

    Its rows count as lines from 1. Raises ImportProblem or FileProblem.
    """
    if source.data[68:72] == APPLICATION_ID.to_bytes(4, "big"):
        raise problems.A_PROJECT(name=source.name)
    found = child.ask(f"{__name__}:database", source.name, source.data, {"table": wanted.sheet}, progress)
    columns, told = found.columns(), found.document
    lines = np.arange(1, columns.num_rows + 1, dtype=np.int64)
    columns = columns.rename_columns(unique_headers(columns.column_names))
    return RawTable(columns, lines, Layout(sheet=told["table"]), sheets=tuple(told["tables"]))


# What the child does.

_ROWS = 20_000
_AT_ONCE = 100
"""So many columns are looked at in one question: SQLite answers with no more than 2,000."""
_EXACT = 1 << 53
"""Whole numbers below this are doubles of their own."""


def database(name: str, data: Content, request: dict[str, Any], give: Give) -> dict[str, Any]:
    """Read one table of a database, and give its rows."""
    try:
        with contextlib.closing(_opened(data)) as connection:
            tables = _tables(connection)
            table = _chosen(connection, tables, request["table"], name)
            most = max(limits.UNPACKED, len(data) * limits.TIMES)
            for batch in _batches(connection, table, name):
                # A view can make any number of rows of a few.
                if (most := most - batch.nbytes) < 0:
                    raise problems.SWELLS_AS_DATABASE(name=name, table=table, most=limits.TIMES)
                give(batch)
    except sqlite3.Error as error:
        raise problems.NO_DATABASE(name=name, why=_sentence(error)) from None
    return {"table": table, "tables": tables}


def _opened(data: Content) -> sqlite3.Connection:
    """The database in memory, from which nothing of the disk is reached and nothing runs but what SQLite itself has."""
    connection = sqlite3.connect(":memory:")
    whole = bytearray(data)
    # A log beside the file, which it tells of here, there is none of in memory.
    whole[18:20] = b"\1\1"
    connection.deserialize(whole)
    connection.text_factory = lambda text: text.decode("utf-8", "replace")
    for pragma in ("trusted_schema=OFF", "query_only=ON", "cell_size_check=ON"):
        connection.execute(f"PRAGMA {pragma}")
    connection.set_authorizer(_allow)
    return connection


_ALLOWED = {sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_FUNCTION, sqlite3.SQLITE_RECURSIVE}


def _allow(action: int, first: str | None, second: str | None, *_: object) -> int:
    if action == sqlite3.SQLITE_FUNCTION and second == "load_extension":
        return sqlite3.SQLITE_DENY
    return sqlite3.SQLITE_OK if action in _ALLOWED else sqlite3.SQLITE_DENY


def _tables(connection: sqlite3.Connection) -> list[str]:
    """The names of the tables and then of the views, each in the order in which they were made."""
    asked = (
        "SELECT name FROM sqlite_master WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' "
        "ORDER BY type, rowid"
    )
    return [str(row[0]) for row in connection.execute(asked)]


def _chosen(connection: sqlite3.Connection, tables: list[str], wanted: str | None, name: str) -> str:
    """The table that is named, else the first of those with rows that has addresses, else several columns, else any."""
    if wanted is not None:
        if wanted not in tables:
            raise problems.NO_SUCH_TABLE(name=name, table=wanted, tables=", ".join(tables) or "none")
        return wanted
    filled: dict[str, list[str]] = {}
    failed: sqlite3.Error | None = None
    for table in tables:
        try:
            cursor = connection.execute(f"SELECT * FROM {_quoted(table)} LIMIT 1")
            if cursor.fetchone() is not None:
                filled[table] = [str(column[0]) for column in cursor.description]
        except sqlite3.Error as error:
            # One that cannot be asked (a virtual table of a module that is not here) is no reason to refuse the others.
            failed = error
    if not filled:
        raise failed or problems.EMPTY(name=name)
    return min(filled, key=lambda table: _order(filled[table]))


def _order(headers: list[str]) -> int:
    """The lower, the likelier a table of these headers is meant; of alike ones the first is."""
    if any("mail" in header.lower() for header in headers):
        return 0
    return 1 if len(headers) > 1 else 2


def _batches(connection: sqlite3.Connection, table: str, name: str) -> Iterator[pa.RecordBatch]:
    """The rows of a table, the first time none, with the headers as they stand."""
    cursor = connection.execute(f"SELECT * FROM {_quoted(table)}")
    headers = [str(column[0]) for column in cursor.description]
    limits.refuse_columns(len(headers), name)
    schema = pa.schema(list(zip(headers, _kinds(connection, table, len(headers)), strict=True)))
    yield pa.record_batch([pa.array([], kind) for kind in schema.types], schema=schema)
    while rows := cursor.fetchmany(_ROWS):
        columns = zip(*rows, strict=True)
        yield pa.record_batch(
            [_column(cells, kind) for cells, kind in zip(columns, schema.types, strict=True)], schema=schema
        )


def _kinds(connection: sqlite3.Connection, table: str, count: int) -> list[pa.DataType]:
    """The type of each column: SQLite keeps one with each value, so all of them are asked."""
    names = [f"c{place}" for place in range(count)]
    rows = f"WITH rows({', '.join(names)}) AS (SELECT * FROM {_quoted(table)}) "
    found: list[pa.DataType] = []
    for start in range(0, count, _AT_ONCE):
        some = names[start : start + _AT_ONCE]
        asked = ", ".join(
            f"max(typeof({one}) IN ('text', 'blob')), max(typeof({one}) = 'real'), max(typeof({one}) = 'integer'), "
            f"max(typeof({one}) = 'integer' AND ({one} >= {_EXACT} OR {one} <= -{_EXACT}))"
            for one in some
        )
        told = connection.execute(f"{rows} SELECT {asked} FROM rows").fetchone()
        found += [_kind(*told[place * 4 : place * 4 + 4]) for place in range(len(some))]
    return found


def _kind(text: int | None, real: int | None, whole: int | None, large: int | None) -> pa.DataType:
    if text or not (real or whole):
        return pa.string()
    if not real:
        return pa.int64()
    # Beside fractions a whole number beyond the exact ones would lose its last figures.
    return pa.string() if large else pa.float64()


def _column(cells: tuple[Any, ...], kind: pa.DataType) -> pa.Array:
    return pa.array(map(_text, cells), kind) if pa.types.is_string(kind) else pa.array(cells, kind)


def _text(cell: Any) -> str:
    return cell.decode("utf-8", "replace") if isinstance(cell, bytes) else text_of(cell)


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _sentence(error: sqlite3.Error) -> str:
    told = str(error).strip(" .")
    return told[:1].upper() + told[1:]
