"""One person at one moment, of whom each condition says in plain Python whether it holds, for the explanation.

The moment may be later than the one at which the person was read: then it answers what time alone will do.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from app.conditions.person import Person, Values
from app.domain.clock import Moment
from app.domain.names import date_of_days
from app.rules import Check, Condition, Group, Node, Step, live, phrases, windows

if TYPE_CHECKING:
    from app.query import Question


class Evaluation:
    """Answers about one person at one moment."""

    def __init__(self, person: Person, question: "Question", moment: Moment | None = None) -> None:
        self.person = person
        self.question = question
        self.moment = moment or question.moment

    def holds(self, node: Node) -> bool:
        """Whether the rule holds; nothing in it is muted."""
        if not isinstance(node.what, Group):
            return node.what.holds(self)
        parts = (self.holds(child) for child in node.what.children)
        if node.what.kind == "all":
            return all(parts)
        return any(parts) is (node.what.kind == "any")

    def whole(self, root: Node) -> bool:
        """Whether a rule with muted parts holds."""
        kept = live(root)
        return kept is None or self.holds(kept)

    def value(self, trait: str) -> Values:
        """The trait's faces at the moment; an age grows with it."""
        if trait == "age" and self.moment is not self.question.moment:
            from app.query import trait_families

            born = self.person.traits["birth_date"]["plain"]
            return {"plain": None if born is None else trait_families.whole_years(born, self.moment.day)}
        return self.person.traits[trait]

    def clause_step(self, what: Condition) -> Step:
        """The step of a condition that has no smaller one than to become so, or no longer to be so."""
        from app.rules import condition

        said = condition(Node(what), self.question.names)
        return Step(said, becomes=not what.holds(self))

    # Days and moments.

    def day_of(self, at: int) -> str:
        """The local date of a moment, in words."""
        return phrases.day(Moment(at, self.moment.timezone).local().date())

    def start_of(self, day: int) -> int:
        """When a local day (since 1970-01-01) begins; now, where no calendar has it."""
        # Python's calendar has the years 1 to 9999: the days -719,162 to 2,932,896, of which a zone takes some at the
        # ends.
        if not -700_000 < day < 2_900_000:
            return self.moment.us
        return windows.day_start(date_of_days(day), self.moment.timezone)


def asked_of(check: Check, faces: Values, *, negated: bool, missing: bool) -> bool:
    """A check on a value that may be missing."""
    value = faces.get(check.face)
    return missing if value is None else check.holds(value) is not negated


def just_so_long_ago(at: int, length: windows.Duration, zone: ZoneInfo) -> Iterator[int]:
    """Moments at which something may be just so long ago, or be so no longer."""
    end = windows.moved(at, length, 1, zone)
    # An end may be open or closed: one of the two is behind it.
    yield from (end, end + 1)
    # Months end unevenly: the days after are tried too.
    yield from (end + more * windows.DAY for more in range(1, 4 if length.unit == "months" else 1))
