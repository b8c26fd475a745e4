"""The columns of a database's answer, typed by what stands in them: known only once the last row has come.

Each block of rows is kept in types that hold it exactly, and a column's type only ever widens. Whole numbers and
fractions are fractions where that is exact, days and moments are moments, decimals stay exact; what is of several
sorts, or of one that no table has, is text.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from types import NoneType
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from app.ingest.readers.cell_text import json_text
from app.ingest.readers.typed_columns import as_text
from storage.bulk import unnamed_file

Cells = Sequence[Any]
_EXACT = 1 << 53
"""Whole numbers up to this are doubles of their own."""
_DIGITS = 38
_LOCAL, _UTC = pa.timestamp("us"), pa.timestamp("us", "UTC")


@dataclass(slots=True)
class _Column:
    """What a column was found to be so far; `exact` is whether its whole numbers are fractions too."""

    type: pa.DataType
    exact: bool = True

    def widened(self, cells: pa.Array) -> "_Column":
        """What it is with these cells."""
        exact = self.exact and (not pa.types.is_int64(cells.type) or _is_exact(cells))
        return _Column(_joined(self.type, cells.type, exact), exact)


def kept(headers: Sequence[str], blocks: Iterable[Sequence[Cells]]) -> Iterator[pa.RecordBatch]:
    """The rows of all blocks, in the types of the whole; the first batch has none."""
    columns = [_Column(pa.null()) for _ in headers]
    parts = _parts(headers, columns, blocks)
    tables = list(parts)
    schema = _schema(headers, columns, last=True)
    yield pa.record_batch([pa.array([], kind) for kind in schema.types], schema=schema)
    read = 0
    for table in tables:
        for batch in table.to_batches():
            cells = [_cast(one, kind) for one, kind in zip(batch.columns, schema.types, strict=True)]
            yield pa.record_batch(cells, schema=schema)
            # What was read is let go of again: it would count as memory of ours.
            if (read := read + batch.nbytes) > unnamed_file.SMALL:
                unnamed_file.let_go()
                read = 0


def _parts(headers: Sequence[str], columns: list[_Column], blocks: Iterable[Sequence[Cells]]) -> Iterator[pa.Table]:
    """The blocks in tables without a name, a new one where a column widens."""
    source = (_typed(rows, len(headers)) for rows in blocks)
    waiting: list[list[pa.Array]] = []

    def alike() -> Iterator[pa.RecordBatch]:
        """Batches of one schema; ends before the first that needs wider columns, and leaves that waiting."""
        schema = _schema(headers, columns)
        while (arrays := waiting.pop() if waiting else next(source, None)) is not None:
            wider = [column.widened(cells) for column, cells in zip(columns, arrays, strict=True)]
            if [one.type for one in wider] != schema.types:
                waiting.append(arrays)
                columns[:] = wider
                return
            columns[:] = wider
            cells = [_cast(one, kind) for one, kind in zip(arrays, schema.types, strict=True)]
            yield pa.record_batch(cells, schema=schema)

    while True:
        table = unnamed_file.table(_schema(headers, columns), alike())
        if table.num_rows:
            yield table
        if not waiting:
            return


def _schema(headers: Sequence[str], columns: Sequence[_Column], *, last: bool = False) -> pa.Schema:
    kinds = [pa.string() if last and pa.types.is_null(column.type) else column.type for column in columns]
    return pa.schema(list(zip(headers, kinds, strict=True)))


def _typed(rows: Sequence[Cells], width: int) -> list[pa.Array]:
    return [_array(cells) for cells in zip(*rows, strict=True)] if rows else [pa.nulls(0)] * width


def _array(cells: Cells) -> pa.Array:
    """Cells in the narrowest type that holds them exactly, else as text."""
    sorts = set(map(type, cells)) - {NoneType}
    if not sorts:
        return pa.nulls(len(cells))
    for of, make in _MAKERS:
        if sorts <= of:
            try:
                found = make(cells)
            except (pa.ArrowException, ArithmeticError, ValueError):
                break
            if found is not None:
                return found
            break
    return pa.array(map(_text, cells), pa.string())


def _numbers(cells: Cells) -> pa.Array | None:
    whole = [cell for cell in cells if isinstance(cell, int)]
    if any(abs(cell) > _EXACT for cell in whole):
        return None
    return pa.array([None if cell is None or cell != cell else float(cell) for cell in cells], pa.float64())


def _decimals(cells: Cells) -> pa.Array | None:
    sound = [None if isinstance(cell, Decimal) and cell.is_nan() else cell for cell in cells]
    told = [cell.as_tuple() for cell in map(Decimal, (cell for cell in sound if cell is not None))]
    # Of an infinite one the exponent is a letter.
    if not told or not all(isinstance(one.exponent, int) for one in told):
        return None if told else pa.nulls(len(cells))
    scale = max(0, *(-int(one.exponent) for one in told))
    before = max(len(one.digits) + int(one.exponent) for one in told)
    digits = max(1, before, 0) + scale
    if digits > _DIGITS:
        return None
    return pa.array([None if one is None else Decimal(one) for one in sound], pa.decimal128(digits, scale))


def _few_digits(cells: Cells) -> pa.Array | None:
    """Decimals as Arrow finds their digits by itself, which is quicker; it knows only those that fit."""
    try:
        made = pa.array(cells)
    except (pa.ArrowException, TypeError):
        return None
    return made if pa.types.is_decimal128(made.type) and made.null_count == cells.count(None) else None


def _moments(cells: Cells) -> pa.Array | None:
    aware = [isinstance(cell, dt.datetime) and cell.tzinfo is not None for cell in cells if cell is not None]
    if any(aware):
        # A moment of a zone and one of none are of several sorts.
        return pa.array(cells, _UTC) if all(aware) else None
    midnight = dt.time()
    return pa.array([dt.datetime.combine(c, midnight) if type(c) is dt.date else c for c in cells], _LOCAL)


_MAKERS: tuple[tuple[set[type], Callable[[Cells], pa.Array | None]], ...] = (
    ({bool}, lambda cells: pa.array(cells, pa.bool_())),
    ({int}, lambda cells: pa.array(cells, pa.int64())),
    # What is not a number is no value.
    ({float}, lambda cells: pa.array(cells, pa.float64(), from_pandas=True)),
    ({int, float}, _numbers),
    ({Decimal}, lambda cells: _few_digits(cells) or _decimals(cells)),
    ({int, Decimal}, _decimals),
    ({dt.date}, lambda cells: pa.array(cells, pa.date32())),
    ({dt.date, dt.datetime}, _moments),
    ({str}, lambda cells: pa.array(cells, pa.string())),
)
"""By the sorts of values how a column of them is made; None and what fails leave it as text."""


def _text(cell: Any) -> str:
    if isinstance(cell, (bytes, bytearray, memoryview)):
        raw = bytes(cell)
        try:
            return raw.decode()
        except UnicodeDecodeError:
            # As databases show what is no text, such as a key of bytes.
            return raw.hex()
    try:
        return json_text(list(cell) if isinstance(cell, (tuple, set, frozenset)) else cell)
    except (TypeError, ValueError, RecursionError):
        return str(cell)


def _joined(one: pa.DataType, other: pa.DataType, exact: bool) -> pa.DataType:
    """The type that holds what both hold; `exact` is whether all whole numbers are doubles of their own."""
    if one == other or pa.types.is_null(other):
        return one
    if pa.types.is_null(one):
        return other
    kinds = {one, other}
    if kinds == {pa.int64(), pa.float64()}:
        return pa.float64() if exact else pa.string()
    if kinds == {pa.date32(), _LOCAL}:
        return _LOCAL
    sizes = [_decimal_size(kind) for kind in (one, other)]
    if all(sizes):
        before, scale = (max(size[at] for size in sizes) for at in (0, 1))
        return pa.decimal128(before + scale, scale) if before + scale <= _DIGITS else pa.string()
    return pa.string()


def _decimal_size(kind: pa.DataType) -> tuple[int, int] | tuple[()]:
    """The digits before the point and behind it that a whole number or a decimal may have."""
    if pa.types.is_int64(kind):
        return (19, 0)
    return (kind.precision - kind.scale, kind.scale) if pa.types.is_decimal128(kind) else ()


def _is_exact(cells: pa.Array) -> bool:
    ends = pc.min_max(cells)
    low, high = ends["min"].as_py(), ends["max"].as_py()
    return low is None or (low >= -_EXACT and high <= _EXACT)


def _cast(cells: pa.Array, kind: pa.DataType) -> pa.Array:
    if cells.type == kind:
        return cells
    if pa.types.is_null(cells.type):
        return pa.nulls(len(cells), kind)
    if pa.types.is_string(kind):
        made = as_text(pa.chunked_array([cells])).combine_chunks()
        return made.combine_chunks() if isinstance(made, pa.ChunkedArray) else made
    return pc.cast(cells, kind)
