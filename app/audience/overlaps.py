"""How far segments hold the same people: each two of them, and each combination, found in one pass."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from app import audience
from app.audience import inside, problems, segments
from app.audience.inside import Bits, Inside
from app.domain.progress import SILENT, Progress
from app.domain.serialising import as_document
from app.project import Project

MOST_COMBINED = 12
"""Of more segments no combinations are given: there would be more of them than anybody looks at."""

Matrix = tuple[tuple[int, ...], ...]
Shares = tuple[tuple[float | None, ...], ...]


@dataclass(frozen=True, slots=True)
class Combination:
    """How many people are in exactly these segments of those that were asked about, and in no other of them."""

    segments: tuple[str, ...]
    count: int


@as_document(
    "as_of", "of", "segments", "counts", "shares", "jaccard", "combinations", "problems", if_told=("problems",)
)
@dataclass(frozen=True, slots=True)
class Overlap:
    """Rows and columns are in the order of `segments`.

    `counts` has how many people are in both, on the diagonal in the one; `shares` which part of the row's people is in
    the column's segment too; `jaccard` those in both as a part of those in either. What would be a part of nobody is
    None. `combinations` are the largest first, whoever is in none of them left out; None of too many segments.
    `problems` has a sentence for each segment that could not be asked.
    """

    as_of: str
    of: int
    segments: tuple[str, ...]
    counts: Matrix
    shares: Shares
    jaccard: Shares
    combinations: tuple[Combination, ...] | None
    problems: dict[str, str] | None = None


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
    counts = _counts(bits)
    return Overlap(
        moment,
        everybody,
        called,
        tuple(tuple(row) for row in counts.tolist()),
        _parts(counts, np.repeat(np.diag(counts)[:, None], len(bits), axis=1)),
        _parts(counts, np.diag(counts)[:, None] + np.diag(counts)[None, :] - counts),
        _combinations(called, bits, found) if len(bits) <= MOST_COMBINED else None,
        told or None,
    )


def _counts(bits: list[Bits]) -> "np.ndarray[tuple[int, int], np.dtype[np.int64]]":
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
    code = np.zeros(len(found.people), dtype=np.int64)
    for place, mine in enumerate(bits):
        code |= found.chosen(mine).astype(np.int64) << place
    tallies = np.bincount(code, minlength=1).tolist()
    tally = [(count, number) for number, count in enumerate(tallies) if count and number]
    return tuple(
        Combination(tuple(name for place, name in enumerate(called) if number >> place & 1), count)
        for count, number in sorted(tally, key=lambda one: (-one[0], one[1]))
    )
