"""What a credit note gave back, where its lines leave out the tax that its total has: as charged, so given back."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from app.cleaning import numbers, texts
from app.ingest.order_tables import document_kinds, order_discounts
from app.ingest.readers.table import RawTable
from app.ingest.vocabulary import order_states
from app.ingest.vocabulary.map_file import Column, Mapping

Floats = NDArray[np.float64]

AMOUNT = "line_amount"
"""What the column is called that is made where the file has prices alone."""
_NEAR = 0.02
"""How far the share of a credit note's lines in its total may lie from those of what was sold."""


def told(raw: RawTable, mapping: Mapping) -> tuple[RawTable, Mapping]:
    """The rows whose lines of credit notes come to their totals, and the mapping with it.

    Both are as they are where a file has no totals, or no credit notes with lines. A total that is no credit note's
    own, but that of the order which it takes off, is no such share of its lines and changes nothing.
    """
    targets = mapping.targets()
    kind, order, total = (targets.get(one) for one in (document_kinds.TARGET, "order_id", "total"))
    if not (kind and order and total) or AMOUNT in raw.headers:
        return raw, mapping
    lines = order_discounts.goods(raw, targets)
    if lines is None:
        return raw, mapping
    back = np.asarray(texts.per_value(texts.trim(raw.text(kind)), pa.bool_(), _gives_back), dtype=np.bool_)
    of = order_discounts.orders_of(raw, order)
    whole = pd.Series(np.abs(order_discounts.values(raw, total))).groupby(of).transform("max").to_numpy()
    sums = pd.Series(np.abs(np.nan_to_num(lines))).groupby(of).transform("sum").to_numpy()
    share = np.divide(whole, sums, out=np.full(raw.rows, np.nan), where=sums > 0)
    sold = share[~back & (share > 0)]
    if not back.any() or not len(sold):
        return raw, mapping
    # Under the number of what was sold the total is that order's, and no credit note's own.
    alone = pd.Series(~back).groupby(of).transform("sum").to_numpy() == 0
    mended = back & alone & (share >= sold.min() - _NEAR) & (share <= sold.max() + _NEAR) & (np.abs(share - 1) > 0.0001)
    if not mended.any():
        return raw, mapping
    header = targets.get("amount")
    comma = header is not None and mapping.columns[header].format == numbers.COMMA
    made = pa.array(np.char.mod("%.4f", np.nan_to_num(lines * share)).tolist(), pa.string())
    made = pc.replace_substring(made, ".", ",") if comma else made
    if header is None:
        columns = raw.columns.append_column(AMOUNT, pc.if_else(pa.array(mended), made, ""))
        added = {**mapping.columns, AMOUNT: Column("amount", "amount")}
        return replace(raw, columns=columns), replace(mapping, columns=added)
    said = pc.if_else(pa.array(mended), made, raw.text(header).combine_chunks())
    return replace(raw, columns=raw.columns.set_column(raw.columns.column_names.index(header), header, said)), mapping


def _gives_back(said: str) -> bool:
    return order_states.document(said) == order_states.CREDIT
