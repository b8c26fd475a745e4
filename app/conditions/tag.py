"""`{"tag": "Outdoor Gear"}`: carries the tag, whatever its case."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from app.conditions.evaluation import Evaluation
from app.domain.names import fold
from app.rules import Clause, Condition, Names, Needs, Step, builder, comparands, grammar, phrases

if TYPE_CHECKING:
    import ibis.expr.types as ir

    from app.query import Question


@dataclass(frozen=True, slots=True)
class TagTest(Condition):
    """Carries the tag."""

    key: ClassVar[str] = "tag"
    title: ClassVar[str] = "Tagged"
    help: ClassVar[str] = "Whoever carries the tag."

    tag: str

    @classmethod
    def parse(cls, body: dict[str, Any], names: Names, path: str) -> "TagTest":
        """The tag; none that is blank."""
        grammar.only(body, ("tag",), path)
        return cls(comparands.text(body["tag"], grammar.at(path, "tag")))

    def clause(self, names: Names) -> Clause:
        """Who carries it."""
        return Clause("who", f"carries the tag {phrases.quoted(self.tag)}")

    def predicate(self, question: "Question") -> "ir.BooleanValue":
        """Those with a tag that folds to the same."""
        return question.people.id.isin(carriers((fold(self.tag),), question))

    def needs(self) -> Needs:
        """Their tags."""
        return Needs(rows={"tags": lambda question: question.mirror.table("tags")})

    def holds(self, asked: Evaluation) -> bool:
        """Whether one of theirs folds to the same."""
        return any(row["f_tag"] == fold(self.tag) for row in asked.person.rows["tags"])

    def because(self, asked: Evaluation) -> str:
        """All that they carry."""
        carried = ", ".join(phrases.quoted(row["tag"]) for row in asked.person.rows["tags"])
        return f"carries {carried}" if carried else "carries no tag"

    def step(self, asked: Evaluation) -> Step:
        """To get or to lose it."""
        return Step(f"{'lose' if self.holds(asked) else 'get'} the tag {phrases.quoted(self.tag)}")

    @classmethod
    def subjects(cls, names: Names) -> list[builder.Offer]:
        """Tags."""
        return [builder.Offer(cls.key, cls.title, "tag", "More", "label")]

    @classmethod
    def begun(cls, what: str, names: Names, before: builder.Rule | None = None) -> builder.Rule:
        """A tag that has to be chosen yet."""
        return {cls.key: ""}

    @classmethod
    def fields(cls, rule: builder.Rule, names: Names, say: builder.Saying) -> list[builder.Field]:
        """The tag, chosen from those that there are."""
        tag = str(rule["tag"])
        given = builder.Field(
            tag or builder.CHOOSE,
            builder.Value("text", "tag"),
            rule["tag"],
            lambda one: builder.changed(rule, tag=one),
            True,
            not tag,
        )
        return [builder.Field(cls.title, builder.Subject()), given]


def carriers(tags: tuple[str, ...], question: "Question") -> "ir.IntegerColumn":
    """The ids of those who carry one of these tags, which are folded."""
    carried = question.mirror.table("tags")
    return carried.filter(carried.f_tag == tags[0] if len(tags) == 1 else carried.f_tag.isin(tags)).profile_id
