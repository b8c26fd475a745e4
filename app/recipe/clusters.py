"""Alike values of a column, found as OpenRefine finds them: by keys from strict to lax, then by edit distance.

Each method looks at different values, once. The edit distance compares only pairs that share a part which two values so
near must share (pigeonhole: of k + 1 parts one is left by k edits), so that 200,000 values take seconds.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from app.domain.progress import SILENT, Progress
from app.domain.serialising import as_document
from app.recipe.keys import KEYS, Key


@dataclass(frozen=True, slots=True)
class Method:
    """A way to find alike values: its name, what people read for it, and what it takes for alike."""

    name: str
    title: str
    line: str


METHODS: Final = (
    Method("fingerprint", "Same words", "the same words, whatever their order, case, accents and signs"),
    Method("ngram", "Same letters", "the same pairs of letters, whatever their blanks and signs"),
    Method("phonetic", "Same sound", "words that sound alike, as Meyer and Maier"),
    Method("edit", "Few letters apart", "a letter more, less or other in five or so, the same figures"),
)
"""From strict to lax."""


@as_document("into", "rows", "values")
@dataclass(frozen=True, slots=True)
class Cluster:
    """Alike values with the cells of each, the commonest first; `into` is proposed for all, `rows` its cells."""

    values: tuple[tuple[str, int], ...]

    @property
    def rows(self) -> int:
        """How many cells hold one of them."""
        return sum(count for _, count in self.values)

    @property
    def into(self) -> str:
        """The commonest; of equals the one that is written with most care."""
        return self.values[0][0]


def alike(values: Iterable[tuple[str, int]], method: str, progress: Progress = SILENT) -> list[Cluster]:
    """Groups of at least two of these values (each with its cells) that a method takes for alike, the largest first.

    A method is one of `METHODS` by its name; KeyError for another. Blank values belong to none.
    """
    from app.recipe.edits import near

    told = sorted(((text, count) for text, count in values if text.strip()), key=_commonest)
    groups = near(told, progress) if method == "edit" else _by_key(told, KEYS[method][1], progress)
    found = [Cluster(tuple(group)) for group in groups if len(group) > 1]
    return sorted(found, key=lambda one: (-one.rows, one.into))


def _commonest(one: tuple[str, int]) -> tuple[int, bool, int, str]:
    text, count = one
    # Of equals the one in capitals and small letters, then the one with accents: nobody adds those by mistake.
    return -count, text in (text.upper(), text.lower()), sum(sign.isascii() for sign in text), text


def _by_key(values: Sequence[tuple[str, int]], key: Key, progress: Progress) -> Iterable[list[tuple[str, int]]]:
    groups: dict[str, list[tuple[str, int]]] = {}
    for at, one in enumerate(values):
        if not at % _STEP:
            progress.step(at, len(values), f"Looking at values: {at:,} of {len(values):,}")
        if found := key(one[0]):
            groups.setdefault(found, []).append(one)
    return groups.values()


_STEP = 4_096
