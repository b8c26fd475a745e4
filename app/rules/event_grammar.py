"""The part of the grammar about what a profile did: events, their windows and their measures."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from app.domain.problems import RuleProblem
from app.rules import comparands
from app.rules.grammar import at, compared, name, only
from app.rules.tree import Deed, EventQuestion, EventTest, FirstTime, Leaf, Measured, MoreOften, PropertyTest, Trend
from app.rules.vocabulary import TIME_PARTS, Names, near
from app.rules.windows import Between, FromTo, Last, Window


@dataclass(frozen=True, slots=True)
class Measure:
    """A row of the table of measures: what `of` it takes, and the phrase around it."""

    key: str
    of: Literal["nothing", "any", "number"]
    label: str


MEASURES: dict[str, Measure] = {
    row.key: row
    for row in (
        Measure("count", "nothing", "how often"),
        Measure("distinct", "any", "how many different"),
        Measure("sum", "number", "the sum of"),
        Measure("mean", "number", "the average of"),
        Measure("min", "number", "the least"),
        Measure("max", "number", "the greatest"),
        Measure("last", "any", "the latest value of"),
        Measure("days_since_last", "nothing", "days since the last"),
        Measure("days_since_first", "nothing", "days since the first"),
    )
}
"""What can be asked of the events in a window."""

DAY = "day"
"""`distinct` of this counts local days."""

_KEYS = (
    "event",
    "where",
    "within",
    "measure",
    "of",
    "op",
    "value",
    "case",
    "first_time",
    "trend",
    "by_at_least",
    "more_often_than",
)
_COMPARING = ("measure", "of", "op", "value", "case")


def event_condition(names: Names, body: dict[str, object], path: str) -> Leaf:
    """`{"event": …}` as a tree; raises RuleProblem."""
    only(body, _KEYS, path)
    deed = deed_of(names, body, path)
    window = window_of(body["within"], names, at(path, "within")) if "within" in body else None
    return EventTest(deed, window, _question(names, body, deed, window, path))


def deed_of(names: Names, body: dict[str, object], path: str) -> Deed:
    """The events that are meant and what each must satisfy."""
    events = _events(names, body["event"], at(path, "event"))
    where = body.get("where", [])
    if not isinstance(where, list):
        raise RuleProblem(f"“where” holds a list, not {comparands.shown(where)}", where=at(path, "where"))
    lines = tuple(_line(names, one, events, f"{at(path, 'where')}[{n}]") for n, one in enumerate(where))
    return Deed(events, lines)


def _events(names: Names, value: object, place: str) -> tuple[str, ...] | None:
    if value == "*":
        return None
    if isinstance(value, list):
        if not value:
            raise RuleProblem("it names no event", "", 'Name one, or use "*" for any', where=place)
        return tuple(names.event(name(one, f"{place}[{n}]"), f"{place}[{n}]") for n, one in enumerate(value))
    return (names.event(name(value, place), place),)


def _line(names: Names, line: object, events: tuple[str, ...] | None, place: str) -> PropertyTest:
    if not isinstance(line, dict) or "property" not in line:
        raise RuleProblem(
            "a condition on a property belongs here",
            "",
            'Write it as {"property": "amount", "op": ">=", "value": 50}',
            where=place,
        )
    only(line, ("property", "op", "value", "case"), place)
    wanted = name(line["property"], at(place, "property"))
    kind = names.property_type(events, wanted, at(place, "property"))
    if f"time.{wanted}" in TIME_PARTS and wanted not in names.own_properties(events):
        wanted = f"time.{wanted}"
    row, value, case = compared(line, kind, place)
    return PropertyTest(wanted, kind, row.key, value, case)


def window_of(value: object, names: Names, place: str) -> Window:
    """A `within`; raises RuleProblem."""
    example = 'Write it as {"last": {"days": 30}}'
    if not isinstance(value, dict) or not value:
        raise RuleProblem(f"a window belongs here, not {comparands.shown(value)}", "", example, where=place)
    if "last" in value:
        only(value, ("last",), place)
        return Last(comparands.length(value["last"], at(place, "last")))
    if "between" in value:
        only(value, ("between",), place)
        return _between(value["between"], at(place, "between"))
    only(value, ("from", "to", "last", "between"), place)
    return FromTo(_end(value, "from", place), _end(value, "to", place))


def _between(value: object, place: str) -> Between:
    if not isinstance(value, list) or len(value) != 2:
        raise RuleProblem(
            "two lengths of time belong here", "", 'Write them as [{"days": 90}, {"days": 30}]', where=place
        )
    return Between(comparands.length(value[0], f"{place}[0]"), comparands.length(value[1], f"{place}[1]"))


def _end(value: dict[str, object], key: str, place: str) -> dt.date | dt.datetime | None:
    return comparands.moment(value[key], at(place, key)) if key in value else None


# The question about the events in the window.


def _question(names: Names, body: dict[str, object], deed: Deed, window: Window | None, path: str) -> EventQuestion:
    special = [key for key in ("first_time", "trend", "more_often_than") if key in body]
    if not special:
        if "by_at_least" in body:
            raise RuleProblem("“by_at_least” goes with a trend", where=at(path, "by_at_least"))
        return _measured(names, body, deed, path)
    beside = [key for key in (*special[1:], *_COMPARING) if key in body]
    if beside:
        raise RuleProblem(f"“{beside[0]}” cannot stand beside “{special[0]}”", where=at(path, beside[0]))
    if special[0] != "trend" and "by_at_least" in body:
        raise RuleProblem("“by_at_least” goes with a trend", where=at(path, "by_at_least"))
    return {"first_time": _first_time, "trend": _trend, "more_often_than": _more_often}[special[0]](
        names, body, window, path
    )


def _first_time(names: Names, body: dict[str, object], window: Window | None, path: str) -> EventQuestion:
    if body["first_time"] is not True:
        raise RuleProblem("“first_time” is true or left out", where=at(path, "first_time"))
    return FirstTime()


def _trend(names: Names, body: dict[str, object], window: Window | None, path: str) -> EventQuestion:
    direction = body["trend"]
    if direction not in ("rising", "falling"):
        raise RuleProblem(f"a trend is rising or falling, not {comparands.shown(direction)}", where=at(path, "trend"))
    if not isinstance(window, Last):
        raise RuleProblem(
            "a trend needs a window", "", 'Add "within": {"last": {"days": 30}}', where=at(path, "within")
        )
    share = comparands.number(body.get("by_at_least", 0), at(path, "by_at_least"))
    if share < 0:
        raise RuleProblem("the share is never negative", "", "A fifth is 0.2", where=at(path, "by_at_least"))
    return Trend(direction, share)


def _more_often(names: Names, body: dict[str, object], window: Window | None, path: str) -> EventQuestion:
    other, place = body["more_often_than"], at(path, "more_often_than")
    if not isinstance(other, dict) or "event" not in other:
        raise RuleProblem("another event belongs here", "", 'Write it as {"event": "viewed_page"}', where=place)
    only(other, ("event", "where"), place)
    return MoreOften(deed_of(names, other, place))


def _measured(names: Names, body: dict[str, object], deed: Deed, path: str) -> Measured:
    key = name(body.get("measure", "count"), at(path, "measure"))
    if key not in MEASURES:
        nearest = near(key, MEASURES)
        remedy = f"Did you mean {nearest}?" if nearest else "Use one of " + ", ".join(MEASURES)
        raise RuleProblem(f"there is no measure called “{key}”", "", remedy, where=at(path, "measure"))
    of, kind = _measured_of(names, body, deed, MEASURES[key], path)
    if key == "count" and "op" not in body and "value" not in body:
        return Measured("count", None, "number", ">=", Decimal(1))
    row, value, case = compared(body, kind, path)
    if key != "last" and not row.needs_value:
        raise RuleProblem(f"{row.key} cannot be asked of a {key}", "", "Compare it with a number", where=at(path, "op"))
    return Measured(key, of, kind, row.key, value, case)


def _measured_of(
    names: Names, body: dict[str, object], deed: Deed, measure: Measure, path: str
) -> tuple[str | None, str]:
    """The property that is measured, and the type of what is then compared."""
    place = at(path, "of")
    if measure.of == "nothing":
        if "of" in body:
            raise RuleProblem(f"{measure.key} is of the events themselves", "", "Leave “of” out", where=place)
        return None, "number"
    if "of" not in body:
        raise RuleProblem(f"{measure.key} needs a property", "", 'Add "of": "amount"', where=place)
    of = name(body["of"], place)
    own = names.own_properties(deed.names)
    if measure.key == "distinct" and of == DAY and DAY not in own:
        return DAY, "number"
    kind = names.property_type(deed.names, of, place)
    timely = of not in own and (of == "time" or of in TIME_PARTS or f"time.{of}" in TIME_PARTS)
    if timely or (measure.of == "number" and kind not in ("number", "amount")):
        example = "a number, such as amount" if measure.of == "number" else "a property of the event"
        raise RuleProblem(f"{measure.key} cannot be of {of}", "", f"Use {example}", where=place)
    return of, "number" if measure.key == "distinct" else kind
