"""The first rows of a file as they would arrive."""

from typing import Any

import pytest

from app.domain.progress import SILENT
from app.ingest.importing.fact_collection import collect
from app.ingest.importing.preview import ROWS, preview, shown
from tests.app.ingest.tables import LONDON, mapped


@pytest.mark.parametrize(
    ("kind", "value", "text"),
    [
        ("amount", 123_400, 12.34),
        ("date", 15_000, "2011-01-26"),
        ("datetime", 1_309_514_400_000_000, "2011-07-01 11:00:00"),
        ("datetime", 1_309_514_400_500_000, "2011-07-01 11:00:00.500000"),
        # The last evening there is, which is the year 10000 in summer's London.
        ("datetime", 253_402_300_799_000_000, "9999-12-31 23:59:59"),
        ("text", "Ann", "Ann"),
        ("amount", None, None),
    ],
)
def test_values_are_shown_as_people_read_them(kind: str, value: Any, text: Any) -> None:
    assert shown(kind, value, LONDON) == text


def test_a_row_has_its_line_its_identifiers_and_what_is_said() -> None:
    raw, mapping = mapped("Email,First name,Line\nAnn@X.example,Ann,3\nnobody,Bob,4\n", "profiles")
    (row,) = preview(collect(raw, mapping, LONDON, 0, SILENT), mapping, LONDON)
    assert (row["line"], row["email"], row["first_name"]) == (2, "Ann@X.example", "Ann")
    # An own column is called as what every row has.
    assert row["own_line"] == 3


def test_no_more_rows_than_fit_are_shown() -> None:
    text = "Email\n" + "".join(f"p{number}@x.example\n" for number in range(ROWS + 5))
    raw, mapping = mapped(text, "profiles")
    assert len(preview(collect(raw, mapping, LONDON, 0, SILENT), mapping, LONDON)) == ROWS
