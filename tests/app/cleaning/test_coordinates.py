"""Latitudes and longitudes in the ways in which they are written."""

import pyarrow as pa
import pytest

from app.cleaning import coordinates


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("50,930, 6,950", (50.93, 6.95)), ("51.5 -0.12", (51.5, -0.12)), ("POINT(10.75 59.91)", (59.91, 10.75)),
        ("[10.75,59.91]", (59.91, 10.75)), ('{"lat":51.5,"lng":-0.12}', (51.5, -0.12)),
        ("55°36'00\"N 13°30'00\"E", (55.6, 13.5)), ("33.5 S, 70.5 W", (-33.5, -70.5)), ("151.2, -33.8", (-33.8, 151.2)),
        ("Malmö", None), ("12", None), ("", None), ("951.2, 933.8", None),
    ],
)  # fmt: skip
def test_two_in_one_cell(text: str, found: tuple[float, float] | None) -> None:
    assert coordinates.pair(text) == (None if found is None else pytest.approx(found))


def test_degrees_minutes_and_seconds_beside_plain_numbers() -> None:
    column = pa.chunked_array([["55°30'00\"N", "-0° 30'", "7.25", "north", ""]])
    assert coordinates.degrees(column, None).to_pylist() == [55.5, -0.5, 7.25, None, None]
    lat, lon = coordinates.pairs(pa.chunked_array([["1.5, 2.5", "x"]]))
    assert (lat.to_pylist(), lon.to_pylist()) == ([1.5, None], [2.5, None])
