"""Reading Parquet: a child does it, for its library may take all memory or abort the process it is in."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from app.domain.progress import SILENT, Progress
from app.ingest.readers import child, limits, problems, typed_columns
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
    """The rows of a Parquet file, some at a time, the first time none, with the headers as they stand.

    Raises ImportProblem.
    """
    try:
        file = pq.ParquetFile(pa.BufferReader(data))
        headers = file.schema_arrow.names
        limits.refuse_columns(len(headers), name)
        kinds = [_kept_type(field.type) for field in file.schema_arrow]
        schema = pa.schema(list(zip(headers, kinds, strict=True)))
        yield pa.record_batch([pa.array([], kind) for kind in kinds], schema=schema)
        for batch in file.iter_batches(_ROWS):
            kept = [_kept(column, kind) for column, kind in zip(batch.columns, kinds, strict=True)]
            yield pa.record_batch(kept, schema=schema)
    except (pa.ArrowException, OSError, ValueError) as error:
        raise problems.NO_PARQUET(name=name, why=_first_line(error)) from None


_ROWS = 20_000


def _first_line(error: BaseException) -> str:
    return next((line.strip() for line in str(error).splitlines() if line.strip(" .")), "")


def _kept_type(kind: pa.DataType) -> pa.DataType:
    """The type that a column keeps: one of each sort, and text for what only text can say."""
    if pa.types.is_integer(kind) and not pa.types.is_uint64(kind):
        return pa.int64()
    if pa.types.is_float32(kind):
        return pa.float64()
    return kind if typed_columns.is_typed(kind) else pa.string()


def _kept(column: pa.Array, kind: pa.DataType) -> pa.Array:
    if pa.types.is_string(kind):
        return _sound(column.fill_null("")) if pa.types.is_string(column.type) else typed_columns.one_by_one(column)
    if pa.types.is_float32(column.type):
        # A float of 32 bits means the figures that it is written with: 19.99, and not 19.989999771118164.
        column = pc.cast(pc.cast(column, pa.string()), pa.float64())
    if pa.types.is_float64(column.type):
        # Many tools write a number that is not there as "not a number".
        return pc.if_else(pc.is_nan(column), pa.scalar(None, pa.float64()), column)
    if pa.types.is_list(column.type):
        # A list of nothing says nothing.
        return pc.if_else(pc.equal(pc.list_value_length(column), 0), pa.scalar(None, column.type), column)
    return pc.cast(column, kind)


def _sound(texts: pa.Array) -> pa.Array:
    """Texts with signs of replacement for bytes that are none."""
    try:
        texts.validate(full=True)
    except pa.ArrowInvalid:
        return pa.array([one.decode("utf-8", "replace") for one in texts.cast(pa.binary()).to_pylist()], pa.string())
    return texts
