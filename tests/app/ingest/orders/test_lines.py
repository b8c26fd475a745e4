"""The lines of orders: each a sale, a refund or an adjustment."""

import pytest

from app.ingest.orders.lines import order_facts, tells_orders
from tests.app.ingest.tables import cells

HEAD = "Order ID,Date,Email,SKU,Quantity,Price"


def test_a_line_is_a_sale_a_refund_or_an_adjustment() -> None:
    found = order_facts(
        cells(
            f"{HEAD}\n1,2025-11-01,a@x.de,MUG,2,10\nC2,2025-11-02,a@x.de,MUG,-1,10\n3,2025-11-03,a@x.de,FEE,1,-5\n"
            "4,2025-11-04,a@x.de,GIFT,1,0\n"
        ),
        0,
    ).columns
    assert found["name"].to_pylist()[:2] == ["ordered_product", "refunded_order"]
    assert found["name"].to_pylist()[2:] == [found["name"].to_pylist()[2]] * 2
    assert found["amount"].to_pylist()[0] == 200_000
    assert found["quantity"].to_pylist()[:2] == [20_000, 10_000], "what came back is counted, not taken off"
    assert [bool(reason) for reason in found["reason"].to_pylist()] == [False, False, True, True]


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("1,soon,a@x.de,MUG,2,10", "No time that can be read"), ("1,2025-11-01,a@x.de,MUG,two,10", "No quantity"),
        ("1,2025-11-01,a@x.de,MUG,2,ten", "No price"),
    ],
)  # fmt: skip
def test_a_line_that_cannot_be_read_is_refused_with_why(row: str, why: str) -> None:
    facts = order_facts(cells(f"{HEAD}\n{row}\n1,2025-11-01,a@x.de,MUG,1,5\n2,2025-11-01,b@x.de,MUG,1,5\n"), 0)
    said = [reason for mask, reason in facts.refusals if mask[0]]
    assert len(said) == 1
    assert said[0].startswith(why)
    assert not any(mask[1] for mask, _ in facts.refusals)


def test_rows_may_say_something_of_their_order_as_a_whole() -> None:
    assert tells_orders({"total": "Total", "order_id": "Order"})
    assert tells_orders({"state": "Status"})
    assert not tells_orders({"order_id": "Order", "price": "Price"})
    found = order_facts(
        cells("Order ID,Date,Email,Total,Status\n1,2025-11-01,a@x.de,5,cancelled\n2,2025-11-01,b@x.de,5,paid\n"), 0
    )
    assert found.columns["standing"].to_pylist() == ["taken back", "purchase"]


SUMMED = "Order ID,Date,Email,SKU,Quantity,Amount,Type\n{}"


def _names(*rows: str) -> list[str | None]:
    facts = order_facts(cells(SUMMED.format("".join(f"{row}\n" for row in rows))), 0)
    found: list[str | None] = facts.columns["name"].to_pylist()
    return found


def test_rows_that_sum_up_their_orders_are_no_lines_of_them() -> None:
    sold = ["1,2026-01-01,a@x.de,,3,50,Sale", "1,2026-01-01,a@x.de,MUG,2,20,Sale", "1,2026-01-01,a@x.de,LAM,1,30,Sale",
            "2,2026-01-02,b@x.de,,1,10,Sale", "2,2026-01-02,b@x.de,MUG,1,10,Sale"]  # fmt: skip
    assert [not name for name in _names(*sold)] == [True, False, False, True, False]
    back = ["3,2026-01-03,a@x.de,,,-10,Refund", "3,2026-01-03,a@x.de,MUG,-1,-10,Refund"]
    assert _names(*sold, *back)[5:] == ["", "refunded_order"]
    # One such row may be what the parcel cost.
    assert _names(*sold[3:])[0] == "ordered_product"


def test_money_given_back_needs_no_number_of_pieces() -> None:
    facts = order_facts(cells(SUMMED.format("1,2026-01-01,a@x.de,MUG,2,20,Sale\n1,2026-01-02,a@x.de,,,-5,Refund\n"
                                            "2,2026-01-02,a@x.de,,,5,Sale\n")), 0)  # fmt: skip
    refused = next(mask for mask, why in facts.refusals if why.startswith("No quantity"))
    assert list(refused) == [False, False, True]
