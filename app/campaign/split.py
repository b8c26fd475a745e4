"""Who is held out and who gets which variant: a hash of a seed and the person's key decides.

The same people on every machine and engine, and anybody can check one of them with an MD5 tool: a draw is the first
eight hexadecimal digits of MD5(seed + ":" + key), as an integer. Held out is whose draw is below share × 2³² (as
`spec/segment-rules.md` samples), so that the same seed holds the same people out of every campaign; the variants of one
campaign share its recipients out exactly, in the order of their draws.
"""

import itertools
from collections.abc import Iterable, Sequence
from hashlib import md5

import numpy as np
import numpy.typing as npt

_RANGE = 1 << 32
_VARIANT = ":variant"
"""Put behind the seed, so that who gets which variant says nothing about who is held out."""


def draws(seed: str, keys: Iterable[str]) -> npt.NDArray[np.uint64]:
    """One number from 0 to 2³² − 1 for each key."""
    head = f"{seed}:".encode()
    digests = b"".join(md5(head + key.encode(), usedforsecurity=False).digest()[:4] for key in keys)
    # The first byte first, as the digits of a digest are read.
    return np.frombuffer(digests, dtype=">u4").astype(np.uint64)


def held_out(seed: str, keys: Iterable[str], share: float) -> npt.NDArray[np.bool_]:
    """Whether each key is in the sample of that share: the people whom `{"sample": share, "seed": seed}` holds for."""
    return draws(seed, keys) < np.float64(share) * _RANGE


def variant_seed(seed: str) -> str:
    """The seed that the variants of a campaign with this seed are drawn by."""
    return seed + _VARIANT


def variants(drawn: npt.NDArray[np.uint64], shares: Sequence[float]) -> npt.NDArray[np.int64]:
    """The number of each person's variant, by their draws: the lowest get the first, and so on.

    Each variant has its share of the people to the person: half and half of 2,919 are 1,460 and 1,459, where a draw
    of each for themselves would miss by 27 as often as not. At equal draws the earlier one comes first.
    """
    # The sums are rounded and not each share, so that no rounding adds up.
    ends = np.floor(np.fromiter(itertools.accumulate(shares), np.float64, len(shares)) * len(drawn) + 0.5)
    # Shares that sum to a little less than one leave nobody without a variant.
    ends[-1] = len(drawn)
    places = np.empty(len(drawn), np.int64)
    places[np.argsort(drawn, kind="stable")] = np.arange(len(drawn))
    # An end is a count from nought: whoever stands at it is the first of the next variant.
    return np.searchsorted(ends, places, side="right")


def ends(drawn: npt.NDArray[np.uint64], numbers: npt.NDArray[np.int64], count: int) -> list[int]:
    """Up to which draw each of `count` variants goes: with the seed, what anybody needs to check a person's."""
    return [int(drawn[numbers <= number].max(initial=0)) for number in range(count)]
