"""One `placed_order` per order and person, derived from the order's lines whenever these change."""

from collections.abc import Mapping

import numpy as np
import pandas as pd
import pyarrow as pa
from numpy.typing import NDArray
from sqlalchemy import Connection, Table, and_, delete, func, insert, literal, not_, null, select, true, tuple_, update

from app.ingest.identity.link_store import among
from app.ingest.identity.profile_changes import Outcome, distinct
from app.ingest.identity.profiles import events_of
from app.ingest.identity.resolution import NOBODY
from app.ingest.orders.latest_version import Standing, any_told
from app.ingest.orders.same_order import DERIVED
from app.ingest.vocabulary import order_states
from storage import bulk
from storage.bulk import temporary_tables
from storage.file.models import event, telling

Ints = NDArray[np.int64]


def touched_by(connection: Connection, moved: Table | None) -> set[tuple[int, str]]:
    """The orders whose lines went to another person: (profile, order) of those who had them and have them."""
    if moved is None:
        return set()
    theirs = event.c.link_id.in_(select(moved.c.link_id))
    lines = select(event.c.link_id, event.c.order_id).where(theirs, event.c.name.in_(_LINES)).distinct()
    said = [lines.where(held) for held in events_of(moved.c.profile_id)]
    found = set()
    for question in (*said, select(telling.c.link_id, telling.c.order_id)):
        rows = question.subquery()
        now = select(moved.c.profile_id, moved.c.was, rows.c.order_id).distinct()
        told = connection.execute(now.join(rows, rows.c.link_id == moved.c.link_id))
        found |= {(int(person), order) for new, was, order in told for person in (new, was) if person and order}
    return found


_LINES = ("ordered_product", "refunded_order")


def foretold(
    connection: Connection,
    touched: set[tuple[int, str]],
    outcome: Outcome,
    tables: Mapping[str, pa.Table],
    standing: Standing,
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
    touched -= standing.told(touched)
    if not touched:
        return 0
    pairs = list(zip(stored["now"].tolist(), stored["order_id"].tolist(), strict=True))
    held: dict[str, set[tuple[int, str]]] = {"ordered_product": set(), "placed_order": set()}
    gone = 0
    for pair, name, derived in zip(pairs, stored["name"], stored["digest"] == DERIVED, strict=True):
        if derived:
            # A derived order is made anew: it counts only if its lines still make one.
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
    # Asked apart, each by its own index: what moves is its people's so far, or waits.
    for numbers, column, held in (
        (distinct(np.concatenate([people, moved.people, moved.was])), event.c.profile_id, true()),
        (moved.links, event.c.link_id, event.c.profile_id.is_(None)),
    ):
        with among(connection, numbers) as chosen:
            told.append(bulk.fetch(connection, question.where(held, chosen(column)), _STORED))
    found: pd.DataFrame = pa.concat_tables(told).rename_columns([column.name for column in columns]).to_pandas()
    owners = found["profile_id"].fillna(NOBODY).to_numpy(dtype=np.int64)
    found["now"] = moved.now(found["link_id"].to_numpy(dtype=np.int64), owners)
    return found


_STORED = (*[pa.int64()] * 4, pa.string(), pa.string())


def rebuild(connection: Connection, touched: set[tuple[int, str]]) -> int:
    """Derive these orders anew from their lines; returns how many more there are than before.

    Orders that a file told as wholes are left alone: `told` derives them.
    """
    touched = touched - _told(connection, touched)
    if not touched:
        return 0
    columns = [("profile_id", int), ("order_id", str)]
    table = temporary_tables.make(connection, columns, sorted(touched))
    pair = tuple_(event.c.profile_id, event.c.order_id)
    # By person first, for an index knows people and none knows pairs.
    placed = and_(
        event.c.profile_id.in_(select(table.c.profile_id)),
        event.c.name == "placed_order",
        pair.in_(select(table.c.profile_id, table.c.order_id)),
    )
    gone = connection.execute(delete(event).where(placed, event.c.digest == DERIVED)).rowcount
    _forget_tellings(connection, table)
    # An order of which a file of events said that it was placed is not said a second time.
    said = connection.execute(select(event.c.profile_id, event.c.order_id).where(placed)).all()
    if said:
        table = temporary_tables.make(
            connection, columns, sorted(touched - {(int(person), order) for person, order in said})
        )
    return _derive(connection, table) - int(gone)


def _told(connection: Connection, touched: set[tuple[int, str]]) -> set[tuple[int, str]]:
    if not touched or not any_told(connection):
        return set()
    table = temporary_tables.make(connection, [("profile_id", int), ("order_id", str)], sorted(touched))
    same = (telling.c.profile_id == table.c.profile_id) & (telling.c.order_id == table.c.order_id)
    return {
        (int(person), order) for person, order in connection.execute(select(*table.c).join(telling, same).distinct())
    }


def _forget_tellings(connection: Connection, touched: Table) -> None:
    """What followed from a telling that is gone: refunds that it stated, lines that it set aside."""
    theirs = and_(
        event.c.profile_id.in_(select(touched.c.profile_id)),
        tuple_(event.c.profile_id, event.c.order_id).in_(select(touched.c.profile_id, touched.c.order_id)),
    )
    connection.execute(delete(event).where(theirs, event.c.name == "refunded_order", event.c.digest == DERIVED))
    set_aside = and_(event.c.aside.is_not(None), not_(order_states.stays_aside(event.c.aside)))
    connection.execute(update(event).where(theirs, set_aside).values(aside=None))


def _derive(connection: Connection, touched: Table) -> int:
    line = event.alias("line")
    first = event.alias("first")
    lines = (
        select(
            # The first line lends the order its link, import and row: it goes with that import.
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
            line.c.aside.is_(None),
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
