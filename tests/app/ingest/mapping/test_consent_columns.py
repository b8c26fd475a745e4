"""Which columns of a file say who may be emailed, beside the first that asks for consent."""

import pytest

from app.ingest.mapping import consent_columns
from tests.app.ingest.tables import guesser, mapped


@pytest.mark.parametrize(
    ("header", "asks"), [("Email consent", True), ("Newsletter?", True), ("Unsubscribed", True), ("City", False)]
)
def test_a_header_that_asks_whether_somebody_may_be_mailed(header: str, asks: bool) -> None:
    assert consent_columns.asks(header) is asks


def test_further_columns_bar_or_answer_and_the_rest_is_left() -> None:
    _, mapping = mapped(
        "Email,Email consent,Unsubscribed,Hard bounced,City\na@x.de,yes,no,no,x\nb@x.de,yes,yes,no,y\n"
        "c@x.de,no,no,yes,z\n",
        "profiles",
    )
    told = {header: column.to for header, column in mapping.columns.items()}
    assert told["Email consent"] == consent_columns.ASKED
    assert str(told["Unsubscribed"]).startswith(consent_columns.BARRED)
    assert str(told["Hard bounced"]).startswith(consent_columns.BARRED)
    assert told["City"] == "city"


def test_beside_orders_only_what_speaks_of_mailings_is_heard() -> None:
    looked = guesser("Stop,Email opt-out,City\nMain St,yes,x\nPark,no,y\n")
    assert consent_columns.says_beside_orders(looked, "Stop") is None
    assert consent_columns.says_beside_orders(looked, "Email opt-out") is not None
    assert consent_columns.says_beside_orders(looked, "City") is None
    assert consent_columns.bars_at_all(looked, "Email opt-out") is not None
