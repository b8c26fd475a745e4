"""Identifiers as a forest: each hangs on a higher one that it was seen under, and what hangs together is a person."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from app.domain.identifier_rules import Rank
from app.domain.names import ANONYMOUS, identifier_rank

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Links:
    """Links in their order: `ids` ascending, and per kind a number per link into `values[kind]` (-1: none).

    `rank` sorts kinds, the highest first.
    """

    ids: Ints
    codes: Mapping[str, Ints]
    values: Mapping[str, Sequence[str]]
    rank: Rank = identifier_rank

    @property
    def kinds(self) -> list[str]:
        """The kinds that occur, the highest first."""
        return sorted(self.codes, key=self.rank)


@dataclass(frozen=True, slots=True)
class Heads:
    """Profiles whose highest identifier is of one kind: their numbers, and that of the identifier."""

    codes: Ints
    profiles: Ints


class Nodes:
    """All identifiers that can make a profile, numbered through: kind after kind."""

    def __init__(self, links: Links) -> None:
        self.kinds = [kind for kind in links.kinds if kind not in ANONYMOUS]
        # One numbering through all kinds lets parents and roots be plain arrays, whatever kind they are of.
        sizes = [len(links.values[kind]) for kind in self.kinds]
        self.starts = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)
        self.count = int(self.starts[-1])
        shape = (len(links.ids), len(self.kinds))
        self.matrix = np.full(shape, -1, dtype=np.int64)
        for column, kind in enumerate(self.kinds):
            codes = links.codes[kind]
            self.matrix[:, column] = np.where(codes >= 0, codes + self.starts[column], -1)
        self._values = links.values

    def name(self, node: int) -> tuple[str, str]:
        """The kind and the value of a node."""
        column = int(np.searchsorted(self.starts, node, side="right")) - 1
        return self.kinds[column], str(self._values[self.kinds[column]][node - int(self.starts[column])])

    def number(self, kind: str, value: str) -> int:
        """The node of an identifier, -1 where no link shows it."""
        if kind not in self.kinds:
            return -1
        at = int(pc.index(pa.array(self._values[kind], pa.string()), value).as_py())
        return at if at < 0 else at + int(self.starts[self.kinds.index(kind)])

    def sorted(self, nodes: Ints) -> Ints:
        """The places of ascending nodes in their order: the highest kind first, of a kind the least by code point."""
        found = [np.zeros(0, dtype=np.int64)]
        for column, kind in enumerate(self.kinds):
            low, high = np.searchsorted(nodes, self.starts[column : column + 2])
            names = pa.array(self._values[kind], pa.string()).take(pa.array(nodes[low:high] - self.starts[column]))
            found.append(low + np.asarray(pc.sort_indices(names), dtype=np.int64))
        return np.concatenate(found)

    def heads(self, roots: Ints, profile_of_root: Ints) -> dict[str, Heads]:
        """The profiles of these roots, by the kind of their key."""
        found = {}
        for column, kind in enumerate(self.kinds):
            here = roots[(roots >= self.starts[column]) & (roots < self.starts[column + 1])]
            found[kind] = Heads(here - self.starts[column], profile_of_root[here])
        return found


def tops_of(matrix: Ints) -> Ints:
    """The highest identifier of each link that can make a profile, -1 where it has none."""
    tops = np.full(len(matrix), -1, dtype=np.int64)
    # From the lowest kind to the highest: what is written last is the highest that the link has.
    for column in reversed(range(matrix.shape[1])):
        tops = np.where(matrix[:, column] >= 0, matrix[:, column], tops)
    return tops


def parents_of(nodes: Nodes, lower: Ints, tops: Ints) -> Ints:
    """Each node's parent, the best of the tops that it was seen under; itself where it was seen under none."""
    least = np.full(nodes.count, nodes.count, dtype=np.int64)
    most = np.full(nodes.count, -1, dtype=np.int64)
    # Kinds are numbered from the highest down, so the least number is of the highest kind; which of one kind comes
    # first is not told by numbers, which stand in the order of the file.
    np.minimum.at(least, lower, tops)
    np.maximum.at(most, lower, tops)
    parents = np.where(most < 0, np.arange(nodes.count), least)
    # Only where there is a choice is it asked how the tops are written.
    open_ = (most >= 0) & (least != most)
    here = open_[lower]
    if here.any():
        candidates, places = np.unique(tops[here], return_inverse=True)
        order = nodes.sorted(candidates)
        rank = np.empty(len(order), dtype=np.int64)
        rank[order] = np.arange(len(order))
        best = np.full(nodes.count, len(order), dtype=np.int64)
        np.minimum.at(best, lower[here], rank[places])
        parents[open_] = candidates[order[best[open_]]]
    return parents


def roots_of(parents: Ints) -> Ints:
    """The end of each chain of parents; a chain is no longer than there are kinds."""
    roots = parents
    while len(roots) and not np.array_equal(further := parents[roots], roots):
        roots = further
    return roots
