"""Why somebody is in or out, because of what, and what would change it."""

import pytest

from app import audience
from app.domain.problems import NotFound
from tests.app.audience.shop_data import Shop

PARIS = {"trait": "city", "op": "is", "value": "paris"}


ORDERED = {"event": "placed_order", "op": ">=", "value": 4}


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


def test_what_must_not_be_helps_by_not_holding(shop: Shop) -> None:
    rule = {"all": [PARIS, {"none": [{"tag": "x"}, {"suppressed": True}, {"none": [PARIS]}]}]}
    found = explained(shop, rule).conditions
    assert [(one.holds, one.turned, one.as_wanted) for one in found] == [
        (True, False, True), (False, True, True), (True, True, False), (True, False, True),
    ]  # fmt: skip
    assert [one.wanted for one in found[:2]] == ["City is “paris”", "Not: Carries the tag “x”"]


def test_the_tree_has_the_rules_groups_and_its_root_is_membership(shop: Shop) -> None:
    rule = {"all": [PARIS, {"any": [ORDERED, {"suppressed": True}]}, {"none": [{"tag": "x"}]}, PARIS | {"muted": True}]}
    for number in range(1, 13):
        key = f"customer_id:{99 + number}"
        try:
            found = explained(shop, rule, key)
        except NotFound:
            continue
        assert found.tree is not None
        assert found.tree.holds is found.member
        kinds = [(part.path, part.kind) for part in found.tree.parts]
        assert kinds == [("all[0]", ""), ("all[1]", "any"), ("all[2]", "none")]
        told = {one.path: one for one in found.conditions}
        for part in (*found.tree.parts[:1], *found.tree.parts[1].parts, *found.tree.parts[2].parts):
            assert (part.holds, part.as_wanted) == (told[part.path].holds, told[part.path].as_wanted)
    assert explained(shop, {"all": [PARIS | {"muted": True}]}).tree is None
