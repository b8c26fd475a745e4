"""What the mirror's tables hold and how each is made from the project's own."""

import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

import duckdb
import orjson
import pyarrow as pa

from storage import localtime
from storage.mirror_source import Source

COLUMN_TYPES = {
    "text": "VARCHAR",
    "number": "DOUBLE",
    "amount": "BIGINT",
    "date": "INTEGER",
    "datetime": "BIGINT",
    "boolean": "BOOLEAN",
    "list": "VARCHAR[]",
}
"""DuckDB's type for each of the product's own."""

EVENT_COLUMNS = {
    "order_id": "text",
    "sku": "text",
    "quantity": "amount",
    "amount": "amount",
    "price": "amount",
    "currency": "text",
    "discount_code": "text",
    "url": "text",
    "query": "text",
    "device": "text",
    "duration_s": "number",
    "method": "text",
    "campaign": "text",
    "variant": "text",
    "link": "text",
    "kind": "text",
    "machine": "boolean",
    "stage": "text",
}
PRODUCT_COLUMNS = {
    "name": "text",
    "category": "text",
    "brand": "text",
    "price": "amount",
    "in_stock": "boolean",
    "url": "text",
    "image_url": "text",
}

_ARROW = {"text": pa.string(), "number": pa.float64(), "amount": pa.int64(), "boolean": pa.int64()}


def fold(value: str | None) -> str | None:
    """The form in which text is compared: casefold(NFC(text)); blank text is missing."""
    if value is None or not value.strip():
        return None
    return unicodedata.normalize("NFC", value).casefold()


def composed(value: str) -> str:
    """The form in which text is shown and compared where case counts: NFC."""
    return unicodedata.normalize("NFC", value)


def quoted(name: str) -> str:
    """A name as an SQL identifier."""
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    """A text as an SQL literal."""
    return "'" + text.replace("'", "''") + "'"


@dataclass
class Build:
    """One building of a mirror: from where, into what, in which zone, and whom to tell."""

    source: Source
    into: duckdb.DuckDBPyConnection
    zone: ZoneInfo
    said: Callable[[str], None] = field(default=lambda phrase: None)

    def rows(self, select: str, columns: dict[str, pa.DataType]) -> Iterator[pa.RecordBatch]:
        """The project's rows as batches of these columns."""
        return self.source.batches(select, pa.schema(list(columns.items())))

    def load(self, table: str, batches: Iterator[pa.RecordBatch], schema: pa.Schema) -> None:
        """Make a table of these batches."""
        self.into.execute(f"DROP TABLE IF EXISTS {quoted(table)}")
        reader = pa.RecordBatchReader.from_batches(schema, batches)
        self.into.register("incoming", reader)
        self.into.execute(f"CREATE TABLE {quoted(table)} AS SELECT * FROM incoming")
        self.into.unregister("incoming")

    def load_plain(self, table: str, select: str, columns: dict[str, pa.DataType]) -> None:
        """Make a table that holds the project's rows as they are."""
        self.load(table, self.rows(select, columns), pa.schema(list(columns.items())))

    def types(self, kind: str, select: str) -> dict[str, str]:
        """Names and types that the project has ever held."""
        found: dict[str, str] = {}
        for batch in self.rows(select, {"name": pa.string(), "type": pa.string()}):
            found.update(zip(batch.column(0).to_pylist(), batch.column(1).to_pylist(), strict=True))
        self.into.execute("DELETE FROM types WHERE kind = ?", [kind])
        if found:
            self.into.executemany("INSERT INTO types VALUES (?, ?, ?)", [[kind, n, t] for n, t in found.items()])
        return found

    def folded(self, table: str, column: str) -> str:
        """Make a lookup from each distinct text of a column to its NFC and folded forms; returns the lookup's name."""
        lookup = f"fold_{table}_{column}"
        distinct = self.into.execute(
            f"SELECT DISTINCT {quoted(column)} AS raw FROM {quoted(table)} WHERE {quoted(column)} IS NOT NULL"
        ).fetchall()
        raw = [row[0] for row in distinct]
        self.into.register(
            "incoming",
            pa.table(
                {
                    "raw": pa.array(raw, pa.string()),
                    "kept": pa.array([composed(x) for x in raw], pa.string()),
                    "folded": pa.array([fold(x) for x in raw], pa.string()),
                }
            ),
        )
        self.into.execute(f"CREATE OR REPLACE TEMP TABLE {quoted(lookup)} AS SELECT * FROM incoming")
        self.into.unregister("incoming")
        return lookup

    def with_twins(self, raw: str, table: str, texts: dict[str, str], columns: list[str], order: str) -> None:
        """Make `table` from `raw`, with a folded twin (`texts`: column to twin) beside each text."""
        selected, joins = list(columns), []
        for number, (column, twin) in enumerate(texts.items()):
            lookup = self.folded(raw, column)
            joins.append(f"LEFT JOIN {quoted(lookup)} l{number} ON r.{quoted(column)} = l{number}.raw")
            selected.append(f"l{number}.folded AS {quoted(twin)}")
            selected[columns.index(f"r.{quoted(column)}")] = (
                f"CASE WHEN l{number}.folded IS NULL THEN NULL ELSE l{number}.kept END AS {quoted(column)}"
            )
        self.into.execute(
            f"CREATE OR REPLACE TABLE {quoted(table)} AS SELECT {', '.join(selected)} "
            f"FROM {quoted(raw)} r {' '.join(joins)} ORDER BY {order}"
        )
        self.into.execute(f"DROP TABLE {quoted(raw)}")


def _own_column(column: str, name: str, kind: str) -> str:
    """One own property out of the JSON column `more`."""
    value = f"json_extract_string({column}, {literal('$.' + quoted(name))})"
    return f"TRY_CAST({value} AS {COLUMN_TYPES[kind]}) AS {quoted('p_' + name)}"


def build_events(build: Build) -> None:
    """events: id, profile_id, name, at, day, hour, and p_ and f_ columns of each property."""
    build.said("Reading events")
    own = {
        name: kind
        for name, kind in build.types("properties", "SELECT DISTINCT name, type FROM event_property").items()
        if name not in EVENT_COLUMNS and kind in COLUMN_TYPES
    }
    fixed = {"id": pa.int64(), "profile_id": pa.int64(), "name": pa.string(), "at": pa.int64()}
    properties = {name: _ARROW[kind] for name, kind in EVENT_COLUMNS.items()}
    columns = fixed | properties | {"more": pa.string()}
    select = f"SELECT {', '.join(map(quoted, columns))} FROM event WHERE profile_id IS NOT NULL ORDER BY id"
    schema = pa.schema([*columns.items(), ("day", pa.int32()), ("hour", pa.int32())])

    def localised() -> Iterator[pa.RecordBatch]:
        seen = 0
        for batch in build.rows(select, columns):
            day, hour = localtime.day_and_hour(batch.column("at").to_numpy(zero_copy_only=False), build.zone)
            seen += batch.num_rows
            build.said(f"Reading events: {seen:,}")
            yield pa.RecordBatch.from_arrays([*batch.columns, pa.array(day), pa.array(hour)], schema=schema)

    build.load("raw_events", localised(), schema)
    texts = {name for name, kind in EVENT_COLUMNS.items() if kind == "text"}
    kept = [f"r.{quoted(name)}" for name in ("id", "profile_id", "name", "at", "day", "hour")]
    renamed = [
        f"r.{quoted(name)} <> 0 AS {quoted('p_' + name)}"
        if kind == "boolean"
        else f"r.{quoted(name)} AS {quoted('p_' + name)}"
        for name, kind in EVENT_COLUMNS.items()
    ]
    added = [_own_column("r.more", name, kind) for name, kind in own.items()]
    build.said("Arranging events")
    build.into.execute(
        f"CREATE OR REPLACE TABLE raw_named AS SELECT {', '.join(kept + renamed + added)} FROM raw_events r"
    )
    build.into.execute("DROP TABLE raw_events")
    texts |= {name for name, kind in own.items() if kind == "text"}
    names = [row[0] for row in build.into.execute("DESCRIBE raw_named").fetchall()]
    twins = {f"p_{name}": f"f_{name}" for name in sorted(texts)}
    # By name and time: a question about one kind of event then skips the blocks of the others.
    build.with_twins("raw_named", "events", twins, [f"r.{quoted(name)}" for name in names], "r.name, r.at, r.id")


def build_products(build: Build) -> None:
    """products: sku, f_sku, and p_ and f_ columns of what the catalogue says."""
    build.said("Reading products")
    known = dict(PRODUCT_COLUMNS)
    columns = {"sku": pa.string()} | {n: _ARROW[k] for n, k in PRODUCT_COLUMNS.items()} | {"more": pa.string()}
    build.load_plain("raw_products", f"SELECT {', '.join(map(quoted, columns))} FROM product ORDER BY sku", columns)
    own = _own_products(build)
    known |= own
    build.into.execute("DELETE FROM types WHERE kind = 'product'")
    build.into.executemany("INSERT INTO types VALUES ('product', ?, ?)", [[n, t] for n, t in known.items()])
    renamed = [
        f"r.{quoted(name)} <> 0 AS {quoted('p_' + name)}"
        if kind == "boolean"
        else f"r.{quoted(name)} AS {quoted('p_' + name)}"
        for name, kind in PRODUCT_COLUMNS.items()
    ]
    added = [_own_column("r.more", name, kind) for name, kind in own.items()]
    build.into.execute(
        f"CREATE OR REPLACE TABLE raw_named AS SELECT {', '.join(['r.sku', *renamed, *added])} FROM raw_products r"
    )
    build.into.execute("DROP TABLE raw_products")
    names = [row[0] for row in build.into.execute("DESCRIBE raw_named").fetchall()]
    twins = {"sku": "f_sku"} | {f"p_{n}": f"f_{n}" for n, k in known.items() if k == "text"}
    build.with_twins("raw_named", "products", twins, [f"r.{quoted(name)}" for name in names], "r.sku")


def _own_products(build: Build) -> dict[str, str]:
    """Own fields of products, typed by what they hold: a number where every value is one, else text."""
    rows = build.into.execute(
        "SELECT key, bool_and(TRY_CAST(json_extract_string(more, '$.\"' || key || '\"') AS DOUBLE) IS NOT NULL) "
        "FROM (SELECT more, unnest(json_keys(more)) AS key FROM raw_products WHERE more IS NOT NULL) "
        "GROUP BY key ORDER BY key"
    ).fetchall()
    return {name: "number" if numeric else "text" for name, numeric in rows if name not in PRODUCT_COLUMNS}


def build_profiles(build: Build) -> None:
    """profiles: id, key, email, mailable, suppressed, and t_, f_ and d_ columns of each stored trait."""
    from storage.mirror_profiles import build_history, build_profile_table

    build.said("Reading people")
    types = build.types("traits", "SELECT name, type FROM trait ORDER BY name")
    types = {name: kind for name, kind in types.items() if kind in COLUMN_TYPES}
    build_profile_table(build, types)
    build_history(build, types)


def build_permissions(build: Build) -> None:
    """consents and suppressions, by person."""
    build.said("Reading permissions")
    number, text = pa.int64(), pa.string()
    build.load_plain(
        "consents",
        "SELECT profile_id, channel, topic, status, at, id AS seq FROM consent ORDER BY id",
        {"profile_id": number, "channel": text, "topic": text, "status": text, "at": number, "seq": number},
    )
    build.load_plain(
        "suppressions",
        "SELECT i.profile_id, s.address, s.reason, s.at FROM suppression s "
        "JOIN identifier i ON i.kind = s.channel AND i.value = s.address ORDER BY s.id",
        {"profile_id": number, "address": text, "reason": text, "at": number},
    )


def build_tags(build: Build) -> None:
    """tags: profile_id, tag, f_tag."""
    schema = pa.schema([("profile_id", pa.int64()), ("tag", pa.string()), ("f_tag", pa.string())])

    def folded() -> Iterator[pa.RecordBatch]:
        select = "SELECT DISTINCT profile_id, tag FROM tag ORDER BY profile_id, tag"
        for batch in build.rows(select, {"profile_id": pa.int64(), "tag": pa.string()}):
            twin = pa.array([fold(tag) for tag in batch.column(1).to_pylist()], pa.string())
            yield pa.RecordBatch.from_arrays([*batch.columns, twin], schema=schema)

    build.load("tags", folded(), schema)


def build_scores(build: Build) -> None:
    """scores: profile_id, name, text, f_text, number, run_id, as_of."""
    build.said("Reading scores")
    columns = {"profile_id": pa.int64(), "name": pa.string(), "text": pa.string(), "number": pa.float64()}
    columns |= {"run_id": pa.int64(), "as_of": pa.int64()}
    build.load_plain(
        "raw_scores",
        "SELECT v.profile_id, v.name, v.text, v.number, v.run_id, r.as_of "
        "FROM score_value v JOIN score_run r ON r.id = v.run_id ORDER BY v.run_id, v.profile_id",
        columns,
    )
    kept = [f"r.{quoted(name)}" for name in columns]
    build.with_twins("raw_scores", "scores", {"text": "f_text"}, kept, "r.name, r.run_id, r.profile_id")


def parse_json(text: str) -> dict[str, object]:
    """One JSON object of the store."""
    found = orjson.loads(text)
    assert isinstance(found, dict)
    return found
