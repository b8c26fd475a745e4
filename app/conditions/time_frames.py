"""Reading the `within` of a condition."""

import datetime as dt

from app.conditions import problems
from app.rules import Between, FromTo, Last, Window, comparands, grammar


def window_of(value: object, place: str) -> Window:
    """A `within`; raises RuleProblem."""
    example = 'Write it as {"last": {"days": 30}}'
    if not isinstance(value, dict) or not value:
        raise problems.NO_TIME_FRAME(where=place, given=comparands.shown(value), example=example)
    if "last" in value:
        grammar.only(value, ("last",), place)
        return Last(comparands.length(value["last"], grammar.at(place, "last")))
    if "between" in value:
        grammar.only(value, ("between",), place)
        return _between(value["between"], grammar.at(place, "between"))
    # The forms that were ruled out above are named too: the refusal lists everything that a window can be.
    grammar.only(value, ("from", "to", "last", "between"), place)
    return FromTo(_end(value, "from", place), _end(value, "to", place))


def _between(value: object, place: str) -> Between:
    if not isinstance(value, list) or len(value) != 2:
        raise problems.NO_LENGTHS(where=place)
    return Between(comparands.length(value[0], f"{place}[0]"), comparands.length(value[1], f"{place}[1]"))


def _end(value: dict[str, object], key: str, place: str) -> dt.date | dt.datetime | None:
    return comparands.moment(value[key], grammar.at(place, key)) if key in value else None
