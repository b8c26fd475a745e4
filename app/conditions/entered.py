"""`{"entered": "VIP", "within": …}` and `{"left": …}`: who came into a segment, and who went, by the record."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from app.conditions import recorded
from app.conditions.evaluation import Evaluation, just_so_long_ago
from app.conditions.time_frames import window_of
from app.rules import (
    Between,
    Bounds,
    Clause,
    Condition,
    Duration,
    Last,
    Names,
    Needs,
    Step,
    Window,
    bounds,
    builder,
    grammar,
    phrases,
)

if TYPE_CHECKING:
    import ibis.expr.types as ir

    from app.query import Question


@dataclass(frozen=True, slots=True)
class _Crossing(Condition):
    """Came into a segment or left it in a window, by the recorded refreshes; `within` is None for ever."""

    names_segment: ClassVar[bool] = True
    column: ClassVar[str]
    """The column of the record in which its time stands."""
    icon: ClassVar[str]

    segment: int
    within: Window | None = None

    @classmethod
    def parse(cls, body: dict[str, Any], names: Names, path: str) -> "_Crossing":
        """The segment and the window."""
        grammar.only(body, (cls.key, "within"), path)
        segment = recorded.segment_of(body, cls.key, names, path)
        return cls(segment, window_of(body["within"], grammar.at(path, "within")) if "within" in body else None)

    def clause(self, names: Names) -> Clause:
        """Who came or went, and when."""
        ever = "ever " if self.within is None else ""
        return Clause("who", f"{ever}{self.key} {recorded.called(self.segment, names)}{phrases.window(self.within)}")

    def _span(self, asked: "Evaluation | Question") -> Bounds:
        return bounds(self.within, asked.moment.us, asked.moment.timezone)

    def predicate(self, question: "Question") -> "ir.BooleanValue":
        """Those of whom a membership began or ended in the window, which never reaches beyond now."""
        rows, span = recorded.of_segment(self.segment, question), self._span(question)
        at = rows[self.column]
        return question.people.id.isin(rows.filter((at > span.after) & (at <= span.until)).profile_id)

    def needs(self) -> Needs:
        """What is recorded of them."""
        return recorded.NEEDS

    def _times(self, asked: Evaluation) -> list[int]:
        """When they came or went, the earliest first."""
        found = recorded.stays(self.segment, asked)
        times = [one.entered if self.column == "entered_at" else one.left for one in found]
        return sorted(at for at in times if at is not None)

    def holds(self, asked: Evaluation) -> bool:
        """Whether one of these lies in the window."""
        span = self._span(asked)
        return any(span.holds(at) for at in self._times(asked))

    def because(self, asked: Evaluation) -> str:
        """The latest time of those in the window, else the latest of all."""
        name, times, span = recorded.quoted(self.segment, asked.question.names), self._times(asked), self._span(asked)
        if not times:
            return f"no refresh found that they {self.key} {name}"
        return f"{self.key} {name} on {asked.day_of(max((at for at in times if span.holds(at)), default=times[-1]))}"

    def step(self, asked: Evaluation) -> Step:
        """To come or to go; else what the condition itself says."""
        if self.holds(asked):
            return asked.clause_step(self)
        verb = "enter" if self.column == "entered_at" else "leave"
        return Step(f"{verb} {recorded.called(self.segment, asked.question.names)}")

    def turns(self, asked: Evaluation) -> set[int]:
        """When a time that is recorded comes into the window, or goes out of it."""
        zone, lengths = asked.moment.timezone, list[Duration]()
        if isinstance(self.within, Last):
            lengths = [self.within.length]
        elif isinstance(self.within, Between):
            lengths = [self.within.far, self.within.near]
        return {turn for at in self._times(asked) for length in lengths for turn in just_so_long_ago(at, length, zone)}

    @classmethod
    def subjects(cls, names: Names) -> list[builder.Offer]:
        """One offer, where there is a segment to be asked about."""
        aliases = "member membership joined came went exit entry new"
        return [builder.Offer(cls.key, f"{cls.title}…", cls.icon, "Segments", aliases)] if names.segments else []

    @classmethod
    def begun(cls, what: str, names: Names, before: builder.Rule | None = None) -> builder.Rule:
        """In the last thirty days; a time frame that was asked for stays."""
        within = (before or {}).get("within", {"last": {"days": 30}})
        return {cls.key: recorded.first_of(names, before), "within": within}

    @classmethod
    def fields(cls, rule: builder.Rule, names: Names, say: builder.Saying) -> list[builder.Field]:
        """The segment and the time frame."""
        return [
            builder.Field(cls.title.removesuffix(" a segment"), builder.Subject()),
            recorded.field(rule, cls.key, names),
            builder.frame(rule, say),
        ]


@dataclass(frozen=True, slots=True)
class EnteredTest(_Crossing):
    """Came into a segment."""

    key: ClassVar[str] = "entered"
    title: ClassVar[str] = "Entered a segment"
    help: ClassVar[str] = (
        "Whoever a refresh of a segment found in it, and the one before had not; at the first refresh that is everyone "
        "in it."
    )
    column: ClassVar[str] = "entered_at"
    icon: ClassVar[str] = "sign-in"


@dataclass(frozen=True, slots=True)
class LeftTest(_Crossing):
    """Left a segment."""

    key: ClassVar[str] = "left"
    title: ClassVar[str] = "Left a segment"
    help: ClassVar[str] = "Whoever a refresh of a segment no longer found in it, and the one before had."
    column: ClassVar[str] = "left_at"
    icon: ClassVar[str] = "sign-out"
