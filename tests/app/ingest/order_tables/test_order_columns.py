"""What the columns of a file of orders mean by what stands in them, and together."""

import pytest

from app.ingest.order_tables import order_columns
from tests.app.ingest.tables import mapped


@pytest.mark.parametrize(
    ("target", "header", "said", "bears"),
    [
        ("state", "Status", ["completed", "cancelled", "x"], True), ("state", "Status", ["x", "y", "z"], False),
        ("state", "Order state", ["12.50", "3"], False), ("paid", "Paid", ["yes", "no"], True),
        ("cancelled", "Cancelled", ["12.50", "3.00"], False), ("item", "Item", ["1", "2"], False),
        ("item", "Item", ["Mug", "2"], True), ("sku", "Lineitem sku", ["2 x Mug", "1 x Lamp"], False),
        ("order_id", "Number", ["1", "2"], False), ("order_id", "Number", ["10001"], True),
        ("order_id", "Order", ["1"], True), ("test", "Test", ["live", "test"], True), ("test", "Test", ["A",
        "B"], False),
    ],
)  # fmt: skip
def test_values_must_bear_out_what_a_header_says(target: str, header: str, said: list[str], bears: bool) -> None:
    assert order_columns.CHECKS[target](header, said, False) is bears


def test_money_counts_and_times_are_found_together() -> None:
    _, mapping = mapped(
        "Order ID,Email,Article,Number of CDs,Price each,Sum,Completed\n1,a@x.de,Blue,2,10.00,20.00,2025-11-01 10:00\n"
        "1,a@x.de,Kind of,1,12.00,12.00,2025-11-01 10:00\n2,b@x.de,Blue,1,10.00,10.00,2025-11-02 10:00\n"
    )
    told = {header: mapping.columns[header].to for header in ("Number of CDs", "Price each", "Completed")}
    assert told == {"Number of CDs": "quantity", "Price each": "price", "Completed": "time"}


def test_states_of_payments_alone_are_of_paying() -> None:
    _, mapping = mapped("Order ID,Date,Email,Total,Status\n1,2025-11-01,a@x.de,5,paid\n2,2025-11-02,b@x.de,5,open\n")
    assert mapping.columns["Status"].to == "paid"


def test_a_price_with_its_tax_and_shipping_in_it_is_of_all_pieces() -> None:
    head = "Order ID,Date,Email,Subtotal ($),Taxes ($),Shipping ($),Sale Price ($),Quantity\n"
    _, mapping = mapped(f"{head}1,2025-11-01,a@x.de,50,5,0,55,2\n2,2025-11-02,b@x.de,40,0,3,43,4\n")
    assert mapping.columns["Sale Price ($)"].to == "amount"
    _, mapping = mapped(f"{head}1,2025-11-01,a@x.de,50,5,0,25,2\n2,2025-11-02,b@x.de,40,0,3,10,4\n")
    assert mapping.columns["Sale Price ($)"].to == "price"


def test_how_somebody_paid_is_no_state() -> None:
    _, mapping = mapped("Order ID,Date,Email,Total,Type\n1,2025-11-01,a@x.de,5,Credit\n2,2025-11-02,b@x.de,5,Cash\n")
    assert mapping.columns["Type"].to == "type"


def test_what_was_paid_is_money_and_no_state() -> None:
    assert order_columns.CHECKS["paid"]("Paid", ["50.00", "0.00"], False) is False


@pytest.mark.parametrize(("kinds", "target"), [(("Item", "G/L Account"), "sku"), (("Sale", "Gift"), "no")])
def test_a_bare_number_beside_types_of_lines_is_an_items(kinds: tuple[str, str], target: str) -> None:
    rows = f"S1,2025-11-01,a@x.de,{kinds[0]},1896-S,Desk,2,10.00\nS2,2025-11-02,b@x.de,{kinds[1]},6110,Freight,1,5.00\n"
    _, mapping = mapped(f"Document No.,Posting Date,Email,Type,No.,Description,Quantity,Unit Price\n{rows}")
    assert mapping.columns["No."].to == target


@pytest.mark.parametrize(
    ("headers", "target"),
    [("Kupljeno,Rok", None), ("Kupljeno,Opomba", "time"), ("Birthday,Opomba", None)],
)
def test_the_only_column_of_times_is_when_it_was(headers: str, target: str | None) -> None:
    second = "2025-12-01" if "Rok" in headers else "x"
    rows = f"1,a@x.de,10.00,2025-11-01,{second}\n2,b@x.de,12.00,2025-11-02,{second}\n"
    _, mapping = mapped(f"Order ID,Email,Total,{headers}\n{rows}")
    found = mapping.columns[headers.split(",", maxsplit=1)[0]].to
    assert (found == "time") is (target == "time")
