"""`"trend": "rising"` or `"falling"`: more or fewer events in the window than in the one of its length before it."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any, ClassVar, Literal, cast

from app.conditions import problems
from app.conditions.chosen_events import ChosenEvents
from app.conditions.deeds import Deed, meant
from app.conditions.evaluation import Evaluation
from app.conditions.event_question import EventQuestion
from app.rules import Bounds, Clause, Last, Names, Step, Window, builder, comparands, grammar, phrases, previous

if TYPE_CHECKING:
    from app.query import Ids, Question


@dataclass(frozen=True, slots=True)
class Trend(EventQuestion):
    """More (`rising`) or fewer (`falling`) in the window than in the one before it, by at least this share."""

    key: ClassVar[str] = "trend"
    beside: ClassVar[tuple[str, ...]] = ("by_at_least",)
    called: ClassVar[str] = "a trend"

    direction: Literal["rising", "falling"]
    by_at_least: Decimal

    @classmethod
    def parse(cls, body: dict[str, Any], deed: Deed, window: Window | None, names: Names, path: str) -> "Trend":
        """The direction and the share; only with a window that has one before it."""
        direction = body["trend"]
        if direction not in ("rising", "falling"):
            what = comparands.shown(direction)
            raise problems.NO_TREND(where=grammar.at(path, "trend"), given=what)
        if not isinstance(window, Last):
            place = grammar.at(path, "within")
            raise problems.NO_WINDOW(where=place)
        place = grammar.at(path, "by_at_least")
        share = comparands.number(body.get("by_at_least", 0), place)
        if share < 0:
            raise problems.NEGATIVE_SHARE(where=place)
        return cls(direction, share)

    def clause(self, test: ChosenEvents, names: Names) -> Clause:
        """Who did it more often than before, or less."""
        more = "more" if self.direction == "rising" else "less"
        share = phrases.number((self.by_at_least * 100).normalize() + Decimal(0))
        least = f", by at least {share} %" if self.by_at_least else ""
        did = f"{test.deed.said(names).did}{test.deed.lines(names)}{test.window}"
        return Clause("who", f"{did} {more} often than in the same time before{least}")

    def _before(self, test: ChosenEvents, asked: "Evaluation | Question") -> Bounds:
        """The window of the same length before that of the condition."""
        return previous(cast(Last, test.within), asked.moment.us, asked.moment.timezone)

    def ids(self, test: ChosenEvents, question: "Question") -> "Ids":
        """Both windows counted in one pass; the share is compared over whole numbers, so that no engine rounds."""
        from app.query import Ids

        before = self._before(test, question)
        chosen = meant(question, Bounds(before.after, question.moment.us), test.deed)
        per = chosen.group_by("profile_id").agg(
            now=chosen.count(where=chosen["at"] > before.until), then=chosen.count(where=chosen["at"] <= before.until)
        )
        share = Fraction(self.by_at_least)
        if self.direction == "rising":
            far = per.now * share.denominator >= per.then * (share.denominator + share.numerator)
            return Ids(per.filter((per.now > 0) & (per.now > per.then) & far).profile_id)
        # Of a share of one or more nobody can fall by so much and have done anything.
        far = per.now * share.denominator <= per.then * (share.denominator - share.numerator)
        return Ids(per.filter((per.then > 0) & (per.now < per.then) & far).profile_id)

    def holds(self, test: ChosenEvents, asked: Evaluation) -> bool:
        """Whether theirs rose or fell by so much."""
        now, before = len(test.deed.of(asked, test.span(asked))), len(test.deed.of(asked, self._before(test, asked)))
        share = Fraction(self.by_at_least)
        if self.direction == "rising":
            return now > 0 and now > before and now >= before * (1 + share)
        return before > 0 and now < before and now <= before * (1 - share)

    def because(self, test: ChosenEvents, asked: Evaluation) -> str:
        """How many in each window."""
        now = test.deed.number(test.deed.of(asked, test.span(asked)), asked.question.names)
        before = len(test.deed.of(asked, self._before(test, asked)))
        return f"{now}{test.window}, {before:,} in the same time before"

    def step(self, test: ChosenEvents, asked: Evaluation) -> Step:
        """More of them, or fewer."""
        more = (self.direction == "rising") is not self.holds(test, asked)
        return Step(f"{'more' if more else 'fewer'} {test.deed.said(asked.question.names).many}{test.window}")

    @classmethod
    def offers(cls, names: Names, events: tuple[str, ...] | None) -> list[builder.Offer]:
        """More or less often."""
        ways = (("rising", "more"), ("falling", "less"))
        return [builder.Offer(f"{cls.key}:{way}", f"{word} often than before", "", "How it goes") for way, word in ways]

    @classmethod
    def begun(cls, what: str, made: builder.Rule, rule: builder.Rule, names: Names) -> builder.Rule:
        """In a window that has one before it."""
        frame = made.get("within") or {}
        return made | {"trend": what, "within": frame if "last" in frame else {"last": {"days": 30}}}

    @classmethod
    def fields(cls, rule: builder.Rule, names: Names, say: builder.Saying) -> list[builder.Field]:
        """The question, with the share where there is one."""
        more = "more" if rule["trend"] == "rising" else "less"
        share = 100 * float(rule.get("by_at_least", 0))

        def given(percent: float) -> builder.Rule:
            """The rule with another share, which is left out where any will do."""
            return builder.changed(rule, by_at_least=float(Decimal(str(percent)) / 100) if percent else None)

        said = f"by at least {builder.figure(share, say)} %" if share else "by any amount"
        by = builder.Figure("By at least so many percent", low=0)
        return [
            builder.Field(f"{more} often than in the time before"),
            builder.Field(said, by, share, given, value=bool(share)),
        ]
