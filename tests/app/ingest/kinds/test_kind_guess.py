"""What kind of file one is taken for."""

from zoneinfo import ZoneInfo

import pytest

from app.ingest.kinds.kind_guess import guess_kind
from app.ingest.readers.reading import read
from tests.app.ingest.conftest import Write

FILES = {
    "profiles": "Email,First name,City\nann@example.com,Ann,Leeds\n",
    "orders": "Order ID,SKU,Price,Date,Email\no1,T1,3.50,2011-12-01,ann@example.com\n",
    "events": "Event,Timestamp,Email\nOpened Email,2011-12-01 10:00,ann@example.com\n",
    "products": "SKU,Product name,Price,Category\nT1,Tea,3.50,Drinks\n",
    "consents": "Email,Channel,Status,Date\nann@example.com,email,granted,2011-12-01\n",
    "suppressions": "Email,Reason,Date\nann@example.com,hard_bounce,2011-12-01\n",
}


@pytest.mark.parametrize("kind", FILES)
def test_a_file_of_each_kind_is_known(kind: str, write: Write) -> None:
    raw = read(write("some.csv", FILES[kind]))[1]
    assert guess_kind(raw, "some.csv", ZoneInfo("UTC")) == kind


def test_a_name_that_speaks_of_who_left_outweighs_addresses_alone(write: Write) -> None:
    raw = read(write("some.csv", "Email\nann@example.com\n"))[1]
    assert guess_kind(raw, "unsubscribed.csv", ZoneInfo("UTC")) == "suppressions"
    assert guess_kind(raw, "some.csv", ZoneInfo("UTC")) == "profiles"


def test_servers_answers_make_a_list_of_who_left_but_no_events_nor_orders_into_one(write: Write) -> None:
    bounced = read(write("a.csv", "Email,Code,Error\nann@example.com,550,No such user\n"))[1]
    assert guess_kind(bounced, "a.csv", ZoneInfo("UTC")) == "suppressions"
    events = "Email,Event,Timestamp,Code,Error\nann@example.com,bounced,2011-12-01 10:00,550,No such user\n"
    assert guess_kind(read(write("b.csv", events))[1], "b.csv", ZoneInfo("UTC")) == "events"
