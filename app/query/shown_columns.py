"""Whole columns of values as people read them: the texts that a CSV has for what `traits.shown` says of each."""

import datetime as dt
from collections.abc import Callable
from functools import cache, lru_cache
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from app.domain import csv_columns
from app.domain.clock import Moment, micros
from app.domain.names import FIRST_KNOWN_DAY, YEARLESS
from app.query import traits

Bools = npt.NDArray[np.bool_]
One = Callable[[Any], str]

_DAY = 86_400_000_000
_FIRST, _LAST = (micros(dt.datetime(year, 1, 1, tzinfo=dt.UTC)) for year in (2, 9999))
"""Between these every zone's local time has a date."""
_FIRST_DAY, _LAST_DAY = ((day - dt.date(1970, 1, 1)).days for day in (dt.date.min, dt.date.max))
_YEARLESS = (dt.date(YEARLESS, 1, 1) - dt.date(1970, 1, 1)).days
_EXACT = 10**15
"""Below it the shortest text of a floating-point number is the decimal that was meant, without an exponent."""
_LEAST = 1e-4
"""From here on a number is written without an exponent."""
_WHOLE = 2.0**63


def cells(kind: str, values: pa.Array, moment: Moment) -> pa.Array:
    """The cells of a CSV for a column of that type, null where nothing is known; no spreadsheet runs one of them."""

    def one(value: Any) -> str:
        """One value as people read it."""
        return str(traits.shown(kind, value, moment))

    made = _made(kind, values, moment, one)
    # A number is no text of a customer's: it stands as it is, be it below nought.
    return made if kind in ("number", "amount") else csv_columns.guarded(csv_columns.without_nuls(made))


def _made(kind: str, values: pa.Array, moment: Moment, one: One) -> pa.Array:
    held = values.type
    if pa.types.is_list(held):
        return csv_columns.texts(pc.binary_join(values, csv_columns.few_texts([", "]).cast(held.value_type)[0]))
    if kind == "amount":
        return _quickly(values, _amounts, one)
    if kind == "datetime":
        return _quickly(values, lambda found: _moments(found, moment.timezone), one)
    if kind == "date":
        return _quickly(values, _days, one)
    if pa.types.is_floating(held):
        return _quickly(values, _fractions, one)
    if pa.types.is_boolean(held):
        return _distinct(values, one)
    return csv_columns.texts(values)


def _distinct(values: pa.Array, one: One) -> pa.Array:
    """Of few different values: each of them passes through Python once."""
    found = values.dictionary_encode()
    return csv_columns.few_texts(list(map(one, found.dictionary.to_pylist()))).take(found.indices)


def _quickly(values: pa.Array, many: Callable[[Any], tuple[Bools, pa.Array]], one: One) -> pa.Array:
    """The texts that `many` makes of all values at once, and `one` of those for which it says that it cannot."""
    # Arrow's own way to NumPy loads pandas.
    held = np.from_dlpack(csv_columns.filled(values, np.zeros(1, values.type.to_pandas_dtype())[0]))
    good, made = many(held)
    if not good.all():
        made = pc.replace_with_mask(
            made, csv_columns.numbers(~good), csv_columns.few_texts(list(map(one, held[~good].tolist())))
        )
    return pc.if_else(values.is_valid(), made, pa.nulls(1, made.type)[0]) if values.null_count else made


def _amounts(held: npt.NDArray[np.int64]) -> tuple[Bools, pa.Array]:
    good = (held > -_EXACT) & (held < _EXACT)
    whole, rest = np.divmod(np.abs(np.where(good, held, 0)), 10_000)
    signs = csv_columns.few_texts(["", "-"]).take(csv_columns.numbers((held < 0).astype(np.int8)))
    return good, csv_columns.joined(signs, _integers(whole), ".", _places().take(csv_columns.numbers(rest)))


@cache
def _places() -> pa.Array:
    """What stands behind the point of an amount, by its 1/10,000."""
    return csv_columns.few_texts([f"{rest:04}".rstrip("0") or "0" for rest in range(10_000)])


def _integers(held: npt.NDArray[np.int64]) -> pa.Array:
    return csv_columns.texts(csv_columns.numbers(held))


def _fractions(held: npt.NDArray[np.float64]) -> tuple[Bools, pa.Array]:
    """Numbers, those that are whole without a point."""
    size = np.abs(held)
    whole = (np.floor(held) == held) & (size < _WHOLE)
    good = whole | ((size >= _LEAST) & (size < _EXACT))
    if whole.all():
        return good, _integers(held.astype(np.int64))
    made = csv_columns.texts(csv_columns.numbers(np.where(good, held, 0.5)))
    if whole.any():
        made = pc.replace_with_mask(made, csv_columns.numbers(whole), _integers(held[whole].astype(np.int64)))
    return good, made


def _days(held: npt.NDArray[np.int32]) -> tuple[Bools, pa.Array]:
    """Dates whose year is known."""
    good = (held >= _FIRST_DAY) & (held <= _LAST_DAY) & ((held < _YEARLESS) | (held >= FIRST_KNOWN_DAY))
    return good, csv_columns.texts(csv_columns.numbers(np.where(good, held, 0)).cast(pa.date32()).cast(pa.string()))


def _moments(held: npt.NDArray[np.int64], zone: ZoneInfo) -> tuple[Bools, pa.Array]:
    """Local times with their offset, to the second."""
    # Most days have one offset from beginning to end.
    days = csv_columns.numbers(held // _DAY).dictionary_encode()
    known = [_offset(day, zone) if _FIRST <= day * _DAY < _LAST else None for day in days.dictionary.to_pylist()]
    at = np.from_dlpack(days.indices)
    good = np.array([one is not None for one in known], np.bool_)[at]
    ahead = np.array([one[0] if one else 0 for one in known], np.int64)[at]
    ends = csv_columns.few_texts([one[1] if one else "" for one in known]).take(days.indices)
    local = csv_columns.numbers(np.where(good, held // 1_000_000 + ahead, 0)).cast(pa.timestamp("s")).cast(pa.string())
    return good, csv_columns.joined(csv_columns.texts(pc.binary_replace_slice(local, 10, 11, "T")), ends)


# As many days as a column of three centuries has.
@lru_cache(maxsize=100_000)
def _offset(day: int, zone: ZoneInfo) -> tuple[int, str] | None:
    """Seconds ahead of UTC on a day of UTC, and as a local time says it; None where the clocks are changed on it."""
    first, last = (Moment(number * _DAY, zone).local() for number in (day, day + 1))
    ahead = first.utcoffset()
    if ahead is None or ahead != last.utcoffset():
        return None
    return round(ahead.total_seconds()), first.isoformat(timespec="seconds")[len("2011-12-10T12:00:00") :]
