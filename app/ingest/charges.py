"""What an order came to where a file says it in parts only: Amazon's reports and Square's items give goods, tax and
shipping of each line beside one another, and no total.
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from app.ingest.clean import numbers, texts
from app.ingest.headers import plain
from app.ingest.mapping import Column, Mapping
from app.ingest.table import RawTable

TOTAL = "order_total"
"""What the column that is made of the parts is called."""

_AMAZON = ("shippingprice", "giftwrapprice")
_AMAZON_TAXES = ("itemtax", "shippingtax", "giftwraptax")
_AMAZON_OFF = ("itempromotiondiscount", "shippromotiondiscount", "promotiondiscount")
_TAX_ON_TOP = frozenset({"USD", "CAD"})
"""Elsewhere Amazon's prices have the tax in them."""


def priced_by_line(headers: Sequence[str]) -> bool:
    """Whether the file is one of Amazon's reports, which give as the price of an item what all its pieces come to."""
    here = set(map(plain, headers))
    return "itemprice" in here and bool(here & {"amazonorderid", "orderitemid"})


def totalled(raw: RawTable, mapping: Mapping) -> tuple[RawTable, Mapping]:
    """The rows with the total of each order worked out of its parts, and the mapping with it; else both as they are."""
    told = mapping.targets()
    order, amount = told.get("order_id"), told.get("amount")
    if mapping.kind != "orders" or "total" in told or TOTAL in raw.headers or not order or not amount:
        return raw, mapping
    by_name = {plain(header): header for header in reversed(raw.headers)}
    extra = _extra(raw, by_name, amount)
    if extra is None:
        return raw, mapping
    goods = _values(raw, amount)
    whole = np.nan_to_num(goods) + extra
    ids = texts.trim(raw.columns.column(order)).combine_chunks().dictionary_encode()
    sums = pd.Series(np.where(goods > 0, whole, 0.0)).groupby(np.asarray(ids.indices)).transform("sum")
    comma = mapping.columns[amount].format == numbers.COMMA
    columns = raw.columns.append_column(TOTAL, _written(sums.to_numpy(), False))
    # Money given back has its tax in it too.
    back = pa.array(np.nan_to_num(goods) < 0)
    mended = pc.if_else(back, _written(whole, comma), raw.columns.column(amount).combine_chunks())
    columns = columns.set_column(columns.column_names.index(amount), amount, mended)
    added = {**mapping.columns, TOTAL: Column("total", "amount")}
    return replace(raw, columns=columns), replace(mapping, columns=added)


def _extra(raw: RawTable, by_name: dict[str, str], amount: str) -> NDArray[np.float64] | None:
    """What each line has beside its goods; None where the file is none that says it so."""
    if plain(amount) == "netsales" and {"grosssales", "tax"} <= by_name.keys():
        return np.nan_to_num(_values(raw, by_name["tax"]))
    if plain(amount) != "itemprice" or not priced_by_line(raw.headers):
        return None
    found = np.zeros(raw.rows)
    for name in _AMAZON:
        found += _part(raw, by_name, name)
    for name in _AMAZON_OFF:
        found -= np.abs(_part(raw, by_name, name))
    if "currency" in by_name:
        said = pc.utf8_upper(texts.trim(raw.columns.column(by_name["currency"])))
        on_top = np.asarray(pc.is_in(said, value_set=pa.array(sorted(_TAX_ON_TOP))))
        for name in _AMAZON_TAXES:
            found += np.where(on_top, _part(raw, by_name, name), 0.0)
    return found


def _part(raw: RawTable, by_name: dict[str, str], name: str) -> NDArray[np.float64]:
    return np.nan_to_num(_values(raw, by_name[name])) if name in by_name else np.zeros(raw.rows)


def _values(raw: RawTable, header: str) -> NDArray[np.float64]:
    column = raw.columns.column(header)
    style = numbers.find_format(pc.unique(column.slice(0, 10_000)).to_pylist())
    found = numbers.decimals(column, style if style == numbers.COMMA else None)
    return np.asarray(found.to_numpy(zero_copy_only=False), dtype=np.float64)


def _written(values: NDArray[np.float64], comma: bool) -> pa.Array:
    text = pa.array(np.char.mod("%.4f", values).tolist(), pa.string())
    return pc.replace_substring(text, ".", ",") if comma else text
