"""Who is held out and who gets which variant: a hash of a seed and the person's key decides.

The same people on every machine and engine, and anybody can check one of them with an MD5 tool: the first eight
hexadecimal digits of MD5(seed + ":" + key), as an integer, below share × 2³² (as `spec/segment-rules.md` samples).
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
    return np.frombuffer(digests, dtype=">u4").astype(np.uint64)


def held_out(seed: str, keys: Iterable[str], share: float) -> npt.NDArray[np.bool_]:
    """Whether each key is in the sample of that share: the people whom `{"sample": share, "seed": seed}` holds for."""
    return draws(seed, keys) < np.float64(share) * _RANGE


def variant_seed(seed: str) -> str:
    """The seed that the variants of a campaign with this seed are drawn by."""
    return seed + _VARIANT


def variants(seed: str, keys: Iterable[str], shares: Sequence[float]) -> npt.NDArray[np.int64]:
    """The number of each key's variant: the first whose shares, summed up to it, exceed the key's draw."""
    ends = np.fromiter(itertools.accumulate(shares), np.float64, len(shares)) * _RANGE
    # Shares that sum to a little less than one leave nobody without a variant.
    ends[-1] = _RANGE
    return np.searchsorted(ends, draws(variant_seed(seed), keys).astype(np.float64), side="right")
