"""Everything about one person that a rule can ask for, fetched once, for the explanation."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import ibis.expr.types as ir

from app.audience import history, traits
from app.audience.checks import Face
from app.audience.question import Question
from app.audience.tree import EventTest, Leaf, NearTest, Node, SegmentTest, TraitTest, leaves

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
    mirror, people = question.mirror, question.people
    row = _rows(people.filter(people.id == profile).select("id", "key", "since"), question)[0]
    suppressed = question.suppressions.filter(question.suppressions.profile_id == profile).count()
    person = Person(row["id"], row["key"], row["since"], mirror.scalar(suppressed) > 0)
    conditions = list(asked)
    _load_traits(person, conditions, question)
    if any(isinstance(one, EventTest) for one in conditions):
        _load_events(person, question)
    person.consents = _rows(question.consents.filter(question.consents.profile_id == profile), question)
    tags = mirror.table("tags")
    person.tags = {tag["f_tag"]: tag["tag"] for tag in _rows(tags.filter(tags.profile_id == profile), question)}
    return person


def all_leaves(root: Node, question: Question, seen: frozenset[int] = frozenset()) -> list[Leaf]:
    """The conditions of a rule and of the segments that it names, muted ones too."""
    found: list[Leaf] = []
    for node in leaves(root):
        what = node.what
        if isinstance(what, SegmentTest) and what.segment not in seen:
            found += all_leaves(question.rule_of(what.segment), question, seen | {what.segment})
        found.append(what)  # type: ignore[arg-type]  # leaves() gives no groups
    return found


def _rows(table: ir.Table, question: Question) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = question.mirror.to_pyarrow(table).to_pylist()
    return rows


def _load_traits(person: Person, asked: list[Leaf], question: Question) -> None:
    names = {one.trait for one in asked if isinstance(one, TraitTest)}
    if any(isinstance(one, NearTest) for one in asked):
        names |= {"latitude", "longitude"}
    if "age" in names:
        names.add("birth_date")
    if not names:
        return
    table = traits.columns(question, sorted(names), folded=True)
    row = _rows(table.filter(table.profile_id == person.id), question)[0]
    for name in names:
        person.traits[name] = {
            "plain": row[name],
            "folded": row.get(f"f_{name}"),
            "day": row.get(f"d_{name}"),
        }
    for one in asked:
        if isinstance(one, TraitTest) and (one.was or one.lasting) and one.trait not in person.courses:
            person.courses[one.trait] = _course(person.id, one.trait, question)


def _course(profile: int, trait: str, question: Question) -> list[tuple[int, Values]]:
    """The trait's values by the time from which they held, oldest first; empty where no course is kept."""
    if trait not in question.mirror.types["traits"]:
        return []
    known = history.course(trait, question)
    rows = _rows(known.filter(known.profile_id == profile).order_by("at"), question)
    return [(row["at"], {"plain": row["plain"], "folded": row.get("folded"), "day": row.get("day")}) for row in rows]


def _load_events(person: Person, question: Question) -> None:
    events, products = question.events, question.products
    mine = events.filter(events.profile_id == person.id).order_by(["at", "id"])
    person.events = _rows(mine, question)
    skus = sorted({event["p_sku"] for event in person.events if event["p_sku"] is not None})
    if skus:
        person.products = {row["sku"]: row for row in _rows(products.filter(products.sku.isin(skus)), question)}
