"""`{"sample": 0.1, "seed": "spring"}`: the same share of everyone on every computer, by a hash of seed and key."""

import functools
import math
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from hashlib import md5
from typing import TYPE_CHECKING, Any, ClassVar, cast

from app.conditions import problems
from app.conditions.evaluation import Evaluation
from app.rules import Clause, Condition, Names, Step, builder, comparands, grammar, phrases

if TYPE_CHECKING:
    import ibis.expr.types as ir

    from app.query import Question


@functools.cache
def _md5() -> "Callable[[ir.StringValue], ir.StringValue]":
    """The engine's own function; Ibis' hexdigest is known to the embedded engine alone of those that are asked."""
    import ibis

    @ibis.udf.scalar.builtin  # type: ignore[untyped-decorator]  # the library says nothing of its types
    def md5(text: str) -> str:
        """The digest of a text in small hexadecimal digits."""
        raise NotImplementedError

    return cast("Callable[[ir.StringValue], ir.StringValue]", md5)


@dataclass(frozen=True, slots=True)
class SampleTest(Condition):
    """In a seeded share (0 to 1) of everyone."""

    key: ClassVar[str] = "sample"
    title: ClassVar[str] = "A random share"
    help: ClassVar[str] = "Whoever is drawn: the same people for the same word, and others for another."

    share: Decimal
    seed: str

    @classmethod
    def parse(cls, body: dict[str, Any], names: Names, path: str) -> "SampleTest":
        """The share and the seed."""
        grammar.only(body, ("sample", "seed"), path)
        place = grammar.at(path, "sample")
        share = comparands.number(body["sample"], place)
        if not 0 <= share <= 1:
            raise problems.NO_SHARE(where=place, share=share)
        seed = body.get("seed", "")
        if not isinstance(seed, str):
            raise problems.NO_SEED(where=grammar.at(path, "seed"), given=comparands.shown(seed))
        return cls(share, seed)

    def clause(self, names: Names) -> Clause:
        """Who falls into it."""
        share = phrases.number((self.share * 100).normalize() + Decimal(0))
        drawn = f"drawn with the seed {phrases.quoted(self.seed)}" if self.seed else "drawn without a seed"
        return Clause("who", f"falls into a sample of {share} % {drawn}")

    @property
    def _limit(self) -> str | None:
        """Eight hexadecimal digits that a sampled hash lies below; None where every hash does."""
        # A whole number is below a fraction exactly when it is below the next whole one.
        limit = math.ceil(self.share * 2**32)
        return None if limit >= 2**32 else f"{limit:08x}"

    def predicate(self, question: "Question") -> "ir.BooleanValue":
        """Those whose hash begins below the limit."""
        import ibis

        limit = self._limit
        if limit is None:
            return ibis.literal(True)
        # Digits of equal length compare as the numbers that they are.
        below: ir.BooleanValue = _md5()(ibis.literal(f"{self.seed}:") + question.people.key).left(8) < limit
        return below

    def _draw(self, asked: Evaluation) -> str:
        """The eight digits that decide whether the person is in."""
        return md5(f"{self.seed}:{asked.person.key}".encode(), usedforsecurity=False).hexdigest()[:8]

    def holds(self, asked: Evaluation) -> bool:
        """Whether they are drawn."""
        limit = self._limit
        return limit is None or self._draw(asked) < limit

    def because(self, asked: Evaluation) -> str:
        """What they drew."""
        return f"drew {int(self._draw(asked), 16) / 2**32:.4f} of 1"

    def step(self, asked: Evaluation) -> Step:
        """Another draw."""
        return Step("another seed draws other people")

    @classmethod
    def subjects(cls, names: Names) -> list[builder.Offer]:
        """Chance."""
        return [builder.Offer(cls.key, cls.title, "dice-five", "More", "sample percent")]

    @classmethod
    def begun(cls, what: str, names: Names, before: builder.Rule | None = None) -> builder.Rule:
        """A tenth of everyone."""
        return {cls.key: 0.1, "seed": "draw"}

    @classmethod
    def fields(cls, rule: builder.Rule, names: Names, say: builder.Saying) -> list[builder.Field]:
        """The share in per cent, and the word that it is drawn by."""
        # Binary fractions: 0.07 × 100 is 7.000000000000001.
        percent = round(100 * rule["sample"], 6)

        def given(wanted: float) -> builder.Rule:
            """The rule with another share, given in percent."""
            return builder.changed(rule, sample=round(wanted / 100, 6))

        seed = builder.Line("Drawn by", "another word draws others")
        drawn = f"drawn by “{rule['seed']}”" if rule.get("seed") else "drawn without a word"
        return [
            builder.Field(cls.title, builder.Subject()),
            builder.Field(
                f"{builder.figure(percent, say)}\N{NO-BREAK SPACE}%",
                builder.Figure("Share in %", 0, 100),
                percent,
                given,
                value=True,
            ),
            builder.Field(drawn, seed, rule.get("seed"), lambda word: builder.changed(rule, seed=word), value=True),
        ]
