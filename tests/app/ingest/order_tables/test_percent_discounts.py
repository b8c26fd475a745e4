"""Discounts that are told as a share of the price."""

import numpy as np
import pyarrow as pa
import pytest

from app.ingest.order_tables import percent_discounts
from tests.app.ingest.tables import mapped


@pytest.mark.parametrize(
    ("header", "said", "share"),
    [
        ("Discount %", ["10", "5"], True), ("Rabatt in Prozent", ["10"], True), ("Discount", ["10%", "5 %"], True),
        ("Discount", ["10.00", "5%", "3.00"], False), ("Discount amount", ["10%", "5%"], False),
        ("Tax %", ["19"], False),
        ("割引%", ["10"], True), ("Discount code", ["SPRING"], False),
    ],
)  # fmt: skip
def test_a_column_of_shares_is_told_by_its_header_or_its_cells(header: str, said: list[str], share: bool) -> None:
    assert percent_discounts.is_share_off(header, said) is share


@pytest.mark.parametrize(
    ("header", "cells", "off"),
    [
        ("Discount %", ["10", "50"], [10_000, 100_000]), ("Discount", ["10%", "2.50"], [10_000, 25_000]),
        ("Discount %", ["0.1", "0.5"], [10_000, 100_000]), ("Discount %", ["150", "-10"], [100_000, 20_000]),
    ],
)  # fmt: skip
def test_what_is_taken_off_is_a_share_of_the_line_or_the_amount(header: str, cells: list[str], off: list[int]) -> None:
    values = np.array([round(float(cell.rstrip("%")) * 10_000) for cell in cells])
    full = np.array([100_000, 200_000])
    found = percent_discounts.taken_off(header, pa.chunked_array([cells]), values, full)
    assert found.tolist() == off


def test_figures_below_one_off_dear_goods_are_shares_of_them() -> None:
    full = np.array([200_000, 300_000, 400_000])
    for header, cells, off in (
        ("Discount", ["0", "0.1", "0.15"], [0, 30_000, 60_000]),
        # An amount, one line alone, or one of more than 1.
        ("Discount amount", ["0", "0.1", "0.15"], [0, 1_000, 1_500]),
        ("Discount", ["0", "0", "0.15"], [0, 0, 1_500]),
        ("Discount", ["0.5", "0.1", "1.5"], [5_000, 1_000, 15_000]),
    ):
        values = np.array([round(float(cell) * 10_000) for cell in cells])
        assert percent_discounts.taken_off(header, pa.chunked_array([cells]), values, full).tolist() == off


@pytest.mark.parametrize(("header", "said", "told"), [("Discount", "0.15", True), ("Discount", "1.50", False),
                                                      ("Discount %", "0.15", False)])  # fmt: skip
def test_shares_of_one_are_told(header: str, said: str, told: bool) -> None:
    rows = f"1,2025-11-01,a@x.de,M,18.60,10,{said}\n2,2025-11-01,b@x.de,M,42.40,4,{said}\n"
    raw, mapping = mapped(f"Order ID,Date,Email,SKU,Unit price,Quantity,{header}\n{rows}")
    assert bool(percent_discounts.notes(raw, mapping)) is told
