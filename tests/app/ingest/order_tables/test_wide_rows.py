"""Orders with several items in one row: each item becomes a line."""

import pytest

from app.ingest.order_tables import wide_rows
from tests.app.ingest.tables import column, guesser, mapped


@pytest.mark.parametrize(
    ("header", "told"),
    [
        ("Item 1 price", ("item price", 1)), ("product2_sku", ("product sku", 2)), ("Price", None), ("1", None),
        ("Item 1 size 2", None), ("Item 0", None),
    ],
)  # fmt: skip
def test_the_one_number_of_a_header(header: str, told: tuple[str, int] | None) -> None:
    assert wide_rows.numbered(header) == told


def test_columns_of_further_items_mean_what_the_firsts_do() -> None:
    headers = ["Item 1 sku", "Item 1 price", "Item 2 sku", "Item 2 price", "Address 2"]
    looked = guesser(",".join(headers) + "\nMUG,10,LAMP,30,x\n")
    first = wide_rows.firsts(looked, {}, headers)
    assert first == {"Item 1 sku": "sku", "Item 1 price": "price"}
    assert wide_rows.others(headers, first, headers) == {"Item 2 sku": "sku:2", "Item 2 price": "price:2"}
    assert wide_rows.others(["Quantity 1", "Quantity 2"], {"Quantity 1": "quantity"}, ["Quantity 2"]) == {}


def test_each_item_becomes_a_line_under_the_line_of_its_row() -> None:
    raw, mapping = mapped(
        "Order ID,Date,Email,Item 1 sku,Item 1 quantity,Item 1 price,Item 2 sku,Item 2 quantity,Item 2 price\n"
        "1,2025-11-01,a@x.de,MUG,2,10,LAMP,1,30\n2,2025-11-02,b@x.de,MUG,1,10,,,\n"
    )
    made, _ = wide_rows.unfolded(raw, mapping)
    assert (made.lines.tolist(), column(made, "Order ID")) == ([2, 2, 3], ["1", "1", "2"])
    assert column(made, "Item 1 sku") == ["MUG", "LAMP", "MUG"]
    assert [note.count for note in wide_rows.notes(raw.rows, made.rows)] == [3]


def test_a_cell_that_lists_items_becomes_its_lines() -> None:
    raw, mapping = mapped("Order ID,Date,Email,Total,Items\n1,2025-11-01,a@x.de,50,2 x Mug; 1 x Lamp\n")
    made, read = wide_rows.unfolded(raw, mapping)
    item, count = read.header_of("item"), read.header_of("quantity")
    assert item is not None
    assert count is not None
    assert (column(made, item), column(made, count)) == (["Mug", "Lamp"], ["2", "1"])
    same, as_it_was = mapped("Order ID,Date,Email,Total\n1,2025-11-01,a@x.de,50\n")
    assert wide_rows.unfolded(same, as_it_was) == (same, as_it_was)
    assert wide_rows.notes(3, 3) == []
