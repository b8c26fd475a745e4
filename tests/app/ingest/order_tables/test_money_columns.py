"""Which columns of a file of orders say money, and of what."""

import pytest

from app.ingest.order_tables import money_columns
from tests.app.ingest.tables import guesser, mapped

ROWS = "1,2025-11-01,a@x.de,2,{}\n1,2025-11-01,a@x.de,1,{}\n2,2025-11-02,b@x.de,1,{}\n"


@pytest.mark.parametrize(
    ("header", "cells", "target"),
    [
        ("Price", ("10", "30", "10"), "price"), ("Line total", ("20", "30", "10"), "amount"),
        ("Total", ("50", "50", "10"), "total"), ("Total", ("50", "", "10"), "total"),
        ("Order Total", ("50", "50", "10"), "total"),
        ("Wartość zamówienia", ("50", "50", "10"), "total"), ("Amount", ("20", "30", "10"), "amount"),
    ],
)  # fmt: skip
def test_money_of_a_line_is_told_from_money_of_the_whole_order(
    header: str, cells: tuple[str, ...], target: str
) -> None:
    _, mapping = mapped(f"Order ID,Date,Email,Quantity,{header}\n{ROWS.format(*cells)}")
    assert mapping.columns[header].to == target


def test_a_count_is_whole_numbers_under_a_header_that_counts() -> None:
    looked = guesser("Number of CDs,Number of grams,Number\n2,2.5,7\n1,1.5,8\n")
    assert money_columns.quantity(looked, ["Number of grams", "Number of CDs"]) == "Number of CDs"
    assert money_columns.quantity(looked, ["Number of grams"]) is None


def test_rows_are_looked_at_by_order() -> None:
    looked = guesser(f"Order,Date,Email,Quantity,Total\n{ROWS.format(50, 50, 10)}")
    orders = money_columns.look(looked, "Order")
    assert orders.several.tolist() == [True, True, False]
    assert orders.values("Total").tolist() == [50, 50, 10]
    assert money_columns.look(looked, None).several.tolist() == [False] * 3


@pytest.mark.parametrize(
    ("header", "target"),
    [("Wholesale Price", "price"), ("Basket Price Sum Value", "amount"), ("Tender value", "amount")],
)
def test_an_unknown_price_beside_a_count_is_of_one_piece(header: str, target: str) -> None:
    rows = "1,2025-11-01,a@x.de,M,12,5.00\n1,2025-11-01,a@x.de,L,2,15.00\n2,2025-11-02,b@x.de,L,4,15.00\n"
    _, mapping = mapped(f"Order ID,Date,Email,SKU,Quantity,{header}\n{rows}")
    assert mapping.columns[header].to == target


def test_a_total_is_what_was_charged_and_not_what_it_was_before_tax() -> None:
    rows = "1,2025-11-01,a@x.de,55.00,50.00\n2,2025-11-02,b@x.de,110.00,100.00\n"
    _, mapping = mapped(f"Order ID,Date,Email,Order Value Total,Order Value Before Tax\n{rows}")
    assert mapping.columns["Order Value Total"].to in ("total", "amount")
