"""What each buyer paid, from files of tools that say it in their own way: the truth stands beside each file."""

import json
from pathlib import Path
from typing import Any

import pytest

from app import audience, ingest
from app.ingest.readers.separators import find_dialect
from app.project import Project

Paid = dict[str, tuple[int, float, float]]
"""Orders, revenue and what was refunded, by the name before the `@`, or the number."""

PAYMENTS = """\
Date,Time,Name,Type,Status,Currency,Gross,Fee,Net,From Email Address,To Email Address,Transaction ID,Reference Txn ID
2024-05-01,10:00:00,Ana,Website Payment,Completed,EUR,48.20,-1.70,46.50,ana@x.de,shop@x.de,TX1,
2024-05-02,10:00:00,Bo,Express Checkout Payment,Completed,EUR,31.00,-1.20,29.80,bo@x.de,shop@x.de,TX2,
2024-05-03,10:00:00,Bo,Payment Refund,Completed,EUR,-10.00,0.30,-9.70,shop@x.de,bo@x.de,TX3,TX2
2024-05-04,10:00:00,Mill,Mass Pay Payment,Completed,EUR,-20.00,0.00,-20.00,shop@x.de,mill@x.de,TX4,
2024-05-05,10:00:00,Cy,Website Payment,Pending,EUR,15.00,0.00,15.00,cy@x.de,shop@x.de,TX5,
2024-05-06,10:00:00,Dee,Website Payment,Refunded,EUR,9.00,0.00,9.00,dee@x.de,shop@x.de,TX6,
2024-05-07,10:00:00,Dee,Payment Refund,Completed,EUR,-9.00,0.00,-9.00,shop@x.de,dee@x.de,TX7,TX6
2024-05-08,10:00:00,,General Withdrawal,Completed,EUR,-50.00,0.00,-50.00,shop@x.de,,TX8,
"""
PAYMENTS_IN_GERMAN = """\
Datum;Name;Typ;Status;Währung;Brutto;Gebühr;Netto;Absender E-Mail-Adresse;Empfänger E-Mail-Adresse;Transaktionscode
01.05.2024;Ana;Website-Zahlung;Abgeschlossen;EUR;1.048,20;-1,70;1.046,50;ana@x.de;shop@x.de;TX1
02.05.2024;Bo;Website-Zahlung;Abgeschlossen;EUR;31,00;-1,20;29,80;bo@x.de;shop@x.de;TX2
03.05.2024;Bo;Rückzahlung;Abgeschlossen;EUR;-10,00;0,30;-9,70;shop@x.de;bo@x.de;TX3
"""
LEDGER = """\
id,Type,Source,Amount,Fee,Net,Currency,Created (UTC),Customer Email
t1,charge,ch1,48.20,1.70,46.50,usd,2024-05-01 10:00,ana@x.de
t2,charge,ch2,31.00,1.20,29.80,usd,2024-05-02 10:00,bo@x.de
t3,refund,re2,-10.00,0,-10.00,usd,2024-05-05 10:00,bo@x.de
t4,payout,po1,-66.30,0,-66.30,usd,2024-05-06 10:00,
"""
TILL_WITH_TAX = """\
Date,Item,Qty,SKU,Gross Sales,Discounts,Net Sales,Tax,Transaction ID,Event Type,Customer ID
2024-05-01,Mug,2.0,MUG,$20.00,$0.00,$20.00,$1.60,T1,Payment,ana
2024-05-01,Lamp,1.0,LAMP,$22.00,-$2.00,$20.00,$1.60,T1,Payment,ana
2024-05-02,Lamp,1.0,LAMP,$30.00,$0.00,$30.00,$2.40,T2,Payment,bo
2024-05-03,Lamp,-1.0,LAMP,-$30.00,$0.00,-$30.00,-$2.40,T3,Refund,bo
"""
MARKET = """\
order-id,order-item-id,purchase-date,buyer-email,sku,quantity-purchased,currency,item-price,item-tax,shipping-price,\
item-promotion-discount
1,1,2024-05-01,ana@x.de,MUG,2,USD,20.00,1.60,5.00,
1,2,2024-05-01,ana@x.de,LAMP,1,USD,20.00,1.60,,
2,3,2024-05-02,bo@x.de,LAMP,1,EUR,30.00,4.79,4.00,3.00
"""
WORDS_RUN_TOGETHER = """\
number;orderDateTime;email;productNumber;label;quantity;unitPrice;totalPrice;amountTotal;orderState;paymentState
10001;2024-05-01 10:00:00;ana@x.de;MUG;Mug;2;10.80;21.60;48.20;completed;paid
10001;2024-05-01 10:00:00;ana@x.de;LAMP;Lamp;1;21.60;21.60;48.20;completed;paid
10002;2024-05-03 10:00:00;bo@x.de;LAMP;Lamp;1;30.00;30.00;34.00;cancelled;cancelled
"""
DETAILS = """\
orderId;orderTime;email;paymentStatusDescription;orderStatusDescription;invoiceAmount;detailsArticleNumber;\
detailsPrice;detailsQuantity
1;2024-05-01 10:00:00;ana@x.de;Komplett bezahlt;Komplett abgeschlossen;48.20;MUG;10.80;2
1;2024-05-01 10:00:00;ana@x.de;Komplett bezahlt;Komplett abgeschlossen;48.20;LAMP;21.60;1
2;2024-05-02 10:00:00;bo@x.de;Offen;Storniert / Abgelehnt;34.00;LAMP;30;1
"""
GRID = """\
Order #,Purchased On,Bill to Name,Customer Email,G.T. (Base),G.T. (Purchased),Status
100000001,"May 1, 2024 10:00:00 AM",Ana Ruiz,ana@x.de,$48.20,$48.20,Complete
100000002,"May 3, 2024 10:00:00 AM",Bo Lee,bo@x.de,$31.00,$31.00,Closed
"""
KEPT_BY_A_BACKSLASH = """\
order_id,created_at,email,sku,item_name,quantity,price,total
1,2024-05-01,ana@x.de,MUG,Mug\\, red,2,10.00,48.20
1,2024-05-01,ana@x.de,LAMP,"Lamp, \\"big\\"",1,20.00,48.20
2,2024-05-02,bo@x.de,TEA,Tea,1,30.00,34.00
"""


def _listed(number: int, who: str, total: str, refunds: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "id": number,
        "email": f"{who}@x.de",
        "created_at": "2024-05-01T10:00:00Z",
        "financial_status": "partially_refunded" if refunds else "paid",
        "total_price": total,
        "line_items": [{"sku": "MUG", "quantity": 1, "price": "10.00"}, {"sku": "LAMP", "quantity": 1, "price": "9"}],
        "refunds": refunds,
    }


PAID_OUT = [{"kind": "refund", "status": "success", "amount": "4.00"}, {"kind": "refund", "status": "failure",
                                                                        "amount": "4.00"}]  # fmt: skip
OF_LINES = [{"quantity": 1, "subtotal": 9.0, "total_tax": 0.5}]
OBJECTS = json.dumps(
    {
        "orders": [
            _listed(1, "ana", "48.20", []),
            _listed(2, "bo", "31.00", [{"transactions": PAID_OUT}, {"refund_line_items": OF_LINES}]),
            _listed(3, "cy", "20.00", [{"id": 7, "reason": "", "total": "-2.50"}]),
        ]
    }
)
BOOKS = """\
Belegnummer;Belegart;Datum;E-Mail;Betrag
9001;Rechnung;01.05.2024;ana@x.de;48,20
9002;Rechnung;01.05.2024;bo@x.de;31,00
9003;Gutschrift;05.05.2024;bo@x.de;10,00
9004;Rechnung;06.05.2024;cy@x.de;99,90
9005;Stornorechnung;07.05.2024;cy@x.de;99,90-
"""
BOOKS_IN_ENGLISH = """\
Document No,Document Type,Date,Email,Amount
1,Invoice,2024-05-01,ana@x.de,48.20
2,Invoice,2024-05-01,bo@x.de,31.00
3,Credit Memo,2024-05-05,bo@x.de,10.00
"""
BOOKS_IN_SPANISH = """\
Nº documento;Tipo de documento;Fecha;Correo electrónico;Importe
1;Factura;01/05/2024;ana@x.de;48,20
2;Factura;01/05/2024;bo@x.de;31,00
3;Factura rectificativa;05/05/2024;bo@x.de;-10,00
4;Presupuesto;06/05/2024;cy@x.de;500,00
"""
BOOKS_WITHOUT_A_WORD = """\
Nr zamówienia;Co to;Data;E-mail;Kwota
1;Sprzedaż;2024-05-01;ana@x.de;48,20
2;Sprzedaż;2024-05-01;bo@x.de;31,00
3;Zwrot;2024-05-05;bo@x.de;-10,00
"""
REFUNDS_AMONG_ORDERS = """\
Order ID,Order Type,Parent Order,Order Date,Order Status,Customer Email,Order Total
10,shop_order,0,2024-05-01 10:00,wc-completed,ana@x.de,48.20
11,shop_order,0,2024-05-01 10:00,wc-completed,bo@x.de,31.00
12,shop_order_refund,11,2024-05-05 10:00,wc-completed,bo@x.de,-10.00
13,shop_order,0,2024-05-01 10:00,wc-completed,cy@x.de,50.00
14,shop_order_refund,13,2024-05-05 10:00,wc-completed,cy@x.de,-50.00
"""
BOOKS_OF_ORDERS = """\
Document No.,Document Type,Applies-to Doc. No.,Posting Date,E-Mail,Amount Including VAT
1,Invoice,,2024-05-01,ana@x.de,48.20
2,Invoice,,2024-05-01,bo@x.de,31.00
3,Credit Memo,2,2024-05-05,bo@x.de,10.00
4,Cancelled,,2024-05-06,bo@x.de,500.00
"""
LINES_SENT_BACK = """\
Order ID,Date,Email,SKU,Quantity,Total,Fulfillment status,Payment method
1,2024-05-01,ana@x.de,MUG,1,48.20,fulfilled,credit
2,2024-05-01,bo@x.de,MUG,1,31.00,returned,sale
"""
CHARGES = """\
{"id":"ch_1","object":"charge","amount":4820,"amount_refunded":0,"currency":"eur","created":1714557600,"status":"succeeded","paid":true,"refunded":false,"receipt_email":"ana@x.de"}
{"id":"ch_2","object":"charge","amount":3100,"amount_refunded":1000,"currency":"eur","created":1714644000,"status":"succeeded","paid":true,"refunded":false,"receipt_email":"bo@x.de"}
{"id":"ch_3","object":"charge","amount":5000,"amount_refunded":0,"currency":"jpy","created":1714644000,"status":"succeeded","paid":true,"refunded":false,"receipt_email":"cy@x.de"}
{"id":"ch_4","object":"charge","amount":5000,"amount_refunded":0,"currency":"eur","created":1714644000,"status":"failed","paid":false,"refunded":false,"receipt_email":"cy@x.de"}
"""
IN_CENTS = """\
order_id,created_at,email,total_cents,refunded_amount_cents,currency
1,2024-05-01,ana@x.de,4820,,EUR
2,2024-05-02,bo@x.de,3100,1000,EUR
"""
TILL_OF_A_PROGRAM = json.dumps(
    {
        "payments": [
            {"id": f"P{number}", "created_at": "2024-05-01T10:00:00Z", "status": "COMPLETED",
             "amount_money": {"amount": cents, "currency": "USD"}, "buyer_email_address": f"{who}@x.de"}
            for number, (who, cents) in enumerate([("ana", 4820), ("bo", 3100)])
        ]
    }
)  # fmt: skip
OBJECTS_IN_UNITS = """\
{"id":"1","object":"charge","amount":48.20,"currency":"eur","created":1714557600,"status":"paid","email":"ana@x.de"}
{"id":"2","object":"charge","amount":31,"currency":"eur","created":1714644000,"status":"paid","email":"bo@x.de"}
"""
BOTH: Paid = {"ana": (1, 48.2, 0.0), "bo": (1, 31.0, 10.0)}
FILES: dict[str, tuple[str, str, Paid]] = {
    "payments": (PAYMENTS, "csv", BOTH),
    "payments in German": (PAYMENTS_IN_GERMAN, "csv", {"ana": (1, 1048.2, 0.0), "bo": (1, 31.0, 10.0)}),
    "a ledger": (LEDGER, "csv", BOTH),
    "a till": (TILL_WITH_TAX, "csv", {"ana": (1, 43.2, 0.0), "bo": (1, 32.4, 32.4)}),
    "a market place": (MARKET, "csv", {"ana": (1, 48.2, 0.0), "bo": (1, 31.0, 0.0)}),
    "words run together": (WORDS_RUN_TOGETHER, "csv", {"ana": (1, 48.2, 0.0)}),
    "details": (DETAILS, "csv", {"ana": (1, 48.2, 0.0)}),
    "a shop's grid": (GRID, "csv", {"ana": (1, 48.2, 0.0)}),
    "backslashes": (KEPT_BY_A_BACKSLASH, "csv", {"ana": (1, 48.2, 0.0), "bo": (1, 34.0, 0.0)}),
    "books": (BOOKS, "csv", BOTH | {"cy": (1, 99.9, 99.9)}),
    "books in English": (BOOKS_IN_ENGLISH, "csv", BOTH),
    "books in Spanish": (BOOKS_IN_SPANISH, "csv", BOTH),
    "books without a word for documents": (BOOKS_WITHOUT_A_WORD, "csv", BOTH),
    "books that name documents": (BOOKS_OF_ORDERS, "csv", BOTH),
    "refunds among orders": (REFUNDS_AMONG_ORDERS, "csv", BOTH),
    "states that are no documents": (LINES_SENT_BACK, "csv", {"ana": (1, 48.2, 0.0), "bo": (1, 31.0, 0.0)}),
    "charges in cents": (CHARGES, "jsonl", BOTH | {"cy": (1, 5000.0, 0.0)}),
    "cents by their headers": (IN_CENTS, "csv", BOTH),
    "cents of a till": (TILL_OF_A_PROGRAM, "json", {"ana": (1, 48.2, 0.0), "bo": (1, 31.0, 0.0)}),
    "objects in whole units": (OBJECTS_IN_UNITS, "jsonl", {"ana": (1, 48.2, 0.0), "bo": (1, 31.0, 0.0)}),
    "objects": (OBJECTS, "json", {"ana": (1, 48.2, 0.0), "bo": (1, 31.0, 13.5), "cy": (1, 20.0, 2.5)}),
}


def told(project: Project) -> Paid:
    """What the project holds of everybody who bought or was given something back."""
    rows = audience.members(project, {"all": []}, ["orders", "revenue", "refunded"]).to_pylist()
    found = {
        row["key"].split(":")[-1].split("@")[0]: (row["orders"], *((row[one] or 0) / 1e4 for one in rest))
        for row in rows
        for rest in [("revenue", "refunded")]
    }
    return {who: paid for who, paid in found.items() if any(paid)}


@pytest.mark.parametrize("name", FILES)
def test_what_each_buyer_paid(name: str, tmp_path: Path) -> None:
    text, ending, right = FILES[name]
    path = tmp_path / f"export.{ending}"
    path.write_text(text)
    with Project.create(tmp_path / "shop.quill", timezone="UTC", clock="2024-06-15") as project:
        report = ingest.run_import(project, path)
        assert (report.kind, told(project)) == ("orders", right), report.mapping.columns


def test_a_backslash_keeps_a_separator_in_its_cell_only_where_rows_say_so() -> None:
    kept = find_dialect(KEPT_BY_A_BACKSLASH)
    assert kept.escaped
    assert [len(row) for row in kept.reader(kept.plain(KEPT_BY_A_BACKSLASH).splitlines())] == [8] * 4
    path = "a,b\nC:\\,2\nD:\\,3\n"
    assert not find_dialect(path).escaped


def test_an_article_without_a_number_is_what_was_bought(tmp_path: Path) -> None:
    path = tmp_path / "umsatz.csv"
    path.write_text(
        "Bestellnr.;Bestelldatum;E-Mail;Artikel;Menge;Umsatz (€)\nB1;14.05.2024;ana@x.de;Olivenöl;2;25,00\n"
    )
    with Project.create(tmp_path / "shop.quill", timezone="UTC", clock="2024-06-15") as project:
        ingest.run_import(project, path)
        assert told(project) == {"ana": (1, 25.0, 0.0)}
        found = audience.members(project, {"all": []}, ["last_ordered_product"]).to_pylist()
    assert found[0]["last_ordered_product"] == "Olivenöl"


@pytest.mark.parametrize(
    ("header", "cells"),
    [
        ("Discount %", ("10%", "50%", "")), ("Discount %", ("10", "50", "0")),
        ("Rabatt (%)", ("10,0 %", "50,0 %", "0 %")),
        ("Remise en pourcentage", ("0,1", "0,5", "0")), ("Discount", ("10%", "50%", "0%")),
        ("Item discount", ("10%", "200.00", "0.00")), ("Descuento porcentual", ("10", "50", "")),
        ("割引%", ("10", "50", "")),
    ],
)  # fmt: skip
def test_a_share_is_taken_off_as_a_share(header: str, cells: tuple[str, ...], tmp_path: Path) -> None:
    path = tmp_path / "orders.csv"
    rows = [("1;2024-05-01;ana", "1;20.00"), ("2;2024-05-02;bo", "2;200.00"), ("3;2024-05-03;cy", "2;200.00")]
    text = "".join(f"{start}@x.de;M1;{price};{off}\n" for (start, price), off in zip(rows, cells, strict=True))
    path.write_text(f"Order ID;Date;Email;SKU;Quantity;Unit price;{header}\n{text}")
    with Project.create(tmp_path / "shop.quill", timezone="UTC", clock="2024-06-15") as project:
        ingest.run_import(project, path, "orders")
        assert told(project) == {"ana": (1, 18.0, 0.0), "bo": (1, 200.0, 0.0), "cy": (1, 400.0, 0.0)}


@pytest.mark.parametrize(
    ("header", "cells", "mixed"),
    [
        ("Total,Currency", ("100.00,USD", "15000,JPY"), True), ("Total,Currency", ("100.00,USD", "15000,usd"), False),
        ("Total,Currency", ("100.00,USD", "15000,"), False), ("Total", ("$100.00", "€150.00"), True),
        ("Total", ("100.00 EUR", "€150.00"), False), ("Total", ("100.00", "150.00"), False),
        ("Total", ("100 kr", "150 kr"), False),
    ],
)  # fmt: skip
def test_amounts_of_several_currencies_are_told(
    header: str, cells: tuple[str, ...], mixed: bool, tmp_path: Path
) -> None:
    path = tmp_path / "orders.csv"
    rows = "".join(f"{place},2024-05-01,ana@x.de,{said}\n" for place, said in enumerate(cells))
    path.write_text(f"Order ID,Date,Email,{header}\n{rows}")
    with Project.create(tmp_path / "shop.quill", timezone="UTC", clock="2024-06-15") as project:
        red = [note.text for note in ingest.dry_run(project, path, "orders").warnings if note.level == "red"]
    assert any("in 2 currencies" in text for text in red) == mixed
