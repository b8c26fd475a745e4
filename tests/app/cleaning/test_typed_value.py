"""One value that somebody typed, in the type of its field."""

from zoneinfo import ZoneInfo

import pytest

from app.cleaning.typed_value import read


@pytest.mark.parametrize(
    ("kind", "typed", "value"),
    [
        ("number", "1,234.5", 1234.5),
        ("number", "12,5", 12.5),
        ("number", "a dozen", None),
        ("amount", "23.10", 231_000),
        ("date", "10 Dec 2011", 15_318),
        # The day or the month: nobody can tell.
        ("date", "3/4/2011", None),
        ("datetime", "2011-12-10 09:30", 1_323_509_400_000_000),
        ("boolean", "no", False),
        ("boolean", "perhaps", None),
        ("list", '"a, b","c"', ["a, b", "c"]),
        ("text", "  N/A ", "N/A"),
    ],
)
def test_a_value_is_read_as_a_cell_would_be_but_for_words(kind: str, typed: str, value: object) -> None:
    assert read("own", kind, typed, ZoneInfo("Europe/London")) == value
