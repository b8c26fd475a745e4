"""Files of refunds alone."""

import pytest

from app.ingest.order_tables import refund_files
from tests.app.ingest.tables import column, mapped

_ROWS = "R1,1,2025-11-01,a@x.de,5\nR2,2,2025-11-02,b@x.de,7\n"


@pytest.mark.parametrize(
    ("headers", "refunds"),
    [
        ("Ref,Order ID,Refund date,Email,Amount", True), ("Refund ID,Order ID,Date,Email,Amount", True),
        ("Erstattungs-Nr.,Bestellnummer,Erstattungsdatum,E-Mail,Betrag", True),
        ("Ref,Order ID,Date,Email,Refund amount", True), ("Ref,Order ID,Date,Email,Amount", False),
        ("Ref,Order ID,Date,Email,Total", False),
    ],
)  # fmt: skip
def test_they_are_told_by_their_headers(headers: str, refunds: bool) -> None:
    raw, mapping, notes = refund_files.marked(*mapped(f"{headers}\n{_ROWS}"))
    assert (refund_files.KIND in raw.headers) is refunds
    assert bool(notes) is refunds
    if refunds:
        assert column(raw, refund_files.KIND) == ["Refund", "Refund"]
        assert mapping.targets()["document_type"] == refund_files.KIND
        assert "amount" in mapping.targets()


def test_orders_with_what_was_refunded_of_them_stay_orders() -> None:
    text = "Order ID,Date,Email,Total,Refund amount,Refund ID\n1,2025-11-01,a@x.de,9,2,R1\n2,2025-11-02,b@x.de,7,0,\n"
    raw, _, notes = refund_files.marked(*mapped(text))
    assert refund_files.KIND not in raw.headers
    assert not notes


def test_a_file_that_says_what_its_rows_are_is_believed() -> None:
    text = "Refund ID,Order ID,Date,Email,Amount,Type\nR1,1,2025-11-01,a@x.de,9,Sale\nR2,2,2025-11-02,b@x.de,7,Refund\n"
    raw, _, _ = refund_files.marked(*mapped(text))
    assert refund_files.KIND not in raw.headers


@pytest.mark.parametrize(
    ("headers", "alone"),
    [
        ("Refund ID,Order ID,Refund date,Reason,Amount", True), ("Ref,Order ID,Refund date,Email,Amount", False),
        ("Ref,Order ID,Date,Reason,Amount", False),
    ],
)  # fmt: skip
def test_refunds_may_name_their_order_alone(headers: str, alone: bool) -> None:
    rows = _ROWS if "Email" in headers else _ROWS.replace("a@x.de", "Late").replace("b@x.de", "Broken")
    assert refund_files.name_orders_only(*mapped(f"{headers}\n{rows}")) is alone


def test_a_mapping_tells_by_itself_that_it_reads_orders_and_nobody() -> None:
    rows = _ROWS.replace("a@x.de", "Late").replace("b@x.de", "Broken")
    document = mapped(f"Refund ID,Order ID,Refund date,Reason,Amount\n{rows}")[1].document()
    assert refund_files.tells_nobody(document)
    columns = dict(document["columns"])  # type: ignore[call-overload]
    assert not refund_files.tells_nobody({"columns": columns | {"Who": {"to": "email"}}})
    assert not refund_files.tells_nobody({"columns": columns | {"Who": {"to": "till_id", "type": "identifier"}}})
    assert refund_files.tells_nobody({"columns": columns | {"Who": {"skip": True}}})
    assert not refund_files.tells_nobody({})
