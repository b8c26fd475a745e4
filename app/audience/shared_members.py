"""How many of those for whom a rule holds are in each of the kept segments, from one pass over them."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from app import audience
from app.conditions import parse, rule_of
from app.domain.names import fold
from app.domain.problems import RuleProblem
from app.domain.progress import SILENT, Progress
from app.query import answers
from app.query import compile as compiling
from app.rules import Group, Node

if TYPE_CHECKING:
    from app.project import Project

MOST = 60
"""So many segments are looked at, in the project's order."""


@dataclass(frozen=True, slots=True)
class Shared:
    """A kept segment, how many people it holds, and how many of these the rule holds for too."""

    name: str
    people: int
    both: int


def find(
    project: "Project", rule: Any, leave_out: str = "", as_of: audience.AsOf = None, progress: Progress = SILENT
) -> tuple[Shared, ...]:
    """The segments that share people with the rule, the most of them first; but for the one called `leave_out`.

    A segment whose own rule cannot be asked is left out; raises RuleProblem for a rule that is wrong.
    """
    with audience.asking(project, as_of, progress) as question:
        root = audience.parse(rule, question.names).root
        # What it refuses is refused before the segments are asked.
        compiling.matching(root, question)
        names, nodes = [], []
        for one in list(question.names.segments.values())[:MOST]:
            try:
                node = parse({"segment": one.id}, question.names).root
                rule_of(one.id, question)
                compiling.matching(node, question)
            except RuleProblem:
                continue
            if fold(one.name) != fold(leave_out):
                names.append(one.name)
                nodes += [node, Node(Group("all", (Node(root.what, root.muted), node)))]
        progress.step(1, 2, "Looking at the other segments")
        counts = answers.counts(nodes, question)
    found = (Shared(name, *counts[2 * at : 2 * at + 2]) for at, name in enumerate(names))
    # The sorting keeps the project's order among equals.
    return tuple(sorted((one for one in found if one.both), key=lambda one: -one.both))
