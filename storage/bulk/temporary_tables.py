"""Tables that live for one transaction: long lists of numbers to join the store's tables with."""

import itertools
from collections.abc import Iterable, Sequence

from sqlalchemy import BigInteger, Column, Connection, MetaData, Table, Text, insert

_NUMBERS = itertools.count()


def make(connection: Connection, columns: Sequence[tuple[str, type]], rows: Iterable[Sequence[object]]) -> Table:
    """A temporary table of these columns (`int` or `str`; the first is its key where it is a number)."""
    # Several may live in one transaction, each under a name of its own.
    name = f"passing_{next(_NUMBERS)}"
    made = [
        Column(column, BigInteger if kind is int else Text, index=place == 0, nullable=True)
        for place, (column, kind) in enumerate(columns)
    ]
    table = Table(name, MetaData(), *made, prefixes=["TEMPORARY"])
    table.create(connection)
    names = [column for column, _ in columns]
    batch = [dict(zip(names, row, strict=True)) for row in rows]
    for start in range(0, len(batch), 50_000):
        connection.execute(insert(table), batch[start : start + 50_000])
    return table


def numbers_table(connection: Connection, numbers: Iterable[int]) -> Table:
    """A temporary table with one column `number`."""
    return make(connection, [("number", int)], ((number,) for number in numbers))
