"""The events that a condition is about, as the question sees them that is asked of them."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.conditions.deeds import Deed
from app.conditions.evaluation import Evaluation
from app.rules import Bounds, Condition, Needs, Window, bounds, phrases

if TYPE_CHECKING:
    from app.query import Question


@dataclass(frozen=True, slots=True)
class ChosenEvents(Condition):
    """A condition on events, of which questions need to know no more than which are meant, and when they count."""

    deed: Deed
    within: Window | None

    @property
    def window(self) -> str:
        """The window as the end of a sentence."""
        return phrases.window(self.within)

    def span(self, asked: "Evaluation | Question") -> Bounds:
        """Where the window lies."""
        return bounds(self.within, asked.moment.us, asked.moment.timezone)

    def needs(self) -> Needs:
        """Everything that they did."""
        return Needs(events=True)
