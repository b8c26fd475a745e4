"""The front: reach, counts of rows, members, and rules that are wide or deep."""

import numpy as np
import pytest

from app import audience
from app.domain.problems import RuleProblem
from tests.app.audience.shop_data import Shop

PARIS = {"trait": "city", "op": "is", "value": "paris"}


ORDERED = {"event": "placed_order", "op": ">=", "value": 4}


def test_count_says_of_how_many_and_when(shop: Shop) -> None:
    found = audience.count(shop.project, PARIS)
    assert (found.count, found.of, found.as_of, found.engine) == (2, 12, "2011-12-10T12:00:00+00:00", "duckdb")
    assert audience.count(shop.project, PARIS, "2011-12-31").count == 1  # one of them has moved to Oslo by then
    with pytest.raises(RuleProblem, match="Did you mean city"):
        audience.count(shop.project, PARIS | {"trait": "ciity"})


def test_reach_counts_everybody_once_and_by_all_that_is_recorded(shop: Shop) -> None:
    found = audience.reach(shop.project, {"all": []}, "2011-01-01")
    # 1, 2 and 3 are suppressed, one of them only after any moment; nobody else's latest consent is granted.
    assert (found.matched, found.suppressed, found.no_consent, found.no_address, found.mailable) == (12, 3, 9, 0, 0)


def test_reach_with_unknown_as_consent(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(shop.project._settings, "unknown_is_consent", True)
    found = audience.reach(shop.project, {"all": []})
    # 5 has refused since; 4, 8 and 12 have no address.
    assert (found.suppressed, found.no_consent, found.no_address, found.mailable) == (3, 1, 3, 5)


def test_each_row_is_counted_by_itself(shop: Shop) -> None:
    rule = {"all": [PARIS, {"none": [ORDERED | {"muted": True}]}, {"event": "nix", "muted": True}]}
    found = audience.node_counts(shop.project, rule)
    assert found == {"": 2, "all[0]": 2, "all[1]": 12, "all[1].none[0]": audience.count(shop.project, ORDERED).count}


def test_members_come_in_key_order_with_what_is_asked(shop: Shop) -> None:
    found = audience.members(shop.project, ORDERED, ["city", "orders", "revenue", "suppressed"])
    assert found.column_names == ["key", "city", "orders", "revenue", "suppressed"]
    rows = found.to_pylist()
    assert [row["key"] for row in rows] == sorted(row["key"] for row in rows)
    assert rows[0] == {"key": "customer_id:100", "city": "Paris", "orders": 4, "revenue": 1457581, "suppressed": True}
    some = audience.members(shop.project, ORDERED, ["city"], limit=2, offset=1).to_pylist()
    assert [row["key"] for row in some] == [row["key"] for row in rows[1:3]]
    ids = audience.member_ids(shop.project, ORDERED)
    assert ids.dtype == np.int64
    keys = {person["id"]: person["key"] for person in shop.people}
    assert [keys[one] for one in ids.tolist()] == [row["key"] for row in rows]


def test_nobody_and_everybody_muted(shop: Shop) -> None:
    assert audience.member_ids(shop.project, {"any": []}).tolist() == []
    assert audience.count(shop.project, PARIS | {"muted": True}).count == 12
    assert audience.explain(shop.project, PARIS | {"muted": True}, "customer_id:91").member


def test_deep_and_wide_rules_are_answered(shop: Shop) -> None:
    deep: dict = PARIS
    for number in range(90):
        deep = {("all", "any", "none")[number % 3]: [deep]}
    size = {"trait": "shoe_size", "op": "="}
    wide = {"any": [size | {"value": number} for number in range(100, 400)] + [size | {"value": 37}]}
    assert audience.count(shop.project, deep).count == 2
    assert audience.count(shop.project, wide).count == 1
    assert audience.explain(shop.project, wide, "customer_id:98").member
