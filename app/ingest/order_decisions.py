"""What somebody decides about orders that stand out: right, to be looked at later, or left out of all numbers.

A decision is kept beside the events, and what follows is derived from both: it can be taken back whatever came after.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from sqlalchemy import Connection, insert, select, update

from app.domain import clock
from app.domain.background import RepeatingProgress
from app.domain.counts import counted
from app.domain.names import ANONYMOUS, identifier_rank
from app.domain.progress import SILENT, Progress
from app.ingest.importing import problems
from app.ingest.orders import left_out
from app.ingest.orders.same_order import DERIVED
from app.project import Change, Project
from storage import bulk
from storage.file.models import event, identifier, link, order_decision, profile

Verdict = Literal["right", "later", "leave_out"]
_SAID = {"right": "is right", "later": "is to be looked at later", "leave_out": "is left out of the numbers"}


@dataclass(frozen=True, slots=True)
class OrderVerdict:
    """What was decided of an order: whose (`kind:value`) and which, by whom, when and until when (ISO, local)."""

    decision: int
    verdict: str
    person: str
    order: str | None
    reason: str | None
    by: str
    at: str
    taken_back_at: str | None


@dataclass(frozen=True, slots=True)
class OrderDecided:
    """The decisions that were made at once, and those of before in whose place they stand."""

    made: tuple[int, ...]
    replaced: tuple[int, ...]


def decide_orders(
    project: Project,
    events: Sequence[int],
    verdict: Verdict,
    reason: str = "",
    by: str = "you",
    progress: Progress = SILENT,
) -> OrderDecided:
    """Decide about orders, each told by the number of an event of it. Raises NotFound for one that is not there."""
    with project.read() as connection:
        asked = select(event.c.id, event.c.profile_id).where(event.c.id.in_(events), event.c.profile_id.is_not(None))
        people = dict(connection.execute(asked).all())
    if set(people) != set(events):
        raise problems.NO_SUCH_ORDER()
    what = f"Decided that {counted(len(events), 'order')} {_SAID[verdict]}"
    if len(events) != 1:
        what = what.replace(" is ", " are ", 1)
    with project.write(what, {Change.EVENTS}, {"by": by}, about=sorted(set(people.values()))) as connection:
        progress.step(0, 1, "Keeping what you decided")
        rows = [_named(connection, number) for number in dict.fromkeys(events)]
        replaced = [number for row in rows for number in _standing(connection, row)]
        now = clock.system_now()
        _set_back(connection, replaced, now)
        made = []
        for row in rows:
            values = row | {"verdict": verdict, "reason": reason or None, "by": by, "at": now}
            made.append(int(connection.execute(insert(order_decision).values(values)).inserted_primary_key[0]))  # type: ignore[index]
        with bulk.watched(connection, RepeatingProgress(progress).beat):
            _derive(connection, [*made, *replaced])
        return OrderDecided(tuple(made), tuple(replaced))


def take_back_orders(project: Project, decided: OrderDecided, progress: Progress = SILENT) -> None:
    """Take back what was decided at once, and let stand again what stood in its place."""
    _turn(project, "Took a decision about orders back", decided.made, decided.replaced, progress)


def decide_orders_again(project: Project, decided: OrderDecided, progress: Progress = SILENT) -> None:
    """Let stand again what `take_back_orders` took back."""
    _turn(project, "Decided about orders again", decided.replaced, decided.made, progress)


def take_back_verdicts(project: Project, numbers: Sequence[int], progress: Progress = SILENT) -> None:
    """Take back standing decisions by their numbers. Raises NotFound."""
    with project.read() as connection:
        standing = set(
            connection.scalars(select(order_decision.c.id).where(order_decision.c.taken_back_at.is_(None))).all()
        )
    for number in numbers:
        if number not in standing:
            raise problems.NO_ORDER_DECISION(number=number)
    _turn(project, "Took a decision about orders back", numbers, (), progress)


def standing_verdicts(project: Project, number: int) -> list[int]:
    """The numbers of the standing decisions about the order that an event is of."""
    with project.read() as connection:
        return _standing(connection, _named(connection, number))


def order_verdicts(project: Project) -> list[OrderVerdict]:
    """Every decision, the newest last."""
    zone = project.timezone
    with project.read() as connection:
        rows = connection.execute(select(order_decision).order_by(order_decision.c.id)).all()

    def told(at: int | None) -> str | None:
        """Microseconds UTC as local ISO 8601; None for None."""
        return None if at is None else clock.Moment(at, zone).iso()

    return [
        OrderVerdict(row.id, row.verdict, f"{row.kind}:{row.value}", row.order_id, row.reason, row.by,
                     str(told(row.at)), told(row.taken_back_at))
        for row in rows
    ]  # fmt: skip


def _turn(project: Project, what: str, back: Sequence[int], again: Sequence[int], progress: Progress) -> None:
    with project.write(what, {Change.EVENTS}, {"decisions": [*back, *again]}) as connection:
        progress.step(0, 1, "Keeping what you decided")
        _set_back(connection, back, clock.system_now())
        _set_back(connection, again, None)
        with bulk.watched(connection, RepeatingProgress(progress).beat):
            _derive(connection, [*back, *again])


def _named(connection: Connection, number: int) -> dict[str, object]:
    """How a decision names an order: by the surest identifier of the row that said it, and its number."""
    columns = (event.c.order_id, event.c.digest, event.c.profile_id, link.c.identifiers, profile.c.key)
    asked = select(*columns).join(link, link.c.id == event.c.link_id).join(profile, profile.c.id == event.c.profile_id)
    row = connection.execute(asked.where(event.c.id == number)).one()
    given = [(str(kind), str(value)) for kind, value, *_ in row.identifiers if kind not in ANONYMOUS]
    given.sort(key=lambda one: (identifier_rank(one[0]), one[1]))
    key = next((one for one in given if _owner(connection, one) == row.profile_id), None)
    kind, value = key or tuple(row.key.split(":", 1))
    # Of a derived order the digest says nothing; it always has a number.
    digest = None if row.order_id is not None or row.digest == DERIVED else row.digest
    return {"kind": kind, "value": value, "order_id": row.order_id, "digest": digest}


def _owner(connection: Connection, pair: tuple[str, str]) -> int | None:
    asked = select(identifier.c.profile_id).where(identifier.c.kind == pair[0], identifier.c.value == pair[1])
    return connection.scalar(asked)


def _standing(connection: Connection, row: dict[str, object]) -> list[int]:
    """The standing decisions about an order, by whatever identifier of its person."""
    table = order_decision
    same = table.c.order_id == row["order_id"] if row["order_id"] is not None else table.c.digest == row["digest"]
    owner = _owner(connection, (str(row["kind"]), str(row["value"])))
    asked = select(table).where(same, table.c.taken_back_at.is_(None)).order_by(table.c.id)
    return [one.id for one in connection.execute(asked).all() if _owner(connection, (one.kind, one.value)) == owner]


def _set_back(connection: Connection, numbers: Sequence[int], at: int | None) -> None:
    connection.execute(update(order_decision).where(order_decision.c.id.in_(numbers)).values(taken_back_at=at))


def _derive(connection: Connection, numbers: Sequence[int]) -> None:
    of_these = order_decision.c.id.in_(numbers), order_decision.c.verdict == left_out.VERDICT
    left_out.bring_to_bear(connection)
    gone = left_out.orders_of(connection, *of_these, order_decision.c.taken_back_at.is_not(None))
    left_out.let_count(connection, gone)
