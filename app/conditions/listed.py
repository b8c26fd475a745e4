"""`{"listed": "Fair visitors"}`: on the list of a static segment, whose people were put there by hand.

It is the whole rule of that segment, and nobody else's: who means the people on a list asks for the segment. A list is
the same at every moment that is asked about: one that keeps people out of a mailing would be empty before it was made.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from app.conditions import recorded
from app.conditions.evaluation import Evaluation
from app.rules import Clause, Condition, Names, Needs, Step, builder, grammar

if TYPE_CHECKING:
    import ibis.expr.types as ir

    from app.query import Question


@dataclass(frozen=True, slots=True)
class ListedTest(Condition):
    """On the list of a static segment: a membership of theirs lasts."""

    key: ClassVar[str] = "listed"
    title: ClassVar[str] = "On the list"
    help: ClassVar[str] = "Whoever was put on the list of a static segment, and not taken off it, at whatever moment."
    names_segment: ClassVar[bool] = True

    segment: int

    @classmethod
    def parse(cls, body: dict[str, Any], names: Names, path: str) -> "ListedTest":
        """The segment by its name or its number."""
        grammar.only(body, (cls.key,), path)
        return cls(recorded.segment_of(body, cls.key, names, path))

    def clause(self, names: Names) -> Clause:
        """Who is on it."""
        return Clause("who", f"is on the list {recorded.quoted(self.segment, names)}")

    def predicate(self, question: "Question") -> "ir.BooleanValue":
        """Those of whom a membership lasts."""
        rows = recorded.of_segment(self.segment, question)
        return question.people.id.isin(rows.filter(rows.left_at.isnull()).profile_id)

    def needs(self) -> Needs:
        """What is recorded of them."""
        return recorded.NEEDS

    def _times(self, asked: Evaluation) -> tuple[list[int], list[int]]:
        """When they were put on it as far as that lasts, and when they were taken off, the latest last."""
        mine = [row for row in asked.person.rows["memberships"] if row["segment_id"] == self.segment]
        added = sorted(row["entered_at"] for row in mine if row["left_at"] is None)
        return added, sorted(row["left_at"] for row in mine if row["left_at"] is not None)

    def holds(self, asked: Evaluation) -> bool:
        """Whether one of their memberships lasts."""
        return bool(self._times(asked)[0])

    def because(self, asked: Evaluation) -> str:
        """When they were added, or taken off."""
        added, removed = self._times(asked)
        if added:
            return f"was added on {asked.day_of(added[0])}"
        return f"was taken off on {asked.day_of(removed[-1])}" if removed else "was never added"

    def step(self, asked: Evaluation) -> Step:
        """To be put on it or taken off."""
        name = recorded.quoted(self.segment, asked.question.names)
        return Step(f"{'be taken off' if self.holds(asked) else 'be put on'} the list {name}")

    @classmethod
    def fields(cls, rule: builder.Rule, names: Names, say: builder.Saying) -> list[builder.Field]:
        """The list; which it is can be chosen nowhere, for it is the segment's own."""
        known = next((one for one in names.segments.values() if rule[cls.key] in (one.id, one.name)), None)
        called = known.name if known else str(rule[cls.key])
        return [builder.Field(cls.title), builder.Field(called)]
