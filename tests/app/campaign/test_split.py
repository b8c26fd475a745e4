"""Who is held out and who gets which variant."""

import hashlib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.campaign import split

KEYS = [f"customer_id:{number}" for number in range(20_000)]


@given(st.text(), st.lists(st.text(min_size=1), min_size=1), st.floats(0, 1, exclude_max=True))
def test_held_out_is_the_sample_of_the_specification(seed: str, keys: list[str], share: float) -> None:
    keys = [key.encode("utf-8", "ignore").decode() for key in keys]
    seed = seed.encode("utf-8", "ignore").decode()
    expected = [int(hashlib.md5(f"{seed}:{key}".encode()).hexdigest()[:8], 16) < share * 2**32 for key in keys]
    assert split.held_out(seed, keys, share).tolist() == expected


def test_nobody_is_asked_about() -> None:
    assert split.held_out("s", [], 0.5).tolist() == []
    assert arms("s", [], [0.5, 0.5]).tolist() == []


def arms(seed: str, keys: list[str], shares: list[float]) -> Any:
    return split.variants(split.draws(split.variant_seed(seed), keys), shares)


@pytest.mark.parametrize(
    ("people", "shares", "counts"),
    [
        (20_000, [1.0], [20_000]),
        (20_000, [0.5, 0.5], [10_000, 10_000]),
        (2_919, [0.5, 0.5], [1_460, 1_459]),
        (20_000, [0.1, 0.2, 0.7], [2_000, 4_000, 14_000]),
        (18_000, [1 / 3, 1 / 3, 1 / 3], [6_000, 6_000, 6_000]),
        (18_000, [0.3333, 0.3333, 0.3334], [5_999, 6_000, 6_001]),
        (10, [0.3333333, 0.3333333, 0.3333333], [3, 4, 3]),
        (1, [0.5, 0.5], [1, 0]),
    ],
)
def test_shares_come_out_to_the_person(people: int, shares: list[float], counts: list[int]) -> None:
    drawn = arms("spring", KEYS[:people], shares).tolist()
    assert [drawn.count(number) for number in range(len(shares))] == counts


@given(st.integers(1, 400), st.lists(st.integers(1, 50), min_size=1, max_size=6))
def test_no_share_is_missed_by_a_person(people: int, parts: list[int]) -> None:
    shares = [part / sum(parts) for part in parts]
    drawn = arms("s", KEYS[:people], shares).tolist()
    for number, share in enumerate(shares):
        assert abs(drawn.count(number) - share * people) < 1 + 1e-9


def test_the_ends_tell_everybody_s_variant() -> None:
    drawn = split.draws(split.variant_seed("spring"), KEYS)
    numbers = split.variants(drawn, [0.25, 0.25, 0.5])
    ends = split.ends(drawn, numbers, 3)
    for key, number in zip(KEYS[:500], numbers.tolist(), strict=False):
        draw = int(hashlib.md5(f"spring:variant:{key}".encode()).hexdigest()[:8], 16)
        assert next(at for at, end in enumerate(ends) if draw <= end) == number


def test_who_is_there_beside_them_hardly_moves_anybody() -> None:
    before = arms("spring", KEYS[:10_000], [0.5, 0.5])
    after = arms("spring", KEYS[:10_100], [0.5, 0.5])[:10_000]
    assert (before != after).sum() < 100


def test_variants_say_nothing_about_the_holdout() -> None:
    out = split.held_out("spring", KEYS, 0.5)
    drawn = arms("spring", KEYS, [0.5, 0.5])
    both = (out & (drawn == 0)).mean()
    assert abs(both - 0.25) < 4 * (0.25 * 0.75 / len(KEYS)) ** 0.5


def test_another_seed_draws_others() -> None:
    assert (split.held_out("spring", KEYS, 0.5) != split.held_out("autumn", KEYS, 0.5)).mean() > 0.4


def test_a_known_draw() -> None:
    # `printf 'spring:customer_id:17850' | md5sum` begins with these digits.
    assert split.draws("spring", ["customer_id:17850"]).tolist() == [
        int(hashlib.md5(b"spring:customer_id:17850").hexdigest()[:8], 16)
    ]
