"""Columns as CSV are to the byte what Python's own writer and the guard of single cells make."""

import csv
import io

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain import csv_columns
from app.domain.csv_injection import guard, is_formula

_ODD = st.text(
    st.one_of(
        st.sampled_from("=+-@\t\r\n\v\f\0\x1c'\",;| .()/0123456789eE%$€₹{}"), st.characters(exclude_categories=["Cs"])
    ),
    max_size=12,
)
CELLS = st.one_of(
    st.none(), st.sampled_from(["", "+44 20 7946 0958", "-5.25 €", "+1-2", "'=1", "-£ 5", "+(1)23456\n", "-5\n"]), _ODD
)


def _written(rows: list[list[str | None]]) -> bytes:
    """What Python's writer makes of the rows."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows([["" if cell is None else cell for cell in row] for row in rows])
    return out.getvalue().encode()


# The first example loads Arrow's functions.
@settings(deadline=None)
@given(st.integers(1, 4).flatmap(lambda width: st.lists(st.lists(CELLS, min_size=width, max_size=width), max_size=8)))
def test_lines_are_those_of_the_standard_library(rows: list[list[str | None]]) -> None:
    columns = [csv_columns.texts(list(cells)) for cells in zip(*rows, strict=True)]
    if columns:
        lines = csv_columns.lines(columns)
        assert csv_columns.content(lines) == _written(rows)
        one_by_one = [len(_written([row])) for row in rows]
        assert csv_columns.ends(lines).tolist() == [sum(one_by_one[: at + 1]) for at in range(len(rows))]


@settings(deadline=None)
@given(st.lists(CELLS, max_size=12), st.integers(0, 3))
def test_the_guard_is_that_of_single_cells(cells: list[str | None], cut: int) -> None:
    column = csv_columns.texts(cells).slice(cut)
    wanted = [None if cell is None else guard(cell) for cell in cells[cut:]]
    found = csv_columns.guarded(column)
    assert found.to_pylist() == wanted
    assert csv_columns.guards(found) == sum(
        cell[:1] == "'" and is_formula(cell[1:]) for cell in wanted if cell is not None
    )


@settings(deadline=None)
@given(st.lists(CELLS, max_size=12), st.integers(0, 3))
def test_nuls_are_taken_out_and_nothing_else(cells: list[str | None], cut: int) -> None:
    found = csv_columns.without_nuls(csv_columns.texts(cells).slice(cut))
    assert found.to_pylist() == [None if cell is None else cell.replace("\0", "") for cell in cells[cut:]]


def test_texts_of_any_width_become_one_kind_of_column() -> None:
    assert csv_columns.texts(pa.array(["a", None])).equals(csv_columns.texts(["a", None]))
    assert csv_columns.texts([]).type == csv_columns.texts(pa.array(["a"])).type


@settings(deadline=None)
@given(st.lists(CELLS, max_size=12))
def test_a_few_texts_are_a_column_like_any_other(cells: list[str | None]) -> None:
    found = csv_columns.few_texts(cells)
    found.validate(full=True)
    assert found.equals(csv_columns.texts(cells))


@pytest.mark.parametrize("kind", [np.int8, np.int64, np.float64, np.bool_])
def test_numbers_of_numpy_are_a_column_and_nulls_in_it_are_filled(kind: type[np.generic]) -> None:
    held = np.array([1, 0, 1, 1, 0, 0, 0, 1, 1, 0, 1]).astype(kind)
    column = csv_columns.numbers(held[::2])
    column.validate(full=True)
    assert column.equals(pa.array(held[::2]))
    some = pa.array([None, *held[1:].tolist()], column.type)
    assert csv_columns.filled(some, held[0]).equals(pa.array(held))


def test_an_apostrophe_alone_is_no_guard() -> None:
    assert csv_columns.guards(csv_columns.texts(["'Tis", "'", "O'Neil", None, "'=1"])) == 1
