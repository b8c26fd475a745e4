"""What headers mean in files of orders."""

import pytest

from app.ingest.vocabulary import headers


@pytest.mark.parametrize(
    ("header", "target"),
    [
        ("N° de commande", "order_id"), ("Numero d'ordine", "order_id"), ("Bestelnummer", "order_id"),
        ("Ordrenummer", "order_id"), ("Stückzahl", "quantity"), ("Ilość", "quantity"), ("Preço", "price"),
        ("Stuksprijs", "price"), ("État de la commande", "state"), ("Fecha de la orden", "time"),
    ],
)  # fmt: skip
def test_headers_of_orders_in_languages(header: str, target: str) -> None:
    assert target in headers.meanings(header, "orders")


@pytest.mark.parametrize(
    "header",
    ["Nº pedido", "N.º de pedido", "Núm. de pedido", "Pedido n.º", "Nro. orden", "N° ordine", "Ordine n.",
     "N.° d'ordine", "No de commande", "Commande n°", "№ commande", "Commande #", "Bestell-Nr.", "Auftrags-Nr",
     "Č. objednávky", "Objednávka č.", "Ordre nr.", "Beställningsnr", "Nº da encomenda", "Tilausnro", "№ заказа",
     "Nr. zamówienia", "Rechnungs-Nr.", "Facture n°", "Nº factura", "Document No.", "Order №"],
)  # fmt: skip
def test_any_form_of_a_number_before_or_behind_an_order_is_its_number(header: str) -> None:
    assert next(iter(headers.meanings(header, "orders")), None) == "order_id"


@pytest.mark.parametrize("header", ["Number of orders", "Nº de pedidos", "Número de artículos", "Nombre de commandes"])
def test_a_count_of_orders_is_none_of_their_numbers(header: str) -> None:
    assert "order_id" not in headers.meanings(header, "orders")


def test_an_orders_number_is_surer_than_its_invoices() -> None:
    assert headers.meanings("Nº pedido", "orders")["order_id"] < headers.meanings("Nº factura", "orders")["order_id"]


@pytest.mark.parametrize(
    ("header", "target"),
    [
        ("Art.-Nr.", "sku"), ("UGS", "sku"), ("InventoryItemCode", "sku"), ("판매자 상품코드", "sku"),
        ("Material", "sku"),
        ("Order Lines/Product/Internal Reference", "sku"), ("Sell-to Customer No.", "customer_id"),
        ("Identifiant du client", "customer_id"), ("구매자ID", "customer_id"), ("CUSTNO", "customer_id"),
        ("Auft.geber", "customer_id"), ("구매자연락처", "phone"), ("ORDNO", "order_id"), ("ORDDATE", "time"),
        ("Erstelldatum", "time"), ("個数", "quantity"), ("Auftragsmenge", "quantity"), ("paidPrice", "amount"),
        ("latest_charge.amount_refunded", "refunded"), ("Price: Total", "total"),
    ],
)  # fmt: skip
def test_headers_of_tills_books_and_old_systems(header: str, target: str) -> None:
    assert target in headers.meanings(header, "orders")


def test_what_was_refunded_of_a_line_is_not_that_of_its_order() -> None:
    assert "refunded" not in headers.meanings("line_items.amount_refunded", "orders")
