"""`{"in_segment_for": "VIP", "op": ">=", "value": {"days": 14}}`: how long someone has been a member, by the record."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from app.conditions import problems, recorded
from app.conditions.evaluation import Evaluation, just_so_long_ago
from app.rules import (
    Clause,
    Condition,
    Duration,
    Inside,
    Names,
    Needs,
    Step,
    builder,
    comparands,
    grammar,
    limits,
    moved,
    phrases,
)

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    import ibis.expr.types as ir

    from app.query import Question

_SAID = {
    "=": "for exactly",
    "!=": "for any time but exactly",
    "<": "for less than",
    "<=": "for at most",
    ">": "for more than",
    ">=": "for at least",
    "between": "for between",
}
"""The operators of numbers, of a length of time; nobody who is no member has one."""
_START: builder.Rule = {"days": 14}
_DAYS = {"hours": (1 / 24, 1 / 24), "days": (1, 1), "weeks": (7, 7), "months": (28, 31)}
"""How many days a unit has at least and at most."""


@dataclass(frozen=True, slots=True)
class InSegmentFor(Condition):
    """Has been a member for so long, by the recorded refreshes."""

    key: ClassVar[str] = "in_segment_for"
    title: ClassVar[str] = "In the segment for"
    help: ClassVar[str] = (
        "Whoever has been in a segment for so long, since the refresh that first found them there; nobody who is not "
        "in it by the latest one."
    )
    names_segment: ClassVar[bool] = True

    segment: int
    op: str
    value: tuple[Duration, ...]

    @classmethod
    def parse(cls, body: dict[str, Any], names: Names, path: str) -> "InSegmentFor":
        """The segment, the operator and the length of time, of which `between` has two."""
        grammar.only(body, (cls.key, "op", "value"), path)
        segment = recorded.segment_of(body, cls.key, names, path)
        op, place = _operator(body, path), grammar.at(path, "value")
        if "value" not in body:
            raise problems.LENGTH_MISSING(where=place, operator=op)
        if op != "between":
            return cls(segment, op, (comparands.length(body["value"], place),))
        low, high = _two(body["value"], place)
        if low.n * _DAYS[low.unit][0] > high.n * _DAYS[high.unit][1]:
            raise problems.LENGTHS_REVERSED(where=place, low=phrases.length(low), high=phrases.length(high))
        return cls(segment, op, (low, high))

    def clause(self, names: Names) -> Clause:
        """Who has been in it for how long."""
        long = " and ".join(phrases.length(one) for one in self.value)
        return Clause("who", f"has been in {recorded.called(self.segment, names)} {_SAID[self.op]} {long}")

    def _since(self, now: int, zone: "ZoneInfo") -> Inside:
        """When somebody has to have entered, where it is not `!=`: the longer ago, the earlier."""
        within = limits(self.op, self.value if self.op == "between" else self.value[0])
        # The limits are lengths of time here: what was longest ago is the lowest moment.
        low, high = (None if one is None else _before(now, one, zone) for one in (within.high, within.low))
        return Inside(low, high, within.open_high, within.open_low)

    def predicate(self, question: "Question") -> "ir.BooleanValue":
        """Those of whom a membership lasts that began so long ago."""
        now = question.moment.us
        rows = recorded.of_segment(self.segment, question)
        # Under a comparison a null is a no, in every engine.
        lasting = (rows.entered_at <= now) & (rows.left_at.isnull() | (rows.left_at > now))
        began = self._since(now, question.moment.timezone).expression(rows.entered_at)
        return question.people.id.isin(rows.filter(lasting & (~began if self.op == "!=" else began)).profile_id)

    def needs(self) -> Needs:
        """What is recorded of them."""
        return recorded.NEEDS

    def _lasting(self, asked: Evaluation) -> list[recorded.Stay]:
        return [one for one in recorded.stays(self.segment, asked) if one.lasts_at(asked.moment.us)]

    def holds(self, asked: Evaluation) -> bool:
        """Whether a membership lasts that began so long ago."""
        began = self._since(asked.moment.us, asked.moment.timezone)
        return any(began.holds(one.entered) is not (self.op == "!=") for one in self._lasting(asked))

    def because(self, asked: Evaluation) -> str:
        """Since when they have been in it."""
        name, lasting = recorded.quoted(self.segment, asked.question.names), self._lasting(asked)
        if not lasting:
            return f"is not in {name} by its latest refresh"
        return f"has been in {name} since {asked.day_of(lasting[0].entered)}"

    def step(self, asked: Evaluation) -> Step:
        """To enter where they are no member; else what the condition itself says, for time alone does it."""
        if not self._lasting(asked):
            return Step(f"enter {recorded.called(self.segment, asked.question.names)}, and stay so long")
        return asked.clause_step(self)

    def turns(self, asked: Evaluation) -> set[int]:
        """When the membership that lasts has lasted so long."""
        zone = asked.moment.timezone
        began = [one.entered for one in self._lasting(asked)]
        return {at for since in began for length in self.value for at in just_so_long_ago(since, length, zone)}

    @classmethod
    def subjects(cls, names: Names) -> list[builder.Offer]:
        """One offer, where there is a segment to be asked about."""
        aliases = "member membership since how long duration stayed"
        return [builder.Offer(cls.key, f"{cls.title}…", "clock", "Segments", aliases)] if names.segments else []

    @classmethod
    def begun(cls, what: str, names: Names, before: builder.Rule | None = None) -> builder.Rule:
        """For at least two weeks."""
        return {cls.key: recorded.first_of(names, before), "op": ">=", "value": dict(_START)}

    @classmethod
    def fields(cls, rule: builder.Rule, names: Names, say: builder.Saying) -> list[builder.Field]:
        """The segment, how the time compares, and the length of time, or the two of them."""
        found = [builder.Field("Has been in", builder.Subject()), recorded.field(rule, cls.key, names)]
        op = str(rule.get("op", ""))
        offers = tuple(builder.Offer(one, said) for one, said in _SAID.items())
        how = builder.Pick("How", offers, op)
        found.append(
            builder.Field(
                _SAID.get(op, builder.CHOOSE), how, given=lambda to: _with_op(rule, to), missing=op not in _SAID
            )
        )
        value = rule.get("value")
        if op != "between":
            return [*found, _length(value, say, lambda given: builder.changed(rule, value=given))]
        low, high = value if isinstance(value, list) and len(value) == 2 else (value, value)
        return [
            *found,
            _length(low, say, lambda given: builder.changed(rule, value=[given, high])),
            builder.Field("and"),
            _length(high, say, lambda given: builder.changed(rule, value=[low, given])),
        ]


def _operator(body: dict[str, Any], path: str) -> str:
    """The operator, one of those of numbers that compare; raises RuleProblem."""
    place = grammar.at(path, "op")
    if "op" not in body:
        raise problems.COMPARISON_MISSING(where=place, known=", ".join(_SAID))
    return grammar.choice(body["op"], tuple(_SAID), "comparison of a length of time", place)


def _two(value: object, place: str) -> tuple[Duration, Duration]:
    """The two lengths of time of `between`; raises RuleProblem."""
    if not isinstance(value, list) or len(value) != 2:
        raise problems.NO_LENGTHS(where=place)
    return comparands.length(value[0], f"{place}[0]"), comparands.length(value[1], f"{place}[1]")


def _before(now: int, length: Any, zone: "ZoneInfo") -> int:
    """The moment that lies so long before another, in microseconds UTC."""
    return moved(now, length, -1, zone)


def _with_op(rule: builder.Rule, op: str) -> builder.Rule:
    """The rule with another operator; one length of time becomes two, or the first of two is left."""
    value = rule.get("value")
    if op == "between" and not isinstance(value, list):
        value = [value or dict(_START), value or dict(_START)]
    elif op != "between" and isinstance(value, list):
        value = value[0] if value else dict(_START)
    return builder.changed(rule, op=op, value=value)


def _length(value: Any, say: builder.Saying, given: Any) -> builder.Field:
    """The field of a length of time."""
    there = isinstance(value, dict) and bool(value)
    text = builder.length(value, say) if there else builder.CHOOSE
    return builder.Field(text, builder.Length("For how long"), value, given, value=True, missing=not there)
