"""What the libraries alone take for the same rows: each floor in a process of its own, which prints what it took.

    python tests/benchmarks/floors.py load FILE.csv TARGET.db     a CSV by DuckDB's parse and ADBC's insert
    python tests/benchmarks/floors.py plain MIRROR TARGET.db      a mirror's tables as plain ones, for `mirror`
    python tests/benchmarks/floors.py mirror PLAIN.db TARGET      those by ADBC out into DuckDB, sorted and folded
    python tests/benchmarks/floors.py members MIRROR TARGET.csv   people as CSV by DuckDB's COPY
    python tests/benchmarks/floors.py contacts MIRROR TARGET.csv  those of them who may be mailed
    python tests/benchmarks/floors.py files FOLDER TARGET         the bytes of a folder's files written anew

A process of its own, because ADBC brings an SQLite: two of them on one file take each other's log away.
"""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
from measuring import taken
from whole_letter import COLUMNS

_BATCH = 65_536
_DERIVED = ("f_", "m_", "sample_hash")
"""Columns that follow from others: the floor makes the first kind anew and goes without the rest."""
_ORDER = {"profiles": "key", "event_rows": 'name, "at", id', "products": "sku"}


def _adbc(target: Path) -> Any:
    import adbc_driver_sqlite.dbapi as adbc

    connection = adbc.connect(str(target), autocommit=True)
    with connection.cursor() as cursor:
        for pragma in ("journal_mode=OFF", "synchronous=OFF", "locking_mode=EXCLUSIVE"):
            cursor.execute(f"PRAGMA {pragma}")
    return connection


def _insert(from_: duckdb.DuckDBPyConnection, tables: dict[str, str], target: Path) -> int:
    """Write what some SELECTs give to tables of a new SQLite file; returns the rows of all."""
    target.unlink(missing_ok=True)
    rows = 0
    with _adbc(target) as connection, connection.cursor() as cursor:
        cursor.execute("BEGIN")
        for name, select in tables.items():
            rows += cursor.adbc_ingest(name, from_.sql(select).to_arrow_reader(_BATCH), mode="create")
        cursor.execute("COMMIT")
    return rows


def load(file: Path, target: Path) -> int:
    """Parse a CSV and insert its rows, times and days as the numbers that SQLite can keep."""
    connection = duckdb.connect()
    source = f"read_csv('{file}')"
    columns = []
    for name, kind, *_ in connection.execute(f"DESCRIBE SELECT * FROM {source}").fetchall():
        number = f'epoch_us("{name}")' if kind.startswith("TIMESTAMP") else f"(\"{name}\" - DATE '1970-01-01')::INTEGER"
        columns.append(f'{number} AS "{name}"' if kind.startswith(("TIMESTAMP", "DATE")) else f'"{name}"')
    return _insert(connection, {"t": f"SELECT {', '.join(columns)} FROM {source}"}, target)


def plain(mirror: Path, target: Path) -> int:
    """Write a mirror's tables, without what is folded from others, as a plain SQLite file has them."""
    connection = duckdb.connect(str(mirror), read_only=True)
    tables = {}
    for (name,) in connection.execute("SELECT table_name FROM duckdb_tables()").fetchall():
        described = connection.execute(f'DESCRIBE "{name}"').fetchall()
        shown = [
            f'to_json("{column}")::VARCHAR AS "{column}"' if kind == "VARCHAR[]" else f'"{column}"'
            for column, kind, *_ in described
            if not column.startswith(_DERIVED)
        ]
        if connection.execute(f'SELECT count(*) FROM "{name}"').fetchall()[0][0]:
            order = "ORDER BY id" if '"id"' in shown else ""
            tables[name] = f'SELECT {", ".join(shown)} FROM "{name}" {order}'
    return _insert(connection, tables, target)


def mirror(source: Path, target: Path) -> int:
    """Read plain tables and make DuckDB's of them: sorted as the mirror is, with lower-case twins of all texts."""
    target.unlink(missing_ok=True)
    rows = 0
    with _adbc(source) as plain, plain.cursor() as cursor, duckdb.connect(str(target)) as into:
        cursor.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")
        for name in [row[0] for row in cursor.fetchall()]:
            cursor.adbc_statement.set_options(**{"adbc.sqlite.query.batch_rows": str(_BATCH)})
            cursor.execute(f'SELECT * FROM "{name}"')
            reader = cursor.fetch_record_batch()
            texts = [
                field.name for field in reader.schema if str(field.type) == "string" and field.name[:2] in ("t_", "p_")
            ]
            twins = "".join(f', lower("{text}") AS "f_{text[2:]}"' for text in texts)
            order = f"ORDER BY {_ORDER[name]}" if name in _ORDER else ""
            into.register("incoming", reader)
            into.execute(f'CREATE TABLE "{name}" AS SELECT *{twins} FROM incoming {order}')
            into.unregister("incoming")
            rows += into.execute(f'SELECT count(*) FROM "{name}"').fetchall()[0][0]
    return rows


def members(mirror: Path, target: Path, condition: str = "") -> int:
    """Copy people's columns in key order into a CSV, as people read them."""
    shown = {
        "birth_date": "DATE '1970-01-01' + t_birth_date",
        "signed_up_at": "strftime(make_timestamp(t_signed_up_at), '%Y-%m-%dT%H:%M:%S')",
        "tags": "array_to_string(t_tags, ', ')",
    }
    columns = ", ".join(f"{shown.get(name, f't_{name}')} AS {name}" for name in COLUMNS)
    select = f"SELECT key, {columns} FROM profiles {condition} ORDER BY key"
    connection = duckdb.connect(str(mirror), read_only=True)
    return int(connection.execute(f"COPY ({select}) TO '{target}' (HEADER)").fetchall()[0][0])


def contacts(mirror: Path, target: Path) -> int:
    """The same of those who may be mailed."""
    return members(mirror, target, "WHERE mailable AND NOT suppressed AND consent = 1")


def _written(contents: list[tuple[str, bytes]], target: Path) -> int:
    """Write files of these names and bytes into a new folder."""
    target.mkdir()
    for name, content in contents:
        with (target / name).open("wb") as file:
            file.write(content)
    return len(contents)


ACTIONS: dict[str, Callable[[Path, Path], int]] = {
    "load": load,
    "plain": plain,
    "mirror": mirror,
    "members": members,
    "contacts": contacts,
}


def main() -> None:
    """Do what the words say and print what it took as JSON."""
    action, source, target = sys.argv[1:]
    if action == "files":
        contents = [(path.name, path.read_bytes()) for path in Path(source).iterdir()]
        done = taken(lambda: _written(contents, Path(target)))
    else:
        done = taken(lambda: ACTIONS[action](Path(source), Path(target)))
    print(json.dumps({"clock": done.clock, "cpu": done.cpu, "rows": done.answer}))


if __name__ == "__main__":
    main()
