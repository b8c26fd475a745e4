"""The schema that a project file must have: the one that the migrations make, and nothing else.

A project comes from anybody. A trigger in it would run with every edit of ours, a view in a table's place would answer
for it, a generated column would compute what we believe to be kept. So what a file holds is held against the shape of
its version, by structure and not by text: how a statement was spelled does not matter.
"""

import json
import re
import sqlite3
import tempfile
from functools import cache
from pathlib import Path
from typing import Any, TypeAlias

Shape: TypeAlias = dict[str, Any]
"""By table: its columns as `[name, type, not null, default, place in the key]`, its unique sets of columns, its foreign
keys as `[from, table, to, on update, on delete]`, its indexes as `[unique, of which rows (0: of all), [column,
descending, order]…]`, and its triggers as their text: what one does is nowhere else to be asked.
"""

_FILE = Path(__file__).with_name("shapes.json")
_INTERNAL = ("sqlite_sequence", "sqlite_stat1", "sqlite_stat4", "alembic_version")
# `xinfo` tells of generated columns too, which `table_info` leaves out.
_COLUMNS = (
    'SELECT m.name, c.name, upper(c.type), c."notnull", c.dflt_value, c.pk, c.hidden FROM sqlite_schema m '
    "JOIN pragma_table_xinfo(m.name) c WHERE m.type = 'table' ORDER BY m.name, c.cid"
)
_UNIQUE = (
    "SELECT m.name, i.name, c.name FROM sqlite_schema m JOIN pragma_index_list(m.name) i "
    "JOIN pragma_index_xinfo(i.name) c WHERE m.type = 'table' AND i.\"unique\" AND c.key "
    "ORDER BY m.name, i.name, c.seqno"
)
_KEYS = (
    'SELECT m.name, k."from", k."table", k."to", k.on_update, k.on_delete FROM sqlite_schema m '
    'JOIN pragma_foreign_key_list(m.name) k WHERE m.type = \'table\' ORDER BY m.name, k."from", k."table"'
)
_INDEXES = (
    # No pragma tells of which rows an index is: that is asked of its text.
    "SELECT m.name, i.name, i.\"unique\", CASE WHEN i.partial THEN substr(s.sql, instr(upper(s.sql), ' WHERE ') + 7) "
    'ELSE 0 END, c.name, c."desc", c.coll FROM sqlite_schema m JOIN pragma_index_list(m.name) i '
    "JOIN pragma_index_xinfo(i.name) c LEFT JOIN sqlite_schema s ON s.type = 'index' AND s.name = i.name "
    "WHERE m.type = 'table' AND c.key ORDER BY m.name, i.name, c.seqno"
)
_TRIGGERS = "SELECT tbl_name, sql FROM sqlite_schema WHERE type = 'trigger' ORDER BY name"
_FOREIGN = re.compile(r"\bCHECK\s*\(|\bCOLLATE\b|\bON\s+CONFLICT\b", re.IGNORECASE)
"""What a table of ours never says, and no pragma tells of: conditions, other orders of texts, answers to conflicts."""


def of(connection: sqlite3.Connection) -> Shape:
    """The shape of a database's tables."""
    found: Shape = {}
    for table, name, kind, full, default, key, hidden in connection.execute(_COLUMNS):
        column = [name, kind, full, default, key, *([hidden] if hidden else [])]
        empty: dict[str, Any] = {"columns": [], "unique": [], "keys": [], "indexes": [], "triggers": []}
        found.setdefault(table, empty)["columns"].append(column)
    sets: dict[tuple[str, str], list[str]] = {}
    for table, index, name in connection.execute(_UNIQUE):
        sets.setdefault((table, index), []).append(name)
    for (table, _), names in sorted(sets.items(), key=lambda one: (one[0][0], one[1])):
        found[table]["unique"].append(names)
    for table, *key in connection.execute(_KEYS):
        found[table]["keys"].append(key)
    indexes: dict[tuple[str, str], list[Any]] = {}
    for table, index, unique, partial, *column in connection.execute(_INDEXES):
        indexes.setdefault((table, index), [unique, partial]).append(column)
    # As text: None, which stands for an expression, and a name do not compare.
    for (table, _), signature in sorted(indexes.items(), key=lambda one: (one[0][0], str(one[1]))):
        found[table]["indexes"].append(signature)
    for table, text in connection.execute(_TRIGGERS):
        if table in found:
            found[table]["triggers"].append(text)
    return {name: shape for name, shape in found.items() if name not in _INTERNAL}


@cache
def expected() -> dict[int, Shape]:
    """The shapes of all versions, by the number of the version."""
    return {int(version): shape for version, shape in json.loads(_FILE.read_text("utf-8")).items()}


def oddities(connection: sqlite3.Connection, version: int) -> list[str]:
    """What a file of that version holds that the program did not make, or lacks, in words; empty for one of ours."""
    if version not in expected():
        return [f"there never was a version {version} of it"]
    found, wanted = of(connection), expected()[version]
    ours = {text for table in wanted.values() for text in table["triggers"]}
    planted = connection.execute(
        "SELECT type, name, sql FROM sqlite_schema WHERE type NOT IN ('table', 'index') "
        "OR (type = 'table' AND (sql IS NULL OR sql LIKE 'CREATE VIRTUAL%'))"
    ).fetchall()
    said = [f"it holds a {kind} of its own, “{name}”" for kind, name, text in planted if text not in ours]
    said += [f"it holds a table that is not Quillwork's, “{name}”" for name in sorted(found.keys() - wanted.keys())]
    said += [f"its table “{name}” is missing" for name in sorted(wanted.keys() - found.keys())]
    for name in sorted(found.keys() & wanted.keys()):
        said += _differing(name, found[name], wanted[name])
    for name, sql in connection.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'table'"):
        if name in wanted and _FOREIGN.search(str(sql)):
            said.append(f"its table “{name}” has conditions of its own")
    # In UTF-16 texts would stand in another order of bytes.
    encoding = connection.execute("PRAGMA encoding").fetchone()[0]
    return [*said, *([] if encoding == "UTF-8" else [f"its texts are written in {encoding}, and not in UTF-8"])]


def _differing(name: str, found: Shape, wanted: Shape) -> list[str]:
    """In what a table differs from ours. A plain index more or less costs time; one that computes runs at each edit."""
    if any(found[part] != wanted[part] for part in ("columns", "unique")):
        return [f"its table “{name}” has another form"]
    # A foreign key of a stranger's could take rows along with those that we delete.
    said = [] if found["keys"] == wanted["keys"] else [f"its table “{name}” is tied to others in ways of its own"]
    if not set(wanted["triggers"]) <= set(found["triggers"]):
        said.append(f"its table “{name}” can be changed in ways that ours cannot")
    computed = [one for one in found["indexes"] if one[1] or None in (column[0] for column in one[2:])]
    foreign = any(one not in wanted["indexes"] for one in computed)
    return [*said, *([f"its table “{name}” has an index that computes something"] if foreign else [])]


def write_expected() -> None:
    """Write the shapes of all versions down anew, from the migrations: after each new one, and never otherwise."""
    from storage.file import migrate

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
