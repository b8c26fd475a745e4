"""Between two moments: who came into a rule and who went, and which of its conditions moved them.

A condition moved somebody where it holds at one of the moments alone, and so does every group that it stands in, up to
the whole rule: a condition of an `any` that held all along moved nobody by another one's turning.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import reduce
from operator import and_, or_
from typing import TYPE_CHECKING, Any

from app import audience
from app.audience import live as looking
from app.audience import over_time, problems
from app.domain.progress import SILENT, Progress
from app.rules import Condition, Group, Node, english, live

if TYPE_CHECKING:
    import ibis.expr.types as ir

    from app.domain.clock import Moment
    from app.project import Project
    from app.query import Question

_MOST = 60
"""Conditions that are told one by one, a bit each of an integer; of longer rules it is the outermost parts."""


@dataclass(frozen=True, slots=True)
class Turned:
    """A part of the rule, by its path and in words, and whether it holds at the later moment (else it held before)."""

    path: str
    sentence: str
    holds: bool


@dataclass(frozen=True, slots=True)
class Reason:
    """What moved so many people: the conditions that turned for them. `came` is False for those who went."""

    came: bool
    people: int
    conditions: tuple[Turned, ...]


@dataclass(frozen=True, slots=True)
class Moved:
    """The rule at two moments (ISO, local): how many it held for, how many came, went and stayed, and why, the reasons
    with the most people first."""

    begin: str
    end: str
    before: int
    after: int
    came: int
    went: int
    stayed: int
    reasons: tuple[Reason, ...]


def find(project: "Project", rule: Any, begin: "Moment", end: "Moment", progress: Progress = SILENT) -> Moved:
    """What became of a rule from one moment to a later one; raises RuleProblem, and Problem where it is not later."""
    _in_order(begin, end)
    with audience.asking(project, end, progress) as question:
        progress.step(0, 1, "Comparing the two moments")
        table, parts = _compared(rule, question, begin)
        if table is None:
            people = question.mirror.people
            return Moved(begin.iso(), end.iso(), people, people, 0, 0, people, ())
        figures = table.group_by("before", "after", "mask").agg(people=table.count())
        rows = question.mirror.to_pyarrow(figures).to_pylist()
        said = [english.condition(part, question.names) for part in parts]
    came = sum(row["people"] for row in rows if row["after"] and not row["before"])
    went = sum(row["people"] for row in rows if row["before"] and not row["after"])
    stayed = sum(row["people"] for row in rows if row["before"] and row["after"])
    moved = [row for row in rows if row["before"] != row["after"]]
    # By people, then by the order of the rule: the same answer each time.
    moved.sort(key=lambda row: (-row["people"], row["before"], row["mask"]))
    reasons = tuple(_reason(row, parts, said) for row in moved)
    return Moved(begin.iso(), end.iso(), stayed + went, stayed + came, came, went, stayed, reasons)


def keys(project: "Project", rule: Any, begin: "Moment", end: "Moment", *, came: bool, limit: int) -> list[str]:
    """Who came, or who went: the first keys in key order."""
    _in_order(begin, end)
    with audience.asking(project, end) as question:
        table, _ = _compared(rule, question, begin)
        if table is None:
            return []
        chosen = _movers(table, came=came).order_by("key").limit(limit)
        return [str(key) for key in question.mirror.to_pyarrow(chosen.select("key")).column("key").to_pylist()]


def some(
    project: "Project", rule: Any, begin: "Moment", end: "Moment", reason: Reason, progress: Progress = SILENT
) -> list[dict[str, Any]]:
    """A few of those whom a reason moved, as the builder shows people (see `Look.sample`), as of the later moment."""
    with audience.asking(project, end, progress) as question:
        table, parts = _compared(rule, question, begin)
        if table is None:
            return []
        paths = [part.path for part in parts]
        mask = sum(1 << paths.index(one.path) for one in reason.conditions)
        chosen = _movers(table, came=reason.came)
        return looking.few(chosen.filter(chosen["mask"] == mask), question)


def _in_order(begin: "Moment", end: "Moment") -> None:
    if end.us <= begin.us:
        raise problems.NO_TIME_BETWEEN(begin=begin.iso(), end=end.iso())


def _movers(table: "ir.Table", *, came: bool) -> "ir.Table":
    return table.filter(table.after & ~table.before if came else table.before & ~table.after)


def _reason(row: dict[str, Any], parts: list[Node], said: list[str]) -> Reason:
    came = bool(row["after"])
    turned = [number for number in range(len(parts)) if row["mask"] >> number & 1]
    return Reason(
        came,
        row["people"],
        tuple(Turned(parts[at].path, said[at], came != _against(parts[at].path)) for at in turned),
    )


def _against(path: str) -> bool:
    """Whether a part of the rule has to stop holding for the whole to hold: it stands in an odd number of `none`."""
    return sum(step.startswith("none") for step in path.split(".")) % 2 == 1


def _compared(rule: Any, question: "Question", begin: "Moment") -> "tuple[ir.Table | None, list[Node]]":
    """Everybody with whether the rule holds `before` and `after`, and a `mask` of the parts that moved them.

    None for a rule that holds for everybody at any time.
    """
    import ibis

    root = live(audience.parse(rule, question.names).root)
    if root is None:
        return None, []
    held = _held(root, question, begin)
    parts = _parts(root)
    if len(parts) > _MOST:
        parts = [(node, (node,)) for node in root.what.children] if isinstance(root.what, Group) else parts
    bits = (_bit(held, root, chain, number) for number, (_, chain) in enumerate(parts[:_MOST]))
    mask = reduce(or_, bits, ibis.literal(0, "int64"))
    before, after = held(root)
    table = held.table.select("id", "key", "sample_hash", before=before, after=after, mask=mask)
    return table, [node for node, _ in parts[:_MOST]]


def _bit(held: "_Held", root: Node, chain: tuple[Node, ...], number: int) -> "ir.IntegerValue":
    """A bit that is set where the whole rule, a part and each group around it have turned."""
    import ibis

    turned = reduce(and_, (one != other for one, other in (held(node) for node in (root, *chain))))
    bit: ir.IntegerValue = turned.ifelse(ibis.literal(1 << number, "int64"), ibis.literal(0, "int64"))
    return bit


def _parts(node: Node) -> list[tuple[Node, tuple[Node, ...]]]:
    """Each condition with the way to it from below the node: groups, then itself."""
    if not isinstance(node.what, Group):
        return [(node, (node,))]
    return list(_below(node, ()))


def _below(node: Node, way: tuple[Node, ...]) -> Iterator[tuple[Node, tuple[Node, ...]]]:
    for child in node.what.children if isinstance(node.what, Group) else ():
        here = (*way, child)
        if isinstance(child.what, Group):
            yield from _below(child, here)
        else:
            yield child, here


class _Held:
    """Each condition of a rule at both moments as columns beside everybody, asked once."""

    def __init__(self, conditions: list[Condition], before: "Question", after: "Question") -> None:
        from app.query import predicate

        self._numbers = {what: number for number, what in enumerate(dict.fromkeys(conditions))}
        columns = {}
        for what, number in self._numbers.items():
            for name, question in (("b", before), ("a", after)):
                columns[f"{name}{number}"] = predicate(Node(what), question).fill_null(False)
        self.table = after.people.select("id", "key", "sample_hash", **columns)

    def __call__(self, node: Node) -> "tuple[ir.BooleanValue, ir.BooleanValue]":
        """Whether a part of the rule holds at the earlier and at the later moment."""
        return self._at("b", node), self._at("a", node)

    def _at(self, name: str, node: Node) -> "ir.BooleanValue":
        from app.query import compile as compiling

        return compiling.combined(node, lambda what: self.table[f"{name}{self._numbers[what]}"])


def _held(root: Node, question: "Question", begin: "Moment") -> _Held:
    conditions = [node.what for node, _ in _parts(root) if isinstance(node.what, Condition)]
    return _Held(conditions, over_time.at(question, begin), question)
