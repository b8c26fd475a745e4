"""One `placed_order` per order and person, derived from the order's lines whenever these change."""

from collections.abc import Mapping

import numpy as np
import pandas as pd
import pyarrow as pa
from numpy.typing import NDArray
from sqlalchemy import Connection, Table, and_, delete, func, insert, literal, null, select, tuple_

from app.ingest import temporary
from app.ingest.identity import NOBODY
from app.ingest.linkstore import among
from app.ingest.outcome import Outcome, distinct
from storage import bulk
from storage.models import event

Ints = NDArray[np.int64]

DERIVED = 0
"""The digest of an event that follows from others."""


def touched_by(connection: Connection, moved: Table | None) -> set[tuple[int, str]]:
    """The orders whose lines went to another person: (profile, order) of those who had them and have them."""
    if moved is None:
        return set()
    lines = event.c.name == "ordered_product"
    now = select(moved.c.profile_id, moved.c.was, event.c.order_id).distinct()
    rows = connection.execute(now.join(event, event.c.link_id == moved.c.link_id).where(lines))
    return {(int(person), order) for new, was, order in rows for person in (new, was) if person}


def foretold(
    connection: Connection, touched: set[tuple[int, str]], outcome: Outcome, tables: Mapping[str, pa.Table]
) -> int:
    """What `rebuild` would return once a file's tables are written; nothing is written here."""
    moved = outcome.moved
    stored = _stored_orders(connection, np.array([person for person, _ in touched], dtype=np.int64), outcome)
    mine = np.isin(np.asarray(stored["link_id"]), moved.links) & (stored["name"] == "ordered_product")
    touched = touched | {
        (person, order)
        for link, now, order in stored.loc[mine, ["link_id", "now", "order_id"]].itertuples(index=False)
        for person in (now, int(moved.was[np.searchsorted(moved.links, link)]))
        if person != NOBODY
    }
    pairs = list(zip(stored["now"].tolist(), stored["order_id"].tolist(), strict=True))
    held: dict[str, set[tuple[int, str]]] = {"ordered_product": set(), "placed_order": set()}
    gone = 0
    for pair, name, derived in zip(pairs, stored["name"], stored["digest"] == DERIVED, strict=True):
        if derived:
            gone += pair in touched
        else:
            held[name].add(pair)
    fresh = tables.get("event")
    if fresh is not None and {"order_id", "profile_id"} <= set(fresh.column_names):
        columns = (fresh.column(name).to_pylist() for name in ("name", "profile_id", "order_id"))
        for name, person, order in zip(*columns, strict=True):
            if name in held:
                held[name].add((person, order))
    return len((touched & held["ordered_product"]) - held["placed_order"]) - gone


def _stored_orders(connection: Connection, people: Ints, outcome: Outcome) -> pd.DataFrame:
    """The stored lines and orders of these people, and of links that move, with whose they are `now`."""
    columns = (event.c.id, event.c.link_id, event.c.profile_id, event.c.digest, event.c.name, event.c.order_id)
    named = event.c.name.in_(["ordered_product", "placed_order"])
    question = select(*columns).where(named, event.c.order_id.is_not(None))
    moved, told = outcome.moved, []
    for numbers, column in (
        (distinct(np.concatenate([people, moved.people, moved.was])), event.c.profile_id),
        (moved.links, event.c.link_id),
    ):
        with among(connection, numbers) as chosen:
            told.append(bulk.fetch(connection, question.where(chosen(column)), _STORED))
    found: pd.DataFrame = pa.concat_tables(told).rename_columns([column.name for column in columns]).to_pandas()
    found = found.drop_duplicates("id")
    owners = found["profile_id"].fillna(NOBODY).to_numpy(dtype=np.int64)
    found["now"] = moved.now(found["link_id"].to_numpy(dtype=np.int64), owners)
    return found


_STORED = (*[pa.int64()] * 4, pa.string(), pa.string())


def rebuild(connection: Connection, touched: set[tuple[int, str]]) -> int:
    """Derive these orders anew from their lines; returns how many more there are than before."""
    if not touched:
        return 0
    columns = [("profile_id", int), ("order_id", str)]
    table = temporary.make(connection, columns, sorted(touched))
    pair = tuple_(event.c.profile_id, event.c.order_id)
    placed = and_(
        event.c.profile_id.in_(select(table.c.profile_id)),
        event.c.name == "placed_order",
        pair.in_(select(table.c.profile_id, table.c.order_id)),
    )
    gone = connection.execute(delete(event).where(placed, event.c.digest == DERIVED)).rowcount
    # An order of which a file of events said that it was placed is not said a second time.
    said = connection.execute(select(event.c.profile_id, event.c.order_id).where(placed)).all()
    if said:
        table = temporary.make(connection, columns, sorted(touched - {(int(person), order) for person, order in said}))
    return _derive(connection, table) - int(gone)


def _derive(connection: Connection, touched: Table) -> int:
    line = event.alias("line")
    first = event.alias("first")
    lines = (
        select(
            func.min(line.c.id).label("id"),
            func.min(line.c.at).label("at"),
            func.sum(line.c.amount).label("amount"),
            func.sum(line.c.quantity).label("quantity"),
            func.max(line.c.currency).label("currency"),
            func.max(line.c.discount_code).label("discount_code"),
        )
        .where(
            line.c.profile_id.in_(select(touched.c.profile_id)),
            line.c.name == "ordered_product",
            tuple_(line.c.profile_id, line.c.order_id).in_(select(touched.c.profile_id, touched.c.order_id)),
        )
        .group_by(line.c.profile_id, line.c.order_id)
        .subquery()
    )
    columns = ["link_id", "profile_id", "name", "at", "batch_id", "row", "digest", "order_id", "quantity", "amount",
               "currency", "discount_code", "more"]  # fmt: skip
    rows = select(
        first.c.link_id, first.c.profile_id, literal("placed_order"), lines.c.at, first.c.batch_id, first.c.row,
        literal(DERIVED), first.c.order_id, lines.c.quantity, lines.c.amount, lines.c.currency, lines.c.discount_code,
        null(),
    ).join(lines, lines.c.id == first.c.id).order_by(first.c.id)  # fmt: skip
    return int(connection.execute(insert(event).from_select(columns, rows)).rowcount)
