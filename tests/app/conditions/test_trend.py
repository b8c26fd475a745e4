"""More or fewer than in the same time before."""

import pytest

from app import conditions
from app.domain.problems import RuleProblem
from tests.app.audience.shop_data import Shop
from tests.app.conditions.asking import NAMES, about, row, texts

RISING = {"event": "placed_order", "trend": "rising", "within": {"last": {"days": 30}}}


def test_two_windows_are_compared(shop: Shop) -> None:
    because = "1 order in the last 30 days, 0 in the same time before"
    assert about(shop, 2, RISING) == (True, because, "fewer orders in the last 30 days")
    assert about(shop, 2, RISING | {"trend": "falling"}) == (False, because, "fewer orders in the last 30 days")


def test_it_needs_a_window_that_has_one_before_it() -> None:
    with pytest.raises(RuleProblem, match="a trend needs a window"):
        conditions.parse(RISING | {"within": {"from": "2011-01-01"}}, NAMES)
    with pytest.raises(RuleProblem, match="never negative"):
        conditions.parse(RISING | {"by_at_least": -0.1}, NAMES)


def test_its_field_says_the_share() -> None:
    shown = texts(RISING | {"by_at_least": 0.2})
    assert shown[1:3] == ["more often than in the time before", "by at least 20 %"]
    share = row(RISING)[2]
    assert share.text == "by any amount"
    assert share.given(7.5)["by_at_least"] == 0.075
    assert "by_at_least" not in row(RISING | {"by_at_least": 0.2})[2].given(0)
