"""What a row of the builder is made of: fields that say a part of a condition, and how each of them is edited.

A field knows what becomes of the whole condition when something is given in it. So the window only has to know the
few ways of giving something, and no kind of condition.
"""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol

from app.rules import coded_values
from app.rules.comparands import Kind
from app.rules.operators import WHOLE, of_type
from app.rules.phrases import MONTHS

Rule = dict[str, Any]
"""A condition as JSON."""

CHOOSE = "choose…"
"""What a field says that has to be filled yet."""


class Saying(Protocol):
    """How numbers and dates are written for whoever looks: the window's own way."""

    def number(self, value: float, decimals: int = 0, /) -> str:
        """A number in the reader's way."""
        ...

    def day(self, date: dt.date, /) -> str:
        """A date in the reader's way."""
        ...


@dataclass(frozen=True, slots=True)
class Offer:
    """One thing to choose: its icon, or the type of value whose icon it has; `aliases` are words that find it too."""

    key: str
    label: str
    icon: str = ""
    section: str = ""
    aliases: str = ""
    type: str = ""


SECTIONS = (
    "What someone did",
    "What is known of them",
    "What their orders and visits come to",
    "Scores and groups",
    "Permission",
    "Segments",
)
"""What a condition can be about, in the order in which the builder lists it; every other heading follows."""


def in_sections(offers: Sequence[Offer], sections: Sequence[str]) -> list[Offer]:
    """The offers by their headings, each heading once."""
    # From behind, so that a heading which stands twice has the first of its places.
    places = {
        section: at for at, section in enumerate([*sections, *dict.fromkeys(one.section for one in offers)][::-1])
    }
    return sorted(offers, key=lambda one: -places[one.section])


# The ways of giving something.


@dataclass(frozen=True, slots=True)
class Subject:
    """Another subject for the condition, of all that there are; the condition is made anew."""


@dataclass(frozen=True, slots=True)
class Pick:
    """One of several; gives its key."""

    title: str
    offers: tuple[Offer, ...]
    current: str = ""


@dataclass(frozen=True, slots=True)
class Value:
    """What an operator compares with; `about` names whose real values can be offered meanwhile."""

    kind: Kind
    about: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text."""

    title: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """A number from `low` to `high`."""

    title: str
    low: float = -1e12
    high: float = 1e12


@dataclass(frozen=True, slots=True)
class Length:
    """A length of time, as `{"days": 30}`."""

    title: str


@dataclass(frozen=True, slots=True)
class TimeFrame:
    """A `within`; an empty object is all time."""


@dataclass(frozen=True, slots=True)
class Place:
    """A place, as `{"lat": 48.85, "lon": 2.35}`."""


@dataclass(frozen=True, slots=True)
class Switch:
    """Yes or no: pressing the field gives the other one."""


Editor = Subject | Pick | Value | Line | Figure | Length | TimeFrame | Place | Switch


def _as_is(given: Any) -> Rule:
    raise AssertionError("a field that is not edited was given something")


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a row: what it says, how it is edited (None: it is not), and what is in it now.

    `given` is the whole condition once something was given. `value` says that the user gave it, `missing` that it
    must still be given, and `adds` is the icon of a button that stands for a field that is not there yet. `line` stands
    before a field that begins a line of its own.
    """

    text: str
    editor: Editor | None = None
    start: Any = None
    given: Callable[[Any], Rule] = _as_is
    value: bool = False
    missing: bool = False
    adds: str = ""
    line: str = ""


def inside(field: Field, put: Callable[[Rule], Rule]) -> Field:
    """The field of a part of a condition, as one of the whole: `put` makes that of a changed part."""
    if field.editor is None:
        return field
    return replace(field, given=lambda value: put(field.given(value)))


def changed(rule: Rule, **values: Any) -> Rule:
    """The condition with other values; None takes one away."""
    return {key: value for key, value in (rule | values).items() if value is not None}


def frame(rule: Rule, say: Saying) -> Field:
    """The field of the time frame of a condition."""
    within = rule.get("within")

    def given(value: Any) -> Rule:
        """The rule in another time frame; an empty one is all time."""
        return changed(rule, within=value or None)

    return Field(window(within, say), TimeFrame(), within, given, value=bool(within))


# An operator and its value.

FIRST_OPS = {"text": "is", "number": ">=", "amount": ">=", "date": "in_last", "datetime": "in_last", "list": "has"}
"""The operator that is asked for most, by type."""

_START: dict[str, Any] = {"length": {"days": 30}, "days_ahead": {"days": 30}, "month": 1}
"""Values to begin with where one is as good as any."""


def first_op(kind: str) -> str:
    """The operator that a new condition on a value of that type has."""
    return FIRST_OPS.get(kind, "is_set")


def comparison(
    line: Rule, kind: str, say: Saying, put: Callable[[Rule], Rule], about: str = "", coded: str = ""
) -> list[Field]:
    """The fields of an operator and its value in `line`; `put` makes the whole condition of another line.

    `coded` is the trait whose values read otherwise than they are kept: Germany for `DE`.
    """
    rows = of_type(kind)
    row = rows.get(str(line.get("op", "")))
    offers = tuple(Offer(one.key, one.label, aliases=one.help) for one in rows.values())
    how = Pick("How", offers, str(line.get("op")))

    def chosen(op: str) -> Rule:
        """The rule with another operator."""
        return put(with_op(line, kind, op))

    if row is None:
        return [Field(CHOOSE, how, given=chosen, missing=True)]
    found = [Field(row.label, how, given=chosen)]
    if row.needs_value:
        whole = row.key in WHOLE and not line.get("case")
        text = shown(line.get("value"), row.kind, say, coded if whole else "")
        found.append(
            Field(
                text or CHOOSE,
                Value(row.kind, about),
                line.get("value"),
                lambda value: put(changed(line, value=value)),
                value=True,
                missing=not text,
            )
        )
    if row.cased:
        found.append(_case(line, put))
    return found


def _case(line: Rule, put: Callable[[Rule], Rule]) -> Field:
    """Whether capitals count: a button as long as they do not."""
    counts = bool(line.get("case"))

    def given(case: Any) -> Rule:
        """The rule with capitals that count, or that do not."""
        return put(changed(line, case=True if case else None))

    text = "same capitals" if counts else "Capitals count: in the same case"
    return Field(text, Switch(), counts, given, adds="" if counts else "text-aa")


def with_op(line: Rule, kind: str, op: str) -> Rule:
    """The same comparison with another operator; the value stays where it still fits."""
    row = of_type(kind)[op]
    before = of_type(kind).get(str(line.get("op", "")))
    made = {key: value for key, value in line.items() if key not in ("op", "value", "case")} | {"op": op}
    if not row.needs_value:
        return made
    value = line.get("value")
    if before is None or before.kind != row.kind:
        value = _converted(value, row.kind)
    if value is not None:
        made["value"] = value
    return made | ({"case": True} if line.get("case") and row.cased else {})


def _converted(value: Any, kind: str) -> Any:
    one = value[0] if isinstance(value, list) and value else value
    if kind == "texts":
        return value if isinstance(value, list) else ([value] if isinstance(value, str) and value else None)
    if kind in ("text", "pattern"):
        return one if isinstance(one, str) else None
    if kind == "number":
        return one if isinstance(one, (int, float)) else None
    return _START.get(kind)


# Values in words.


def shown(value: Any, kind: str, say: Saying, coded: str = "") -> str:
    """A comparand in words; empty where there is none yet."""
    if value is None or value in ("", []):
        return ""
    if isinstance(value, dict):
        return length(value, say)
    if isinstance(value, list):
        joiner = " and " if kind in ("numbers", "days") else ", "
        return joiner.join(shown(one, kind, say, coded) for one in value)
    if kind == "month" and isinstance(value, int):
        return MONTHS[value - 1] if 1 <= value <= 12 else str(value)
    if isinstance(value, (int, float)):
        return say.number(value, 0 if float(value).is_integer() else 2)
    if kind in ("day", "days", "moment"):
        return day(str(value), say)
    return coded_values.said(coded, str(value)) if kind in ("text", "texts") else str(value)


def figure(value: float, say: Saying, most: int = 4) -> str:
    """A number with the decimals that it has, at most so many."""
    places = next((places for places in range(most) if round(value, places) == round(value, most)), most)
    return say.number(value, places)


def day(text: str, say: Saying) -> str:
    """A date of the rule, or a date with its time."""
    try:
        return say.day(dt.date.fromisoformat(text[:10])) + text[10:].replace("T", " ")
    except ValueError:
        return text


def length(value: Rule, say: Saying) -> str:
    """A duration: `30 days`, `1 month`."""
    unit, n = next(iter(value.items()), ("days", 0))
    # The units are named as several.
    return f"{say.number(n)} {unit if n != 1 else str(unit)[:-1]}"


def window(within: Any, say: Saying) -> str:
    """A time frame."""
    if not within:
        return "over all time"
    if "last" in within:
        return f"in the last {length(within['last'], say)}"
    if "between" in within:
        far, near = within["between"]
        return f"between {length(far, say)} and {length(near, say)} ago"
    start = f"from {day(str(within['from']), say)}" if "from" in within else ""
    end = f"until {day(str(within['to']), say)}" if "to" in within else ""
    return " ".join(filter(None, (start, end))) or "over all time"
