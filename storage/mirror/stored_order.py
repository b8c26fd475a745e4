"""People in key order without sorting them all: they are stored so, but for those whom a later change wrote behind.

To sort a million whole rows takes longer than to read them, and memory for all of them at once.
"""

from bisect import bisect_right
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pyarrow as pa
from ibis.expr import operations as ops

if TYPE_CHECKING:
    import duckdb
    import ibis

_PEOPLE, _KEY = "profiles", "key"
_KEEPING = (ops.Project, ops.Filter, ops.Sort, ops.UnboundTable)
"""What hands on the rows of one table in the order in which it is given them, and the sorting that is looked for."""
_MOVING = (ops.Subquery, ops.WindowFunction, ops.Unnest)
"""Values that are made by looking at other rows, for which an engine may bring all of them into another order."""


def first_behind(connection: "duckdb.DuckDBPyConnection") -> int | None:
    """The number of the first row of people that is not in key order; None where all are."""
    numbered = f"SELECT rowid AS number, {_KEY}, lag({_KEY}) OVER () AS before FROM {_PEOPLE}"
    [[found]] = connection.execute(f"SELECT min(number) FROM ({numbered}) WHERE {_KEY} < before").fetchall()
    return None if found is None else int(found)


def unsorted(expression: "ibis.Table") -> "ibis.Table | None":
    """The expression without its sorting, if it is a plain one of people in key order that has their keys."""
    root = expression.op()
    relations = root.find(ops.Relation)
    sortings = [one for one in relations if isinstance(one, ops.Sort)]
    if len(sortings) != 1 or not all(isinstance(one, _KEEPING) for one in relations) or root.find(_MOVING):
        return None
    [first, *further] = sortings[0].keys
    plain = not further and first.ascending and _is_key(first.arg) and _is_key(root.values.get(_KEY))
    return root.replace({sortings[0]: sortings[0].parent}).to_expr() if plain else None


def _is_key(value: Any) -> bool:
    """Whether a column is the key of the table of people, however often it was handed on."""
    while isinstance(value, ops.Field) and not isinstance(value.rel, ops.UnboundTable):
        value = value.rel.values[value.name]
    return isinstance(value, ops.Field) and (value.rel.name, value.name) == (_PEOPLE, _KEY)


def parted(expression: "ibis.Table", behind: int) -> "tuple[ibis.Table, ibis.Table]":
    """An expression without sorting of those who are stored before that row, and sorted of the others."""
    [people] = expression.op().find(ops.UnboundTable)
    table = people.to_expr()

    def of(chosen: "ibis.Table") -> "ibis.Table":
        """The expression about these people alone."""
        found: ibis.Table = expression.op().replace({people: chosen.op()}).to_expr()
        return found

    before, others = of(table.filter(table.rowid() < behind)), of(table.filter(table.rowid() >= behind))
    return before, others.order_by(_KEY)


def merged(batches: Iterator[pa.RecordBatch], others: pa.Table) -> Iterator[pa.RecordBatch]:
    """Batches in key order with the rows of a table in key order put between them."""
    keys, done = others.column(_KEY).to_pylist(), 0
    for batch in batches:
        upto = bisect_right(keys, batch.column(_KEY)[-1].as_py(), done) if len(batch) else done
        if upto > done:
            rows = pa.concat_tables([pa.Table.from_batches([batch]), others.slice(done, upto - done)])
            # Arrow and DuckDB compare texts alike, byte by byte.
            yield from rows.sort_by(_KEY).combine_chunks().to_batches()
        else:
            yield batch
        done = upto
    yield from others.slice(done).to_batches()
