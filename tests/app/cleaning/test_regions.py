"""Regions by code and by name, in several languages."""

import pytest

from app.cleaning import places, regions


@pytest.mark.parametrize(
    ("given", "country", "code", "name"),
    [
        ("california", "US", "CA", "California"),
        ("Calif.", "US", "CA", "California"),
        ("US-CA", "US", "CA", "California"),
        ("ca", "US", "CA", "California"),
        ("Bavaria", "DE", "BY", "Bayern"),
        ("NRW", "DE", "NW", "Nordrhein-Westfalen"),
        ("québec", "CA", "QC", "Quebec"),
        ("N.S.W.", "AU", "NSW", "New South Wales"),
        ("Wien", "AT", "9", "Wien"),
    ],
)
def test_a_region_has_a_code_and_a_name(given: str, country: str, code: str, name: str) -> None:
    assert regions.standard(given, country) == code
    assert regions.standard(given, country, name=True) == name


@pytest.mark.parametrize(("given", "country"), [("Bavaria", "US"), ("", "US"), ("n/a", "US"), ("CA", "ZZ")])
def test_what_is_no_region_there_is_none(given: str, country: str) -> None:
    assert regions.standard(given, country) is None


def test_every_country_of_the_list_is_one() -> None:
    assert all(places.country_code(country) == country for country in regions.known())
    assert {"US", "CA", "DE", "GB", "FR"} <= set(regions.known())
