"""Local days since the last event, or since the first one."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from app.conditions.chosen_events import ChosenEvents
from app.conditions.evaluation import Evaluation
from app.conditions.measures.measure import Asked, Measure
from app.conditions.person import Event, Values
from app.domain.clock import Moment
from app.rules import Clause, EventWords, Faces, Inside, Names, builder, limits, one_decides, operator

if TYPE_CHECKING:
    import ibis.expr.types as ir

    from app.query import Ids, Question


class DaysSince(Measure):
    """The difference of two calendar dates in the project's zone."""

    def __init__(self, which: str, end: Callable[[Iterable[int]], int]) -> None:
        self.key = f"days_since_{which}"
        self.label = f"days since the {which}"
        self._which, self._end = which, end

    def type_of(self, kind: str) -> str:
        """A number of days."""
        return "number"

    def totals(
        self, rows: "ir.Table", faces: Faces, asked: Asked, moment: Moment, where: "ir.BooleanValue | None" = None
    ) -> "dict[str, ir.Scalar]":
        """Today less the day of each person's event."""
        end = rows.day.max(where=where) if self._end is max else rows.day.min(where=where)
        return {"plain": moment.day - end}

    def ids(self, chosen: "ir.Table", asked: Asked, question: "Question") -> "Ids":
        """Where one event is enough to reach what is asked, nobody's events are gathered."""
        from app.query import Ids

        check, today = self.check(asked, question.moment), question.moment.day
        # The last event is the one of which the fewest days are gone.
        if not operator(asked.type, asked.op).negated and one_decides(check, greatest=self._end is min):
            assert isinstance(check, Inside)
            days = Inside(_before(today, check.high), _before(today, check.low), check.open_high, check.open_low)
            return Ids(chosen.filter(days.expression(chosen.day)).profile_id)
        return super().ids(chosen, asked, question)

    def came_to(self, asked: Asked, events: list[Event], person: Evaluation) -> Values:
        """The day of the evaluation less that of the event, missing without one."""
        days = [event["day"] for event in events]
        return {"plain": person.moment.day - self._end(days) if days else None}

    def reason(self, asked: Asked, test: ChosenEvents, events: list[Event], person: Evaluation) -> str:
        """So many days since the event, of how many."""
        among = test.deed.number(events, person.question.names)
        value = self.came_to(asked, events, person)["plain"]
        return among if value is None else f"{value:,} {self.label} of {among}"

    def turns(self, asked: Asked, events: list[Event], person: Evaluation) -> set[int]:
        """The days on which an event comes to lie as long ago as is asked."""
        wanted = limits(asked.op, asked.value)
        ends = [int(end) for end in (wanted.low, wanted.high) if end is not None]
        # A limit is reached on its day or passed on the next, as it is closed or open.
        days = {event["day"] + end + more for event in events for end in ends for more in (0, 1)}
        return {person.start_of(day) for day in days}

    def clause(self, asked: Asked, said: EventWords, tail: str, names: Names) -> Clause:
        """Whose number of days is so."""
        return Clause("whose", f"number of days since the {self._which} {said.one}{tail} {asked.words}")

    def offers(self, names: Names, events: tuple[str, ...] | None) -> list[builder.Offer]:
        """The measure itself."""
        return [builder.Offer(f"{self.key}:", self.label, "", "How long ago")]


def _before(today: int, days: int | float | None) -> int | float | None:
    return None if days is None else today - days
