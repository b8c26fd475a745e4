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
    together, many = _combinations(called, bits, found)
    return Overlap(
        moment,
        everybody,
        called,
        tuple(tuple(row) for row in counts.tolist()),
        _parts(counts, np.repeat(np.diag(counts)[:, None], len(bits), axis=1)),
        _parts(counts, np.diag(counts)[:, None] + np.diag(counts)[None, :] - counts),
        tuple(together),
        told or None,
        many - len(together),
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


def _combinations(called: tuple[str, ...], bits: list[Bits], found: Inside) -> tuple[list[Combination], int]:
    """How many people are in each combination, the largest first, of equal ones those of few segments first; at most
    MOST_COMBINATIONS. And how many combinations there are."""
    number = np.zeros(len(found.people), dtype=np.int64)
    levels: list[tuple[Ids, int]] = []
    for start in range(0, len(bits), _AT_ONCE):
        some = bits[start : start + _AT_ONCE]
        code = number << len(some)
        for place, mine in enumerate(some):
            code |= found.chosen(mine).astype(np.int64) << place
        # Numbered anew, so that each person's combination fits in one number however many segments there are.
        known, inverse = np.unique(code, return_inverse=True)
        number = inverse.reshape(-1).astype(np.int64)
        levels.append((known, len(some)))
    tallies = np.bincount(number)
    largest = np.lexsort((np.arange(len(tallies)), -tallies))[: MOST_COMBINATIONS + 1].tolist()
    told = [(int(tallies[one]), _places(one, levels)) for one in largest]
    inside = sorted((one for one in told if one[1]), key=lambda one: (-one[0], len(one[1]), one[1]))
    outside = bool(len(tallies)) and not _places(0, levels)
    made = [Combination(tuple(called[place] for place in mine), count) for count, mine in inside]
    return made[:MOST_COMBINATIONS], len(tallies) - outside


def _places(number: int, levels: list[tuple[Ids, int]]) -> tuple[int, ...]:
    """The places of the segments that a combination is of: its number leads back through the levels."""
    places: list[int] = []
    start = sum(size for _, size in levels)
    for known, size in reversed(levels):
        code, start = int(known[number]), start - size
        places += [start + place for place in range(size) if code >> place & 1]
        number = code >> size
    return tuple(sorted(places))
