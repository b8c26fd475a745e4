"""Amounts in the smallest unit of their currency, read in whole ones."""

import pytest

from app.ingest.order_tables.minor_units import in_units
from tests.app.ingest.tables import column, mapped


@pytest.mark.parametrize(
    ("text", "header", "read"),
    [
        ("Order ID,Date,Email,Amount cents,Currency\n1,2025-11-01,a@x.de,1000,EUR\n2,2025-11-02,b@x.de,1000,JPY\n"
         "3,2025-11-03,c@x.de,1000,KWD\n4,2025-11-03,c@x.de,,EUR\n", "Amount cents", ["10.000", "1000.000", "1.000",
         ""]),
        ("id,object,created,receipt_email,amount\nch_1,charge,1762000000,a@x.de,2550\n", "amount", ["25.500"]),
    ],
)  # fmt: skip
def test_what_is_told_in_cents_is_read_as_whole_ones_and_that_is_told(text: str, header: str, read: list[str]) -> None:
    raw, (note,) = in_units(*mapped(text))
    assert column(raw, header) == read
    assert note.level == "yellow"
    assert f"“{header}” is in the smallest unit" in note.text


@pytest.mark.parametrize("cells", ["10.50", "1000"])
def test_amounts_that_nobody_calls_cents_stay(cells: str) -> None:
    header = "Amount cents" if "." in cells else "Amount"
    raw, mapping = mapped(f"Order ID,Date,Email,{header}\n1,2025-11-01,a@x.de,{cells}\n")
    assert in_units(raw, mapping) == (raw, [])


_PADDLE = "transaction_id,customer_email,billed_at,currency_code,details.totals.subtotal,details.totals.total\n" + (
    "t1,a@x.de,2025-11-01,EUR,5000,5500\nt2,b@x.de,2025-11-02,JPY,2000,2000\n"
)
_BESIDE = "order_number,user_email,currency,total,created_at,total_formatted\n1,a@x.de,USD,5500,2025-11-01,{}\n" + (
    "2,b@x.de,USD,1500,2025-11-02,$15.00\n"
)


@pytest.mark.parametrize(
    ("text", "header", "read"),
    [
        (_PADDLE, "details.totals.total", ["55.000", "2000.000"]),
        (_BESIDE.format("$55.00"), "total", ["55.000", "15.000"]),
        (_BESIDE.format("$54.00"), "total", ["5500", "1500"]),
    ],
)
def test_a_known_tool_and_a_column_beside_tell_cents(text: str, header: str, read: list[str]) -> None:
    raw, _ = in_units(*mapped(text))
    assert column(raw, header) == read


@pytest.mark.parametrize(
    ("amounts", "currency", "asked"),
    [
        (("5500", "2050", "1999"), "EUR", True), (("5500", "2050", "19"), "EUR", False),
        (("5500", "2050", "1999"), "CZK", False), (("5500", "20.50", "1999"), "EUR", False),
    ],
)  # fmt: skip
def test_whole_numbers_that_may_be_cents_are_asked_about(amounts: tuple[str, ...], currency: str, asked: bool) -> None:
    rows = "".join(f"{one},2025-11-0{one},{one}@x.de,{said},{currency}\n" for one, said in enumerate(amounts, 1))
    raw, notes = in_units(*mapped(f"Order ID,Date,Email,Total,Currency\n{rows}"))
    assert column(raw, "Total") == list(amounts)
    assert ["in cents" in note.text for note in notes] == [True] * asked
