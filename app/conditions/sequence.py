"""`{"sequence": [{"event": …}, …]}`: events one after another, and what does not come between or behind them."""

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar

from app.conditions import problems, sequence_fields
from app.conditions.deeds import by_time
from app.conditions.evaluation import Evaluation, just_so_long_ago
from app.conditions.sequences import chains
from app.conditions.sequences.steps import SequenceStep, Stage, of_products, stages
from app.conditions.time_frames import window_of
from app.rules import (
    Between,
    Bounds,
    Clause,
    Condition,
    Duration,
    Last,
    Names,
    Needs,
    Step,
    Window,
    bounds,
    builder,
    comparands,
    grammar,
    phrases,
)

if TYPE_CHECKING:
    import ibis.expr.types as ir

    from app.query import Question


@dataclass(frozen=True)
class SequenceTest(Condition):
    """Some choice of events satisfies all the steps; `same` ties them to one product."""

    key: ClassVar[str] = "sequence"
    title: ClassVar[str] = "Did things one after another"
    help: ClassVar[str] = (
        "Whoever did the steps in this order, each later than the one before and, where a time is given, within it. "
        "A step that is turned around must not come: until the next step, until its time is over, or until now."
    )

    steps: tuple[SequenceStep, ...]
    same: bool = False
    within: Window | None = None

    @classmethod
    def parse(cls, body: dict[str, Any], names: Names, path: str) -> "SequenceTest":
        """The steps, what ties them and the window."""
        grammar.only(body, ("sequence", "same", "within"), path)
        given, place = body["sequence"], grammar.at(path, "sequence")
        if not isinstance(given, list) or not given:
            raise problems.NO_STEPS(where=place, given=comparands.shown(given))
        steps = tuple(SequenceStep.parse(one, names, f"{place}[{at}]", first=at == 0) for at, one in enumerate(given))
        if "same" in body:
            grammar.choice(body["same"], ("product",), "tie between steps", grammar.at(path, "same"))
            of_products(given, steps, names, path)
        window = window_of(body["within"], grammar.at(path, "within")) if "within" in body else None
        return cls(steps, "same" in body, window)

    @cached_property
    def stages(self) -> tuple[Stage, ...]:
        """The steps that have an event, with those behind each that have none."""
        return tuple(stages(self.steps))

    def span(self, asked: "Evaluation | Question") -> Bounds:
        """Where the window lies."""
        return bounds(self.within, asked.moment.us, asked.moment.timezone)

    def clause(self, names: Names) -> Clause:
        """Who did what first, and what then."""
        said = ", ".join(step.words(names, first=at == 0) for at, step in enumerate(self.steps))
        same = ", all with the same product" if self.same else ""
        return Clause("who", f"{phrases.window(self.within)} {said}{same}".strip())

    def predicate(self, question: "Question") -> "ir.BooleanValue":
        """The events of all steps gone through once, in order, and the people found by their ids."""
        from app.conditions.sequences import engine
        from app.query import Ids

        return Ids(engine.people(self, question)).among(question.people)

    def needs(self) -> Needs:
        """Everything that they did."""
        return Needs(events=True)

    def _found(self, asked: Evaluation) -> chains.Found:
        return chains.find(self.stages, self.span(asked), asked, same_product=self.same)

    def holds(self, asked: Evaluation) -> bool:
        """Whether some of their events satisfy the steps."""
        return self._found(asked).whole

    def because(self, asked: Evaluation) -> str:
        """Which events satisfy them, or how far they came."""
        found, names = self._found(asked), asked.question.names
        said = [
            f"{stage.step.deed.said(names).one} on {asked.day_of(event['at'])}"
            for stage, event in zip(self.stages, found.events, strict=False)
        ]
        if not said:
            return f"there is no {self.stages[0].step.deed.said(names).one}{phrases.window(self.within)}"
        told = phrases.listed(said, "and")
        return told if found.whole else f"{told}, and no further: {self._lacking(found, names)}"

    def _lacking(self, found: chains.Found, names: Names) -> str:
        """What was missing behind the events that were found, or what came though it should not have."""
        reached = self.stages[len(found.events) - 1]
        rest = [*reached.absent, *(stage.step for stage in self.stages[len(found.events) :][:1])]
        return "not so that they " + phrases.listed([step.words(names, first=False) for step in rest], "and")

    def step(self, asked: Evaluation) -> Step:
        """The event that is missing; else what the condition itself says."""
        found, names = self._found(asked), asked.question.names
        reached = len(found.events)
        waits = reached and self.stages[reached - 1].absent
        if found.whole or reached == len(self.stages) or waits:
            return asked.clause_step(self)
        one = self.stages[reached].step.deed.said(names).one
        return Step(f"one more {one}" + (", after these" if reached else phrases.window(self.within)))

    def turns(self, asked: Evaluation) -> set[int]:
        """When an event enters the window or leaves it, and when the time is over in which something must not come."""
        zone = asked.moment.timezone
        lengths: list[Duration] = []
        if isinstance(self.within, Last):
            lengths = [self.within.length]
        elif isinstance(self.within, Between):
            lengths = [self.within.far, self.within.near]
        lengths += [step.within_after for step in self.steps if step.absent and step.within_after]
        deeds = [step.deed for step in self.steps]
        meant = asked.person.events if by_time(deeds) else [one for deed in deeds for one in deed.of(asked)]
        times = {event["at"] for event in meant}
        return {at for time in times for length in lengths for at in just_so_long_ago(time, length, zone)}

    @classmethod
    def subjects(cls, names: Names) -> list[builder.Offer]:
        """The one thing to begin with."""
        aliases = "sequence order then funnel journey abandoned cart followed by never after before path steps"
        return [builder.Offer(cls.key, cls.title, "list-numbers", "What someone did", aliases)]

    @classmethod
    def begun(cls, what: str, names: Names, before: builder.Rule | None = None) -> builder.Rule:
        """The cart that was left behind; an event that was asked about is the first step."""
        return sequence_fields.begun(before)

    @classmethod
    def fields(cls, rule: builder.Rule, names: Names, say: builder.Saying) -> list[builder.Field]:
        """The steps under one another, what ties them, and the time frame."""
        return sequence_fields.fields(rule, names, say)
