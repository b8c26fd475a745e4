"""Orders that are told once: later lines have what the first line says of the whole order."""

from app.ingest.order_tables import repeated_cells
from tests.app.ingest.tables import column, mapped


def test_blank_cells_of_later_lines_are_the_first_lines() -> None:
    raw, mapping = mapped(
        "Order ID,Date,Email,SKU,Quantity,Price\n1,2025-11-01,a@x.de,MUG,1,10\n1,,,LAMP,1,20\n"
        "2,2025-11-02,b@x.de,MUG,,10\n"
    )
    made = repeated_cells.filled(raw, mapping)
    assert column(made, "Email") == ["a@x.de", "a@x.de", "b@x.de"]
    assert column(made, "Date") == ["2025-11-01", "2025-11-01", "2025-11-02"]
    assert column(made, "Quantity") == ["1", "1", ""], "a line's own cell is its own"


def test_a_line_that_leaves_all_of_its_order_blank_is_of_the_order_above() -> None:
    raw, mapping = mapped(
        "Order ID,Date,Email,SKU,Quantity,Price\n1,2025-11-01,a@x.de,MUG,1,10\n,,,LAMP,1,20\n,,,BED,1,30\n"
        ",2025-11-02,b@x.de,MUG,1,10\n,,,,3,60\n"
    )
    made = repeated_cells.filled(raw, mapping)
    assert column(made, "Order ID") == ["1", "1", "1", "", ""], "a sum without a product is no line"
    assert column(made, "Email") == ["a@x.de"] * 3 + ["b@x.de", ""]


def test_a_file_that_says_it_in_each_line_is_left_alone() -> None:
    rows = "".join(f"1,2025-11-01,{mail},MUG,1,10\n" for mail in ("a@x.de", "a@x.de", "", "a@x.de"))
    raw, mapping = mapped(f"Order ID,Date,Email,SKU,Quantity,Price\n{rows}")
    assert column(repeated_cells.filled(raw, mapping), "Email") == ["a@x.de", "a@x.de", "", "a@x.de"]


def test_variants_are_called_as_their_product_and_a_handle_stands_in_for_a_sku() -> None:
    raw, mapping = mapped(
        "Handle,Title,Variant SKU,Variant Price\nmug,Mug,M1,10\nmug,,M2,12\nmug,,,\nlamp,Lamp,,30\n", "products"
    )
    made = repeated_cells.of_variants(raw, mapping)
    assert column(made, "Title") == ["Mug", "Mug", "Mug", "Lamp"]
    assert column(made, "Variant SKU") == ["M1", "M2", "", "lamp"], "a row of a picture alone is no product"
