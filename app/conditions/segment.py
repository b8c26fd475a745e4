"""`{"segment": "VIP"}`: in another segment, by its own rule at the same moment."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from app.conditions import problems
from app.conditions.evaluation import Evaluation
from app.conditions.kept_rules import rule_of
from app.conditions.person import conditions
from app.rules import Clause, Condition, Names, Step, builder, grammar, live, phrases

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
        wanted, place = body["segment"], grammar.at(path, "segment")
        if not isinstance(wanted, int) or isinstance(wanted, bool):
            grammar.name(wanted, place)
        return cls(names.segment(wanted, place).id)

    @property
    def segments(self) -> tuple[int, ...]:
        """The one segment."""
        return (self.segment,)

    def clause(self, names: Names) -> Clause:
        """Who is in it."""
        return Clause("who", f"is in the segment {self._name(names)}")

    def _name(self, names: Names) -> str:
        return phrases.quoted(names.segment(self.segment, "").name)

    def predicate(self, question: "Question") -> "ir.BooleanValue":
        """Its rule, built once in a question; a circle is refused."""
        import ibis

        from app.query import predicate

        built = question.segments
        if self.segment not in built:
            # None says that it is being built: whoever meets it stands inside of its own rule.
            built[self.segment] = None
            kept = live(rule_of(self.segment, question))
            built[self.segment] = ibis.literal(True) if kept is None else predicate(kept, question)
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
        name = self._name(asked.question.names)
        return f"is in {name}" if self.holds(asked) else f"is not in {name}"

    def step(self, asked: Evaluation) -> Step:
        """To enter or to leave it."""
        return Step(f"{'leave' if self.holds(asked) else 'enter'} the segment {self._name(asked.question.names)}")

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
        # By number where the rule is kept, by name while it is being edited.
        known = next((one for one in names.segments.values() if rule["segment"] in (one.id, one.name)), None)
        name = known.name if known else str(rule["segment"] or "")
        offers = tuple(builder.Offer(one.name, one.name, "chart-pie-slice") for one in names.segments.values())

        def chosen(wanted: str) -> builder.Rule:
            """The rule about another segment, by its name."""
            return builder.changed(rule, segment=wanted)

        return [
            builder.Field(cls.title, builder.Subject()),
            builder.Field(
                name or builder.CHOOSE, builder.Pick("Segment", offers), given=chosen, value=True, missing=not known
            ),
        ]
