"""The catalogue: what files said of products, and the product that follows from it."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

import numpy as np
import orjson
import pyarrow as pa
from sqlalchemy import Connection, Text, delete, insert, select, type_coerce

from app.domain.names import PRODUCT
from app.domain.trait_merging import merged
from app.ingest.facts.collected import CollectedFacts
from app.ingest.report import ImportReport
from storage import bulk
from storage.bulk import temporary_tables
from storage.file.models import product, product_row


def count(connection: Connection, found: CollectedFacts, report: ImportReport) -> None:
    """Count what a file says that is new; nothing is written."""
    skus = found.facts.column("sku").to_pylist()
    before: dict[str, dict[str, Any]] = {}
    for some in _batches(sorted(set(skus))):
        before |= {row.sku: _fields(row) for row in connection.execute(select(product).where(product.c.sku.in_(some)))}
    for sku, text in zip(skus, found.facts.column("fields").to_pylist(), strict=True):
        old = before.get(sku)
        if old is not None and merged(old, orjson.loads(text), report.mapping.on_conflict) == old:
            report.duplicates += 1
    report.products = len(set(skus) - before.keys())


def _batches(skus: list[str]) -> Iterator[list[str]]:
    # SQLite as it comes takes 32,766 values in a statement.
    return (skus[start : start + 5_000] for start in range(0, len(skus), 5_000))


def write_products(connection: Connection, batch: int, found: CollectedFacts, report: ImportReport) -> None:
    """Keep the rows of a file and bring its products up to date."""
    count = len(found.lines)
    rows = {
        "batch_id": pa.array(np.full(count, batch, dtype=np.int64)),
        "row": pa.array(found.lines),
        "sku": found.facts.column("sku"),
        "mode": pa.array([report.mapping.on_conflict] * count, pa.string()),
        "fields": found.facts.column("fields"),
    }
    bulk.copy_in(connection, {"product_row": pa.table(rows)})
    refold(connection, rows["sku"].to_pylist())


def skus_of(connection: Connection, batch: int) -> set[str]:
    """The products that an import spoke of."""
    return set(connection.scalars(select(product_row.c.sku).where(product_row.c.batch_id == batch).distinct()))


def refold(connection: Connection, skus: Iterable[str]) -> None:
    """Make these products what their rows say."""
    table = temporary_tables.make(connection, [("sku", str)], ((sku,) for sku in sorted(set(skus))))
    chosen = select(table.c.sku)
    # Made anew from all that files said, so that it is all one in which order they came and went.
    connection.execute(delete(product).where(product.c.sku.in_(chosen)))
    made = list(_folded(connection, chosen))
    for start in range(0, len(made), 10_000):
        connection.execute(insert(product), made[start : start + 10_000])


def _fields(row: Any) -> dict[str, Any]:
    found = {name: getattr(row, name) for name in PRODUCT if getattr(row, name) is not None}
    return found | (row.more or {})


def _folded(connection: Connection, chosen: Any) -> Iterator[dict[str, Any]]:
    columns = (product_row.c.sku, product_row.c.batch_id, product_row.c.mode, type_coerce(product_row.c.fields, Text))
    question = select(*columns).where(product_row.c.sku.in_(chosen)).order_by(product_row.c.sku, product_row.c.id)
    for sku, rows in groupby(connection.execute(question), key=lambda row: row[0]):
        current: dict[str, Any] = {}
        newest = 0
        for _, newest, mode, text in rows:  # noqa: B007 (the last row's batch is the product's)
            current = merged(current, orjson.loads(text), mode)
        more = {name: value for name, value in current.items() if name not in PRODUCT}
        yield {"sku": sku, "batch_id": newest, "more": more or None} | {name: current.get(name) for name in PRODUCT}
