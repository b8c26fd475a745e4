"""What each buyer paid, by exports of shops and market places, each with the truth worked out by hand."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app import audience, ingest
from app.cleaning import numbers
from app.project import Project
from storage.file.models import event

Paid = dict[str, tuple[int, float, float]]
"""Orders, revenue and what was refunded, by the name before the `@`."""


Lines = list[tuple[str, float, float]]
"""SKU or name, quantity and amount of each line."""


EBAY_MULTI = """\
Sales Record Number,Order Number,Buyer Email,Item Title,Custom Label,Quantity,Sold For,Shipping And Handling,T\
otal Price,Sale Date
101,11-1,ana@x.de,,,3,$50.00,$5.00,$55.00,Nov-01-25
101,11-1,ana@x.de,Mug,MUG,2,$10.00,,,Nov-01-25
101,11-1,ana@x.de,Lamp,LAMP,1,$30.00,,,Nov-01-25
102,11-2,bo@x.de,Lamp,LAMP,2,$30.00,$0.00,$60.00,Nov-02-25
"""


EBAY_SALE_ONLY = """\
Order Number,Buyer Email,Item Title,Custom Label,Quantity,Sold For,Sale Date
11-1,ana@x.de,Mug,MUG,2,£10.00,01-Nov-25
11-2,bo@x.de,Lamp,LAMP,1,£30.00,02-Nov-25
"""


EBAY_DE = """\
Verkaufsprotokollnummer;Bestellnummer;Nutzername des Käufers;E-Mail des Käufers;Artikelbezeichnung;Bestandsein\
heit;Anzahl;Verkauft für;Verpackung und Versand;Gesamtpreis;Verkauft am
1;11-1;ana;ana@x.de;Tasse;MUG;2;EUR 10,00;EUR 5,00;EUR 25,00;01-Nov-25
2;11-2;bo;bo@x.de;Lampe;LAMP;1;EUR 30,00;EUR 0,00;EUR 30,00;02-Nov-25
"""


JTL = """\
Auftragsnummer;Auftragsdatum;Kundennummer;E-Mail;Artikelnummer;Artikelname;Menge;VK Brutto;Gesamt Brutto;Auftr\
agssumme Brutto;Zahlungsstatus;Stornostatus
A1;01.11.2025;K1;ana@x.de;MUG;Tasse;2;10,00;20,00;55,00;Bezahlt;
A1;01.11.2025;K1;ana@x.de;LAMP;Lampe;1;30,00;30,00;55,00;Bezahlt;
A2;13.11.2025;K2;bo@x.de;LAMP;Lampe;1;30,00;30,00;30,00;Bezahlt;Storniert
A3;14.11.2025;K2;bo@x.de;LAMP;Lampe;1;30,00;30,00;30,00;Bezahlt;
"""


SEK = """\
Ordernr;Orderdatum;Kund;E-post;Artikelnr;Benämning;Antal;Á-pris;Radsumma;Ordersumma inkl. moms;Status
1;2025-11-01;Ana;ana@x.de;MUG;Mugg;2;100,00;200,00;1 255,00 kr;Levererad
1;2025-11-01;Ana;ana@x.de;LAMP;Lampa;1;1 000,00;1 000,00;1 255,00 kr;Levererad
2;2025-11-13;Bo;bo@x.de;LAMP;Lampa;1;1 000,00;1 000,00;1 000,00 kr;Makulerad
"""


TEST_ORDERS = """\
Order ID,Date,Email,Status,Total,Test
1,2025-11-01,ana@x.de,completed,55.00,false
2,2025-11-02,bo@x.de,completed,30.00,true
"""


STRIPE_PAYMENTS = """\
id,Description,Seller Message,Created (UTC),Amount,Amount Refunded,Currency,Converted Amount,Converted Amount \
Refunded,Fee,Converted Currency,Mode,Status,Statement Descriptor,Customer ID,Customer Email,Captured
ch_1,Order,Payment complete.,2025-11-01 10:00:00,55.00,10.00,eur,55.00,10.00,2.00,eur,Live,Paid,SHOP,cus_1,ana\
@x.de,true
ch_2,Order,The card was declined.,2025-11-01 10:00:00,55.00,0.00,eur,55.00,0.00,2.00,eur,Live,Failed,SHOP,cus_\
2,bo@x.de,false
ch_3,Order,Payment complete.,2025-11-02 10:00:00,30.00,30.00,eur,30.00,30.00,2.00,eur,Live,Refunded,SHOP,cus_2\
,bo@x.de,true
ch_4,Order,Payment complete.,2025-11-02 10:00:00,30.00,0.00,eur,30.00,0.00,2.00,eur,Test,Paid,SHOP,cus_2,bo@x.de,true
"""


MOLLIE = """\
Date;Payment method;Currency;Amount;Status;ID;Description;Consumer name;Consumer email;Amount refunded
2025-11-01 10:00:00;ideal;EUR;55.00;paid;tr_1;Order 1;Ana;ana@x.de;10.00
2025-11-02 10:00:00;ideal;EUR;30.00;expired;tr_2;Order 2;Bo;bo@x.de;0.00
2025-11-03 10:00:00;ideal;EUR;30.00;paid;tr_3;Order 3;Bo;bo@x.de;
2025-11-03 10:00:00;ideal;EUR;30.00;open;tr_4;Order 4;Bo;bo@x.de;
"""


OPENCART = """\
Order ID,Customer,E-Mail,Telephone,Status,Total,Currency Code,Currency Value,Date Added,Date Modified
1,Ana,ana@x.de,1,Complete,55.0000,EUR,1.00000000,2025-11-01 10:00:00,2025-11-01 10:00:00
2,Bo,bo@x.de,1,Missing Orders,30.0000,EUR,1.00000000,2025-11-02 10:00:00,2025-11-02 10:00:00
3,Bo,bo@x.de,1,Chargeback,30.0000,EUR,1.00000000,2025-11-03 10:00:00,2025-11-03 10:00:00
4,Bo,bo@x.de,1,Reversed,30.0000,EUR,1.00000000,2025-11-03 10:00:00,2025-11-03 10:00:00
5,Bo,bo@x.de,1,Canceled Reversal,30.0000,EUR,1.00000000,2025-11-04 10:00:00,2025-11-04 10:00:00
6,Bo,bo@x.de,1,Denied,30.0000,EUR,1.00000000,2025-11-04 10:00:00,2025-11-04 10:00:00
"""


GUMROAD = """\
Purchase ID,Item Name,Buyer Name,Purchase Email,Purchase Date,Subtotal ($),Taxes ($),Shipping ($),Sale Price (\
$),Fees ($),Net Total ($),Refunded?,Partial Refund ($),Fully Refunded?,Quantity
p1,Book,Ana,ana@x.de,2025-11-01,20.00,0,0,20.00,2,18,0,0.0,0,1
p2,Book,Bo,bo@x.de,2025-11-02,20.00,0,0,20.00,2,18,1,0.0,1,1
p3,Book,Cy,cy@x.de,2025-11-02,20.00,0,0,20.00,2,18,1,5.0,0,1
"""


BOL_NL = """\
Bestelnummer;Besteldatum;E-mailadres;EAN;Titel;Aantal;Verkoopprijs;Status
1;01-11-2025;ana@x.de;8711;Mok;2;10,00;Verzonden
2;13-11-2025;bo@x.de;8712;Lamp;1;30,00;Geannuleerd
3;14-11-2025;bo@x.de;8712;Lamp;1;30,00;Retour ontvangen
"""


WC_ITEMS_COLUMNS = """\
order_id,order_date,status,order_total,billing_email,line_item_1,line_item_2
1,2025-11-01 10:00:00,completed,55.00,ana@x.de,name:Mug|product_id:9|sku:MUG|quantity:2|total:20.00|sub_total:\
20.00,name:Lamp|product_id:8|sku:LAMP|quantity:1|total:30.00|sub_total:30.00
2,2025-11-02 10:00:00,completed,30.00,bo@x.de,name:Lamp|product_id:8|sku:LAMP|quantity:1|total:30.00|sub_total:30.00,
"""


TAXED = """\
Order,Date,Customer Email,Status,Payment status,Total incl. VAT,Total excl. VAT,Discount
ORD1,2025-11-01 10:00,ana@x.de,completed_shipped,paid,"€ 121,00","€ 100,00","€ 10,00"
ORD2,2025-11-02 10:00,bo@x.de,processing_awaiting_payment,not_paid,"€ 121,00","€ 100,00","€ 0,00"
"""


TAXED_LINES = """\
Order ID,Date,Email,Item,SKU,Quantity,Price excl. VAT,Price incl. VAT,Line total excl. VAT,Line total incl. VA\
T,Order total excl. VAT,Order total incl. VAT
1,2025-11-01,ana@x.de,Mug,M1,2,10,12.10,20,24.20,50,60.50
1,2025-11-01,ana@x.de,Cup,C1,1,25,30.25,25,30.25,50,60.50
2,2025-11-02,bo@x.de,Cup,C1,1,25,30.25,25,30.25,30,36.30
"""


FULL_WIDTH = """\
注文番号,注文日,メールアドレス,商品コード,数量,合計
1,2025年11月1日,ana@x.de,M1,2,"￥12,000"
2,2025/11/02,bo@x.de,M1,１,￥１２００
3,2025/11/03,bo@x.de,M1,１,１，３００円
"""


PAYPAL_ES = """\
"Fecha","Hora","Zona horaria","Nombre","Tipo","Estado","Divisa","Bruto","Comisión","Neto","Correo electrónico \
del remitente","Correo electrónico del destinatario","Id. de transacción","Id. de referencia de trans."
"01/11/2025","10:15:00","CET","Ana","Pago en sitio web","Completado","EUR","55,00","-2,00","53,00","ana@x.de",\
"shop@x.de","T1",""
"05/11/2025","10:15:00","CET","Ana","Reembolso de pago","Completado","EUR","-10,00","0,50","-9,50","shop@x.de"\
,"ana@x.de","T2","T1"
"13/11/2025","10:15:00","CET","Bo","Pago en sitio web","Pendiente","EUR","30,00","0,00","30,00","bo@x.de","sho\
p@x.de","T3",""
"""


PAYPAL_FR = """\
"Date","Heure","Fuseau horaire","Nom","Type","État","Devise","Avant commission","Commission","Net","De l'adres\
se email","À l'adresse email","Numéro de transaction","Numéro de transaction de référence"
"01/11/2025","10:15:00","CET","Ana","Paiement sur site marchand","Terminé","EUR","55,00","-2,00","53,00","ana@\
x.de","shop@x.de","T1",""
"05/11/2025","10:15:00","CET","Ana","Remboursement de paiement","Terminé","EUR","-10,00","0,50","-9,50","shop@\
x.de","ana@x.de","T2","T1"
"""


PAYPAL_IT = """\
"Data","Ora","Fuso orario","Nome","Tipo","Stato","Valuta","Lordo","Tariffa","Netto","Indirizzo email mittente"\
,"Indirizzo email destinatario","Codice transazione","Codice transazione di riferimento"
"01/11/2025","10:15:00","CET","Ana","Pagamento sito web","Completata","EUR","55,00","-2,00","53,00","ana@x.de"\
,"shop@x.de","T1",""
"05/11/2025","10:15:00","CET","Ana","Rimborso pagamento","Completata","EUR","-10,00","0,50","-9,50","shop@x.de\
","ana@x.de","T2","T1"
"""


QUICKBOOKS = """\
Date,Transaction Type,Num,Name,Customer Email,Memo/Description,Qty,Sales Price,Amount
11/01/2025,Invoice,1001,Ana,ana@x.de,Mug,2,10.00,20.00
11/01/2025,Invoice,1001,Ana,ana@x.de,Lamp,1,30.00,30.00
11/05/2025,Credit Memo,1002,Ana,ana@x.de,Mug,-1,10.00,-10.00
11/13/2025,Sales Receipt,1003,Bo,bo@x.de,Lamp,1,30.00,30.00
11/14/2025,Estimate,1004,Bo,bo@x.de,Lamp,1,30.00,30.00
"""


CLOVER = """\
Order Date,Order ID,Order Number,Order Employee Name,Customer Email,Currency,Tax Amount,Tip,Service Charge,Dis\
count,Order Total,Payments Total,Payment Note,Refunds Total,Manual Refunds Total,Tender,Order Payment State
01-Nov-2025 10:15 AM,A1,1,Joe,ana@x.de,USD,2.00,3.00,0,0,55.00,58.00,,10.00,0.00,Card,Paid
13-Nov-2025 10:15 AM,A2,2,Joe,bo@x.de,USD,2.00,0.00,0,0,30.00,0.00,,0.00,0.00,Card,Open
"""


SHOPEE = """\
Order ID,Order Status,Return / Refund Status,Order Creation Date,Product Name,SKU Reference No.,Original Price\
,Deal Price,Quantity,Returned quantity,Product Subtotal,Total Amount,Grand Total,Buyer Email
1,Completed,,2025-11-01 10:15,Mug,MUG,12.00,10.00,2,0,20.00,55.00,55.00,ana@x.de
1,Completed,,2025-11-01 10:15,Lamp,LAMP,35.00,30.00,1,0,30.00,55.00,55.00,ana@x.de
2,Unpaid,,2025-11-02 10:15,Lamp,LAMP,35.00,30.00,1,0,30.00,30.00,30.00,bo@x.de
"""


OTTO_KAUFLAND = """\
id_order;ts_created;email;id_order_unit;status;price;currency;item_title;ean
1;2025-11-01 10:15:00;ana@x.de;11;sent;20.00;EUR;Mug;8711
1;2025-11-01 10:15:00;ana@x.de;12;received;30.00;EUR;Lamp;8712
2;2025-11-02 10:15:00;bo@x.de;13;cancelled;30.00;EUR;Lamp;8712
3;2025-11-02 10:15:00;bo@x.de;14;returned;30.00;EUR;Lamp;8712
"""


FILES: dict[str, tuple[str, Paid, Lines | None]] = {
    "a market place that sums up orders in rows of their own": (
        EBAY_MULTI,
        {"ana": (1, 55.0, 0.0), "bo": (1, 60.0, 0.0)},
        [("LAMP", 1.0, 30.0), ("LAMP", 2.0, 60.0), ("MUG", 2.0, 20.0)],
    ),
    "a market place that says what was sold for how much": (
        EBAY_SALE_ONLY,
        {"ana": (1, 20.0, 0.0), "bo": (1, 30.0, 0.0)},
        None,
    ),
    "a market place in German": (
        EBAY_DE,
        {"ana": (1, 25.0, 0.0), "bo": (1, 30.0, 0.0)},
        [("LAMP", 1.0, 30.0), ("MUG", 2.0, 20.0)],
    ),
    "gross and net amounts in German": (JTL, {"ana": (1, 55.0, 0.0), "bo": (1, 30.0, 0.0)}, None),
    "totals with tax in Swedish": (SEK, {"ana": (1, 1255.0, 0.0)}, None),
    "orders that were tests": (TEST_ORDERS, {"ana": (1, 55.0, 0.0)}, None),
    "payments that were tests": (STRIPE_PAYMENTS, {"ana": (1, 55.0, 10.0)}, None),
    "payments of which one is open": (MOLLIE, {"ana": (1, 55.0, 10.0), "bo": (1, 30.0, 0.0)}, None),
    "reversals that were cancelled": (OPENCART, {"ana": (1, 55.0, 0.0), "bo": (1, 30.0, 0.0)}, None),
    "a mark of refunds beside a part given back": (GUMROAD, {"ana": (1, 20.0, 0.0), "cy": (1, 20.0, 5.0)}, None),
    "a market place in Dutch": (BOL_NL, {"ana": (1, 20.0, 0.0)}, None),
    "a column for all of one item": (
        WC_ITEMS_COLUMNS,
        {"ana": (1, 55.0, 0.0), "bo": (1, 30.0, 0.0)},
        [("LAMP", 1.0, 30.0), ("LAMP", 1.0, 30.0), ("MUG", 2.0, 20.0)],
    ),
    "amounts with and without tax": (TAXED, {"ana": (1, 121.0, 0.0)}, None),
    "prices, lines and totals with and without tax": (
        TAXED_LINES,
        {"ana": (1, 60.5, 0.0), "bo": (1, 36.3, 0.0)},
        [("C1", 1.0, 30.25), ("C1", 1.0, 30.25), ("M1", 2.0, 24.2)],
    ),
    "figures of full width": (
        FULL_WIDTH,
        {"ana": (1, 12000.0, 0.0), "bo": (2, 2500.0, 0.0)},
        [("M1", 1.0, 1200.0), ("M1", 1.0, 1300.0), ("M1", 2.0, 12000.0)],
    ),
    "payments in Spanish": (PAYPAL_ES, {"ana": (1, 55.0, 10.0)}, None),
    "payments in French": (PAYPAL_FR, {"ana": (1, 55.0, 10.0)}, None),
    "payments in Italian": (PAYPAL_IT, {"ana": (1, 55.0, 10.0)}, None),
    "estimates among the documents of books": (QUICKBOOKS, {"ana": (1, 50.0, 10.0), "bo": (1, 30.0, 0.0)}, None),
    "totals of refunds": (CLOVER, {"ana": (1, 55.0, 10.0)}, None),
    "a market place's deal price": (SHOPEE, {"ana": (1, 55.0, 0.0)}, [("LAMP", 1.0, 30.0), ("MUG", 2.0, 20.0)]),
    "units of orders": (OTTO_KAUFLAND, {"ana": (1, 50.0, 0.0)}, None),
}


def told(project: Project) -> Paid:
    """What the project holds of everybody who bought."""
    found = audience.members(project, {"all": []}, ["email", "orders", "revenue", "refunded"]).to_pylist()
    return {
        row["email"].split("@")[0]: (
            row["orders"], (row["revenue"] or 0) / 1e4, (row["refunded"] or 0) / 1e4,
        )
        for row in found
        if row["orders"]
    }  # fmt: skip


@pytest.mark.parametrize("name", FILES)
def test_what_each_buyer_paid(name: str, tmp_path: Path, rows: Callable[..., list[Any]]) -> None:
    text, paid, lines = FILES[name]
    path = tmp_path / "export.csv"
    path.write_text(text)
    with Project.create(tmp_path / "shop.quill", timezone="UTC", clock="2026-01-01") as project:
        ingest.run_import(project, path, "orders")
        assert told(project) == paid
        sold = [row for row in rows(project, event) if row["name"] == "ordered_product" and row["aside"] is None]
    if lines is not None:
        assert sorted((row["sku"], row["quantity"] / 1e4, row["amount"] / 1e4) for row in sold) == lines


@pytest.mark.parametrize(
    ("text", "number"), [("￥１２，０００", 12_000), ("（￥５．５０）", -5.5), ("1,200円", 1_200), ("￦900", 900)]
)
def test_numbers_of_full_width(text: str, number: float) -> None:
    assert float(numbers.parse(text) or 0) == number


def test_orders_that_were_tests_are_told(tmp_path: Path) -> None:
    path = tmp_path / "export.csv"
    path.write_text(TEST_ORDERS)
    with Project.create(tmp_path / "shop.quill", timezone="UTC", clock="2026-01-01") as project:
        told = [note for note in ingest.run_import(project, path, "orders").warnings if "as a test" in note.text]
    assert [(note.count, note.lines) for note in told] == [(1, (3,))]


def test_buyers_of_one_name_are_not_one(tmp_path: Path) -> None:
    path = tmp_path / "export.csv"
    path.write_text(
        "Order ID,Customer,E-Mail,Total,Date Added\n1,Ana,ana@x.de,55.00,2025-11-01\n2,Ana,bo@x.de,30.00,2025-11-02\n"
        "3,Zoë,cy@x.de,30.00,2025-11-02\n"
    )
    with Project.create(tmp_path / "shop.quill", timezone="UTC", clock="2026-01-01") as project:
        ingest.run_import(project, path, "orders")
        assert told(project) == {"ana": (1, 55.0, 0.0), "bo": (1, 30.0, 0.0), "cy": (1, 30.0, 0.0)}


@pytest.mark.parametrize(("codes", "meant"), [("ALFKI ANATR", "customer_id"), ("k1 k2", "customer_id"), ("Ana Bo", "")])
def test_a_bare_word_for_customers_holds_numbers_or_names(codes: str, meant: str, tmp_path: Path) -> None:
    path = tmp_path / "export.csv"
    rows = "".join(f"{place},{code},{code}@x.de,5,2025-11-01\n" for place, code in enumerate(codes.split()))
    path.write_text("Order ID,Customer,E-Mail,Total,Date\n" + rows)
    with Project.create(tmp_path / "shop.quill", timezone="UTC", clock="2026-01-01") as project:
        found = ingest.dry_run(project, path, "orders").mapping.columns["Customer"].to
    assert (found == "customer_id") == (meant == "customer_id")
