"""Postcodes in the form of their country, and noughts that a spreadsheet lost."""

import pytest

from app.cleaning import places, postcodes


@pytest.mark.parametrize(
    ("given", "country", "written"),
    [
        ("sw1a1aa", "GB", "SW1A 1AA"),
        ("M11AE", "GB", "M1 1AE"),
        ("D-80331", "DE", "80331"),
        ("DE 1067", "DE", "01067"),
        ("2134", "US", "02134"),
        ("02134-1234", "US", "02134-1234"),
        ("021341234", "US", "02134-1234"),
        ("k1a0b1", "CA", "K1A 0B1"),
        ("1234ab", "NL", "1234 AB"),
        ("00950", "PL", "00-950"),
        ("d02af30", "IE", "D02 AF30"),
        ("LV1010", "LV", "LV-1010"),
        ("1010", "LV", "LV-1010"),
        ("11455", "SE", "114 55"),
        ("1000205", "PT", "1000-205"),
        ("A-1010", "AT", "1010"),
    ],
)
def test_a_code_gets_its_country_s_form(given: str, country: str, written: str) -> None:
    assert postcodes.standard(given, country) == written
    assert postcodes.standard(written, country) == written


@pytest.mark.parametrize(
    ("given", "country"), [("12", "DE"), ("ABC", "GB"), ("1234", "NL"), ("80331", "XX"), ("", "DE"), ("101", "AT")]
)
def test_what_is_none_is_left(given: str, country: str) -> None:
    assert postcodes.standard(given, country) is None


def test_every_form_is_of_a_country_and_is_its_own_standard() -> None:
    for country in postcodes.known():
        assert places.country_code(country) == country
