"""Sequences asked of the engine, against every choice of events tried one after the other."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.app.audience.random_rules import sequences
from tests.app.audience.shop_data import Shop
from tests.app.audience.test_meaning import agree, random

SEEN, CART, BOUGHT = ({"event": name} for name in ("viewed_product", "rated", "ordered_product"))
NOT = {"not": True}
SHAPES: list[Any] = [
    [SEEN, BOUGHT],
    [SEEN, CART, BOUGHT],
    [SEEN, BOUGHT | {"within_after": {"days": 12}}, SEEN],
    [SEEN, SEEN, SEEN],
    # Nothing between: seen from the later event.
    [SEEN, CART | NOT, BOUGHT],
    [SEEN, CART | NOT, {"event": "placed_order"} | NOT, BOUGHT | {"within_after": {"weeks": 3}}],
    # Nothing between that could be the event itself, or in a time of its own: seen from the earlier one.
    [SEEN, SEEN | NOT, BOUGHT],
    [SEEN, CART | NOT | {"within_after": {"days": 20}}, BOUGHT],
    [SEEN, CART | NOT | {"within_after": {"days": 20}}, CART | NOT, BOUGHT | {"within_after": {"months": 1}}],
    # Nothing behind.
    [SEEN, BOUGHT | NOT],
    [SEEN, BOUGHT | NOT | {"within_after": {"days": 30}}],
    [SEEN, BOUGHT | NOT | {"within_after": {"days": 30}, "so_far": True}, CART | NOT],
    [SEEN, {"event": "*"} | NOT | {"within_after": {"hours": 5}}],
]


@pytest.mark.parametrize("someone", [0, 6])
def test_each_shape(shop: Shop, someone: int) -> None:
    rules = [{"sequence": steps} for steps in SHAPES]
    frames = [rule | {"within": {"last": {"days": 60}}} for rule in rules]
    tied = [rule | {"same": "product"} for rule in rules[:2] + rules[6:7] + rules[9:11] if "rated" not in str(rule)]
    agree(shop, [*rules, *frames, *tied], someone)


@settings(random, max_examples=4)
@given(parts=st.lists(sequences(), min_size=3, max_size=5), someone=st.integers(0, 11))
def test_random_sequences(shop: Shop, parts: list[Any], someone: int) -> None:
    agree(shop, parts, someone)
