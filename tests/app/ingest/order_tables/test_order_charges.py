"""What an order came to where a file says it in parts only."""

from app.ingest.order_tables.order_charges import TOTAL, priced_by_line, totalled
from tests.app.ingest.tables import column, mapped

AMAZON = (
    "amazon-order-id,purchase-date,buyer-email,sku,quantity,currency,item-price,item-tax,shipping-price,"
    "item-promotion-discount\n"
    "1,2025-11-01,a@x.de,MUG,2,EUR,20.00,3.19,5.00,2.00\n1,2025-11-01,a@x.de,LAMP,1,EUR,30.00,4.79,,\n"
    "2,2025-11-02,b@x.de,MUG,1,USD,10.00,1.00,4.00,\n"
)


def test_amazons_parts_are_added_up_with_the_tax_where_it_is_on_top() -> None:
    raw, mapping, _ = totalled(*mapped(AMAZON))
    assert column(raw, TOTAL) == ["53.0000", "53.0000", "15.0000"]
    assert mapping.header_of("total") == TOTAL
    assert priced_by_line(raw.headers)
    assert not priced_by_line(["Item price", "Order ID"])


def test_a_file_with_a_total_is_left_alone() -> None:
    raw, mapping = mapped("Order ID,Date,Email,Total\n1,2025-11-01,a@x.de,5\n")
    assert totalled(raw, mapping) == (raw, mapping, [])


def test_a_discount_beside_the_lines_is_taken_off_once_and_told() -> None:
    raw, _, notes = totalled(
        *mapped(
            "Order ID,Date,Email,SKU,Quantity,Price,Order discount\n1,2025-11-01,a@x.de,MUG,2,10,5\n"
            "1,2025-11-01,a@x.de,LAMP,1,30,5\n2,2025-11-02,b@x.de,MUG,1,10,0\n"
        )
    )
    assert column(raw, TOTAL) == ["45.0000", "45.0000", "10.0000"]
    assert "“Order discount”" in notes[0].text


def test_a_total_that_may_be_each_lines_is_told_with_its_lines() -> None:
    _, _, (note,) = totalled(
        *mapped("Order ID,Date,Email,SKU,Total\n1,2025-11-01,a@x.de,MUG,10\n1,2025-11-01,a@x.de,LAMP,10\n")
    )
    assert note.lines == (2, 3)
    assert "map the column to “Amount”" in note.text
