"""From the JSON of a rule to a tree of conditions, with the place of everything that is wrong in it."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from app.domain import names as registry
from app.domain.problems import RuleProblem
from app.rules import coded_values, comparands
from app.rules.operators import Operator, of_type
from app.rules.tree import (
    WHOLE,
    ConsentTest,
    Group,
    GroupKind,
    Leaf,
    NearTest,
    Node,
    SampleTest,
    SegmentTest,
    SuppressedTest,
    TagTest,
    TraitTest,
    Unresolved,
)
from app.rules.vocabulary import Names, UnknownName, near

GROUPS: tuple[GroupKind, ...] = ("all", "any", "none")
MARKS = ("muted", "locked", "note")
DEEPEST = 100
_FEW_NAMES = 5
"""So many names are told one by one."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A parsed rule, and what is to be said about its muted parts."""

    root: Node
    warnings: tuple[str, ...] = ()


@dataclass
class Reading:
    """One reading of a rule: the names that it may use, and the warnings so far."""

    names: Names
    warnings: list[str] = field(default_factory=list)


def parse(rule: object, names: Names) -> Rule:
    """The rule as a tree; raises RuleProblem with `where` as `all[1].event` and what would be right."""
    _refuse_half_characters(rule)
    reading = Reading(names)
    root = _node(reading, rule, "", muted=False, depth=0)
    return Rule(root, tuple(reading.warnings))


def _refuse_half_characters(rule: object) -> None:
    """JSON can spell half of a character (`\\ud83d`), which no text of a customer and no engine can hold."""
    try:
        json.dumps(rule, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        raise RuleProblem("the rule holds half of a character", "", "Write the whole character") from None
    except (TypeError, ValueError, RecursionError):
        # Whatever else is wrong is said with its place.
        return


def at(path: str, key: str) -> str:
    """The place of a key inside the rule at `path`."""
    return f"{path}.{key}" if path else key


def _node(reading: Reading, rule: object, path: str, *, muted: bool, depth: int) -> Node:
    if not isinstance(rule, dict) or not rule:
        raise RuleProblem(
            f"a rule belongs here, not {comparands.shown(rule)}",
            "",
            'Write one as {"trait": "city", "op": "is_set"}',
            where=path,
        )
    if depth > DEEPEST:
        raise RuleProblem(f"groups are nested more than {DEEPEST} deep", where=path)
    own = _flag(rule, "muted", path)
    locked, note = _flag(rule, "locked", path), rule.get("note", "")
    if not isinstance(note, str):
        raise RuleProblem(f"a note is a text, not {comparands.shown(note)}", where=at(path, "note"))
    body = {key: value for key, value in rule.items() if key not in MARKS}
    kind = next((group for group in GROUPS if group in body), None)
    what: Group | Leaf
    if kind is not None:
        what = _group(reading, kind, body, path, muted=muted or own, depth=depth)
    else:
        what = _leaf(reading, body, path, muted=muted or own)
    return Node(what, own, path, locked, note)


def _flag(rule: dict[str, object], key: str, path: str) -> bool:
    value = rule.get(key, False)
    if not isinstance(value, bool):
        raise RuleProblem(f"“{key}” is true or false, not {comparands.shown(value)}", where=at(path, key))
    return value


def _group(reading: Reading, kind: GroupKind, body: dict[str, object], path: str, *, muted: bool, depth: int) -> Group:
    only(body, (kind,), path)
    children = body[kind]
    if not isinstance(children, list):
        raise RuleProblem(f"“{kind}” holds a list of rules, not {comparands.shown(children)}", where=at(path, kind))
    return Group(
        kind,
        tuple(
            _node(reading, child, f"{at(path, kind)}[{index}]", muted=muted, depth=depth + 1)
            for index, child in enumerate(children)
        ),
    )


def _leaf(reading: Reading, body: dict[str, object], path: str, *, muted: bool) -> Leaf:
    kind = next((key for key in _LEAVES if key in body), None)
    if kind is None:
        wrong = next(iter(body), "")
        nearest = near(wrong, [*_LEAVES, *GROUPS])
        remedy = f"Did you mean {nearest}?" if nearest else "Begin with one of " + ", ".join([*GROUPS, *_LEAVES])
        raise RuleProblem(f"no kind of rule is called “{wrong}”", "", remedy, where=at(path, wrong))
    try:
        return _LEAVES[kind](reading.names, body, path)
    except UnknownName as problem:
        if not muted:
            raise
        reading.warnings.append(str(problem))
        return Unresolved(json.dumps(body, sort_keys=True, ensure_ascii=False))


# What the readers of conditions share.


def only(body: dict[str, object], allowed: tuple[str, ...], path: str) -> None:
    """Refuse a key that the condition does not have."""
    for key in body:
        if key not in allowed:
            nearest = near(key, allowed)
            remedy = f"Did you mean {nearest}?" if nearest else "It can have " + ", ".join(allowed)
            raise RuleProblem(f"“{key}” means nothing here", "", remedy, where=at(path, key))


def name(value: object, place: str) -> str:
    """A name in the rule."""
    if not isinstance(value, str) or not value:
        raise RuleProblem(f"a name belongs here, not {comparands.shown(value)}", where=place)
    return value


def compared(body: dict[str, object], kind: str, path: str) -> tuple[Operator, object, bool]:
    """The operator, comparand and case of a condition about a value of that type."""
    if "op" not in body:
        raise RuleProblem("an operator is missing", "", "Use one of " + ", ".join(of_type(kind)), where=at(path, "op"))
    key = name(body["op"], at(path, "op"))
    row = of_type(kind).get(key)
    if row is None:
        raise _no_operator(key, kind, at(path, "op"))
    case = _flag(body, "case", path)
    if "case" in body and not row.cased:
        raise RuleProblem(f"“case” means nothing to {row.key}", "", "It is for text and lists", where=at(path, "case"))
    if row.needs_value and "value" not in body:
        raise RuleProblem(f"{row.key} needs a value", where=at(path, "value"))
    return row, comparands.read(row.kind, body.get("value"), at(path, "value")), case


def _no_operator(key: str, kind: str, place: str) -> RuleProblem:
    rows = of_type(kind)
    if kind == "boolean" and key in ("is", "is_not", "=", "!="):
        return unknown_operator(key, kind, place, "Use is_true for yes and is_false for no, without a value")
    labels = {row.label: row.key for row in rows.values()}
    nearest = near(key, rows, labels)
    remedy = f"Did you mean {nearest}?" if nearest else "Use one of " + ", ".join(rows)
    return unknown_operator(key, kind, place, remedy)


def unknown_operator(key: str, kind: str, place: str, remedy: str) -> RuleProblem:
    """The refusal of an operator that a type does not have."""
    called = {"boolean": "a yes/no value", "amount": "a number", "datetime": "a date and time"}.get(kind, f"a {kind}")
    return UnknownName(f"“{key}” is no operator for {called}", "", remedy, where=place)


# Conditions about the person.


def _trait(names: Names, body: dict[str, object], path: str) -> Leaf:
    only(body, ("trait", "op", "value", "case", "for", "was"), path)
    known = names.trait(name(body["trait"], at(path, "trait")), at(path, "trait"))
    row, value, case = compared(body, known.type, path)
    if row.key in WHOLE and known.type == "text" and not case:
        _means_something(known.name, value, at(path, "value"))
    was = _flag(body, "was", path)
    lasting = comparands.length(body["for"], at(path, "for")) if "for" in body else None
    if lasting is not None and was:
        raise RuleProblem("“for” and “was” exclude each other", "", "Leave one of them out", where=at(path, "was"))
    if lasting is not None or was:
        key = "for" if lasting is not None else "was"
        _has_history(known.name, row, computed=known.computed, place=at(path, key), key=key)
    return TraitTest(known.name, known.type, row.key, value, case, lasting, was)


def _means_something(trait: str, value: object, place: str) -> None:
    """Refuse a country that is none: it would match nobody, and nobody would know why."""
    for index, one in enumerate(value if isinstance(value, tuple) else (str(value),)):
        found = coded_values.unknown(trait, one)
        if found is not None:
            what, known = found
            where = f"{place}[{index}]" if isinstance(value, tuple) else place
            nearest = near(one, known)
            guess = f"Did you mean {nearest}? " if nearest else ""
            some = ", ".join(known) if len(known) <= _FEW_NAMES else "its name or its code of two letters"
            raise UnknownName(f"no {what} is called “{one[:60]}”", "", f"{guess}Use {some}", where=where)


def _has_history(trait: str, row: Operator, *, computed: bool, place: str, key: str) -> None:
    if computed or registry.is_dynamic(trait) or trait in ("email", "tags"):
        raise RuleProblem(
            f"“{key}” needs the history of a trait, and {trait} has none",
            "",
            "Ask about the events themselves",
            where=place,
        )
    if row.moving:
        raise RuleProblem(f"“{key}” cannot be joined with {row.key}, which moves with now", where=place)


def _segment(names: Names, body: dict[str, object], path: str) -> Leaf:
    only(body, ("segment",), path)
    wanted = body["segment"]
    if not isinstance(wanted, int) or isinstance(wanted, bool):
        name(wanted, at(path, "segment"))
    return SegmentTest(names.segment(wanted, at(path, "segment")).id)


def _consent(names: Names, body: dict[str, object], path: str) -> Leaf:
    only(body, ("consent", "topic", "is"), path)
    channel = _choice(body["consent"], registry.CHANNELS, "channel", at(path, "consent"))
    topic = comparands.text(body["topic"], at(path, "topic")) if "topic" in body else None
    if "is" not in body:
        raise RuleProblem("“is” is missing", "", "Say what the consent is, as granted", where=at(path, "is"))
    return ConsentTest(channel, topic, _choice(body["is"], registry.CONSENT_STATES, "state of consent", at(path, "is")))


def _choice(value: object, known: tuple[str, ...], what: str, place: str) -> str:
    found = name(value, place)
    if found not in known:
        nearest = near(found, known)
        remedy = f"Did you mean {nearest}?" if nearest else "Use one of " + ", ".join(known)
        raise RuleProblem(f"there is no {what} called “{found}”", "", remedy, where=place)
    return found


def _suppressed(names: Names, body: dict[str, object], path: str) -> Leaf:
    only(body, ("suppressed",), path)
    if not isinstance(body["suppressed"], bool):
        raise RuleProblem(
            f"true or false belongs here, not {comparands.shown(body['suppressed'])}", where=at(path, "suppressed")
        )
    return SuppressedTest(body["suppressed"])


def _tag(names: Names, body: dict[str, object], path: str) -> Leaf:
    only(body, ("tag",), path)
    return TagTest(comparands.text(body["tag"], at(path, "tag")))


def _near(names: Names, body: dict[str, object], path: str) -> Leaf:
    only(body, ("near", "km"), path)
    place, point = at(path, "near"), body["near"]
    if not isinstance(point, dict) or set(point) != {"lat", "lon"}:
        raise RuleProblem("a place belongs here", "", 'Write it as {"lat": 48.85, "lon": 2.35}', where=place)
    lat = _within(point["lat"], 90, f"{place}.lat")
    lon = _within(point["lon"], 180, f"{place}.lon")
    if "km" not in body:
        raise RuleProblem("how near is missing", "", 'Add "km": 25', where=at(path, "km"))
    km = comparands.number(body["km"], at(path, "km"))
    if km < 0:
        raise RuleProblem("a distance is never negative", where=at(path, "km"))
    return NearTest(lat, lon, km)


def _within(value: object, most: int, place: str) -> Decimal:
    found = comparands.number(value, place)
    if abs(found) > most:
        raise RuleProblem(f"{found} degrees lie outside the globe", "", f"Use -{most} to {most}", where=place)
    return found


def _sample(names: Names, body: dict[str, object], path: str) -> Leaf:
    only(body, ("sample", "seed"), path)
    share = comparands.number(body["sample"], at(path, "sample"))
    if not 0 <= share <= 1:
        raise RuleProblem(f"a share is from 0 to 1, not {share}", "", "A tenth is 0.1", where=at(path, "sample"))
    seed = body.get("seed", "")
    if not isinstance(seed, str):
        raise RuleProblem(f"a seed is a text, not {comparands.shown(seed)}", where=at(path, "seed"))
    return SampleTest(share, seed)


def _event(names: Names, body: dict[str, object], path: str) -> Leaf:
    from app.rules.event_grammar import event_condition

    return event_condition(names, body, path)


def _later(what: str) -> Callable[[Names, dict[str, object], str], Leaf]:
    def refuse(names: Names, body: dict[str, object], path: str) -> Leaf:
        raise RuleProblem(f"{what} cannot be asked about yet", "", "Use event conditions instead", where=path)

    return refuse


_LEAVES: dict[str, Callable[[Names, dict[str, Any], str], Leaf]] = {
    "trait": _trait,
    "event": _event,
    "segment": _segment,
    "consent": _consent,
    "suppressed": _suppressed,
    "tag": _tag,
    "near": _near,
    "sample": _sample,
    "sequence": _later("The order of events"),
    "in_segment_for": _later("How long someone is a member"),
    "entered": _later("When someone became a member"),
    "left": _later("When someone ceased to be a member"),
}

LEAF_KINDS = tuple(_LEAVES)
"""The keys that a condition can begin with."""
