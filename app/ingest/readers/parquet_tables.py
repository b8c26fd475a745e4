"""Reading Parquet: a child does it, for its library may take all memory or abort the process it is in."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from app.domain.progress import SILENT, Progress
from app.ingest.readers import child, limits, problems
from app.ingest.readers.cell_text import json_text
from app.ingest.readers.child_main import Give
from app.ingest.readers.table import Layout, RawTable, twins, unique_headers
from app.ingest.readers.unpacked_file import Source
from storage.bulk.unnamed_file import Content


def read(source: Source, progress: Progress = SILENT) -> RawTable:
    """A Parquet file; its rows count as lines from 1. Raises ImportProblem or FileProblem."""
    columns = child.ask(f"{__name__}:parquet", source.name, source.data, {}, progress).columns()
    headers = columns.column_names
    lines = np.arange(1, columns.num_rows + 1, dtype=np.int64)
    return RawTable(columns.rename_columns(unique_headers(headers)), lines, Layout(), twins=twins(headers))


# What the child does.


def parquet(name: str, data: Content, _request: dict[str, Any], give: Give) -> dict[str, Any]:
    """Read a Parquet file, and give its rows."""
    size, most = 0, max(limits.UNPACKED, len(data) * limits.TIMES)
    for batch in _batches(name, data):
        # Counted as text: a column of one value shrinks in the file to nothing.
        size += batch.nbytes
        if size > most:
            raise problems.SWELLS_AS_PARQUET(name=name, swells=limits.SWELLS)
        give(batch)
    return {}


def _batches(name: str, data: Content) -> Iterator[pa.RecordBatch]:
    """The rows of a Parquet file as text, some at a time, the first time none, with the headers as they stand.

    A date beyond the calendar stays the number that it is. Raises ImportProblem.
    """
    try:
        file = pq.ParquetFile(pa.BufferReader(data))
        headers = file.schema_arrow.names
        limits.refuse_columns(len(headers), name)
        schema = pa.schema([(header, pa.string()) for header in headers])
        yield pa.record_batch([pa.array([], pa.string()) for _ in headers], schema=schema)
        for batch in file.iter_batches(_ROWS):
            yield pa.record_batch([_as_text(column) for column in batch.columns], schema=schema)
    except (pa.ArrowException, OSError, ValueError) as error:
        raise problems.NO_PARQUET(name=name, why=_first_line(error)) from None


_ROWS = 20_000


def _first_line(error: BaseException) -> str:
    return next((line.strip() for line in str(error).splitlines() if line.strip(" .")), "")


def _as_text(column: pa.Array) -> pa.Array:
    if pa.types.is_string(column.type):
        return _sound(column.fill_null(""))
    try:
        values = column.to_pylist()
    except (ValueError, OverflowError):
        values = list(map(_value, column))
    return pa.array([json_text(value) for value in values], pa.string())


def _sound(texts: pa.Array) -> pa.Array:
    """Texts with signs of replacement for bytes that are none."""
    try:
        texts.validate(full=True)
    except pa.ArrowInvalid:
        return pa.array([one.decode("utf-8", "replace") for one in texts.cast(pa.binary()).to_pylist()], pa.string())
    return texts


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
