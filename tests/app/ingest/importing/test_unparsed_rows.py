"""Rows without parted cells: an address in a list of the suppressed closes all the same, and a lost no is told."""

from dataclasses import replace

import pytest

from app.ingest.importing import unparsed_rows
from app.ingest.mapping.inference import infer
from app.ingest.readers.table import Refused
from tests.app.ingest.tables import LONDON, column, table

LIST = "Email,Reason\nann@x.example,bounced\ncarl@x.example,spam\n"
CONTACTS = "Email,First name,Status\nann@x.example,Ann,subscribed\n"


def broken(text: str, kind: str, *cells: str):
    """A file with one row at line 7 that could not be parted."""
    raw = table(text)
    row = Refused(7, "Too few cells", {f"column {at}": cell for at, cell in enumerate(cells)})
    return replace(raw, refused=[row]), infer(raw, kind, LONDON, "file.csv")


def test_an_address_of_a_list_is_taken_out_of_its_row() -> None:
    raw, mapping = broken(LIST, "suppressions", "bob@x.example", "hard", "bounce")
    found = unparsed_rows.rescued(raw, mapping)
    assert column(found, "Email") == ["ann@x.example", "carl@x.example", "bob@x.example; hard; bounce"]
    assert (found.lines.tolist(), found.refused) == ([2, 3, 7], [])


def test_a_row_without_an_address_stays_refused() -> None:
    raw, mapping = broken(LIST, "suppressions", "nobody", "hard")
    assert unparsed_rows.rescued(raw, mapping) is raw


def test_contacts_are_not_guessed_at() -> None:
    raw, mapping = broken(CONTACTS, "profiles", "bob@x.example", "unsubscribed")
    assert unparsed_rows.rescued(raw, mapping) is raw
    (note,) = unparsed_rows.notes(raw, mapping)
    assert (note.level, note.lines) == ("red", (7,))
    assert note.text.startswith("1 rejected row says that somebody left or could not be reached: this person can still")


@pytest.mark.parametrize("cell", ["subscribed", "unsubscribed@x.example", "a" * 60])
def test_what_says_no_no_is_not_told(cell: str) -> None:
    raw, mapping = broken(CONTACTS, "profiles", "Bob", cell)
    assert unparsed_rows.notes(raw, mapping) == []
