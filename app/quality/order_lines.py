"""Of orders that stand out: their lines, the other orders of their people, and which were decided about."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, func, select

from app.domain.counts import counted
from app.people import timeline
from app.project import Project
from app.quality import problems
from storage.file.models import event, identifier, order_decision

if TYPE_CHECKING:
    from app.people import OrderLine

_AT_ONCE = 500


def lines_of(project: Project, number: int) -> "list[OrderLine]":
    """The lines of the order that an event (its number) is of, as they stand, those that came to most first.

    Quantities and amounts are of 1/10,000, negative where something came back. None for an event without an order.
    """
    with project.read() as connection:
        asked = select(event.c.profile_id, event.c.order_id).where(event.c.id == number)
        head = connection.execute(asked).one_or_none()
    if head is None or head.order_id is None or head.profile_id is None:
        return []
    return sorted(timeline.lines_of(project, head.profile_id, head.order_id), key=lambda line: -(line.amount or 0))


def numbered(project: Project, order: str, person: int | None = None) -> int:
    """An event of the order of that number, left out or not; of that person where several have one. Raises Problem."""
    said = ["placed_order", "ordered_product"]
    asked = select(event.c.profile_id, func.min(event.c.id)).where(
        event.c.order_id == order, event.c.name.in_(said), event.c.profile_id.is_not(None)
    )
    if person is not None:
        asked = asked.where(event.c.profile_id == person)
    with project.read() as connection:
        rows = connection.execute(asked.group_by(event.c.profile_id)).all()
    if not rows:
        raise problems.NO_ORDER(order=order)
    if len(rows) > 1:
        raise problems.SEVERAL_ORDERS(order=order, people=counted(len(rows), "person", "people"))
    return int(rows[0][1])


def others(project: Project, people: Sequence[int]) -> dict[int, dict[int, tuple[int, str]]]:
    """The amounts and currencies of all orders of these people, by person and by the number of the event."""
    found: dict[int, dict[int, tuple[int, str]]] = {}
    with project.read() as connection:
        for some in _parts(people):
            asked = select(event.c.profile_id, event.c.id, event.c.amount, event.c.currency).where(
                event.c.profile_id.in_(some), event.c.name == "placed_order", event.c.aside.is_(None),
                event.c.amount > 0,
            )  # fmt: skip
            for person, number, amount, currency in connection.execute(asked):
                found.setdefault(int(person), {})[int(number)] = int(amount), currency or ""
    return found


def people_of(project: Project, verdict: str) -> list[int]:
    """The people of whose orders a standing verdict is."""
    with project.read() as connection:
        return sorted({person for person, _, _ in _standing(connection, verdict)})


def decided(project: Project, rows: Iterable[Mapping[str, Any]], verdict: str) -> set[int]:
    """The numbers of those of these events (`id`, `profile_id`, `order`) that a standing verdict is about."""
    with project.read() as connection:
        told = _standing(connection, verdict)
        if not told:
            return set()
        rows = list(rows)
        single = [int(row["id"]) for row in rows if row["order"] is None]
        digests: dict[int, int] = {}
        for some in _parts(single):
            asked = select(event.c.id, event.c.digest).where(event.c.id.in_(some))
            digests |= {int(number): int(digest) for number, digest in connection.execute(asked)}
    said = {int(row["id"]): (int(row["profile_id"]), row["order"]) for row in rows}
    return {
        number
        for number, (person, order) in said.items()
        if (person, order, None if order is not None else digests.get(number)) in told
    }


def _standing(connection: Connection, verdict: str) -> set[tuple[int, str | None, int | None]]:
    """The orders, by person, number and digest, of the standing decisions of a kind."""
    owner = (identifier.c.kind == order_decision.c.kind) & (identifier.c.value == order_decision.c.value)
    asked = select(identifier.c.profile_id, order_decision.c.order_id, order_decision.c.digest)
    asked = asked.join(order_decision, owner).where(
        order_decision.c.verdict == verdict, order_decision.c.taken_back_at.is_(None)
    )
    return {(int(person), order, digest) for person, order, digest in connection.execute(asked) if person}


def _parts(numbers: Sequence[int]) -> Iterable[Sequence[int]]:
    return (numbers[at : at + _AT_ONCE] for at in range(0, len(numbers), _AT_ONCE))
