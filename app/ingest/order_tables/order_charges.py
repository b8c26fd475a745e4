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

from app.cleaning import numbers, texts
from app.ingest.order_tables import money_columns, order_discounts
from app.ingest.readers.table import RawTable
from app.ingest.report import Note
from app.ingest.vocabulary.headers import plain
from app.ingest.vocabulary.map_file import Column, Mapping

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


def totalled(raw: RawTable, mapping: Mapping) -> tuple[RawTable, Mapping, list[Note]]:
    """The rows with the total of each order worked out of its parts, the mapping with it, and what to say of it.

    Rows and mapping are as they were where the file says a total, or no parts.
    """
    told = mapping.targets()
    order, amount = told.get("order_id"), told.get("amount")
    if "total" in told or TOTAL in raw.headers or not order:
        return raw, mapping, _doubts(raw, told)
    # Of headers that are alike the first counts.
    by_name = {plain(header): header for header in reversed(raw.headers)}
    extra = _extra(raw, by_name, amount) if amount else None
    of_row = order_discounts.orders_of(raw, order)
    goods = order_discounts.goods(raw, told)
    parts = order_discounts.of(raw, mapping, of_row, goods) if extra is None and goods is not None else None
    if goods is None or (extra is None and parts is None):
        return raw, mapping, []
    whole = np.nan_to_num(goods) + (0.0 if extra is None else extra)
    # What is below zero was given back: a refund of its own, and no part of what the order came to.
    sums = pd.Series(np.where(goods > 0, whole, 0.0)).groupby(of_row).transform("sum").to_numpy()
    sums = sums if parts is None else sums + np.where(sums > 0, parts.change, 0.0)
    columns = raw.columns.append_column(TOTAL, _written(sums, False))
    if extra is not None and amount is not None:
        # Money given back has its tax in it too.
        comma = mapping.columns[amount].format == numbers.COMMA
        back = pa.array(np.nan_to_num(goods) < 0)
        mended = pc.if_else(back, _written(whole, comma), raw.text(amount).combine_chunks())
        columns = columns.set_column(columns.column_names.index(amount), amount, mended)
    added = {**mapping.columns, TOTAL: Column("total", "amount")}
    return replace(raw, columns=columns), replace(mapping, columns=added), _notes(parts)


def _doubts(raw: RawTable, told: dict[str, str]) -> list[Note]:
    """That a total was taken for the order's where one order, whose lines may cost the same, is all that says so."""
    total, order = told.get("total"), told.get("order_id")
    if (
        not total
        or not order
        or "price" in told
        or raw.rows > _SMALL
        or money_columns.OF_ORDERS.search(money_columns.bare(total))
    ):
        return []
    frame = pd.DataFrame({"order": order_discounts.orders_of(raw, order), "value": order_discounts.values(raw, total)})
    several = frame[frame["order"].duplicated(keep=False)]
    if several["order"].nunique() != 1 or several["value"].nunique(dropna=False) != 1:
        return []
    lines = tuple(raw.lines[several.index.to_numpy()].tolist())
    text = (
        f"“{total}” says the same in each line of the only order that has several. It was read as what "
        "the whole order came to; if it is what each line comes to, map the column to “Amount”."
    )
    return [Note("yellow", text, 1, lines[:20])]


_SMALL = 10_000
"""A file of more rows has more than one order of several lines."""


def _notes(parts: order_discounts.Parts | None) -> list[Note]:
    if parts is None:
        return []
    less = " and ".join(f"“{one}”" for one in parts.off)
    more = " and ".join(f"“{one}”" for one in parts.on)
    made = f"the lines, less {less}{f', with {more}' if more else ''}"
    remedy = f"If the amounts of lines have that off already, skip {less}."
    return [Note("yellow", f"The file says no order's total. It is worked out: {made}. {remedy}")]


def _extra(raw: RawTable, by_name: dict[str, str], amount: str) -> NDArray[np.float64] | None:
    """What each line has beside its goods; None where the file is none that says it so."""
    # Square's items: net sales have discounts off, and the tax not in them.
    if plain(amount) == "netsales" and {"grosssales", "tax"} <= by_name.keys():
        return np.nan_to_num(order_discounts.values(raw, by_name["tax"]))
    if plain(amount) != "itemprice" or not priced_by_line(raw.headers):
        return None
    found = np.zeros(raw.rows)
    for name in _AMAZON:
        found += _part(raw, by_name, name)
    for name in _AMAZON_OFF:
        # Some of its reports write what is taken off with a minus, some without.
        found -= np.abs(_part(raw, by_name, name))
    if "currency" in by_name:
        said = pc.utf8_upper(texts.trim(raw.text(by_name["currency"])))
        on_top = np.asarray(pc.is_in(said, value_set=pa.array(sorted(_TAX_ON_TOP))))
        for name in _AMAZON_TAXES:
            found += np.where(on_top, _part(raw, by_name, name), 0.0)
    return found


def _part(raw: RawTable, by_name: dict[str, str], name: str) -> NDArray[np.float64]:
    return np.nan_to_num(order_discounts.values(raw, by_name[name])) if name in by_name else np.zeros(raw.rows)


def _written(values: NDArray[np.float64], comma: bool) -> pa.Array:
    text = pa.array(np.char.mod("%.4f", values).tolist(), pa.string())
    return pc.replace_substring(text, ".", ",") if comma else text
