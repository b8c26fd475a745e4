"""Orders that are told once: exports that fill what holds for a whole order only in the row of its first line."""

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from app.cleaning import texts
from app.ingest.evidence.clock_columns import CLOCK, ZONE
from app.ingest.readers.table import RawTable
from app.ingest.readers.typed_columns import as_text
from app.ingest.vocabulary.headers import WHO, plain
from app.ingest.vocabulary.map_file import IDENTIFIER, Mapping

_STATES = ("state", "paid", "cancelled", "document_type", "test")
_OF_ORDERS = (*WHO, "time", CLOCK, ZONE, "currency", "discount_code", *_STATES, "updated_at")
_SELDOM = 0.1
"""The share of later lines that may say it again in a file that tells it once."""


def filled(raw: RawTable, mapping: Mapping) -> RawTable:
    """The same file with the blank cells of later lines filled from the first line of their order."""
    header = mapping.header_of("order_id")
    if header is None or not raw.rows:
        return raw
    raw = _numbered(raw, mapping, header)
    ids = texts.trim(raw.text(header))
    numbers = pd.factorize(ids.to_pandas())[0]
    first = np.unique(numbers, return_index=True)[1]
    later = np.ones(raw.rows, dtype=np.bool_)
    later[first] = False
    # Rows without a number are nobody's later lines.
    later &= np.asarray(pc.not_equal(ids, ""))
    if not later.any():
        return raw
    columns = raw.columns
    for place, name in enumerate(columns.column_names):
        column = mapping.columns[name]
        if not column.skip and (column.to in _OF_ORDERS or column.type == IDENTIFIER):
            said = texts.trim(as_text(columns.column(name)))
            blank = np.asarray(pc.equal(said, ""))
            if _told_once(blank, first, later, str(column.to)):
                taken = said.take(pa.array(first[numbers]))
                columns = columns.set_column(place, name, pc.if_else(pa.array(later & blank), taken, said))
    return RawTable(columns, raw.lines, raw.layout, raw.refused)


def _numbered(raw: RawTable, mapping: Mapping, header: str) -> RawTable:
    """With the number of the order above in lines that name a product and leave all blank that is an order's.

    Forms with lines of their own are written so (Odoo), and so are merged cells.
    """
    blank = np.asarray(pc.equal(texts.trim(raw.text(header)), ""))
    bare, named = blank.copy(), np.zeros(raw.rows, dtype=np.bool_)
    for name, column in mapping.columns.items():
        if column.skip or name not in raw.headers:
            continue
        if column.to in (*_OF_ORDERS, "total") or column.type == IDENTIFIER:
            bare &= np.asarray(pc.equal(texts.trim(raw.text(name)), ""))
        elif column.to in ("sku", "item"):
            named |= np.asarray(pc.not_equal(texts.trim(raw.text(name)), ""))
    # Where nothing but the number could be blank, its want says nothing.
    if not bool(mapping.header_of("time")) or not (bare & named).any():
        return raw
    # A line without a number that says more is an order of its own, to which the ones below belong.
    begins = np.maximum.accumulate(np.where(bare & named, 0, np.arange(raw.rows)))
    place = raw.headers.index(header)
    filled = raw.text(header).take(pa.array(begins))
    return RawTable(raw.columns.set_column(place, header, filled), raw.lines, raw.layout, raw.refused)


_OF_PRODUCTS = ("name", "category", "brand", "url", "image_url")


def of_variants(raw: RawTable, mapping: Mapping) -> RawTable:
    """Variants with what their product's first row says; a product without a SKU goes by its handle."""
    handle = next((header for header in raw.headers if plain(header) in ("handle", "producthandle", "urlhandle")), None)
    number = mapping.header_of("sku")
    if handle is None or number is None or handle == number or not raw.rows:
        return raw
    handles = texts.trim(raw.text(handle))
    groups = pd.factorize(handles.to_pandas())[0]
    first = pa.array(np.unique(groups, return_index=True)[1][groups])
    named = pc.not_equal(handles, "")
    columns = raw.columns
    for place, name in enumerate(columns.column_names):
        said = texts.trim(as_text(columns.column(name)))
        blank = pc.and_(pc.equal(said, ""), named)
        if name == number:
            # A row without a SKU beside rows that have one is a picture more, and no product.
            numbered = np.bincount(groups, np.asarray(pc.not_equal(said, ""))) > 0
            columns = columns.set_column(
                place, name, pc.if_else(pc.and_(blank, pa.array(~numbered[groups])), handles, said)
            )
        elif mapping.columns[name].to in _OF_PRODUCTS:
            columns = columns.set_column(place, name, pc.if_else(blank, said.take(first), said))
    return RawTable(columns, raw.lines, raw.layout, raw.refused)


def _told_once(blank: "np.ndarray", first: "np.ndarray", later: "np.ndarray", target: str) -> bool:
    if (~blank[later]).mean() > _SELDOM or blank[first].all():
        return False
    # A flag on single lines (`returned`: yes) says nothing of the other lines; a state that each order has does.
    return target not in _STATES or bool(blank[first].mean() <= _SELDOM)
