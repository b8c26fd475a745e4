"""`{"segment": "VIP"}`: in another segment, by its own rule at the same moment."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from app.conditions import problems, recorded
from app.conditions.evaluation import Evaluation
from app.conditions.kept_rules import rule_of
from app.conditions.listed import ListedTest
from app.conditions.person import conditions
from app.rules import Clause, Condition, Names, Step, builder, grammar, live

if TYPE_CHECKING:
    import ibis.expr.types as ir

    from app.query import Question


@dataclass(frozen=True, slots=True)
class SegmentTest(Condition):
    """In another segment, kept by its id."""

    key: ClassVar[str] = "segment"
    title: ClassVar[str] = "In the segment"
    help: ClassVar[str] = "Whoever is in another segment, by its own conditions at the same moment."
    names_segment: ClassVar[bool] = True

    segment: int

    @classmethod
    def parse(cls, body: dict[str, Any], names: Names, path: str) -> "SegmentTest":
        """The segment by its name or its number."""
        grammar.only(body, ("segment",), path)
        return cls(recorded.segment_of(body, "segment", names, path))

    @property
    def segments(self) -> tuple[int, ...]:
        """The one segment."""
        return (self.segment,)

    def clause(self, names: Names) -> Clause:
        """Who is in it."""
        return Clause("who", f"is in {recorded.called(self.segment, names)}")

    def predicate(self, question: "Question") -> "ir.BooleanValue":
        """Its rule, built once in a question; a circle is refused."""
        import ibis

        from app.query import predicate

        built = question.segments
        if self.segment not in built:
            # None says that it is being built: whoever meets it stands inside of its own rule.
            built[self.segment] = None
            try:
                kept = live(rule_of(self.segment, question))
                built[self.segment] = ibis.literal(True) if kept is None else predicate(kept, question)
            finally:
                # One that could not be built is no circle, for whoever asks next.
                if built[self.segment] is None:
                    del built[self.segment]
        found: ir.BooleanValue | None = built[self.segment]
        if found is None:
            name = question.names.segment(self.segment, "segment").name
            raise problems.BY_ITSELF(name=name)
        return found

    def holds(self, asked: Evaluation) -> bool:
        """Whether its rule holds."""
        return asked.whole(rule_of(self.segment, asked.question))

    def because(self, asked: Evaluation) -> str:
        """Whether they are in it."""
        name = recorded.quoted(self.segment, asked.question.names)
        said = f"is in {name}" if self.holds(asked) else f"is not in {name}"
        kept = rule_of(self.segment, asked.question).what
        return f"{said}: {kept.because(asked)}" if isinstance(kept, ListedTest) else said

    def step(self, asked: Evaluation) -> Step:
        """To enter or to leave it."""
        return Step(
            f"{'leave' if self.holds(asked) else 'enter'} {recorded.called(self.segment, asked.question.names)}"
        )

    def turns(self, asked: Evaluation) -> set[int]:
        """Whatever its conditions turn by."""
        rule = rule_of(self.segment, asked.question)
        return {at for what in conditions(rule) if not what.absent for at in what.turns(asked)}

    @classmethod
    def subjects(cls, names: Names) -> list[builder.Offer]:
        """Every kept segment."""
        return [
            builder.Offer(f"{cls.key}:{one.id}", one.name, "chart-pie-slice", "Segments")
            for one in names.segments.values()
        ]

    @classmethod
    def begun(cls, what: str, names: Names, before: builder.Rule | None = None) -> builder.Rule:
        """In that segment."""
        return {cls.key: names.segments[int(what)].name}

    @classmethod
    def fields(cls, rule: builder.Rule, names: Names, say: builder.Saying) -> list[builder.Field]:
        """The segment's name."""
        return [builder.Field(cls.title, builder.Subject()), recorded.field(rule, cls.key, names)]
