"""Orders that somebody left out of the numbers: their lines are kept, set aside, and count nowhere.

The decision stands beside the events and names an identifier of whoever placed the order, so it holds again when a file
that was taken back comes a second time. It is brought to bear at the end of whatever writes events.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, Table, and_, delete, func, or_, select, tuple_, update

from app.ingest.orders import latest_version, placed_orders
from app.ingest.orders.same_order import DERIVED
from app.ingest.orders.version_store import NAMES
from app.ingest.vocabulary.order_states import LEFT_OUT
from storage.bulk import temporary_tables
from storage.file.models import event, identifier, order_decision

VERDICT = "leave_out"


@dataclass(frozen=True, slots=True)
class Order:
    """An order by whose it is now and by its number, or where it has none by what its event says."""

    person: int
    number: str | None
    digest: int | None


def any_decided(connection: Connection) -> bool:
    """Whether any order is left out."""
    return connection.scalar(select(order_decision.c.id).where(*_STANDING).limit(1)) is not None


_STANDING = (order_decision.c.verdict == VERDICT, order_decision.c.taken_back_at.is_(None))


def orders_of(connection: Connection, *which: ColumnElement[bool]) -> set[Order]:
    """The orders of these decisions whose people are in the project."""
    owner = (identifier.c.kind == order_decision.c.kind) & (identifier.c.value == order_decision.c.value)
    asked = select(identifier.c.profile_id, order_decision.c.order_id, order_decision.c.digest)
    rows = connection.execute(asked.join(order_decision, owner).where(*which)).all()
    return {Order(int(person), number, digest) for person, number, digest in rows if person}


def bring_to_bear(connection: Connection) -> dict[str, int]:
    """Set aside what stands of the orders that are left out; says how many events that are, by name."""
    orders = orders_of(connection, *_STANDING)
    if not orders:
        return {}
    theirs = _events_of(connection, orders)
    derived = and_(theirs, event.c.digest == DERIVED)
    stands = and_(theirs, event.c.aside.is_(None), event.c.digest != DERIVED)
    counts: Counter[str] = Counter()
    for which in (derived, stands):
        named = select(event.c.name, func.count()).where(which).group_by(event.c.name)
        counts.update({name: int(count) for name, count in connection.execute(named).all()})
    # What follows from the lines is made again from them, as soon as they count again.
    connection.execute(delete(event).where(derived))
    connection.execute(update(event).where(stands).values(aside=LEFT_OUT))
    return dict(counts)


def let_wait(connection: Connection, moved: Table | None) -> None:
    """Events of links that went to nobody are left out no more: whoever they come to next may have decided nothing."""
    if moved is None or connection.scalar(select(order_decision.c.id).limit(1)) is None:
        return
    theirs = and_(event.c.profile_id.is_(None), event.c.link_id.in_(select(moved.c.link_id)))
    connection.execute(update(event).where(theirs, event.c.aside == LEFT_OUT).values(aside=None))


def let_count(connection: Connection, orders: set[Order]) -> None:
    """Let these orders stand again, but for those that another decision leaves out."""
    if not orders:
        return
    theirs = _events_of(connection, orders)
    connection.execute(update(event).where(theirs, event.c.aside == LEFT_OUT).values(aside=None))
    touched = {(one.person, one.number) for one in orders if one.number is not None}
    placed_orders.rebuild(connection, touched)
    latest_version.write(connection, latest_version.stand(connection, touched, None, {}))
    bring_to_bear(connection)


def _events_of(connection: Connection, orders: Iterable[Order]) -> ColumnElement[bool]:
    numbered = sorted((one.person, one.number) for one in orders if one.number is not None)
    single = sorted((one.person, one.digest) for one in orders if one.number is None and one.digest is not None)
    found: list[ColumnElement[bool]] = []
    for name, kind, rows in (("order_id", str, numbered), ("digest", int, single)):
        if rows:
            table = temporary_tables.make(connection, [("profile_id", int), (name, kind)], rows)
            pair = tuple_(event.c.profile_id, event.c[name])
            # By person first, for an index knows people and none knows pairs.
            found.append(
                and_(
                    event.c.profile_id.in_(select(table.c.profile_id)),
                    event.c.name.in_(NAMES),
                    pair.in_(select(table.c.profile_id, table.c[name])),
                )
            )
    return or_(*found)
