"""Columns typed by what stands in them, whatever comes first, and each value as it was."""

import datetime as dt
import math
import uuid
from decimal import Decimal
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.ingest.readers.cell_text import text_of
from app.ingest.readers.databases.columns import kept
from storage.bulk import unnamed_file

UTC = dt.UTC


def column(*blocks: list[Any]) -> tuple[pa.DataType, list[Any]]:
    batches = list(kept(["x"], ([(cell,) for cell in block] for block in blocks)))
    table = pa.Table.from_batches(batches)
    return table.schema.field("x").type, table.column("x").to_pylist()


@pytest.mark.parametrize(
    ("blocks", "kind", "cells"),
    [
        ([[1, None], [2]], pa.int64(), [1, None, 2]),
        ([[1], [0.5]], pa.float64(), [1.0, 0.5]),
        ([[0.5], [1]], pa.float64(), [0.5, 1.0]),
        ([[(1 << 53) + 1], [0.5]], pa.string(), ["9007199254740993", "0.5"]),
        ([[0.5], [(1 << 53) + 1]], pa.string(), ["0.5", "9007199254740993"]),
        ([[1, 0.5, (1 << 60)]], pa.string(), ["1", "0.5", str(1 << 60)]),
        ([[1 << 70], [1]], pa.string(), [str(1 << 70), "1"]),
        ([[0.5, math.nan], [math.inf]], pa.float64(), [0.5, None, math.inf]),
        ([[Decimal("1.50")], [Decimal("12.345"), 7]], pa.decimal128(5, 3), [Decimal("1.500"), Decimal("12.345"), 7]),
        ([[Decimal("NaN"), Decimal("1E+3")]], pa.decimal128(4, 0), [None, Decimal(1000)]),
        ([[Decimal("NaN")]], pa.string(), [None]),
        ([[Decimal("Infinity")], [Decimal(1)]], pa.string(), ["Infinity", "1"]),
        ([[Decimal("1e50")]], pa.string(), ["1E+50"]),
        ([[Decimal("0.5")], [0.5]], pa.string(), ["0.5", "0.5"]),
        ([[True], [None, False]], pa.bool_(), [True, None, False]),
        ([[True], [1]], pa.string(), ["true", "1"]),
        ([[dt.date(2024, 1, 2)], [None]], pa.date32(), [dt.date(2024, 1, 2), None]),
        ([[dt.date(2024, 1, 2)], [dt.datetime(2024, 1, 2, 3)]], pa.timestamp("us"),
         [dt.datetime(2024, 1, 2), dt.datetime(2024, 1, 2, 3)]),
        ([[dt.datetime(2024, 1, 2, 3), dt.date(2024, 1, 2)]], pa.timestamp("us"),
         [dt.datetime(2024, 1, 2, 3), dt.datetime(2024, 1, 2)]),
        ([[dt.datetime(2024, 1, 2, 3, tzinfo=dt.timezone(dt.timedelta(hours=2)))]], pa.timestamp("us", "UTC"),
         [dt.datetime(2024, 1, 2, 1, tzinfo=UTC)]),
        ([[dt.datetime(2024, 1, 2, 3, tzinfo=UTC)], [dt.datetime(2024, 1, 2, 3)]], pa.string(),
         ["2024-01-02 03:00:00+00:00", "2024-01-02 03:00:00"]),
        ([["a"], [1]], pa.string(), ["a", "1"]),
        ([[None], [None]], pa.string(), [None, None]),
        ([[b"ab", b"\x00\xff", memoryview(b"c")]], pa.string(), ["ab", "00ff", "c"]),
        ([[{"a": [1]}, ["b"], ("c",), uuid.UUID(int=1), dt.time(9, 5)]], pa.string(),
         ['{"a":[1]}', '["b"]', '["c"]', str(uuid.UUID(int=1)), "09:05:00"]),
        ([], pa.string(), []),
    ],
)  # fmt: skip
def test_a_column_is_of_what_holds_all_of_it(blocks: list[list[Any]], kind: pa.DataType, cells: list[Any]) -> None:
    assert column(*blocks) == (kind, cells)


CELLS = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(), st.dates(), st.datetimes(), st.binary(),
    st.decimals(), st.datetimes(timezones=st.just(UTC)), st.uuids(), st.times(), st.lists(st.integers(), max_size=3),
)  # fmt: skip


@settings(deadline=None)  # the first loads what makes JSON
@given(st.lists(st.lists(CELLS, max_size=5), max_size=6))
def test_no_cell_is_lost_whatever_stands_beside_it(blocks: list[list[Any]]) -> None:
    kind, cells = column(*blocks)
    said = [cell for block in blocks for cell in block]
    assert len(cells) == len(said)
    for given_, found in zip(said, cells, strict=True):
        # One that signals may not even be compared.
        if given_ is None or (given_.is_nan() if isinstance(given_, Decimal) else given_ != given_):
            assert found in (None, "", "nan", "NaN", "sNaN") or pa.types.is_string(kind)
        elif pa.types.is_string(kind):
            assert isinstance(found, str)
        elif type(given_) is dt.date and pa.types.is_timestamp(kind):
            assert found == dt.datetime.combine(given_, dt.time())
        else:
            assert found == given_


ALIKE = st.one_of(*(st.lists(st.lists(st.none() | one, max_size=4), max_size=4) for one in (
    st.integers(-(1 << 63), (1 << 63) - 1), st.booleans(), st.dates(), st.datetimes(), st.text(min_size=1),
    st.floats(allow_nan=False), st.decimals(allow_nan=False, allow_infinity=False, places=3, max_value=10**20),
)))  # fmt: skip


@settings(deadline=None)
@given(ALIKE)
def test_cells_of_one_sort_keep_it(blocks: list[list[Any]]) -> None:
    kind, cells = column(*blocks)
    said = [cell for block in blocks for cell in block]
    assert cells == said
    sorts = {type(cell) for cell in said if cell is not None}
    assert not sorts or pa.types.is_string(kind) == (sorts == {str})


def test_what_is_large_is_kept_outside_of_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unnamed_file, "SMALL", 1_000)
    kind, cells = column(*[[n] * 50 for n in range(50)], [0.5], ["x"], [dt.date(2024, 1, 2)])
    assert pa.types.is_string(kind)
    assert cells == [text_of(n) for n in range(50) for _ in range(50)] + ["0.5", "x", "2024-01-02"]
