"""A seeded share: the same people everywhere, and a row with the share and its word."""

from hashlib import md5

import pytest

from app import conditions
from app.domain.problems import RuleProblem
from tests.app.audience.shop_data import Shop
from tests.app.conditions.asking import NAMES, about, row, texts


def test_it_is_judged_by_the_hash_of_seed_and_key(shop: Shop) -> None:
    drawn = int(md5(b"x:customer_id:100").hexdigest()[:8], 16) / 2**32
    held, because, _ = about(shop, 1, {"sample": 0.5, "seed": "x"})
    assert held is (drawn < 0.5)
    assert because == f"drew {drawn:.4f} of 1"
    assert about(shop, 1, {"sample": 1, "seed": "x"})[0]
    assert not about(shop, 1, {"sample": 0, "seed": "x"})[0]


def test_a_share_beyond_everyone_is_refused() -> None:
    with pytest.raises(RuleProblem, match="from 0 to 1"):
        conditions.parse({"sample": 1.5}, NAMES)


def test_its_row_says_the_share_as_it_is() -> None:
    rule = conditions.begun("sample", NAMES)
    assert texts(rule) == ["A random share", "10\N{NO-BREAK SPACE}%", "drawn by “draw”"]
    _, share, seed = row(rule)
    assert (share.start, share.given(12.5)) == (10, {"sample": 0.125, "seed": "draw"})
    assert texts(share.given(12.5))[1] == "12.5\N{NO-BREAK SPACE}%"
    assert seed.given("spring") == {"sample": 0.1, "seed": "spring"}
    assert texts({"sample": 0.1})[2] == "drawn without a word"
