"""One `placed_order` per order and person, derived from the order's lines whenever these change."""

from sqlalchemy import Connection, Table, and_, delete, func, insert, literal, null, select, tuple_

from app.ingest import temporary
from storage.models import event

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
