"""An order's own discount beside each of its lines, and totals after refunds: what was charged, and what came back."""

import json
from pathlib import Path

import pytest

from app import audience, ingest
from app.project import Project

Paid = dict[str, tuple[int, float, float]]
"""Orders, revenue and what was refunded, by the name before the `@`, or the number."""

OF_ITEMS = """\
Sale Date,Item Name,Buyer,Quantity,Price,Coupon Code,Discount Amount,Shipping Discount,Order Shipping,Order Sales Tax,\
Item Total,Currency,Transaction ID,Date Paid,Order ID,Order Type,SKU
05/21/11,Mug,ana,2,10,SPRING,3,0,0,0,20,USD,11,05/21/2011,1,online,MUG
05/21/11,Lamp,ana,1,10,SPRING,3,0,0,0,10,USD,12,05/21/2011,1,online,LAMP
05/22/11,Lamp,bo,1,30,,0,1,4,2.5,30,USD,13,05/22/2011,2,online,LAMP
"""
OF_ORDERS = """\
Sale Date,Order ID,Buyer User ID,Number of Items,Currency,Order Value,Discount Amount,Shipping,Sales Tax,Order Total,\
Status,Order Net,Adjusted Order Total,Adjusted Card Processing Fees,Adjusted Net Order Amount
05/21/11,1,ana,2,USD,30,3,0,0,27,,26,0,0,0
05/22/11,2,bo,1,USD,30,0,4,2,36,,35,25,1,24
05/23/11,3,cy,1,USD,12,0,0,0,12,,11,0,0,-1
"""
IN_GERMAN = """\
Bestellnummer;Datum;E-Mail;Artikelnummer;Menge;Einzelpreis;Rabattbetrag;Versandkosten
1;21.05.2011;ana@x.de;MUG;2;10,00;3,00;4,90
1;21.05.2011;ana@x.de;LAMP;1;20,00;3,00;4,90
2;22.05.2011;bo@x.de;LAMP;1;20,00;;0,00
"""
ONCE = """\
order no,date,email,item,qty,price,line total,coupon discount
1,2011-05-01,ana@x.de,Mug,2,10.00,20.00,5.00
1,2011-05-01,ana@x.de,Lamp,1,20.00,20.00,
2,2011-05-02,bo@x.de,Lamp,1,20.00,20.00,
"""
BY_LINE = """\
order_id,order_date,email,sku,quantity,unit_price,discount_amount
1,2011-05-01,ana@x.de,MUG,2,10.00,2.00
1,2011-05-01,ana@x.de,LAMP,1,20.00,1.00
2,2011-05-02,bo@x.de,LAMP,1,20.00,0.00
"""
CALLED_DISCOUNT = """\
order no,date,email,item,qty,price,discount
1,2011-05-01,ana@x.de,Mug,2,10.00,3.00
1,2011-05-01,ana@x.de,Lamp,1,20.00,3.00
2,2011-05-02,bo@x.de,Lamp,1,20.00,0.00
"""
OFF_ALREADY = """\
order no,date,email,item,qty,price,line total,discount amount
1,2011-05-01,ana@x.de,Mug,2,10.00,18.00,4.00
1,2011-05-01,ana@x.de,Lamp,1,20.00,18.00,4.00
2,2011-05-02,bo@x.de,Lamp,1,20.00,20.00,
"""
SHARES = """\
order no,date,email,item,qty,price,discount amount
1,2011-05-01,ana@x.de,Mug,2,10.00,10%
1,2011-05-01,ana@x.de,Lamp,1,20.00,10%
2,2011-05-02,bo@x.de,Lamp,1,20.00,5%
"""
WITH_A_TOTAL = """\
order no,date,email,order total,discount amount,shipping
1,2011-05-01,ana@x.de,36.00,4.00,5.00
2,2011-05-02,bo@x.de,20.00,0.00,5.00
"""
WHAT_IS_LEFT = """\
order no,date,email,order total,total after refunds
1,2011-05-01,ana@x.de,30.00,30.00
2,2011-05-02,bo@x.de,20.00,12.00
3,2011-05-02,cy@x.de,20.00,0.00
"""
FILES: dict[str, tuple[str, Paid]] = {
    "a market's items": (OF_ITEMS, {"ana": (1, 27.0, 0.0), "bo": (1, 35.5, 0.0)}),
    "a market's orders": (OF_ORDERS, {"ana": (1, 27.0, 0.0), "bo": (1, 36.0, 11.0)}),
    "in German": (IN_GERMAN, {"ana": (1, 41.9, 0.0), "bo": (1, 20.0, 0.0)}),
    "in the first row": (ONCE, {"ana": (1, 35.0, 0.0), "bo": (1, 20.0, 0.0)}),
    "of each line": (BY_LINE, {"ana": (1, 37.0, 0.0), "bo": (1, 20.0, 0.0)}),
    "called discount": (CALLED_DISCOUNT, {"ana": (1, 37.0, 0.0), "bo": (1, 20.0, 0.0)}),
    "off already": (OFF_ALREADY, {"ana": (1, 36.0, 0.0), "bo": (1, 20.0, 0.0)}),
    "shares": (SHARES, {"ana": (1, 40.0, 0.0), "bo": (1, 20.0, 0.0)}),
    "with a total": (WITH_A_TOTAL, {"ana": (1, 36.0, 0.0), "bo": (1, 20.0, 0.0)}),
    "after refunds": (WHAT_IS_LEFT, {"ana": (1, 30.0, 0.0), "bo": (1, 20.0, 8.0)}),
}


def told(project: Project) -> Paid:
    """What the project holds of everybody who bought."""
    rows = audience.members(project, {"all": []}, ["orders", "revenue", "refunded"]).to_pylist()
    return {
        row["key"].split(":")[-1].split("@")[0]: (row["orders"], row["revenue"] / 1e4, row["refunded"] / 1e4)
        for row in rows
        if row["orders"]
    }


@pytest.mark.parametrize("name", FILES)
def test_what_each_buyer_was_charged(name: str, project: Project, tmp_path: Path) -> None:
    text, right = FILES[name]
    path = tmp_path / "export.csv"
    path.write_text(text)
    report = ingest.run_import(project, path)
    assert (report.kind, told(project)) == ("orders", right), report.mapping.columns


def test_both_files_of_one_market_say_the_same_orders(project: Project, tmp_path: Path) -> None:
    for number, text in enumerate((OF_ORDERS, OF_ITEMS.replace(",0,1,4,2.5,", ",0,0,4,2,"))):
        (tmp_path / f"{number}.csv").write_text(text)
        ingest.run_import(project, tmp_path / f"{number}.csv")
    assert {who: (orders, revenue) for who, (orders, revenue, _) in told(project).items()} == {
        "ana": (1, 27.0),
        "bo": (1, 36.0),
    }


def test_orders_as_objects_that_say_what_they_come_to_now(project: Project, tmp_path: Path) -> None:
    path = tmp_path / "export.json"
    bought = [(1, "ana", "30.00"), (2, "bo", "20.00"), (3, "cy", "0.00")]
    rows = [
        {
            "id": number,
            "created_at": "2011-05-01T10:00:00Z",
            "email": f"{who}@x.de",
            "total_price": "30.00",
            "current_total_price": left,
            "line_items": [{"sku": "MUG", "quantity": 3, "price": "10.00"}],
        }
        for number, who, left in bought
    ]
    path.write_text(json.dumps(rows))
    assert ingest.run_import(project, path).kind == "orders"
    assert told(project) == {"ana": (1, 30.0, 0.0), "bo": (1, 30.0, 10.0)}


def test_what_was_worked_out_is_told_with_the_remedy(project: Project, tmp_path: Path) -> None:
    path = tmp_path / "export.csv"
    path.write_text(IN_GERMAN)
    texts = [note.text for note in ingest.dry_run(project, path).warnings]
    assert any("less “Rabattbetrag”, with “Versandkosten”" in text and "skip “Rabattbetrag”" in text for text in texts)
