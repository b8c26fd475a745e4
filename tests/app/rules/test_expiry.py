"""Which events keep somebody in a segment that lets go of those who did nothing relevant."""

from typing import Any

import pytest
from hypothesis import given, settings

from app import audience, conditions
from app.domain.problems import RuleProblem
from app.rules import expiry, normal
from tests.app.audience.random_rules import rules
from tests.app.audience.shop_data import Shop
from tests.app.conditions.asking import NAMES

ORDER: dict[str, Any] = {"event": "placed_order"}
VIEW: dict[str, Any] = {"event": "viewed_product", "where": [{"property": "sku", "op": "is", "value": "A"}]}


@pytest.mark.parametrize(
    ("rule", "wanted"),
    [
        ({"all": [ORDER | {"op": ">=", "value": 3}, VIEW | {"within": {"last": {"days": 3}}}]}, [ORDER, VIEW]),
        ({"any": [ORDER, {"all": [ORDER | {"measure": "sum", "of": "amount", "op": ">", "value": 1}]}]}, [ORDER]),
        ({"all": [{"trait": "city", "op": "is_set"}]}, [{"event": "*"}]),
        ({"all": [ORDER | {"op": "=", "value": 0}, VIEW | {"op": "<=", "value": 2}]}, [{"event": "*"}]),
        ({"all": [ORDER | {"op": "between", "value": [0, 2]}, ORDER | {"muted": True}]}, [{"event": "*"}]),
        ({"none": [ORDER]}, [{"event": "*"}]),
        ({"all": [ORDER | {"trend": "falling", "within": {"last": {"days": 3}}}, VIEW]}, [VIEW]),
        ({"all": [{"sequence": [VIEW, ORDER | {"not": True, "within_after": {"days": 1}}]}]}, [VIEW]),
        ({"all": [ORDER | {"measure": "days_since_last", "op": ">", "value": 60}]}, [ORDER]),
        ({"all": [{"event": ["clicked_email", "opened_email"]}]}, [{"event": ["clicked_email", "opened_email"]}]),
    ],
)
def test_what_is_relevant(rule: dict[str, Any], wanted: list[Any]) -> None:
    assert expiry.relevant(rule) == wanted


@pytest.mark.parametrize("kind", ["all", "any", "none"])
def test_it_is_one_more_condition_that_has_to_hold(shop: Shop, kind: str) -> None:
    rule = {kind: [ORDER, {"trait": "city", "op": "is_set"}]}
    active = expiry.condition(rule, {"days": 20})
    lasting = audience.member_ids(shop.project, rule | {"expires": {"days": 20}}).tolist()
    assert lasting == audience.member_ids(shop.project, {"all": [rule, active]}).tolist()
    assert len(lasting) <= audience.count(shop.project, rule).count
    assert kind == "none" or lasting


def test_conditions_keep_their_places_and_its_own_is_told(shop: Shop) -> None:
    rule = {"all": [ORDER, {"trait": "city", "op": "is_set"}], "expires": {"days": 20}}
    found = audience.explain(shop.project, rule, "customer_id:100")
    assert [one.path for one in found.conditions] == ["all[0]", "all[1]", "expires"]
    said = audience.sentence(rule, NAMES)
    assert said == (
        "Everyone who placed an order at least once, whose city is known and who placed an order at least once in the "
        "last 20 days."
    )


@settings(max_examples=60, deadline=None)
@given(rule=rules)
def test_of_any_rule_it_can_be_asked_and_explained_alike(shop: Shop, rule: Any) -> None:
    names = audience.names(shop.project)
    try:
        plain = conditions.parse(rule, names).root
    except RuleProblem:
        return
    made = {"all": [rule], "expires": {"days": 40}}
    inside = {*audience.member_ids(shop.project, made).tolist()}
    assert inside <= {*audience.member_ids(shop.project, rule).tolist()}
    assert normal(conditions.parse(made, names).root) != normal(plain)
    for person, key in ((1, "customer_id:100"), (8, "customer_id:93")):
        assert audience.explain(shop.project, made, key).member == (person in inside)


@pytest.mark.parametrize(
    ("rule", "where"),
    [
        (ORDER | {"expires": {"days": 3}}, "expires"),
        ({"all": [], "expires": {"days": 0}}, "expires.days"),
        ({"all": [], "expires": "soon"}, "expires"),
        ({"all": [{"all": [], "expires": {"days": 3}}]}, "all[0].expires"),
    ],
)
def test_it_stands_beside_the_outermost_group_alone(rule: dict[str, Any], where: str) -> None:
    with pytest.raises(RuleProblem) as caught:
        conditions.parse(rule, NAMES)
    assert caught.value.where == where
