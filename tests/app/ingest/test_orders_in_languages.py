"""Exports of orders whose headers and states are French, Spanish or another language's."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app import ingest
from app.ingest.vocabulary import order_states
from app.project import Project
from storage.file.models import event

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
    "text",
    ["Erreur de paiement", "En attente du paiement par chèque", "Fehler bei der Zahlung", "In attesa del bonifico"],
)
def test_an_order_whose_payment_is_awaited_or_went_wrong_is_none(text: str) -> None:
    assert order_states.standing(text) == order_states.UNPAID


ON_ONE_DAY = (
    "Nº pedido;Nº factura;Fecha;Correo electrónico;Total;Estado\n"
    "1;F1;13/11/2025;a@x.example;10,00 €;Completado\n2;F1;13/11/2025;a@x.example;20,00 €;Completado\n"
)


def test_orders_of_one_day_stay_apart_by_their_numbers(project: Project, rows: Rows, write: Write) -> None:
    report = ingest.run_import(project, write("pedidos.csv", ON_ONE_DAY), "orders")
    assert report.events["placed_order"] == 2
    placed = [row for row in rows(project, event) if row["name"] == "placed_order"]
    assert sorted(row["amount"] for row in placed) == [100_000, 200_000]


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("Zahlung fehlgeschlagen", order_states.UNPAID), ("Mahnung", order_states.UNPAID),
        ("2. Mahnung", order_states.UNPAID),
        ("Written off", order_states.UNPAID), ("Paiement refusé", order_states.UNPAID),
        ("Pago rechazado", order_states.UNPAID),
        ("Pagamento non riuscito", order_states.UNPAID), ("Płatność odrzucona", order_states.UNPAID),
        ("Noch nicht bezahlt", order_states.UNPAID), ("Nog niet betaald", order_states.UNPAID),
        ("Sent to collections", order_states.UNPAID),
        ("Komplett bezahlt", order_states.PURCHASE), ("Payée par carte", order_states.PURCHASE),
        ("Xyzzy", order_states.UNKNOWN),
        ("Nieopłacone", order_states.UNPAID), ("Opłacone", order_states.PURCHASE), ("Fullført", order_states.PURCHASE),
    ],
)  # fmt: skip
def test_what_is_said_of_being_paid(text: str, right: str) -> None:
    assert order_states.paying(text) == right


def test_a_strange_word_of_paying_is_told_though_the_order_is_done(project: Project, write: Write) -> None:
    text = (
        "Bestellnr.;Bestelldatum;E-Mail;Summe;Bestellstatus;Zahlungsstatus\n"
        "1;13.11.2025;a@x.example;100,00;Abgeschlossen;Bezahlt\n2;14.11.2025;b@x.example;10,00;Abgeschlossen;Xyzzy\n"
        "3;14.11.2025;c@x.example;10,00;Taubenpost;Bezahlt\n4;14.11.2025;d@x.example;10,00;On hold;Plugh\n"
    )
    texts = [note.text for note in ingest.run_import(project, write("orders.csv", text), "orders").warnings]
    assert any("2 orders in a state that Quillwork does not know" in one and "“Xyzzy” 1" in one for one in texts)
    assert any("1 order on hold (“On hold” 1)" in one for one in texts)
