"""What can be asked of the events that a condition means: a measure of them, or how they go."""

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, Any, ClassVar

from app.conditions.chosen_events import ChosenEvents
from app.conditions.deeds import Deed
from app.conditions.evaluation import Evaluation
from app.conditions.person import Event
from app.rules import Clause, Names, Step, Window, builder

if TYPE_CHECKING:
    from app.query import Ids, Question

SECTIONS = ("How often", "How long ago", "What it comes to", "How it goes")
"""The headings of the builder's list of questions, in their order."""


class EventQuestion(ABC):
    """One question, as a frozen dataclass; `test` is the condition that asks it."""

    __slots__ = ()

    key: ClassVar[str]
    """The key by which the JSON of a condition asks it."""
    beside: ClassVar[tuple[str, ...]] = ()
    """Keys that belong to it."""
    called: ClassVar[str] = ""
    """What a refusal calls it, as “a trend”."""

    @classmethod
    @abstractmethod
    def parse(cls, body: dict[str, Any], deed: Deed, window: Window | None, names: Names, path: str) -> "EventQuestion":
        """The question in the JSON of a condition; raises RuleProblem."""

    @property
    def deeds(self) -> tuple[Deed, ...]:
        """Further events that it asks about."""
        return ()

    @abstractmethod
    def clause(self, test: ChosenEvents, names: Names) -> Clause:
        """The condition in English."""

    @abstractmethod
    def ids(self, test: ChosenEvents, question: "Question") -> "Ids":
        """Who did it so."""

    @abstractmethod
    def holds(self, test: ChosenEvents, asked: Evaluation) -> bool:
        """Whether one person did it so."""

    @abstractmethod
    def because(self, test: ChosenEvents, asked: Evaluation) -> str:
        """Which events decided it."""

    @abstractmethod
    def step(self, test: ChosenEvents, asked: Evaluation) -> Step:
        """The smallest change that turns the condition around."""

    def turns(self, events: list[Event], asked: Evaluation) -> set[int]:
        """Moments at which it may turn though no event enters or leaves the window."""
        return set()

    @classmethod
    def offers(cls, names: Names, events: tuple[str, ...] | None) -> list[builder.Offer]:
        """How the builder offers it; the keys are `KEY` or `KEY:WHAT`."""
        return []

    @classmethod
    def begun(cls, what: str, made: builder.Rule, rule: builder.Rule, names: Names) -> builder.Rule:
        """`made` (the condition without a question) with this one; `rule` is what it was before."""
        raise NotImplementedError

    @classmethod
    @abstractmethod
    def fields(cls, rule: builder.Rule, names: Names, say: builder.Saying) -> list[builder.Field]:
        """Its fields in the builder's row; pressing the first offers the other questions, whatever its editor."""


QUESTIONS: dict[str, type[EventQuestion]] = {}
"""The questions that are asked by a key of their own; without one of them a measure is asked."""
