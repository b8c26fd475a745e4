"""The figures that stand beside a rule's rows: alone, what each takes away, and the funnel, from one pass."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from app import audience
from app.domain.progress import SILENT, Progress
from app.query import answers
from app.rules import Condition, Group, Node, english, live

if TYPE_CHECKING:
    from app.project import Project
    from app.query import Question

_MOST = 24
"""Of so many rows and groups it is told what each takes away; of more, of the outermost ones alone."""


@dataclass(frozen=True, slots=True)
class Rung:
    """One step of the funnel: a condition, by its path and in words, and for how many the rule holds up to it."""

    path: str
    sentence: str
    people: int


@dataclass(frozen=True, slots=True)
class Figures:
    """By path for how many people each row and group holds alone (`rows`), and how many more the whole rule would hold
    for without it (`takes`, negative where it adds people); and the rule condition by condition."""

    rows: dict[str, int]
    takes: dict[str, int] = field(default_factory=dict)
    funnel: tuple[Rung, ...] = ()

    @property
    def keeps_out(self) -> str | None:
        """The path of that of several outermost conditions that takes most people away; of equal ones the first."""
        if len(self.funnel) < 2:
            return None
        outermost = {rung.path: self.takes.get(rung.path, 0) for rung in self.funnel}
        path = max(outermost, key=lambda one: outermost[one], default="")
        return path if outermost.get(path, 0) > 0 else None


@dataclass(frozen=True, slots=True)
class RowFigure:
    """A row or group of a rule: its path, itself in words, for how many it holds alone, and how many more the whole
    rule would hold for without it (negative where it adds people; None where that was not asked)."""

    path: str
    sentence: str
    alone: int
    takes: int | None


@dataclass(frozen=True, slots=True)
class Funnel:
    """From everyone to an email: how many there are, each step of the rule, how many match and can be emailed; and
    the figures of each row, those that keep most people out first."""

    of: int
    steps: tuple[Rung, ...]
    matched: int
    mailable: int
    rows: tuple[RowFigure, ...]


def funnel(project: "Project", rule: Any, as_of: audience.AsOf = None, progress: Progress = SILENT) -> Funnel:
    """Which conditions of a rule keep most people out; raises RuleProblem."""
    with audience.asking(project, as_of, progress) as question:
        root = audience.parse(rule, question.names).root
        reach = answers.reach(root, question, project.setting("unknown_is_consent"))
        figures = find(root, reach["matched"], question)
        said = {path: english.condition(node, question.names) for path, node in answers.rows_of(root).items()}
    rows = [RowFigure(path, said[path], alone, figures.takes.get(path)) for path, alone in figures.rows.items() if path]
    # The sorting keeps the rule's order among equals.
    rows.sort(key=lambda one: -(one.takes or 0))
    return Funnel(reach["of"], figures.funnel, reach["matched"], reach["mailable"], tuple(rows))


def find(root: Node, matched: int, question: "Question") -> Figures:
    """The figures of a rule that holds for `matched` people."""
    rows = answers.rows_of(root)
    kept = live(root)
    steps = _steps(kept)
    asked = {("rows", path): node for path, node in rows.items()}
    asked |= {("takes", path): node for path, node in _without(kept).items()} if kept else {}
    asked |= {("funnel", child.path): node for child, node in steps}
    # What says no less than the whole rule is counted already, and everybody too.
    whole = _alone(root)
    known = {key: matched for key, node in asked.items() if _alone(node) == whole}
    wanted = {key: node for key, node in asked.items() if key not in known}
    found = known | dict(zip(wanted, answers.counts(list(wanted.values()), question), strict=True))
    rungs = (Rung(one.path, english.condition(one, question.names), found["funnel", one.path]) for one, _ in steps)
    return Figures(
        {path: found["rows", path] for path in rows},
        {path: found[what, path] - matched for what, path in asked if what == "takes"},
        tuple(rungs),
    )


def _steps(kept: Node | None) -> list[tuple[Node, Node]]:
    """Each condition of the outermost group, with the rule as it is up to there."""
    if kept is None:
        return []
    if not isinstance(kept.what, Group):
        return [(kept, kept)]
    kind, children = kept.what.kind, kept.what.children
    return [(child, Node(Group(kind, children[: at + 1]))) for at, child in enumerate(children)]


def _without(kept: Node) -> dict[str, Node]:
    """The rule as it is without each of its rows and groups, by path; not of a rule that is one row."""
    nodes = _below(kept)
    if len(nodes) > _MOST:
        nodes = [child for child, _ in _steps(kept)]
    return {node.path: _removed(kept, node.path) for node in nodes if node.path != kept.path}


def _below(node: Node) -> list[Node]:
    inner = node.what.children if isinstance(node.what, Group) else ()
    return [one for child in inner for one in (child, *_below(child))]


def _removed(node: Node, path: str) -> Node:
    """The rule with the part at a path muted: so what is left of a group without it is told by the grammar."""
    if node.path == path:
        return Node(node.what, muted=True, path=path)
    if not isinstance(node.what, Group):
        return node
    return Node(Group(node.what.kind, tuple(_removed(child, path) for child in node.what.children)), path=node.path)


def _alone(node: Node) -> Condition | Group | None:
    """What a part of the rule comes to, without the groups around a single condition; None where all of it is muted."""
    kept = live(node)
    while kept and isinstance(kept.what, Group) and kept.what.kind != "none" and len(kept.what.children) == 1:
        kept = kept.what.children[0]
    return kept.what if kept else None
