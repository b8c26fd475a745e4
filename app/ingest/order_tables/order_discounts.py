"""An order's own discount where a file states it beside each line, and no total: the lines alone come to too much.

Etsy's “Sold Order Items” repeats the coupon's discount, the shipping and the tax of an order on every one of its rows.
What stands once in an order's rows, or the same in all of them, counts once; what differs from line to line is summed.
Shipping and sales tax are added where a file counts a discount so, for then it says all that was charged. A share
(`0.2`, `20 %`) is no amount, and line amounts that have the discount off already lose it no second time.
"""

import re
from dataclasses import dataclass

import numpy as np
import pandas as pd
import pyarrow.compute as pc
from numpy.typing import NDArray

from app.cleaning import numbers, texts
from app.domain.names import IDENTIFIERS, snake
from app.ingest.readers.table import RawTable
from app.ingest.vocabulary.headers import plain
from app.ingest.vocabulary.map_file import Mapping
from app.ingest.vocabulary.tool_ids import KINDS

Floats = NDArray[np.float64]

_OFF = frozenset(
    plain(word)
    for word in (
        "discount amount|order discount|order discount amount|order discount total|discount total|total discount|"
        "total discounts|cart discount|cart discount amount|coupon discount|coupon amount|coupon value|voucher amount|"
        "voucher discount|voucher value|promotion discount|promo discount|promotion amount|discount value|"
        "rabattbetrag|gutscheinbetrag|gutscheinwert|gutscheinrabatt|preisnachlass|montant remise|montant de la remise|"
        "montant reduction|importe descuento|importe del descuento|total descuento|importo sconto|totale sconto|"
        "kortingsbedrag|valor do desconto|kwota rabatu|shipping discount|delivery discount|in person discount"
    ).split("|")
)
_BARE = frozenset(
    "discount|discounts|rabatt|nachlass|remise|reduction|descuento|sconto|korting|desconto|rabat".split("|")
)
"""Words that head shares as often as amounts: their cells must be written as money."""
_ON = frozenset(
    plain(word)
    for word in (
        "order shipping|shipping|shipping amount|order shipping amount|shipping price|shipping total|shipping charge|"
        "shipping charged|shipping fee|shipping paid|delivery|delivery charge|order delivery|postage|versand|"
        "versandkosten|porto|frais de port|frais de livraison|gastos de envio|spese di spedizione|verzendkosten|frete|"
        "order sales tax|sales tax"
    ).split("|")
)
_OF_LINES = re.compile(r"(^|_)(line|lines|lineitem|item|product|row|unit|position|artikel)(_|$)")
_LINES = re.compile(_OF_LINES.pattern + r"|(^|_)sub_?total|zwischensumme|warenwert|goods")
_NET = re.compile(r"(^|_)net(_|$)|after_discount|discounted|_less_|rabattiert")
_MONEY = re.compile(r"[.,]\d\d\s*\D{0,4}$|^\D{0,4}\d[\d.,]*[.,]\d\d$|[€$£¥]")
_MOST = 0.9


@dataclass(frozen=True, slots=True)
class Parts:
    """What the orders of a file have beside their lines: per row, what its order's lines come to less and more.

    `off` and `on` are the headers that say so, `change` is the sum of both for each row's order.
    """

    off: list[str]
    on: list[str]
    change: Floats


def of(raw: RawTable, mapping: Mapping, order: NDArray[np.int64], goods: Floats) -> Parts | None:
    """The parts of orders beside their lines (`goods` by row); None where no column says a discount of theirs."""
    told = mapping.targets()
    if "discount" in told or ("price" not in told and not _LINES.search(snake(told["amount"]))):
        # One amount, with neither price nor a word of lines, is what was charged.
        return None
    free = [one for one in raw.headers if _is_own(mapping, one)]
    sums = pd.Series(np.clip(np.nan_to_num(goods), 0, None)).groupby(order).transform("sum").to_numpy()
    off: dict[str, Floats] = {}
    for header in free:
        if plain(header) in _OFF | _BARE:
            found = np.abs(by_order(raw, header, order))
            if found.any() and _are_discounts(raw, header, found, sums):
                off[header] = found
    if not off or _are_off(raw, mapping, order, sum(off.values(), np.zeros(raw.rows)), goods):
        return None
    on = {one: by_order(raw, one, order) for one in free if plain(one) in _ON}
    on = {one: values for one, values in on.items() if values.any()}
    # No order comes to less than nothing.
    less = np.minimum(sum(off.values(), np.zeros(raw.rows)), sums + sum(on.values(), np.zeros(raw.rows)))
    return Parts(list(off), list(on), sum(on.values(), np.zeros(raw.rows)) - less)


def _is_own(mapping: Mapping, header: str) -> bool:
    """Whether a column is taken and means nothing that is known."""
    column = mapping.columns[header]
    known = column.to in IDENTIFIERS or column.to in KINDS
    return not column.skip and not known and column.to in (snake(header), "order_discount")


def values(raw: RawTable, header: str) -> Floats:
    """A column's amounts, NaN where there is none."""
    column = raw.text(header)
    # How numbers are written shows in the first of them.
    style = numbers.find_format(pc.unique(column.slice(0, 10_000)).to_pylist())
    found = numbers.decimals(column, style if style == numbers.COMMA else None)
    return np.asarray(found.to_numpy(zero_copy_only=False), dtype=np.float64)


def goods(raw: RawTable, targets: dict[str, str]) -> Floats | None:
    """What each line comes to by itself, by the headers of what is known of it; None where the file does not say."""
    if "amount" in targets:
        return values(raw, targets["amount"])
    if "price" not in targets:
        return None
    price = values(raw, targets["price"])
    return price * values(raw, targets["quantity"]) if "quantity" in targets else price


def by_order(raw: RawTable, header: str, order: NDArray[np.int64]) -> Floats:
    """What a column says of each row's order: once what stands once or is the same in all rows, else the sum."""
    found = np.nan_to_num(values(raw, header))
    frame = pd.DataFrame({"order": order, "value": found})
    said = frame[frame["value"] != 0].groupby("order")["value"].agg(["min", "max", "size"])
    several = said[said["size"] > 1]
    once = not len(several) or (several["min"] == several["max"]).mean() > _MOST
    groups = frame.groupby("order")["value"]
    if not once or _OF_LINES.search(snake(header)):
        return groups.transform("sum").to_numpy()
    # The one amount that stands there, whatever its sign.
    return (groups.transform("max").clip(lower=0) + groups.transform("min").clip(upper=0)).to_numpy()


def _are_discounts(raw: RawTable, header: str, found: Floats, goods: Floats) -> bool:
    """Whether the cells are amounts of money that can be taken off, and no shares of a price."""
    said = [one for one in pc.unique(texts.trim(raw.text(header))).to_pylist() if one]
    # Nothing of 1 or more: these are shares.
    if any("%" in one for one in said) or found.max() < 1:
        return False
    if plain(header) in _BARE and not any(map(_MONEY.search, said)):
        return False
    taken = (found > 0) & (goods > 0)
    return bool(taken.any()) and bool((found <= goods + 0.011)[taken].mean() > _MOST)


def _are_off(raw: RawTable, mapping: Mapping, order: NDArray[np.int64], off: Floats, goods: Floats) -> bool:
    """Whether the amounts of lines have the discount off already: so their price and quantity, or their header, say."""
    told = mapping.targets()
    amount, price, quantity = told.get("amount"), told.get("price"), told.get("quantity")
    if amount is None:
        return False
    if price is None or price == amount:
        return bool(_NET.search(snake(amount)))
    count = values(raw, quantity) if quantity else np.ones(raw.rows)
    full = np.nan_to_num(values(raw, price) * count)
    frame = pd.DataFrame({"gap": full - np.nan_to_num(goods)})[off > 0]
    # Lines that come to less than price × quantity have it off already.
    by_order = frame.groupby(order[off > 0])["gap"].sum().to_numpy()
    return bool(len(by_order)) and bool((by_order > 0.011).mean() > 1 - _MOST)


def orders_of(raw: RawTable, header: str) -> NDArray[np.int64]:
    """A number for each row's order."""
    ids = texts.trim(raw.text(header)).combine_chunks()
    return np.asarray(ids.dictionary_encode().indices, dtype=np.int64)
