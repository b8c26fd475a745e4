"""Everything about one person that a rule can ask for, fetched once, for the explanation."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from app.conditions.kept_rules import rule_of
from app.rules import Condition, Face, Node, leaves

if TYPE_CHECKING:
    import ibis.expr.types as ir

    from app.query import ProfileBatch, Question

Values = dict[Face, Any]
"""The faces of one value; `plain` is None where it is missing."""

Event = dict[str, Any]
"""One event: id, name, at, day, hour, and p_ and f_ columns as in the mirror."""


@dataclass
class Person:
    """One person as known at the question's moment: nothing that happened later is in here."""

    id: int
    key: str
    since: int | None
    traits: dict[str, Values] = field(default_factory=dict)
    courses: dict[str, list[tuple[int, Values]]] = field(default_factory=dict)
    events: list[Event] = field(default_factory=list)
    products: dict[str, Event] = field(default_factory=dict)
    rows: dict[str, list[dict[str, Any]]] = field(default_factory=dict)


def load(profile: int, asked: Iterable[Condition], question: "Question") -> Person:
    """The person of that number, with what these conditions need."""
    from app.query import ProfileBatch

    batch = ProfileBatch(question, [profile])
    row = batch.rows("person", lambda ask: ask.people.select("id", "key", "since"))[0]
    person = Person(row["id"], row["key"], row["since"])
    needs = [one.needs() for one in asked if not one.absent]
    _load_traits(person, {name for one in needs for name in one.traits}, batch)
    for name in sorted({name for one in needs for name in one.courses}):
        person.courses[name] = _course(name, batch)
    if any(one.events for one in needs):
        _load_events(person, batch)
    for what, table in {what: table for one in needs for what, table in one.rows.items()}.items():
        person.rows[what] = _mine(batch, what, table)
    return person


def _mine(batch: "ProfileBatch", what: str, table: "Callable[[Question], ir.Table]") -> list[dict[str, Any]]:
    """The person's rows of a table."""
    return batch.rows(("mine", what), lambda ask: ask.theirs(table(ask)))


def all_leaves(root: Node, question: "Question", seen: frozenset[int] = frozenset()) -> list[Condition]:
    """The conditions of a rule and of the segments that it names, muted ones too."""
    found: list[Condition] = []
    for what in conditions(root):
        for segment in what.segments:
            # Segments of a damaged file may stand in a circle; that is refused in words where they are asked.
            if segment not in seen:
                found += all_leaves(rule_of(segment, question), question, seen | {segment})
        found.append(what)
    return found


def conditions(root: Node) -> list[Condition]:
    """The conditions under a rule, in the order in which they are written."""
    return [node.what for node in leaves(root) if isinstance(node.what, Condition)]


def _load_traits(person: Person, names: set[str], batch: "ProfileBatch") -> None:
    if "age" in names:
        # The age at a later moment is worked out from it.
        names.add("birth_date")
    row = batch.traits(names, folded=True).get(person.id, {})
    for name in names:
        person.traits[name] = {
            "plain": row[name],
            "folded": row.get(f"f_{name}"),
            "day": row.get(f"d_{name}"),
        }


def _course(trait: str, batch: "ProfileBatch") -> list[tuple[int, Values]]:
    """The trait's values by the time from which they held, oldest first; empty where no course is kept."""
    from app.query import trait_history

    if trait not in batch.question.mirror.types["traits"]:
        return []
    rows = batch.rows(("course", trait), lambda ask: ask.theirs(trait_history.course(trait, ask)).order_by("at"))
    return [(row["at"], {"plain": row["plain"], "folded": row.get("folded"), "day": row.get("day")}) for row in rows]


def _load_events(person: Person, batch: "ProfileBatch") -> None:
    person.events = batch.rows("events", lambda ask: ask.events.order_by(["at", "id"]))
    bought = batch.rows(
        "products", lambda ask: ask.products.semi_join(ask.events, ask.products.sku == ask.events.p_sku)
    )
    person.products = {row["sku"]: row for row in bought}
