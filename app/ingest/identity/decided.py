"""Who is who where somebody decided it, beside what rows say: “these are the same” and “these are not”.

Decisions are between identifiers, and say no more than that: who is who stays derived, from links and decisions alike.

- Identifiers that are the same are one: each hangs with the best of them, and together they hang on a higher kind that
  a row names with any of them. So two customer ids become one person by a decision about themselves only.
- An identifier hangs on nobody who has one that it is decided not to be the same as; a row that would say so is its
  own. What one row carries together no decision parts, and nobody is left without a row: then the latest sleeps.
- Where a decision parts what another joins, it is parted.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, select

from app.ingest.identity.forest import Nodes, parents_of, roots_of
from storage.file.models import decision

Ints = NDArray[np.int64]
Pair = tuple[str, str]
"""A kind and a value."""


class Decisions(NamedTuple):
    """The standing decisions in their order, each between two identifiers."""

    same: Sequence[tuple[Pair, Pair]] = ()
    apart: Sequence[tuple[Pair, Pair]] = ()

    @property
    def named(self) -> set[Pair]:
        """Every identifier that something is decided about."""
        return {one for pairs in (self.same, self.apart) for pair in pairs for one in pair}


NONE = Decisions()


def standing(connection: Connection) -> Decisions:
    """The decisions of a project that nobody took back."""
    question = select(decision).where(decision.c.taken_back_at.is_(None)).order_by(decision.c.id)
    found: dict[str, list[tuple[Pair, Pair]]] = {"same": [], "apart": []}
    for row in connection.execute(question):
        found[row.verdict].append(((row.kind, row.value), (row.other_kind, row.other_value)))
    return Decisions(tuple(found["same"]), tuple(found["apart"]))


def hang(nodes: Nodes, tops: Ints, decisions: Decisions) -> tuple[Ints, Ints] | None:
    """Each node's parent, and the node whose tree each link belongs to; None where nothing is decided about these."""
    same, apart = (_present(nodes, pairs) for pairs in decisions)
    if not same and not apart:
        return None
    rows = _rows(nodes, {one for pair in (*same, *apart) for one in pair})
    # A row that carries both says that they are one, and stands above what is said of its parts.
    apart = [(one, other) for one, other in apart if not np.isin(rows[one], rows[other]).any()]
    while True:
        work = _Hanging(nodes, tops.copy(), rows, same, apart)
        work.run()
        asleep = work.emptied()
        if not asleep:
            return work.parents, work.tops
        apart = [pair for place, pair in enumerate(apart) if place not in asleep]


def _present(nodes: Nodes, pairs: Iterable[tuple[Pair, Pair]]) -> list[tuple[int, int]]:
    found = [(nodes.number(*one), nodes.number(*other)) for one, other in pairs]
    return [(one, other) for one, other in found if one >= 0 and other >= 0 and one != other]


def _rows(nodes: Nodes, named: set[int]) -> dict[int, Ints]:
    """The links that show each of these nodes."""
    places, columns = np.nonzero(np.isin(nodes.matrix, np.fromiter(named, dtype=np.int64)))
    which = nodes.matrix[places, columns]
    return {node: places[which == node] for node in named}


@dataclass(slots=True)
class _Hanging:
    """Nodes hung from the highest kind to the lowest: those that are decided about one by one, the others at once."""

    nodes: Nodes
    tops: Ints
    rows: dict[int, Ints]
    same: list[tuple[int, int]]
    apart: list[tuple[int, int]]
    parents: Ints = field(init=False)
    members: dict[int, list[int]] = field(init=False)
    refusals: dict[int, set[int]] = field(default_factory=dict)

    def run(self) -> None:
        """Hang everything."""
        self.parents = np.arange(self.nodes.count, dtype=np.int64)
        self._group()
        heads = np.array(sorted(self.members), dtype=np.int64)
        ordered = heads[self.nodes.sorted(heads)].tolist()
        decided = np.fromiter(self.rows, dtype=np.int64)
        for column in range(len(self.nodes.kinds)):
            low, high = int(self.nodes.starts[column]), int(self.nodes.starts[column + 1])
            here = self.nodes.matrix[:, column]
            free = np.flatnonzero((here >= 0) & (self.tops >= 0) & (self.tops < low) & ~np.isin(here, decided))
            hung = parents_of(self.nodes, here[free], self.tops[free])
            moved = np.flatnonzero(hung != np.arange(self.nodes.count))
            self.parents[moved] = hung[moved]
            for head in ordered:
                if low <= head < high:
                    self._hang(head, low)

    def emptied(self) -> set[int]:
        """Of the decisions that took rows from a tree until it had none, the latest each."""
        roots = roots_of(self.parents)
        kept = np.zeros(self.nodes.count, dtype=np.bool_)
        kept[roots[self.tops[self.tops >= 0]]] = True
        return {max(by) for root, by in self.refusals.items() if not kept[root]}

    def _group(self) -> None:
        """Put the nodes together that are the same, but for what is parted."""
        group = {node: [node] for node in self.rows}
        for one, other in self.same:
            if group[one] is not group[other]:
                both = [*group[one], *group[other]]
                if not any(a in both and b in both for a, b in self.apart):
                    group |= dict.fromkeys(both, both)
        self.members = {}
        for theirs in group.values():
            ascending = np.array(sorted(theirs), dtype=np.int64)
            head = int(ascending[self.nodes.sorted(ascending)[0]])
            self.members[head] = theirs
            self.parents[ascending] = head

    def _hang(self, head: int, low: int) -> None:
        """Hang what is the same on the best that a row of a higher kind names and nothing parts it from."""
        theirs = [(node, self.rows[node][self._below(self.rows[node], low)]) for node in self.members[head]]
        tops = np.unique(np.concatenate([self.tops[rows] for _, rows in theirs]))
        refused: set[int] = set()
        for top in tops[self.nodes.sorted(tops)].tolist():
            root = self._root(top)
            if by := self._parted(head, root):
                refused.add(root)
                self.refusals.setdefault(root, set()).update(by)
            elif self.parents[head] == head:
                self.parents[head] = top
        for node, rows in theirs if refused else ():
            own = np.array([self._root(top) in refused for top in self.tops[rows].tolist()], dtype=np.bool_)
            self.tops[rows[own]] = node

    def _below(self, rows: Ints, low: int) -> NDArray[np.bool_]:
        return (self.tops[rows] >= 0) & (self.tops[rows] < low)

    def _root(self, node: int) -> int:
        while (parent := int(self.parents[node])) != node:
            node = parent
        return node

    def _parted(self, head: int, root: int) -> set[int]:
        """The places of the decisions that part these from who is there."""
        mine = self.members[head]
        found = set()
        for place, (one, other) in enumerate(self.apart):
            for ours, foreign in ((one, other), (other, one)):
                if ours in mine and foreign not in mine and self._root(foreign) == root:
                    found.add(place)
        return found
