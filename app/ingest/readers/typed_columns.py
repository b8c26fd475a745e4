"""Columns of a table that have a type, and how they are written: as a person would have typed them.

A table's column is text, never null, as long as its format knows no types. Else it is of one of these, null where a
cell is blank: numbers (int64, double, decimal), days (date32), moments (a timestamp of any unit, local or in UTC), yes
and no, or lists of these. What asks what a cell says, and not what it is, asks for its text.
"""

from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from app.ingest.readers.cell_text import json_text

_FIRST_DAY, _LAST_DAY = -719_162, 2_932_896
"""The first of January of the year 1 and the last of December 9999, in days since 1970: what a calendar has."""
_A_DAY = 86_400
_A_SECOND = {"s": 1, "ms": 1_000, "us": 1_000_000, "ns": 1_000_000_000}
_WHOLE = float(1 << 53)
"""Every whole number below this is a double of its own, so that its figures are all there."""


def is_typed(kind: pa.DataType) -> bool:
    """Whether a column of this Arrow type keeps it in a table; any other becomes text."""
    return bool(_is_single(kind) or (pa.types.is_list(kind) and (_is_single(kind.value_type) or _is_text(kind))))


def _is_text(kind: pa.DataType) -> bool:
    return bool(pa.types.is_string(kind.value_type))


def _is_single(kind: pa.DataType) -> bool:
    if pa.types.is_timestamp(kind):
        # The clock of a named zone is asked of Python, one moment after another: Arrow's own is not on every system.
        return kind.tz in (None, "UTC", "Etc/UTC", "+00:00", "Z")
    return bool(
        pa.types.is_boolean(kind)
        or pa.types.is_int64(kind)
        or pa.types.is_float64(kind)
        or pa.types.is_decimal128(kind)
        or pa.types.is_date32(kind)
    )


def as_texts(table: pa.Table) -> pa.Table:
    """A table with each of its columns as text."""
    if all(pa.types.is_string(field.type) for field in table.schema):
        return table
    return pa.table([as_text(column) for column in table.columns], names=table.column_names)


def as_text(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """A column as text, never null: blank where there is nothing."""
    if pa.types.is_string(column.type):
        return column
    return pa.chunked_array([_written(chunk) for chunk in column.chunks], pa.string())


def _written(cells: pa.Array) -> pa.Array:
    kind = cells.type
    if pa.types.is_boolean(kind) or pa.types.is_integer(kind):
        return pc.fill_null(pc.cast(cells, pa.string()), "")
    if pa.types.is_float64(kind):
        return pc.fill_null(_of_doubles(cells), "")
    if pa.types.is_date32(kind):
        return _with_odd(cells, _in_calendar(np.asarray(pc.fill_null(pc.cast(cells, pa.int32()), 0))), _of_days)
    if pa.types.is_timestamp(kind):
        days = np.asarray(pc.fill_null(pc.cast(cells, pa.int64()), 0)) // (_A_SECOND[kind.unit] * _A_DAY)
        return _with_odd(cells, _in_calendar(days), _of_moments)
    return one_by_one(cells)


def one_by_one(cells: pa.Array) -> pa.Array:
    """Values of any type as text, each for itself."""
    try:
        values = cells.to_pylist()
    except (ValueError, OverflowError):
        values = list(map(_value, cells))
    return pa.array([json_text(value) for value in values], pa.string())


def _in_calendar(days: NDArray[Any]) -> NDArray[np.bool_]:
    return np.asarray((days >= _FIRST_DAY) & (days <= _LAST_DAY), dtype=np.bool_)


def _with_odd(cells: pa.Array, sound: NDArray[np.bool_], written: Any) -> pa.Array:
    """What is written of the sound cells, and of a day beyond the calendar the number that stands in the file."""
    if sound.all():
        return pc.fill_null(written(cells), "")
    mask = pa.array(sound)
    made = written(pc.if_else(mask, cells, pa.scalar(None, cells.type)))
    return pc.replace_with_mask(pc.fill_null(made, ""), pc.invert(mask), one_by_one(cells.filter(pc.invert(mask))))


def _of_doubles(cells: pa.Array) -> pa.Array:
    """Whole numbers without a point as far as all their figures are there, others with as many as tell them apart."""
    values = np.asarray(pc.fill_null(cells, 0.0), dtype=np.float64)
    size = np.abs(values)
    whole = (size < _WHOLE) & (values == np.floor(values))
    # Beyond these Arrow writes a power of ten, and Python none.
    plain = ~whole & (size >= 1e-3) & (size < 1e9)
    made = pc.cast(pa.array(np.where(whole, values, 0).astype(np.int64)), pa.string())
    if plain.any():
        made = pc.if_else(pa.array(plain), pc.cast(pa.array(np.where(plain, values, 0.5)), pa.string()), made)
    odd = ~whole & ~plain
    if odd.any():
        made = pc.replace_with_mask(made, pa.array(odd), pa.array(map(repr, values[odd].tolist()), pa.string()))
    return pc.if_else(pc.is_valid(cells), made, pa.scalar(None, pa.string()))


def _of_days(cells: pa.Array) -> pa.Array:
    return pc.cast(cells, pa.string())


def _of_moments(cells: pa.Array) -> pa.Array:
    """Local midnight as the day that it begins, for so a day is kept; else to the second, or as fine as it is."""
    scale = _A_SECOND[cells.type.unit]
    count = np.asarray(pc.fill_null(pc.cast(cells, pa.int64()), 0))
    seconds = count // scale
    at = pc.cast(pc.cast(pa.array(seconds), pa.timestamp("s")), pa.string())
    micros = (count - seconds * scale) * 1_000_000 // scale
    if micros.any():
        fine = pa.array(micros > 0)
        tail = pc.utf8_lpad(pc.cast(pa.array(micros), pa.string()), 6, "0")
        at = pc.if_else(fine, pc.binary_join_element_wise(at, tail, "."), at)
    if cells.type.tz is not None:
        made = pc.binary_join_element_wise(at, "+00:00", "")
    else:
        made = pc.if_else(pa.array(count % (scale * _A_DAY) == 0), pc.utf8_slice_codeunits(at, 0, 10), at)
    return pc.if_else(pc.is_valid(cells), made, pa.scalar(None, pa.string()))


def _value(scalar: pa.Scalar) -> Any:
    """One value; a date or time that no calendar has as the number in the file, in lists and records too."""
    try:
        return scalar.as_py()
    except (ValueError, OverflowError):
        return _unfit(scalar)


def _unfit(scalar: pa.Scalar) -> Any:
    """What can be said of a value that Python has none for."""
    if isinstance(scalar, pa.StructScalar):
        return {name: _value(part) for name, part in scalar.items()}
    inner = getattr(scalar, "values", None)
    if isinstance(inner, pa.Array):
        return list(map(_value, inner))
    if hasattr(scalar, "as_buffer"):
        return scalar.as_buffer().to_pybytes().decode("utf-8", "replace")
    number = getattr(scalar, "value", None)
    return f"{number} ({scalar.type})" if isinstance(number, int) else ""
