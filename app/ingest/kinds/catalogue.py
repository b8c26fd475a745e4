"""Catalogues: what files said of products, stores and codes, and the entries that follow from it."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

import numpy as np
import orjson
import pyarrow as pa
from sqlalchemy import ColumnElement, Connection, Row, Table, Text, delete, insert, select, tuple_, type_coerce

from app.domain.names import OFFER_CODE, PRODUCT, STORE
from app.domain.trait_merging import merged
from app.ingest.facts.collected import CollectedFacts
from app.ingest.report import ImportReport
from storage import bulk
from storage.file.models import offer_code, offer_code_row, product, product_row, store, store_row

Key = tuple[str, ...]
"""What tells an entry from the others: a value for each of the columns of `Catalogue.key`."""


@dataclass(frozen=True, slots=True)
class Catalogue:
    """One catalogue: the table of its entries, the table of what rows of files said of each, and their key.

    `standard` are the fields that have columns of their own; every other one stands in `more`.
    """

    entries: Table
    rows: Table
    key: tuple[str, ...]
    standard: tuple[str, ...]
    once: tuple[str, ...] = ()
    """Fields that are said together, the first of them always, and that nothing later changes."""

    def count(self, connection: Connection, found: CollectedFacts, report: ImportReport) -> int:
        """Count what a file says that is new, and return how many entries are; nothing is written."""
        keys = self.keys_of(found)
        before = self.known(connection, keys)
        for key, text in zip(keys, found.facts.column("fields").to_pylist(), strict=True):
            old = before.get(key)
            if old is not None and self.merged(old, orjson.loads(text), report.mapping.on_conflict) == old:
                report.duplicates += 1
        return len(set(keys) - before.keys())

    def write(self, connection: Connection, batch: int, found: CollectedFacts, report: ImportReport) -> None:
        """Keep the rows of a file and bring its entries up to date."""
        count = len(found.lines)
        rows = {
            "batch_id": pa.array(np.full(count, batch, dtype=np.int64)),
            "row": pa.array(found.lines),
            **{name: found.facts.column(name) for name in self.key},
            "mode": pa.array([report.mapping.on_conflict] * count, pa.string()),
            "fields": found.facts.column("fields"),
        }
        bulk.copy_in(connection, {self.rows.name: pa.table(rows)})
        self.refold(connection, self.keys_of(found))

    def taking_back(self, connection: Connection, batch: int) -> Callable[[], None]:
        """Before the rows of an import go: what makes its entries what their other rows say."""
        columns = [self.rows.c[name] for name in self.key]
        chosen = select(*columns).where(self.rows.c.batch_id == batch).distinct()
        keys = {tuple(row) for row in connection.execute(chosen)}
        return lambda: self.refold(connection, keys)

    def refold(self, connection: Connection, keys: Iterable[Key]) -> None:
        """Make these entries what their rows say."""
        # Made anew from all that files said, so that it is all one in which order they came and went.
        for some in _batches(sorted(set(keys))):
            connection.execute(delete(self.entries).where(self._among(self.entries, some)))
            made = list(self._folded(connection, some))
            if made:
                connection.execute(insert(self.entries), made)

    def merged(self, current: dict[str, Any], row: dict[str, Any], mode: str) -> dict[str, Any]:
        """What is known after one more row."""
        if self.once and current.get(self.once[0]) is not None:
            row = {name: value for name, value in row.items() if name not in self.once}
        return merged(current, row, mode)

    def keys_of(self, found: CollectedFacts) -> list[Key]:
        """The entries that the rows of a file are about."""
        return list(zip(*(found.facts.column(name).to_pylist() for name in self.key), strict=True))

    def known(self, connection: Connection, keys: Iterable[Key]) -> dict[Key, dict[str, Any]]:
        """What the entries of these keys say, as far as they are there."""
        found: dict[Key, dict[str, Any]] = {}
        for some in _batches(sorted(set(keys))):
            for row in connection.execute(select(self.entries).where(self._among(self.entries, some))):
                found[self._key(row)] = self._fields(row)
        return found

    def _key(self, row: Row[Any]) -> Key:
        return tuple(getattr(row, name) for name in self.key)

    def _among(self, table: Table, keys: list[Key]) -> ColumnElement[bool]:
        if len(self.key) == 1:
            return table.c[self.key[0]].in_([one for (one,) in keys])
        return tuple_(*(table.c[name] for name in self.key)).in_(keys)

    def _fields(self, row: Row[Any]) -> dict[str, Any]:
        found = {name: getattr(row, name) for name in self.standard if getattr(row, name) is not None}
        return found | (row.more or {})

    def _folded(self, connection: Connection, keys: list[Key]) -> Iterator[dict[str, Any]]:
        table = self.rows
        named = [table.c[name] for name in self.key]
        columns = (table.c.batch_id, table.c.mode, type_coerce(table.c.fields, Text), *named)
        chosen = select(*columns).where(self._among(table, keys)).order_by(*named, table.c.id)
        for key, rows in groupby(connection.execute(chosen), key=lambda row: tuple(row[3:])):
            current: dict[str, Any] = {}
            newest = 0
            for row in rows:
                newest = row[0]  # the last row's batch is the entry's
                current = self.merged(current, orjson.loads(row[2]), row[1])
            yield self._entry(key, current, newest)

    def _entry(self, key: Key, fields: Mapping[str, Any], batch: int) -> dict[str, Any]:
        more = {name: value for name, value in fields.items() if name not in self.standard}
        entry = dict(zip(self.key, key, strict=True)) | {"batch_id": batch, "more": more or None}
        return entry | {name: fields.get(name) for name in self.standard}


def _batches(keys: list[Key]) -> Iterator[list[Key]]:
    # SQLite as it comes takes 32,766 values in a statement.
    return (keys[start : start + 5_000] for start in range(0, len(keys), 5_000))


PRODUCTS = Catalogue(product, product_row, ("sku",), tuple(PRODUCT))
STORES = Catalogue(store, store_row, ("store_id",), tuple(STORE))
CODES = Catalogue(
    offer_code, offer_code_row, ("offer", "code"), (*OFFER_CODE, "holder_kind", "holder"), ("holder_kind", "holder")
)
"""A code is somebody's, and whoever has it keeps it: no file gives it to another."""
