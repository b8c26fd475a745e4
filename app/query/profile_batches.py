"""What is known of a few people, or of one batch of many, by small statements that are each compiled once.

One statement for all the traits takes a second to build, compile and plan, most of it for joining what was gathered
apart. Asked family by family, and kept compiled, the same takes milliseconds for the next person or batch.
"""

import threading
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

import ibis.expr.types as ir

from app.domain.clock import Moment
from app.query import trait_families, traits
from app.query.question import Question

if TYPE_CHECKING:
    import numpy as np

Row = dict[str, Any]


class ProfileBatch:
    """These people (ids of profiles) as a question's mirror and moment show them."""

    def __init__(self, question: Question, people: "Sequence[int] | np.ndarray[Any, np.dtype[np.int64]]") -> None:
        self.question = question
        self.people = people

    def rows(self, what: Hashable, make: Callable[[Question], ir.Table]) -> list[Row]:
        """The rows that `make` asks for, of these people alone; `what` names it with all that it depends on."""
        about, moment = self.question, _settled(self.question)

        def expression(few: ir.Table) -> ir.Table:
            """The wanted columns of few people, a row each."""
            return make(Question(about.mirror, moment, about.names, few=few))

        return about.mirror.answer((what, moment.us, str(moment.timezone)), expression, self.people)

    def traits(self, names: Iterable[str], *, folded: bool = False) -> dict[int, Row]:
        """By the number of each profile, what `traits.columns` has in its row."""
        asked = set(names)
        found: dict[int, Row] = {}
        # An age follows the day: from the birth date, whose statement stays the same from one day to the next.
        for group in _groups(asked - {"age"} | ({"birth_date"} if "age" in asked else set())):
            for row in self._family(tuple(group), folded=folded):
                known = found.setdefault(row.pop("profile_id"), row)
                if known is not row:
                    known.update(row)
        if "age" in asked:
            today = self.question.moment.day
            for row in found.values():
                born = row["birth_date"]
                row["age"] = None if born is None else trait_families.whole_years(born, today)
        return found

    def _family(self, group: tuple[str, ...], *, folded: bool) -> list[Row]:
        def make(inner: Question) -> ir.Table:
            """The traits of one family of the people of a question, a row each."""
            return traits.columns(inner, list(group), folded=folded)

        return self.rows(("traits", group, folded), make)


class _Pins:
    """Moments that were asked about of one mirror, each with when the next thing is recorded after it, once known."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._following: dict[int, float | None] = {}

    def settled(self, us: int, following: Callable[[int], float]) -> int:
        """The moment, or an earlier one that was asked about and since which nothing is recorded."""
        with self._guard:
            # A copy: the mirror is asked below, and nobody else shall wait at the lock for that.
            pins = dict(self._following)
        if us in pins:
            return us
        for pin, ahead in pins.items():
            if pin < us:
                found = following(pin) if ahead is None else ahead
                with self._guard:
                    self._following[pin] = found
                if us < found:
                    return pin
        with self._guard:
            # What follows is asked only once a later moment comes: a clock that stands never needs it.
            self._following.setdefault(us, None)
        return us


def _settled(question: Question) -> Moment:
    """The question's moment, or an earlier one since which nothing is recorded.

    With a clock that runs, each question would else be another statement. Only what was recorded by the moment is
    asked of a mirror here; what time alone does (an age, the last 60 days) is worked out from the real one.
    """
    pins = question.mirror.known.once("moments", _Pins)
    settled = pins.settled(question.moment.us, lambda pin: min(_later(question, pin), default=float("inf")))
    return question.moment if settled == question.moment.us else Moment(settled, question.moment.timezone)


def _later(question: Question, now: int) -> Iterator[int]:
    """The first time after a moment in each of the mirror's tables that has times."""
    mirror = question.mirror
    people = mirror.table("profiles")
    columns = [mirror.table(name)["at"] for name in ("events", "trait_history", "consents", "suppressions")]
    columns.append(mirror.table("scores").as_of)
    # A sign-up makes `first_seen_at` only once it has come.
    if "t_signed_up_at" in people.columns:
        columns.append(people.t_signed_up_at)
    for column in columns:
        first = mirror.scalar(column.min(where=column > now))
        if first is not None:
            yield int(first)


def _groups(names: Iterable[str]) -> list[list[str]]:
    """The stored traits together, and the computed ones by what they are gathered from."""
    groups: dict[object, list[str]] = {}
    # Sorted, so that the same traits make the same statement in whatever order they are asked for.
    for name in sorted(names):
        groups.setdefault(trait_families.family(name), []).append(name)
    return list(groups.values())
