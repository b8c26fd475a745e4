"""Headers of two words, put together in any language and in any order."""

import pytest

from app.ingest.vocabulary import composed_headers
from app.ingest.vocabulary.headers import meanings, plain

ORDERS = {
    "Factuurdatum": "time", "Fecha de la venta": "time", "注文日時": "time", "주문일시": "time",
    "Дата замовлення": "time",
    "Wartość zamówienia": "total", "Importe total del pedido": "total", "Sipariş Tutarı": "total",
    "Celková cena objednávky": "total", "Coste del artículo": "price", "Cena za kus": "price",
    "Valor do Produto": "price", "Quantidade Comprada": "quantity", "Kód zboží": "sku", "商品コード": "sku",
    "受注状況": "state", "Rendelés állapota": "state", "Kwota zwrotu": "refunded", "Nome do comprador": "full_name",
    "Refunderet beløb": "refunded", "订单实付金额": "total", "Дата возврата": "time", "Τιμή μονάδας": "price",
    "Σύνολο παραγγελίας": "total", "Email πελάτη": "email",
    "Relatienummer": "customer_id", "Coste del artículo (sin IVA)": "price",
}  # fmt: skip
PEOPLE = {
    "N° client": "customer_id", "Nº cliente": "customer_id", "Klantnr.": "customer_id", "Kd-Nr": "customer_id",
    "Č. zákazníka": "customer_id",
    "Date Joined": "signed_up_at",
    "Datum registrace": "signed_up_at", "Data zgody": "consent:email:at", "Datum der Einwilligung": "consent:email:at",
}  # fmt: skip


@pytest.mark.parametrize(("header", "target"), ORDERS.items())
def test_what_a_header_of_orders_is_called_and_of_what(header: str, target: str) -> None:
    assert next(iter(meanings(header, "orders"))) in (target, "amount")
    assert target in meanings(header, "orders")


def test_what_a_header_of_products_and_stores_is_called() -> None:
    assert next(iter(meanings("Terméknév", "products"))) == "name"
    assert next(iter(meanings("Butiksnummer", "stores"))) == "store_id"
    assert next(iter(meanings("Készlet", "products")), None) is None, "a count is no yes or no"
    assert next(iter(meanings("Kategória", "products"))) == "category"


def test_what_lies_in_a_record_of_its_own_means_the_same() -> None:
    assert next(iter(meanings("amountRefunded.value", "orders"))) == "refunded"
    assert next(iter(meanings("Order Lines/Unit Price", "orders"))) == "price"
    assert next(iter(meanings("Nettowert", "orders"))) in ("total", "amount")


@pytest.mark.parametrize(("header", "target"), PEOPLE.items())
def test_what_a_header_of_people_is_called_and_of_what(header: str, target: str) -> None:
    assert next(iter(meanings(header, "profiles"))) == target


@pytest.mark.parametrize(
    "header",
    [
        "Number of products",
        "No. of clients",
        "No sales",
        "Due date",
        "Liefertermin",
        "Date",
        "Artikel",
        "",
        "Line number",
        "Customer title",
    ],
)
def test_what_counts_things_or_is_of_something_else_is_no_such_header(header: str) -> None:
    assert not {"sku", "customer_id", "order_id", "time", "full_name"} & composed_headers.meanings(header, plain).keys()
