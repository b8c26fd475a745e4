"""How many different values a property has, or on how many local days something happened."""

from typing import TYPE_CHECKING, Literal

from app.conditions import event_properties as properties
from app.conditions.chosen_events import ChosenEvents
from app.conditions.evaluation import Evaluation
from app.conditions.measures.measure import Asked, Measure
from app.conditions.person import Event, Values
from app.domain.clock import Moment
from app.rules import Clause, EventWords, Faces, Names, builder, phrases

if TYPE_CHECKING:
    import ibis.expr.types as ir

    from app.query import Question

_DAY = "day"
"""Of this, local days are counted, unless the events have a property of that name."""


class Distinct(Measure):
    """How many different ones."""

    key = "distinct"
    label = "how many different"
    of: Literal["nothing", "any", "number"] = "any"
    besides: tuple[str, ...] = (_DAY,)
    empty: int | None = 0

    def type_of(self, kind: str) -> str:
        """A number, whatever is counted."""
        return "number"

    def looked_at(self, events: "ir.Table", asked: Asked, question: "Question") -> "tuple[ir.Table, Faces | None]":
        """The property, or the local days."""
        if asked.of == _DAY and "p_day" not in events.columns:
            return events, {"plain": events.day}
        return super().looked_at(events, asked, question)

    def totals(
        self, rows: "ir.Table", faces: Faces, asked: Asked, moment: Moment, where: "ir.BooleanValue | None" = None
    ) -> "dict[str, ir.Scalar]":
        """The number of different values, folded where they are texts."""
        return {"plain": faces.get("folded", faces["plain"]).nunique(where=where)}

    def came_to(self, asked: Asked, events: list[Event], person: Evaluation) -> Values:
        """The number of different values, folded where they are texts."""
        if asked.of == _DAY and not any("p_day" in event for event in events):
            return {"plain": len({event["day"] for event in events})}
        found = [properties.of_event(str(asked.of), event, person) for event in events]
        known = {faces.get("folded", faces["plain"]) for faces in found if faces.get("plain") is not None}
        return {"plain": len(known)}

    def text(self, asked: Asked, events: list[Event], person: Evaluation) -> str | None:
        """The number of them."""
        return f"{self.came_to(asked, events, person)['plain']:,}"

    def reason(self, asked: Asked, test: ChosenEvents, events: list[Event], person: Evaluation) -> str:
        """How many among how many."""
        names = person.question.names
        of = "days" if asked.of == _DAY else phrases.property_label(str(asked.of), names)
        value = self.text(asked, events, person)
        return f"{value} different {of} among {test.deed.number(events, names)}"

    def clause(self, asked: Asked, said: EventWords, tail: str, names: Names) -> Clause:
        """Whose number of different values is so."""
        if asked.of == _DAY:
            return Clause("whose", f"number of days with {said.many}{tail} {asked.words}")
        different = f"different values of {phrases.property_label(str(asked.of), names)}"
        return Clause("whose", f"number of {different} among {said.many}{tail} {asked.words}")

    def offers(self, names: Names, events: tuple[str, ...] | None) -> list[builder.Offer]:
        """Days, and each property."""
        days = builder.Offer(f"{self.key}:{_DAY}", f"{self.label} days", "", "What it comes to")
        return [days, *super().offers(names, events)]

    def called(self, of: str) -> str:
        """Days, or the property."""
        return "days" if of == _DAY else super().called(of)
