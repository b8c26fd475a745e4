"""A second, adjusted total says what was given back of an order."""

import pytest

from app.ingest.order_tables.adjusted_totals import REFUNDED, told
from tests.app.ingest.tables import column, mapped


@pytest.mark.parametrize(
    ("headers", "rows", "back"),
    [
        ("Order Total,Adjusted Order Total", ["50,40", "30,30"], ["10.0000", ""]),
        # A zero where nothing was adjusted is no refund; one beside adjusted fees is.
        ("Order Total,Adjusted Order Total,Adjusted Fees", ["50,0,0", "30,0,2", "20,15,1"], ["", "30.0000", "5.0000"]),
        ("Total,Current total price", ["50,0", "30,30"], ["50.0000", ""]),
    ],
)
def test_what_is_missing_was_given_back(headers: str, rows: list[str], back: list[str]) -> None:
    text = "".join(f"{at},2025-11-0{at},a{at}@x.de,{row}\n" for at, row in enumerate(rows, 1))
    raw, mapping = told(*mapped(f"Order ID,Date,Email,{headers}\n{text}"))
    assert column(raw, REFUNDED) == back
    assert mapping.columns[REFUNDED].to == "refunded"


@pytest.mark.parametrize("headers", ["Total,Discount", "Total,Refunded amount", "Total,Total after tax"])
def test_other_columns_say_nothing_of_it(headers: str) -> None:
    raw, mapping = mapped(f"Order ID,Date,Email,{headers}\n1,2025-11-01,a@x.de,50,40\n")
    assert told(raw, mapping) == (raw, mapping)
