"""What became of the people of a project when links came or went: found out first, written afterwards."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray
from sqlalchemy import ColumnElement, Connection, select

from app.ingest.identity.forest import Heads
from app.ingest.identity.resolution import Owned
from storage import bulk
from storage.file.models import identifier

Ints = NDArray[np.int64]
IDENTIFIERS = pa.schema(
    [
        ("kind", pa.string()),
        ("value", pa.string()),
        ("original", pa.string()),
        ("profile_id", pa.int64()),
        ("link_id", pa.int64()),
    ]
)
"""Rows of the table of identifiers, without their own numbers."""


def none() -> Ints:
    """No number at all."""
    return np.zeros(0, dtype=np.int64)


def distinct(numbers: Ints) -> Ints:
    """Each number once, ascending; numpy's own way takes many times as long."""
    ordered = np.sort(numbers)
    return ordered[np.append(True, ordered[1:] != ordered[:-1])] if len(ordered) else ordered


@dataclass(frozen=True, slots=True)
class Picked:
    """Some rows, ascending, of so many: where they are all, a column is taken as it is, which costs no memory.

    Where it is not said of how many, they are in any order, and one may be there again.
    """

    places: Ints
    rows: int | None = None

    @property
    def _all(self) -> bool:
        return len(self.places) == self.rows

    def of(self, column: pa.ChunkedArray) -> pa.ChunkedArray:
        """The column of these rows alone."""
        return column if self._all else column.take(pa.array(self.places))

    def numbers(self, column: Ints) -> Ints:
        """The numbers of these rows alone."""
        return column if self._all else column[self.places]


def alike(value: Any, rows: int) -> pa.Array:
    """A column of one value, which costs a byte a row."""
    return pa.DictionaryArray.from_arrays(pa.array(np.zeros(rows, dtype=np.int8)), pa.array([value]))


@dataclass(slots=True)
class Moved:
    """Stored links that belong to another now (NOBODY: they wait): their numbers, whose they are, whose they were."""

    links: Ints = field(default_factory=none)
    people: Ints = field(default_factory=none)
    was: Ints = field(default_factory=none)

    def joined(self, other: "Moved") -> "Moved":
        """Both together, in the order of the links."""
        links = np.concatenate([self.links, other.links])
        order = np.argsort(links, kind="stable")
        people = np.concatenate([self.people, other.people])
        return Moved(links[order], people[order], np.concatenate([self.was, other.was])[order])

    def now(self, links: Ints, people: Ints) -> Ints:
        """Whose these links are now, where `people` says whose they were."""
        if not len(self.links) or not len(links):
            return people
        # A link above all that moved would be looked for behind the last.
        at = np.minimum(np.searchsorted(self.links, links), len(self.links) - 1)
        return np.where(self.links[at] == links, self.people[at], people)


@dataclass(slots=True)
class Outcome:
    """Who is new, renamed or gone, which links and identifiers are another's, and the conflicts.

    `profiles` are the people of a file's links (NOBODY: it waits). `added` has `id`, `key` and `batch` of the new
    people in the order of their numbers, of whom `created` were not there under another number; `heirs` say for each
    number that is gone who owns its key now, and `passed` for each that is another person's. Identifiers in `stale`
    (their numbers) make way for the rows of `identifiers`. `conflicts` are rows to be added, or all of them where
    `anew`; `told` are those that a file brings. `aliases` are keys that are no more, each with the one in its place.
    """

    profiles: Ints
    added: pa.Table
    created: int
    renamed: dict[int, str] = field(default_factory=dict)
    heirs: dict[int, int | None] = field(default_factory=dict)
    passed: dict[int, int] = field(default_factory=dict)
    moved: Moved = field(default_factory=Moved)
    stale: Ints = field(default_factory=none)
    identifiers: pa.Table = field(default_factory=IDENTIFIERS.empty_table)
    conflicts: list[dict[str, Any]] = field(default_factory=list)
    told: list[dict[str, Any]] = field(default_factory=list)
    anew: bool = False
    aliases: dict[str, str] = field(default_factory=dict)

    @property
    def new_people(self) -> Ints:
        """The numbers of those who are new, ascending."""
        return np.asarray(self.added.column("id"), dtype=np.int64)


def unchanged() -> Outcome:
    """That of nothing: everybody stays who they are."""
    columns = {"id": pa.int64(), "key": pa.string(), "batch": pa.int64()}
    return Outcome(none(), pa.schema(columns.items()).empty_table(), 0)


def keys_of(heads: Mapping[str, Heads], values: Mapping[str, Any], wanted: Ints | None = None) -> tuple[Ints, pa.Array]:
    """The numbers of profiles, ascending, and their keys (`kind:value`); only the wanted ones if any are given."""
    numbers, keys = [none()], [pa.array([], pa.string())]
    for kind, found in heads.items():
        chosen = found if wanted is None else Heads(*_only(found, np.isin(found.profiles, wanted)))
        numbers.append(chosen.profiles)
        named = pa.array(values[kind], pa.string()) if not isinstance(values[kind], pa.Array) else values[kind]
        keys.append(pc.binary_join_element_wise(kind + ":", named.take(pa.array(chosen.codes)), ""))
    joined = np.concatenate(numbers)
    # Kind after kind so far: by number, as the store gives profiles too.
    order = np.argsort(joined, kind="stable")
    return joined[order], pa.concat_arrays(keys).take(pa.array(order))


def _only(heads: Heads, which: NDArray[np.bool_]) -> tuple[Ints, Ints]:
    return heads.codes[which], heads.profiles[which]


def rows_of(kind: str, owned: Owned, which: NDArray[np.bool_], values: pa.Array, given: pa.Array) -> pa.Table:
    """Identifiers of one kind as rows; `given` is how each of the values is written."""
    chosen = pa.array(owned.codes[which])
    columns = [
        pa.array([kind] * len(chosen), pa.string()),
        values.take(chosen),
        given.take(chosen),
        pa.array(owned.profiles[which]),
        pa.array(owned.first_links[which]),
    ]
    return pa.table(columns, schema=IDENTIFIERS)


def differing(
    connection: Connection,
    owned: Mapping[str, Owned],
    values: Mapping[str, pa.Array],
    given: Mapping[str, pa.Array],
    whose: ColumnElement[bool] | None = None,
) -> tuple[Ints, pa.Table]:
    """Of the identifiers of these kinds (and of these people): the stored rows that are wrong, and the missing ones."""
    stale, missing = [none()], [IDENTIFIERS.empty_table()]
    columns = (identifier.c.id, identifier.c.value, identifier.c.profile_id, identifier.c.link_id)
    of_kind, of_type = identifier.c.kind, pa.string()
    types = (pa.int64(), pa.string(), pa.int64(), pa.int64())
    # Asked for a kind too, the store would look through all that are of it.
    theirs = (
        None if whose is None else bulk.fetch(connection, select(*columns, of_kind).where(whose), (*types, of_type))
    )
    for kind, mine in owned.items():
        if theirs is None:
            told = bulk.fetch(connection, select(*columns).where(of_kind == kind), types)
        else:
            told = theirs.filter(pc.equal(theirs.column("4"), kind))
        at = pc.fill_null(pc.index_in(told.column("1"), value_set=values[kind]), -1)
        place = np.asarray(at, dtype=np.int64)
        # One place more than there are values: what only the store has (-1) finds a 0 there, and is told as wrong.
        people, first = (np.zeros(len(values[kind]) + 1, dtype=np.int64) for _ in range(2))
        people[mine.codes], first[mine.codes] = mine.profiles, mine.first_links
        # The first link counts too: of several addresses the earliest is written to, and a link goes with its import.
        right = (people[place] == np.asarray(told.column("2"))) & (first[place] == np.asarray(told.column("3")))
        right &= place >= 0
        stale.append(np.asarray(told.column("0"))[~right])
        missing.append(rows_of(kind, mine, ~np.isin(mine.codes, place[right]), values[kind], given[kind]))
    return np.concatenate(stale).astype(np.int64), pa.concat_tables(missing)
