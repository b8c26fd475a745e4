"""The mirror's people: their traits as typed columns, and how those that changed came to be."""

from collections.abc import Iterator
from itertools import groupby
from typing import TYPE_CHECKING

import orjson
import pyarrow as pa

from storage import localtime

if TYPE_CHECKING:
    from storage.mirror_tables import Build


def build_profile_table(build: "Build", types: dict[str, str]) -> None:
    """profiles, as `build_profiles` says, from each person's folded JSON of traits."""
    from storage.mirror_tables import quoted

    columns = {"id": pa.int64(), "key": pa.string(), "email": pa.string(), "mailable": pa.int64()}
    columns |= {"suppressed": pa.int64(), "traits": pa.string(), "tags": pa.string(), "since": pa.int64()}
    build.load_plain("raw_people", _people(), columns)
    build.said("Arranging people")
    selected = ["r.id", "r.key", "r.email", "r.mailable <> 0 AS mailable", "r.suppressed <> 0 AS suppressed", "r.since"]
    selected += [f"{_column(name, kind)} AS {quoted('t_' + name)}" for name, kind in types.items()]
    if "tags" not in types:
        selected.append(f"{_column('tags', 'list')} AS t_tags")
    build.into.execute(
        f"CREATE OR REPLACE TABLE raw_traits AS SELECT {', '.join(selected)} FROM (SELECT *, "
        f"json_transform(traits, {_structure(types)}) AS t FROM raw_people) r"
    )
    build.into.execute("DROP TABLE raw_people")
    names = [row[0] for row in build.into.execute("DESCRIBE raw_traits").fetchall()]
    texts = {f"t_{name}": f"f_{name}" for name, kind in types.items() if kind == "text"}
    # Keys are ASCII-safe in SQLite's and DuckDB's byte order alike, so key order needs no collation.
    build.with_twins("raw_traits", "raw_lists", texts, [f"r.{quoted(name)}" for name in names], "r.key")
    _lists_and_days(build, types | {"tags": "list"})


def _people() -> str:
    """All people: whether an address of theirs is suppressed, their tags as a JSON list, their first record's time."""
    return (
        "SELECT p.id, p.key, p.email, p.mailable, EXISTS (SELECT 1 FROM identifier i JOIN suppression s "
        "ON s.channel = i.kind AND s.address = i.value WHERE i.profile_id = p.id AND i.kind = 'email') AS suppressed, "
        "p.traits, (SELECT json_group_array(DISTINCT tag) FROM tag WHERE tag.profile_id = p.id) AS tags, "
        "(SELECT min(effective_at) FROM profile_row WHERE profile_row.profile_id = p.id) AS since "
        "FROM profile p ORDER BY p.id"
    )


def _structure(types: dict[str, str]) -> str:
    from storage.mirror_tables import COLUMN_TYPES, literal

    shape: dict[str, object] = {name: COLUMN_TYPES[kind] for name, kind in types.items() if kind != "list"}
    shape |= {name: ["VARCHAR"] for name, kind in types.items() if kind == "list"}
    return literal(orjson.dumps(shape or {"_": "VARCHAR"}).decode())


def _column(name: str, kind: str) -> str:
    from storage.mirror_tables import literal

    if name == "tags":
        return "CASE WHEN r.tags = '[]' THEN NULL ELSE json_transform(r.tags, '[\"VARCHAR\"]') END"
    value = f"struct_extract(r.t, {literal(name)})"
    # A person's address is that of the identifier; what the file said stands in where it is malformed.
    return f"COALESCE(r.email, {value})" if name == "email" and kind == "text" else value


def _lists_and_days(build: "Build", types: dict[str, str]) -> None:
    """Add the folded twins of lists and the local days of moments; both are made from distinct values."""
    from storage.mirror_tables import composed, fold, quoted

    added, joins, replaced = [], [], []
    for number, (name, kind) in enumerate(types.items()):
        column = quoted("t_" + name)
        if kind not in ("list", "datetime"):
            continue
        rows = build.into.execute(f"SELECT DISTINCT {column} FROM raw_lists WHERE {column} IS NOT NULL").fetchall()
        raw = [row[0] for row in rows]
        if kind == "list":
            made = pa.array([[fold(x) for x in value if fold(x)] or None for value in raw], pa.list_(pa.string()))
            kept = pa.array([[composed(x) for x in value if fold(x)] or None for value in raw], pa.list_(pa.string()))
            keys, twin = pa.array(raw, pa.list_(pa.string())), "f_" + name
            replaced.append(f"w{number}.kept AS {column}")
        else:
            kept = pa.nulls(len(raw))
            keys, twin = pa.array(raw, pa.int64()), "d_" + name
            made = pa.array(localtime.day_and_hour(keys.to_numpy(zero_copy_only=False), build.zone)[0])
        build.into.register("incoming", pa.table({"raw": keys, "made": made, "kept": kept}))
        build.into.execute(f"CREATE OR REPLACE TEMP TABLE twin_{number} AS SELECT * FROM incoming")
        build.into.unregister("incoming")
        joins.append(f"LEFT JOIN twin_{number} w{number} ON r.{column} = w{number}.raw")
        added.append(f"w{number}.made AS {quoted(twin)}")
    everything = f"r.* REPLACE ({', '.join(replaced)})" if replaced else "r.*"
    build.into.execute(
        f"CREATE OR REPLACE TABLE profiles AS SELECT {', '.join([everything, *added])} "
        f"FROM raw_lists r {' '.join(joins)} ORDER BY r.key"
    )
    build.into.execute("DROP TABLE raw_lists")


def build_history(build: "Build", types: dict[str, str]) -> None:
    """trait_history: profile_id, trait, at, value (JSON), for each trait of a person that changed or came late."""
    schema = pa.schema([("profile_id", pa.int64()), ("trait", pa.string()), ("at", pa.int64()), ("value", pa.string())])
    select = (
        "SELECT profile_id, effective_at, mode, traits FROM profile_row WHERE profile_id IN "
        "(SELECT profile_id FROM profile_row GROUP BY profile_id HAVING count(*) > 1) "
        "ORDER BY profile_id, effective_at, id"
    )
    columns = {"profile_id": pa.int64(), "at": pa.int64(), "mode": pa.string(), "traits": pa.string()}

    def changes() -> Iterator[pa.RecordBatch]:
        rows = (row for batch in build.rows(select, columns) for row in batch.to_pylist())
        found = [line for person, theirs in groupby(rows, key=_person) for line in history(person, list(theirs))]
        for start in range(0, len(found), 65_536):
            yield pa.RecordBatch.from_pylist(found[start : start + 65_536], schema=schema)

    build.load("trait_history", changes(), schema)


def _person(row: dict[str, object]) -> int:
    found = row["profile_id"]
    assert isinstance(found, int)
    return found


def history(person: int, rows: list[dict[str, object]]) -> Iterator[dict[str, object]]:
    """The moments at which a person's traits took each of their values, for those that had several or came late.

    Rows are in order of effect: `{"at", "mode", "traits"}`, with `traits` as JSON.
    """
    current: dict[str, object] = {}
    course: dict[str, list[tuple[object, object]]] = {}
    for row in rows:
        after = folded_traits(current, orjson.loads(str(row["traits"])), str(row["mode"]))
        for name in after.keys() | current.keys():
            value = after.get(name)
            if name not in course or course[name][-1][1] != value:
                course.setdefault(name, []).append((row["at"], value))
        current = after
    for name, steps in course.items():
        # A trait that came later than the person has a course too, though of one value.
        if len(steps) > 1 or steps[0][0] != rows[0]["at"]:
            for at, value in steps:
                yield {"profile_id": person, "trait": name, "at": at, "value": orjson.dumps(value).decode()}


def folded_traits(current: dict[str, object], row: dict[str, object], mode: str) -> dict[str, object]:
    """Traits after one more row of a file: `update` lets a filled cell win, `keep` only fills what is missing,
    `replace` takes the row's blank cells (null) too. A cell that the file has no column for changes nothing."""
    if mode == "replace":
        merged = current | row
        return {name: value for name, value in merged.items() if value is not None}
    filled = {name: value for name, value in row.items() if value is not None}
    return filled | current if mode == "keep" else current | filled
