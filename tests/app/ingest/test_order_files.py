"""Files of orders that were read wrongly once: each as it was reported, and another of its kind."""

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from app import audience, ingest
from app.project import Project
from storage.file.models import event, product

TOTAL_ON_EACH_LINE = """\
Bestellnummer;Datum;E-Mail;Artikelnummer;Menge;Einzelpreis;Gesamtbetrag;Status
1;01.05.2024;ana@x.de;MUG;2;10,00;59,95;Abgeschlossen
1;01.05.2024;ana@x.de;LAM;1;35,00;59,95;Abgeschlossen
2;02.05.2024;bo@x.de;MUG;3;10,00;30,00;Wartet auf Zahlung
3;03.05.2024;cy@x.de;MUG;1;10,00;14,95;Taubenpost
"""
AMOUNTS = """order id,email,date,sku,quantity,amount
1,q@x.de,2024-05-01,MUG,3,30.00
1,q@x.de,2024-05-01,LAM,1,35.00
"""
SIDE_BY_SIDE = """Order,Email,Date,Item 1 SKU,Item 1 price,Item 1 qty,Item 2 SKU,Item 2 price,Item 2 qty
1,a@x.de,2024-05-01,MUG,10.00,2,LAM,35.00,1
2,b@x.de,2024-05-02,CAN,20.00,1,,,
"""
WITHOUT_NUMBERS = """client id,date,product,qty,price
1,2024-05-01,MUG,1,10
1,2024-05-01,LAM,1,35
1,2024-05-02,MUG,1,10
"""
SQUARE = """Date,Time,Item,Qty,SKU,Gross Sales,Discounts,Net Sales,Tax,Transaction ID,Event Type,Customer ID
2024-05-01,10:00:00,Mug,2.0,MUG,$20.00,-$2.00,$18.00,$0.00,T1,Payment,C1
2024-05-01,10:00:00,Lamp,1.0,LAM,$35.00,$0.00,$35.00,$0.00,T1,Payment,C1
2024-05-03,10:00:00,Mug,-1.0,MUG,-$10.00,$1.00,-$9.00,$0.00,T2,Refund,C1
"""
AMAZON = """amazon-order-id,purchase-date,order-status,sku,quantity,item-price,buyer-email
111-1,2024-05-01T10:00:00+00:00,Shipped,MUG,3,30.00,am@x.de
111-2,2024-05-03T10:00:00+00:00,Cancelled,MUG,1,10.00,am@x.de
"""
REPORTED = [
    ("08-order-total-on-every-line/woo-orders.csv", {"ana": (1, 55.0), "bo": (1, 30.0)}),
    ("09-orders-that-were-never-paid/orders.csv", {"ana": (1, 20.0)}),
    ("11-several-items-in-one-row/orders-wide.csv", {"a": (1, 55.0), "b": (1, 20.0)}),
]


@pytest.fixture
def shop(tmp_path: Path) -> Any:
    with Project.create(tmp_path / "shop.quill", timezone="UTC", clock="2024-06-15") as project:
        yield project


def told(project: Project) -> dict[str, tuple[int, float]]:
    """Orders and net revenue, of who has any, by the value of their key."""
    rows = audience.members(project, {"all": []}, ["orders", "net_revenue"]).to_pylist()
    found = {
        row["key"].split(":")[1].split("@")[0]: (row["orders"], (row["net_revenue"] or 0) / 10_000) for row in rows
    }
    return {who: both for who, both in found.items() if both[0]}


@pytest.mark.parametrize(
    ("text", "right"),
    [
        (TOTAL_ON_EACH_LINE, {"ana": (1, 59.95), "cy": (1, 14.95)}),
        (AMOUNTS, {"q": (1, 65.0)}),
        (SIDE_BY_SIDE, {"a": (1, 55.0), "b": (1, 20.0)}),
        (WITHOUT_NUMBERS, {"1": (2, 55.0)}),
        (SQUARE, {"C1": (1, 44.0)}),
        (AMAZON, {"am": (1, 30.0)}),
    ],
)
def test_what_each_customer_paid(shop: Project, tmp_path: Path, text: str, right: dict[str, Any]) -> None:
    path = tmp_path / "orders.csv"
    path.write_text(text)
    report = ingest.run_import(shop, path)
    assert (report.kind, told(shop)) == ("orders", right)


@pytest.mark.parametrize(("name", "right"), REPORTED)
def test_reported_files(shop: Project, shared_data: Path, name: str, right: dict[str, Any]) -> None:
    ingest.run_import(shop, shared_data / "reported" / name, "orders")
    assert told(shop) == right


def test_the_price_of_one_and_the_states_are_told(shop: Project, tmp_path: Path) -> None:
    path = tmp_path / "orders.csv"
    path.write_text(AMOUNTS)
    report = ingest.dry_run(shop, path)
    assert report.preview is not None
    assert report.preview[0]["price"] == 10.0
    path.write_text(TOTAL_ON_EACH_LINE)
    texts = [note.text for note in ingest.dry_run(shop, path).warnings]
    assert any("1 order never paid (“Wartet auf Zahlung” 1)" in text for text in texts)
    assert any("does not know (“Taubenpost” 1)" in text for text in texts)


SUMMED_UP = """Order Number,Buyer Email,Item Number,Item Title,Custom Label,Quantity,Sold For,Total Price,Sale Date
10-1,a@x.de,,,,3,$50.00,$55.00,Nov-13-23
10-1,,111,Mug,M1,2,$20.00,,Nov-13-23
10-1,,112,Cup,C1,1,$10.00,,Nov-13-23
10-2,b@x.de,112,Cup,C1,1,$10.00,$14.00,Nov-14-23
"""


def test_a_row_that_sums_up_an_order_is_none_of_its_lines(shop: Project, tmp_path: Path) -> None:
    path = tmp_path / "orders.csv"
    path.write_text(SUMMED_UP)
    report = ingest.run_import(shop, path)
    assert (told(shop), report.events["ordered_product"]) == ({"a": (1, 55.0), "b": (1, 14.0)}, 3)
    with shop.read() as connection:
        lines = select(event.c.sku, event.c.quantity).where(event.c.name == "ordered_product").order_by(event.c.sku)
        assert connection.execute(lines).all() == [("C1", 10_000), ("C1", 10_000), ("M1", 20_000)]


VARIANTS = """Handle,Title,Vendor,Type,Option1 Value,Variant SKU,Variant Price,Image Src
tee,Tea Towel,Quill,Kitchen,Red,TT-R,12.00,https://i.example/1.jpg
tee,,,,Blue,TT-B,13.00,
tee,,,,,,,https://i.example/2.jpg
pot,Pot,Quill,Kitchen,,,20.00,
"""


def test_variants_are_called_as_their_product_and_a_handle_stands_in_for_a_sku(shop: Project, tmp_path: Path) -> None:
    path = tmp_path / "products.csv"
    path.write_text(VARIANTS)
    report = ingest.run_import(shop, path)
    with shop.read() as connection:
        found = connection.execute(select(product.c.sku, product.c.name, product.c.price).order_by(product.c.sku)).all()
    assert found == [("TT-B", "Tea Towel", 130_000), ("TT-R", "Tea Towel", 120_000), ("pot", "Pot", 200_000)]
    assert report.rejected == 1
