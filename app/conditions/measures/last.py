"""The property of the latest event that has it, compared by any operator of its type."""

from typing import TYPE_CHECKING, Literal

from app.conditions import event_properties as properties
from app.conditions.evaluation import Evaluation
from app.conditions.measures.measure import Asked, Measure
from app.conditions.person import Event, Values
from app.rules import Clause, EventWords, Names, phrases

if TYPE_CHECKING:
    import ibis.expr.types as ir

    from app.query import Ids, Question


class LastValue(Measure):
    """The latest value; of two events at one time the later row counts."""

    key = "last"
    label = "the latest value of"
    of: Literal["nothing", "any", "number"] = "any"
    any_operator: bool = True
    is_total: bool = False

    def ids(self, chosen: "ir.Table", asked: Asked, question: "Question") -> "Ids":
        """Nobody's latest is looked up: it is enough to know whether one that satisfies is the latest."""
        from app.query import Ids, whose_latest

        joined, faces = properties.measured(chosen, str(asked.of), question)
        without = self.without(asked, question.moment)
        if faces is None:
            return Ids(None, without)
        there = joined.filter(faces["plain"].notnull())
        columns = {face: column.get_name() for face, column in faces.items()}

        def named(rows: "ir.Table") -> "ir.BooleanValue":
            """Whether the newest value of each of these rows is among those that are asked for."""
            return self.named({face: rows[column] for face, column in columns.items()}, asked, question)

        return Ids(whose_latest(there, named), without)

    def came_to(self, asked: Asked, events: list[Event], person: Evaluation) -> Values:
        """The faces of the latest that is known."""
        found = [properties.of_event(str(asked.of), event, person) for event in events]
        known = [faces for faces in found if faces.get("plain") is not None]
        return known[-1] if known else {"plain": None}

    def clause(self, asked: Asked, said: EventWords, tail: str, names: Names) -> Clause:
        """Whose property at the latest event is so."""
        of = phrases.property_noun(str(asked.of), names)
        return Clause("whose", f"{of} at the latest {said.one}{tail} {asked.words}")
