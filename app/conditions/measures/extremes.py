"""The least and the greatest that a number of the events was."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, Literal

from app.conditions import event_properties as properties
from app.conditions.evaluation import Evaluation
from app.conditions.measures.measure import Asked, Measure
from app.conditions.person import Event, Values
from app.domain.clock import Moment
from app.rules import Clause, EventWords, Faces, Names, one_decides, operator, phrases

if TYPE_CHECKING:
    import ibis.expr.types as ir

    from app.query import Ids, Question


class Extreme(Measure):
    """One end of what is known."""

    of: Literal["nothing", "any", "number"] = "number"
    word: str

    def __init__(self, key: str, label: str, word: str, end: Callable[[Iterable[Any]], Any]) -> None:
        self.key, self.label, self.word = key, label, word
        self._end = end

    def totals(
        self, rows: "ir.Table", faces: Faces, asked: Asked, moment: Moment, where: "ir.BooleanValue | None" = None
    ) -> "dict[str, ir.Scalar]":
        """The end of each person's."""
        value: Any = faces["plain"]
        return {"plain": value.min(where=where) if self._end is min else value.max(where=where)}

    def ids(self, chosen: "ir.Table", asked: Asked, question: "Question") -> "Ids":
        """Where one event is enough to reach what is asked, nobody's events are gathered."""
        from app.query import Ids

        check = self.check(asked, question.moment)
        if not operator(asked.type, asked.op).negated and one_decides(check, greatest=self._end is max):
            joined, faces = properties.measured(chosen, str(asked.of), question)
            if faces is not None:
                return Ids(joined.filter(check.expression(faces["plain"])).profile_id)
        return super().ids(chosen, asked, question)

    def came_to(self, asked: Asked, events: list[Event], person: Evaluation) -> Values:
        """The end of what is known, missing where nothing is."""
        values = [properties.of_event(str(asked.of), event, person).get("plain") for event in events]
        known = [value for value in values if value is not None]
        return {"plain": self._end(known) if known else None}

    def of_what(self, asked: Asked, names: Names) -> str:
        """Its property, without the article that its label has."""
        return phrases.property_noun(str(asked.of), names)

    def clause(self, asked: Asked, said: EventWords, tail: str, names: Names) -> Clause:
        """Whose smallest or greatest is so."""
        of = phrases.property_noun(str(asked.of), names)
        return Clause("whose", f"{self.word} {of} of {said.many}{tail} {asked.words}")
