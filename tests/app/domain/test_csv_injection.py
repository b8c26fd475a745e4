"""Cells that a spreadsheet would run."""

from pathlib import Path

import pytest

from app.domain.csv_injection import guard, guarded, is_formula

RUN = [
    "=1+1",
    "+1+1",
    "-1-2",
    "@SUM(1)",
    "\t=1",
    "\r=1",
    "=cmd|' /C calc'!A0",
    "-x",
    "+",
    "=",
    "-",
    "@",
    "+A1",
    "-2+3+cmd|x",
]
PLAIN = [
    "",
    "x",
    "-5",
    "+5",
    "-5.25",
    "-1,234.50",
    "-1.5e-3",
    "-12 %",
    "-£5.00",
    "- 5",
    "+44 20 7946 0958",
    "+1 (415) 555-0100",
    "+49-30-123456",
    "1-2",
    "a=1",
    "'=1",
    " =1",
    "Zoë",
]


@pytest.mark.parametrize("text", RUN)
def test_formulas_get_an_apostrophe(text: str) -> None:
    assert is_formula(text)
    assert guard(text) == "'" + text


@pytest.mark.parametrize("text", PLAIN)
def test_numbers_phones_and_words_stay(text: str) -> None:
    assert guard(text) == text


def test_every_text_inside_a_field_is_guarded() -> None:
    field = {"name": "=1+1", "price": -3, "tags": ["@x", "y"], "more": None, "held": True}
    assert guarded(field) == {"name": "'=1+1", "price": -3, "tags": ["'@x", "y"], "more": None, "held": True}


def test_known_attacks(shared_data: Path) -> None:
    lines = (shared_data / "csv_injection" / "csv-payload.txt").read_text("utf-8").splitlines()
    assert len(lines) == 6
    for line in filter(None, lines):
        assert guard(line)[0] not in "=+-@\t\r"


def test_what_hides_behind_a_nul_is_guarded() -> None:
    assert guarded({"name": "\0=1+1", "more": ["a\0b"]}) == {"name": "'=1+1", "more": ["ab"]}
