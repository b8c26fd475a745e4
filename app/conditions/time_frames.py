"""Reading the `within` of a condition."""

import datetime as dt

from app.domain.problems import RuleProblem
from app.rules import Between, FromTo, Last, Window, comparands, grammar


def window_of(value: object, place: str) -> Window:
    """A `within`; raises RuleProblem."""
    example = 'Write it as {"last": {"days": 30}}'
    if not isinstance(value, dict) or not value:
        raise RuleProblem(f"a window belongs here, not {comparands.shown(value)}", "", example, where=place)
    if "last" in value:
        grammar.only(value, ("last",), place)
        return Last(comparands.length(value["last"], grammar.at(place, "last")))
    if "between" in value:
        grammar.only(value, ("between",), place)
        return _between(value["between"], grammar.at(place, "between"))
    grammar.only(value, ("from", "to", "last", "between"), place)
    return FromTo(_end(value, "from", place), _end(value, "to", place))


def _between(value: object, place: str) -> Between:
    if not isinstance(value, list) or len(value) != 2:
        raise RuleProblem(
            "two lengths of time belong here", "", 'Write them as [{"days": 90}, {"days": 30}]', where=place
        )
    return Between(comparands.length(value[0], f"{place}[0]"), comparands.length(value[1], f"{place}[1]"))


def _end(value: dict[str, object], key: str, place: str) -> dt.date | dt.datetime | None:
    return comparands.moment(value[key], grammar.at(place, key)) if key in value else None
