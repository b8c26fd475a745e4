"""How often: `count`, which is meant where no measure is named."""

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from app.conditions.chosen_events import ChosenEvents
from app.conditions.evaluation import Evaluation
from app.conditions.measures.measure import Asked, Measure
from app.conditions.person import Event, Values
from app.conditions.steps import missing, more
from app.domain.clock import Moment
from app.rules import Clause, EventWords, Faces, Inside, Names, Step, builder, of_type, phrases

if TYPE_CHECKING:
    import ibis.expr.types as ir

    from app.query import Ids, Question

_OFTEN = {
    ">=": "at least",
    "=": "exactly",
    "<=": "at most",
    ">": "more than",
    "<": "fewer than",
    "between": "between",
    "!=": "not exactly",
}
"""How a count is compared, in a marketer's words."""


class Count(Measure):
    """How many events there are."""

    key = "count"
    label = "how often"
    empty: int | None = 0
    by_itself: tuple[str, Decimal] | None = (">=", Decimal(1))

    def totals(
        self, rows: "ir.Table", faces: Faces, asked: Asked, moment: Moment, where: "ir.BooleanValue | None" = None
    ) -> "dict[str, ir.Scalar]":
        """The number of rows."""
        return {"plain": rows.count(where=where)}

    def ids(self, chosen: "ir.Table", asked: Asked, question: "Question") -> "Ids":
        """At least once needs no counting, and never neither: whoever has an event, or everyone else."""
        from app.query import Ids

        if self.one_is_enough(asked, question.moment):
            return Ids(chosen.profile_id, others=self.without(asked, question.moment))
        return super().ids(chosen, asked, question)

    def one_is_enough(self, asked: Asked, moment: Moment) -> bool:
        """Whether all numbers but nought are in, or out."""
        check = self.check(asked, moment)
        assert isinstance(check, Inside)
        never, once = check.holds(0), check.holds(1)
        # A range that ends before one holds no further number, and one without an end holds all of them.
        return never is not once and (never or check.high is None)

    def came_to(self, asked: Asked, events: list[Event], person: Evaluation) -> Values:
        """The number of events."""
        return {"plain": len(events)}

    def reason(self, asked: Asked, test: ChosenEvents, events: list[Event], person: Evaluation) -> str:
        """How many there are."""
        return test.deed.number(events, person.question.names)

    def step(self, asked: Asked, test: ChosenEvents, events: list[Event], person: Evaluation) -> Step:
        """So many events more or fewer."""
        by = missing(asked.op, asked.value, len(events), holds=self.holds(asked, events, person))
        return Step(more(by, test.deed.said(person.question.names)) + test.window)

    def clause(self, asked: Asked, said: EventWords, tail: str, names: Names) -> Clause:
        """Who did it so often, or never."""
        if asked.op == "=" and asked.value == 0:
            return Clause("who", f"{said.did_not}{tail}")
        return Clause("who", f"{said.did} {phrases.times(asked.op, asked.value)}{tail}")

    def offers(self, names: Names, events: tuple[str, ...] | None) -> list[builder.Offer]:
        """Once, never, and each comparison."""
        ways = {"once": "at least once", "never": "never"} | {op: f"{said} … times" for op, said in _OFTEN.items()}
        return [builder.Offer(f"{self.key}:{way}", label, "", "How often") for way, label in ways.items()]

    def begun(self, what: str, made: builder.Rule, rule: builder.Rule, names: Names) -> builder.Rule:
        """So often; the number stays where one was given."""
        if what == "once":
            return made
        if what == "never":
            return made | {"op": "=", "value": 0}
        before: Any = rule.get("value") if rule.get("measure", self.key) == self.key else None
        number = before if isinstance(before, (int, float)) and before else 2
        return made | {"op": what, "value": [1, 3] if what == "between" else number}

    def fields(self, rule: builder.Rule, names: Names, say: builder.Saying) -> list[builder.Field]:
        """At least once, never, or how often."""
        op, value = str(rule.get("op", ">=")), rule.get("value", 1)
        if (op, value) == (">=", 1):
            return [builder.Field("at least once")]
        if (op, value) == ("=", 0):
            return [builder.Field("never")]
        row = of_type("number").get(op)
        kind = row.kind if row else "number"
        text = "once" if value == 1 else f"{builder.shown(value, kind, say)} times"
        number = builder.Value(kind)
        given = builder.Field(text, number, rule.get("value"), lambda one: builder.changed(rule, value=one), value=True)
        return [builder.Field(_OFTEN.get(op, op)), given]
