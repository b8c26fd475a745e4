"""A trait compared: refused where it means nothing, judged, reasoned and stepped towards."""

from typing import Any

import pytest

from app import conditions
from app.domain.problems import RuleProblem
from app.rules.tree import normal
from tests.app.audience.shop_data import Shop
from tests.app.conditions.asking import NAMES, about


@pytest.mark.parametrize(
    ("rule", "what"),
    [
        ({"trait": "country", "op": "is", "value": "Atlantis"}, "no country is called “Atlantis”"),
        ({"trait": "orders", "op": ">", "value": 1, "for": {"days": 3}}, "“for” needs the history of a trait"),
        ({"trait": "city", "op": "is_set", "for": {"days": 3}, "was": True}, "exclude each other"),
        (
            {"trait": "signed_up_at", "op": "in_last", "value": {"days": 3}, "was": True},
            "cannot be joined with in_last",
        ),
    ],
)
def test_what_means_nothing_is_refused(rule: dict[str, Any], what: str) -> None:
    with pytest.raises(RuleProblem, match=what):
        conditions.parse(rule, NAMES)


def test_one_country_by_any_name_is_one_condition() -> None:
    said = [{"trait": "country", "op": "is", "value": value} for value in ("DE", "Germany", "deutschland")]
    assert len({normal(conditions.parse(rule, NAMES).root) for rule in said}) == 1


def test_somebody_is_told_their_value_and_the_smallest_step(shop: Shop) -> None:
    assert about(shop, 2, {"trait": "orders", "op": ">=", "value": 30}) == (
        False,
        "the number of orders is 3",
        "27 more orders",
    )
    assert about(shop, 2, {"trait": "shoe_size", "op": ">=", "value": 40}) == (
        False,
        "the “Shoe size” is 36.5",
        "the “Shoe size” up by 3.5",
    )
    missing = about(shop, 4, {"trait": "shoe_size", "op": ">=", "value": 40})
    assert missing == (False, "no “Shoe size” is known", "become: “Shoe size” is at least 40")
