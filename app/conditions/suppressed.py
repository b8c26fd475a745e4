"""`{"suppressed": true}` or `false`: on the suppression list, or not."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from app.conditions import problems
from app.conditions.evaluation import Evaluation
from app.rules import Clause, Condition, Names, Needs, Step, builder, comparands, grammar

if TYPE_CHECKING:
    import ibis.expr.types as ir

    from app.query import Question


@dataclass(frozen=True, slots=True)
class SuppressedTest(Condition):
    """On the suppression list, or not."""

    key: ClassVar[str] = "suppressed"
    title: ClassVar[str] = "On the suppression list"
    help: ClassVar[str] = "Whoever’s address must not be mailed, or whoever’s is not on that list."

    suppressed: bool

    @classmethod
    def parse(cls, body: dict[str, Any], names: Names, path: str) -> "SuppressedTest":
        """Yes or no."""
        grammar.only(body, ("suppressed",), path)
        given = body["suppressed"]
        if not isinstance(given, bool):
            place = grammar.at(path, "suppressed")
            raise problems.NO_YES_OR_NO(where=place, given=comparands.shown(given))
        return cls(given)

    def clause(self, names: Names) -> Clause:
        """Who is on it, or is not."""
        return Clause("who", _said(self.suppressed))

    def predicate(self, question: "Question") -> "ir.BooleanValue":
        """Those with an address on the list by now, or the others."""
        if not question.listed_later:
            # Who is on it by now is all who are: the people have it as a column.
            return question.people.suppressed if self.suppressed else ~question.people.suppressed
        listed = question.people.id.isin(question.suppressions.profile_id)
        return listed if self.suppressed else ~listed

    def needs(self) -> Needs:
        """Their addresses on the list."""
        return Needs(rows={"suppressions": lambda question: question.suppressions})

    def holds(self, asked: Evaluation) -> bool:
        """Whether they are on it as asked."""
        return bool(asked.person.rows["suppressions"]) is self.suppressed

    def because(self, asked: Evaluation) -> str:
        """Whether they are on it."""
        return _said(bool(asked.person.rows["suppressions"]))

    def step(self, asked: Evaluation) -> Step:
        """To come onto it or off it."""
        return Step("be suppressed" if self.holds(asked) is not self.suppressed else "come off the suppression list")

    @classmethod
    def subjects(cls, names: Names) -> list[builder.Offer]:
        """The list."""
        return [builder.Offer(cls.key, cls.title, "prohibit", "Permission", "unsubscribed bounced")]

    @classmethod
    def begun(cls, what: str, names: Names, before: builder.Rule | None = None) -> builder.Rule:
        """Not on it, which is what campaigns want."""
        return {cls.key: False}

    @classmethod
    def fields(cls, rule: builder.Rule, names: Names, say: builder.Saying) -> list[builder.Field]:
        """Whether on it or not, turned around by a press."""
        now = rule["suppressed"]
        switch = builder.Field(
            _said(now), builder.Switch(), now, lambda given: builder.changed(rule, suppressed=given), value=True
        )
        return [builder.Field("Address", builder.Subject()), switch]


def _said(suppressed: bool) -> str:
    return "is on the suppression list" if suppressed else "is not on the suppression list"
