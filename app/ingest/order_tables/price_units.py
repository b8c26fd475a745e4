"""Prices of ten, a hundred or a thousand pieces: a column (`Preiseinheit`, `Price unit`) or the header says so.

Screws at 4.00 the hundred come to 10.00 for 250 of them, and not to 1,000.
"""

import re
from collections.abc import Iterable
from dataclasses import replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from app.cleaning import numbers, texts
from app.domain.names import snake
from app.ingest.readers.table import RawTable
from app.ingest.readers.typed_columns import as_text
from app.ingest.vocabulary.headers import plain
from app.ingest.vocabulary.map_file import Mapping

_COLUMN = re.compile(
    r"^(preiseinheit|peh|priceunit|pricingunit|priceperunits?|priceper|perunits?|priceunitqty|priceunitquantity|"
    r"pricebasis|pricebase|basisquantity|preisbasis|preismenge|unitedeprix|uniteprix|prixpar|baseprix|unidaddeprecio|"
    r"unidadprecio|unitaprezzo|unitadiprezzo|prijseenheid|prijsper|prisenhet|prisenhed|jednostkaceny)$"
)
_IN_HEADER = re.compile(r"_(?:per|pro|je|par|por|a|each)_(10|100|1000)(?:_|$)")
_UNITS = re.compile(r"^10{0,4}$")
Floats = NDArray[np.float64]


def column(headers: Iterable[str], cells: pa.Table) -> str | None:
    """The column that says of how many pieces a price is; None where there is none."""
    for header in headers:
        if _COLUMN.match(plain(header)):
            # A spreadsheet writes 100 as 100.00 as well.
            said = [one for one in pc.unique(texts.trim(as_text(cells.column(header)))).to_pylist() if one]
            if said and all(_UNITS.match(re.sub(r"[.,]0+$", "", one)) for one in said):
                return header
    return None


def pieces(cells: pa.Table, price: str) -> Floats | float:
    """Of how many pieces each row's price is, 1 where nothing says."""
    found = _IN_HEADER.search(snake(price))
    if found:
        return float(found.group(1))
    header = column([one for one in cells.column_names if one != price], cells)
    if header is None:
        return 1.0
    said = pc.replace_substring_regex(texts.trim(as_text(cells.column(header))).combine_chunks(), r"[.,]0+$", "")
    told = numbers.decimals(pa.chunked_array([said])).to_numpy(zero_copy_only=False).astype(np.float64)
    return np.where(np.isnan(told), 1.0, told)


def of_one(raw: RawTable, mapping: Mapping) -> RawTable:
    """The rows with the prices of one piece each."""
    price = mapping.header_of("price")
    if price is None or (isinstance(of := pieces(raw.columns, price), float) and of == 1.0):
        return raw
    comma = mapping.columns[price].format == numbers.COMMA
    cells = raw.text(price)
    read = numbers.decimals(cells, numbers.COMMA if comma else None).to_numpy(zero_copy_only=False)
    each = read.astype(np.float64) / of
    several = ~np.isnan(each) & (np.broadcast_to(of, each.shape) != 1.0)
    # More places than amounts have (4): rounding is left to whoever reads them.
    text = pa.array(np.char.mod("%.6f", np.nan_to_num(each)).tolist(), pa.string())
    text = pc.replace_substring(text, ".", ",") if comma else text
    made = pc.if_else(pa.array(several), text, cells.combine_chunks())
    return replace(raw, columns=raw.columns.set_column(raw.columns.column_names.index(price), price, made))
