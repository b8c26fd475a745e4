"""What the project holds of orders that files told as wholes: their tellings, their lines, and who said them again."""

from collections.abc import Mapping

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray
from sqlalchemy import ColumnElement, Connection, Table, not_, select, true

from app.ingest.identity.link_store import among
from app.ingest.identity.profile_changes import Outcome, distinct, none
from app.ingest.identity.resolution import NOBODY
from app.ingest.vocabulary import order_states
from storage import bulk
from storage.file.models import event, link, repeat, telling

Ints = NDArray[np.int64]

NAMES = ("ordered_product", "refunded_order", "placed_order")
LINES = {"id": pa.int64(), "link_id": pa.int64(), "profile_id": pa.int64(), "batch_id": pa.int64(),
          "row": pa.int64(), "digest": pa.int64(), "at": pa.int64(), "quantity": pa.int64(), "amount": pa.int64(),
          "price": pa.int64(), "name": pa.string(), "order_id": pa.string(), "aside": pa.string(),
          "currency": pa.string(), "discount_code": pa.string()}  # fmt: skip
TELLINGS = {"id": pa.int64(), "link_id": pa.int64(), "profile_id": pa.int64(), "batch_id": pa.int64(),
             "row": pa.int64(), "at": pa.int64(), "updated_at": pa.int64(), "total": pa.int64(),
             "refunded": pa.int64(), "lined": pa.int64(), "order_id": pa.string(), "standing": pa.string(),
             "state": pa.string(), "currency": pa.string(), "discount_code": pa.string()}  # fmt: skip
REPEATS = {"batch_id": pa.int64(), "digest": pa.int64()}


def columns_of(table: pa.Table | None, schema: Mapping[str, pa.DataType]) -> pa.Table:
    """A table in these columns, null where it has none of a name; an empty one of no table."""
    if table is None:
        return pa.schema(list(schema.items())).empty_table()
    made = {}
    for name, kind in schema.items():
        made[name] = table.column(name).cast(kind) if name in table.column_names else pa.nulls(table.num_rows, kind)
    return pa.table(made)


class Stored:
    """The stored tellings and events of the orders of some people, with whose they are by now."""

    def __init__(self, connection: Connection, outcome: Outcome | None, people: Ints) -> None:
        self._connection, self._outcome = connection, outcome
        links = none()
        if outcome is not None:
            moved = outcome.moved
            people = distinct(np.concatenate([people, moved.people, moved.was]))
            links = moved.links
        people = people[people != NOBODY]
        self.tellings = self._fetch(telling, TELLINGS, people, links)
        named = (event.c.name.in_(NAMES), event.c.order_id.is_not(None), not_(order_states.stays_aside(event.c.aside)))
        # Without mended ones and those left out: they stay aside, whoever tells the order anew.
        self.lines = self._fetch(event, LINES, people, links, *named) if self._any(event) else columns_of(None, LINES)
        self.repeats = self._repeats(people, links)

    def _any(self, table: Table) -> bool:
        return self._connection.scalar(select(table.c.id).limit(1)) is not None

    def _fetch(
        self, table: Table, schema: Mapping[str, pa.DataType], people: Ints, links: Ints, *where: ColumnElement[bool]
    ) -> pa.Table:
        question = select(*[table.c[name] for name in schema]).where(*where)
        told = []
        # Of links that move: what is somebody's is found by whose it is, and what waits by the link.
        for numbers, column, held in (
            (people, table.c.profile_id, true()),
            (links, table.c.link_id, table.c.profile_id.is_(None)),
        ):
            if len(numbers):
                with among(self._connection, numbers) as chosen:
                    theirs = question.where(held, chosen(column))
                    told.append(bulk.fetch(self._connection, theirs, list(schema.values())))
        if not told:
            return columns_of(None, schema)
        found = pa.concat_tables(told).rename_columns(list(schema))
        ids = np.asarray(found.column("id"), dtype=np.int64)
        found = found.take(pa.array(np.argsort(ids)))
        owners = np.asarray(pc.fill_null(found.column("profile_id"), NOBODY), dtype=np.int64)
        if self._outcome is not None:
            owners = self._outcome.moved.now(np.asarray(found.column("link_id"), dtype=np.int64), owners)
        # Links that wait are nobody's, and so are their orders.
        mine = pa.array(owners != NOBODY)
        return found.set_column(found.column_names.index("profile_id"), "profile_id", pa.array(owners)).filter(mine)

    def _repeats(self, people: Ints, links: Ints) -> pa.Table:
        if not self._any(repeat) or not len(people):
            return columns_of(None, REPEATS)
        question = select(repeat.c.batch_id, repeat.c.digest).join(link, link.c.id == repeat.c.link_id)
        with among(self._connection, people) as chosen:
            told = bulk.fetch(self._connection, question.where(chosen(link.c.profile_id)), list(REPEATS.values()))
        return told.rename_columns(list(REPEATS))
