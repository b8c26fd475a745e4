"""Columns that say what kind of document a row is, and refunds under the number of their document."""

import pytest

from app.ingest.order_tables import document_kinds
from tests.app.ingest.tables import column, guesser, mapped

TEXT = (
    "Belegnummer,Belegart,Ursprungsbeleg,Datum,E-Mail,Betrag\n"
    "R1,Rechnung,,2025-11-01,a@x.de,50\nG1,Gutschrift,R1,2025-11-05,a@x.de,20\nR2,Rechnung,0,2025-11-06,b@x.de,30\n"
    "G2,Gutschrift,0,2025-11-07,b@x.de,5\n"
)


@pytest.mark.parametrize(
    ("header", "named"),
    [("Belegart", True), ("Document type", True), ("Type of document", True), ("伝票区分", True), ("Status", False)],
)
def test_a_header_that_speaks_of_kinds_of_documents(header: str, named: bool) -> None:
    assert document_kinds.is_named(header) is named


def test_the_column_is_found_by_its_header_or_by_its_words_alone() -> None:
    looked = guesser("Belegart,Art,Status\nRechnung,invoice,paid\nGutschrift,credit note,cancelled\n")
    assert document_kinds.find(looked, ["Belegart", "Art", "Status"]) == {"Belegart": document_kinds.TARGET}
    by_words = guesser("X,Y\ninvoice,a\ncredit note,b\n")
    assert document_kinds.find(by_words, ["X", "Y"]) == {"X": document_kinds.TARGET}
    codes = guesser("Doc Type,Land\nINV,RE\nCRN,CN\n")
    assert document_kinds.find(codes, ["Doc Type", "Land"]) == {"Doc Type": document_kinds.TARGET}
    assert document_kinds.find(codes, ["Land"]) == {}, "codes alone may be anything"
    assert document_kinds.find(guesser("Belegart\nRechnung\n"), ["Belegart"]) == {}, "nothing but sales tells nothing"


def test_what_was_given_back_stands_under_its_documents_number() -> None:
    raw, mapping = mapped(TEXT)
    assert mapping.header_of(document_kinds.TARGET) == "Belegart"
    number = mapping.header_of("order_id")
    assert number is not None
    made = document_kinds.joined(raw, mapping)
    assert column(made, number) == ["R1", "R1", "R2", "G2"], "a spreadsheet writes no parent as 0"
