"""What the values of a column tell: their type, their format, whether they are addresses or lists."""

import pyarrow as pa
import pytest

from app.cleaning import numbers
from app.ingest.evidence import values
from app.ingest.evidence.values import Evidence, Hints

HINTS = Hints(True, False)


def _look(*cells: str) -> Evidence:
    return values.look(pa.chunked_array([cells]))


@pytest.mark.parametrize(
    ("cells", "kind", "form"),
    [
        (("1", "2.5"), "number", None), (("1.234,50", "2,00"), "number", numbers.COMMA), (("a", "b"), "text", None),
        (("2011-12-09", "2011-12-10"), "date", None), (("2011-12-09 10:00", "2011-12-10 11:00"), "datetime", None),
        (("25/04/2011", "26/04/2011"), "date", "%d/%m/%Y"), (("yes", "no"), "boolean", None),
        (("1", "z"), "text", None),
    ],
)  # fmt: skip
def test_an_own_column_has_the_type_that_all_of_its_values_have(cells: tuple[str, ...], kind: str, form: str) -> None:
    found = values.own_column("Shoe size", "shoe_size", _look(*cells), HINTS)
    assert (found.to, found.type, found.format) == ("shoe_size", kind, form)


def test_a_few_words_among_numbers_are_a_slip_unless_they_fill_most_of_the_lines() -> None:
    numbers_once = tuple(str(number) for number in range(100))
    for words, kind in ((1, "number"), (99, "number"), (101, "text")):
        found = values.own_column("Shoe size", "shoe_size", _look(*numbers_once, *["so so"] * words), HINTS)
        assert found.type == kind, words


def test_placeholders_say_nothing_and_cells_are_counted() -> None:
    found = _look("a", "a", "n/a", "", "b")
    assert (sorted(found.said), found.counted(), found.filled) == (["a", "b"], {"a": 2, "b": 1}, 4)
    assert _look("a@x.de", "b@x.de", "c@x.de").are_addresses()
    assert not _look("a@x.de", "b", "c").are_addresses()
    assert _look("25/04/2011", "26/04/2011").time_format() == (True, "%d/%m/%Y")


@pytest.mark.parametrize(
    ("cells", "sign"),
    [(("a|b", "c|d"), "|"), (("a;b", "c;d"), ";"), (("a", "b"), None)],
)
def test_what_separates_the_elements_of_lists(cells: tuple[str, ...], sign: str | None) -> None:
    assert values.separator_of(_look(*cells)) == sign


def test_a_column_whose_type_is_known_shows_how_it_is_read() -> None:
    assert values.shape_of(_look("1.234,50"), "amount", HINTS).format == numbers.COMMA
    assert values.shape_of(_look("03/04/2011"), "date", Hints(False, False)).format == "%m/%d/%Y"
    assert values.shape_of(_look("a|b"), "list", HINTS).separator == "|"
