"""The buyers of orders by name, as a file of orders says it: traits of the people who bought."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from app.ingest.facts.typed_block import Cells
from app.ingest.readers import json_columns
from app.ingest.vocabulary.target_types import BUYER_NAMES


def names_of(cells: Cells) -> pa.Array | None:
    """What each row of orders says of its buyer's name, as traits (JSON); None where the file says nothing of it."""
    columns = {name: cells.value(name, "text") for name in BUYER_NAMES if cells.has(name)}
    if not columns:
        return None
    if "full_name" in columns:
        # Etsy's `Ana Ruiz (anaruiz)`.
        columns["full_name"] = pc.replace_substring_regex(columns["full_name"], r"\s*\([^()]*\)\s*$", "")
    return pc.fill_null(json_columns.objects(columns, cells.rows), "{}")


def newest(people: NDArray[np.int64], at: NDArray[np.int64], traits: pa.ChunkedArray) -> NDArray[np.int64]:
    """Of the rows that say a name the latest of each person, by the places of the rows."""
    rows = np.flatnonzero(np.asarray(pc.not_equal(traits, "{}")) & (people > 0))
    # By person, then by time: the last of each run is the newest.
    rows = rows[np.lexsort((at[rows], people[rows]))]
    last = np.ones(len(rows), dtype=np.bool_)
    last[:-1] = people[rows][1:] != people[rows][:-1]
    return np.sort(rows[last])
