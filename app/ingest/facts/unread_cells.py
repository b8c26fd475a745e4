"""Cells that could not be read in their column's type: their rows came in, and they are kept to be mended."""

from collections import Counter
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from app.domain.counts import counted
from app.ingest.readers import json_columns
from app.ingest.readers.table import RawTable
from app.ingest.report import KEPT_CELLS, Note, UnreadCell

Mask = NDArray[np.bool_]
Ints = NDArray[np.int64]
WHY = {
    "date": "no date that can be read",
    "datetime": "no time that can be read",
    "number": "no number that can be read",
    "amount": "no amount that can be read",
    "boolean": "neither yes nor no",
}
"""What is said of a cell that cannot be read in a type."""

SCHEMA = pa.schema(
    [("line", pa.int64()), ("header", pa.string()), ("value", pa.string()), ("why", pa.string()), ("row", pa.string())]
)


@dataclass(slots=True)
class Unread:
    """The unread cells of a whole file's accepted rows, gathered block after block."""

    counts: Counter[str] = field(default_factory=Counter)
    whys: dict[str, str] = field(default_factory=dict)
    tables: list[pa.Table] = field(default_factory=lambda: [SCHEMA.empty_table()])

    def add(self, part: RawTable, cells: dict[str, tuple[Mask, str]], kept: Mask) -> None:
        """Note a block's cells, by header with why; only those of rows that came in."""
        for header, (mask, why) in cells.items():
            rows = np.flatnonzero(mask & kept)
            # What was made of one row of the file is told once.
            rows = rows[np.unique(part.lines[rows], return_index=True)[1]]
            if not len(rows):
                continue
            room = max(0, KEPT_CELLS - self.counts[header])
            self.counts[header] += len(rows)
            self.whys[header] = why
            if room:
                self.tables.append(_table(part, header, why, rows[:room]))

    def table(self) -> pa.Table:
        """What is kept of them, by line."""
        found = pa.concat_tables(self.tables)
        return found.sort_by([("line", "ascending"), ("header", "ascending")]) if found.num_rows else found


def _table(part: RawTable, header: str, why: str, rows: Ints) -> pa.Table:
    # The whole row is kept with the cell, for it is mended by sending it through the import again.
    taken = part.as_written(rows)
    whole = json_columns.objects(dict(zip(taken.column_names, taken.columns, strict=True)), len(rows))
    named = [pa.array([text] * len(rows), pa.string()) for text in (header, why)]
    # A column that the recipe made is none of the file's.
    value = (taken if header in taken.column_names else part.texts(rows)).column(header)
    value = pc.fill_null(value, "").combine_chunks()
    return pa.table([pa.array(part.lines[rows]), named[0], value, named[1], whole], schema=SCHEMA)


def listed(found: Unread) -> list[UnreadCell]:
    """The first of them, without their rows."""
    first = found.table().slice(0, _LISTED).to_pylist()
    return [UnreadCell(row["line"], row["header"], row["value"], row["why"]) for row in first]


_LISTED = 100


def notes(found: Unread) -> list[Note]:
    """What has to be told of them: how many of which column, and where they stand."""
    table = found.table()
    told = []
    for header, count in found.counts.most_common():
        lines = table.filter(pc.equal(table.column("header"), header)).column("line").to_pylist()
        rows = "its row comes in without it" if count == 1 else "their rows come in without them"
        text = f"{counted(count, 'cell')} of “{header}” cannot be read ({found.whys[header]}): {rows}."
        told.append(Note("yellow", text, count, tuple(lines[:20]), unread=header))
    return told
