"""The front: reach, counts of rows, members, explanations and what would change them."""

import numpy as np
import pytest

from app import audience
from app.domain.problems import NotFound, RuleProblem
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


def explained(shop: Shop, rule: object, key: str = "customer_id:100") -> audience.Json:
    return audience.explain(shop.project, rule, key)


def test_because_has_figures_and_dates(shop: Shop) -> None:
    rule = {
        "all": [
            ORDERED | {"within": {"last": {"days": 60}}},
            PARIS,
            {"suppressed": True},
            {"consent": "email", "is": "granted"},
        ]
    }
    found = explained(shop, rule)
    assert not found.member
    assert [(one.path, one.holds, one.because) for one in found.conditions] == [
        ("all[0]", False, "2 orders in the last 60 days, the last on 10 Nov 2011"),
        ("all[1]", True, "the city is “Paris”"),
        ("all[2]", True, "is on the suppression list"),
        ("all[3]", False, "the latest consent to email is withdrawn since 30 Nov 2011"),
    ]
    assert [(one.path, str(one.step)) for one in found.nearest.changes] == [
        ("all[0]", "2 more orders in the last 60 days"),
        ("all[3]", "consent to email becomes granted"),
    ]


@pytest.mark.parametrize(
    ("rule", "paths", "step"),
    [
        ({"any": [{"all": [{"tag": "x"}, {"tag": "y"}]}, {"tag": "z"}]}, ["any[1]"], "get the tag “z”"),
        ({"any": [{"tag": "y"}, {"tag": "z"}]}, ["any[0]"], "get the tag “y”"),
        (
            {"none": [{"any": [PARIS, {"suppressed": True}]}, {"tag": "x"}]},
            ["none[0].any[0]", "none[0].any[1]"],
            "no longer: City is “paris”",
        ),
        ({"event": "placed_order", "op": ">=", "value": 5}, [""], "one more order"),
        ({"event": "placed_order", "op": "between", "value": [1, 2]}, [""], "2 orders fewer"),
        ({"trait": "orders", "op": ">", "value": 4}, [""], "one more order"),
        ({"all": [{"tag": "x"}, {"any": [{"tag": "x"}]}]}, ["all[0]"], "get the tag “x”"),
        ({"all": [{"any": []}, {"tag": "x"}]}, [], None),
        ({"sample": 0, "seed": ""}, [""], "another seed draws other people"),
    ],
)
def test_the_fewest_changes_first_in_the_rule(shop: Shop, rule: dict, paths: list, step: str | None) -> None:
    found = explained(shop, rule).nearest
    assert [one.path for one in found.changes] == paths
    assert step is None or str(found.changes[0].step) == step


@pytest.mark.parametrize(
    ("rule", "key", "date"),
    [
        # Person 1's last order was on 10 Nov 2011 at 20:00.
        (
            {"event": "placed_order", "op": "=", "value": 0, "within": {"last": {"days": 60}}},
            "customer_id:100",
            "2012-01-09T20:00:00+00:00",
        ),
        (
            {"event": "placed_order", "measure": "days_since_last", "op": ">=", "value": 90},
            "customer_id:100",
            "2012-02-08T00:00:00+00:00",
        ),
        (
            {"trait": "birth_date", "op": "anniversary_in_next", "value": {"days": 3}},
            "customer_id:91",
            "2012-06-25T00:00:00+01:00",
        ),
        ({"trait": "age", "op": ">=", "value": 17}, "customer_id:91", "2012-06-28T00:00:00+01:00"),
        (
            {"trait": "city", "op": "is", "value": "paris", "for": {"days": 30}},
            "customer_id:100",
            "2011-12-20T12:00:00+00:00",
        ),
        (
            {"trait": "signed_up_at", "op": "not_in_last", "value": {"days": 40}},
            "customer_id:97",
            "2011-12-20T12:00:00+00:00",
        ),
        ({"tag": "x"}, "customer_id:100", None),
    ],
)
def test_when_time_alone_does_it(shop: Shop, rule: dict, key: str, date: str | None) -> None:
    found = explained(shop, rule, key)
    assert not found.member
    assert found.nearest.date == date
    if date is not None and "event" not in rule:  # by then the shop knows of more events
        assert audience.explain(shop.project, rule, key, date).member


def test_a_stranger_is_not_found(shop: Shop) -> None:
    with pytest.raises(NotFound, match="nobody@example\\.com"):
        explained(shop, PARIS, "nobody@example.com")


def test_deep_and_wide_rules_are_answered(shop: Shop) -> None:
    deep: dict = PARIS
    for number in range(90):
        deep = {("all", "any", "none")[number % 3]: [deep]}
    size = {"trait": "shoe_size", "op": "="}
    wide = {"any": [size | {"value": number} for number in range(100, 400)] + [size | {"value": 37}]}
    assert audience.count(shop.project, deep).count == 2
    assert audience.count(shop.project, wide).count == 1
    assert audience.explain(shop.project, wide, "customer_id:98").member
