"""Putting the audience's tables into a database: a schema of their own, filled in one transaction."""

import contextlib
import json
import secrets
from dataclasses import dataclass
from typing import Any, Final

import psycopg
import pyarrow as pa
import pyarrow.csv as pc
from psycopg import sql

from app.domain.progress import Progress
from storage.mirror.carried import TABLES, facts_of
from storage.mirror.mirror import FORMAT
from storage.postgresql import connecting
from storage.postgresql.connecting import Connection

KEPT: Final = "push"
"""The table in which a push says what it is of: one row."""

_AT_ONCE = 65_536
_INDEXES: Final = {
    "profiles": ("id", "key"),
    "events": ("profile_id", "name, at"),
    "consents": ("profile_id",),
    "suppressions": ("profile_id",),
    "tags": ("profile_id",),
    "memberships": ("profile_id", "segment_id"),
    "scores": ("profile_id",),
    "trait_history": ("profile_id",),
}
"""By whom and when things are looked for."""


@dataclass(frozen=True, slots=True)
class Told:
    """Of which project a reading is: its `uid`, its name, and the zone of its local days."""

    uid: str
    name: str
    timezone: str


def push(address: str, source: Any, of: Told, progress: Progress) -> dict[str, int]:
    """Put the tables of a reading (`app/project/engine.py`) there; says how many rows each has.

    They take the place of those of an earlier push, from which whoever asks meanwhile is answered.
    Raises Fault, psycopg.Error and Cancelled.
    """
    prefix = connecting.prefix_of(of.uid)
    with (
        contextlib.closing(connecting.connect(address, reading=False)) as connection,
        progress.interrupting(lambda: connecting.stop(connection)),
    ):
        # Of two pushes of a project the later one waits.
        connection.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [prefix])
        earlier = connecting.schemas(connection, prefix)
        schema = prefix + secrets.token_hex(4)
        connection.execute(sql.SQL("CREATE SCHEMA {}").format(sql.Identifier(schema)))
        said = sql.SQL("COMMENT ON SCHEMA {} IS {}")
        connection.execute(said.format(sql.Identifier(schema), sql.Literal(f"Quillwork: {of.name}")))
        connection.execute(sql.SQL("SET LOCAL search_path = {}").format(sql.Identifier(schema)))
        rows = {table: _copied(connection, source, table, progress) for table in TABLES}
        _keep(connection, source, of.timezone)
        connection.commit()
        _tidy(connection, earlier)
    return rows


def _copied(connection: Connection, source: Any, name: str, progress: Progress) -> int:
    table = source.table(name)
    columns = table.schema()
    made = [sql.SQL("{} {}").format(sql.Identifier(column), _type(kind)) for column, kind in columns.items()]
    connection.execute(sql.SQL("CREATE TABLE {} ({})").format(sql.Identifier(name), sql.SQL(", ").join(made)))
    done = 0
    with connection.cursor().copy(sql.SQL("COPY {} FROM STDIN (FORMAT csv)").format(sql.Identifier(name))) as copy:
        for batch in source.batches(table, _AT_ONCE):
            progress.step(0, 0, f"Putting {name} there: {done:,}")
            copy.write(_as_csv(batch))
            done += batch.num_rows
    progress.step(0, 0, f"Putting {name} in order there")
    for by in _INDEXES.get(name, ()):
        connection.execute(sql.SQL("CREATE INDEX ON {} ({})").format(sql.Identifier(name), _columns(by)))
    # How to find things is planned by what was counted.
    connection.execute(sql.SQL("ANALYZE {}").format(sql.Identifier(name)))
    return done


def _columns(names: str) -> sql.Composed:
    return sql.SQL(", ").join(map(sql.Identifier, names.split(", ")))


def _type(kind: Any) -> sql.SQL:
    if kind.is_array():
        return sql.SQL('text[] COLLATE "C"')
    if kind.is_string():
        # In the order of bytes, as everywhere.
        return sql.SQL('text COLLATE "C"')
    return sql.SQL(_TYPES[str(kind.copy(nullable=True))])


_TYPES: Final = {
    "boolean": "boolean",
    "int8": "smallint",
    "int16": "smallint",
    "int32": "integer",
    "int64": "bigint",
    # It has no numbers without a sign.
    "uint64": "numeric(20)",
    "float64": "double precision",
}


def _as_csv(batch: pa.RecordBatch) -> memoryview:
    """Rows as `COPY` reads them: what is missing is nothing at all, an empty text two quotes."""
    columns = [_lists(column) if pa.types.is_list(column.type) else column for column in batch.columns]
    into = pa.BufferOutputStream()
    plain = pa.RecordBatch.from_arrays(columns, names=batch.schema.names)
    pc.write_csv(plain, into, pc.WriteOptions(include_header=False, quoting_style="needed"))
    return memoryview(into.getvalue())


def _lists(column: pa.Array) -> pa.Array:
    return pa.array([None if one is None else _list(one) for one in column.to_pylist()], pa.string())


def _list(texts: list[str | None]) -> str:
    quoted = ("NULL" if one is None else '"' + one.replace("\\", "\\\\").replace('"', '\\"') + '"' for one in texts)
    return "{" + ",".join(quoted) + "}"


def _keep(connection: Connection, source: Any, timezone: str) -> None:
    connection.execute(
        f"CREATE TABLE {KEPT} AS SELECT %s::text AS token, %s::text AS timezone, %s::int AS format, %s::text AS facts",
        [source.token, timezone, FORMAT, json.dumps(facts_of(source))],
    )


def _tidy(connection: Connection, earlier: list[str]) -> None:
    """Take earlier pushes away; one that is still read goes with the next push."""
    for schema in earlier:
        with contextlib.suppress(psycopg.Error):
            connection.execute("SET LOCAL lock_timeout = '2s'")
            connection.execute(sql.SQL("DROP SCHEMA {} CASCADE").format(sql.Identifier(schema)))
            connection.commit()
        connection.rollback()
