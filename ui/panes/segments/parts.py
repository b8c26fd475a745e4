"""A condition's JSON as a row of small fields: what each says, and which part of the condition it edits."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from app.domain import names as registry
from app.rules import MEASURES, WHOLE, Names, coded_values, of_type, operator
from ui.core import formats
from ui.panes.segments.rule_model import Rule

OFTEN = {
    ">=": "at least",
    "=": "exactly",
    "<=": "at most",
    ">": "more than",
    "<": "fewer than",
    "between": "between",
    "!=": "not exactly",
}
"""How a count is compared, in a marketer's words."""

MONTHS = tuple("January February March April May June July August September October November December".split())


@dataclass(frozen=True)
class Part:
    """One field of a row: its text, the part of the condition that it edits, whether the user gave it."""

    text: str
    edits: str
    value: bool = False
    index: int = 0
    missing: bool = False


def parts(rule: Rule, names: Names) -> list[Part]:
    """The fields of a condition, in the order in which they are read."""
    for kind, made in _LEAVES.items():
        if kind in rule:
            return made(rule, names)
    return [Part("Something this builder cannot show", "nothing")]


def subject(rule: Rule, names: Names) -> str:
    """What a condition is about."""
    return parts(rule, names)[0].text


def shown(value: Any, kind: str, trait: str = "") -> str:
    """A comparand in words, of a trait as that is read (Germany for `DE`); empty where there is none yet."""
    if value is None or value in ("", []):
        return ""
    if isinstance(value, dict):
        return length(value)
    if isinstance(value, list):
        joiner = " and " if kind in ("numbers", "days") else ", "
        return joiner.join(shown(one, kind, trait) for one in value)
    if kind == "month" and isinstance(value, int):
        return MONTHS[value - 1] if 1 <= value <= 12 else str(value)
    if isinstance(value, (int, float)):
        return formats.number(value, 0 if float(value).is_integer() else 2)
    if kind in ("day", "days", "moment"):
        return _day(str(value))
    return coded_values.said(trait, str(value)) if kind in ("text", "texts") else str(value)


def _day(text: str) -> str:
    try:
        return formats.day(dt.date.fromisoformat(text[:10])) + text[10:].replace("T", " ")
    except ValueError:
        return text


def length(value: dict[str, Any]) -> str:
    """A duration in words: `30 days`, `1 month`."""
    unit, n = next(iter(value.items()), ("days", 0))
    return f"{formats.number(n)} {unit if n != 1 else str(unit)[:-1]}"


def _compared(rule: Rule, kind: str, prefix: str, index: int = 0) -> list[Part]:
    """The fields of an operator and its value."""
    rows = of_type(kind)
    row = rows.get(str(rule.get("op", "")))
    if row is None:
        return [Part("choose…", f"{prefix}op", index=index, missing=True)]
    found = [Part(row.label, f"{prefix}op", index=index)]
    if row.needs_value:
        whole = row.key in WHOLE and not rule.get("case")
        text = shown(rule.get("value"), row.kind, str(rule.get("trait", "")) if whole else "")
        found.append(Part(text or "choose…", f"{prefix}value", value=True, index=index, missing=not text))
    return found


def _trait(rule: Rule, names: Names) -> list[Part]:
    name = str(rule["trait"])
    known = names.traits.get(name)
    if known is None:
        return [Part(f"Unknown field {name}", "subject", missing=True)]
    found = [Part(names.label(name), "subject"), *_compared(rule, known.type, "")]
    if "for" in rule:
        found.append(Part(f"for {length(rule['for'])}", "lasting", value=True))
    if rule.get("was"):
        found.append(Part("before, but no longer", "lasting", value=True))
    return found


def event_names(rule: Rule) -> tuple[str, ...] | None:
    """The events that a condition is about; None for any."""
    named = rule["event"]
    if named == "*":
        return None
    return tuple(named) if isinstance(named, list) else (str(named),)


def _event(rule: Rule, names: Names) -> list[Part]:
    events = event_names(rule)
    label = "Did anything" if events is None else " or ".join(names.event_label(one) for one in events)
    found = [Part(label, "subject")]
    for index, line in enumerate(rule.get("where", [])):
        found.append(Part(property_label(str(line.get("property", ""))), "property", index=index))
        kind = property_type(names, events, str(line.get("property", "")))
        found += _compared(line, kind, "where_", index) if kind else []
    found += _measured(rule, names, events)
    found.append(window(rule.get("within")))
    return found


def property_type(names: Names, events: tuple[str, ...] | None, name: str) -> str:
    """The type of a property, or an empty text for one that the events do not have."""
    from app.domain.problems import RuleProblem

    try:
        return names.property_type(events, name, "")
    except RuleProblem:
        return ""


def property_label(name: str) -> str:
    """A property in words: `category` for `product.category`."""
    if name.startswith("product."):
        known = registry.PRODUCT.get(name.removeprefix("product."))
        return known.label.lower() if known else name.removeprefix("product.").replace("_", " ")
    return {"time": "time", "time.weekday": "weekday", "time.hour": "hour of the day"}.get(
        name, registry.label_of(name).lower()
    )


def _measured(rule: Rule, names: Names, events: tuple[str, ...] | None) -> list[Part]:
    special = _special(rule)
    if special:
        return [special]
    measure = str(rule.get("measure", "count"))
    if measure == "count":
        return _counted(rule)
    of = str(rule.get("of", ""))
    label = MEASURES[measure].label if measure in MEASURES else measure
    text = f"{label} {'days' if of == 'day' else property_label(of)}" if of else label
    kind = measured_type(rule, names)
    return [Part(text, "measure"), *_compared(rule, kind, "")]


def measured_type(rule: Rule, names: Names) -> str:
    """The type of what a measure is compared as."""
    measure, of = str(rule.get("measure", "count")), str(rule.get("of", ""))
    if measure in ("count", "distinct", "days_since_last", "days_since_first"):
        return "number"
    return property_type(names, event_names(rule), of) or "number"


def _special(rule: Rule) -> Part | None:
    if rule.get("first_time"):
        return Part("for the first time", "measure")
    if "trend" in rule:
        more = "more" if rule["trend"] == "rising" else "less"
        share = rule.get("by_at_least", 0)
        by = f" by at least {formats.number(100 * share)} %" if share else ""
        return Part(f"{more} often than in the time before{by}", "measure")
    if "more_often_than" in rule:
        other = str(rule["more_often_than"].get("event", ""))
        return Part(f"more often than “{registry.label_of(other)}”", "measure")
    return None


def _counted(rule: Rule) -> list[Part]:
    op, value = rule.get("op", ">="), rule.get("value", 1)
    if (op, value) == (">=", 1):
        return [Part("at least once", "measure")]
    if (op, value) == ("=", 0):
        return [Part("never", "measure")]
    text = shown(value, "number")
    text = "once" if value == 1 else f"{text} times"
    return [Part(OFTEN.get(str(op), str(op)), "measure"), Part(text, "value", value=True)]


def window(within: Any) -> Part:
    """The field of a time frame."""
    if not within:
        return Part("over all time", "within")
    if "last" in within:
        return Part(f"in the last {length(within['last'])}", "within", value=True)
    if "between" in within:
        far, near = within["between"]
        return Part(f"between {length(far)} and {length(near)} ago", "within", value=True)
    start = f"from {_day(str(within['from']))}" if "from" in within else ""
    end = f"until {_day(str(within['to']))}" if "to" in within else ""
    return Part(" ".join(filter(None, (start, end))) or "over all time", "within", value=True)


def _segment(rule: Rule, names: Names) -> list[Part]:
    known = next((one for one in names.segments.values() if rule["segment"] in (one.id, one.name)), None)
    name = known.name if known else str(rule["segment"] or "")
    return [Part("In the segment", "subject"), Part(name or "choose…", "segment", value=True, missing=not known)]


def _consent(rule: Rule, _: Names) -> list[Part]:
    found = [Part(f"{str(rule['consent']).capitalize()} consent", "subject")]
    if rule.get("topic"):
        found.append(Part(f"for “{rule['topic']}”", "topic", value=True))
    return [*found, Part("is", "nothing"), Part(str(rule.get("is", "granted")), "state", value=True)]


def _suppressed(rule: Rule, _: Names) -> list[Part]:
    said = "is on the suppression list" if rule["suppressed"] else "is not on the suppression list"
    return [Part("Address", "subject"), Part(said, "suppressed", value=True)]


def _tag(rule: Rule, _: Names) -> list[Part]:
    tag = str(rule["tag"])
    return [Part("Tagged", "subject"), Part(tag or "choose…", "tag", value=True, missing=not tag)]


def _sample(rule: Rule, _: Names) -> list[Part]:
    found = [Part("A random share", "subject"), Part(formats.share(rule["sample"], 1), "sample", value=True)]
    return [*found, Part(f"drawn by “{rule.get('seed', '')}”", "seed", value=True)]


def _near(rule: Rule, _: Names) -> list[Part]:
    at = rule["near"]
    where = f"{formats.number(at['lat'], 2)}, {formats.number(at['lon'], 2)}"
    km = Part(f"within {formats.number(rule.get('km', 0))} km", "km", value=True)
    return [Part("Lives near", "subject"), Part(where, "place", value=True), km]


_LEAVES = {
    "trait": _trait,
    "event": _event,
    "segment": _segment,
    "consent": _consent,
    "suppressed": _suppressed,
    "tag": _tag,
    "sample": _sample,
    "near": _near,
}


def value_kind(rule: Rule, names: Names, part: Part) -> tuple[str, str]:
    """The kind of comparand that a value field takes, and the name of what it is compared with."""
    if part.edits == "where_value":
        line = rule["where"][part.index]
        kind = property_type(names, event_names(rule), str(line["property"]))
        return operator(kind, str(line["op"])).kind, str(line["property"])
    if "trait" in rule:
        return operator(names.traits[rule["trait"]].type, str(rule["op"])).kind, str(rule["trait"])
    if rule.get("measure", "count") == "count":
        return operator("number", str(rule.get("op", ">="))).kind, ""
    return operator(measured_type(rule, names), str(rule["op"])).kind, str(rule.get("of", ""))
