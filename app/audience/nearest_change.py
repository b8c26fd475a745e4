"""For somebody outside: the fewest conditions that would have to change, and when time alone brings them in."""

from dataclasses import dataclass

from app.conditions import Evaluation
from app.domain.clock import Moment
from app.rules import Group, Node, Step, condition, leaves, windows

# Each event may give several moments, and each moment costs one judging of the whole rule; no date is told beyond.
_MOST_MOMENTS = 1500


@dataclass(frozen=True, slots=True)
class Change:
    """One condition that would have to change, and the smallest step that changes it."""

    path: str
    sentence: str
    step: Step


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
        changes.append(Change(node.path, condition(node, asked.question.names), what.step(asked)))
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
    # A group without children has nothing that could be turned.
    possible = [one for one in found if one is not None]
    return min(possible, key=len, default=None)


def _distinct(nodes: list[Node]) -> list[Node]:
    """The same condition written twice is one change."""
    # From behind, so that of equal conditions the first place is the one that is named.
    return list({node.what: node for node in reversed(nodes)}.values())[::-1]


# Time alone.


def _by_time(root: Node, asked: Evaluation) -> str | None:
    """The first of the moments at which anything turns by itself when the whole rule holds."""
    now, zone = asked.moment, asked.moment.timezone
    # Nothing turns between two of these moments, so the first at which the rule holds is the first of all.
    turning = sorted({at for at in _turns(root, asked) if now.us < at < now.us + 60 * 366 * windows.DAY})
    for at in turning[:_MOST_MOMENTS]:
        moment = Moment(at, zone)
        if Evaluation(asked.person, asked.question, moment).holds(root):
            return moment.iso()
    return None


def _turns(root: Node, asked: Evaluation) -> set[int]:
    """Moments at which some condition may turn because time passes."""
    return {at for node in leaves(root) if not isinstance(node.what, Group) for at in node.what.turns(asked)}
