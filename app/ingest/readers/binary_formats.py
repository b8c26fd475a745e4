"""Workbooks and Parquet, which a child reads: libraries that abort the process or take all memory do it there."""

import lzma
import zipfile
import zlib
from collections.abc import Callable
from typing import Any

import numpy as np
import pyarrow as pa

from app.domain.problems import ImportProblem
from app.domain.progress import SILENT, Progress
from app.ingest.readers import child, limits, not_tables, workbooks
from app.ingest.readers.sources import Source
from app.ingest.readers.table import Layout, RawTable, Refused, twins, unique_headers
from storage.bulk.unnamed_file import Content

Give = Callable[[pa.RecordBatch], None]
_LINES = "\0lines"
"""The column of the lines, beside those of the table; no header has such a sign."""


def read_workbook(source: Source, wanted: Layout, progress: Progress = SILENT) -> RawTable:
    """One sheet: the one that is named, else the first that holds a table. Raises ImportProblem or FileProblem."""
    request = {"sheet": wanted.sheet, "header_row": wanted.header_row}
    found = child.ask(f"{__name__}:workbook", source.name, source.data, request, progress)
    told = found.document
    columns = _table(found.table)
    lines = columns.column(_LINES).to_numpy()
    return RawTable(
        columns.drop_columns([_LINES]),
        lines,
        Layout(header_row=told["header_row"], sheet=told["sheet"]),
        [Refused(**one) for one in told["refused"]],
        twins=tuple(map(tuple, told["twins"])),
        sheets=tuple(told["sheets"]),
    )


def read_parquet(source: Source, progress: Progress = SILENT) -> RawTable:
    """A Parquet file; its rows count as lines from 1. Raises ImportProblem or FileProblem."""
    found = child.ask(f"{__name__}:parquet", source.name, source.data, {}, progress)
    columns = _table(found.table)
    headers = columns.column_names
    lines = np.arange(1, columns.num_rows + 1, dtype=np.int64)
    return RawTable(columns.rename_columns(unique_headers(headers)), lines, Layout(), twins=twins(headers))


def _table(data: Content) -> pa.Table:
    return pa.ipc.open_stream(pa.BufferReader(pa.py_buffer(data))).read_all()


# What the child does.

_DAMAGE = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, NotImplementedError)
"""What is raised at a damaged archive."""


def workbook(name: str, data: Content, request: dict[str, Any], give: Give) -> dict[str, Any]:
    """Read a workbook's sheet, and give its rows with their lines."""
    wanted = Layout(header_row=request["header_row"], sheet=request["sheet"])
    try:
        found = workbooks.read_workbook(Source(name, "sheet", data, ""), wanted)
    except _DAMAGE:
        raise not_tables.workbook_problem(data, name) from None
    whole = found.columns.append_column(_LINES, pa.array(found.lines, pa.int64()))
    for batch in whole.to_batches(20_000) or [pa.RecordBatch.from_pylist([], whole.schema)]:
        give(batch)
    return {
        "header_row": found.layout.header_row,
        "sheet": found.layout.sheet,
        "refused": [{"line": one.line, "reason": one.reason, "cells": one.cells} for one in found.refused],
        "twins": found.twins,
        "sheets": found.sheets,
    }


def parquet(name: str, data: Content, _request: dict[str, Any], give: Give) -> dict[str, Any]:
    """Read a Parquet file, and give its rows."""
    size, most = 0, max(limits.UNPACKED, len(data) * limits.TIMES)
    for batch in workbooks.parquet_batches(Source(name, "parquet", data, "")):
        size += batch.nbytes
        if size > most:
            raise ImportProblem(
                f"{name} is too large to be unpacked",
                limits.SWELLS,
                "If it is right, export it as CSV, and import that.",
            )
        give(batch)
    return {}
