"""Lists of payments that name both sides: who paid is the buyer, and of money given back who receives it."""

from app.ingest.order_tables import payment_parties
from tests.app.ingest.tables import column, guesser, mapped

TEXT = (
    "Date,Type,Status,Currency,Gross,From Email Address,To Email Address,Transaction ID,Reference Txn ID\n"
    "01/11/2025,Website Payment,Completed,EUR,50.00,ana@x.de,shop@x.de,T1,\n"
    "13/11/2025,Payment Refund,Completed,EUR,-20.00,shop@x.de,ana@x.de,T2,T1\n"
    "14/11/2025,General Withdrawal,Completed,EUR,-30.00,shop@x.de,,T3,\n"
)


def test_the_payer_is_the_buyer() -> None:
    looked = guesser(TEXT)
    found = payment_parties.of(looked, looked.raw.headers)
    assert found["From Email Address"] == "email"
    assert found.get("Type") == "cancelled"
    alone = guesser("From Email Address,Gross\na@x.de,5\n")
    assert payment_parties.of(alone, alone.raw.headers) == {}


def test_money_given_back_is_about_who_receives_it_under_its_payments_number() -> None:
    raw, mapping = mapped(TEXT)
    made = payment_parties.turned(raw, mapping)
    assert column(made, "From Email Address") == ["ana@x.de", "ana@x.de", ""]
    assert column(made, "Transaction ID") == ["T1", "T1", "T3"]
    sides = payment_parties.sides_of(raw, mapping)
    assert sides is not None
    assert (sides.payee, sides.reference) == ("To Email Address", "Reference Txn ID")
    assert payment_parties.given_back(raw, mapping, sides).tolist() == [False, True, False]
