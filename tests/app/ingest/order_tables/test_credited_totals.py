"""Credit notes whose lines are without the tax that their totals have."""

from pathlib import Path

import pytest

from app import audience, ingest
from app.ingest.order_tables import credited_totals
from app.project import Project
from tests.app.ingest.tables import column, mapped

BOOKS = (
    "Invoice number,Type,Reference,Date,Email,SKU,Quantity,Unit price,Line amount,Total\n"
    "INV-1,Sales invoice,,2026-05-01,ana@x.de,MUG,3,10.00,30.00,36.00\n"
    "INV-2,Sales invoice,,2026-05-02,bo@x.de,MUG,2,10.00,20.00,36.00\n"
    "INV-2,Sales invoice,,2026-05-02,bo@x.de,LAM,1,10.00,10.00,36.00\n"
    "CN-1,Sales credit note,INV-2,2026-05-05,bo@x.de,MUG,1,10.00,10.00,12.00\n"
)
PRICES = BOOKS.replace(",Line amount", "").replace("30.00,36", "36").replace("20.00,36", "36").replace(
    "10.00,10.00,", "10.00,"
)  # fmt: skip
OF_THE_ORDER = BOOKS.replace("12.00\n", "36.00\n")
"""A total that is the order's: the credit note gave back one of three."""

IN_THE_ORDER = OF_THE_ORDER.replace("CN-1,Sales credit note,INV-2", "INV-2,Sales credit note,")
"""The same under the number of the order itself."""


@pytest.mark.parametrize(("text", "back"), [(IN_THE_ORDER, 10.0), (BOOKS, 12.0), (PRICES, 12.0), (OF_THE_ORDER, 10.0)])
def test_a_credit_note_gives_back_its_total(text: str, back: float, tmp_path: Path) -> None:
    path = tmp_path / "books.csv"
    path.write_text(text)
    with Project.create(tmp_path / "shop.quill", timezone="UTC", clock="2026-06-15") as project:
        ingest.run_import(project, path, "orders")
        people = audience.members(project, {"all": []}, ["email", "revenue", "refunded"]).to_pylist()
    found = {one["email"]: (one["revenue"] / 1e4, (one["refunded"] or 0) / 1e4) for one in people}
    assert found == {"ana@x.de": (36.0, 0.0), "bo@x.de": (36.0, back)}


def test_only_credit_notes_are_changed() -> None:
    raw, mapping = mapped(BOOKS)
    made, _ = credited_totals.told(raw, mapping)
    assert column(made, "Line amount") == ["30.00", "20.00", "10.00", "12.0000"]
    raw, mapping = mapped(OF_THE_ORDER)
    assert credited_totals.told(raw, mapping)[0] is raw
