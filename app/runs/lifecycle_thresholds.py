"""The numbers in the rules of a stage that a marketer may turn: how long, and how many.

A time that stands in several conditions of a rule (active, or signed up, in the last 30 days) is one threshold.
"""

import copy
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from app.domain.names import label_of
from app.project import Json
from app.rules import phrases
from app.runs.lifecycle_stages import Stage

Place = tuple[str | int, ...]
"""The way to a value within a rule."""

_UNITS = ("hours", "days", "weeks", "months", "years")


@dataclass(frozen=True, slots=True)
class Threshold:
    """A number of a stage's rule: `side` is `enter` or `stay`, `unit` that of a time, or empty for a number of events.

    `about` says what is counted or how lately what was, as words before the number; `places` are where it stands.
    """

    side: str
    about: str
    unit: str
    value: int
    places: tuple[Place, ...]


def of_stage(stage: Stage) -> list[Threshold]:
    """The thresholds for coming into the stage and then those for staying, each in the order of its rule."""
    found: list[Threshold] = []
    for side in ("enter", "stay"):
        mine: dict[tuple[str, int], Threshold] = {}
        for number, one in enumerate(_walk(side, getattr(stage, side), ())):
            # Times of one rule that are the same are the same; two numbers of events need not be.
            key = (one.unit or str(number), one.value)
            known = mine.get(key)
            mine[key] = one if known is None else _together(known, one)
        found += mine.values()
    return found


def _together(known: Threshold, more: Threshold) -> Threshold:
    about = known.about if more.about in known.about.split(" or ") else f"{known.about} or {more.about}"
    return replace(known, about=about, places=(*known.places, *more.places))


def turned(stage: Stage, threshold: Threshold, value: int) -> Stage:
    """The stage with another number; what was said about it no longer holds, and is left out."""
    rule = copy.deepcopy(getattr(stage, threshold.side))
    for *way, last in threshold.places:
        part = rule
        for step in way:
            part = part[step]
        part[last] = value
    return replace(stage, **{threshold.side: rule}, about="")


def _walk(side: str, rule: Json, place: Place) -> Iterator[Threshold]:
    if isinstance(rule, list):
        for at, part in enumerate(rule):
            yield from _walk(side, part, (*place, at))
    elif isinstance(rule, dict):
        if "trait" in rule and rule.get("op") == "in_last":
            yield from _time(side, label_of(str(rule["trait"])).lower(), rule.get("value"), (*place, "value"))
        elif "event" in rule:
            yield from _events(side, rule, place)
        for group in ("all", "any", "none"):
            yield from _walk(side, rule.get(group), (*place, group))


def _time(side: str, about: str, said: Json, place: Place) -> Iterator[Threshold]:
    for unit in _UNITS:
        if isinstance(said, dict) and type(said.get(unit)) is int:
            yield Threshold(side, about, unit, said[unit], ((*place, unit),))


def _events(side: str, rule: dict[str, Json], place: Place) -> Iterator[Threshold]:
    named = str(rule["event"])
    words = phrases.EVENTS[named].many if named in phrases.EVENTS else "events" if named == "*" else label_of(named)
    within = rule.get("within")
    last = within.get("last") if isinstance(within, dict) else None
    number = type(rule.get("value")) is int and rule.get("op") in (">=", ">") and "measure" not in rule
    if number:
        said = words if last is not None else f"{words} ever"
        yield Threshold(side, said, "", rule["value"], ((*place, "value"),))
    yield from _time(side, words, last, (*place, "within", "last"))


def guarded(stages: Sequence[Stage]) -> int | None:
    """The lowest stage that somebody comes into by an order, below which the guard rail holds whoever bought.

    None where no stage, or the lowest of all, asks for orders.
    """
    buying = [at for at, one in enumerate(stages) if _asks_for_orders(one.enter)]
    return buying[-1] if buying and buying[-1] < len(stages) - 1 else None


def _asks_for_orders(rule: Json) -> bool:
    if isinstance(rule, list):
        return any(map(_asks_for_orders, rule))
    if not isinstance(rule, dict):
        return False
    bought = rule.get("event") in ("placed_order", "ordered_product") and rule.get("op", ">=") in (">=", ">")
    return bought or any(_asks_for_orders(rule.get(group)) for group in ("all", "any"))
