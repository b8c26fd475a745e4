"""Prices of ten, a hundred or a thousand pieces are of one."""

import pytest

from app.ingest.order_tables import price_units
from tests.app.ingest.tables import column, mapped, table


@pytest.mark.parametrize(
    ("headers", "cells", "each"),
    [
        ("Price,Preiseinheit", ["4.00,100", "4.00,1", "4.00,"], ["0.040000", "4.00", "4.00"]),
        ("Price per 100", ["4.00", "5", ""], ["0.040000", "0.050000", ""]),
        ("Price,Price unit", ["4.00,box", "4.00,box", "4.00,box"], ["4.00", "4.00", "4.00"]),
    ],
)
def test_the_price_of_one_piece(headers: str, cells: list[str], each: list[str]) -> None:
    rows = "".join(f"{at},2025-11-01,a@x.de,S{at},250,{said}\n" for at, said in enumerate(cells))
    raw, mapping = mapped(f"Order ID,Date,Email,SKU,Quantity,{headers}\n{rows}")
    price = mapping.header_of("price")
    assert price is not None
    assert column(price_units.of_one(raw, mapping), price) == each


def test_only_powers_of_ten_say_how_many_pieces_a_price_is_of() -> None:
    cells = table("PEH,Price unit\n100,7\n1.00,7\n").columns
    assert price_units.column(cells.column_names, cells) == "PEH"
    assert price_units.pieces(cells, "Price per 1000") == 1000
    assert price_units.column(["Price unit"], cells) is None
