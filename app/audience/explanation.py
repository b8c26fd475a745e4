"""Why one person is in or out of a segment."""

from dataclasses import dataclass

from app.audience import nearest_change as turning
from app.audience.nearest_change import Nearest
from app.conditions import Evaluation, all_leaves, load
from app.query import Question
from app.query import compile as compiling
from app.rules import Group, Node, condition, leaves, live


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition: its place, what it says, whether it holds for the person, and because of what."""

    path: str
    sentence: str
    holds: bool
    because: str

    @property
    def turned(self) -> bool:
        """Whether it stands inside “none of these”, so that it helps by not holding."""
        return _is_turned(self.path)

    @property
    def as_wanted(self) -> bool:
        """Whether it is as the rule wants it: it holds, or it does not where it must not."""
        return self.holds != self.turned

    @property
    def wanted(self) -> str:
        """What the rule wants of it, in words."""
        return f"Not: {self.sentence}" if self.turned else self.sentence


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the rule as a tree: a group (`all`, `any` or `none`) with its parts, or a condition, whose `kind` is
    empty and whose place in `conditions` has the rest of it."""

    path: str
    kind: str
    holds: bool
    parts: tuple["Part", ...] = ()

    @property
    def as_wanted(self) -> bool:
        """Whether it is as the rule wants it; see Condition."""
        return self.holds != _is_turned(self.path)


def _is_turned(path: str) -> bool:
    # A “none” inside another turns it back.
    return path.count("none[") % 2 == 1


@dataclass(frozen=True, slots=True)
class Explanation:
    """Whether somebody is a member, each condition that is not muted, and, for one outside, what would change it.

    `tree` is the rule with its groups, None where nothing of it is left; its root holds just for members.
    """

    member: bool
    conditions: tuple[Condition, ...]
    nearest: Nearest | None
    tree: Part | None = None


def explain(root: Node, profile: int, question: Question) -> Explanation:
    """The explanation for the profile of that number; it always agrees with the members that are counted."""
    kept = live(root)
    if kept is None:
        # All of it is muted, and a rule that is absent holds for everyone.
        return Explanation(True, (), None)
    # The expression is made but not asked: what it refuses (a segment defined by itself) is refused here too.
    compiling.predicate(kept, question)
    # What the rules of named segments ask is loaded too: they are judged by their own conditions.
    person = load(profile, all_leaves(kept, question), question)
    asked = Evaluation(person, question)
    conditions = tuple(_condition(node, asked) for node in leaves(kept))
    member = asked.holds(kept)
    return Explanation(member, conditions, None if member else turning.nearest(kept, asked), _part(kept, asked))


def _part(node: Node, asked: Evaluation) -> Part:
    if not isinstance(node.what, Group):
        return Part(node.path, "", node.what.holds(asked))
    parts = tuple(_part(child, asked) for child in node.what.children)
    return Part(node.path, node.what.kind, asked.holds(node), parts)


def _condition(node: Node, asked: Evaluation) -> Condition:
    assert not isinstance(node.what, Group)
    said = condition(node, asked.question.names)
    return Condition(node.path, said, node.what.holds(asked), node.what.because(asked))
