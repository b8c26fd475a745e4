"""Countries by name and code, and phone numbers."""

import pyarrow as pa

from app.cleaning import places


def column(*cells: str) -> pa.ChunkedArray:
    return pa.chunked_array([pa.array(cells, pa.string())])


def test_countries() -> None:
    given_names = ["UK", "United Kingdom", "Deutschland", "EIRE", "RSA", "USA", "fr", "GBR", "Czech Republic", "España",
                   "Channel Islands", "Unspecified", ""]  # fmt: skip
    codes, original = places.countries(column(*given_names))
    assert codes.to_pylist() == ["GB", "GB", "DE", "IE", "ZA", "US", "FR", "GB", "CZ", "ES", None, None, None]
    assert original.to_pylist()[-4:] == ["España", "Channel Islands", "Unspecified", None]
    assert places.countries(column("GB"))[1].to_pylist() == [None]


def test_phones() -> None:
    cells = column("+44 20 7946 0958", "0044 (20) 7946-0958", "020 7946 0958", "020 7946 0958", "12", "n/a", "")
    regions = pa.array(["FR", None, "GB", None, "GB", None, None])
    whole = "+442079460958"
    assert places.phones(cells, regions).to_pylist() == [whole, whole, whole, None, None, None, None]


def test_of_several_numbers_in_a_cell_the_first_that_can_be_read_is_the_rows() -> None:
    cells = column("ext. 12 ::: +44 20 7946 0958", "020 7946 0958; 020 7946 0959", "12; 13")
    found = places.phones(cells, pa.array([None, "GB", None], pa.string()))
    assert found.to_pylist() == ["+442079460958", "+442079460958", None]
    assert places.phones(cells, None).to_pylist() == ["+442079460958", None, None]


def test_a_region_of_the_world_is_no_country() -> None:
    assert [places.country_code(text) for text in ("EU", "European Union", "the Netherlands", "U.S.")] == [
        None, None, "NL", "US",
    ]  # fmt: skip
    assert places.country_code("Trinidad & Tobago") == "TT"
