"""Who is in which of many segments, found in one pass: each condition is asked once, however many rules have it.

What the engine says of a condition is kept as a bit a person; rules are put together out of these.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np

from app.conditions import Reading, gathered, reading, rule_of
from app.domain.problems import RuleProblem
from app.domain.progress import SILENT, Progress
from app.rules import Condition, Group, KnownSegment, Node, leaves, live

if TYPE_CHECKING:
    import ibis.expr.types as ir

    from app.query import Question

Bits = np.ndarray[Any, np.dtype[np.uint8]]
"""A bit for each person, packed by eight, in the order of their numbers."""
Ids = np.ndarray[Any, np.dtype[np.int64]]

_AT_ONCE = 12
"""Conditions in one statement: an engine plans few at a time quicker, and between two the work can be stopped."""
_GATHERED_AT_ONCE = 50
"""Conditions on the same rows that are gathered side by side."""


@dataclass(frozen=True)
class Inside:
    """The members of segments at a moment.

    `people` are the numbers of all profiles, ascending; `members` has each segment's, by its number; `mailable` are
    those who can be emailed by everything recorded; `problems` are of the segments that could not be asked.
    """

    people: Ids
    members: dict[int, Bits]
    mailable: Bits
    problems: dict[int, RuleProblem]

    def bits(self, numbers: Ids) -> Bits:
        """People by their numbers, as bits; who is not there any more is left out."""
        chosen = np.zeros(len(self.people), dtype=bool)
        places = self.places(numbers)
        chosen[places[places >= 0]] = True
        return np.packbits(chosen)

    def places(self, numbers: Ids) -> Ids:
        """Where people stand in `people`, by their numbers; -1 for who is not there any more."""
        return _places(self.people, numbers)

    def numbers(self, bits: Bits) -> Ids:
        """The numbers of people whose bits are set, ascending."""
        found: Ids = self.people[self.chosen(bits)]
        return found

    def chosen(self, bits: Bits) -> "np.ndarray[Any, np.dtype[np.bool_]]":
        """The bits one by one, shape (people,)."""
        return np.unpackbits(bits, count=len(self.people)).view(bool)


def _places(people: Ids, numbers: Ids) -> Ids:
    if not len(people):
        return np.full(len(numbers), -1, dtype=np.int64)
    at = np.minimum(np.searchsorted(people, numbers), len(people) - 1)
    return np.where(people[at] == numbers, at, -1)


def count(bits: Bits) -> int:
    """How many bits are set."""
    return int(np.bitwise_count(bits).sum())


def find(
    question: "Question", segments: Iterable[KnownSegment], unknown_is_consent: bool, progress: Progress = SILENT
) -> Inside:
    """Who is in each of these segments at the question's moment."""
    rules: dict[int, Node | None] = {}
    problems: dict[int, RuleProblem] = {}
    asked: dict[Condition, Reading | ir.BooleanValue] = {}
    for one in segments:
        try:
            root = live(rule_of(one.id, question))
            asked |= _said(root, question)
        except RuleProblem as problem:
            problems[one.id] = problem
        else:
            rules[one.id] = root
    people, mailable = everybody(question, unknown_is_consent)
    known = _ask(question, people, asked, progress)
    everyone = np.packbits(np.ones(len(people), dtype=bool))
    members = {number: _combined(root, known, everyone) for number, root in rules.items()}
    return Inside(people, members, mailable, problems)


def _said(root: Node | None, question: "Question") -> "dict[Condition, Reading | ir.BooleanValue]":
    """The conditions of a rule as what they read, or as expressions; raises RuleProblem where one cannot be asked."""
    from app.query import predicate

    parts = [node.what for node in (leaves(root) if root is not None else ())]
    conditions = [what for what in parts if isinstance(what, Condition)]
    return {what: reading(what, question) or predicate(Node(what), question) for what in conditions}


def everybody(question: "Question", unknown_is_consent: bool) -> tuple[Ids, Bits]:
    """The numbers of all people, ascending, and who of them can be emailed."""
    from app.query import answers

    can = answers.can_be_emailed(question, unknown_is_consent)
    rows = question.mirror.to_pyarrow(question.people.select("id", can=can))
    numbers = np.asarray(rows.column("id"), dtype=np.int64)
    order = np.argsort(numbers, kind="stable")
    return numbers[order], np.packbits(_flags(rows.column("can"))[order])


def _ask(
    question: "Question", people: Ids, asked: "Mapping[Condition, Reading | ir.BooleanValue]", progress: Progress
) -> dict[Condition, Bits]:
    """For whom each of the conditions holds."""
    found: dict[Condition, Bits] = {}
    for some in _statements(question, asked):
        progress.step(len(found), len(asked), "Finding who is in each segment")
        found |= some(people)
    progress.step(1, 1, "Finding who is in each segment")
    return found


def _statements(
    question: "Question", asked: "Mapping[Condition, Reading | ir.BooleanValue]"
) -> "Iterator[Callable[[Ids], dict[Condition, Bits]]]":
    """What is asked in one statement: conditions that read the same, and some of the others together."""
    from app.query import predicate

    alone: dict[Condition, ir.BooleanValue] = {}
    families: dict[Hashable, dict[Condition, Reading]] = {}
    for what, said in asked.items():
        if isinstance(said, Reading):
            families.setdefault(said.key, {})[what] = said
        else:
            alone[what] = said
    for family in families.values():
        if len(family) == 1:
            # There is a quicker way for one than to make everybody's value.
            alone |= {what: predicate(Node(what), question) for what in family}
            continue
        for some in _some(family, _GATHERED_AT_ONCE):
            yield partial(_together, question, {what: family[what] for what in some})
    # What asks about the same events or fields stands in one statement, where that is read once.
    for some in _some(alone, _AT_ONCE):
        yield partial(_by_themselves, question, {what: alone[what] for what in some})


def _some(conditions: Iterable[Condition], at_once: int) -> Iterator[list[Condition]]:
    """So many at once, in an order in which those that are alike stand together."""
    order = sorted(conditions, key=repr)
    return (order[start : start + at_once] for start in range(0, len(order), at_once))


def _by_themselves(
    question: "Question", said: "Mapping[Condition, ir.BooleanValue]", people: Ids
) -> dict[Condition, Bits]:
    """For whom conditions hold that are expressions of their own."""
    columns = {f"c{number}": one.fill_null(False) for number, one in enumerate(said.values())}
    rows = question.mirror.to_pyarrow(question.people.select("id", **columns))
    numbers = np.asarray(rows.column("id"), dtype=np.int64)
    # An engine gives rows in whatever order it likes.
    places = None if np.array_equal(numbers, people) else np.argsort(numbers, kind="stable")
    flags = [_flags(rows.column(name)) for name in columns]
    return {what: np.packbits(one if places is None else one[places]) for what, one in zip(said, flags, strict=True)}


def _together(question: "Question", readings: Mapping[Condition, Reading], people: Ids) -> dict[Condition, Bits]:
    """For whom conditions hold that are gathered in one reading of the same rows."""
    rows = question.mirror.to_pyarrow(gathered(list(readings.values()), question))
    places = _places(people, np.asarray(rows.column("profile_id"), dtype=np.int64))
    found: dict[Condition, Bits] = {}
    for number, (what, read) in enumerate(readings.items()):
        holds = np.full(len(people), read.others)
        holds[places[_flags(rows.column(f"c{number}")) & (places >= 0)]] = not read.others
        found[what] = np.packbits(holds)
    return found


def _flags(column: Any) -> "np.ndarray[Any, np.dtype[np.bool_]]":
    """A column of yes and no, where nothing is no."""
    return np.asarray(column.fill_null(False).to_numpy(), dtype=bool)


def _combined(node: Node | None, known: Mapping[Condition, Bits], everyone: Bits) -> Bits:
    """A rule without muted parts out of what is known of its conditions; None is everyone."""
    if node is None:
        return everyone
    if not isinstance(node.what, Group):
        return known[node.what]
    parts = [_combined(child, known, everyone) for child in node.what.children]
    if node.what.kind == "all":
        return _reduced(np.bitwise_and, parts, everyone)
    some = _reduced(np.bitwise_or, parts, np.zeros_like(everyone))
    return some if node.what.kind == "any" else everyone & ~some


def _reduced(by: Callable[[Bits, Bits], Bits], parts: Sequence[Bits], nothing: Bits) -> Bits:
    for part in parts:
        nothing = by(nothing, part)
    return nothing
