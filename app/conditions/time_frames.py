"""Reading the `within` of a condition."""

import datetime as dt
import json

from app.conditions import problems
from app.domain.clock import Moment
from app.rules import Between, Duration, FromTo, Last, Window, comparands, grammar, phrases, spoken_time


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
    start, end = _end(value, "from", place), _end(value, "to", place)
    # A date and a time of day, or two zones, are put in order where the zone is known.
    if type(start) is type(end) and start and end and _zoned(start) == _zoned(end) and start > end:
        right = json.dumps({"from": value["to"], "to": value["from"]})
        raise problems.ENDS_FIRST(where=place, start=value["from"], end=value["to"], right=right)
    return FromTo(start, end)


def said_frame(within: dict[str, object], moment: Moment) -> str:
    """A `within`, empty for all time, in words with the days that it means at a moment; raises RuleProblem."""
    return spoken_time.told(window_of(within, "within") if within else None, moment)


def _zoned(moment: dt.date | dt.datetime) -> bool:
    return isinstance(moment, dt.datetime) and moment.tzinfo is not None


def _between(value: object, place: str) -> Between:
    if not isinstance(value, list) or len(value) != 2:
        raise problems.NO_LENGTHS(where=place)
    far, near = comparands.length(value[0], f"{place}[0]"), comparands.length(value[1], f"{place}[1]")
    if max(_hours(far)) <= min(_hours(near)):
        lengths = (phrases.length(far), phrases.length(near))
        raise problems.NEAR_FIRST(where=place, first=lengths[0], second=lengths[1], right=json.dumps(value[::-1]))
    return Between(far, near)


def _hours(length: Duration) -> tuple[int, int]:
    """The fewest and the most hours that a length comes to."""
    fewest, most = {"hours": (1, 1), "days": (24, 24), "weeks": (168, 168), "months": (28 * 24, 31 * 24)}[length.unit]
    return fewest * length.n, most * length.n


def _end(value: dict[str, object], key: str, place: str) -> dt.date | dt.datetime | None:
    return comparands.moment(value[key], grammar.at(place, key)) if key in value else None
