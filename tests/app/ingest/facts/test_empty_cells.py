"""Cells that were written as something and say nothing."""

import numpy as np

from app.ingest.facts.empty_cells import Hollow
from tests.app.ingest.tables import cells


def test_shortened_numbers_are_told_in_red_with_their_lines() -> None:
    block = cells(
        "Customer ID,Email,First name\n4.00012E+16,a@x.de,Ann\n7,b@x.de,Bo\n4.00012E+16,c@x.de,Cy\n", "profiles"
    )
    block.identifiers()
    hollow = Hollow()
    hollow.add(block, np.array([2, 3, 4]))
    (note,) = hollow.notes()
    assert (note.level, note.count, note.lines) == ("red", 2, (2, 4))
    assert "2 cells of “Customer ID” hold a number that a spreadsheet has shortened" in note.text
    assert "so nobody is known by it" in note.text


def test_what_is_found_in_later_blocks_is_added() -> None:
    hollow = Hollow(emptied={"City": [2]}, cut={"Order ID": [5]})
    cut, emptied = hollow.notes()
    assert "1 cell of “Order ID” holds" in cut.text
    assert "no order and no product" in cut.text
    assert (emptied.level, "1 cell of “City” says only that there is nothing" in emptied.text) == ("yellow", True)
    assert Hollow().notes() == []
