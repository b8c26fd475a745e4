"""The different emails that a template comes to: everyone rendered, and counted by the way that their rendering went.

Two people get the same email, for this, if every condition went the same way for them, and each loop had something
or nothing; their names and numbers may differ.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from app.domain.clock import Moment
from app.domain.garbage import uncollected
from app.domain.progress import SILENT, Progress
from app.domain.serialising import as_document
from app.mailing.branch_marks import Way, marked, ways
from app.mailing.odd_recipients import NAMES, WorstCases
from app.mailing.render import keys_of, people, sender_of
from app.project import Project
from app.template import PARTS, Prepared, Template, filled, prepare, stoppable, system_fields

MOST_KINDS = 10_000
"""Kinds of email that are told apart; a template of fourteen independent conditions can have more."""
_OFTEN = 500
"""People between two reports of progress."""


@dataclass(frozen=True, slots=True)
class Turn:
    """Where a rendering went at one place that does not go the same way for all: the part, the line, and which way."""

    where: str
    line: int
    way: str


@dataclass(frozen=True, slots=True)
class Email:
    """One of the different emails: how many get it, one of them by key, and where it parts from the others.

    `stand_ins` of them see words that stand in for a value they lack.
    """

    recipients: int
    stand_ins: int
    example: str
    turns: tuple[Turn, ...]


@dataclass(frozen=True, slots=True)
class Odd:
    """A recipient to look at, and why."""

    key: str
    why: str


@as_document("recipients", "kinds", "emails", "others", "unreached", "worst")
@dataclass(frozen=True, slots=True)
class Census:
    """The different emails of a template, the commonest first.

    `kinds` is how many there are; `others` how many people get one of those beyond the 10,000 that are told apart
    (then `kinds` is that number), `unreached` the ways that nobody's rendering went, `worst` whom to look at first.
    """

    recipients: int
    emails: tuple[Email, ...]
    others: int
    unreached: tuple[Turn, ...]
    worst: tuple[Odd, ...]

    @property
    def kinds(self) -> int:
        """How many different emails there are."""
        return len(self.emails)


@dataclass(slots=True)
class _Tally:
    example: str
    recipients: int = 0
    stand_ins: int = 0


@dataclass
class _Counting:
    """Fed one recipient after another."""

    prepared: Prepared
    parts: Sequence[str]
    tallies: dict[frozenset[str], _Tally] = field(default_factory=dict)
    reached: set[str] = field(default_factory=set)
    recipients: int = 0
    others: int = 0
    worst: WorstCases = field(default_factory=WorstCases)

    def see(self, number: int, key: str, context: dict[str, Any]) -> None:
        """Render one recipient and count their email."""
        made = self.prepared.render(context)
        self.recipients += 1
        self.worst.see(number, context, made)
        runs = [made.runs[part] for part in self.parts]
        went = frozenset(mark for run in runs for mark, _ in run.marks)
        self.reached |= went
        tally = self.tallies.get(went)
        if tally is None:
            if len(self.tallies) >= MOST_KINDS:
                self.others += 1
                return
            tally = self.tallies[went] = _Tally(key)
        tally.recipients += 1
        tally.stand_ins += any(run.fallbacks for run in runs)


@uncollected()
def census(
    project: Project,
    template: Template,
    ids: Sequence[int],
    progress: Progress = SILENT,
    as_of: "str | Moment | None" = None,
) -> Census:
    """Count the different emails that these people get; raises TemplateProblem, Cancelled."""
    with stoppable(progress):
        prepared = prepare(template)
        counting = _Counting(marked(prepared), PARTS if template.text is not None else PARTS[:3])
    system = system_fields(sender_of(project))
    for batch in people(project, prepared, ids, as_of, SILENT, NAMES):
        for at, (number, key, context) in enumerate(batch):
            if at % _OFTEN == 0:
                progress.step(counting.recipients, len(ids), "Counting the different emails")
            counting.see(number, key, filled(context, system))
    progress.step(len(ids), len(ids), "Counting the different emails")
    return _told(project, prepared, counting)


def _told(project: Project, prepared: Prepared, counting: _Counting) -> Census:
    every = ways(prepared, counting.parts)
    tallies = sorted(counting.tallies.items(), key=lambda one: (-one[1].recipients, one[1].example))
    apart = _parting(every, [went for went, _ in tallies])
    emails = [Email(one.recipients, one.stand_ins, one.example, _turns(apart, went)) for went, one in tallies]
    unreached = tuple(_turn(way) for way in every if counting.recipients and way.key not in counting.reached)
    odd = counting.worst.found()
    keys = keys_of(project, [one.profile for one in odd])
    worst = tuple(Odd(keys[one.profile], one.why) for one in odd)
    return Census(counting.recipients, tuple(emails), counting.others, unreached, worst)


def _parting(every: list[Way], kinds: list[frozenset[str]]) -> list[Way]:
    """The ways by which some of the emails differ from others."""
    return [way for way in every if len({way.key in went for went in kinds}) > 1]


def _turns(apart: list[Way], went: frozenset[str]) -> tuple[Turn, ...]:
    return tuple(_turn(way) for way in apart if way.key in went)


def _turn(way: Way) -> Turn:
    return Turn(way.part, way.line, way.words)
