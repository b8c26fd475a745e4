"""Orders that one file tells several times, each time as they had become: a log of changes says when each was so.

A shop's change log (`Updated at`) has a row for each state that an order went through. Only what was said last is of
the order now; what was said before is kept as rows that count in nothing.
"""

import re
from dataclasses import replace
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from app.cleaning import dates, texts
from app.ingest.order_tables import order_discounts
from app.ingest.order_tables.money_columns import bare
from app.ingest.readers.table import RawTable
from app.ingest.vocabulary.map_file import Column, Mapping
from app.ingest.vocabulary.order_states import PLACED, TOLD_ANEW

STATE = "order_state"
"""What the column is called that says so where the file has no column of states."""

_STATES = ("state", "paid", "cancelled", "document_type")
_WHOLE = (*_STATES, "test", "total", "refunded")
"""What a row says of its order as a whole."""
_OF_LINES = re.compile(r"(^|_)(line|lines|lineitem|item|product|row|position\w*)(_|$)")


def set_aside(raw: RawTable, mapping: Mapping, zone: ZoneInfo) -> tuple[RawTable, Mapping]:
    """The rows with those marked that a later row of the file tells anew, and the mapping with it.

    Both are as they are where no column says when an order was changed, or no row is told anew.
    """
    told = mapping.targets()
    order, changed = told.get("order_id"), told.get("updated_at")
    if not order or not changed or _OF_LINES.search(bare(changed)):
        return raw, mapping
    older = _older(raw, told, order, _moments(raw, mapping, changed, zone))
    if not older.any():
        return raw, mapping
    columns, mask = raw.columns, pa.array(older)
    blank = {header: target for target, header in told.items() if target in _WHOLE}
    mark = next((header for header, target in blank.items() if target in _STATES), None)
    for header in blank:
        said = raw.text(header).combine_chunks()
        said = _marked(mask, said) if header == mark else pc.if_else(mask, "", said)
        columns = columns.set_column(columns.column_names.index(header), header, said)
    if mark is not None:
        return replace(raw, columns=columns), mapping
    columns = columns.append_column(STATE, _marked(mask, pa.array([""] * raw.rows)))
    added = {**mapping.columns, STATE: Column("state", "text")}
    return replace(raw, columns=columns), replace(mapping, columns=added)


def _marked(older: pa.Array, said: pa.Array) -> pa.Array:
    """The states of rows; where a cell is blank it says that its order was placed, for else it would be filled."""
    return pc.if_else(older, TOLD_ANEW, pc.if_else(pc.equal(pc.utf8_trim_whitespace(said), ""), PLACED, said))


def _moments(raw: RawTable, mapping: Mapping, header: str, zone: ZoneInfo) -> NDArray[np.int64]:
    """When each row was so, in microseconds; 0 where the cell does not say."""
    read = dates.times(raw.text(header), mapping.columns[header].format, zone)
    return np.asarray(pc.fill_null(read.cast(pa.int64()), 0), dtype=np.int64)


def _older(raw: RawTable, told: dict[str, str], order: str, at: NDArray[np.int64]) -> NDArray[np.bool_]:
    """The rows of an order's earlier times that say something which those of its latest time say again."""
    of = order_discounts.orders_of(raw, order)
    newest = pd.Series(at).groupby(of).transform("max").to_numpy()
    some = (at > 0) & (at < newest)
    if not some.any():
        return np.zeros(raw.rows, dtype=np.bool_)
    # Lines that were changed at other times than their neighbours are each said once.
    keys = pd.DataFrame({"order": of} | {one: _words(raw, told[one]) for one in ("sku", "item") if one in told})
    thing = keys.groupby(list(keys.columns), sort=False, dropna=False).ngroup().to_numpy()
    again = some & np.isin(thing, thing[at == newest])
    return np.asarray(some & (pd.Series(again).groupby([of, at]).transform("max").to_numpy() > 0), dtype=np.bool_)


def _words(raw: RawTable, header: str) -> list[str]:
    found: list[str] = texts.trim(raw.text(header)).to_pylist()
    return found
