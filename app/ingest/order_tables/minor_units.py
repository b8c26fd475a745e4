"""Amounts that are told in the smallest unit of their currency: what a shop's till or Stripe gives a program.

An object of Stripe's says what it is (`object`: charge) and has whole amounts, in cents; Square's stand in
`amount_money`, Adyen's beside a `pspReference`. Elsewhere the header says so (`amount_cents`).
"""

import re
from dataclasses import replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from app.cleaning import numbers, texts
from app.domain.counts import agreed
from app.domain.names import snake
from app.ingest.readers.table import RawTable
from app.ingest.report import Note
from app.ingest.vocabulary.headers import plain
from app.ingest.vocabulary.map_file import Mapping
from app.ingest.vocabulary.order_headers import IN_CENTS

_MONEY = ("total", "amount", "price", "refunded", "discount")
_OBJECTS = frozenset({"charge", "payment_intent", "invoice", "checkout.session", "refund", "credit_note", "payment",
                      "balance_transaction", "invoiceitem", "line_item", "item", "payout", "transfer"})  # fmt: skip
_AMOUNTS = re.compile(r"^(amount|total|subtotal|unit_amount|fee|net|tax)(_|$)")
_OF_SQUARE = re.compile(r"_money\.amount$")
# Currencies without a smaller unit, as Stripe counts them, and those of a thousand (ISO 4217).
_NONE = frozenset("BIF CLP DJF GNF JPY KMF KRW MGA PYG RWF UGX VND VUV XAF XOF XPF".split())
_THREE = frozenset("BHD IQD JOD KWD LYD OMR TND".split())
_WHOLE = r"^-?\d*$"


def in_units(raw: RawTable, mapping: Mapping) -> tuple[RawTable, list[Note]]:
    """The rows with such amounts in whole units, and what to say of it; as they are where none are so told."""
    named = [one for one in _named(raw, mapping) if _are_whole(raw, one)]
    if not named:
        return raw, _doubted(raw, mapping)
    columns, divisors = raw.columns, _divisors(raw, mapping)
    for header in named:
        columns = columns.set_column(columns.column_names.index(header), header, _divided(raw, header, divisors))
    told = [one for one in named if mapping.columns[one].to in _MONEY]
    text = (
        f"{' and '.join(f'“{one}”' for one in told)} {agreed(len(told), 'is', 'are')} in the smallest unit of the "
        "currency, as cents are: 1000 was read as 10.00 (in a currency without cents as 1000)."
    )
    return replace(raw, columns=columns), [Note("yellow", text)]


def _named(raw: RawTable, mapping: Mapping) -> list[str]:
    """The columns of such amounts; none where no column that counts is one."""
    used = [one for one in raw.headers if not mapping.columns[one].skip]
    money = [one for one in used if mapping.columns[one].to in _MONEY]
    # One amount that counts with a point in it shows that none is in cents.
    if _are_objects(raw):
        found = [one for one in used if one in money or _AMOUNTS.match(snake(one))]
        return found if all(_are_whole(raw, one) for one in money) else []
    if money and all(_are_whole(raw, one) for one in money) and (_are_paddles(raw) or _told_beside(raw, money)):
        return money
    adyen = any(plain(one) == "pspreference" for one in raw.headers)
    told = [one for one in money if IN_CENTS.search(snake(one)) or _OF_SQUARE.search(one)]
    return told or [one for one in money if adyen and one.endswith("amount.value")]


def _are_paddles(raw: RawTable) -> bool:
    """Whether the columns are of transactions of Paddle Billing, whose `totals` are in the smallest unit."""
    return any(_OF_PADDLE.search(snake(one)) for one in raw.headers)


_OF_PADDLE = re.compile(r"^(data_)?details_(payout_)?totals_\w+$")


def _told_beside(raw: RawTable, money: list[str]) -> bool:
    """Whether a column beside says in whole units what one of these says: `$55.00` of 5500, wherever it is not 0."""
    for header in money:
        cents = _whole_numbers(raw, header)
        some = np.nan_to_num(cents) != 0
        beside = (one for one in raw.headers if one != header and _WRITTEN_OUT.search(snake(one)))
        for other in beside if some.sum() > 1 else ():
            said = np.asarray(numbers.decimals(raw.text(other)).to_numpy(zero_copy_only=False), dtype=np.float64)
            if (np.abs(said[some] * 100 - cents[some]) < _HALF).all():
                return True
    return False


_WRITTEN_OUT = re.compile(r"(^|_)(formatted|display|decimal|readable|text|major)(_|$)")
_HALF = 0.5


def _whole_numbers(raw: RawTable, header: str) -> NDArray[np.float64]:
    """A column's whole numbers, NaN where it is blank."""
    said = texts.trim(raw.text(header)).combine_chunks()
    blank = pa.scalar(None, pa.string())
    found = pc.if_else(pc.equal(said, ""), blank, said).cast(pa.float64())
    return np.asarray(found.to_numpy(zero_copy_only=False), dtype=np.float64)


def _doubted(raw: RawTable, mapping: Mapping) -> list[Note]:
    """What to ask of amounts that may be in cents: whole numbers of hundreds alone, in a currency of dear units."""
    code = mapping.header_of("currency")
    money = [one for one in raw.headers if mapping.columns[one].to in _MONEY and not mapping.columns[one].skip]
    if code is None or not money or not all(_are_whole(raw, one) for one in money):
        return []
    codes = {one.upper() for one in pc.unique(texts.trim(raw.text(code))).to_pylist() if one}
    told = np.concatenate([_whole_numbers(raw, one) for one in money])
    told = np.abs(told[np.nan_to_num(told) != 0])
    if not codes or not codes <= _DEAR or len(np.unique(told)) < _SEVERAL or told.min() < _LEAST:
        return []
    text = (
        f"All amounts are whole numbers of {int(told.min()):,} and more, read as they stand. If they are in cents, end "
        f"the header with that, as in “{money[0]}_cents”, and import the file again."
    )
    return [Note("yellow", text, raw.rows)]


_DEAR = frozenset("EUR USD GBP CHF CAD AUD NZD SGD".split())
_SEVERAL, _LEAST = 3, 100


def _are_objects(raw: RawTable) -> bool:
    """Whether each row is an object of Stripe's."""
    header = next((one for one in raw.headers if one == "object" or one.endswith(".object")), None)
    said = pc.unique(texts.trim(raw.text(header))).to_pylist() if header else []
    return bool(said) and set(said) <= _OBJECTS


def _are_whole(raw: RawTable, header: str) -> bool:
    return bool(pc.all(pc.match_substring_regex(texts.trim(raw.text(header)), _WHOLE)).as_py())


def _divisors(raw: RawTable, mapping: Mapping) -> NDArray[np.float64]:
    """How many of the smallest unit make a whole one, by row."""
    header = mapping.header_of("currency") or next((one for one in raw.headers if one.endswith("currency")), None)
    if header is None:
        return np.full(raw.rows, 100.0)
    return np.asarray(texts.per_value(texts.trim(raw.text(header)), pa.float64(), _divisor))


def _divisor(code: str) -> float:
    return 1.0 if code.upper() in _NONE else 1000.0 if code.upper() in _THREE else 100.0


def _divided(raw: RawTable, header: str, divisors: NDArray[np.float64]) -> pa.Array:
    said = texts.trim(raw.text(header)).combine_chunks()
    blank = pc.equal(said, "")
    values = np.asarray(pc.if_else(blank, "0", said).cast(pa.float64()))
    # Three places, for the thousandths of a dinar.
    return pc.if_else(blank, "", pa.array(np.char.mod("%.3f", values / divisors).tolist(), pa.string()))
