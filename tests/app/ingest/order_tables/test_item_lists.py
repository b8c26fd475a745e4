"""Several items of an order in one cell, as shops write them."""

import pytest

from app.ingest.order_tables import item_lists

MUG, LAMP = {"item": "Mug", "quantity": "2"}, {"item": "Lamp", "quantity": "1"}


@pytest.mark.parametrize(
    ("cell", "items"),
    [
        ("2 x Mug; 1 x Lamp", [MUG, LAMP]), ("Mug x 2, Lamp x 1", [MUG, LAMP]), ("Mug (2)|Lamp (Qty: 1)", [MUG, LAMP]),
        ("2× Mug\n1 * Lamp", [MUG, LAMP]),
        ("name:Mug|quantity:2|total:20;name:Lamp|quantity:1|total:5", [MUG | {"amount": "20"}, LAMP | {"amount": "5"}]),
        ('[{"name": "Mug", "quantity": 2, "price": {"amount": "10"}}]', [MUG | {"price": "10"}]),
        ('{"line_items": [{"title": "Lamp", "qty": 1, "sku": "L1"}]}', [LAMP | {"sku": "L1"}]),
        ("name=Mug;quantity=2;name=Lamp;quantity=1", [MUG, LAMP]),
        ("[{", []), ("", []), ("Mug", []), ('[{"colour": "red"}]', []),
    ],
)  # fmt: skip
def test_the_items_of_a_cell(cell: str, items: list[item_lists.Item]) -> None:
    assert item_lists.read(cell) == items


def test_a_column_holds_lists_where_most_of_its_cells_do() -> None:
    assert item_lists.are_lists(["2 x Mug", "1 x Lamp; 2 x Mug", "Mug"])
    assert not item_lists.are_lists(["2 x Mug", "Mug", "Lamp"])
    assert not item_lists.are_lists([])
