"""Who must never be mailed again, as rows of a file say it."""

import numpy as np

from app.ingest.facts import permissions, suppressed_rows
from tests.app.ingest.tables import cells

LINES = np.array([2, 3, 4])


def _listed(text: str, kind: str = "suppressions") -> list[dict[str, object]]:
    block = cells(text, kind)
    said = [permissions.listed_of(block)] if kind == "suppressions" else permissions.suppressed_of(block)[1]
    found: list[dict[str, object]] = suppressed_rows.of_block(LINES, block, block.identifiers(), said).to_pylist()
    return found


def test_each_address_of_a_cell_is_barred() -> None:
    found = _listed('email,reason\na@x.de,asked\n"b@x.de, c@x.de",\nnobody,\n')
    assert [(row["line"], row["address"]) for row in found if row["address"]] == [
        (2, "a@x.de"), (3, "b@x.de"), (3, "c@x.de"),
    ]  # fmt: skip


def test_a_row_without_an_address_bars_whom_else_it_names_and_nobody_is_told() -> None:
    found = _listed("Customer ID,email,reason\n7,,asked\n8,b@x.de,\n,,\n")
    by_line = {row["line"]: (row["address"], row["identifiers"]) for row in found}
    assert by_line[2] == (None, '[["customer_id","7","7"]]')
    assert by_line[3] == ("b@x.de", None), "a row that names an address bars that alone"


def test_a_list_has_further_addresses_in_other_columns_but_not_its_keepers() -> None:
    found = _listed("email,recipient,added by,reason\na@x.de,a2@x.de,boss@x.de,asked\nb@x.de,,boss@x.de,\nc@x.de,,,\n")
    assert {row["address"] for row in found} == {"a@x.de", "a2@x.de", "b@x.de", "c@x.de"}


def test_rows_that_bar_nobody_who_is_named_are_told_in_red() -> None:
    block = cells("Email,First name,Email hard bounce reason\n,Ann,UNKNOWN_USER\nb@x.de,Bo,\nc@x.de,Cy,\n", "profiles")
    noes = permissions.suppressed_of(block)[1]
    found = suppressed_rows.of_block(LINES, block, block.identifiers(), noes)
    (note,) = suppressed_rows.notes(found, {}, "profiles")
    assert (note.level, note.lines) == ("red", (2,))
    assert suppressed_rows.notes(found, {}, "suppressions") == []
