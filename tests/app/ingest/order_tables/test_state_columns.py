"""Columns of states that no header names are told by what stands in them."""

import pytest

from tests.app.ingest.tables import mapped

_HEAD = "Order ID,Date,Email,Total,{}\n"
_ROW = "{n},2025-11-0{n},a@x.de,5,{said}\n"


def _told(header: str, *said: str) -> str | None:
    rows = "".join(_ROW.format(n=n, said=one) for n, one in enumerate(said, 1))
    _, mapping = mapped(_HEAD.format(header) + rows)
    return mapping.columns[header].to


@pytest.mark.parametrize(
    ("header", "said", "target"),
    [
        ("Result", ("SUCCESS", "FAIL", "SUCCESS"), "paid"),
        ("osname", ("Livré", "Erreur de paiement", "Remboursé"), "state"),
        ("stateMachineState.technicalName", ("completed", "open", "cancelled"), "state"),
        ("transactions.stateMachineState.technicalName", ("paid", "open", "refunded"), "paid"),
        # What is no state of the order, says nothing apart, or has words that nobody knows.
        ("Card", ("credit", "paid", "failed"), "card"),
        ("Shipping", ("delivered", "returned", "sent"), "shipping"),
        ("Outcome", ("paid", "paid", "paid"), "outcome"),
        ("Outcome", ("paid", "failed", "blue"), "outcome"),
    ],
)  # fmt: skip
def test_states_are_told_by_their_words(header: str, said: tuple[str, ...], target: str) -> None:
    assert _told(header, *said) == target


def test_both_the_payments_and_the_orders_states_are_found() -> None:
    _, mapping = mapped(
        "Order ID,Date,Email,Total,order.x,pay.x\n1,2025-11-01,a@x.de,5,completed,paid\n"
        "2,2025-11-02,a@x.de,5,cancelled,failed\n3,2025-11-03,a@x.de,5,completed,refunded\n"
    )
    assert (mapping.columns["order.x"].to, mapping.columns["pay.x"].to) == ("state", "paid")
