"""What a kind of condition has to say of itself, and the kinds that there are.

The kinds stand in `app.conditions`, one module each, above the room that reads the mirror: here is only what the tree
of a rule, its grammar and its sentence need to know of them. Whatever names the kinds by hand elsewhere would have to
be edited for each new one.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar, Self

from app.rules.builder import Field, Offer, Rule, Saying
from app.rules.phrases import Clause
from app.rules.vocabulary import Names


@dataclass(frozen=True, slots=True)
class Needs:
    """What has to be known of one person before a condition can be judged: all of it is fetched once for a rule.

    `courses` are traits whose former values count; `rows` gives, by a name of its own, a table with `profile_id`
    made from a Question (see `Person.rows`).
    """

    traits: frozenset[str] = frozenset()
    courses: frozenset[str] = frozenset()
    events: bool = False
    rows: Mapping[str, Callable[[Any], Any]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Step:
    """The smallest change that turns a condition around, as “one more order”.

    Where there is none smaller than that the condition itself turns, `what` is its sentence, and `becomes` whether it
    has to become so or must no longer be so.
    """

    what: str
    becomes: bool | None = None

    def __str__(self) -> str:
        return self.what if self.becomes is None else f"{'become' if self.becomes else 'no longer'}: {self.what}"

    def document(self) -> str:
        """As a document has it: one text."""
        return str(self)


class Condition(ABC):
    """One condition of a rule; a subclass is a kind, as a frozen dataclass of what was asked.

    `question` is always a `Question` of app.query and `asked` an `Evaluation` of app.conditions: both stand above
    this room. `predicate` and `holds` have one meaning, said for the engine and for one person: `tests/app/audience`
    compares them over random rules.
    """

    __slots__ = ()

    key: ClassVar[str]
    """The key that its JSON begins with."""
    title: ClassVar[str]
    """What the help calls it."""
    help: ClassVar[str]
    """For whom it holds, in the help."""
    names_segment: ClassVar[bool] = False
    """Whether the value of its key is a segment, which is kept by its number and handed out by its name."""
    absent: ClassVar[bool] = False
    """Whether it is as if it were not there, like a muted one that names something unknown."""

    # What was asked.

    @classmethod
    @abstractmethod
    def parse(cls, body: dict[str, Any], names: Names, path: str) -> "Condition":
        """The condition that a JSON object with its key means; raises RuleProblem with the place of what is wrong."""

    def normal(self) -> Self:
        """The condition as compared with others: what means the same is the same."""
        return self

    @property
    def segments(self) -> tuple[int, ...]:
        """The kept segments that it rests on, by their numbers."""
        return ()

    @abstractmethod
    def clause(self, names: Names) -> Clause:
        """The condition in English; no two that differ read the same."""

    # Whom it holds for.

    @abstractmethod
    def predicate(self, question: Any) -> Any:
        """The condition as an Ibis expression over `question.people`, where null means no; no query is run for it."""

    def needs(self) -> Needs:
        """What `holds` will ask about somebody."""
        return Needs()

    @abstractmethod
    def holds(self, asked: Any) -> bool:
        """Whether it holds for one person at the moment of the evaluation, which may lie ahead."""

    @abstractmethod
    def because(self, asked: Any) -> str:
        """Why it holds for them or not: the value, or the events, that decided it."""

    @abstractmethod
    def step(self, asked: Any) -> Step:
        """The smallest change that turns it around for them."""

    def turns(self, asked: Any) -> set[int]:
        """Moments (microseconds UTC) at which it may turn for them because time passes; one too many does no harm."""
        return set()

    # The builder.

    @classmethod
    def subjects(cls, names: Names) -> list[Offer]:
        """What the builder offers to make such a condition about; the keys are `KEY` or `KEY:WHAT`."""
        return []

    @classmethod
    def begun(cls, what: str, names: Names, before: Rule | None = None) -> Rule:
        """A new condition about one of the subjects, as complete as can be; `before` is the one that it replaces."""
        raise NotImplementedError

    @classmethod
    def subject_of(cls, rule: Rule) -> str:
        """The key of the subject that a condition is about now."""
        return cls.key

    @classmethod
    def fields(cls, rule: Rule, names: Names, say: Saying) -> list[Field]:
        """The row of the builder, of JSON that need not be complete yet; the first field says what it is about."""
        return [Field("Something this builder cannot show")]


KINDS: dict[str, type[Condition]] = {}
"""The kinds of condition by their keys, in the order in which they are told; `app.conditions.kinds` fills it."""
