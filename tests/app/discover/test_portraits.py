"""Portraits say in words, from medians, what sets each group apart."""

import numpy as np

from app.discover.answers import Column, People
from app.discover.portraits import portraits

SHOP = (
    Column("days_since_last_order", "days_since_last_order", "Days since last order", "days"),
    Column("orders", "orders", "Orders", "count"),
    Column("revenue", "revenue", "Spent", "money"),
)


def _two_kinds() -> tuple[np.ndarray, np.ndarray]:
    best = np.array([[9.0, 10, 1_326], [8, 11, 1_300], [10, 9, 1_500]])
    rest = np.array([[60.0, 2, 500], [180, 1, 300], [51, 2, 668], [70, 2, 600], [182, 1, 300], [40, 3, 700]] * 3)
    return np.concatenate([best, rest]), np.array([1] * 3 + [0] * 18, dtype=np.int32)


def test_a_card_says_what_sets_a_group_apart() -> None:
    values, labels = _two_kinds()
    rest, best = portraits(SHOP, values, values, labels, np.array([[97.2, 1.8, 511.3], [9, 10, 1_375]]))
    assert best.sentence == "10 orders, spent 1,326, last ordered 9 days ago"
    assert best.highlight == "five times the usual orders"
    assert (best.name, best.size, round(best.share, 3)) == ("Champions", 3, 0.143)
    assert best.action == "Loyalty reward, early access"
    assert best.centre == {"days_since_last_order": 9, "orders": 10, "revenue": 1_375}
    assert (rest.name, rest.label) != (best.name, best.label)


def test_traits_are_medians_against_everybodys_strongest_first() -> None:
    values, labels = _two_kinds()
    _, best = portraits(SHOP, values, values, labels, np.zeros((2, 3)))
    assert [abs(trait.strength) for trait in best.traits] == sorted(
        (abs(t.strength) for t in best.traits), reverse=True
    )
    orders = next(trait for trait in best.traits if trait.feature == "orders")
    assert (orders.value, orders.typical, orders.ratio) == (10, 2, 5)
    assert orders.strength == np.float64((10 - values[:, 1].mean()) / values[:, 1].std())


def test_every_name_is_its_own(crowd: People) -> None:
    labels = (np.arange(400) % 10).astype(np.int32)
    found = portraits(crowd.columns, crowd.values, crowd.values, labels, np.zeros((10, 3)))
    assert len({portrait.name for portrait in found}) == 10
    assert {portrait.highlight for portrait in found} >= {"much like everybody else"}


def test_categories_are_said_as_shares() -> None:
    columns = (Column("gender:female", "gender", "Gender: female", "category", "female"), SHOP[1])
    values = np.array([[1.0, 3], [1, 2], [1, 3], [0, 3], [0, 2], [0, 3], [0, 2], [1, 3]])
    labels = np.array([0, 0, 0, 1, 1, 1, 1, 0], dtype=np.int32)
    women, _ = portraits(columns, values, values, labels, np.zeros((2, 2)))
    share = women.traits[0]
    assert (share.value, share.typical, share.ratio) == (1, 0.5, None)
    assert share.words == "gender female: 100 %, usually 50 %"
    assert women.name == "Mostly female"
    assert women.sentence == "3 orders, gender female: 100 %, usually 50 %"
