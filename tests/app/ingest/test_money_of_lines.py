"""What each buyer paid where lines say more than a price: sent back, cancelled, a deposit, priced by the hundred."""

from pathlib import Path

import pytest

from app import audience, ingest
from app.cleaning import numbers
from app.ingest.vocabulary import order_states
from app.project import Project

Paid = dict[str, tuple[int, float, float]]
"""Orders, revenue and what was refunded, by the name before the `@`."""

FILES: dict[str, tuple[str, Paid]] = {
    "pieces that came back": (
        """\
Order,Order Date,Customer Email,SKU,Qty Ordered,Qty Returned,Unit Price
1,2025-11-01,ana@x.de,MUG,2,1,10.00
1,2025-11-01,ana@x.de,LAMP,2,1,10.00
2,2025-11-02,bo@x.de,LAMP,1,0,30.00
""",
        {"ana": (1, 40.0, 20.0), "bo": (1, 30.0, 0.0)},
    ),
    "pieces that came back of orders with totals": (
        """\
Bestellnummer;Datum;E-Mail;Artikel;Menge;Retourenmenge;Einzelpreis;Positionssumme;Gesamtsumme
1;01.11.2025;ana@x.de;Tasse;2;1;10,00;18,00;55,00
1;01.11.2025;ana@x.de;Lampe;1;0;30,00;30,00;55,00
2;13.11.2025;bo@x.de;Lampe;1;0;30,00;30,00;30,00
""",
        {"ana": (1, 55.0, 9.0), "bo": (1, 30.0, 0.0)},
    ),
    "pieces that came back with a minus": (
        """\
Order ID,Date,Email,SKU,Quantity,Returned Qty,Price,Status
1,2025-11-01,ana@x.de,MUG,2,-1,10.00,completed
2,2025-11-02,bo@x.de,LAMP,1,0,30.00,completed
""",
        {"ana": (1, 20.0, 10.0), "bo": (1, 30.0, 0.0)},
    ),
    "what is net beside fees, where nothing else is said": (
        """\
Order,Date,Email,Net amount,Fee
1,2025-11-01,ana@x.de,50.00,1.00
2,2025-11-01,bo@x.de,30.00,1.00
""",
        {"ana": (1, 50.0, 0.0), "bo": (1, 30.0, 0.0)},
    ),
    "what is net beside fees and what was charged": (
        """\
Order,Date,Email,Net amount,Fees,Gross amount
1,2025-11-01,ana@x.de,54.00,1.00,55.00
2,2025-11-01,bo@x.de,29.00,1.00,30.00
""",
        {"ana": (1, 55.0, 0.0), "bo": (1, 30.0, 0.0)},
    ),
    "all pieces came back": (
        """\
Order,Order Date,Customer Email,SKU,Quantity,Returned quantity,Unit Price
1,2025-11-01,ana@x.de,MUG,2,2,10.00
2,2025-11-02,bo@x.de,LAMP,1,,30.00
""",
        {"bo": (1, 30.0, 0.0)},
    ),
    "a line that was cancelled, and one that waits": (
        """\
Order ID,Date,Email,SKU,Quantity,Price,Line status
1,2025-11-01,ana@x.de,MUG,2,10.00,shipped
1,2025-11-01,ana@x.de,LAMP,1,30.00,cancelled
2,2025-11-01,bo@x.de,LAMP,1,30.00,pending
""",
        {"ana": (1, 20.0, 0.0), "bo": (1, 30.0, 0.0)},
    ),
    "states of orders and of their items": (
        """\
Order ID,Date,Email,Status,SKU,Quantity,Price,Item status
1,2025-11-01,ana@x.de,completed,MUG,2,10.00,shipped
1,2025-11-01,ana@x.de,completed,LAMP,1,30.00,returned
2,2025-11-01,bo@x.de,unpaid,LAMP,1,30.00,pending
""",
        {"ana": (1, 20.0, 0.0)},
    ),
    "corrections that a bare word refers": (
        """\
Rechnungsnummer;Rechnungsdatum;E-Mail;Nettobetrag;MwSt-Betrag;Bruttobetrag;Typ;Bezug
R1;01.11.2025;ana@x.de;46,22;8,78;55,00;Rechnung;
R2;05.11.2025;ana@x.de;-8,40;-1,60;-10,00;Rechnungskorrektur;R1
R3;13.11.2025;bo@x.de;25,21;4,79;30,00;Rechnung;
R4;14.11.2025;bo@x.de;-25,21;-4,79;-30,00;Stornorechnung;R3
""",
        {"ana": (1, 55.0, 10.0)},
    ),
    "a word for matters that refers to no document": (
        """\
Rechnungsnummer;Rechnungsdatum;E-Mail;Bruttobetrag;Typ;Referenz
R1;01.11.2025;ana@x.de;55,00;Rechnung;Telefon
R2;05.11.2025;ana@x.de;-10,00;Gutschrift;Brief
""",
        {"ana": (1, 55.0, 10.0)},
    ),
    "what each attendee paid": (
        """\
Order #,Order Date,Email,Quantity,Ticket Type,Order Type,Total Paid,Eventbrite Fees,Attendee Status,Currency
1,2025-11-01 10:00,ana@x.de,1,Adult,Eventbrite Completed,27.50,1,Attending,GBP
1,2025-11-01 10:00,ana@x.de,1,Adult,Eventbrite Completed,27.50,1,Attending,GBP
2,2025-11-02 10:00,bo@x.de,1,Adult,Refunded,0.00,0,Not attending,GBP
3,2025-11-03 10:00,cy@x.de,1,Adult,Eventbrite Completed,27.50,1,Attending,GBP
""",
        {"ana": (1, 55.0, 0.0), "cy": (1, 27.5, 0.0)},
    ),
    "deposits and what was paid after": (
        """\
Order ID,Date,Email,Type,Amount
1001,2025-09-01,ana@x.de,Deposit,100.00
1001,2025-10-01,ana@x.de,Balance payment,200.00
1002,2025-11-01,bo@x.de,Payment in full,50.00
""",
        {"ana": (1, 300.0, 0.0), "bo": (1, 50.0, 0.0)},
    ),
    "deposits of a ledger": (
        """\
Transaction ID,Date,Email,Type,Gross,Fee,Net
T1,2025-09-01,ana@x.de,Payment,100.00,1.00,99.00
T2,2025-10-01,ana@x.de,Deposit,200.00,0.00,200.00
""",
        {"ana": (1, 100.0, 0.0)},
    ),
    "an exchange": (
        """\
Order ID,Date,Email,SKU,Quantity,Price,Line total
1,2025-11-01,ana@x.de,MUG,1,20.00,20.00
1,2025-11-05,ana@x.de,MUG,-1,20.00,-20.00
1,2025-11-05,ana@x.de,LAMP,1,35.00,35.00
2,2025-11-06,bo@x.de,LAMP,-1,35.00,-35.00
2,2025-11-06,bo@x.de,MUG,1,20.00,20.00
""",
        {"ana": (1, 55.0, 20.0), "bo": (1, 20.0, 0.0)},
    ),
    "a refund in brackets among lines": (
        """\
Invoice,Date,Email,Description,Amount
1001,2025-11-01,ana@x.de,Lamp,$55.00
1001,2025-11-05,ana@x.de,Refund of a part,($10.00)
1002,2025-11-05,bo@x.de,Lamp,$30.00
""",
        {"ana": (1, 55.0, 10.0), "bo": (1, 30.0, 0.0)},
    ),
    "an order's total has what came back in it": (
        """\
Order ID,Date,Email,SKU,Quantity,Price,Order total
1,2025-11-01,ana@x.de,MUG,1,20.00,35.00
1,2025-11-05,ana@x.de,MUG,-1,20.00,35.00
1,2025-11-05,ana@x.de,LAMP,1,35.00,35.00
2,2025-11-06,bo@x.de,LAMP,1,35.00,35.00
""",
        {"ana": (1, 35.0, 0.0), "bo": (1, 35.0, 0.0)},
    ),
    "part of what was authorized": (
        """\
Order ID,Date,Email,Status,Amount authorized,Amount captured,Amount refunded,Currency
1,2025-11-01,ana@x.de,captured,55.00,50.00,0.00,EUR
2,2025-11-02,bo@x.de,authorized,30.00,0.00,0.00,EUR
3,2025-11-02,bo@x.de,captured,30.00,30.00,5.00,EUR
""",
        {"ana": (1, 50.0, 0.0), "bo": (1, 30.0, 5.0)},
    ),
    "prices of a hundred by a column": (
        """\
Bestellnr;Datum;E-Mail;Artikel;Menge;Einzelpreis;Preiseinheit
1;01.11.2025;ana@x.de;Schraube;250;4,00;100
1;01.11.2025;ana@x.de;Lampe;1;30,00;1
2;02.11.2025;bo@x.de;Schraube;500;4,00;100
""",
        {"ana": (1, 40.0, 0.0), "bo": (1, 20.0, 0.0)},
    ),
    "prices of a hundred beside what lines come to": (
        """\
Bestellnr;Datum;E-Mail;Artikel;Menge;Einzelpreis;Preiseinheit;Gesamtpreis
1;01.11.2025;ana@x.de;Schraube;250;4,00;100;10,00
1;01.11.2025;ana@x.de;Lampe;1;30,00;1;30,00
2;02.11.2025;bo@x.de;Schraube;500;4,00;100;20,00
""",
        {"ana": (1, 40.0, 0.0), "bo": (1, 20.0, 0.0)},
    ),
    "prices of a hundred by their header": (
        """\
Order ID,Date,Email,Item,Quantity,Price per 100
1,2025-11-01,ana@x.de,Screw,250,4.00
2,2025-11-02,bo@x.de,Screw,500,4.00
""",
        {"ana": (1, 10.0, 0.0), "bo": (1, 20.0, 0.0)},
    ),
    "rows that sum up their order": (
        """\
Order ID,Date,Email,SKU,Quantity,Price,Line total
1,2025-11-01,ana@x.de,MUG,2,10.00,20.00
1,2025-11-01,ana@x.de,LAMP,1,30.00,30.00
1,2025-11-01,ana@x.de,Subtotal,3,,50.00
1,2025-11-01,ana@x.de,Shipping,1,5.00,5.00
1,2025-11-01,ana@x.de,Total,,,55.00
2,2025-11-02,bo@x.de,Total,1,3.00,3.00
""",
        {"ana": (1, 55.0, 0.0), "bo": (1, 3.0, 0.0)},
    ),
    "net prices and what lines come to with tax": (
        """\
Order No,Order date,Customer email,Product,Qty,Net price,VAT %,Net total,VAT amount,Gross total
1,2025-11-01,ana@x.de,Mug,2,10.00,20,20.00,4.00,24.00
1,2025-11-01,ana@x.de,Lamp,1,30.00,20,30.00,6.00,36.00
2,2025-11-02,bo@x.de,Lamp,1,30.00,20,30.00,6.00,36.00
""",
        {"ana": (1, 60.0, 0.0), "bo": (1, 36.0, 0.0)},
    ),
    "a report of sales and returns": (
        """\
Day,Order name,Customer email,Product title,Gross sales,Discounts,Returns,Net sales,Shipping,Taxes,Total sales
2025-11-01,#1,ana@x.de,Mug,50.00,-5.00,0.00,45.00,5.00,0.00,50.00
2025-11-05,#1,ana@x.de,Mug,0.00,0.00,-10.00,-10.00,0.00,0.00,-10.00
2025-11-02,#2,bo@x.de,Lamp,30.00,0.00,0.00,30.00,0.00,0.00,30.00
""",
        {"ana": (1, 50.0, 10.0), "bo": (1, 30.0, 0.0)},
    ),
    "what came back of each line, in money": (
        """\
Order ID,Date,Email,SKU,Quantity,Price,Line refund amount
1,2025-11-01,ana@x.de,MUG,2,10.00,10.00
1,2025-11-01,ana@x.de,CUP,2,10.00,10.00
2,2025-11-02,bo@x.de,LAMP,1,30.00,0.00
""",
        {"ana": (1, 40.0, 20.0), "bo": (1, 30.0, 0.0)},
    ),
    "ways to give money back": (
        """\
Order ID,Date,Email,Status,Total,Refunded to card,Refunded to store credit
1,2025-11-01,ana@x.de,completed,55.00,-5.00,-10.00
2,2025-11-02,bo@x.de,completed,30.00,0.00,0.00
""",
        {"ana": (1, 55.0, 15.0), "bo": (1, 30.0, 0.0)},
    ),
    "renewals, of which one waits": (
        """\
charge_id,customer_email,processed_at,status,total_price,total_refunds,type
1,ana@x.de,2025-09-01T10:00:00,SUCCESS,20.00,,CHECKOUT
2,ana@x.de,2025-10-01T10:00:00,SUCCESS,20.00,5.00,RECURRING
3,ana@x.de,2025-10-01T10:00:00,SUCCESS,20.00,,RECURRING
4,cy@x.de,2025-12-01T10:00:00,QUEUED,20.00,,RECURRING
""",
        {"ana": (3, 60.0, 5.0)},
    ),
    "a discount with a minus, beside orders of one line": (
        """\
Order ID,Date,Email,SKU,Quantity,Price,Order discount
1,2025-11-01,ana@x.de,MUG,2,10.00,-5.00
2,2025-11-02,bo@x.de,LAMP,1,30.00,0.00
3,2025-11-03,cy@x.de,LAMP,1,30.00,-6.00
3,2025-11-03,cy@x.de,MUG,1,10.00,-6.00
""",
        {"ana": (1, 15.0, 0.0), "bo": (1, 30.0, 0.0), "cy": (1, 34.0, 0.0)},
    ),
    "Swiss amounts": (
        """\
Bestellnummer;Datum;E-Mail;Gesamtbetrag;Währung
SO/2026/0001;01.11.2025;ana@x.de;CHF 1'234.50;CHF
SO/2026/0002;13.11.2025;bo@x.de;CHF 12’345.00;CHF
SO/2026/0003;14.11.2025;bo@x.de;CHF 30.–;CHF
""",
        {"ana": (1, 1234.5, 0.0), "bo": (2, 12375.0, 0.0)},
    ),
}  # fmt: skip


def told(project: Project) -> Paid:
    """What the project holds of everybody who bought or was given something back."""
    found = audience.members(project, {"all": []}, ["email", "orders", "revenue", "refunded"]).to_pylist()
    return {
        row["email"].split("@")[0]: (row["orders"], (row["revenue"] or 0) / 1e4, (row["refunded"] or 0) / 1e4)
        for row in found
        if row["orders"] or row["refunded"]
    }


@pytest.mark.parametrize("name", FILES)
def test_what_each_buyer_paid(name: str, tmp_path: Path) -> None:
    text, paid = FILES[name]
    path = tmp_path / "export.csv"
    path.write_text(text)
    with Project.create(tmp_path / "shop.quill", timezone="UTC", clock="2026-01-02") as project:
        ingest.run_import(project, path, "orders")
        assert told(project) == paid


@pytest.mark.parametrize(("total", "told"), [("", 1), (",Order total", 0)])
def test_money_off_that_counts_in_nothing_is_told(total: str, told: int, tmp_path: Path) -> None:
    path = tmp_path / "export.csv"
    last = total and ",15.00"
    path.write_text(
        f"Order ID,Date,Email,Item,Quantity,Price{total}\n1,2025-11-01,ana@x.de,Mug,2,10.00{last}\n"
        f"1,2025-11-01,ana@x.de,Coupon,1,-5.00{last}\n2,2025-11-01,bo@x.de,Mug,1,10.00{total and ',10.00'}\n"
    )
    with Project.create(tmp_path / "shop.quill", timezone="UTC", clock="2026-01-02") as project:
        notes = [one for one in ingest.run_import(project, path, "orders").warnings if "below zero" in one.text]
    assert [(one.count, one.lines) for one in notes] == [(1, (3,))] * told
    assert all("5.00" in one.text for one in notes)


@pytest.mark.parametrize(("text", "number"), [("30.–", 30), ("30.--", 30), ("1'200.-", 1_200), ("5.00-", -5)])
def test_whole_amounts_with_a_dash_behind(text: str, number: float) -> None:
    assert float(numbers.parse(text) or 0) == number


@pytest.mark.parametrize(("text", "sums"), [("Sub-total", True), ("Zwischensumme:", True), ("Total Care", False)])
def test_words_of_rows_that_sum_up(text: str, sums: bool) -> None:
    assert order_states.is_a_sum(text) is sums


def test_a_kind_of_item_is_no_state(tmp_path: Path) -> None:
    path = tmp_path / "export.csv"
    path.write_text(
        "Order ID,Date,Email,Item,Item type,Quantity,Price\n1,2025-11-01,ana@x.de,Card,gift_card,1,50\n"
        "2,2025-11-01,bo@x.de,Lamp,product,1,30\n"
    )
    with Project.create(tmp_path / "shop.quill", timezone="UTC", clock="2026-01-02") as project:
        assert not ingest.run_import(project, path, "orders").warnings


@pytest.mark.parametrize(("event", "amounts", "told"), [
    ("placed_order", ("10.00", "20.00"), 1), ("placed_order", ("10.00", ""), 0), ("viewed_product", ("", ""), 0),
])  # fmt: skip
def test_amounts_of_events_in_several_currencies_are_told(
    event: str, amounts: tuple[str, str], told: int, tmp_path: Path
) -> None:
    path = tmp_path / "events.csv"
    rows = zip(amounts, ("EUR", "USD"), strict=True)
    path.write_text(
        "email,event,time,amount,currency\n"
        + "".join(
            f"ana@x.de,{event},2025-11-0{day} 10:00,{amount},{code}\n" for day, (amount, code) in enumerate(rows, 1)
        )
    )
    with Project.create(tmp_path / "shop.quill", timezone="UTC", clock="2026-01-02") as project:
        report = ingest.run_import(project, path, "events")
    assert sum("in 2 currencies" in note.text for note in report.warnings) == told
