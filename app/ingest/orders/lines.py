"""The lines of orders: each a sale, a refund or an adjustment, with what its row says of the order as a whole."""

import re
from collections.abc import Callable

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from app.cleaning import texts
from app.domain.names import snake
from app.ingest.facts import permissions
from app.ingest.facts.facts import ADJUSTMENT, Facts
from app.ingest.facts.typed_block import Cells
from app.ingest.order_tables import percent_discounts
from app.ingest.orders import buyers
from app.ingest.orders.order_notes import A_TEST, OF_NUMBERS
from app.ingest.readers import json_columns
from app.ingest.vocabulary import order_states
from app.ingest.vocabulary.headers import plain
from app.ingest.vocabulary.target_types import BUYER_NAMES
from storage.mirror import local_time

Ints = NDArray[np.int64]
Mask = NDArray[np.bool_]

OF_THE_ORDER = ("total", "refunded", "state", "standing", "updated_at")
"""Facts that a line's row says of its order: they are no part of the line."""

TARGETS = frozenset(
    {"order_id", "sku", "item", "quantity", "price", "amount", "discount", "time", "currency", "discount_code", "state",
     "paid", "cancelled", "document_type", "test", "total", "refunded", "updated_at", *BUYER_NAMES}
)  # fmt: skip
STATES = ("state", "paid", "cancelled", "document_type", "test")
"""What columns can say of an order's state, the surest first."""
_READ = (
    order_states.standing,
    order_states.paying,
    order_states.cancelling,
    order_states.document,
    order_states.trying,
)

# `C536379`: the invoice that takes another back, as in the books that the Online Retail data is of.
_CANCELLED_ID = r"^[Cc]\s*-?\d"
_STRENGTH = (
    None,
    order_states.UNKNOWN,
    order_states.PURCHASE,
    order_states.UNPAID,
    order_states.NO_ORDER,
    order_states.TAKEN_BACK,
    order_states.CREDIT,
)
"""Of several columns the one holds that speaks most against a purchase."""
_SAID_NOTHING, _UNKNOWN, _PURCHASE, _UNPAID, _NO_ORDER, _BACK, _CREDIT = range(len(_STRENGTH))
_ADJUSTED = len(_STRENGTH)
_SUMMARY = _ADJUSTED + 1
_NAMES = pa.array([ADJUSTMENT, ADJUSTMENT, "ordered_product", ADJUSTMENT, ADJUSTMENT, "refunded_order",
                   "refunded_order", ADJUSTMENT, ADJUSTMENT])  # fmt: skip


def order_facts(cells: Cells, as_of: int) -> Facts:
    """Each line as `ordered_product`, `refunded_order` or an adjustment (no name, and a `reason`)."""
    del as_of
    at = cells.value("time", "datetime")
    order = _orders(at, cells)
    money = _Money(cells)
    standing, state = _standing(cells)
    kinds = _kinds(cells, order, standing, money)
    summed = (kinds == _PURCHASE) | ((kinds == _CREDIT) & (not cells.has("total")))
    sums = (summed & _sums_up(cells, order, money)) | _totals(cells, order, money, kinds)
    kinds = np.where(sums, _SUMMARY, kinds).astype(np.int8)
    back = (kinds == _BACK) | (kinds == _CREDIT)
    own = cells.own(TARGETS)
    item = cells.value("item", "text")
    if cells.has("item"):
        own.append(("item_name", "text", item))
    columns = {
        "name": _NAMES.take(pa.array(kinds)),
        "at": at,
        "order_id": order,
        "sku": pc.coalesce(cells.value("sku", "text"), item),
        "quantity": pa.array(np.where(back, np.abs(money.quantity), money.quantity), mask=_null(money.quantities)),
        "amount": _amounts(kinds, money),
        "price": pa.array(np.where(back, np.abs(money.price), money.price), mask=~money.priced),
        "currency": cells.value("currency", "text"),
        "discount_code": cells.value("discount_code", "text"),
        "more": json_columns.objects({prop: values for prop, _, values in own}, cells.rows),
        "reason": _reasons(kinds, state, money),
    }
    columns |= _of_the_order(cells, kinds, standing, state, money)
    if (names := buyers.names_of(cells)) is not None:
        columns["traits"] = names
    facts = Facts(columns, types={prop: kind for prop, kind, _ in own})
    facts.consents, facts.noes = permissions.beside(cells, order, at)
    facts.refusals = [
        (_null(at), "No time that can be read"),
        (_null(order), "No order number"),
        (_null(money.quantities) & ~sums & ~_money_back(cells, kinds, money), "No quantity that can be read"),
        (~money.priced & ~money.known & ~sums & (not cells.has("total")), "No price that can be read"),
    ]
    return facts


def _money_back(cells: Cells, kinds: NDArray[np.int8], money: "_Money") -> Mask:
    """The rows that give money back for no number of pieces."""
    if not cells.has("quantity"):
        return np.zeros(cells.rows, dtype=np.bool_)
    blank = np.asarray(pc.equal(texts.trim(cells.said("quantity")).combine_chunks(), ""))
    return np.asarray((kinds == _CREDIT) & blank & (money.known | ~_null(money.total)), dtype=np.bool_)


def _amounts(kinds: NDArray[np.int8], money: "_Money") -> pa.Array:
    """What each line comes to: of a credit without an amount of its own the order's total."""
    credit = kinds == _CREDIT
    alone = credit & ~money.known & ~_null(money.total)
    amount = np.where(alone, _numbers(money.total), money.amount)
    # What was taken back of an order that does not stand was never counted, so it takes nothing off.
    unsaid = ~(money.known | alone) | (kinds == _BACK)
    return pa.array(np.where(credit, np.abs(amount), amount), mask=unsaid)


def _of_the_order(
    cells: Cells, kinds: NDArray[np.int8], standing: NDArray[np.int8], state: pa.Array, money: "_Money"
) -> dict[str, pa.Array]:
    """What each row says of its order: its total, what was refunded of it, its state, and when that was so."""
    if not tells_orders(cells.mapping.targets()):
        return {}
    # A refund on a row of its own is part of an order only in name.
    credit = kinds == _CREDIT
    said = np.where(credit, _CREDIT, np.where(standing < _UNPAID, _PURCHASE, standing))
    refunded = cells.value("refunded", "amount").cast(pa.int64())
    return {
        "total": pc.if_else(pa.array(credit), pa.scalar(None, pa.int64()), money.total),
        "refunded": pc.abs(refunded),
        "state": state,
        "standing": _LABELS.take(pa.array(said)),
        "updated_at": cells.value("updated_at", "datetime").cast(pa.int64()),
    }


_LABELS = pa.array(list(_STRENGTH), pa.string())


def tells_orders(targets: dict[str, str]) -> bool:
    """Whether a file whose columns mean this says something of orders as wholes."""
    return not {*STATES, "total", "refunded", "updated_at"}.isdisjoint(targets)


class _Money:
    """Quantities, prices and amounts of a block's rows, as whole numbers of 1/10,000.

    `priced` and `known` say where a price and an amount are known.
    """

    def __init__(self, cells: Cells) -> None:
        one = pa.array(np.full(cells.rows, 10_000, dtype=np.int64))
        self.quantities = cells.value("quantity", "amount") if cells.has("quantity") else one
        price, amount = cells.value("price", "amount"), cells.value("amount", "amount")
        self.total = cells.value("total", "amount").cast(pa.int64())
        self.quantity, self.price, self.amount = _numbers(self.quantities), _numbers(price), _numbers(amount)
        self.priced, self.known = ~_null(price), ~_null(amount)
        # An amount beside a quantity of 3 gives a third of it as the price.
        derived = self.known & ~self.priced
        self.price = np.where(derived, _shared(self.amount, self.quantity), self.price)
        self.amount = np.where(self.known, self.amount, self._product(cells))
        self.known |= self.priced & ~_null(self.quantities)
        self.priced |= derived

    def _product(self, cells: Cells) -> Ints:
        full = _times(self.quantity, self.price)
        if not cells.has("discount"):
            return full
        said = _numbers(cells.value("discount", "amount"))
        off = percent_discounts.taken_off(str(cells.header("discount")), cells.said("discount"), said, full)
        return np.asarray(full - np.where(off <= np.abs(full), off, 0) * np.sign(full), dtype=np.int64)


def _standing(cells: Cells) -> tuple[NDArray[np.int8], pa.Array]:
    """What each row's state says of its order, as a place in `_STRENGTH`, and the word that says it."""
    found = np.zeros(cells.rows, dtype=np.int8)
    word = pa.nulls(cells.rows, pa.string())
    for target, read in zip(STATES, _READ, strict=True):
        header = cells.mapping.header_of(target)
        if header is None or not cells.has(target):
            continue
        said = pc.replace_substring_regex(texts.trim(cells.said(target)).combine_chunks(), r"\s+", " ")
        told = np.asarray(texts.per_value(pa.chunked_array([said]), pa.int8(), _strength(read, header, cells)))
        if target == "cancelled":
            told = np.where(_given_back_in_part(cells, header), 0, told)
        stronger = told > found
        found = np.where(stronger, told, found)
        if target == "cancelled":
            # A yes or a date is no word that says why.
            said = texts.per_value(pa.chunked_array([said]), pa.string(), order_states.cancelling_word)
        elif target == "test":
            said = pa.scalar(A_TEST)
        elif target == "paid":
            stronger = _worth_telling(stronger, told, found, word)
        word = pc.if_else(pa.array(stronger), said, word)
    return found, word


def _given_back_in_part(cells: Cells, header: str) -> Mask:
    """The rows that are marked as refunded, beside an amount that is less than they come to."""
    if not cells.has("refunded") or not _REFUNDS.search(snake(header)):
        return np.zeros(cells.rows, dtype=np.bool_)
    money, back = _Money(cells), np.abs(_numbers(cells.value("refunded", "amount")))
    whole = np.where(_null(money.total), np.abs(money.amount), np.abs(_numbers(money.total)))
    return np.asarray((back > 0) & (back < whole), dtype=np.bool_)


_REFUNDS = re.compile("refund|erstatt|rembours|reembols|rimbors|terugbetaal")


def _worth_telling(stronger: Mask, told: NDArray[np.int8], found: NDArray[np.int8], word: pa.Array) -> Mask:
    """Where what is said of being paid is the word to show: one that nobody knows rather than that of a purchase.

    The word of the order itself stays where that is the one to be told.
    """
    known = texts.per_value(pa.chunked_array([pc.fill_null(word, "")]), pa.bool_(), order_states.needs_no_look)
    strange = (told == _UNKNOWN) & (found == _PURCHASE)
    return np.asarray((stronger | strange) & (np.asarray(known) | (found != _PURCHASE)), dtype=np.bool_)


def _strength(read: Callable[[str], str | None], header: str, cells: Cells) -> Callable[[str], int]:
    reason = plain(header).endswith("reason")
    magento = any(plain(name).startswith(("grandtotal", "gtbase", "gtpurchased")) for name in cells.mapping.columns)

    upside_down = read is order_states.trying and plain(header).endswith("livemode")
    of_line = read is order_states.cancelling and _OF_LINES.search(snake(header)) is not None
    ledger = any(plain(name) in _OF_LEDGERS for name in cells.mapping.columns)

    def told(text: str) -> int:
        """How strongly a cell speaks against a purchase, as a place in `_STRENGTH`."""
        found = read(text)
        if upside_down:
            return _STRENGTH.index(order_states.NO_ORDER if order_states.testing(text) is False else None)
        if of_line and found not in (order_states.TAKEN_BACK, order_states.CREDIT):
            # A line that is pending waits to be sent: whether the order was paid is said of the order.
            return _SAID_NOTHING
        if order_states.is_deposit(text) and not ledger:
            return _PURCHASE
        # Any reason of cancelling cancels, and Magento closes an order when all of it has been refunded.
        taken = (found == order_states.UNKNOWN and reason) or (magento and text.strip().casefold() == "closed")
        return _BACK if taken else _STRENGTH.index(found)

    return told


_OF_LINES = re.compile(r"(^|_)(line|lineitem|item|product|position\w*|artikel\w*|zeilen?\w*|ligne|article|linea|riga|"
                       r"regel\w*|rad\w*)(_|$)")  # fmt: skip
_OF_LEDGERS = frozenset({"fee", "fees", "net", "balance", "availablebalance", "gebuhr", "netto", "netbalance"})
"""Columns of a ledger, in which a deposit is money that its owner moved."""


def _kinds(cells: Cells, order: pa.Array, standing: NDArray[np.int8], money: _Money) -> NDArray[np.int8]:
    """What each line is: sold, taken back with its order, a credit of its own, or counted in nothing."""
    named = np.asarray(pc.fill_null(pc.match_substring_regex(order, _CANCELLED_ID), False))
    # Where the order's total is known, a line can do without a price.
    positive = (money.price > 0) | (~money.priced & cells.has("total"))
    sold = (money.quantity > 0) & positive
    # A shop whose every order number begins with C means nothing by it where goods were sold.
    if not any(map(cells.has, STATES)) and bool((named & sold).sum() * 2 > sold.sum()):
        named = named & ~sold
    back = standing == _BACK
    total = _numbers(money.total)
    minus = (money.quantity < 0) | (money.price < 0) | (~money.known & (total < 0))
    nothing = (standing == _UNPAID) | (standing == _NO_ORDER)
    credit = named | (standing == _CREDIT) | (back & minus) | _sent_back(cells, order, money, sold)
    choices = [np.full(cells.rows, _CREDIT), np.full(cells.rows, _BACK), standing, np.full(cells.rows, _PURCHASE)]
    found = np.select([credit, back, nothing, sold], choices, _ADJUSTED)
    return found.astype(np.int8)


def _sent_back(cells: Cells, order: pa.Array, money: _Money, sold: Mask) -> Mask:
    """The lines that take back what their order sold, or are called a refund; an order's total has that in it."""
    negative = (money.quantity < 0) | (money.price < 0)
    if cells.has("total") or not negative.any():
        return np.zeros(cells.rows, dtype=np.bool_)
    said = [cells.value(one, "text") for one in ("item", "sku") if cells.has(one)]
    if not said:
        return np.zeros(cells.rows, dtype=np.bool_)
    words = pa.chunked_array([pc.fill_null(pc.coalesce(*said), "")])
    called = np.asarray(texts.per_value(words, pa.bool_(), _is_a_refund))
    keys = [pc.fill_null(one.cast(pa.string()), "") for one in (order, pc.coalesce(*reversed(said)))]
    codes = np.asarray(pc.binary_join_element_wise(*keys, "\n").dictionary_encode().indices, dtype=np.int64)
    again = np.bincount(codes, sold)[codes] > 0
    known = np.asarray(pc.not_equal(keys[1], ""))
    return np.asarray(negative & (called | (again & known & (money.quantity < 0) & (money.price > 0))))


def _is_a_refund(text: str) -> bool:
    return order_states.document(text) == order_states.CREDIT


def _sums_up(cells: Cells, order: pa.Array, money: _Money) -> Mask:
    """The rows that name no product, and no price but the sum of the others', beside rows of their order that do.

    What they say is of the order. Without totals nearly all have to come to it: one may be the parcel's price.
    """
    products = [cells.value(one, "text") for one in ("sku", "item") if cells.has(one)]
    if not products:
        return np.zeros(cells.rows, dtype=np.bool_)
    bare = _null(pc.coalesce(*products))
    codes = np.asarray(pc.fill_null(order.dictionary_encode().indices, -1), dtype=np.int64)
    named = np.bincount(codes + 1, ~bare) > 0
    # One further, so that rows without a number (-1) have a place of their own.
    sums = np.bincount(codes + 1, np.where(bare, 0, money.amount))[codes + 1]
    summed = (money.price == sums) | (money.amount == sums)
    beside = bare & (codes >= 0) & named[codes + 1]
    if cells.has("total"):
        return np.asarray(beside & (summed | (~money.priced & ~money.known)), dtype=np.bool_)
    beside &= money.known & (money.amount != 0)
    summed &= beside
    sure = len(np.unique(codes[summed])) >= _ORDERS_THAT_TELL and summed.sum() > beside.sum() * _MOST
    return np.asarray(summed & sure, dtype=np.bool_)


_ORDERS_THAT_TELL, _MOST = 2, 0.9


def _totals(cells: Cells, order: pa.Array, money: _Money, kinds: NDArray[np.int8]) -> Mask:
    """The rows whose product is a word for a sum, and which come to what the rows of their order above them do."""
    found = np.zeros(cells.rows, dtype=np.bool_)
    for one in ("sku", "item"):
        if cells.has(one):
            words = pa.chunked_array([pc.fill_null(cells.value(one, "text"), "")])
            found |= np.asarray(texts.per_value(words, pa.bool_(), order_states.is_a_sum), dtype=np.bool_)
    found &= (kinds == _PURCHASE) | (kinds == _ADJUSTED)
    if not found.any():
        return found
    codes = np.asarray(pc.fill_null(order.dictionary_encode().indices, -1), dtype=np.int64)
    above = pd.Series(np.where(found, 0, money.amount)).groupby(codes).cumsum().to_numpy()
    return np.asarray(found & (codes >= 0) & (above != 0) & ((above == money.amount) | (~money.known & ~money.priced)))


def _reasons(kinds: NDArray[np.int8], state: pa.Array, money: _Money) -> pa.Array:
    """Why each adjustment counts in nothing."""
    numbers = np.where(money.quantity <= 0, 0, 1)
    found = _BY_NUMBER.take(pa.array(np.where(kinds == _ADJUSTED, numbers, 2)))
    found = pc.if_else(pa.array(kinds == _SUMMARY), "Sums up the other rows of its order", found)
    for kind, shown in ((_UNPAID, "Never paid"), (_NO_ORDER, "No order")):
        if (kinds == kind).any():
            found = pc.if_else(pa.array(kinds == kind), pc.binary_join_element_wise(shown, state, ": "), found)
    return found


_BY_NUMBER = pa.array([*OF_NUMBERS, None])


def _orders(at: pa.Array, cells: Cells) -> pa.Array:
    """The order number of lines. One that a spreadsheet has shortened is an order only together with its time."""
    if not cells.has("order_id"):
        return _moments(at, cells)
    order, header = cells.value("order_id", "text"), str(cells.header("order_id"))
    if header not in cells.cut:
        return order
    told = pc.binary_join_element_wise(texts.trim(cells.raw(header)).combine_chunks(), _moments(at, cells), " ")
    return pc.if_else(pa.array(cells.cut[header]), told, order)


def _moments(at: pa.Array, cells: Cells) -> pa.Array:
    """The order number of lines that have none: a customer's lines of one moment, or day, are one order."""
    encoded = at.dictionary_encode()
    local = local_time.local(np.asarray(encoded.dictionary, dtype=np.int64), cells.zone)
    days = np.datetime_as_string(local.astype("datetime64[us]").astype("datetime64[D]"))
    seconds = np.datetime_as_string(local.astype("datetime64[us]").astype("datetime64[s]"))
    said = np.where(local % local_time.DAY == 0, days, seconds)
    return pa.array(said.tolist(), pa.string()).take(encoded.indices)


def _numbers(column: pa.Array) -> Ints:
    return np.asarray(pc.fill_null(column.cast(pa.int64()), 0), dtype=np.int64)


def _null(column: pa.Array) -> Mask:
    return np.asarray(pc.is_null(column))


def _shared(amount: Ints, quantity: Ints) -> Ints:
    """What one comes to where so many come to an amount, both of 1/10,000; half of a last place away from zero."""
    exact = np.abs(amount).astype(np.float64) * 10_000 / np.where(quantity == 0, 10_000, np.abs(quantity))
    # Goods sent back have a price above zero: it is the amount and the quantity that are negative.
    share = np.floor(exact + 0.5).astype(np.int64) * np.sign(amount) * np.where(quantity < 0, -1, 1)
    return np.where(np.abs(quantity) == 10_000, amount * np.sign(quantity), share)


def _times(quantity: Ints, price: Ints) -> Ints:
    """Price × quantity, both of 1/10,000, exactly; half of a last place away from zero."""
    # An int64 ends at 9.22e18: what comes near it is worked out in Python's own numbers.
    if np.abs(quantity.astype(np.float64) * price.astype(np.float64)).max(initial=0) > 9e18:
        exact = [abs(int(q) * int(p)) + 5_000 for q, p in zip(quantity, price, strict=True)]
        signs = np.sign(quantity) * np.sign(price)
        return np.asarray(np.array([value // 10_000 for value in exact], dtype=np.int64) * signs, dtype=np.int64)
    product = quantity * price
    return np.asarray((np.abs(product) + 5_000) // 10_000 * np.sign(product), dtype=np.int64)
