"""Who is who: a pure function from the identifiers that rows were seen with to the people behind them.

A link is the distinct set of identifiers of some rows, at most one of a kind. What they say decides, never their order:

- The row belongs to the profile of its highest identifier, its top.
- A lower identifier hangs on the top that it was seen under, with all that hangs on itself; of several tops on the
  highest kind, and of those on the least by code point. So two customer ids are never merged by an address that they
  share, and it is the same one's in whatever order the files came.
- Where the others of its tops are other people, each of these conflicts is listed.
- A cookie or device makes no profile. It belongs to a person if it was only ever seen with that one.

Each profile therefore has exactly one identifier of its highest kind: its key.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from app.domain.names import ANONYMOUS, identifier_rank
from app.domain.serialising import as_document

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


@as_document("identifier", "went_to", "stayed_with", "seen_with")
@dataclass(frozen=True, slots=True)
class Conflict:
    """An identifier that is another profile's than its row; `seen_with` is the highest identifier of that row.

    The profiles are named by their keys, and all of these as `kind:value`.
    """

    link_id: int
    kind: str
    value: str
    went_to: str
    stayed_with: str
    seen_with: str

    @property
    def identifier(self) -> str:
        """The identifier as `kind:value`."""
        return f"{self.kind}:{self.value}"


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


def resolve(links: Links) -> Resolution:
    """Find the people behind the links: the same in any order, but for their numbers, those of their first links."""
    nodes = _Nodes(links)
    tops = _tops(nodes.matrix)
    rows, lower = _hanging(nodes.matrix, tops)
    roots = _roots(_parents(nodes, lower, tops[rows]))
    # What hangs elsewhere than under the top of its own row stayed with another: that is a conflict to be told.
    torn = roots[lower] != roots[tops[rows]]
    own = tops >= 0
    root_of_link = np.where(own, roots[tops] if nodes.count else -1, -1)
    profile_of_root = _first(root_of_link, links.ids, nodes.count)
    profiles = np.where(own, profile_of_root[root_of_link] if nodes.count else NOBODY, NOBODY)
    owned = _owned(nodes, roots, profile_of_root, links)
    # After the people are known: cookies and devices join people, and never make or join them.
    owned |= attach(links, own, profiles)
    heads = nodes.heads(np.flatnonzero(profile_of_root), profile_of_root)
    conflicts = [
        Conflict(
            int(links.ids[row]),
            *nodes.name(node),
            _called(nodes, int(roots[tops[row]])),
            _called(nodes, int(roots[node])),
            _called(nodes, int(tops[row])),
        )
        for row, node in zip(rows[torn].tolist(), lower[torn].tolist(), strict=True)
    ]
    return Resolution(profiles, heads, owned, conflicts)


def hung_on(links: Links, wanted: Collection[tuple[str, str]]) -> dict[tuple[str, str], tuple[str, str]]:
    """Of these identifiers, as (kind, value), those that hang on a higher one in these links, each with that one."""
    nodes = _Nodes(links)
    tops = _tops(nodes.matrix)
    rows, lower = _hanging(nodes.matrix, tops)
    parents = _parents(nodes, lower, tops[rows])
    named = (
        (nodes.name(node), int(parents[node])) for node in np.flatnonzero(parents != np.arange(nodes.count)).tolist()
    )
    return {one: nodes.name(parent) for one, parent in named if one in wanted}


def _called(nodes: _Nodes, node: int) -> str:
    return ":".join(nodes.name(node))


def _tops(matrix: Ints) -> Ints:
    """The highest identifier of each link that can make a profile, -1 where it has none."""
    tops = np.full(len(matrix), -1, dtype=np.int64)
    # From the lowest kind to the highest: what is written last is the highest that the link has.
    for column in reversed(range(matrix.shape[1])):
        tops = np.where(matrix[:, column] >= 0, matrix[:, column], tops)
    return tops


def _hanging(matrix: Ints, tops: Ints) -> tuple[Ints, Ints]:
    """Each lower identifier of each link, as the places of the links and the identifiers."""
    rows, columns = np.nonzero((matrix >= 0) & (matrix != tops[:, None]))
    return rows, matrix[rows, columns]


def _parents(nodes: _Nodes, lower: Ints, tops: Ints) -> Ints:
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
        # Least and most alike: it was seen with one person only. Two people's cookie is nobody's.
        person = np.where(lowest == highest, highest, NOBODY)
        held = np.flatnonzero(person)
        owned[kind] = Owned(held, person[held], _first(codes, links.ids, size)[held])
        # A link with a cookie and a device goes by the kind that comes first; the later one finds it taken.
        takes = waiting & (codes >= 0) & (profiles == NOBODY)
        profiles[takes] = person[codes[takes]]
    return owned
