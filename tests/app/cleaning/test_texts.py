"""Text columns: trimmed, placeholders emptied, words for yes and no, gender and language, lists."""

import pyarrow as pa
import pytest

from app.cleaning import texts


def column(*cells: str) -> pa.ChunkedArray:
    return pa.chunked_array([pa.array(cells, pa.string())])


def test_tidy() -> None:
    found = texts.tidy(column(" Ann ", "N/A", "-", "null", "", "\u200bBob\u00a0", "e\u0301", "Nan Smith", "unknown"))
    assert found.to_pylist() == ["Ann", None, None, None, None, "Bob", "é", "Nan Smith", None]


@pytest.mark.parametrize(
    ("cells", "mended"),
    [
        (["17850.0", "", "1.0"], ["17850", "", "1"]),
        (["17850.0", "A1"], ["17850.0", "A1"]),
        (["17850.0", "17.5"], ["17850.0", "17.5"]),
        (["", ""], ["", ""]),
    ],
)
def test_ids_that_a_spreadsheet_made_numbers(cells: list[str], mended: list[str]) -> None:
    assert texts.numbers_of_ids(column(*cells)).to_pylist() == mended


def test_genders_and_languages_and_lists() -> None:
    said = column("f", "W", "männlich", "Mr.", "divers", "n/a", "")
    assert texts.genders(said).to_pylist() == ["female", "female", "male", "male", "other", None, None]
    tongues = column("EN", "de_AT", "German", "Français", "zh-hant-TW", "")
    assert texts.languages(tongues).to_pylist() == ["en", "de-AT", "de", "fr", "zh-Hant-TW", None]
    assert texts.lists(column("A|B | A", "", '["x","y"]', "n/a"), "|").to_pylist() == [
        ["A", "B"],
        None,
        ["x", "y"],
        None,
    ]
    named = column('[{"id":1,"name":"VIP"},{"id":2,"name":"A|B"}]', "[]", '[{"id":3}]')
    assert texts.lists(named, "|").to_pylist() == [["VIP", "A|B"], None, ['{"id":3}']]
    assert texts.booleans(column("Yes", "NEIN", "1", "0", "oui", "perhaps")).to_pylist() == [
        True, False, True, False, True, None,
    ]  # fmt: skip
