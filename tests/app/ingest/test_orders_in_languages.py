"""Exports of orders whose headers and states are French, Spanish or another language's."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app import ingest
from app.ingest import headers, states
from app.project import Project
from storage.models import event

Rows = Callable[..., list[Any]]
Write = Callable[[str, str], Path]

VENTAS = (
    "Número de orden;Email;Fecha;Estado de la orden;Estado del pago;Total;Nombre del producto;Precio del producto;"
    "Cantidad del producto\n"
    "7;a@x.example;03/02/2026 10:00:00;Abierta;Recibido;25.00;Taza;10.00;2\n7;a@x.example;;;;;Plato;5.00;1\n"
    "8;b@x.example;04/02/2026 10:00:00;Cancelada;Anulado;9.00;Plato;9.00;1\n"
    "9;c@x.example;25/02/2026 10:00:00;Abierta;Pendiente;9.00;Plato;9.00;1\n"
)


def test_an_order_in_spanish_has_its_total_and_its_lines(project: Project, rows: Rows, write: Write) -> None:
    report = ingest.run_import(project, write("ventas.csv", VENTAS), "orders")
    assert (report.rejected, report.events["placed_order"], report.events["ordered_product"]) == (0, 1, 2)
    placed = [row for row in rows(project, event) if row["name"] == "placed_order"]
    assert [row["amount"] for row in placed] == [250_000]


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
    "text",
    ["Erreur de paiement", "En attente du paiement par chèque", "Fehler bei der Zahlung", "In attesa del bonifico"],
)
def test_an_order_whose_payment_is_awaited_or_went_wrong_is_none(text: str) -> None:
    assert states.standing(text) == states.UNPAID
