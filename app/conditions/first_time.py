"""`"first_time": true`: the earliest such event of all lies in the window."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from app.conditions import problems
from app.conditions.chosen_events import ChosenEvents
from app.conditions.deeds import Deed, meant
from app.conditions.evaluation import Evaluation
from app.conditions.event_question import EventQuestion
from app.rules import Clause, Names, Step, Window, bounds, builder, grammar

if TYPE_CHECKING:
    from app.query import Ids, Question


@dataclass(frozen=True, slots=True)
class FirstTime(EventQuestion):
    """The earliest such event lies in the window."""

    key: ClassVar[str] = "first_time"

    @classmethod
    def parse(cls, body: dict[str, Any], deed: Deed, window: Window | None, names: Names, path: str) -> "FirstTime":
        """True, or left out."""
        if body["first_time"] is not True:
            raise problems.NO_FLAG(where=grammar.at(path, "first_time"))
        return cls()

    def clause(self, test: ChosenEvents, names: Names) -> Clause:
        """Who did it for the first time."""
        did = f"{test.deed.said(names).did}{test.deed.lines(names)}"
        return Clause("who", f"{did} for the first time{test.window or ' at any time'}")

    def ids(self, test: ChosenEvents, question: "Question") -> "Ids":
        """The first of all the events, compared with the window afterwards."""
        from app.query import Ids

        span = test.span(question)
        chosen = meant(question, bounds(None, question.moment.us, question.moment.timezone), test.deed)
        first = chosen.group_by("profile_id").agg(first=chosen["at"].min())
        return Ids(first.filter((first.first > span.after) & (first.first <= span.until)).profile_id)

    def holds(self, test: ChosenEvents, asked: Evaluation) -> bool:
        """Whether the first of theirs lies in the window."""
        every = test.deed.of(asked)
        return bool(every) and test.span(asked).holds(every[0]["at"])

    def because(self, test: ChosenEvents, asked: Evaluation) -> str:
        """When the first was."""
        every, one = test.deed.of(asked), test.deed.said(asked.question.names).one
        return f"the first {one} was on {asked.day_of(every[0]['at'])}" if every else f"there is no {one}"

    def step(self, test: ChosenEvents, asked: Evaluation) -> Step:
        """A first one, or none."""
        one = test.deed.said(asked.question.names).one
        return Step(f"{'no' if self.holds(test, asked) else 'a'} first {one}{test.window}")

    @classmethod
    def offers(cls, names: Names, events: tuple[str, ...] | None) -> list[builder.Offer]:
        """For the first time."""
        return [builder.Offer(cls.key, "for the first time", "", "How it goes")]

    @classmethod
    def begun(cls, what: str, made: builder.Rule, rule: builder.Rule, names: Names) -> builder.Rule:
        """In the window that there is, or in the last 30 days: of all time, everybody's first event is one."""
        return made | {"first_time": True, "within": made.get("within", {"last": {"days": 30}})}

    @classmethod
    def fields(cls, rule: builder.Rule, names: Names, say: builder.Saying) -> list[builder.Field]:
        """The question."""
        return [builder.Field("for the first time")]
