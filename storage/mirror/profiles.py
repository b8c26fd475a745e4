"""The mirror's people: their traits as typed columns, and how those that changed came to be."""

from collections.abc import Iterator, Mapping
from itertools import groupby
from types import MappingProxyType
from typing import TYPE_CHECKING

import orjson
import pyarrow as pa

from app.domain.merged_fields import NONE, MergedFields, of_document, with_standard
from app.domain.names import composed
from app.domain.trait_merging import NO_PRIORITIES, Fold, Priorities, source_of
from storage.file import permissions
from storage.mirror import consent_standing, history_values, local_time
from storage.mirror.folded_twins import Shown, arrange, fold, literal, quoted

if TYPE_CHECKING:
    from storage.mirror.tables import Build


_OWN = ("id", "key", "email", "address", "mailable", "suppressed", "since", "consent", "sample_hash")
"""The columns of people that are no traits."""


def build_profile_table(build: "Build", types: dict[str, str]) -> None:
    """profiles, as `build_profiles` says, from each person's folded JSON of traits."""
    columns = {"id": pa.int64(), "key": pa.string(), "email": pa.string(), "address": pa.string()}
    columns |= {"mailable": pa.int64()}
    build.load_plain(
        "raw_people",
        f"SELECT p.id, p.key, p.email, {permissions.ADDRESS}, p.mailable, p.traits FROM profile p {build.of('p.id')} "
        "ORDER BY p.id",
        columns | {"traits": pa.string()},
    )
    _beside(build)
    build.said("Arranging people")
    kept = [
        "r.id",
        "r.key",
        "r.email",
        "r.address",
        "r.mailable <> 0 AS mailable",
        "s.id IS NOT NULL AS suppressed",
        "r.since",
        "CAST(c.severity AS TINYINT) AS consent",
        # Their order is that of the texts that MD5 is written in: sixteen of its digits tell people apart.
        "CAST('0x' || left(md5(r.key), 16) AS UBIGINT) AS sample_hash",
    ]
    # Tags come by hand too: their column is made of the table of tags, and not of the trait.
    kept += [f"{_column(name, kind)} AS {quoted('t_' + name)}" for name, kind in types.items() if name != "tags"]
    build.into.execute(
        # `json_transform` gives NULL for a value that does not fit its column, where its strict sister would end the
        # building.
        # Traits that are not kept with the person are those of their first row.
        f"CREATE OR REPLACE TEMP TABLE raw_traits AS SELECT {', '.join(kept)}, g.tags AS t_tags FROM "
        f"(SELECT p.*, w.since, json_transform(coalesce(p.traits, f.said, '{{}}'), {_structure(types)}) AS t "
        "FROM raw_people p LEFT JOIN raw_since w ON w.id = p.id LEFT JOIN raw_rows f ON f.number = w.first) r "
        "LEFT JOIN raw_suppressed s ON s.id = r.id LEFT JOIN raw_tags g ON g.id = r.id "
        "LEFT JOIN raw_answers c ON c.profile_id = r.id"
    )
    for gone in ("raw_people", "raw_rows", "raw_since", "raw_suppressed", "raw_tagged", "raw_tags", "raw_answers"):
        build.into.execute(f"DROP TABLE {gone}")
    types = types | {"tags": "list"}
    shown = [Shown(name, f"r.{name}") for name in _OWN]
    joins = []
    for number, (name, kind) in enumerate(types.items()):
        columns_of, join = _trait(build, name, kind, f"twin_{number}")
        shown += columns_of
        joins += [join] if join else []
    # Keys are ASCII-safe in SQLite's and DuckDB's byte order alike, so key order needs no collation.
    arrange(build, "raw_traits", "new_profiles", shown, "r.key", joins)
    build.put("profiles", "new_profiles", "id")


def _beside(build: "Build") -> None:
    """What is known of people outside their traits: since when, whether an address is suppressed, their tags.

    Read as plain rows and brought together by the engine: asked for one by one, these cost more than all the rest.
    """
    build.load_plain(
        "raw_rows",
        f"SELECT profile_id, effective_at, id, traits FROM profile_row {build.of('profile_id')}",
        {"id": pa.int64(), "since": pa.int64(), "number": pa.int64(), "said": pa.string()},
    )
    build.load_plain(
        "raw_suppressed",
        f"SELECT DISTINCT profile_id FROM ({permissions.suppressions(build.numbers)}) WHERE own AND channel = 'email'",
        {"id": pa.int64()},
    )
    build.load_plain(
        "raw_tagged",
        f"SELECT DISTINCT profile_id, tag FROM tag {build.of('profile_id')}",
        {"id": pa.int64(), "tag": pa.string()},
    )
    for table, made in (
        ("raw_since", "SELECT id, min(since) AS since, min(number) AS first FROM raw_rows GROUP BY id"),
        ("raw_tags", "SELECT id, list(tag ORDER BY tag) AS tags FROM raw_tagged GROUP BY id"),
        ("raw_answers", f"SELECT profile_id, severity FROM ({consent_standing.answers()}) {build.of('profile_id')}"),
    ):
        build.into.execute(f"CREATE OR REPLACE TEMP TABLE {table} AS {made}")


def _structure(types: dict[str, str]) -> str:
    from storage.mirror.tables import COLUMN_TYPES

    shape: dict[str, object] = {name: COLUMN_TYPES[kind] for name, kind in types.items() if kind != "list"}
    shape |= {name: ["VARCHAR"] for name, kind in types.items() if kind == "list"}
    # DuckDB refuses an empty structure.
    return literal(orjson.dumps(shape or {"_": "VARCHAR"}).decode())


def _column(name: str, kind: str) -> str:
    value = f"struct_extract(r.t, {literal(name)})"
    # A person's address is that of the identifier; what the file said stands in where it is malformed.
    return f"COALESCE(r.email, {value})" if name == "email" and kind == "text" else value


def _trait(build: "Build", name: str, kind: str, lookup: str) -> tuple[list[Shown], str]:
    """A trait's columns: text and lists have folded twins, moments their local day, days that of the year (`m_`).

    Beside them the join that these need.

    Lists and moments have theirs by distinct value.
    """
    source = f"r.{quoted('t_' + name)}"
    if kind not in ("list", "datetime"):
        columns = [Shown(f"t_{name}", source, f"f_{name}" if kind == "text" else "")]
        return columns + [Shown(f"m_{name}", _month_day(source))] * (kind == "date"), ""
    # Only the distinct ones pass through Python: many people share one.
    distinct = build.into.sql(f"SELECT DISTINCT {source} AS raw FROM raw_traits r WHERE {source} IS NOT NULL")
    raw = distinct.to_arrow_table().column("raw").combine_chunks()
    join = f"LEFT JOIN {lookup} ON {source} = {lookup}.raw"
    if kind == "datetime":
        days = local_time.day_and_hour(raw.to_numpy(zero_copy_only=False), build.zone)[0]
        build.keep(lookup, pa.table({"raw": raw, "made": pa.array(days)}))
        day = f"{lookup}.made"
        return [Shown(f"t_{name}", source), Shown(f"d_{name}", day), Shown(f"m_{name}", _month_day(day))], join
    lists = raw.to_pylist()
    folded = [[fold(x) for x in value if fold(x)] or None for value in lists]
    kept = [[composed(x) for x in value if fold(x)] or None for value in lists]
    texts = pa.list_(pa.string())
    build.keep(lookup, pa.table({"raw": pa.array(lists, texts), "kept": pa.array(kept, texts),
                                 "made": pa.array(folded, texts)}))  # fmt: skip
    return [Shown(f"t_{name}", f"{lookup}.kept"), Shown(f"f_{name}", f"{lookup}.made")], join


def _month_day(day: str) -> str:
    """Month x 100 + day of a day counted from 1970-01-01."""
    return f"CAST(month(make_date({day})) * 100 + day(make_date({day})) AS SMALLINT)"


def build_history(build: "Build") -> None:
    """trait_history: profile_id, trait, at and a value, for each trait of a person that changed or came late.

    The value stands in the column of its trait's type, `f_text` and `f_list` beside it folded, `day` the local day of
    a moment; what does not fit the type is missing, as it is in `profiles`. trait_changes: trait, latest.
    """
    types = build.known("traits")
    schema = pa.schema(
        [("profile_id", pa.int64()), ("trait", pa.string()), ("at", pa.int64()), *history_values.COLUMNS.items()]
    )
    select = (
        # Most people have one row, and with it each trait from the start: they have no course to tell.
        "SELECT profile_id, effective_at, mode, traits, batch_id FROM profile_row WHERE profile_id IN "
        f"(SELECT profile_id FROM profile_row {build.of('profile_id')} GROUP BY profile_id HAVING count(*) > 1) "
        "ORDER BY profile_id, effective_at, id"
    )
    columns = {"profile_id": pa.int64(), "at": pa.int64(), "mode": pa.string(), "traits": pa.string()}
    columns |= {"batch": pa.int64()}
    sources, priorities, merges = _sources(build), _priorities(build), merges_of(build, types)
    by_hand = _by_hand(build, merges)

    def changes() -> Iterator[pa.RecordBatch]:
        """The course of every trait that has one, a batch for each batch of rows; nothing of what is set by hand."""
        rows = (row for batch in build.rows(select, columns) for row in batch.to_pylist())
        found = [
            line
            for person, theirs in groupby(rows, key=_person)
            for said, emptied in (by_hand.get(person, _NOTHING),)
            for line in history(person, list(theirs), sources, priorities, merges, emptied)
            # What was set by hand holds at every moment: it has no course.
            if line["trait"] not in said
        ]
        for line in found:
            line |= history_values.typed(line.pop("value"), types.get(str(line["trait"]), "text"), build.zone)
        for start in range(0, len(found), 65_536):
            yield pa.RecordBatch.from_pylist(found[start : start + 65_536], schema=schema)

    build.load("new_history", changes(), schema)
    build.put("trait_history", "new_history", "profile_id")
    # Whether a trait changes after a moment decides how a question is put, so it is known before any is.
    build.into.execute(
        'CREATE OR REPLACE TABLE trait_changes AS SELECT trait, max("at") AS latest FROM trait_history GROUP BY trait'
    )


def _person(row: dict[str, object]) -> int:
    found = row["profile_id"]
    assert isinstance(found, int)
    return found


def _sources(build: "Build") -> dict[int, str]:
    """The source of each import."""
    columns = {"id": pa.int64(), "source": pa.string(), "mapping": pa.string()}
    select = "SELECT id, coalesce(source, ''), mapping FROM batch ORDER BY id"
    rows = (row for batch in build.rows(select, columns) for row in batch.to_pylist())
    return {row["id"]: source_of(row["source"], row["mapping"]) for row in rows}


def _priorities(build: "Build") -> Priorities:
    """The sources of each trait that has a priority, the highest first."""
    columns = {"name": pa.string(), "priority": pa.string()}
    select = "SELECT name, priority FROM field WHERE priority IS NOT NULL ORDER BY name"
    rows = (row for batch in build.rows(select, columns) for row in batch.to_pylist())
    return {row["name"]: tuple(orjson.loads(row["priority"])) for row in rows}


def merges_of(build: "Build", types: Mapping[str, str]) -> MergedFields:
    """The fields that are part of another, of those of these types."""
    columns = {"name": pa.string(), "merged": pa.string()}
    select = "SELECT name, merged FROM field WHERE merged IS NOT NULL ORDER BY name"
    rows = (row for batch in build.rows(select, columns) for row in batch.to_pylist())
    merges = tuple(of_document(row["name"], orjson.loads(row["merged"])) for row in rows)
    return MergedFields(merges, with_standard(types), build.reads, build.zone.key) if merges else NONE


_NOTHING: tuple[frozenset[str], frozenset[str]] = (frozenset(), frozenset())


def _by_hand(build: "Build", merges: MergedFields) -> dict[int, tuple[frozenset[str], frozenset[str]]]:
    """Of each person the traits that were set by hand, and the names that were emptied and are part of another."""
    columns = {"person": pa.int64(), "trait": pa.string(), "said": pa.string()}
    select = (
        "SELECT i.profile_id, h.trait, CAST(h.said AS TEXT) FROM hand_value h "
        "JOIN identifier i ON i.kind = h.kind AND i.value = h.value WHERE h.taken_back_at IS NULL ORDER BY h.id"
    )
    said: dict[int, list[tuple[str, object]]] = {}
    for batch in build.rows(select, columns):
        for row in batch.to_pylist():
            said.setdefault(row["person"], []).append((row["trait"], orjson.loads(row["said"] or "null")))
    told = {person: merges.of_hand(values) for person, values in said.items()}
    return {person: (frozenset(found), emptied) for person, (found, emptied) in told.items()}


def history(
    person: int,
    rows: list[dict[str, object]],
    sources: Mapping[int, str] = MappingProxyType({}),
    priorities: Priorities = NO_PRIORITIES,
    merges: MergedFields = NONE,
    emptied: frozenset[str] = frozenset(),
) -> Iterator[dict[str, object]]:
    """The moments at which a person's traits took each of their values, for those that had several or came late.

    Rows are in order of effect: `{"at", "mode", "traits", "batch"}`, with `traits` as JSON; `sources` says from where
    each batch came, `merges` which fields are part of another, and `emptied` which of their names say nothing.
    """
    fold_of = Fold(priorities, merges, emptied)
    current: dict[str, object] = {}
    course: dict[str, list[tuple[object, object]]] = {}
    for row in rows:
        batch = row.get("batch")
        source = sources.get(batch, "") if isinstance(batch, int) else ""
        after = fold_of.add(orjson.loads(str(row["traits"])), str(row["mode"]), source)
        # Of both: a row that replaces may take a trait away, and from then on it has none.
        for name in after.keys() | current.keys():
            value = after.get(name)
            if name not in course or course[name][-1][1] != value:
                course.setdefault(name, []).append((row["at"], value))
        current = after
    for name, steps in course.items():
        # A trait that came later than the person has a course too, though of one value.
        if len(steps) > 1 or steps[0][0] != rows[0]["at"]:
            for at, value in steps:
                yield {"profile_id": person, "trait": name, "at": at, "value": value}
