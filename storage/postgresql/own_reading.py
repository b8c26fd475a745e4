"""A reading of tables that are in the database already, by a mapping that was checked against them."""

import threading
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, Final
from uuid import uuid4

import psycopg
import pyarrow as pa
from psycopg import sql

from app.domain.own_tables import Column, OwnTables
from app.domain.shared_answers import Known
from storage.mirror.carried import ANSWERS
from storage.mirror.folded_twins import quoted
from storage.mirror.tables import EVENT_COLUMNS, PRODUCT_COLUMNS
from storage.postgresql import connecting, own_tables
from storage.postgresql.connecting import Connection
from storage.postgresql.faults import Fault, Raising, told
from storage.postgresql.own_tables import FITTING, Query
from storage.postgresql.reading import PushedMirror, Step

_ASKED: Final = """
SELECT n.nspname, c.relname, a.attname, CASE WHEN t.typtype = 'e' THEN 'text' ELSE coalesce(b.typname, t.typname) END
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
JOIN pg_type t ON t.oid = a.atttypid LEFT JOIN pg_type b ON b.oid = t.typbasetype AND t.typtype = 'd'
WHERE c.oid = to_regclass(%s) ORDER BY a.attnum
"""


class OwnMirror(PushedMirror):
    """One reading of somebody's own tables; its statements begin with what makes tables of a mirror of them."""

    def __init__(
        self, connection: Connection, queries: Mapping[str, Query], facts: dict[str, Any], raising: Raising
    ) -> None:
        # Nobody says when such tables change: what was worked out goes with the reading.
        super().__init__(connection, uuid4().hex, facts, Known(ANSWERS), raising)
        self._queries = queries

    def _written(self, statement: str) -> str:
        said = []
        for name, query in self._queries.items():
            if quoted(name) in statement:
                # Read where it is needed, with what is asked of it there.
                said.append(f"{quoted(name)} AS NOT MATERIALIZED ({query.sql(statement)})")
        if not said:
            return statement
        first, _, rest = statement.partition(" ")
        return f"WITH {', '.join(said)}" + (f", {rest}" if first == "WITH" else f" {statement}")


class OwnMirrors:
    """The tables of a mapping in the database at an address."""

    def __init__(self, address: str, tables: OwnTables, raising: Raising) -> None:
        self._address = address
        self._tables = tables
        self._raising = raising
        self._guard = threading.Lock()

    def open(self, timezone: str, step: Step) -> OwnMirror:
        """A reading of all that is in them now; raises what `raising` makes of a mapping that does not fit."""
        with told(self._raising):
            step(0, 0, "Asking the database")
            connection = connecting.connect(self._address, reading=True)
            try:
                # All that is asked in one reading sees the same rows.
                connection.rollback()
                connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
                found = _Checked(connection, self._tables)
                queries = own_tables.queries(found.tables, found.types, timezone)
                facts = _facts(found.tables, queries, _people(connection, found.tables))
            except BaseException:
                connection.close()
                raise
        return OwnMirror(connection, queries, facts, self._raising)

    def prepare(self, timezone: str, rows: pa.Table, types: Mapping[str, str]) -> None:
        """Nothing is begun there."""

    def arrived(self, ahead: Any, token: str, left: Any, step: Step) -> None:
        """Nothing was begun."""

    def close(self) -> None:
        """Nothing is kept open."""


class _Checked:
    """A mapping that fits: its tables by their full names, and the database's type of each of its columns."""

    def __init__(self, connection: Connection, tables: OwnTables) -> None:
        self._connection = connection
        self.types: dict[str, str] = {}
        people = tables.people
        columns = [people.key, people.email, people.since, *people.traits.values()]
        columns += [people.consent.column] if people.consent else []
        people = replace(people, table=self._table(people.table, "people.table", columns))
        events = []
        for one in tables.events:
            columns = [one.person, one.time, one.name, one.id, *one.properties.values()]
            events.append(replace(one, table=self._table(one.table, f"{one.where}.table", columns)))
            self._same_keys(people.key, one.person)
        products = tables.products
        if products is not None:
            columns = [products.sku, *products.fields.values()]
            products = replace(products, table=self._table(products.table, "products.table", columns))
        self.tables = OwnTables(people, tuple(events), products)

    def _table(self, name: str, where: str, columns: list[Column | None]) -> str:
        try:
            with self._connection.transaction():
                rows = self._connection.execute(_ASKED, [name]).fetchall()
        except psycopg.errors.DataError:
            rows = []
        except psycopg.errors.SyntaxError:
            rows = []
        if not rows:
            raise Fault("table", table=name, at=where)
        known = {str(column): str(kind) for _, _, column, kind in rows}
        for column in filter(None, columns):
            if column.name not in known:
                raise Fault("column", table=name, column=column.name, at=column.where, known=", ".join(known))
            kind = known[column.name]
            if kind not in FITTING[column.type]:
                wanted = {"any": "text, number or yes and no", "whole": "whole number"}.get(column.type, column.type)
                raise Fault("type", column=column.name, found=kind, wanted=wanted, at=column.where)
            self.types[column.where] = kind
        return f"{quoted(str(rows[0][0]))}.{quoted(str(rows[0][1]))}"

    def _same_keys(self, key: Column, person: Column) -> None:
        whole = [self.types[column.where] in FITTING["whole"] for column in (key, person)]
        if whole[0] != whole[1]:
            wanted = f"key of people, which is of the type {self.types[key.where]},"
            raise Fault("type", column=person.name, found=self.types[person.where], wanted=wanted, at=person.where)


def _people(connection: Connection, tables: OwnTables) -> int:
    key = sql.Identifier(tables.people.key.name)
    # The name of the table is one that the database gave.
    asked = sql.SQL("SELECT count(*), count(DISTINCT {}) FROM {}").format(key, sql.SQL(tables.people.table))
    [(rows, keys)] = connection.execute(asked).fetchall()
    if rows != keys:
        raise Fault("twice", table=tables.people.table.replace('"', ""), column=tables.people.key.name)
    return int(rows)


def _facts(tables: OwnTables, queries: Mapping[str, Query], people: int) -> dict[str, Any]:
    types: dict[str, dict[str, str]] = {
        "traits": {name: column.type for name, column in tables.people.traits.items()},
        "properties": dict(_own_properties(tables)),
        "product": dict(PRODUCT_COLUMNS),
        "merged": {},
        "events": {name: "" for one in tables.events for name in one.names.values()},
    }
    for one in tables.events:
        for event in one.names.values():
            of = types.setdefault(f"event {event}", {})
            of |= {name: column.type for name, column in one.properties.items()}
    return {
        "types": types,
        "changes": {},
        "latest_consent": None,
        "latest_suppression": None,
        "people": people,
        "tables": {name: query.schema() for name, query in queries.items()},
    }


def _own_properties(tables: OwnTables) -> Iterator[tuple[str, str]]:
    for one in tables.events:
        yield from ((name, column.type) for name, column in one.properties.items() if name not in EVENT_COLUMNS)
