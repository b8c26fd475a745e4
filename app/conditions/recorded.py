"""What the refreshes of a segment recorded: who was in it from when to when; and the field that names the segment."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from app.conditions.evaluation import Evaluation
from app.rules import Names, Needs, builder, grammar, phrases

if TYPE_CHECKING:
    import ibis.expr.types as ir

    from app.query import Question

NEEDS = Needs(rows={"memberships": lambda question: question.mirror.table("memberships")})
"""All that is recorded of one person."""


@dataclass(frozen=True, slots=True)
class Stay:
    """One membership of a person, in microseconds UTC; it lasts where `left` is None."""

    entered: int
    left: int | None

    def lasts_at(self, moment: int) -> bool:
        """Whether they are a member then: from the refresh that found them to the one that no longer did."""
        return self.entered <= moment and (self.left is None or self.left > moment)


def stays(segment: int, asked: Evaluation) -> list[Stay]:
    """A person's memberships of a segment, the earliest first, as they were known at the question's moment."""
    known = asked.question.moment.us
    # What a later refresh found is not known yet, even where it is asked what time alone will do.
    rows = [row for row in asked.person.rows["memberships"] if row["segment_id"] == segment]
    found = [(row["entered_at"], row["left_at"]) for row in rows if row["entered_at"] <= known]
    return [Stay(came, None if went is None or went > known else went) for came, went in sorted(found, key=_by_time)]


def _by_time(stay: tuple[int, int | None]) -> tuple[int, bool, int]:
    return stay[0], stay[1] is None, stay[1] or 0


def of_segment(segment: int, question: "Question") -> "ir.Table":
    """What is recorded of a segment."""
    table = question.theirs(question.mirror.table("memberships"))
    return table.filter(table.segment_id == segment)


def segment_of(body: dict[str, Any], key: str, names: Names, path: str) -> int:
    """The number of the segment that a condition names, by its name or its number; raises RuleProblem."""
    wanted, place = body[key], grammar.at(path, key)
    if not isinstance(wanted, int) or isinstance(wanted, bool):
        grammar.name(wanted, place)
    return names.segment(wanted, place).id


def called(segment: int, names: Names) -> str:
    """A segment as a sentence names it."""
    return f"the segment {quoted(segment, names)}"


def quoted(segment: int, names: Names) -> str:
    """A segment's name in quotation marks."""
    return phrases.quoted(names.segment(segment, "").name)


# The builder.


def offers(names: Names) -> tuple[builder.Offer, ...]:
    """Every kept segment."""
    return tuple(builder.Offer(one.name, one.name, "chart-pie-slice") for one in names.segments.values())


def first_of(names: Names, before: builder.Rule | None) -> str:
    """The segment that a new condition begins with: the one that was asked about, else none."""
    named = [(before or {}).get(key) for key in ("segment", "in_segment_for", "entered", "left")]
    found = next((one.name for one in names.segments.values() if one.id in named or one.name in named), "")
    return found or (next(iter(names.segments.values())).name if len(names.segments) == 1 else "")


def field(rule: builder.Rule, key: str, names: Names) -> builder.Field:
    """The segment's name, to be chosen from those that there are."""
    # By number where the rule is kept, by name while it is being edited.
    known = next((one for one in names.segments.values() if rule[key] in (one.id, one.name)), None)
    name = known.name if known else str(rule[key] or "")

    def chosen(wanted: str) -> builder.Rule:
        """The rule about another segment, by its name."""
        return builder.changed(rule, **{key: wanted})

    pick = builder.Pick("Segment", offers(names))
    return builder.Field(name or builder.CHOOSE, pick, given=chosen, value=True, missing=not known)
