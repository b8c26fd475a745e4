"""The columns of one file as they are looked at together."""

from zoneinfo import ZoneInfo

import pytest

from app.ingest.evidence.columns import Columns
from tests.app.ingest.tables import guesser, table


@pytest.mark.parametrize(
    ("cells", "zone", "first_is_day"),
    [
        ("25/04/2011,03/04/2011", "America/New_York", True), ("04/25/2011,03/04/2011", "Europe/London", False),
        ("03/04/2011,05/06/2011", "America/New_York", False), ("03/04/2011,05/06/2011", "Europe/London", True),
    ],
)  # fmt: skip
def test_the_order_of_day_and_month_is_the_files_or_else_the_lands(cells: str, zone: str, first_is_day: bool) -> None:
    assert Columns(table(f"A,B\n{cells}\n"), ZoneInfo(zone)).first_is_day is first_is_day


def test_a_decimal_comma_anywhere_is_the_files() -> None:
    assert guesser('A,B\n"12,5",7\n').decimal_comma
    assert not guesser('A,B\n"1,234",7\n').decimal_comma
    looked = guesser('A\n"12,5"\n')
    assert looked.hints == looked.hints
    assert looked.hints.decimal_comma
    assert looked.evidence("A") is looked.evidence("A"), "looked at once"


@pytest.mark.parametrize(
    ("header", "cell", "comma"),
    [
        ("Đơn giá", "50.000", True),
        ("Harga", "50.000", True),
        ("Price", "50.000", False),
        ("Harga", '"50,000.00"', False),
    ],
)
def test_a_land_without_cents_parts_thousands_by_its_point(header: str, cell: str, comma: bool) -> None:
    assert guesser(f"Order,{header}\n1,{cell}\n2,{cell}\n").decimal_comma is comma
