"""From the JSON of a rule to a tree of conditions, with the place of everything that is wrong in it."""

import json
from dataclasses import dataclass, field, replace

from app.domain.problems import RuleProblem
from app.rules import comparands, expiry, problems
from app.rules.condition_kind import KINDS, Condition
from app.rules.operators import Operator, of_type
from app.rules.tree import Group, GroupKind, Node, Unresolved
from app.rules.vocabulary import Names, near

GROUPS: tuple[GroupKind, ...] = ("all", "any", "none")
MARKS = ("muted", "locked", "note")
# Trees are read, compiled and said by recursion, and Python gives up after 1,000 calls.
DEEPEST = 100


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
    if not isinstance(rule, dict) or expiry.KEY not in rule:
        return Rule(_node(reading, rule, "", muted=False, depth=0), tuple(reading.warnings))
    lasting = {key: value for key, value in rule.items() if key != expiry.KEY}
    if not any(kind in lasting for kind in GROUPS):
        raise problems.EXPIRES_ALONE(where=expiry.KEY)
    length = rule[expiry.KEY]
    comparands.length(length, expiry.KEY)
    root = _node(reading, lasting, "", muted=False, depth=0)
    relevant = _node(reading, expiry.condition(lasting, length), expiry.KEY, muted=False, depth=1)
    return Rule(_both(root, relevant), tuple(reading.warnings))


def _both(root: Node, relevant: Node) -> Node:
    """The rule and what keeps its members in: beside its own conditions where these are all to hold already."""
    if isinstance(root.what, Group) and root.what.kind == "all" and not root.muted:
        return replace(root, what=Group("all", (*root.what.children, relevant)))
    return Node(Group("all", (root, relevant)))


def _refuse_half_characters(rule: object) -> None:
    """JSON can spell half of a character (`\\ud83d`), which no text of a customer and no engine can hold."""
    try:
        json.dumps(rule, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        raise problems.HALF_A_CHARACTER() from None
    except (TypeError, ValueError, RecursionError):
        # Whatever else is wrong is said with its place.
        return


def at(path: str, key: str) -> str:
    """The place of a key inside the rule at `path`."""
    return f"{path}.{key}" if path else key


def _node(reading: Reading, rule: object, path: str, *, muted: bool, depth: int) -> Node:
    if not isinstance(rule, dict) or not rule:
        raise problems.NO_RULE(where=path, given=comparands.shown(rule))
    if depth > DEEPEST:
        raise problems.TOO_DEEP(where=path, most=DEEPEST)
    own = flag(rule, "muted", path)
    locked, note = flag(rule, "locked", path), rule.get("note", "")
    if not isinstance(note, str):
        raise problems.NO_NOTE(where=at(path, "note"), given=comparands.shown(note))
    body = {key: value for key, value in rule.items() if key not in MARKS}
    kind = next((group for group in GROUPS if group in body), None)
    what: Group | Condition
    if kind is not None:
        # Whatever stands in a muted group is muted too, and a name in it that nobody knows is a warning.
        what = _group(reading, kind, body, path, muted=muted or own, depth=depth)
    else:
        what = _leaf(reading, body, path, muted=muted or own)
    return Node(what, own, path, locked, note)


def flag(rule: dict[str, object], key: str, path: str) -> bool:
    """A key that is true or false, and false where it is left out."""
    value = rule.get(key, False)
    if not isinstance(value, bool):
        raise problems.NO_FLAG(where=at(path, key), key=key, given=comparands.shown(value))
    return value


def _group(reading: Reading, kind: GroupKind, body: dict[str, object], path: str, *, muted: bool, depth: int) -> Group:
    only(body, (kind,), path)
    children = body[kind]
    if not isinstance(children, list):
        raise problems.NO_LIST(where=at(path, kind), kind=kind, given=comparands.shown(children))
    return Group(
        kind,
        tuple(
            _node(reading, child, f"{at(path, kind)}[{index}]", muted=muted, depth=depth + 1)
            for index, child in enumerate(children)
        ),
    )


def _leaf(reading: Reading, body: dict[str, object], path: str, *, muted: bool) -> Condition:
    kind = kind_of(body)
    if kind is None:
        raise _no_kind(body, path)
    try:
        return kind.parse(body, reading.names, path)
    except problems.UnknownName as problem:
        if not muted:
            raise
        reading.warnings.append(str(problem))
        return Unresolved.parse(body, reading.names, path)


def kind_of(body: dict[str, object]) -> type[Condition] | None:
    """The kind of a condition by the key in it; None where no kind has one of its keys."""
    return next((kind for key, kind in KINDS.items() if key in body), None)


def _no_kind(body: dict[str, object], path: str) -> RuleProblem:
    wrong = next(iter(body), "")
    nearest = near(wrong, [*KINDS, *GROUPS])
    remedy = f"Did you mean {nearest}?" if nearest else "Begin with one of " + ", ".join((*GROUPS, *KINDS))
    return problems.NO_KIND(where=at(path, wrong), wrong=wrong, remedy=remedy)


# What the readers of conditions share.


def only(body: dict[str, object], allowed: tuple[str, ...], path: str) -> None:
    """Refuse a key that the condition does not have."""
    for key in body:
        if key not in allowed:
            nearest = near(key, allowed)
            remedy = f"Did you mean {nearest}?" if nearest else "It can have " + ", ".join(allowed)
            raise problems.MEANINGLESS(where=at(path, key), key=key, remedy=remedy)


def name(value: object, place: str) -> str:
    """A name in the rule."""
    if not isinstance(value, str) or not value:
        raise problems.NO_NAME(where=place, given=comparands.shown(value))
    return value


def compared(body: dict[str, object], kind: str, path: str) -> tuple[Operator, object, bool]:
    """The operator, comparand and case of a condition about a value of that type."""
    if "op" not in body:
        raise problems.NO_OPERATOR(where=at(path, "op"), remedy="Use one of " + ", ".join(of_type(kind)))
    key = name(body["op"], at(path, "op"))
    row = of_type(kind).get(key)
    if row is None:
        raise _no_operator(key, kind, at(path, "op"))
    case = flag(body, "case", path)
    if "case" in body and not row.cased:
        raise problems.NO_CASE(where=at(path, "case"), operator=row.key)
    if row.needs_value and "value" not in body:
        raise problems.VALUE_MISSING(where=at(path, "value"), operator=row.key)
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
    return problems.UNKNOWN_OPERATOR(where=place, key=key, called=called, remedy=remedy)


def choice(value: object, known: tuple[str, ...], what: str, place: str) -> str:
    """One of several words."""
    found = name(value, place)
    if found not in known:
        nearest = near(found, known)
        remedy = f"Did you mean {nearest}?" if nearest else "Use one of " + ", ".join(known)
        raise problems.NOT_AMONG(where=place, kind=what, found=found, remedy=remedy)
    return found
