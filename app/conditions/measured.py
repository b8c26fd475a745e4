"""`"measure": …, "of": …, "op": …, "value": …`: what the events come to, compared; without them, at least once."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from app.conditions import problems
from app.conditions.chosen_events import ChosenEvents
from app.conditions.deeds import Deed, meant
from app.conditions.evaluation import Evaluation
from app.conditions.event_question import EventQuestion
from app.conditions.measures.measure import MEASURES, Asked, Measure
from app.conditions.person import Event
from app.rules import TIME_PARTS, Clause, Names, Step, Window, builder, grammar, near

if TYPE_CHECKING:
    from app.query import Ids, Question

PLAIN = "count"
"""The measure that is meant where none is named."""


@dataclass(frozen=True, slots=True)
class Measured(EventQuestion):
    """A measure of the events in the window, compared."""

    key: ClassVar[str] = "measure"
    beside: ClassVar[tuple[str, ...]] = ("of", "op", "value", "case")

    asked: Asked

    @property
    def measure(self) -> Measure:
        """What is measured."""
        return MEASURES[self.asked.measure]

    @classmethod
    def parse(cls, body: dict[str, Any], deed: Deed, window: Window | None, names: Names, path: str) -> "Measured":
        """The measure, its property, and the comparison."""
        place = grammar.at(path, "measure")
        key = grammar.name(body.get("measure", PLAIN), place)
        if key not in MEASURES:
            nearest = near(key, MEASURES)
            remedy = f"Did you mean {nearest}?" if nearest else "Use one of " + ", ".join(MEASURES)
            raise problems.NO_MEASURE(where=place, key=key, remedy=remedy)
        measure = MEASURES[key]
        of, kind = _property(measure, body, deed, names, path)
        if measure.by_itself is not None and "op" not in body and "value" not in body:
            return cls(Asked(key, of, kind, *measure.by_itself))
        row, value, case = grammar.compared(body, kind, path)
        if not measure.any_operator and not row.needs_value:
            raise problems.NOT_COMPARED(where=grammar.at(path, "op"), operator=row.key, measure=key)
        return cls(Asked(key, of, kind, row.key, value, case))

    def clause(self, test: ChosenEvents, names: Names) -> Clause:
        """Whose events come to so much."""
        tail = test.deed.lines(names) + test.window
        return self.measure.clause(self.asked, test.deed.said(names), tail, names)

    def ids(self, test: ChosenEvents, question: "Question") -> "Ids":
        """The events in the window, gathered once for each person."""
        return self.measure.ids(meant(question, test.span(question), test.deed), self.asked, question)

    def _events(self, test: ChosenEvents, asked: Evaluation) -> list[Event]:
        return test.deed.of(asked, test.span(asked))

    def holds(self, test: ChosenEvents, asked: Evaluation) -> bool:
        """Whether theirs come to so much."""
        return self.measure.holds(self.asked, self._events(test, asked), asked)

    def because(self, test: ChosenEvents, asked: Evaluation) -> str:
        """What theirs come to, and the latest of them."""
        return self.measure.because(self.asked, test, self._events(test, asked), asked)

    def step(self, test: ChosenEvents, asked: Evaluation) -> Step:
        """What the measure can say of a step."""
        return self.measure.step(self.asked, test, self._events(test, asked), asked)

    def turns(self, events: list[Event], asked: Evaluation) -> set[int]:
        """When the measure changes by itself."""
        return self.measure.turns(self.asked, events, asked)

    @classmethod
    def offers(cls, names: Names, events: tuple[str, ...] | None) -> list[builder.Offer]:
        """What every measure offers."""
        return [offer for measure in MEASURES.values() for offer in measure.offers(names, events)]

    @classmethod
    def begun(cls, what: str, made: builder.Rule, rule: builder.Rule, names: Names) -> builder.Rule:
        """The measure of that key, as complete as can be."""
        key, _, of = what.partition(":")
        return MEASURES[key].begun(of, made, rule, names)

    @classmethod
    def fields(cls, rule: builder.Rule, names: Names, say: builder.Saying) -> list[builder.Field]:
        """The measure with its property, and the comparison."""
        key = str(rule.get("measure", PLAIN))
        return MEASURES[key].fields(rule, names, say) if key in MEASURES else [builder.Field(key, missing=True)]


def _property(measure: Measure, body: dict[str, Any], deed: Deed, names: Names, path: str) -> tuple[str | None, str]:
    """The property that is measured, and the type of what is then compared."""
    place = grammar.at(path, "of")
    if measure.of == "nothing":
        if "of" in body:
            raise problems.OF_NOTHING(where=place, measure=measure.key)
        return None, measure.type_of("number")
    if "of" not in body:
        raise problems.OF_MISSING(where=place, measure=measure.key)
    of = grammar.name(body["of"], place)
    own = names.own_properties(deed.names)
    if of in measure.besides and of not in own:
        return of, measure.type_of("number")
    kind = names.property_type(deed.names, of, place)
    timely = of not in own and (of == "time" or of in TIME_PARTS or f"time.{of}" in TIME_PARTS)
    if timely or (measure.of == "number" and kind not in ("number", "amount")):
        example = "a number, such as amount" if measure.of == "number" else "a property of the event"
        raise problems.NOT_OF(where=place, measure=measure.key, of=of, example=example)
    return of, measure.type_of(kind)
