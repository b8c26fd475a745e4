"""The moment that lies a length of time after each event: for the engine, which knows no time zone.

Hours, days and weeks elapse. Months are those of the project's calendar: what they come to changes with the day of the
month and with the clock, so the stretches of time in which it is the same are worked out first.
"""

from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import ibis

from app.rules import Duration, moved, windows

if TYPE_CHECKING:
    from app.query import Question

_STEP = 6 * windows.HOUR
"""A clock that is put forward stays so for longer, and so does a day of the month."""


def column(at: Any, by: Duration, after: int, question: "Question") -> Any:
    """The column of moments (microseconds UTC) that lie so much later than those of `at`, none of which is earlier than
    `after` or later than now."""
    zone, now = question.moment.timezone, question.moment.us
    if by.unit != "months":
        return at + moved(0, by, 1, zone)
    # Nobody kept events of customers before.
    start = min(max(after, 0), now)
    return at + _chosen(at, stretches(start - start % windows.DAY, now, by, zone))


@lru_cache(maxsize=16)
def stretches(start: int, end: int, by: Duration, zone: ZoneInfo) -> tuple[tuple[int, int], ...]:
    """From when on how many microseconds a length comes to, from `start` up to `end`, one after the other."""
    return tuple(_stretches(start, end, by, zone))


def _stretches(start: int, end: int, by: Duration, zone: ZoneInfo) -> Iterator[tuple[int, int]]:

    def comes_to(at: int) -> int:
        """What it comes to for one moment."""
        return moved(at, by, 1, zone) - at

    at, known = start, comes_to(start)
    yield at, known
    while at < end:
        following = min(at + _STEP, end)
        if comes_to(following) == known:
            at = following
            continue
        low, high = at, following
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (middle, high) if comes_to(middle) == known else (low, middle)
        at, known = high, comes_to(high)
        yield at, known


def _chosen(at: Any, pieces: tuple[tuple[int, int], ...]) -> Any:
    """The length of the stretch that a moment lies in, by halving."""
    if len(pieces) == 1:
        return ibis.literal(pieces[0][1])
    middle = len(pieces) // 2
    return ibis.ifelse(at < pieces[middle][0], _chosen(at, pieces[:middle]), _chosen(at, pieces[middle:]))
