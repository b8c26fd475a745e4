"""Who is who: a pure function from the identifiers that rows were seen with to the people behind them.

A link is the distinct set of identifiers of some rows, at most one of a kind. Links are taken in their order:

- The row belongs to the profile of its highest identifier.
- A lower identifier that is new, or is itself the highest of another profile, joins (with that whole profile).
- One that belongs under a higher identifier already stays where it is, and the conflict is listed. So two customer
  ids are never merged by an address that they share.
- A cookie or device makes no profile. It belongs to a person if it was only ever seen with that one.

Each profile therefore has exactly one identifier of its highest kind: its key.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.names import ANONYMOUS, identifier_rank

Ints = NDArray[np.int64]
NOBODY = 0
"""The profile of a link that waits unattached."""


@dataclass(frozen=True, slots=True)
class Links:
    """Links in their order: `ids` ascending, and per kind a number per link into `values[kind]` (-1: none)."""

    ids: Ints
    codes: Mapping[str, Ints]
    values: Mapping[str, Sequence[str]]

    @property
    def kinds(self) -> list[str]:
        """The kinds that occur, the highest first."""
        return sorted(self.codes, key=identifier_rank)


@dataclass(frozen=True, slots=True)
class Conflict:
    """An identifier that stayed with another profile than its row went to."""

    link_id: int
    kind: str
    value: str
    went_to: str
    stayed_with: str


@dataclass(frozen=True, slots=True)
class Owned:
    """Identifiers of one kind: their numbers, the profile that each belongs to, the link that first showed it."""

    codes: Ints
    profiles: Ints
    first_links: Ints


@dataclass(frozen=True, slots=True)
class Heads:
    """Profiles whose highest identifier is of one kind: their numbers, and that of the identifier."""

    codes: Ints
    profiles: Ints


@dataclass(frozen=True, slots=True)
class Resolution:
    """The profile of each link (NOBODY: it waits), each profile's highest identifier, who owns each, the conflicts."""

    profiles: Ints
    heads: dict[str, Heads]
    owned: dict[str, Owned]
    conflicts: list[Conflict]


class _Nodes:
    """All identifiers that can make a profile, numbered through: kind after kind."""

    def __init__(self, links: Links) -> None:
        self.kinds = [kind for kind in links.kinds if kind not in ANONYMOUS]
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

    def heads(self, roots: Ints, profile_of_root: Ints) -> dict[str, Heads]:
        """The profiles of these roots, by the kind of their key."""
        found = {}
        for column, kind in enumerate(self.kinds):
            here = roots[(roots >= self.starts[column]) & (roots < self.starts[column + 1])]
            found[kind] = Heads(here - self.starts[column], profile_of_root[here])
        return found


def resolve(links: Links) -> Resolution:
    """Find the people behind the links; the same links in the same order always give the same answer."""
    nodes = _Nodes(links)
    tops = _tops(nodes.matrix)
    parents, clashes = _join(nodes)
    roots = _roots(parents)
    own = tops >= 0
    root_of_link = np.where(own, roots[tops] if nodes.count else -1, -1)
    profile_of_root = _first(root_of_link, links.ids, nodes.count)
    profiles = np.where(own, profile_of_root[root_of_link] if nodes.count else NOBODY, NOBODY)
    owned = _owned(nodes, roots, profile_of_root, links)
    owned |= attach(links, own, profiles)
    heads = nodes.heads(np.flatnonzero(profile_of_root), profile_of_root)
    conflicts = [
        Conflict(int(links.ids[row]), *nodes.name(node), _key(nodes, roots, went), _key(nodes, roots, node))
        for row, node, went in clashes
    ]
    return Resolution(profiles, heads, owned, conflicts)


def _key(nodes: _Nodes, roots: Ints, node: int) -> str:
    return ":".join(nodes.name(int(roots[node])))


def _tops(matrix: Ints) -> Ints:
    """The highest identifier of each link that can make a profile, -1 where it has none."""
    tops = np.full(len(matrix), -1, dtype=np.int64)
    for column in reversed(range(matrix.shape[1])):
        tops = np.where(matrix[:, column] >= 0, matrix[:, column], tops)
    return tops


def _join(nodes: _Nodes) -> tuple[Ints, list[tuple[int, int, int]]]:
    """Each node's parent (itself: it is the highest of its profile), and the clashes as (row, node, its row's top)."""
    parents = np.arange(nodes.count, dtype=np.int64)
    several = np.flatnonzero((nodes.matrix >= 0).sum(axis=1) > 1)
    rest = several[~_hang_on(parents, nodes.matrix[several])]
    clashes: list[tuple[int, int, int]] = []
    if not len(rest):
        return parents, clashes
    parent = parents.tolist()
    for row, members in zip(rest.tolist(), nodes.matrix[rest].tolist(), strict=True):
        found = [node for node in members if node >= 0]
        root = found[0]
        while parent[root] != root:
            root = parent[root]
        for node in found[1:]:
            if parent[node] == node:
                parent[node] = root
                continue
            other = node
            while parent[other] != other:
                other = parent[other]
            if other != root:
                clashes.append((row, node, found[0]))
    return np.array(parent, dtype=np.int64), clashes


def _hang_on(parents: Ints, rows: Ints) -> NDArray[np.bool_]:
    """Join the rows whose lower identifiers stand below the same highest one wherever they stand. True for those.

    Nothing can come of their order: such an identifier ends where its one companion ends.
    """
    if not len(rows):
        return np.zeros(0, dtype=np.bool_)
    tops = _tops(rows)
    lower = (rows >= 0) & (rows != tops[:, None])
    above = np.full(len(parents), -1, dtype=np.int64)
    torn = np.zeros(len(parents), dtype=np.bool_)
    torn[tops] = True
    for column in range(rows.shape[1]):
        here = lower[:, column]
        above[rows[here, column]] = tops[here]
    for column in range(rows.shape[1]):
        here = lower[:, column]
        nodes = rows[here, column]
        torn[nodes[above[nodes] != tops[here]]] = True
    alone: NDArray[np.bool_] = ~(lower & torn[rows]).any(axis=1)
    for column in range(rows.shape[1]):
        here = alone & lower[:, column]
        parents[rows[here, column]] = tops[here]
    return alone


def _roots(parents: Ints) -> Ints:
    """The end of each chain of parents; a chain is no longer than there are kinds."""
    roots = parents
    while len(roots) and not np.array_equal(further := parents[roots], roots):
        roots = further
    return roots


def _first(groups: Ints, ids: Ints, count: int) -> Ints:
    """The first link's id of each group (0 where a group has no link)."""
    found = np.zeros(count, dtype=np.int64)
    known = np.flatnonzero(groups >= 0)[::-1]
    found[groups[known]] = ids[known]  # written from the last to the first, so that the first stays
    return found


def _owned(nodes: _Nodes, roots: Ints, profile_of_root: Ints, links: Links) -> dict[str, Owned]:
    found = {}
    for column, kind in enumerate(nodes.kinds):
        first = _first(links.codes[kind], links.ids, len(links.values[kind]))
        codes = np.flatnonzero(first)
        found[kind] = Owned(codes, profile_of_root[roots[codes + nodes.starts[column]]], first[codes])
    return found


def attach(links: Links, own: NDArray[np.bool_], profiles: Ints) -> dict[str, Owned]:
    """Give cookies and devices, and the links that have nothing else, to the one person they were seen with.

    `own` are the links with an identifier that makes a profile; the others' places in `profiles` are filled in.
    """
    owned: dict[str, Owned] = {}
    waiting = ~own
    for kind in links.kinds:
        if kind not in ANONYMOUS:
            continue
        codes, size = links.codes[kind], len(links.values[kind])
        seen = own & (codes >= 0)
        lowest = np.full(size, np.iinfo(np.int64).max)
        highest = np.zeros(size, dtype=np.int64)
        np.minimum.at(lowest, codes[seen], profiles[seen])
        np.maximum.at(highest, codes[seen], profiles[seen])
        person = np.where(lowest == highest, highest, NOBODY)
        held = np.flatnonzero(person)
        owned[kind] = Owned(held, person[held], _first(codes, links.ids, size)[held])
        takes = waiting & (codes >= 0) & (profiles == NOBODY)
        profiles[takes] = person[codes[takes]]
    return owned
