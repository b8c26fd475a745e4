"""What was given back of an order where a file counts pieces, or sums up returns."""

from app.ingest.order_tables.adjusted_totals import REFUNDED
from app.ingest.order_tables.returned_pieces import TOTAL, told
from tests.app.ingest.tables import column, mapped

HEAD = "Order ID,Date,Email,SKU,Quantity,Price"


def test_pieces_sent_back_are_worth_their_price_and_never_more_than_were_bought() -> None:
    raw, mapping = told(
        *mapped(
            f"{HEAD},Qty Returned\n1,2025-11-01,a@x.de,MUG,3,10,2\n1,2025-11-01,a@x.de,LAMP,1,30,5\n"
            "2,2025-11-02,b@x.de,MUG,1,10,0\n"
        )
    )
    assert column(raw, REFUNDED) == ["50.0000", "50.0000", ""], "of the whole order, in each of its rows"
    assert mapping.columns[REFUNDED].to == "refunded"


def test_money_given_back_by_way_of_it_is_added_up() -> None:
    raw, _ = told(
        *mapped(
            "Order ID,Date,Email,Total,Refunded to card,Refunded to gift card\n1,2025-11-01,a@x.de,50,10,5\n"
            "2,2025-11-02,b@x.de,30,,\n"
        )
    )
    assert column(raw, REFUNDED) == ["15.0000", ""]


def test_a_report_of_sales_says_what_is_left_after_returns() -> None:
    raw, mapping = told(*mapped("Order ID,Day,Email,Gross sales,Returns,Total sales\n1,2025-11-01,a@x.de,50,-20,30\n"))
    assert (column(raw, TOTAL), column(raw, REFUNDED)) == (["50.0000"], ["20.0000"])
    assert mapping.header_of("total") == TOTAL


def test_nothing_that_came_back_changes_nothing() -> None:
    raw, mapping = mapped(f"{HEAD},Qty Returned\n1,2025-11-01,a@x.de,MUG,3,10,0\n")
    assert told(raw, mapping) == (raw, mapping)
