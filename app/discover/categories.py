"""Texts and lists of texts as numbers: each different value once, and who has it, a million people at a time."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from app.discover.answers import Floats, Whole
from app.domain import names

COMMON = (0.01, 0.99)
"""An element of a list is worth offering from this share of people on, up to that one."""
OFFERED = 12
"""So many elements of one list are offered: those that most people have."""


@dataclass(frozen=True)
class Categories:
    """Who has which of a trait's values: `people` and `codes` are pairs of a row and a place in `values`."""

    values: tuple[str, ...]
    people: Whole
    codes: Whole
    of: int

    def having(self, value: str) -> Floats:
        """One for each person who has this value, nothing for the others."""
        found = np.zeros(self.of)
        if value in self.values:
            found[self.people[self.codes == self.values.index(value)]] = 1.0
        return found

    @property
    def covered(self) -> int:
        """How many people have any value."""
        anything = np.zeros(self.of, dtype=bool)
        anything[self.people] = True
        return int(anything.sum())

    @cached_property
    def counts(self) -> dict[str, int]:
        """How many people have each value, in the order of the values."""
        found = np.bincount(self.codes, minlength=len(self.values))
        return dict(zip(self.values, found.tolist(), strict=True))

    def common(self) -> list[str]:
        """The values that tell people apart best: had by many, but not by nearly everyone; the most common first."""
        least, most = (share * self.of for share in COMMON)
        found = [value for value, count in self.counts.items() if least <= count <= most]
        return sorted(found, key=lambda value: (-self.counts[value], value))[:OFFERED]


def of_texts(column: pa.ChunkedArray) -> Categories:
    """The values of a text trait, as they are written, in order."""
    return _coded(_one(column), np.arange(len(column), dtype=np.int64), len(column), folded=False)


def of_lists(column: pa.ChunkedArray) -> Categories:
    """The elements of a list trait; those that differ only in case are one, as in rules."""
    lists = _one(column)
    parents = pc.list_parent_indices(lists).to_numpy(zero_copy_only=False).astype(np.int64)
    return _coded(pc.list_flatten(lists), parents, len(column), folded=True)


def _one(column: pa.ChunkedArray) -> pa.Array:
    """The column in one piece."""
    whole = column.combine_chunks()
    return whole if isinstance(whole, pa.Array) else pa.concat_arrays(whole.chunks)


def _coded(values: pa.Array, people: Whole, of: int, *, folded: bool) -> Categories:
    there = values.is_valid().to_numpy(zero_copy_only=False)
    # Each different text is looked at once, however many have it.
    coded = values.filter(pa.array(there)).dictionary_encode()
    texts = [str(text) for text in coded.dictionary.to_pylist()]
    ways: dict[str, str] = {}
    for text in texts:
        ways.setdefault(names.fold(text) if folded else text, text)
    found = sorted(ways.values())
    place = {text: at for at, text in enumerate(found)}
    new = np.array([place[ways[names.fold(text) if folded else text]] for text in texts], dtype=np.int64)
    codes = new[coded.indices.to_numpy(zero_copy_only=False)] if len(texts) else np.empty(0, dtype=np.int64)
    if not folded or not len(codes):
        return Categories(tuple(found), people[there], codes, of)
    # A list may hold an element twice, in capitals and without. As one number each, and sorted: NumPy's own search for
    # different rows keeps Python to itself, half a second of a million people, and the window would stand still.
    pairs = np.sort(people[there] * len(found) + codes)
    pairs = pairs[np.append(True, pairs[1:] != pairs[:-1])]
    who, what = np.divmod(pairs, len(found))
    return Categories(tuple(found), who, what, of)
