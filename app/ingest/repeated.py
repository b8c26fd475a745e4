"""Orders that are told once: exports that fill what holds for a whole order only in the row of its first line."""

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from app.ingest.clean import texts
from app.ingest.headers import WHO
from app.ingest.mapping import IDENTIFIER, Mapping
from app.ingest.table import RawTable

_STATES = ("state", "paid", "cancelled")
_OF_ORDERS = (*WHO, "time", "currency", "discount_code", *_STATES, "updated_at")
_SELDOM = 0.1
"""The share of later lines that may say it again in a file that tells it once."""


def filled(raw: RawTable, mapping: Mapping) -> RawTable:
    """The same file with the blank cells of later lines filled from the first line of their order."""
    header = mapping.header_of("order_id") if mapping.kind == "orders" else None
    if header is None or not raw.rows:
        return raw
    ids = texts.trim(raw.columns.column(header))
    numbers = pd.factorize(ids.to_pandas())[0]
    first = np.unique(numbers, return_index=True)[1]
    later = np.ones(raw.rows, dtype=np.bool_)
    later[first] = False
    later &= np.asarray(pc.not_equal(ids, ""))
    if not later.any():
        return raw
    columns = raw.columns
    for place, name in enumerate(columns.column_names):
        column = mapping.columns[name]
        if not column.skip and (column.to in _OF_ORDERS or column.type == IDENTIFIER):
            said = texts.trim(columns.column(name))
            blank = np.asarray(pc.equal(said, ""))
            if _told_once(blank, first, later, str(column.to)):
                taken = said.take(pa.array(first[numbers]))
                columns = columns.set_column(place, name, pc.if_else(pa.array(later & blank), taken, said))
    return RawTable(columns, raw.lines, raw.layout, raw.refused)


def _told_once(blank: "np.ndarray", first: "np.ndarray", later: "np.ndarray", target: str) -> bool:
    if (~blank[later]).mean() > _SELDOM or blank[first].all():
        return False
    # A flag on single lines (`returned`: yes) says nothing of the other lines; a state that each order has does.
    return target not in _STATES or bool(blank[first].mean() <= _SELDOM)
