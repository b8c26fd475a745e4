"""How far segments hold the same people: each two of them, and each combination, found in one pass."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from app import audience
from app.audience import inside, problems, segments
from app.audience.inside import Bits, Ids, Inside
from app.domain.progress import SILENT, Progress
from app.domain.serialising import as_document
from app.project import Project

MOST_COMBINATIONS = 1000
"""So many combinations are told, the largest: people do not look at more."""

_AT_ONCE = 40
"""Segments whose memberships are put together in one number before these are numbered anew."""

Matrix = tuple[tuple[int, ...], ...]
Shares = tuple[tuple[float | None, ...], ...]


@dataclass(frozen=True, slots=True)
class Combination:
    """How many people are in exactly these segments of those that were asked about, and in no other of them."""

    segments: tuple[str, ...]
    count: int


@as_document(
    "as_of", "of", "segments", "counts", "shares", "jaccard", "combinations", "smaller", "problems",
    if_told=("smaller", "problems"),
)  # fmt: skip
@dataclass(frozen=True, slots=True)
class Overlap:
    """Rows and columns are in the order of `segments`.

    `counts` has how many people are in both, on the diagonal in the one; `shares` which part of the row's people is in
    the column's segment too; `jaccard` those in both as a part of those in either. What would be a part of nobody is
    None. `combinations` are the largest first, whoever is in none of them left out; at most MOST_COMBINATIONS, and
    `smaller` is how many more there are. `problems` has a sentence for each segment that could not be asked.
    """

    as_of: str
    of: int
    segments: tuple[str, ...]
    counts: Matrix
    shares: Shares
    jaccard: Shares
    combinations: tuple[Combination, ...]
    problems: dict[str, str] | None = None
    smaller: int = 0

    @property
    def outside(self) -> int:
        """How many people are in none of the segments, where all combinations are told."""
        return self.of - sum(one.count for one in self.combinations)


def overlap(
    project: Project, names: Sequence[str] = (), as_of: audience.AsOf = None, progress: Progress = SILENT
) -> Overlap:
    """How far these segments overlap, without names all; raises NotFound, and Problem where there are less than two."""
    with audience.asking(project, as_of, progress) as question:
        wanted = segments.named(names, question.names)
        if len(wanted) < 2:
            raise problems.TOO_FEW()
        found = inside.find(question, wanted, unknown_is_consent=False, progress=progress)
        moment, everybody = question.moment.iso(), len(found.people)
    if len(found.members) < 2:
        raise next(iter(found.problems.values()))
    asked = [one for one in wanted if one.id in found.members]
    called = tuple(one.name for one in asked)
    bits = [found.members[one.id] for one in asked]
    told = {one.name: str(found.problems[one.id]) for one in wanted if one.id in found.problems}
    counts = counts_of(bits)
    together = _combinations(called, bits, found)
    return Overlap(
        moment,
        everybody,
        called,
        tuple(tuple(row) for row in counts.tolist()),
        _parts(counts, np.repeat(np.diag(counts)[:, None], len(bits), axis=1)),
        _parts(counts, np.diag(counts)[:, None] + np.diag(counts)[None, :] - counts),
        together[:MOST_COMBINATIONS],
        told or None,
        max(0, len(together) - MOST_COMBINATIONS),
    )


def counts_of(bits: list[Bits]) -> "np.ndarray[tuple[int, int], np.dtype[np.int64]]":
    """How many people are in each two, shape (segments, segments)."""
    found = np.zeros((len(bits), len(bits)), dtype=np.int64)
    for row, mine in enumerate(bits):
        for column in range(row, len(bits)):
            found[row, column] = found[column, row] = inside.count(mine & bits[column])
    return found


def _parts(
    counts: "np.ndarray[tuple[int, int], np.dtype[np.int64]]", of: "np.ndarray[tuple[int, ...], np.dtype[np.int64]]"
) -> Shares:
    pairs = zip(counts.tolist(), of.tolist(), strict=True)
    return tuple(
        tuple(round(part / whole, 6) if whole else None for part, whole in zip(row, wholes, strict=True))
        for row, wholes in pairs
    )


def _combinations(called: tuple[str, ...], bits: list[Bits], found: Inside) -> tuple[Combination, ...]:
    """How many people are in each combination, the largest first, of equal ones in the order of the segments."""
    # The number of each person's combination, and by number which segments it is of.
    number = np.zeros(len(found.people), dtype=np.int64)
    places: list[tuple[int, ...]] = [()]
    for start in range(0, len(bits), _AT_ONCE):
        some = bits[start : start + _AT_ONCE]
        code = number << len(some)
        for place, mine in enumerate(some):
            code |= found.chosen(mine).astype(np.int64) << place
        known, number = _numbered(code)
        low = (1 << len(some)) - 1
        places = [
            (*places[one >> len(some)], *(start + place for place in range(len(some)) if (one & low) >> place & 1))
            for one in known
        ]
    tallies = np.bincount(number, minlength=len(places)).tolist()
    # As one is ranked who goes through the segments in their order: the first of them first.
    tally = [(count, mine) for count, mine in zip(tallies, places, strict=False) if count and mine]
    tally.sort(key=lambda one: (-one[0], len(one[1]), one[1]))
    return tuple(Combination(tuple(called[place] for place in mine), count) for count, mine in tally)


def _numbered(code: Ids) -> tuple[list[int], Ids]:
    """The different codes, and for each person which of them is theirs."""
    known, number = np.unique(code, return_inverse=True)
    return known.tolist(), number.reshape(-1).astype(np.int64)
