"""What a condition can be about and how it can be asked, as lists to choose from; each choice makes its JSON."""

from typing import Any

from app.domain.names import CHANNELS, CONSENT_STATES, is_dynamic
from app.rules import MEASURES, TIME_PARTS, Names, of_type
from ui.core.icons import OF_TYPE
from ui.panes.segments.parts import OFTEN, event_names, property_label
from ui.panes.segments.rule_model import Rule
from ui.widgets.picker import Choice


def subjects(names: Names) -> list[Choice]:
    """Everything that a condition can begin with, under a marketer's headings."""
    did = [Choice(f"event:{key}", names.event_label(key), "lightning", "What someone did", key) for key in names.events]
    did.append(Choice("event:*", "Did anything", "lightning", "What someone did", "any event activity"))
    known = [
        Choice(f"trait:{key}", names.label(key), OF_TYPE.get(one.type, "text-t"), _heading(key, one.computed), key)
        for key, one in names.traits.items()
    ]
    order = ("What is known of them", "What their orders and visits come to", "Scores and groups")
    known.sort(key=lambda choice: order.index(choice.section))
    allowed = [
        Choice(f"consent:{key}", f"{key.capitalize()} consent", "check-circle", "Permission") for key in CHANNELS
    ]
    allowed.append(Choice("suppressed", "On the suppression list", "prohibit", "Permission", "unsubscribed bounced"))
    others = [Choice(f"segment:{one.id}", one.name, "chart-pie-slice", "Segments") for one in names.segments.values()]
    more = [Choice("tag", "Tagged", "tag", "More", "label"), Choice("sample", "A random share", "dice-five", "More")]
    return [*did, *known, *allowed, *others, *more]


def _heading(name: str, computed: bool) -> str:
    if is_dynamic(name) or name.startswith("rfm_"):
        return "Scores and groups"
    return "What their orders and visits come to" if computed else "What is known of them"


def condition(key: str, names: Names) -> Rule:
    """A new condition about a subject, as complete as it can be."""
    kind, _, name = key.partition(":")
    if kind == "event":
        return {"event": name}
    if kind == "trait":
        return trait_condition(name, names)
    if kind == "consent":
        return {"consent": name, "is": "granted"}
    if kind == "segment":
        return {"segment": names.segments[int(name)].name}
    others: dict[str, Rule] = {
        "suppressed": {"suppressed": False},
        "tag": {"tag": ""},
        "sample": {"sample": 0.1, "seed": "draw"},
    }
    return others[kind]


FIRST_OPS = {"text": "is", "number": ">=", "amount": ">=", "date": "in_last", "datetime": "in_last", "list": "has"}


def trait_condition(name: str, names: Names) -> Rule:
    """A new condition about a trait, with the operator that is asked for most."""
    kind = names.traits[name].type
    return {"trait": name} | with_op({}, kind, FIRST_OPS.get(kind, "is_set"))


def operators(kind: str) -> list[Choice]:
    """The operators of a type."""
    return [Choice(row.key, row.label, aliases=row.help) for row in of_type(kind).values()]


START: dict[str, Any] = {"length": {"days": 30}, "days_ahead": {"days": 30}, "month": 1}
"""Values to begin with where one is as good as any."""


def with_op(rule: Rule, kind: str, op: str) -> Rule:
    """A condition with another operator; the value stays where it still fits."""
    row = of_type(kind)[op]
    before = of_type(kind).get(str(rule.get("op", "")))
    made = {key: value for key, value in rule.items() if key not in ("op", "value", "case")} | {"op": op}
    if not row.needs_value:
        return made
    value = rule.get("value")
    if before is None or before.kind != row.kind:
        value = _converted(value, row.kind)
    if value is not None:
        made["value"] = value
    return made | ({"case": True} if rule.get("case") and row.cased else {})


def _converted(value: Any, kind: str) -> Any:
    one = value[0] if isinstance(value, list) and value else value
    if kind == "texts":
        return value if isinstance(value, list) else ([value] if isinstance(value, str) and value else None)
    if kind in ("text", "pattern"):
        return one if isinstance(one, str) else None
    if kind == "number":
        return one if isinstance(one, (int, float)) else None
    return START.get(kind)


def properties(rule: Rule, names: Names) -> list[Choice]:
    """What can be asked of the events of a condition: their own properties, their product's, their time."""
    events = event_names(rule)
    own = names.own_properties(events)
    found = [Choice(key, property_label(key), OF_TYPE.get(kind, ""), "The event", key) for key, kind in own.items()]
    if "sku" in own:
        found += [
            Choice(f"product.{key}", property_label(f"product.{key}"), OF_TYPE.get(kind, ""), "The product", key)
            for key, kind in names.product.items()
        ]
    found.append(Choice("time", "time", "clock", "When"))
    return [*found, *(Choice(key, property_label(key), "clock", "When") for key in TIME_PARTS)]


NO_DETAIL = "-"
"""The key that takes a detail of an event away."""


def measures(rule: Rule, names: Names) -> list[Choice]:
    """The questions that can be asked about a condition's events."""
    often = [Choice("once", "at least once", "", "How often"), Choice("never", "never", "", "How often")]
    often += [Choice(f"count:{op}", f"{label} … times", "", "How often") for op, label in OFTEN.items()]
    own = names.own_properties(event_names(rule))
    numeric = [name for name, kind in own.items() if kind in ("number", "amount")]
    made = [Choice("distinct:day", f"{MEASURES['distinct'].label} days", "", "What it comes to")]
    for row in MEASURES.values():
        usable = numeric if row.of == "number" else list(own) if row.of == "any" else []
        made += [
            Choice(f"{row.key}:{name}", f"{row.label} {property_label(name)}", "", "What it comes to")
            for name in usable
        ]
    since = [
        Choice(f"{key}:", MEASURES[key].label, "", "How long ago") for key in ("days_since_last", "days_since_first")
    ]
    course = [Choice("first_time", "for the first time", "", "How it goes")]
    course += [Choice(f"trend:{way}", f"{word} often than before", "", "How it goes") for way, word in _TRENDS]
    return [*often, *since, *made, *course]


_TRENDS = (("rising", "more"), ("falling", "less"))
_ASKED = ("measure", "of", "op", "value", "case", "first_time", "trend", "by_at_least", "more_often_than")


def with_measure(rule: Rule, key: str, names: Names) -> Rule:
    """A condition that asks another question about its events."""
    from ui.panes.segments.parts import measured_type

    made = {name: value for name, value in rule.items() if name not in _ASKED}
    kind, _, of = key.partition(":")
    if kind == "once":
        return made
    if kind == "never":
        return made | {"op": "=", "value": 0}
    if kind == "count":
        value = rule.get("value") if rule.get("measure", "count") == "count" else None
        return made | {"op": of, "value": ([1, 3] if of == "between" else _number(value, 2))}
    if kind == "first_time":
        return made | {"first_time": True, "within": made.get("within", {"last": {"days": 30}})}
    if kind == "trend":
        within = made.get("within") or {}
        return made | {"trend": of, "within": within if "last" in within else {"last": {"days": 30}}}
    made = made | {"measure": kind} | ({"of": of} if of else {})
    compared = measured_type(made, names)
    return with_op(made, compared, ">=" if compared in ("number", "amount") else FIRST_OPS.get(compared, "is_set"))


def _number(value: Any, otherwise: int) -> Any:
    return value if isinstance(value, (int, float)) and value else otherwise


def states() -> list[Choice]:
    """The states of consent."""
    return [Choice(state, state) for state in CONSENT_STATES]
