"""What deserves a look in a library of segments: those that hold the same people or none, and those that nobody minds.

Each finding says what was found and what to do about it. Figures are of one moment; what is stale is told by the real
time, for that is what people and timers go by.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from zoneinfo import ZoneInfo

from app import audience
from app.audience import inside, membership_record, segments, timers, where_used
from app.audience.inside import Inside
from app.audience.segments import Segment
from app.audience.where_used import Use
from app.conditions import rule_of
from app.domain import clock
from app.domain.clock import Moment
from app.domain.counts import people
from app.domain.names import fold
from app.domain.problems import RuleProblem
from app.domain.progress import SILENT, Progress
from app.domain.serialising import as_document
from app.project import Project
from app.query import Question
from app.rules import Node, normal, phrases

NEARLY: Final = 0.9
"""From this part of those in either on (Jaccard) two segments hold nearly the same people."""
MUCH: Final = 0.5
"""From this part on they overlap much."""
_DAY: Final = 86_400_000_000
_NEW: Final = 30 * _DAY
"""A segment is new for so long, and need not be used yet."""
_OLD: Final = 180 * _DAY
"""A segment that nobody edited for so long, and nothing uses, is forgotten."""
_LATE: Final = 2
"""A timer is overdue when so many of its periods have passed; that on new data a day after them."""
KINDS: Final = ("broken", "same-rule", "near-equal", "overlap", "empty", "stale", "never-used")
"""What a finding is of, the gravest first."""


@as_document("kind", "segments", "sentence", "remedy")
@dataclass(frozen=True, slots=True)
class Finding:
    """What was found of one segment or of two: its kind (of KINDS), a sentence, and what to do."""

    kind: str
    segments: tuple[str, ...]
    sentence: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Audit:
    """All that was found at a moment (ISO, local) in so many segments, the gravest first."""

    as_of: str
    segments: int
    findings: tuple[Finding, ...]


@dataclass(frozen=True)
class _Seen:
    """What all checks go by."""

    project: Project
    kept: Sequence[Segment]
    found: Inside
    rules: Mapping[int, Node]
    uses: Mapping[int, Sequence[Use]]
    now: int


def audit(project: Project, as_of: audience.AsOf = None, progress: Progress = SILENT, now: int | None = None) -> Audit:
    """Look through all segments; `now` is the real time in microseconds UTC."""
    with audience.asking(project, as_of, progress) as question:
        kept = segments.every(project)
        found = inside.find(question, kept, False, progress.part(0, 0.7))
        rules = _rules(kept, question)
        moment = question.moment.iso()
    uses = where_used.every(project)
    seen = _Seen(project, kept, found, rules, uses, clock.system_now() if now is None else now)
    progress.step(3, 4, "Comparing segments")
    all_of_it = [*_broken(seen), *_pairs(seen, progress), *_empty(seen), *_stale(seen), *_never_used(seen)]
    # The sorting keeps the project's order within a kind.
    return Audit(moment, len(kept), tuple(sorted(all_of_it, key=lambda one: KINDS.index(one.kind))))


def _rules(kept: Sequence[Segment], question: Question) -> dict[int, Node]:
    found = {}
    for one in kept:
        try:
            found[one.id] = normal(rule_of(one.id, question))
        except RuleProblem:
            # That is a finding of its own.
            continue
    return found


def _broken(seen: _Seen) -> Iterator[Finding]:
    for one in seen.kept:
        if (problem := seen.found.problems.get(one.id)) is not None:
            yield Finding("broken", (one.name,), f"“{one.name}” cannot be counted: {problem}", "Mend its rule.")


def _pairs(seen: _Seen, progress: Progress) -> Iterator[Finding]:
    """At most one finding of each two segments: the gravest."""
    asked = [one for one in seen.kept if one.id in seen.found.members]
    sizes = {one.id: inside.count(seen.found.members[one.id]) for one in asked}
    for at, one in enumerate(asked):
        progress.step(at, len(asked), "Comparing segments")
        for other in asked[at + 1 :]:
            if seen.rules.get(one.id) == seen.rules.get(other.id) and not one.static:
                said = f"“{one.name}” and “{other.name}” have the same conditions."
                yield Finding("same-rule", (one.name, other.name), said, "Keep one, and use it where the other is.")
                continue
            low, high = sorted((sizes[one.id], sizes[other.id]))
            # Two of such different sizes cannot share so much.
            if not low or low < high * MUCH:
                continue
            both = inside.count(seen.found.members[one.id] & seen.found.members[other.id])
            yield from _compared(one, other, both, low + high - both, seen)


def _compared(one: Segment, other: Segment, both: int, either: int, seen: _Seen) -> Iterator[Finding]:
    share, names = both / either, (one.name, other.name)
    if share >= NEARLY:
        alike = "hold exactly the same people" if share == 1 else f"hold nearly the same people: {share:.0%} of either"
        said = f"“{one.name}” and “{other.name}” {alike} ({people(both)} in both)."
        yield Finding("near-equal", names, said, "Keep one of them, or say in their notes why there are two.")
    # One that is made of the other overlaps it on purpose.
    elif share >= MUCH and not _related(one, other, seen):
        said = f"“{one.name}” and “{other.name}” share {people(both)}: {share:.0%} of those in either."
        yield Finding("overlap", names, said, "Leave one out where you write to the other.")


def _related(one: Segment, other: Segment, seen: _Seen) -> bool:
    """Whether one of two segments names the other in its rule."""
    users = {
        number: {fold(use.name) for use in seen.uses.get(number, ()) if use.kind == "segment"}
        for number in (one.id, other.id)
    }
    return fold(other.name) in users[one.id] or fold(one.name) in users[other.id]


def _empty(seen: _Seen) -> Iterator[Finding]:
    for one in seen.kept:
        members = seen.found.members.get(one.id)
        if members is not None and not inside.count(members):
            remedy = "Put somebody on its list, or delete it." if one.static else "Look at what keeps people out of it."
            yield Finding("empty", (one.name,), f"Nobody is in “{one.name}”.", remedy)


def _stale(seen: _Seen) -> Iterator[Finding]:
    with seen.project.read() as connection:
        made = membership_record.latest_made(connection)
    data, zone = timers.newest_data(seen.project), seen.project.timezone
    for one in seen.kept:
        last, since = made.get(one.id), made.get(one.id) or one.created_at
        late = data is not None and seen.now - data > _DAY
        # Until it is refreshed for the first time, its timer runs from when it was made.
        overdue = timers.is_due(one, last if one.timer == "new-data" else since, data, seen.now, _LATE)
        if overdue and (late or one.timer != "new-data"):
            when = f"was refreshed on {_day(last, zone)} last" if last else "was never refreshed"
            said = f"“{one.name}” {when}, though its timer says {_TIMER[one.timer]}."
            yield Finding("stale", (one.name,), said, "Refresh it, or set its timer to never.")
        elif seen.now - one.changed_at > _OLD and not seen.uses.get(one.id):
            said = f"“{one.name}” was edited on {_day(one.changed_at, zone)} last, and nothing uses it."
            yield Finding("stale", (one.name,), said, "Delete it.")


def _day(at: int, zone: ZoneInfo) -> str:
    return phrases.day(Moment(at, zone).local().date())


_TIMER: Final = {"hourly": "every hour", "daily": "every day", "weekly": "every week", "new-data": "on new data"}


def _never_used(seen: _Seen) -> Iterator[Finding]:
    for one in seen.kept:
        # One that nobody edited for long is told as stale.
        if not seen.uses.get(one.id) and seen.now - one.created_at > _NEW and seen.now - one.changed_at <= _OLD:
            said = f"“{one.name}” is used by no campaign, template or segment."
            yield Finding("never-used", (one.name,), said, "Use it, or delete it.")
