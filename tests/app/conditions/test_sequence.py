"""Events one after another."""

from pathlib import Path
from typing import Any

import pytest

from app import audience, conditions, ingest
from app.domain.problems import RuleProblem
from app.project import Project
from app.rules.english import sentence
from tests.app.audience.shop_data import Shop
from tests.app.conditions.asking import NAMES, about

CART = {"event": "added_to_cart"}
LEFT = {"event": "ordered_product", "not": True, "within_after": {"hours": 48}}


def said(rule: dict[str, Any]) -> str:
    return sentence(conditions.parse(rule, NAMES).root, NAMES)


def test_it_is_said_with_all_that_belongs_to_it() -> None:
    rule = {"sequence": [CART, LEFT], "same": "product", "within": {"last": {"days": 7}}}
    assert said(rule) == (
        "Everyone who in the last 7 days first added to the cart, then within 48 hours did not order a product, "
        "all with the same product."
    )
    steps = [
        {"event": "viewed_product", "where": [{"property": "product.price", "op": ">", "value": 100}]},
        {"event": "placed_order", "within_after": {"months": 1}},
        {"event": "refunded_order", "not": True, "within_after": {"weeks": 2}, "so_far": True},
    ]
    assert said({"sequence": steps}) == (
        "Everyone who first viewed a product (where the product's list price is more than 100), "
        "then within 1 month placed an order, then within 2 weeks, so far, did not have a refund."
    )


def test_no_two_that_differ_read_the_same() -> None:
    other = [CART, {"event": "ordered_product"}]
    rules = [
        {"sequence": [CART]},
        {"sequence": [CART, LEFT]},
        {"sequence": [CART, LEFT | {"so_far": True}]},
        {"sequence": [CART, LEFT | {"within_after": {"days": 2}}]},
        {"sequence": [CART, {"event": "ordered_product", "not": True}]},
        {"sequence": other},
        {"sequence": other[::-1]},
        {"sequence": other, "same": "product"},
        {"sequence": other, "within": {"last": {"days": 2}}},
        {"sequence": [*other, CART]},
        CART,
    ]
    assert len({said(rule) for rule in rules}) == len(rules)
    assert said({"sequence": [CART, {"event": "ordered_product", "not": False}]}) == said({"sequence": other})


REFUSED: list[tuple[Any, str, str]] = [
    ({"sequence": []}, "sequence", "Write it as"),
    ({"sequence": {"event": "added_to_cart"}}, "sequence", "Write it as"),
    ({"sequence": ["added_to_cart"]}, "sequence[0]", "Write it as"),
    ({"sequence": [CART | {"not": True}]}, "sequence[0].not", "Begin with an event"),
    ({"sequence": [CART | {"within_after": {"days": 1}}]}, "sequence[0].within_after", "Begin with an event"),
    ({"sequence": [CART, CART | {"so_far": True}]}, "sequence[1].so_far", "leave it out"),
    ({"sequence": [CART, LEFT | {"within_after": {"days": 0}}]}, "sequence[1].within_after.days", ""),
    ({"sequence": [CART, {"event": "placed_ordr"}]}, "sequence[1].event", "Did you mean placed_order?"),
    ({"sequence": [CART, {"event": "placed_order"}], "same": "product"}, "sequence[1].event", "Use ordered_product"),
    ({"sequence": [CART, {"event": "*"}], "same": "product"}, "sequence[1].event", "ordered_product"),
    ({"sequence": [CART, {"event": ["ordered_product", "searched"]}], "same": "product"}, "sequence[1].event[1]", ""),
    ({"sequence": [CART], "same": "order"}, "same", "product"),
    ({"sequence": [CART, CART | {"after": {"days": 1}}]}, "sequence[1].after", ""),
    ({"sequence": [CART], "measure": "count"}, "measure", ""),
]


@pytest.mark.parametrize(("rule", "where", "remedy"), REFUSED)
def test_what_is_wrong_is_refused_at_its_place(rule: Any, where: str, remedy: str) -> None:
    with pytest.raises(RuleProblem) as caught:
        conditions.parse({"all": [{"suppressed": True}, rule]}, NAMES)
    assert caught.value.where == f"all[1].{where}"
    assert remedy in caught.value.remedy


def test_why_somebody_is_in_or_out(shop: Shop) -> None:
    twice = {"sequence": [{"event": "placed_order"}, {"event": "placed_order"}]}
    holds, because, _ = about(shop, 2, twice)
    assert holds
    assert because.count("order on ") == 2
    holds, because, step = about(shop, 2, {"sequence": [{"event": "placed_order"}, {"event": "searched"}]})
    assert not holds
    assert "no further: not so that they then searched" in because
    assert step == "one more search, after these"
    nothing = {"sequence": [{"event": "searched"}], "within": {"last": {"days": 9}}}
    assert about(shop, 2, nothing) == (
        False, "there is no search in the last 9 days", "one more search in the last 9 days"
    )  # fmt: skip


def test_a_cart_is_left_once_its_time_is_over(tmp_path: Path) -> None:
    """Mailed too early, somebody who is about to order would be reminded of a cart."""
    path = tmp_path / "events.csv"
    path.write_text("email,event,time,sku\na@x.de,added_to_cart,2026-03-01T10:00:00,S1\n")
    rule: dict[str, Any] = {"sequence": [CART, LEFT], "same": "product"}
    so_far = {**rule, "sequence": [CART, LEFT | {"so_far": True}]}
    with Project.create(tmp_path / "shop.quill", timezone="UTC", clock="2026-04-01") as project:
        ingest.run_import(project, path, "events")
        counts = [audience.count(project, rule, at).count for at in ("2026-03-03T09:59:59", "2026-03-03T10:00:00")]
        assert counts == [0, 1]
        assert audience.count(project, so_far, "2026-03-01T10:00:00").count == 1
        found = audience.explain(project, rule, "email:a@x.de", "2026-03-02T12:00:00").nearest
        assert found is not None
        assert str(found.date).startswith("2026-03-03T10:00")
