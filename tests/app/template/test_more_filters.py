"""Filters that other languages brought with them, as those languages mean them."""

from decimal import Decimal
from typing import Any

import pytest

from app.template import more_filters as more
from app.template.amounts import Amount


@pytest.mark.parametrize(
    ("value", "number"),
    [("12 apples", 12), ("5.50", Decimal("5.5")), ("x", 0), (None, 0), (5.0, 5), (2.5, Decimal("2.5")), (True, 0)],
)
def test_what_is_no_number_is_0(value: Any, number: Any) -> None:
    assert more.to_number(value) == number


def test_a_whole_number_by_a_whole_number_stays_whole() -> None:
    assert (more.divided_by(9, 2), more.divided_by("9.5", 2), more.divided_by(1, 0)) == (4, 4.75, None)
    assert (more.divided_exactly(9, 2), more.modulo(-5, 3), more.modulo(Decimal("-5.5"), 2)) == (4.5, 1, Decimal("0.5"))
    assert more.divided_by(Amount("12.50", "GBP"), 2).currency == "GBP"
    assert (more.decimal(5), more.decimal(2.5), more.decimal("x")) == ("5.0", "2.5", "x")


def test_texts_are_taken_apart_and_put_together() -> None:
    assert more.split("a,b,,", ",") == ["a", "b"]
    assert (more.split(" a  b ", " "), more.split("ab", "")) == (["a", "b"], ["a", "b"])
    assert more.joined(["a", None, "b"], "#") == "a##b"
    assert (more.sliced("hello", 1, 3), more.sliced("hello", -2, 2), more.sliced([1, 2], 9)) == ("ell", "lo", [])
    assert more.truncatewords("one two  three", 2) == "one two..."
    assert (more.replace_first("aa", "a", "b"), more.replace_last("aa", "a", "b")) == ("ba", "ab")
    assert more.strip_html("<script>x</script><b>Tom</b> & Co") == "Tom & Co"
    assert more.url_decode(more.url_encode("a b/c@d")) == "a b/c@d"


def test_lists_and_records_are_gone_through() -> None:
    records = [{"k": 1}, {"k": None}, {}]
    assert (more.where(records, "k"), more.reject(records, "k")) == ([{"k": 1}], [{"k": None}, {}])
    assert more.where(records, "k", 1) == [{"k": 1}]
    assert (more.entry([1, 2], "size"), more.entry({"size": 9}, "size"), more.entry("ab", "last")) == (2, 9, "b")
    assert (more.entries({"a": 1}), more.entries("x"), more.entries(5)) == ([["a", 1]], ["x"], [])
    assert (more.values({"a": 1}), more.keyed(["x"])) == ([1], [{"key": 0, "value": "x"}])
    assert (more.sections(True), more.sections(False), more.sections([1])) == ([True], [], [1])
    assert (more.backwards([1, 2]), more.backwards("ab")) == ([2, 1], ["ab"])
    assert more.sorted_as_text(["b", None, "A"]) == ["A", "b", None]
    assert (more.containing("a9", 9), more.containing([1, None], None)) == (True, False)
