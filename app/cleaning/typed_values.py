"""Values that a file gives with their type, as the types that we keep: what is read from their text comes to the same.

Where the text says more than a machine's number can (half of a last place, a day that no calendar has), a cell is left
to be read from its text.
"""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from storage.mirror import local_time

Mask = NDArray[np.bool_]
_A_SECOND = {"s": 1, "ms": 1_000, "us": 1_000_000, "ns": 1_000_000_000}
_FIRST, _LAST = -2_208_988_800, 7_258_118_400
"""The years 1900 to 2199, in seconds since 1970: what lies beyond is rare, and read from its text."""
_MOST = (1 << 62) // 10_000
_LARGE, _SMALL = 1e299, 1e-299
_SAFE = float(1 << 53)


@dataclass(frozen=True, slots=True)
class Found:
    """The values of a column, null where a cell is blank, and the cells that are `left` to be read from their text."""

    values: pa.Array
    left: Mask


def read(column: pa.ChunkedArray, kind: str, zone: ZoneInfo) -> Found | None:
    """The values as numbers (double), amounts (1/10,000), days, moments (microseconds UTC; local ones are of `zone`),
    or booleans; None where the column's own type is another sort of thing, so that its text has to say what it means.
    """
    cells = column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
    of = cells.type
    if kind == "number" and (pa.types.is_integer(of) or pa.types.is_floating(of)):
        return _numbers(cells)
    if kind == "amount" and pa.types.is_integer(of):
        return _whole_amounts(cells)
    if kind == "amount" and pa.types.is_floating(of):
        return _amounts(cells)
    if kind == "boolean" and pa.types.is_boolean(of):
        return Found(cells, np.zeros(len(cells), dtype=np.bool_))
    if kind in ("date", "datetime") and pa.types.is_date32(of):
        return _days(cells, kind, zone)
    if kind in ("date", "datetime") and pa.types.is_timestamp(of):
        return _moments(cells, kind, zone)
    return None


def _there(cells: pa.Array) -> Mask:
    return np.asarray(pc.is_valid(cells), dtype=np.bool_)


def _numbers(cells: pa.Array) -> Found:
    values = np.asarray(pc.fill_null(pc.cast(cells, pa.float64(), safe=False), 0.0), dtype=np.float64) + 0.0
    there, size = _there(cells), np.abs(values)
    left = there & ~((size < _LARGE) & ((size > _SMALL) | (values == 0)))
    return Found(pa.array(values, mask=~there | left), left)


def _whole_amounts(cells: pa.Array) -> Found:
    values, there = np.asarray(pc.fill_null(cells, 0), dtype=np.int64), _there(cells)
    left = there & ~((values < _MOST) & (values > -_MOST))
    return Found(pa.array(np.where(left, 0, values) * 10_000, mask=~there | left), left)


def _amounts(cells: pa.Array) -> Found:
    values, there = np.asarray(pc.fill_null(cells, 0.0), dtype=np.float64), _there(cells)
    with np.errstate(over="ignore", invalid="ignore"):
        nearest = np.rint(values * 10_000)
        # The double nearest to so many 1/10,000 is the cell's own: no more figures stand in it than an amount has.
        exact = (np.abs(nearest) < _SAFE) & (nearest / 10_000 == values)
    left = there & ~exact
    return Found(pa.array(np.where(exact, nearest, 0).astype(np.int64), mask=~there | left), left)


def _days(cells: pa.Array, kind: str, zone: ZoneInfo) -> Found:
    days, there = np.asarray(pc.fill_null(pc.cast(cells, pa.int32()), 0), dtype=np.int64), _there(cells)
    left = there & ~((days >= _FIRST // 86_400) & (days < _LAST // 86_400))
    return _local(np.where(left, 0, days) * local_time.DAY, there, left, kind, zone)


def _moments(cells: pa.Array, kind: str, zone: ZoneInfo) -> Found:
    scale = _A_SECOND[cells.type.unit]
    count, there = np.asarray(pc.fill_null(pc.cast(cells, pa.int64()), 0), dtype=np.int64), _there(cells)
    seconds = count // scale
    left = there & ~((seconds >= _FIRST) & (seconds < _LAST))
    seconds, rest = np.where(left, 0, seconds), np.where(left, 0, count - seconds * scale)
    micros = seconds * 1_000_000 + rest * 1_000_000 // scale
    if kind == "datetime" and cells.type.tz is not None:
        return Found(pa.array(micros, mask=~there | left), left)
    return _local(micros, there, left, kind, zone)


def _local(micros: NDArray[np.int64], there: Mask, left: Mask, kind: str, zone: ZoneInfo) -> Found:
    """Local microseconds as the days in which they lie, or as the moments that they are in a zone."""
    if kind == "date":
        return Found(pa.array(micros // local_time.DAY, mask=~there | left), left)
    known, found = there & ~left, micros.copy()
    if known.any():
        found[known] = local_time.utc(found[known], zone)
    return Found(pa.array(found, mask=~known), left)
