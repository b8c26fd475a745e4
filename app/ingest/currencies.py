"""Amounts of several currencies in one file of orders, which are added up as if they were of one.

A column of currencies says so, or the signs beside the amounts.
"""

from collections import Counter

import pyarrow as pa
import pyarrow.compute as pc

from app.counts import counted
from app.ingest.clean import texts
from app.ingest.headers import plain
from app.ingest.mapping import Mapping
from app.ingest.report import Note
from app.ingest.table import RawTable

_MONEY = ("total", "amount", "price")
_SIGN = r"(?P<sign>[A-Z]{1,2}\$|[$£€¥₹₽₺₩₪฿₫₴₱]|\b[A-Z]{3}\b)"
_CODES = {"$": "USD", "US$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "₹": "INR", "₩": "KRW", "₺": "TRY", "₽": "RUB"}
_SHOWN = 5


def notes(raw: RawTable, mapping: Mapping) -> list[Note]:
    """That amounts are of several currencies, where they are."""
    said = _said(raw, mapping) if mapping.kind == "orders" else None
    if said is None:
        return []
    counts = pc.value_counts(said.drop_null()).to_pylist()
    found = Counter({row["values"]: row["counts"] for row in counts}).most_common()
    if len(found) < 2:
        return []
    shown = ", ".join(f"{code} in {counted(rows, 'row')}" for code, rows in found[:_SHOWN])
    rest = f" and {len(found) - _SHOWN} more" if len(found) > _SHOWN else ""
    others = pc.fill_null(pc.not_equal(said, found[0][0]), False)
    lines = raw.lines[pc.indices_nonzero(others).to_numpy()]
    text = (
        f"The amounts are in {len(found)} currencies ({shown}{rest}), and none is converted: they are added up as they "
        "are, so that revenue and all that rests on it is wrong for whoever paid in another one. Import the orders of "
        "each currency with their amounts converted into the project's."
    )
    return [Note("red", text, len(lines), tuple(lines[:20].tolist()))]


def _said(raw: RawTable, mapping: Mapping) -> pa.Array | None:
    """Each row's currency, null where none is said; None where no row says any."""
    header = mapping.header_of("currency") or _beside(raw)
    if header is not None:
        return texts.per_value(texts.trim(raw.columns.column(header)), pa.string(), _code)
    money = next((one for one in map(mapping.header_of, _MONEY) if one), None)
    if money is None:
        return None
    signs = pc.struct_field(pc.extract_regex(raw.columns.column(money), _SIGN), "sign")
    return texts.per_value(pa.chunked_array([pc.fill_null(signs, "").combine_chunks()]), pa.string(), _code)


def _beside(raw: RawTable) -> str | None:
    return next((one for one in raw.headers if plain(one).endswith(("currency", "currencycode"))), None)


def _code(said: str) -> str | None:
    code = _CODES.get(said, said).upper()
    return None if not code or texts.is_placeholder(said) else code
