"""`"more_often_than": {"event": …}`: strictly more such events in the window than of another kind."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from app.conditions import problems
from app.conditions.chosen_events import ChosenEvents
from app.conditions.deeds import Deed, meant
from app.conditions.evaluation import Evaluation
from app.conditions.event_question import EventQuestion
from app.rules import Clause, Names, Step, Window, builder, grammar

if TYPE_CHECKING:
    from app.query import Ids, Question


@dataclass(frozen=True, slots=True)
class MoreOften(EventQuestion):
    """Strictly more such events in the window than of the other kind."""

    key: ClassVar[str] = "more_often_than"

    than: Deed

    @classmethod
    def parse(cls, body: dict[str, Any], deed: Deed, window: Window | None, names: Names, path: str) -> "MoreOften":
        """The other events."""
        other, place = body["more_often_than"], grammar.at(path, "more_often_than")
        if not isinstance(other, dict) or "event" not in other:
            raise problems.NO_OTHER_EVENT(where=place)
        grammar.only(other, ("event", "where"), place)
        return cls(Deed.parse(other, names, place))

    @property
    def deeds(self) -> tuple[Deed, ...]:
        """The other events."""
        return (self.than,)

    def clause(self, test: ChosenEvents, names: Names) -> Clause:
        """Who did the one more often than the other."""
        did = f"{test.deed.said(names).did}{test.deed.lines(names)}"
        other = f"{self.than.said(names).did}{self.than.lines(names)}"
        return Clause("who", f"{test.window} {did} more often than they {other}".strip())

    def ids(self, test: ChosenEvents, question: "Question") -> "Ids":
        """Both kinds counted in one pass; an event may be of both."""
        from app.query import Ids

        chosen = meant(question, test.span(question))
        this, other = test.deed.predicate(chosen, question), self.than.predicate(chosen, question)
        either = chosen.select("profile_id", this=this, other=other).filter(lambda t: t.this | t.other)
        per = either.group_by("profile_id").agg(
            this=either.count(where=either.this), other=either.count(where=either.other)
        )
        return Ids(per.filter(per.this > per.other).profile_id)

    def holds(self, test: ChosenEvents, asked: Evaluation) -> bool:
        """Whether they have more of the one."""
        span = test.span(asked)
        return len(test.deed.of(asked, span)) > len(self.than.of(asked, span))

    def because(self, test: ChosenEvents, asked: Evaluation) -> str:
        """How many of each."""
        span, names = test.span(asked), asked.question.names
        these, others = test.deed.of(asked, span), self.than.of(asked, span)
        return f"{test.deed.number(these, names)} and {self.than.number(others, names)}{test.window}"

    def step(self, test: ChosenEvents, asked: Evaluation) -> Step:
        """More of them, or fewer."""
        many = test.deed.said(asked.question.names).many
        return Step(f"{'fewer' if self.holds(test, asked) else 'more'} {many}{test.window}")

    @classmethod
    def offers(cls, names: Names, events: tuple[str, ...] | None) -> list[builder.Offer]:
        """More often than something else."""
        return [builder.Offer(cls.key, "more often than…", "", "How it goes")]

    @classmethod
    def begun(cls, what: str, made: builder.Rule, rule: builder.Rule, names: Names) -> builder.Rule:
        """More often than they ordered, or of orders than they viewed products."""
        other = "viewed_product" if made["event"] == "placed_order" else "placed_order"
        return made | {cls.key: {"event": other}}

    @classmethod
    def fields(cls, rule: builder.Rule, names: Names, say: builder.Saying) -> list[builder.Field]:
        """The question, with the other event and its details."""
        from app.conditions import event_fields

        other = rule[cls.key]

        def put(made: builder.Rule) -> builder.Rule:
            """The rule with another event to compare with."""
            return builder.changed(rule, more_often_than=made)

        event = event_fields.event(other, names, put)
        inside = [*event_fields.details(other, names, say), event_fields.another_detail(other, names)]
        return [builder.Field("more often than"), event, *(builder.inside(field, put) for field in inside)]
