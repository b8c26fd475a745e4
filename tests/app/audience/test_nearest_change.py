"""The fewest changes that bring somebody in, first in the rule, and when time alone does it."""

import pytest

from app import audience
from tests.app.audience.shop_data import Shop

PERSON = "customer_id:99"  # the second: tagged outdoor, three orders, the last four days ago
TEA, NEWS = {"tag": "tea"}, {"tag": "news"}


@pytest.mark.parametrize(
    ("rule", "steps"),
    [
        ({"all": [TEA, {"tag": "outdoor"}, NEWS]}, ["get the tag “tea”", "get the tag “news”"]),
        ({"any": [{"all": [TEA, NEWS]}, NEWS]}, ["get the tag “news”"]),
        ({"any": [TEA, NEWS]}, ["get the tag “tea”"]),
        ({"none": [{"tag": "outdoor"}, TEA]}, ["lose the tag “outdoor”"]),
        ({"all": [TEA, {"any": [TEA, NEWS]}]}, ["get the tag “tea”"]),
        ({"any": []}, []),
    ],
)
def test_the_fewest_conditions_are_changed(shop: Shop, rule: dict, steps: list[str]) -> None:
    found = audience.explain(shop.project, rule, PERSON)
    assert not found.member
    assert found.nearest is not None
    assert [str(change.step) for change in found.nearest.changes] == steps


def test_time_alone_is_dated(shop: Shop) -> None:
    quiet = {"none": [{"event": "placed_order", "within": {"last": {"days": 30}}}]}
    found = audience.explain(shop.project, quiet, PERSON)
    assert found.nearest is not None
    assert found.nearest.date is not None
    assert found.nearest.date.startswith("2012-01-05")
    assert audience.count(shop.project, quiet, found.nearest.date[:10]).of == len(shop.people)
    never = audience.explain(shop.project, TEA, PERSON)
    assert never.nearest is not None
    assert never.nearest.date is None
