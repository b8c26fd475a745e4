"""Who is in which of many segments, found in one pass: each condition is asked once, however many rules have it.

What the engine says of a condition is kept as a bit a person; rules are put together out of these.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from app.conditions import rule_of
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
        if not len(self.people):
            return np.full(len(numbers), -1, dtype=np.int64)
        at = np.minimum(np.searchsorted(self.people, numbers), len(self.people) - 1)
        return np.where(self.people[at] == numbers, at, -1)

    def numbers(self, bits: Bits) -> Ids:
        """The numbers of people whose bits are set, ascending."""
        found: Ids = self.people[self.chosen(bits)]
        return found

    def chosen(self, bits: Bits) -> "np.ndarray[Any, np.dtype[np.bool_]]":
        """The bits one by one, shape (people,)."""
        return np.unpackbits(bits, count=len(self.people)).view(bool)


def count(bits: Bits) -> int:
    """How many bits are set."""
    return int(np.bitwise_count(bits).sum())


def find(
    question: "Question", segments: Iterable[KnownSegment], unknown_is_consent: bool, progress: Progress = SILENT
) -> Inside:
    """Who is in each of these segments at the question's moment."""
    rules: dict[int, Node | None] = {}
    problems: dict[int, RuleProblem] = {}
    asked: dict[Condition, ir.BooleanValue] = {}
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


def _said(root: Node | None, question: "Question") -> "dict[Condition, ir.BooleanValue]":
    """The conditions of a rule as expressions; raises RuleProblem where one cannot be asked."""
    from app.query import predicate

    parts = [node.what for node in (leaves(root) if root is not None else ())]
    return {what: predicate(Node(what), question) for what in parts if isinstance(what, Condition)}


def everybody(question: "Question", unknown_is_consent: bool) -> tuple[Ids, Bits]:
    """The numbers of all people, ascending, and who of them can be emailed."""
    from app.query import answers

    can = answers.can_be_emailed(question, unknown_is_consent)
    rows = question.mirror.to_pyarrow(question.people.select("id", can=can))
    numbers = np.asarray(rows.column("id"), dtype=np.int64)
    order = np.argsort(numbers, kind="stable")
    return numbers[order], np.packbits(_flags(rows.column("can"))[order])


def _ask(
    question: "Question", people: Ids, asked: "Mapping[Condition, ir.BooleanValue]", progress: Progress
) -> dict[Condition, Bits]:
    """For whom each of the conditions holds."""
    found: dict[Condition, Bits] = {}
    # What asks about the same events or fields is asked in one statement, where that is read once.
    order = sorted(asked, key=repr)
    for start in range(0, len(order), _AT_ONCE):
        progress.step(start, len(order), "Finding who is in each segment")
        some = order[start : start + _AT_ONCE]
        columns = {f"c{number}": asked[what].fill_null(False) for number, what in enumerate(some)}
        rows = question.mirror.to_pyarrow(question.people.select("id", **columns))
        numbers = np.asarray(rows.column("id"), dtype=np.int64)
        # An engine gives rows in whatever order it likes.
        places = None if np.array_equal(numbers, people) else np.argsort(numbers, kind="stable")
        for number, what in enumerate(some):
            flags = _flags(rows.column(f"c{number}"))
            found[what] = np.packbits(flags if places is None else flags[places])
    progress.step(1, 1, "Finding who is in each segment")
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
