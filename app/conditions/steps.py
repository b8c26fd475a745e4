"""How far a number is from what a condition wants of it, for its smallest step."""

import math

from app.rules import Limits, limits, phrases


def missing(op: str, value: object, n: int, *, holds: bool) -> int:
    """By how many a count has to change, down where negative, for the condition to turn around."""
    # The smallest first, and of two as small the one upwards: what was done cannot be undone.
    candidates = sorted(range(-n, 1_001), key=lambda by: (abs(by), -by))
    within = limits(op, value)
    for by in candidates:
        inside = _inside(n + by, within) is not (op == "!=")
        if inside is not holds:
            return by
    # No count near by turns it: what is left is to come up to the range's beginning.
    low = within.low if within.low is not None else 0
    return math.floor(low) + int(within.open_low or low % 1 > 0) - n


def _inside(n: int, within: Limits) -> bool:
    above = within.low is None or (n > within.low if within.open_low else n >= within.low)
    return above and (within.high is None or (n < within.high if within.open_high else n <= within.high))


def more(n: int, said: phrases.EventWords) -> str:
    """So many more of these events, or fewer where it is negative."""
    if n > 0:
        return f"one more {said.one}" if n == 1 else f"{n:,} more {said.many}"
    return f"one {said.one} fewer" if n == -1 else f"{-n:,} {said.many} fewer"


def gap(value: float, within: Limits, *, holds: bool) -> float:
    """How far a number is from the range, signed; nought where it is inside or the range only has to be left."""
    if holds:
        return 0
    if within.low is not None and value <= within.low:
        return float(within.low) - value
    return float(within.high) - value if within.high is not None and value >= within.high else 0
