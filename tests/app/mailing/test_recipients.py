"""Merge fields of many recipients at once, on the small shop of the audience tests."""

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal

import pytest

from app.audience import segments
from app.mailing import recipients
from app.project import Project
from app.template.amounts import Amount
from tests.app.audience.shop_data import NOW, US, Shop, fill

EVERYONE = list(range(1, 13))


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    path = tmp_path_factory.mktemp("recipients") / "shop.quill"
    with Project.create(path, timezone="Europe/London", clock=NOW) as project:
        filled = fill(project)
        segments.save(project, "Buyers", {"event": "placed_order"})
        segments.save(project, "Parisians", {"trait": "city", "op": "is", "value": "paris"}, content=True)
        segments.save(project, "All", {"all": []}, content=True)
        yield filled


def ask(shop: Shop, fields: list[str], ids: list[int] = EVERYONE) -> list[dict]:
    return [one for batch in recipients.contexts(shop.project, ids, fields) for one in batch]


def test_traits_are_ready_to_be_read(shop: Shop) -> None:
    fields = ["city", "revenue", "birth_date", "last_order_at", "orders", "shoe_size", "vip", "unheard_of", "key"]
    first, second, third = ask(shop, fields, [3, 12, 5])
    assert list(first) == fields
    assert (first["city"], first["revenue"], first["vip"], first["key"]) == (
        "Straße",
        Decimal("110.6403"),
        True,
        "customer_id:98",
    )
    assert first["birth_date"] == dt.date(1970, 1, 1) + dt.timedelta(days=4402)
    assert first["last_order_at"].isoformat() == "2011-09-19T21:00:00+01:00"
    assert (first["orders"], first["shoe_size"], first["unheard_of"]) == (4, 37, None)
    assert (second["orders"], second["revenue"], second["last_order_at"]) == (0, None, None)
    assert third["city"] is None  # blank is missing
    assert isinstance(first["revenue"], Amount)
    assert (first["revenue"].text(), first["revenue"].currency) == ("110.64", "")
    shop.project.change_settings({"currency": "JPY"})
    (paid,) = ask(shop, ["revenue"], [3])
    assert (paid["revenue"], paid["revenue"].text()) == (Decimal("110.6403"), "111")


def test_segments_come_in_their_order(shop: Shop) -> None:
    first, _, third = ask(shop, ["segment", "segments"], [1, 2, 12])
    assert first == {"segment": "Parisians", "segments": ["Buyers", "Parisians", "All"]}
    assert third == {"segment": "All", "segments": ["All"]}


def test_orders_are_newest_first_with_their_lines(shop: Shop) -> None:
    rows = dict(zip(EVERYONE, ask(shop, ["recent_orders", "recent_purchase"]), strict=True))
    mine = sorted(
        (
            (row["at"], row)
            for row in shop.events
            if row["profile_id"] == 9 and row["name"] == "placed_order" and row["at"] <= US
        ),
        key=lambda x: x[0],
    )
    assert [order["order_id"] for order in rows[9]["recent_orders"]] == [row["order_id"] for _, row in mine[::-1]][:5]
    assert rows[9]["recent_orders"][0]["amount"] == Decimal("13.3275")
    assert rows[9]["recent_orders"][0]["items"] == []
    assert rows[12] == {"recent_orders": [], "recent_purchase": None}


def test_recommendations_are_popular_unbought_and_of_the_favourite_category(shop: Shop) -> None:
    rows = dict(zip(EVERYONE, ask(shop, ["recommendations"]), strict=True))
    bought = {
        (row["profile_id"], row.get("sku"))
        for row in shop.events
        if row["name"] == "ordered_product" and row["at"] <= US
    }
    for one, row in rows.items():
        offered = [product["sku"] for product in row["recommendations"]]
        assert set(offered) <= {"S1", "S2"}  # s1 is out of stock
        assert not any((one, sku) in bought for sku in offered)
    assert rows[12]["recommendations"][0].keys() == {"sku", "name", "price", "url", "image_url", "category"}
    prices = {product["sku"]: product["price"] for product in rows[12]["recommendations"]}
    assert prices == {"S1": Decimal("12.50"), "S2": Decimal("3.45")}


def test_what_is_the_same_for_all(shop: Shop) -> None:
    (found,) = ask(shop, ["today", "offers", "sender", "last_product_viewed"], [12])
    assert found["today"] == dt.date(2011, 12, 10)
    assert found["offers"] == []
    assert "from_name" in found["sender"]
    assert found["last_product_viewed"] is None


def test_batches_keep_the_order(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recipients, "BATCH", 5)
    batches = list(recipients.contexts(shop.project, EVERYONE[::-1], ["key"]))
    assert [len(batch) for batch in batches] == [5, 5, 2]
    assert [row["key"] for batch in batches for row in batch] == [person["key"] for person in shop.people[::-1]]
