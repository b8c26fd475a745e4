"""Values a few edits apart (letters more, less, other or exchanged), found without comparing all with all.

How many edits are few grows with a value's length, and values with other figures are never alike: `Lot 12` is not
`Lot 13`. Two values within k edits share one of k + 1 parts of the shorter one, at nearly the same place (Li, Deng,
Wang and Feng, “Pass-Join”, VLDB 2011): only those that share one are compared.
"""

import itertools
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Final

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import OSA

from app.domain.progress import Progress
from app.recipe.keys import plain

_MOST: Final = 2
"""The most edits between two values."""
_COMPARED: Final = 3_000_000
"""So many comparisons, about, are made for the sake of common parts: see `_common`."""
_RARE: Final = 8
_STEP: Final = 2_000
_FIGURES = re.compile(r"\d+")

Value = tuple[str, int]


def edits_of(length: int) -> int:
    """How many edits apart values may be of which the shorter is so long: none, one, or two from ten letters on."""
    return 0 if length < _SHORTEST else 1 if length < _LONG else _MOST


def _apart(length: int) -> int:
    """How many single letters may differ: two that were exchanged (`Hambrug`) are one edit, and differ twice."""
    return edits_of(length) if length < _EXCHANGED else _MOST


_SHORTEST: Final = 4
_LONG: Final = 10
_EXCHANGED: Final = 6


def near(values: Sequence[Value], progress: Progress) -> Iterator[list[Value]]:
    """Groups of values around the commonest of each: every other one is few edits away from that, so none is a chain.

    `values` come with the commonest first.
    """
    blocks: dict[tuple[str, ...], list[tuple[str, Value]]] = defaultdict(list)
    for at, one in enumerate(values):
        if not at % _STEP:
            progress.step(0, 1, f"Looking at values: {at:,} of {len(values):,}")
        text = " ".join(plain(one[0]).split())
        blocks[tuple(_FIGURES.findall(text))].append((text, one))
    done = 0
    for block in blocks.values():
        if len(block) > 1:
            yield from _of_block(block, done, len(values), progress)
        done += len(block)


def _of_block(block: list[tuple[str, Value]], done: int, total: int, progress: Progress) -> Iterator[list[Value]]:
    alike = _pairs([text for text, _ in block], done, total, progress)
    taken = bytearray(len(block))
    for at in range(len(block)):
        if not taken[at] and at in alike:
            group = [at, *sorted(other for other in alike[at] if not taken[other])]
            if len(group) > 1:
                for one in group:
                    taken[one] = 1
                yield [block[one][1] for one in group]


def _pairs(texts: list[str], done: int, total: int, progress: Progress) -> dict[int, list[int]]:
    """By each text those that are few edits away."""
    parts = _parts(texts)
    common = _common(parts)
    found: dict[int, list[int]] = defaultdict(list)
    for start in range(0, len(texts), _STEP):
        progress.step(done + start, total, f"Comparing values: {done + start:,} of {total:,}")
        ones, others = list[int](), list[int]()
        for at in range(start, min(start + _STEP, len(texts))):
            # Of two as long as each other one asks for both.
            long = len(texts[at])
            some = [
                one
                for one in _candidates(texts[at], parts, common)
                if one < at or (one != at and len(texts[one]) < long)
            ]
            others += some
            ones += [at] * len(some)
        for one, other in _near(texts, ones, others):
            found[one].append(other)
            found[other].append(one)
    return found


def _near(texts: list[str], ones: list[int], others: list[int]) -> list[tuple[int, int]]:
    """Of these pairs, the shorter text second, those that are as near as that one's length allows."""
    apart = process.cpdist(
        [texts[at] for at in ones], [texts[at] for at in others], scorer=OSA.distance, score_cutoff=_MOST
    )
    near = np.flatnonzero(apart <= _MOST).tolist()
    return [(ones[at], others[at]) for at in near if apart[at] <= edits_of(len(texts[others[at]]))]


Parts = dict[tuple[int, int, str], list[int]]
"""The values that have a part, by the length of the whole, the number of the part, and the part."""


def _parts(texts: list[str]) -> Parts:
    found: Parts = defaultdict(list)
    for at, text in enumerate(texts):
        for number, (start, end) in enumerate(_cuts(len(text))):
            found[len(text), number, text[start:end]].append(at)
    return found


@cache
def _cuts(length: int) -> tuple[tuple[int, int], ...]:
    """Where a text of that length is cut into one part more than edits are allowed."""
    count = _apart(length) + 1
    ends = [length * number // count for number in range(count + 1)]
    return tuple(itertools.pairwise(ends))


@cache
def _probes(length: int) -> tuple[tuple[int, int, int, int], ...]:
    """Where a text of that length holds a part of one that is as long or shorter: the other's length, the part's
    number, and from where to where. A part is moved by no more edits than are left before it and behind it."""
    found = []
    for other in range(max(0, length - _MOST), length + 1):
        edits, longer = _apart(other), length - other
        if longer > edits:
            continue
        for number, (start, end) in enumerate(_cuts(other)):
            least = max(0, start - number, start + longer - (edits - number))
            most = min(length - (end - start), start + number, start + longer + edits - number)
            found += [(other, number, place, place + end - start) for place in range(least, most + 1)]
    return tuple(found)


def _common(parts: Parts) -> int:
    """How many values may share a part that is looked at. All, but where so many share theirs that it would take
    minutes: then the parts that most share are passed over, which tell least; the other parts of a pair still tell."""
    sizes = np.sort(np.fromiter((len(some) for some in parts.values()), dtype=np.int64, count=len(parts)))
    cheap = int(np.searchsorted(np.cumsum(sizes * sizes), _COMPARED, side="right"))
    return max(_RARE, int(sizes[cheap - 1])) if cheap < len(sizes) and cheap else max(_RARE, int(sizes.max(initial=0)))


def _candidates(text: str, parts: Parts, common: int) -> set[int]:
    """The values as long or shorter that share a part with a text where the edits allowed can have moved it."""
    found: set[int] = set()
    for length, number, start, end in _probes(len(text)):
        some = parts.get((length, number, text[start:end]))
        if some is not None and len(some) <= common:
            found.update(some)
    return found
