"""How far a number is from what is wanted of it."""

from decimal import Decimal

import pytest

from app.conditions.steps import gap, missing, more
from app.rules import Limits, phrases


@pytest.mark.parametrize(
    ("op", "value", "n", "holds", "by"),
    [(">=", 3, 1, False, 2), (">", 3, 1, False, 3), ("=", 0, 4, False, -4), ("<", 3, 2, True, 1),
     ("!=", 2, 2, False, 1), (">=", 5000, 0, False, 5000)],
)  # fmt: skip
def test_a_count_changes_by_the_least_that_turns_it(op: str, value: int, n: int, holds: bool, by: int) -> None:
    assert missing(op, Decimal(value), n, holds=holds) == by


def test_a_gap_is_signed_and_nought_inside() -> None:
    within = Limits(Decimal(2), Decimal(5))
    assert [gap(value, within, holds=False) for value in (1.5, 3, 7)] == [0.5, 0, -2]
    assert gap(1.5, within, holds=True) == 0


def test_events_are_counted_in_words() -> None:
    words = phrases.EVENTS["placed_order"]
    said = [more(n, words) for n in (1, 2, -1, -2)]
    assert said == ["one more order", "2 more orders", "one order fewer", "2 orders fewer"]
