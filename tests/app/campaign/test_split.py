"""Who is held out and who gets which variant."""

import hashlib

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
    assert split.variants("s", [], [0.5, 0.5]).tolist() == []


@pytest.mark.parametrize("shares", [[1.0], [0.5, 0.5], [0.1, 0.2, 0.7], [1 / 3, 1 / 3, 1 / 3]])
def test_shares_come_out_about_right_and_everyone_has_a_variant(shares: list[float]) -> None:
    drawn = split.variants("spring", KEYS, shares)
    assert set(drawn.tolist()) == set(range(len(shares)))
    for number, share in enumerate(shares):
        # Four standard deviations of a binomial share.
        assert abs((drawn == number).mean() - share) <= 4 * (share * (1 - share) / len(KEYS)) ** 0.5


def test_the_last_draw_has_a_variant_though_the_shares_sum_to_less() -> None:
    shares = [0.3333333, 0.3333333, 0.3333333]
    assert split.variants("s", KEYS, shares).max() == 2


def test_variants_say_nothing_about_the_holdout() -> None:
    out = split.held_out("spring", KEYS, 0.5)
    drawn = split.variants("spring", KEYS, [0.5, 0.5])
    both = (out & (drawn == 0)).mean()
    assert abs(both - 0.25) < 4 * (0.25 * 0.75 / len(KEYS)) ** 0.5


def test_another_seed_draws_others() -> None:
    assert (split.held_out("spring", KEYS, 0.5) != split.held_out("autumn", KEYS, 0.5)).mean() > 0.4


def test_a_known_draw() -> None:
    # `printf 'spring:customer_id:17850' | md5sum` begins with these digits.
    assert split.draws("spring", ["customer_id:17850"]).tolist() == [
        int(hashlib.md5(b"spring:customer_id:17850").hexdigest()[:8], 16)
    ]
