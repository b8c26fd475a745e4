"""What the mirror's tables hold and how each is made from the project's own."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from zoneinfo import ZoneInfo

import duckdb
import pyarrow as pa

from app.domain.merged_fields import Reads, as_it_is
from storage.file.touched_tables import Footprint
from storage.mirror.folded_twins import Shown, arrange, fold, literal, quoted
from storage.mirror.source import Source

TABLES = (
    "types",
    "profiles",
    "trait_history",
    "trait_changes",
    "tags",
    "memberships",
    "consents",
    "suppressions",
    "event_rows",
    "events",
    "products",
    "scores",
    "score_runs",
    "stage_pairs",
    "stage_events",
)
"""All that a mirror holds, `events` as a view of `event_rows` and `stage_events`."""

TYPES = "CREATE TABLE IF NOT EXISTS types (kind VARCHAR, name VARCHAR, type VARCHAR)"
"""Makes the table in which a mirror keeps the names and types that it knows."""

COLUMN_TYPES = {
    "text": "VARCHAR",
    "number": "DOUBLE",
    "amount": "BIGINT",
    # Days since 1970; moments are microseconds UTC, amounts ten-thousandths.
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

SOURCE_TYPES = {"text": pa.string(), "number": pa.float64(), "amount": pa.int64(), "boolean": pa.int64()}
"""How the project's own tables keep each type of their columns."""


@dataclass
class Build:
    """One building of a mirror: from where, into what, in which zone, and whom to tell."""

    source: Source
    into: duckdb.DuckDBPyConnection
    zone: ZoneInfo
    touched: Footprint
    said: Callable[[str], None] = field(default=lambda phrase: None)
    reads: Reads = as_it_is
    """Makes a value of one field one of the field into which it was merged."""

    def rows(self, select: str, columns: dict[str, pa.DataType]) -> Iterator[pa.RecordBatch]:
        """The project's rows as batches of these columns."""
        return self.source.batches(select, pa.schema(list(columns.items())))

    def load(self, table: str, batches: Iterator[pa.RecordBatch], schema: pa.Schema) -> None:
        """Make a table of these batches."""
        self._draw(f"CREATE OR REPLACE TABLE {quoted(table)} AS SELECT * FROM incoming", batches, schema)

    def add(self, table: str, batches: Iterator[pa.RecordBatch], schema: pa.Schema) -> None:
        """Append these batches to a table."""
        self._draw(f"INSERT INTO {quoted(table)} BY NAME SELECT * FROM incoming", batches, schema)

    def _draw(self, statement: str, batches: Iterator[pa.RecordBatch], schema: pa.Schema) -> None:
        # DuckDB draws one batch after another: the rows are never in memory as a whole.
        self.into.register("incoming", pa.RecordBatchReader.from_batches(schema, batches))
        self.into.execute(statement)
        self.into.unregister("incoming")

    def columns(self, table: str) -> list[str]:
        """The names of a table's columns; empty where there is no such table."""
        # DuckDB's list of all columns would build its whole catalogue first, in each new connection.
        try:
            return self.into.table(table).columns
        except duckdb.CatalogException:
            return []

    def known(self, kind: str) -> dict[str, str]:
        """Names and types that the base knows."""
        return dict(self.into.execute("SELECT name, type FROM types WHERE kind = ?", [kind]).fetchall())

    @property
    def nobody(self) -> bool:
        """Whether no one's rows are other than in the base."""
        return self.touched.people is not None and not self.touched.people

    @property
    def numbers(self) -> str | None:
        """The numbers of the touched people, parted by commas; None where these are too many."""
        return None if self.touched.people is None else ", ".join(map(str, sorted(self.touched.people)))

    def of(self, column: str) -> str:
        """The clause by which only the touched people's rows are read; none where these are too many."""
        return "" if self.numbers is None else f"WHERE {column} IN ({self.numbers})"

    def put(self, table: str, new: str, column: str) -> None:
        """Put the touched people's new rows in place of the old ones of a table."""
        if self.touched.people is None or not self.columns(table):
            self.into.execute(f"DROP TABLE IF EXISTS {table}")
            self.into.execute(f"ALTER TABLE {new} RENAME TO {table}")
            return
        # Deleted and written rather than updated: who is gone has no new row, and who is new no old one.
        self.into.execute(f"DELETE FROM {table} {self.of(column)}")
        self.into.execute(f"INSERT INTO {table} BY NAME SELECT * FROM {new}")
        self.into.execute(f"DROP TABLE {new}")

    def load_plain(self, table: str, select: str, columns: dict[str, pa.DataType]) -> None:
        """Make a table of the project's rows as they are, that is gone with the building."""
        # Not in the file: what is written there is pressed together first, and leaves a hole behind.
        made = f"CREATE OR REPLACE TEMP TABLE {quoted(table)} AS SELECT * FROM incoming"
        self._draw(made, self.rows(select, columns), pa.schema(list(columns.items())))

    def types(self, kind: str, select: str) -> dict[str, str]:
        """Names and types that the project has ever held."""
        found: dict[str, str] = {}
        for batch in self.rows(select, {"name": pa.string(), "type": pa.string()}):
            found.update(zip(batch.column(0).to_pylist(), batch.column(1).to_pylist(), strict=True))
        self.know(kind, found)
        return found

    def know(self, kind: str, types: Mapping[str, str]) -> None:
        """Keep names and types in the mirror, in place of those that the base knows."""
        self.into.execute("DELETE FROM types WHERE kind = ?", [kind])
        if types:
            self.into.executemany("INSERT INTO types VALUES (?, ?, ?)", [[kind, n, t] for n, t in types.items()])

    def keep(self, table: str, rows: pa.Table) -> None:
        """Make a table of these rows that is gone with the building."""
        self.into.register("incoming", rows)
        self.into.execute(f"CREATE OR REPLACE TEMP TABLE {quoted(table)} AS SELECT * FROM incoming")
        self.into.unregister("incoming")


def pointer(name: str) -> str:
    """A field of an object in JSON, as RFC 6901 points to it: a path of DuckDB's takes no quotation mark in a name."""
    return "/" + name.replace("~", "~0").replace("/", "~1")


def _own_column(column: str, name: str, kind: str) -> str:
    """One own property out of the JSON column `more`."""
    value = f"json_extract_string({column}, {literal(pointer(name))})"
    # What does not fit the type that the property has by now counts as missing.
    return f"TRY_CAST({value} AS {COLUMN_TYPES[kind]}) AS {quoted('p_' + name)}"


def _own_columns(build: Build, raw: str, own: dict[str, str]) -> list[Shown]:
    """Take own properties out of the JSON column `more` of a raw table, where there are any."""
    if not own:
        return []
    added = ", ".join(_own_column("more", name, kind) for name, kind in own.items())
    build.into.execute(f"CREATE OR REPLACE TEMP TABLE raw_named AS SELECT * EXCLUDE (more), {added} FROM {quoted(raw)}")
    build.into.execute(f"DROP TABLE {quoted(raw)}")
    build.into.execute(f"ALTER TABLE raw_named RENAME TO {quoted(raw)}")
    return [_property(name, kind, f"r.{quoted('p_' + name)}") for name, kind in own.items()]


def _property(name: str, kind: str, source: str) -> Shown:
    """A property's column, and the folded twin beside it where it is text."""
    return Shown(f"p_{name}", source, f"f_{name}" if kind == "text" else "")


def _standard(kinds: dict[str, str], present: set[str]) -> list[Shown]:
    """The columns of those standard properties that some row has."""
    found = {name: kind for name, kind in kinds.items() if name in present}
    return [
        _property(name, kind, f"r.{quoted(name)}" + (" <> 0" if kind == "boolean" else ""))
        for name, kind in found.items()
    ]


def build_products(build: Build) -> None:
    """products: sku, f_sku, and p_ and f_ columns of what the catalogue says."""
    build.said("Reading products")
    known = dict(PRODUCT_COLUMNS)
    columns = {"sku": pa.string()} | {n: SOURCE_TYPES[k] for n, k in PRODUCT_COLUMNS.items()} | {"more": pa.string()}
    build.load_plain("raw_products", f"SELECT {', '.join(map(quoted, columns))} FROM product ORDER BY sku", columns)
    own = _own_products(build)
    known |= own
    build.into.execute("DELETE FROM types WHERE kind = 'product'")
    build.into.executemany("INSERT INTO types VALUES ('product', ?, ?)", [[n, t] for n, t in known.items()])
    shown = [Shown("sku", "r.sku", "f_sku"), *_standard(PRODUCT_COLUMNS, set(PRODUCT_COLUMNS))]
    arrange(build, "raw_products", "products", shown + _own_columns(build, "raw_products", own), "r.sku")


def _own_products(build: Build) -> dict[str, str]:
    """Own fields of products, typed by what they hold: a number where every value is one, else text."""
    place = "'/' || replace(replace(key, '~', '~0'), '/', '~1')"
    rows = build.into.execute(
        f"SELECT key, bool_and(TRY_CAST(json_extract_string(more, {place}) AS DOUBLE) IS NOT NULL) "
        "FROM (SELECT more, unnest(json_keys(more)) AS key FROM raw_products WHERE more IS NOT NULL) "
        "GROUP BY key ORDER BY key"
    ).fetchall()
    return {name: "number" if numeric else "text" for name, numeric in rows if name not in PRODUCT_COLUMNS}


def build_profiles(build: Build) -> None:
    """profiles: id, key, email, address, mailable, suppressed, since, consent, sample_hash, and columns of each trait.

    `consent` is the severity (`app.domain.consent_answers`) of what counts for email without a topic, by everything
    recorded, missing where nothing is; `sample_hash` gives the order of samples. A stored trait has `t_NAME`, a text
    or list its folded twin `f_NAME`, a moment its local day `d_NAME`, and days their month x 100 + day, `m_NAME`.
    """
    from storage.mirror.profiles import build_history, build_profile_table, merges_of

    build.said("Reading people")
    before = build.known("traits")
    types = build.types("traits", "SELECT name, type FROM trait ORDER BY name")
    build.know("merged", merges_of(build, types).ends)
    if before != types or not build.columns("profiles"):
        # Other traits are other columns, of everybody.
        build = replace(build, touched=Footprint(None))
    if build.nobody:
        return
    types = {name: kind for name, kind in types.items() if kind in COLUMN_TYPES}
    build_profile_table(build, types)
    build_history(build)


def build_tags(build: Build) -> None:
    """tags: profile_id, tag, f_tag."""
    if build.nobody:
        return
    schema = pa.schema([("profile_id", pa.int64()), ("tag", pa.string()), ("f_tag", pa.string())])

    def folded() -> Iterator[pa.RecordBatch]:
        """Batches of `profile_id`, `tag` and its folded twin."""
        select = f"SELECT DISTINCT profile_id, tag FROM tag {build.of('profile_id')} ORDER BY profile_id, tag"
        for batch in build.rows(select, {"profile_id": pa.int64(), "tag": pa.string()}):
            twin = pa.array([fold(tag) for tag in batch.column(1).to_pylist()], pa.string())
            yield pa.RecordBatch.from_arrays([*batch.columns, twin], schema=schema)

    build.load("new_tags", folded(), schema)
    build.put("tags", "new_tags", "profile_id")
