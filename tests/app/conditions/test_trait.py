"""A trait compared: refused where it means nothing, judged, reasoned and stepped towards."""

from typing import Any

import pytest

from app import audience, conditions
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


@pytest.mark.parametrize(
    ("op", "value", "case", "found"),
    [
        ("has", "OUTDOOR", False, [1, 2]), ("has", "outdoor", True, [2]),
        ("has_any_of", ["sale", "Outdoor"], False, [1, 2, 3]),
        ("has_all_of", ["outdoor"], False, [1, 2]), ("has_all_of", ["outdoor", "sale"], False, []),
        ("has_none_of", ["outdoor", "x"], False, [*range(3, 13)]), ("has_none_of", ["Outdoor"], True, [*range(2, 13)]),
    ],
)  # fmt: skip
def test_tags_are_asked_as_a_list_whichever_table_answers(
    shop: Shop, op: str, value: Any, case: bool, found: list[int]
) -> None:
    rule = {"trait": "tags", "op": op, "value": value} | ({"case": True} if case else {})
    assert sorted(audience.member_ids(shop.project, rule).tolist()) == found
