"""Addresses of senders and of tills are those of none of the people that a file is about."""

from zoneinfo import ZoneInfo

import pytest

from app.ingest.mapping import whose_addresses
from app.ingest.mapping.inference import Guesser
from tests.app.ingest.tables import table


@pytest.mark.parametrize("header", ["mail.destination", "recipients", "rcpt_to", "x.to"])
def test_whom_a_mail_went_to(header: str) -> None:
    assert whose_addresses.is_recipients(header)
    assert not whose_addresses.is_senders(header)


@pytest.mark.parametrize("header", ["mail.source", "From", "sender", "return_path", "Absender E-Mail"])
def test_whom_a_mail_came_from(header: str) -> None:
    assert whose_addresses.is_senders(header)
    assert not whose_addresses.is_recipients(header)


def test_the_tills_own_account_is_no_buyer() -> None:
    rows = "".join(f"till@shop.example,p{at}@x.example\n" for at in range(4))
    columns = Guesser(table(f"Konto,Kunde\n{rows}"), ZoneInfo("UTC"))
    assert whose_addresses.is_sellers(columns, "Konto", "orders")
    assert not whose_addresses.is_sellers(columns, "Kunde", "orders")
    assert not whose_addresses.is_sellers(columns, "Konto", "profiles")


def test_a_number_that_is_one_beside_many_addresses_is_the_senders() -> None:
    rows = "".join(f"7,{at},p{at}@x.example\n" for at in range(6))
    columns = Guesser(table(f"ClientID,Own,Email\n{rows}"), ZoneInfo("UTC"))
    found = {"ClientID": "customer_id", "Email": "email"}
    assert whose_addresses.without_senders(columns, "events", found) == {"Email": "email"}
    own = {"Own": "customer_id", "Email": "email"}
    assert whose_addresses.without_senders(columns, "events", own) == own
