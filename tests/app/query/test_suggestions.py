"""Values that people really have, the most frequent first, found by any part of them and whatever their case."""

from collections import Counter

import pytest

from app.domain.names import fold
from app.query import suggestions
from tests.app.audience.shop_data import Shop


def test_what_reads_the_same_is_counted_together(shop: Shop) -> None:
    wanted = Counter(fold(one["traits"]["city"]) for one in shop.people if one["traits"].get("city", "").strip())
    found = suggestions.values(shop.project, "city")
    assert {fold(value): times for value, times in found} == wanted
    assert [times for _, times in found] == sorted(wanted.values(), reverse=True)
    assert suggestions.values(shop.project, "city", limit=1) == found[:1]


@pytest.mark.parametrize(
    ("name", "typed", "found"),
    [
        ("city", "PARI", ["Paris", "paris nord"]), ("city", " strasse", ["STRASSE"]), ("interests", "bag", ["Bags"]),
        ("tag", "out", ["Outdoor"]), ("tag", "", ["Outdoor", "Sale"]), ("sku", "s2", ["S2"]),
        ("product.category", "ba", ["Bags"]), ("device", "desk", ["desktop"]), ("mood", "süß", ["SÜSS"]),
        ("shoe_size", "", []), ("nothing_such", "", []), ("product.nothing", "", []),
    ],
)  # fmt: skip
def test_what_is_typed_is_found_in_the_middle_too(shop: Shop, name: str, typed: str, found: list[str]) -> None:
    assert [value for value, _ in suggestions.values(shop.project, name, typed)] == found
