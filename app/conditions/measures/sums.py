"""What numbers of the events come to together: their sum, exact on every engine, and their mean."""

import math
from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import reduce
from operator import and_
from typing import TYPE_CHECKING, Any, Literal

from app.conditions import event_properties as properties
from app.conditions.evaluation import Evaluation
from app.conditions.measures.measure import Asked, Measure
from app.conditions.person import Event, Values
from app.domain.clock import Moment
from app.rules import AMOUNT_SCALE, Check, Clause, EventWords, Faces, Limits, Names, limits, operator, phrases, scaled

if TYPE_CHECKING:
    import ibis.expr.types as ir

    from app.query import Question

_NUMBER_SCALE = 1_000_000
"""Sums of other numbers are taken over integers of a millionth, so that no engine's order of adding shows."""

_FAR = 9e18
"""No number counts as further from nought: integers of 64 bits hold it."""


def _scale(kind: str) -> int:
    """Into how many parts of one a number of that type is counted when it is summed."""
    return AMOUNT_SCALE if kind == "amount" else _NUMBER_SCALE


def _whole_column(value: Any, kind: str) -> Any:
    """A number as an integer that can be added exactly."""
    if kind == "amount":
        return value
    # Within 64 bits, before it is made whole: beyond them one engine fails and another turns the number around.
    return (value * _NUMBER_SCALE).clip(lower=-_FAR, upper=_FAR).round().cast("int64")


def _whole(value: float) -> int:
    scaled_up = min(max(value * _NUMBER_SCALE, -_FAR), _FAR)
    # Halves go away from nought, as the engines' `round` has them; Python's own goes to the even neighbour.
    return math.floor(abs(scaled_up) + 0.5) * (1 if scaled_up >= 0 else -1)


class Sum(Measure):
    """Their sum, as an integer of the parts in which it is counted."""

    key = "sum"
    label = "the sum of"
    of: Literal["nothing", "any", "number"] = "number"
    word = "total"

    def check(self, asked: Asked, moment: Moment) -> Check:
        """The limits in those parts."""
        return scaled(limits(asked.op, asked.value), _scale(asked.type))

    def totals(
        self, rows: "ir.Table", faces: Faces, asked: Asked, moment: Moment, where: "ir.BooleanValue | None" = None
    ) -> "dict[str, ir.Scalar]":
        """The sum of what is known."""
        return {"plain": _whole_column(faces["plain"], asked.type).sum(where=where)}

    def _added(self, asked: Asked, events: list[Event], person: Evaluation) -> tuple[int, int]:
        """The sum of what is known, and of how many it is."""
        values = [properties.of_event(str(asked.of), event, person).get("plain") for event in events]
        known = [value for value in values if value is not None]
        whole: Callable[[Any], int] = int if asked.type == "amount" else _whole
        return sum(map(whole, known)), len(known)

    def came_to(self, asked: Asked, events: list[Event], person: Evaluation) -> Values:
        """The sum of what is known, missing where nothing is."""
        total, n = self._added(asked, events, person)
        return {"plain": total if n else None}

    def text(self, asked: Asked, events: list[Event], person: Evaluation) -> str | None:
        """The sum with two places."""
        total, n = self._added(asked, events, person)
        return f"{total / _scale(asked.type):,.2f}" if n else None

    def clause(self, asked: Asked, said: EventWords, tail: str, names: Names) -> Clause:
        """Whose total is so."""
        of = phrases.property_noun(str(asked.of), names)
        return Clause("whose", f"{self.word} {of} of {said.many}{tail} {asked.words}")


class Mean(Sum):
    """Their mean, compared as sum against value x count, which needs no division."""

    key = "mean"
    label = "the average of"
    word = "average"

    def totals(
        self, rows: "ir.Table", faces: Faces, asked: Asked, moment: Moment, where: "ir.BooleanValue | None" = None
    ) -> "dict[str, ir.Scalar]":
        """Their sum and how many it is of."""
        value = _whole_column(faces["plain"], asked.type)
        # A sum of ones, not a count: engines widen sums, and the products of `named` need the room.
        return {"total": value.sum(where=where), "n": value.notnull().cast("int64").sum(where=where)}

    def without(self, asked: Asked, moment: Moment) -> bool:
        """Of nothing there is no mean, not even one that differs."""
        return False

    def named(self, faces: Mapping[Any, Any], asked: Asked, question: "Question") -> "ir.BooleanValue":
        """Whether sum and count compare so."""
        from app.query import two_valued

        total, n = faces["total"], faces["n"]
        said = _within(total, n, limits(asked.op, asked.value), _scale(asked.type))
        holds = two_valued(reduce(and_, said) & (n > 0), otherwise=False)
        return ~holds & (n > 0) if operator(asked.type, asked.op).negated else holds

    def holds(self, asked: Asked, events: list[Event], person: Evaluation) -> bool:
        """Whether sum and count compare so."""
        total, n = self._added(asked, events, person)
        said = _within(total, n, limits(asked.op, asked.value), _scale(asked.type))
        return n > 0 and all(said) is not operator(asked.type, asked.op).negated

    def text(self, asked: Asked, events: list[Event], person: Evaluation) -> str | None:
        """The mean with two places."""
        total, n = self._added(asked, events, person)
        return f"{total / _scale(asked.type) / n:,.2f}" if n else None


def _within(total: Any, n: Any, limited: Limits, scale: int) -> list[Any]:
    """Whether a mean lies in a range: for Ibis columns and for Python integers."""
    parts = []
    # A denominator is positive, so that multiplying by it turns no comparison around.
    if limited.low is not None:
        low = Fraction(limited.low) * scale
        left, right = total * low.denominator, n * low.numerator
        parts.append(left > right if limited.open_low else left >= right)
    if limited.high is not None:
        high = Fraction(limited.high) * scale
        left, right = total * high.denominator, n * high.numerator
        parts.append(left < right if limited.open_high else left <= right)
    return parts
