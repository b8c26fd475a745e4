"""Who is who: a pure function from the identifiers that rows were seen with to the people behind them.

A link is the distinct set of identifiers of some rows, at most one of a kind. What they say decides, never their order:

- The row belongs to the profile of its highest identifier, its top.
- A lower identifier hangs on the top that it was seen under, with all that hangs on itself; of several tops on the
  highest kind, and of those on the least by code point. So two customer ids are never merged by an address that they
  share, and it is the same one's in whatever order the files came.
- Where the others of its tops are other people, each of these conflicts is listed.
- A cookie or device makes no profile. It belongs to a person if it was only ever seen with that one.

Each profile therefore has exactly one identifier of its highest kind, its key: but for what somebody decided, of which
`decided` tells. Of several of that kind the least by code point is its key then.
"""

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.domain.names import ANONYMOUS
from app.domain.serialising import as_document
from app.ingest.identity.decided import NONE, Decisions, hang
from app.ingest.identity.forest import Heads, Links, Nodes, parents_of, roots_of, tops_of

Ints = NDArray[np.int64]
NOBODY = 0
"""The profile of a link that waits unattached."""


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
class Resolution:
    """The profile of each link (NOBODY: it waits), each profile's highest identifier, who owns each, the conflicts."""

    profiles: Ints
    heads: dict[str, Heads]
    owned: dict[str, Owned]
    conflicts: list[Conflict]


def resolve(links: Links, decisions: Decisions = NONE) -> Resolution:
    """Find the people behind the links: the same in any order, but for their numbers, those of their first links.

    Decisions about identifiers that no link shows say nothing.
    """
    nodes = Nodes(links)
    tops = tops_of(nodes.matrix)
    rows, lower = _hanging(nodes.matrix, tops)
    hung = hang(nodes, tops, decisions)
    parents, heads_of = hung if hung is not None else (parents_of(nodes, lower, tops[rows]), tops)
    roots = roots_of(parents)
    own = tops >= 0
    root_of_link = np.where(own, roots[heads_of] if nodes.count else -1, -1)
    profile_of_root = _first(root_of_link, links.ids, nodes.count)
    profiles = np.where(own, profile_of_root[root_of_link] if nodes.count else NOBODY, NOBODY)
    owned = _owned(nodes, roots, profile_of_root, links)
    # After the people are known: cookies and devices join people, and never make or join them.
    owned |= attach(links, own, profiles)
    heads = nodes.heads(np.flatnonzero(profile_of_root), profile_of_root)
    conflicts = _conflicts(nodes, links, roots, (rows, lower, tops[rows]))
    # Of a row that was decided to be another's than its highest identifier's, whoever it names has seen the others.
    moved = np.flatnonzero(heads_of != tops)
    if len(moved):
        places, others = _hanging(nodes.matrix[moved], heads_of[moved])
        below = others > heads_of[moved[places]]
        told = (moved[places[below]], others[below], heads_of[moved[places[below]]])
        conflicts = sorted([*conflicts, *_conflicts(nodes, links, roots, told)], key=lambda one: one.link_id)
    return Resolution(profiles, heads, owned, conflicts)


def _conflicts(nodes: Nodes, links: Links, roots: Ints, seen: tuple[Ints, Ints, Ints]) -> list[Conflict]:
    """Of identifiers that links (their places) show under others, those that hang elsewhere than under these."""
    rows, lower, under = seen
    torn = np.flatnonzero(roots[lower] != roots[under])
    return [
        Conflict(
            int(links.ids[row]),
            *nodes.name(node),
            _called(nodes, int(roots[top])),
            _called(nodes, int(roots[node])),
            _called(nodes, top),
        )
        for row, node, top in zip(rows[torn].tolist(), lower[torn].tolist(), under[torn].tolist(), strict=True)
    ]


def hung_on(links: Links, wanted: Collection[tuple[str, str]]) -> dict[tuple[str, str], tuple[str, str]]:
    """Of these identifiers, as (kind, value), those that hang on a higher one in these links, each with that one."""
    nodes = Nodes(links)
    tops = tops_of(nodes.matrix)
    rows, lower = _hanging(nodes.matrix, tops)
    parents = parents_of(nodes, lower, tops[rows])
    named = (
        (nodes.name(node), int(parents[node])) for node in np.flatnonzero(parents != np.arange(nodes.count)).tolist()
    )
    return {one: nodes.name(parent) for one, parent in named if one in wanted}


def _called(nodes: Nodes, node: int) -> str:
    return ":".join(nodes.name(node))


def _hanging(matrix: Ints, tops: Ints) -> tuple[Ints, Ints]:
    """Each lower identifier of each link, as the places of the links and the identifiers."""
    rows, columns = np.nonzero((matrix >= 0) & (matrix != tops[:, None]))
    return rows, matrix[rows, columns]


def _first(groups: Ints, ids: Ints, count: int) -> Ints:
    """The first link's id of each group (0 where a group has no link)."""
    found = np.zeros(count, dtype=np.int64)
    known = np.flatnonzero(groups >= 0)[::-1]
    found[groups[known]] = ids[known]  # written from the last to the first, so that the first stays
    return found


def _owned(nodes: Nodes, roots: Ints, profile_of_root: Ints, links: Links) -> dict[str, Owned]:
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
