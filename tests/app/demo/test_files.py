"""The made-up shop as ordinary files."""

import csv
import io
from pathlib import Path

from app.demo import shop


def _rows(path: Path, delimiter: str = ",") -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_text("utf-8-sig")), delimiter=delimiter))


def test_orders_have_returns_guests_and_products_of_the_catalogue(folder: Path) -> None:
    rows, catalogue = _rows(folder / "orders.csv"), _rows(folder / "products.csv")
    assert (
        len(catalogue) == shop.PRODUCTS == len({row["sku"] for row in catalogue}) == len({r["name"] for r in catalogue})
    )
    assert {row["SKU"] for row in rows} <= {row["sku"] for row in catalogue}
    back = [row for row in rows if row["Order ID"].startswith("C")]
    assert back
    assert all(int(row["Quantity"]) < 0 for row in back)
    assert all(int(row["Quantity"]) > 0 for row in rows if not row["Order ID"].startswith("C"))
    assert any(not row["Customer ID"] for row in rows)
    assert {row["Discount code"] for row in rows} >= {"", "WELCOME10"}


def test_visitors_are_known_only_when_they_log_in(folder: Path) -> None:
    rows = _rows(folder / "web_events.csv")
    known = sum(bool(row["customer_id"]) for row in rows) / len(rows)
    assert 0.35 < known < 0.75
    assert {row["event"] for row in rows} == {"product_view", "add_to_cart", "checkout_started", "search"}
    assert all(row["query"] for row in rows if row["event"] == "search")
    cookies: dict[str, set[str]] = {}
    for row in rows:
        if row["customer_id"]:
            cookies.setdefault(row["cookie_id"], set()).add(row["customer_id"])
    assert all(len(people) == 1 for people in cookies.values())
