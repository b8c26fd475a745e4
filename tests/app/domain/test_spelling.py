"""Near misses: what is meant is found, what is not near is left alone, and the answer is the same every time."""

import pytest

from app.domain.spelling import CUT_OFF, likeness, near, nearest

FIELDS = ("first_name", "last_name", "city", "country", "loyalty_tier", "email", "revenue")


@pytest.mark.parametrize(
    ("wrong", "meant"),
    [
        ("frist_name", "first_name"),
        ("FIRST_NAM", "first_name"),
        ("ctiy", "city"),
        ("cty", "city"),
        ("emial", "email"),
        ("loyalty", "loyalty_tier"),
        ("revenu", "revenue"),
        ("zebra", ""),
        ("", ""),
        ("first", ""),
    ],
)
def test_a_slip_is_understood_and_another_word_is_not(wrong: str, meant: str) -> None:
    assert nearest(wrong, FIELDS) == meant


def test_the_most_alike_comes_first_and_no_more_than_asked() -> None:
    assert near("last_nam", FIELDS, 3) == ["last_name"]
    assert near("orders_3", {"orders_1", "orders_30", "orders_2"}, 2) == ["orders_30", "orders_1"]


def test_equals_come_in_one_order_whatever_order_they_are_given_in() -> None:
    assert near("colur", ["colour", "colurs"], 9) == near("colur", ["colurs", "colour"], 9) == ["colour", "colurs"]


def test_a_label_stands_for_the_name_that_it_belongs_to() -> None:
    labels = {"Placed an order": "placed_order", "Is before": "before", "Total": "amount"}
    assert near("placed a order", ["placed_order", "before", "total"], 5, labels) == ["placed_order"]
    assert nearest("is befor", ["placed_order"], labels) == "before"
    assert nearest("totl", ["total", "amount"], labels) == "total", "a name before another's label"


def test_likeness_ends_at_the_cut_off() -> None:
    assert likeness("Straße", "STRASSE") == 100
    assert likeness("name", "naem") == 75 > CUT_OFF
    assert likeness("last", "first") == 0
