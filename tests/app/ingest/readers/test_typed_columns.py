"""How columns that have a type are written: as a person would have typed them."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from app.ingest.readers.cell_text import text_of
from app.ingest.readers.typed_columns import as_text, as_texts, is_typed


def written(cells: list[Any], kind: pa.DataType) -> list[str]:
    return list(as_text(pa.chunked_array([pa.array(cells, kind)])).to_pylist())


@settings(deadline=None)
@given(some.lists(some.none() | some.floats(allow_nan=False) | some.floats(-1e7, 1e7).map(lambda one: round(one, 2))))
def test_doubles_are_written_as_each_alone(cells: list[float | None]) -> None:
    assert written(cells, pa.float64()) == [text_of(cell) for cell in cells]


@settings(deadline=None)
@given(some.lists(some.none() | some.datetimes().map(lambda one: one.replace(microsecond=0))))
def test_moments_are_written_as_each_alone(cells: list[dt.datetime | None]) -> None:
    assert written(cells, pa.timestamp("us")) == [text_of(cell) for cell in cells]


@settings(deadline=None)
@given(some.lists(some.none() | some.dates()))
def test_days_are_written_as_each_alone(cells: list[dt.date | None]) -> None:
    assert written(cells, pa.date32()) == [text_of(cell) for cell in cells]


@pytest.mark.parametrize(
    ("cells", "kind", "texts"),
    [
        (
            [17850.0, 1234567890123456.0, 1e17, 2.5, None],
            pa.float64(),
            ["17850", "1234567890123456", "1e+17", "2.5", ""],
        ),
        ([12_345_678_901_234_567, None], pa.int64(), ["12345678901234567", ""]),
        ([True, False, None], pa.bool_(), ["true", "false", ""]),
        ([Decimal("1.50"), None], pa.decimal128(9, 2), ["1.50", ""]),
        ([["a", "b, c"], None], pa.list_(pa.string()), ['["a","b, c"]', ""]),
        ([1_306_917_005_123_456], pa.timestamp("us"), ["2011-06-01 08:30:05.123456"]),
        ([1_306_917_005_100], pa.timestamp("ms"), ["2011-06-01 08:30:05.100000"]),
        ([1_306_886_400], pa.timestamp("s"), ["2011-06-01"]),
        ([1_306_886_400, None], pa.timestamp("s", "UTC"), ["2011-06-01 00:00:00+00:00", ""]),
        ([15_000, 100_000_000, None], pa.date32(), ["2011-01-26", "100000000 (date32[day])", ""]),
    ],
)
def test_values_are_written_as_people_type_them(cells: list[Any], kind: pa.DataType, texts: list[str]) -> None:
    assert written(cells, kind) == texts


def test_text_is_left_as_it_is() -> None:
    table = pa.table({"a": ["x", ""]})
    assert as_texts(table) is table
    column = table.column("a")
    assert as_text(column) is column
    assert as_texts(pa.table({"a": ["x"], "b": [1]})).to_pylist() == [{"a": "x", "b": "1"}]


def test_what_keeps_its_type_and_what_becomes_text() -> None:
    kept = [pa.int64(), pa.float64(), pa.bool_(), pa.date32(), pa.timestamp("ns"), pa.timestamp("us", "UTC")]
    assert all(map(is_typed, [*kept, pa.decimal128(9, 2), pa.list_(pa.string()), pa.list_(pa.int64())]))
    others = [pa.string(), pa.binary(), pa.time64("us"), pa.duration("s"), pa.struct([("a", pa.int64())])]
    assert not any(map(is_typed, [*others, pa.timestamp("us", "Europe/Berlin"), pa.list_(pa.binary())]))
