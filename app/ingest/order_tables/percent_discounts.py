"""Discounts that are told as a share of the price: `10%`, or a figure under a header that says per cent."""

import re

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from app.cleaning import numbers, texts
from app.ingest.readers.table import RawTable
from app.ingest.report import Note
from app.ingest.vocabulary.headers import plain
from app.ingest.vocabulary.map_file import Mapping

Ints = NDArray[np.int64]

_PER_CENT = re.compile(r"[%％٪]|pct|prozent|per ?cent|pourcent|porcent|porcient|procent|prosent|szazalek|yuzde|процент|"
                       r"відсот|パーセント|퍼센트|百分|ποσοστο")  # fmt: skip
_OFF = re.compile(r"discount|rabat|nachlass|remise|reduction|descuento|sconto|korting|desconto|alennus|slev[ay]|zlav|"
                  r"kedvezmen|znizk|upust|indirim|скидк|знижк|割引|折扣|할인|εκπτωσ|reducere|popust|\boff\b|"
                  r"markdown")  # fmt: skip
_AMOUNT = re.compile(r"amount|value|total|betrag|wert|montant|import|bedrag|valor|kwota|belop")
_CELL = r"[%％٪]\s*$"
_WHOLE = 1_000_000
"""A hundred per cent, of 1/10,000."""


def says_share(header: str) -> bool:
    """Whether a header says that its figures are per cent."""
    return bool(_PER_CENT.search(header.casefold()) or _PER_CENT.search(plain(header)))


def is_share_off(header: str, said: list[str]) -> bool:
    """Whether a column says what share of a price is taken off it: by its header, or by most of its cells."""
    off = _OFF.search(header.casefold()) or _OFF.search(plain(header))
    written = sum(re.search(_CELL, one) is not None for one in said)
    if not off or says_share(header):
        return bool(off)
    # Under a header of amounts a share may be told beside what was taken off with it.
    return written * 2 > len(said) and not _AMOUNT.search(plain(header))


def _are_fractions(header: str, values: Ints, full: Ints) -> bool:
    """Whether the figures under a bare word for discounts are shares of 1: below it on several lines of 10 and more."""
    some = values > 0
    hundredths = not (values % _HUNDREDTH).any()
    dear = full[some] >= _DEAR
    return (
        bool(hundredths and some.sum() > 1 and values.max() < _ONE and dear.mean() > _MOST)
        and _OFF.fullmatch(re.sub("s$", "", plain(header))) is not None
    )


_ONE, _HUNDREDTH, _DEAR, _MOST = 10_000, 100, 100_000, 0.5
"""In 1/10,000: the whole price, a hundredth of it, and what is no small change; and the share of lines."""


def notes(raw: RawTable, mapping: Mapping) -> list[Note]:
    """What to say where figures without a sign were read as shares of 1."""
    headers = [mapping.header_of(one) for one in ("discount", "price", "quantity")]
    if headers[0] is None or headers[1] is None or says_share(headers[0]):
        return []
    off, price, count = (_amounts_of(raw, mapping, one) for one in headers)
    full = np.rint(price / _ONE * count).astype(np.int64)
    if not _are_fractions(headers[0], np.abs(off), np.abs(full)):
        return []
    text = (
        f"“{headers[0]}” was read as shares of the price, as 0.1 is 10 per cent off, for it is below 1 in all rows. If "
        f"it is money, call it “{headers[0]} amount”."
    )
    return [Note("yellow", text, int((off != 0).sum()))]


def _amounts_of(raw: RawTable, mapping: Mapping, header: str | None) -> Ints:
    """A column's figures, of 1/10,000; 1 in each row of none."""
    if header is None:
        return np.full(raw.rows, _ONE, dtype=np.int64)
    style = numbers.COMMA if mapping.columns[header].format == numbers.COMMA else None
    return np.asarray(pc.fill_null(numbers.amounts(raw.text(header), style), 0), dtype=np.int64)


def taken_off(header: str, said: pa.ChunkedArray, values: Ints, full: Ints) -> Ints:
    """What is taken off each line, of 1/10,000: the amounts as they are, and shares of what the line comes to.

    A spreadsheet writes 10 % as 0.1 where its cells, not its header, are formatted as such. A database gives the same
    under a bare `Discount`: no shop takes less than 1 off all that it sells for 10 and more.
    """
    written = np.asarray(pc.match_substring_regex(texts.trim(said).combine_chunks(), _CELL))
    values = np.abs(values)
    shares = written | says_share(header) | _are_fractions(header, values, np.abs(full))
    bare = values[shares & ~written]
    if len(bare) and bare.max() <= _WHOLE // 100 and (bare % (_WHOLE // 100)).any():
        values = np.where(shares & ~written, values * 100, values)
    share = np.minimum(values, _WHOLE).astype(np.float64) / _WHOLE
    return np.where(shares, np.floor(np.abs(full) * share + 0.5).astype(np.int64), values)
