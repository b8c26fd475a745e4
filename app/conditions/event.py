"""`{"event": "placed_order", …}`: what somebody did, in a window, and a question about those events."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from app.conditions import event_fields, problems
from app.conditions.chosen_events import ChosenEvents
from app.conditions.deeds import Deed, by_time
from app.conditions.evaluation import Evaluation, just_so_long_ago
from app.conditions.event_question import QUESTIONS, EventQuestion
from app.conditions.measured import PLAIN, Measured
from app.conditions.time_frames import window_of
from app.rules import (
    Between,
    Clause,
    Duration,
    Last,
    Names,
    Step,
    builder,
    grammar,
)

if TYPE_CHECKING:
    import ibis.expr.types as ir

    from app.query import Question


@dataclass(frozen=True, slots=True)
class EventTest(ChosenEvents):
    """The events that are meant, the window in which they count, and what is asked of them: `question`."""

    key: ClassVar[str] = "event"
    title: ClassVar[str] = "What someone did"
    help: ClassVar[str] = "Whoever’s events, in a time frame and with these details, answer the question so."

    question: EventQuestion

    @classmethod
    def parse(cls, body: dict[str, Any], names: Names, path: str) -> "EventTest":
        """The events, the window and the question."""
        asked = [key for question in QUESTIONS.values() for key in (question.key, *question.beside)]
        grammar.only(body, ("event", "where", "within", Measured.key, *Measured.beside, *asked), path)
        deed = Deed.parse(body, names, path)
        window = window_of(body["within"], grammar.at(path, "within")) if "within" in body else None
        return cls(deed, window, _question(body, path).parse(body, deed, window, names, path))

    def clause(self, names: Names) -> Clause:
        """Who did it so."""
        return self.question.clause(self, names)

    def predicate(self, question: "Question") -> "ir.BooleanValue":
        """The events filtered once, gathered once for each person, and the people found by their ids."""
        return self.question.ids(self, question).among(question.people)

    def holds(self, asked: Evaluation) -> bool:
        """Whether they did it so."""
        return self.question.holds(self, asked)

    def because(self, asked: Evaluation) -> str:
        """Which events there were."""
        return self.question.because(self, asked)

    def step(self, asked: Evaluation) -> Step:
        """So many events more or fewer."""
        return self.question.step(self, asked)

    def turns(self, asked: Evaluation) -> set[int]:
        """When an event enters the window or leaves it."""
        zone, deeds = asked.moment.timezone, [self.deed, *self.question.deeds]
        # Of a time that is asked for itself, nobody knows which events it will mean.
        events = asked.person.events if by_time(deeds) else [one for deed in deeds for one in deed.of(asked)]
        lengths: list[Duration] = []
        if isinstance(self.within, Last):
            # A trend looks at the window before as well, which an event leaves after twice the length.
            lengths = [self.within.length, Duration(self.within.length.unit, 2 * self.within.length.n)]
        elif isinstance(self.within, Between):
            lengths = [self.within.far, self.within.near]
        passed = {at for event in events for length in lengths for at in just_so_long_ago(event["at"], length, zone)}
        return passed | self.question.turns(events, asked)

    @classmethod
    def subjects(cls, names: Names) -> list[builder.Offer]:
        """Every event, and any of them."""
        return event_fields.subjects(cls.key, names)

    @classmethod
    def subject_of(cls, rule: builder.Rule) -> str:
        """The event."""
        return f"{cls.key}:{rule[cls.key]}"

    @classmethod
    def begun(cls, what: str, names: Names, before: builder.Rule | None = None) -> builder.Rule:
        """At least once; instead of another event, the same time frame and how often."""
        # Only a count means the same of any event: other measures name a property, which the next may not have.
        kept: builder.Rule = {}
        if before and cls.key in before and before.get(Measured.key, PLAIN) == PLAIN:
            kept = {name: before[name] for name in ("within", "op", "value") if name in before}
        made: builder.Rule = {cls.key: what}
        return made | kept

    @classmethod
    def fields(cls, rule: builder.Rule, names: Names, say: builder.Saying) -> list[builder.Field]:
        """The event, its details, the question and the time frame."""
        return event_fields.fields(rule, names, say)


def _question(body: dict[str, Any], path: str) -> type[EventQuestion]:
    """The kind of question that is asked; only what belongs to it may stand beside it."""
    given = [question for question in QUESTIONS.values() if question.key in body]
    chosen = given[0] if given else Measured
    if given:
        others = [one.key for one in given[1:]] + [key for key in (Measured.key, *Measured.beside) if key in body]
        if others:
            place = grammar.at(path, others[0])
            raise problems.NOT_BESIDE(where=place, other=others[0], chosen=chosen.key)
    for question in QUESTIONS.values():
        for key in question.beside:
            if key in body and question is not chosen:
                raise problems.GOES_WITH(where=grammar.at(path, key), key=key, question=question.called)
    return chosen
