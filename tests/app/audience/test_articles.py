"""What the articles ask of segments, each by its line, on small files brought in as a marketer would."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from app import audience, ingest
from app.audience import segments
from app.project import Project

NOW = "2026-03-10T12:00:00"
PEOPLE = """email,first_name,gender,birth_date,interests,signed_up_at
ann@x.de,Ann,female,1990-05-01,running shoes;tea,2025-01-01T00:00:00
ben@x.de,Ben,male,1996-05-01,Running Shoes,2025-01-01T00:00:00
cid@x.de,Cid,male,1996-05-01,hiking,2025-01-01T00:00:00
dan@x.de,Dan,male,1985-05-01,running shoes,2025-01-01T00:00:00
eve@x.de,Eve,female,1999-01-01,,2025-01-01T00:00:00
"""
EVENTS = """email,event,time,sku
ann@x.de,viewed_product,2026-03-08T13:00:00,WATCH
ann@x.de,added_to_cart,2026-03-09T13:00:00,WATCH
ben@x.de,viewed_product,2026-03-08T11:00:00,WATCH
ben@x.de,added_to_cart,2026-03-09T13:00:00,WATCH
cid@x.de,added_to_cart,2026-03-08T11:00:00,SOCKS
dan@x.de,added_to_cart,2026-03-08T11:00:00,SOCKS
dan@x.de,viewed_product,2026-03-07T11:00:00,WATCH
eve@x.de,viewed_product,2026-03-07T11:00:00,WATCH
eve@x.de,viewed_product,2026-03-07T11:00:00,SOCKS
"""
ORDERS = """order_id,email,created,total,currency
1,dan@x.de,2026-03-08T15:00:00,250.00,EUR
2,eve@x.de,2026-02-01T15:00:00,90.00,EUR
3,ann@x.de,2026-01-05T15:00:00,210.00,EUR
4,ann@x.de,2026-02-05T15:00:00,220.00,EUR
"""
PRODUCTS = "sku,name,category,price\nWATCH,Luxury watch,Watches,900.00\nSOCKS,Socks,Clothes,9.00\n"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    folder: Path = tmp_path_factory.mktemp("articles")
    files = {"profiles": PEOPLE, "events": EVENTS, "orders": ORDERS, "products": PRODUCTS}
    with Project.create(folder / "shop.quill", timezone="UTC", clock=NOW) as made:
        for kind, text in files.items():
            path = folder / f"{kind}.csv"
            path.write_text(text)
            ingest.run_import(made, path, kind)
        yield made


def who(project: Project, rule: Any) -> set[str]:
    found = audience.members(project, rule, ["first_name"]).to_pylist()
    names = {row["first_name"] for row in found}
    with audience.asking(project) as question:
        root = audience.parse(rule, question.names).root
        for row in audience.members(project, {"all": []}, ["first_name", "email"]).to_pylist():
            why = audience.explain(project, rule, row["email"])
            assert why.member is (row["first_name"] in names), (row, root)
    return names


def _not_in(event: str, hours: int) -> dict[str, Any]:
    return {"event": event, "not": True, "within_after": {"hours": hours}}


def test_viewed_in_48_hours_and_cart_in_24(project: Project) -> None:
    """S1:19: viewed X in the last 48 h, cart abandoned in the last 24 h."""
    rule = {
        "all": [
            {
                "event": "viewed_product",
                "where": [{"property": "sku", "op": "is", "value": "WATCH"}],
                "within": {"last": {"hours": 48}},
            },
            {"event": "added_to_cart", "within": {"last": {"hours": 24}}},
            {"event": "placed_order", "op": "=", "value": 0, "within": {"last": {"hours": 24}}},
        ]
    }
    # Ben looked at it 49 hours ago.
    assert who(project, rule) == {"Ann"}


def test_a_cart_without_a_purchase_in_48_hours_is_high_intent(project: Project) -> None:
    """S1:20: a cart-add and no purchase within 48 h: "High Intent"."""
    cart = {"event": "added_to_cart"}
    assert who(project, {"sequence": [cart, _not_in("placed_order", 48)]}) == {"Cid"}
    # Dan ordered in time; for Ann and Ben the 48 hours still run.
    so_far = _not_in("placed_order", 48) | {"so_far": True}
    assert who(project, {"sequence": [cart, so_far]}) == {"Ann", "Ben", "Cid"}


def test_an_expensive_view_without_a_purchase_is_retargeted(project: Project) -> None:
    """S0:55: a high-value view and no purchase within 48 h."""
    view = {"event": "viewed_product", "where": [{"property": "product.price", "op": ">=", "value": 500}]}
    assert who(project, {"sequence": [view, _not_in("placed_order", 48)]}) == {"Ben", "Eve"}


def test_male_25_to_34_interested_in_running_shoes(project: Project) -> None:
    """S1:27: the three attributes together."""
    rule = {
        "all": [
            {"trait": "gender", "op": "is", "value": "male"},
            {"trait": "age", "op": "between", "value": [25, 34]},
            {"trait": "interests", "op": "has", "value": "running shoes"},
        ]
    }
    assert who(project, rule) == {"Ben"}


def test_purchases_in_six_months_and_engaged_without_one(project: Project) -> None:
    """S2:14 and S0:54: bought in the last 6 months; engaged, but never bought."""
    assert who(project, {"event": "placed_order", "within": {"last": {"months": 6}}}) == {"Ann", "Dan", "Eve"}
    rule = {"all": [{"event": "*", "within": {"last": {"days": 30}}}, {"event": "placed_order", "op": "=", "value": 0}]}
    assert who(project, rule) == {"Ben", "Cid"}


def test_a_vip_whose_last_purchase_was_above_200(project: Project) -> None:
    """S0:68: VIP and last purchase above 200; the hierarchy of S0:70 says who goes where several hold."""
    segments.save(project, "VIP", {"trait": "revenue", "op": ">=", "value": 200})
    last = {"event": "placed_order", "measure": "last", "of": "amount", "op": ">", "value": 220}
    assert who(project, {"segment": "vip"}) == {"Ann", "Dan"}
    assert who(project, {"all": [{"segment": "VIP"}, last]}) == {"Dan"}
    assert who(project, {"all": [{"event": "added_to_cart"}, {"none": [{"segment": "VIP"}]}]}) == {"Ben", "Cid"}


def test_recent_increase_in_engagement(project: Project) -> None:
    """S0:46 and S0:41: a recent rise, of whoever was quiet too."""
    rule = {"event": "*", "trend": "rising", "within": {"last": {"days": 14}}}
    assert who(project, rule) == {"Ann", "Ben", "Cid", "Dan", "Eve"}
    quiet = {"none": [{"event": "*", "within": {"between": [{"days": 60}, {"days": 14}]}}]}
    assert who(project, {"all": [rule, quiet]}) == {"Ben", "Cid", "Dan"}
