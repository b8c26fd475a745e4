"""For somebody outside: the fewest conditions that would have to change, and when time alone brings them in."""

import math
from dataclasses import dataclass
from decimal import Decimal
from zoneinfo import ZoneInfo

from app.audience.condition_reasons import measured_text
from app.audience.judge import Evaluation
from app.audience.person import Event
from app.domain.clock import Moment
from app.domain.names import date_of_days
from app.rules import (
    Between,
    ConsentTest,
    Duration,
    EventTest,
    FirstTime,
    Group,
    Last,
    Leaf,
    Limits,
    Measured,
    Node,
    SampleTest,
    SegmentTest,
    SuppressedTest,
    TagTest,
    TraitTest,
    Trend,
    condition,
    leaves,
    limits,
    phrases,
    trait_phrases,
    windows,
)

_MOST_MOMENTS = 1500


@dataclass(frozen=True, slots=True)
class Change:
    """One condition that would have to change, and the smallest step that changes it."""

    path: str
    sentence: str
    step: str


@dataclass(frozen=True, slots=True)
class Nearest:
    """The fewest changes, and the local time (ISO) at which time alone makes the rule hold, if it does."""

    changes: tuple[Change, ...]
    date: str | None


def nearest(root: Node, asked: Evaluation) -> Nearest:
    """What would bring the person in; the rule does not hold, and nothing in it is muted."""
    flips = _flips(root, True, asked)
    changes = []
    for node in flips or []:
        what = node.what
        assert not isinstance(what, Group)
        changes.append(Change(node.path, condition(node, asked.question.names), step(what, asked)))
    return Nearest(tuple(changes), _by_time(root, asked))


def _flips(node: Node, wanted: bool, asked: Evaluation) -> list[Node] | None:
    """The fewest leaves to turn so that the rule becomes as wanted, first in the rule; None where nothing does."""
    if asked.holds(node) is wanted:
        return []
    if not isinstance(node.what, Group):
        return [node]
    # `none` is `any` turned around; making `any` false is, like making `all` true, to turn every child.
    each = wanted if node.what.kind != "none" else not wanted
    every = (node.what.kind == "all") is each
    found = [_flips(child, each, asked) for child in node.what.children]
    if every:
        return None if any(one is None for one in found) else _distinct([leaf for one in found for leaf in one or []])
    possible = [one for one in found if one is not None]
    return min(possible, key=len, default=None)


def _distinct(nodes: list[Node]) -> list[Node]:
    """The same condition written twice is one change."""
    return list({node.what: node for node in reversed(nodes)}.values())[::-1]


# The smallest step.


def step(what: Leaf, asked: Evaluation) -> str:
    """The smallest change that turns the condition around, as "one more order"."""
    holds = asked.leaf(what)
    if isinstance(what, EventTest):
        return _event_step(what, asked, holds)
    if isinstance(what, TraitTest):
        return _trait_step(what, asked, holds)
    if isinstance(what, ConsentTest):
        return f"consent to {what.channel} becomes {'anything but ' if holds else ''}{what.state}"
    if isinstance(what, SuppressedTest):
        return "be suppressed" if holds is not what.suppressed else "come off the suppression list"
    if isinstance(what, TagTest):
        return f"{'lose' if holds else 'get'} the tag {phrases.quoted(what.tag)}"
    if isinstance(what, SegmentTest):
        name = phrases.quoted(asked.question.names.segment(what.segment, "").name)
        return f"{'leave' if holds else 'enter'} the segment {name}"
    if isinstance(what, SampleTest):
        return "another seed draws other people"
    return "move away" if holds else "move nearer"


def _trait_step(what: TraitTest, asked: Evaluation, holds: bool) -> str:
    called = trait_phrases.noun(what.trait, asked.question.names)
    value = asked.value(what.trait)["plain"]
    if what.type in ("number", "amount") and value is not None and what.lasting is None and not what.was:
        if what.trait == "orders":
            return _more(_missing(what.op, what.value, value, holds), phrases.EVENTS["placed_order"])
        gap = _gap(value / (10_000 if what.type == "amount" else 1), limits(what.op, what.value), holds)
        if gap:
            return f"the {called.text} {'up' if gap > 0 else 'down'} by {phrases.number(_decimal(abs(gap)))}"
    clause = condition(Node(what), asked.question.names)
    return f"no longer: {clause}" if holds else f"become: {clause}"


def _gap(value: float, within: Limits, holds: bool) -> float:
    """How far a number is from the range, signed; nought where it is inside or the range only has to be left."""
    if holds:
        return 0
    if within.low is not None and value <= within.low:
        return float(within.low) - value
    return float(within.high) - value if within.high is not None and value >= within.high else 0


def _decimal(value: float) -> Decimal:
    return Decimal(f"{value:.4f}").normalize() + Decimal(0)


def _more(n: int, said: phrases.EventWords) -> str:
    if n > 0:
        return f"one more {said.one}" if n == 1 else f"{n:,} more {said.many}"
    return f"one {said.one} fewer" if n == -1 else f"{-n:,} {said.many} fewer"


def _event_step(what: EventTest, asked: Evaluation, holds: bool) -> str:
    said = phrases.event_words(what.deed.names, asked.question.names)
    events = asked.meant(what.deed, asked.span(what))
    question, window = what.question, phrases.window(what.within)
    if isinstance(question, Measured) and question.measure == "count":
        return _more(_missing(question.op, question.value, len(events), holds), said) + window
    if isinstance(question, Measured):
        value = measured_text(question, events, asked)
        now = f"; now it is {value}" if value is not None else ""
        clause = condition(Node(what), asked.question.names)
        return (f"no longer: {clause}" if holds else f"become: {clause}") + now
    if isinstance(question, FirstTime):
        return f"{'no' if holds else 'a'} first {said.one}{window}"
    rising = not isinstance(question, Trend) or question.direction == "rising"
    return f"{'more' if rising is not holds else 'fewer'} {said.many}{window}"


def _missing(op: str, value: object, n: int, holds: bool) -> int:
    """By how many a count has to change, down where negative, for the condition to turn around."""
    candidates = sorted(range(-n, 1_001), key=lambda by: (abs(by), -by))
    within = limits(op, value)
    for by in candidates:
        inside = _inside(n + by, within) is not (op == "!=")
        if inside is not holds:
            return by
    low = within.low if within.low is not None else 0
    return math.floor(low) + int(within.open_low or low % 1 > 0) - n


def _inside(n: int, within: Limits) -> bool:
    above = within.low is None or (n > within.low if within.open_low else n >= within.low)
    return above and (within.high is None or (n < within.high if within.open_high else n <= within.high))


# Time alone.


def _by_time(root: Node, asked: Evaluation) -> str | None:
    """The first of the moments at which anything turns by itself when the whole rule holds."""
    now, zone = asked.moment, asked.moment.timezone
    turning = sorted({at for at in _turns(root, asked, frozenset()) if now.us < at < now.us + 60 * 366 * windows.DAY})
    for at in turning[:_MOST_MOMENTS]:
        moment = Moment(at, zone)
        if Evaluation(asked.person, asked.question, moment).holds(root):
            return moment.iso()
    return None


def _turns(root: Node, asked: Evaluation, seen: frozenset[int]) -> set[int]:
    """Moments at which some condition may turn because time passes."""
    found: set[int] = set()
    for node in leaves(root):
        what = node.what
        if isinstance(what, EventTest):
            found |= _event_turns(what, asked)
        elif isinstance(what, TraitTest):
            found |= _trait_turns(what, asked)
        elif isinstance(what, SegmentTest) and what.segment not in seen:
            found |= _turns(asked.question.rule_of(what.segment), asked, seen | {what.segment})
    return found


def _event_turns(what: EventTest, asked: Evaluation) -> set[int]:
    zone = asked.moment.timezone
    deeds = [what.deed, *([what.question.than] if hasattr(what.question, "than") else [])]
    events = [event for deed in deeds for event in asked.meant(deed)]
    if any(line.property == "time" for deed in deeds for line in deed.where):
        events = asked.person.events
    lengths: list[Duration] = []
    if isinstance(what.within, Last):
        lengths = [what.within.length, Duration(what.within.length.unit, 2 * what.within.length.n)]
    elif isinstance(what.within, Between):
        lengths = [what.within.far, what.within.near]
    found = {at for event in events for length in lengths for at in _after(event["at"], length, zone)}
    if isinstance(what.question, Measured) and what.question.measure.startswith("days_since"):
        found |= _days_since_turns(what.question, events, asked)
    return found


def _days_since_turns(question: Measured, events: list[Event], asked: Evaluation) -> set[int]:
    within = limits(question.op, question.value)
    ends = [int(end) for end in (within.low, within.high) if end is not None]
    days = {event["day"] + end + more for event in events for end in ends for more in (0, 1)}
    return {_start(day, asked) for day in days}


def _trait_turns(what: TraitTest, asked: Evaluation) -> set[int]:
    zone, today = asked.moment.timezone, asked.moment.day
    faces = asked.person.traits[what.trait]
    value = faces["plain"]
    found: set[int] = set()
    if what.lasting is not None:
        steps = [at for at, _ in asked.person.courses.get(what.trait, [])] or [asked.person.since or 0]
        found |= {at for start in steps for at in _after(start, what.lasting, zone)}
    if what.op == "anniversary_in_next":
        return found | {_start(today + day, asked) for day in range(1, 367)}
    if what.trait == "age":
        return found | _birthdays(asked)
    if value is None or not isinstance(what.value, Duration):
        return found
    if what.type == "datetime":
        back = [windows.moved(value, what.value, -1, zone) + more * windows.DAY for more in range(4)]
        return found | {value, value + 1, *_after(value, what.value, zone), *back}
    ends = [value, windows.day_moved(value, what.value, 1), windows.day_moved(value, what.value, -1)]
    return found | {_start(end + more, asked) for end in ends for more in range(-1, 5)}


def _birthdays(asked: Evaluation) -> set[int]:
    born = asked.person.traits["birth_date"]["plain"]
    if born is None:
        return set()
    return {_start(windows.day_moved(born, Duration("months", 12 * years), 1), asked) for years in range(1, 140)}


def _after(at: int, length: Duration, zone: ZoneInfo) -> set[int]:
    """When something is just so long ago; months end unevenly, so the days after them are tried too."""
    end = windows.moved(at, length, 1, zone)
    return {end, end + 1, *(end + more * windows.DAY for more in range(1, 4 if length.unit == "months" else 1))}


def _start(day: int, asked: Evaluation) -> int:
    if not -700_000 < day < 2_900_000:
        return asked.moment.us
    return windows.day_start(date_of_days(day), asked.moment.timezone)
