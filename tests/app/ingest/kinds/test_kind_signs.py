"""The signs by which a file is of a kind."""

import pytest

from app.ingest.kinds import kind_signs
from tests.app.ingest.tables import guesser

FILES = {
    "orders": "Order ID,Date,Email,SKU,Quantity,Price\n1,2025-11-01,a@x.de,M,1,5\n",
    "events": "Email,Event,Time\na@x.de,opened,2025-11-01 10:00\nb@x.de,clicked,2025-11-02 10:00\n",
    "products": "SKU,Name,Price,Category\nM1,Mug,10,Kitchen\n",
    "consents": "Email,Channel,Status,Date\na@x.de,email,granted,2025-01-01\n",
    "suppressions": "Email,Reason\na@x.de,hard bounce\nb@x.de,unsubscribed\n",
}


def _score(kind: str, text: str) -> float:
    looked = guesser(text)
    assigned = looked.assign(kind, {}, looked.raw.headers)
    signs = getattr(kind_signs, f"of_{kind}")
    return float(signs(assigned) if kind == "consents" else signs(looked, assigned))


@pytest.mark.parametrize("kind", FILES)
def test_a_file_looks_most_like_its_own_kind(kind: str) -> None:
    scores = {other: _score(other, FILES[kind]) for other in FILES}
    assert scores[kind] > 0
    assert max(scores, key=lambda other: scores[other]) == kind


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("products", "SKU,Name,Price,Email\nM1,Mug,10,a@x.de\n"), ("suppressions", "Email,Status\na@x.de,subscribed\n"),
        ("events", "Email,Event\na@x.de,opened\n"), ("orders", "Email,City\na@x.de,x\n"),
    ],
)  # fmt: skip
def test_what_speaks_against_a_kind(kind: str, text: str) -> None:
    assert _score(kind, text) == 0


def test_a_settlement_that_names_nobody_is_one_of_orders() -> None:
    text = (
        "Merchant Account,Psp Reference,Creation Date,Type,Gross Debit (GC),Gross Credit (GC)\n"
        "Shop,P1,2025-11-01 10:00:00,Settled,,5.00\nShop,P2,2025-11-02 10:00:00,Refunded,5.00,\n"
        "Shop,,2025-11-03 10:00:00,MerchantPayout,9.00,\n"
    )
    assert _score("orders", text) == 2.0
