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
