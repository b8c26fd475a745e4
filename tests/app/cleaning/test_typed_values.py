"""Values that a file gives with their type come to what their text comes to, wherever a text can say it."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from zoneinfo import ZoneInfo

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from app.cleaning import dates, numbers, texts, typed_values
from app.ingest.readers.typed_columns import as_text

LONDON = ZoneInfo("Europe/London")
READ: dict[str, Callable[[pa.ChunkedArray], pa.Array]] = {
    "number": numbers.decimals,
    "amount": numbers.amounts,
    "date": lambda column: dates.dates(column, None),
    "datetime": lambda column: dates.times(column, None, LONDON),
    "boolean": texts.booleans,
}


def both(cells: pa.Array, kind: str) -> tuple[list[object], list[object]]:
    """What a column comes to by its type (with what is left to its text), and by its text alone."""
    column = pa.chunked_array([cells])
    found = typed_values.read(column, kind, LONDON)
    assert found is not None
    values = found.values
    if found.left.any():
        left = as_text(column.filter(pa.array(found.left)))
        values = pc.replace_with_mask(values, pa.array(found.left), READ[kind](left))
    return values.to_pylist(), READ[kind](as_text(column)).to_pylist()


floats = some.floats(allow_nan=False) | some.decimals(places=5, allow_nan=False, allow_infinity=False).map(float)


@settings(deadline=None)
@given(some.lists(some.none() | floats | some.floats(-1e6, 1e6).map(lambda one: round(one, 4))))
@pytest.mark.parametrize("kind", ["number", "amount"])
def test_doubles(kind: str, cells: list[float | None]) -> None:
    typed, said = both(pa.array(cells, pa.float64()), kind)
    assert typed == said


@settings(deadline=None)
@given(some.lists(some.none() | some.integers(-(2**63), 2**63 - 1) | some.integers(-9_999, 9_999)))
@pytest.mark.parametrize("kind", ["number", "amount"])
def test_whole_numbers(kind: str, cells: list[int | None]) -> None:
    typed, said = both(pa.array(cells, pa.int64()), kind)
    assert typed == said


@settings(deadline=None)
@given(some.lists(some.none() | some.dates()))
@pytest.mark.parametrize("kind", ["date", "datetime"])
def test_days(kind: str, cells: list[dt.date | None]) -> None:
    typed, said = both(pa.array(cells, pa.date32()), kind)
    assert typed == said


@settings(deadline=None)
@given(some.lists(some.none() | some.datetimes()), some.sampled_from([None, "UTC"]))
@pytest.mark.parametrize("kind", ["date", "datetime"])
def test_moments(kind: str, cells: list[dt.datetime | None], zone: str | None) -> None:
    typed, said = both(pa.array(cells, pa.timestamp("us")).cast(pa.timestamp("us", zone)), kind)
    assert typed == said


@pytest.mark.parametrize("unit", ["s", "ms", "us", "ns"])
def test_moments_of_any_unit(unit: str) -> None:
    cells = pa.array([dt.datetime(2011, 6, 1, 9, 30, 5), None], pa.timestamp(unit))
    typed, said = both(cells, "datetime")
    assert typed == said == [1_306_917_005_000_000, None]


def test_yes_and_no() -> None:
    assert both(pa.array([True, False, None]), "boolean") == ([True, False, None], [True, False, None])


def test_half_of_a_last_place_is_left_to_the_text() -> None:
    column = pa.chunked_array([pa.array([0.00015, 19.99, None])])
    found = typed_values.read(column, "amount", LONDON)
    assert found is not None
    assert np.flatnonzero(found.left).tolist() == [0]
    assert numbers.ten_thousandths(Decimal("0.00015")) == 2
    assert both(column.combine_chunks(), "amount")[0] == [2, 199_900, None]


@pytest.mark.parametrize(
    ("cells", "kind"),
    [
        (pa.array([20_111_201]), "datetime"),
        (pa.array([1, 0]), "boolean"),
        (pa.array([True]), "number"),
        (pa.array([dt.date(2011, 1, 1)]), "number"),
        (pa.array([["a"]]), "list"),
        (pa.array([1.5]), "text"),
    ],
)
def test_another_sort_of_thing_has_to_be_read_from_its_text(cells: pa.Array, kind: str) -> None:
    assert typed_values.read(pa.chunked_array([cells]), kind, LONDON) is None
