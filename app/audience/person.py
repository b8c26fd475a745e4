"""Everything about one person that a rule can ask for, fetched once, for the explanation."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

import ibis.expr.types as ir

from app.query import Few, Question, trait_history
from app.rules import EventTest, Face, Leaf, NearTest, Node, SegmentTest, TraitTest, leaves

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
    suppressed: bool
    traits: dict[str, Values] = field(default_factory=dict)
    courses: dict[str, list[tuple[int, Values]]] = field(default_factory=dict)
    events: list[Event] = field(default_factory=list)
    products: dict[str, Event] = field(default_factory=dict)
    consents: list[dict[str, Any]] = field(default_factory=list)
    tags: dict[str, str] = field(default_factory=dict)


def load(profile: int, asked: Iterable[Leaf], question: Question) -> Person:
    """The person of that number, with what these conditions need."""
    few = Few(question, [profile])
    row = few.rows("person", lambda ask: ask.people.select("id", "key", "since"))[0]
    suppressed = _mine(few, "suppressions", lambda ask: ask.suppressions)
    person = Person(row["id"], row["key"], row["since"], bool(suppressed))
    conditions = list(asked)
    _load_traits(person, conditions, few)
    if any(isinstance(one, EventTest) for one in conditions):
        _load_events(person, few)
    person.consents = _mine(few, "consents", lambda ask: ask.consents)
    tags = _mine(few, "tags", lambda ask: ask.mirror.table("tags"))
    person.tags = {tag["f_tag"]: tag["tag"] for tag in tags}
    return person


def _mine(few: Few, what: str, table: Callable[[Question], ir.Table]) -> list[dict[str, Any]]:
    """The person's rows of a table."""
    return few.rows(("mine", what), lambda ask: ask.theirs(table(ask)))


def all_leaves(root: Node, question: Question, seen: frozenset[int] = frozenset()) -> list[Leaf]:
    """The conditions of a rule and of the segments that it names, muted ones too."""
    found: list[Leaf] = []
    for node in leaves(root):
        what = node.what
        if isinstance(what, SegmentTest) and what.segment not in seen:
            found += all_leaves(question.rule_of(what.segment), question, seen | {what.segment})
        found.append(what)  # type: ignore[arg-type]  # leaves() gives no groups
    return found


def _load_traits(person: Person, asked: list[Leaf], few: Few) -> None:
    names = {one.trait for one in asked if isinstance(one, TraitTest)}
    if any(isinstance(one, NearTest) for one in asked):
        names |= {"latitude", "longitude"}
    if "age" in names:
        names.add("birth_date")
    row = few.traits(names, folded=True).get(person.id, {})
    for name in names:
        person.traits[name] = {
            "plain": row[name],
            "folded": row.get(f"f_{name}"),
            "day": row.get(f"d_{name}"),
        }
    for one in asked:
        if isinstance(one, TraitTest) and (one.was or one.lasting) and one.trait not in person.courses:
            person.courses[one.trait] = _course(one.trait, few)


def _course(trait: str, few: Few) -> list[tuple[int, Values]]:
    """The trait's values by the time from which they held, oldest first; empty where no course is kept."""
    if trait not in few.question.mirror.types["traits"]:
        return []
    rows = few.rows(("course", trait), lambda ask: ask.theirs(trait_history.course(trait, ask)).order_by("at"))
    return [(row["at"], {"plain": row["plain"], "folded": row.get("folded"), "day": row.get("day")}) for row in rows]


def _load_events(person: Person, few: Few) -> None:
    person.events = few.rows("events", lambda ask: ask.events.order_by(["at", "id"]))
    bought = few.rows("products", lambda ask: ask.products.semi_join(ask.events, ask.products.sku == ask.events.p_sku))
    person.products = {row["sku"]: row for row in bought}
