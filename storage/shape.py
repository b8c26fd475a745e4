"""The schema that a project file must have: the one that the migrations make, and nothing else.

A project comes from anybody. A trigger in it would run with every edit of ours, a view in a table's place would answer
for it, a generated column would compute what we believe to be kept. So what a file holds is held against the shape of
its version, by structure and not by text: how a statement was spelled does not matter.
"""

import json
import sqlite3
import tempfile
from functools import cache
from pathlib import Path
from typing import Any, TypeAlias

Shape: TypeAlias = dict[str, Any]
"""By table: its columns as `[name, type, not null, default, place in the key]`, and its unique sets of columns."""

_FILE = Path(__file__).with_name("shapes.json")
_INTERNAL = ("sqlite_sequence", "sqlite_stat1", "sqlite_stat4", "alembic_version")
_COLUMNS = (
    'SELECT m.name, c.name, upper(c.type), c."notnull", c.dflt_value, c.pk, c.hidden FROM sqlite_schema m '
    "JOIN pragma_table_xinfo(m.name) c WHERE m.type = 'table' ORDER BY m.name, c.cid"
)
_UNIQUE = (
    "SELECT m.name, i.name, c.name FROM sqlite_schema m JOIN pragma_index_list(m.name) i "
    "JOIN pragma_index_xinfo(i.name) c WHERE m.type = 'table' AND i.\"unique\" AND c.key "
    "ORDER BY m.name, i.name, c.seqno"
)


def of(connection: sqlite3.Connection) -> Shape:
    """The shape of a database's tables."""
    found: Shape = {}
    for table, name, kind, full, default, key, hidden in connection.execute(_COLUMNS):
        column = [name, kind, full, default, key, *([hidden] if hidden else [])]
        found.setdefault(table, {"columns": [], "unique": []})["columns"].append(column)
    sets: dict[tuple[str, str], list[str]] = {}
    for table, index, name in connection.execute(_UNIQUE):
        sets.setdefault((table, index), []).append(name)
    for (table, _), names in sorted(sets.items(), key=lambda one: (one[0][0], one[1])):
        found[table]["unique"].append(names)
    return {name: shape for name, shape in found.items() if name not in _INTERNAL}


@cache
def expected() -> dict[int, Shape]:
    """The shapes of all versions, by the number of the version."""
    return {int(version): shape for version, shape in json.loads(_FILE.read_text("utf-8")).items()}


def oddities(connection: sqlite3.Connection, version: int) -> list[str]:
    """What a file of that version holds that the program did not make, or lacks, in words; empty for one of ours."""
    if version not in expected():
        return [f"there never was a version {version} of it"]
    planted = connection.execute(
        "SELECT type, name FROM sqlite_schema WHERE type NOT IN ('table', 'index') "
        "OR (type = 'table' AND (sql IS NULL OR sql LIKE 'CREATE VIRTUAL%'))"
    ).fetchall()
    said = [f"it holds a {kind} of its own, “{name}”" for kind, name in planted]
    found, wanted = of(connection), expected()[version]
    said += [f"it holds a table that is not Quillwork's, “{name}”" for name in sorted(found.keys() - wanted.keys())]
    said += [f"its table “{name}” is missing" for name in sorted(wanted.keys() - found.keys())]
    said += [f"its table “{name}” has another form" for name in sorted(found.keys() & wanted.keys())
             if found[name] != wanted[name]]  # fmt: skip
    conditions = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table' AND sql LIKE '%CHECK%(%'")
    said += [f"its table “{name}” has conditions of its own" for (name,) in conditions if name in wanted]
    return said


def write_expected() -> None:
    """Write the shapes of all versions down anew, from the migrations: after each new one, and never otherwise."""
    from storage import migrate

    found = {}
    with tempfile.TemporaryDirectory() as folder:
        for version in range(1, migrate.SCHEMA + 1):
            path = Path(folder) / f"{version}.quill"
            migrate.create_schema(path, version)
            connection = sqlite3.connect(path)
            found[version] = of(connection)
            connection.close()
    _FILE.write_text(json.dumps(found, separators=(",", ":")) + "\n", encoding="utf-8")


if __name__ == "__main__":
    write_expected()
