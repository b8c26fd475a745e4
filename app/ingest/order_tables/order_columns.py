"""What the columns of a file of orders mean where words alone do not tell: by what stands in them, and together."""

import itertools
import re
from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np

from app.cleaning import dates, texts
from app.domain.names import snake
from app.ingest.order_tables import (
    buyer_names,
    document_kinds,
    item_lists,
    money_columns,
    order_charges,
    refund_files,
    state_columns,
    wide_rows,
)
from app.ingest.vocabulary import headers, order_states

if TYPE_CHECKING:
    from app.ingest.evidence.columns import Columns

_AMBIGUOUS = frozenset({"state", "status", "type", "kind", "eventtype", "recordtype", "transactiontype", "situacao",
                        "stav", "tila", "ordertype", "paymenttype", "paid",
                        "captured", "bezahlt", "betald", "etat", "estado"})  # fmt: skip
_MOST_STATES = 40
"""A column of states has few different words."""


def _says_state(header: str, said: list[str], partly: bool) -> bool:
    del partly
    if order_states.are_tenders(said):
        return False
    known = sum(order_states.is_state(value) for value in said) * 2 >= len(said)
    ambiguous = headers.plain(header) in _AMBIGUOUS or headers.plain(header).endswith(("type", "kind"))
    return known or (not ambiguous and len(said) <= _MOST_STATES and not _amounts(said))


def _says_paid(header: str, said: list[str], partly: bool) -> bool:
    if _amounts(said):
        # What was paid is money, and no state.
        return False
    flags = all(texts.yes_or_no(value) is not None for value in said)
    return flags or _says_state(header, said, partly)


def _says_cancelled(header: str, said: list[str], partly: bool) -> bool:
    if _amounts(said):
        return False
    # A time or reason of cancelling stands in the rows that were cancelled; one that all rows have says something else.
    return not re.search(r"_at$|_on$|date$|reason$", snake(header)) or partly


def _amounts(said: list[str]) -> bool:
    return not set(said) <= {"0", "1"} and all(re.fullmatch(r"[^\w]*\d[\d.,' ]*[^\w]*", value) for value in said)


CHECKS: dict[str, Callable[[str, list[str], bool], bool]] = {
    "state": _says_state,
    "paid": _says_paid,
    "cancelled": _says_cancelled,
    "test": lambda _, said, __: all(order_states.testing(value) is not None for value in said),
    "items": lambda _, said, __: item_lists.are_lists(said),
    # A pack of lines is none, and neither is a line's number.
    "item": lambda _, said, __: not item_lists.are_lists(said) and any(map(re.compile(r"[^\W\d_]").search, said)),
    "sku": lambda _, said, __: not item_lists.are_lists(said),
    # A bare number may count what was bought.
    "order_id": lambda header, said, _: (
        headers.plain(header) not in ("number", "num") or all(len(one) > 3 for one in said)
    ),
}
"""Meanings that the values must bear out: of the header, its distinct values, and whether it is filled only partly."""


def rest(guesser: "Columns", known: dict[str, str], free: list[str]) -> dict[str, str]:
    """What else the free columns mean, `known` being what others do: money, counts, and the items of wide rows."""
    left = [header for header in free if header not in known]
    found = _of_amazon(guesser, known) | _of_whole(guesser, known) | _of_payments(guesser, known, free)
    found |= _of_dynamics(guesser, known, left)
    if document_kinds.TARGET not in known.values():
        found |= document_kinds.find(guesser, left)
    found |= state_columns.find(guesser, known | found, [header for header in left if header not in found])
    known = known | found
    # Before money: what is the first item's is no order's total.
    found |= wide_rows.firsts(guesser, known, left)
    found |= wide_rows.packed(guesser, known | found, left)
    taken = {*known.values(), *found.values()}
    if "quantity" not in taken:
        counted = money_columns.quantity(guesser, [header for header in left if header not in found])
        found |= {counted: "quantity"} if counted else {}
    # After what money is told by: the order's number, products, counts and prices.
    found |= money_columns.find(guesser, known | found, taken, left)
    if "time" not in taken:
        found |= _time(guesser, [header for header in left if header not in found])
    found |= refund_files.money(guesser, known | found)
    found |= buyer_names.find(guesser, known | found, left)
    return found | wide_rows.others(guesser.raw.headers, known | found, left)


def _of_amazon(guesser: "Columns", known: dict[str, str]) -> dict[str, str]:
    """Amazon's reports give as the price of an item what all of its pieces come to."""
    if not order_charges.priced_by_line(guesser.raw.headers):
        return {}
    return {one: "amount" for one, to in known.items() if to == "price" and headers.plain(one) == "itemprice"}


def _of_whole(guesser: "Columns", known: dict[str, str]) -> dict[str, str]:
    """A price that comes to the row's own subtotal with tax and shipping is what all pieces cost, and not of one."""
    by_target = {target: header for header, target in known.items()}
    price, counted = by_target.get("price"), by_target.get("quantity")
    rows = money_columns.look(guesser, None)
    goods = next((one for one in guesser.raw.headers if money_columns.bare(one).strip("_") == "subtotal"), None)
    if not price or not counted or not goods:
        return {}
    whole = rows.values(goods)
    for header in guesser.raw.headers:
        if _ON_TOP.fullmatch(money_columns.bare(header).strip("_")):
            whole = whole + np.nan_to_num(rows.values(header))
    several = rows.values(counted) > 1
    same = np.abs(whole - rows.values(price)) <= _CENT
    return {price: "amount"} if several.any() and same[several].all() and same.mean() > _NEARLY_ALL else {}


def _of_dynamics(guesser: "Columns", known: dict[str, str], left: list[str]) -> dict[str, str]:
    """In lines of Dynamics a bare `No.` is of what `Type` says beside it: of an item, or of an account."""
    number = next((one for one in left if headers.plain(one) in ("no", "nr")), None)
    if number is None or "sku" in known.values():
        return {}
    kinds = (guesser.evidence(one).said for one in guesser.raw.headers if headers.plain(one) in ("type", "art"))
    said = [{headers.plain(word) for word in words} for words in kinds]
    return {number: "sku"} if any(words & {"item", "artikel"} and words <= _LINE_TYPES for words in said) else {}


_LINE_TYPES = frozenset(
    {"item", "glaccount", "resource", "fixedasset", "chargeitem", "comment", "artikel", "sachkonto", "ressource",
     "anlage", "zuabschlagartikel", "kommentar", ""}
)  # fmt: skip


_ON_TOP = re.compile(r"(sales_)?tax(es)?|vat|gst|tips?|shipping")
_CENT, _NEARLY_ALL = 0.011, 0.9


def _of_payments(guesser: "Columns", known: dict[str, str], free: list[str]) -> dict[str, str]:
    """A column of states that are all of payments is one of paying: `open` among them says that nothing was paid."""
    header = next((one for one, to in known.items() if to == "state" and one in free), None)
    if header is None or "paid" in known.values():
        return {}
    said = guesser.evidence(header).said
    paid = any(
        order_states.paying(value) == order_states.PURCHASE and order_states.is_of_paying(value) for value in said
    )
    return {header: "paid"} if paid and all(map(order_states.is_of_paying, said)) else {}


def _time(guesser: "Columns", free: list[str]) -> dict[str, str]:
    """A column of moments, where no header says when."""
    for header in free:
        words = set(snake(header).split("_"))
        if words & {"date", "time", "timestamp", "day", "datum", "fecha", "data", "at", "on"} and (
            guesser.evidence(header).time_format()[0] or dates.find_count(guesser.evidence(header).said) is not None
        ):
            return {header: "time"}
    moments = [one for one in free if guesser.evidence(one).time_format()[0]]
    done = [one for one in moments if _DONE.search(snake(one))]
    # In a language that nobody knows here, the only column of times that every row has is when it was.
    alone = [one for one in moments if _is_when(guesser, one)] if not done else []
    return dict.fromkeys(itertools.islice(done or (alone if len(alone) == 1 == len(moments) else []), 1), "time")


def _is_when(guesser: "Columns", header: str) -> bool:
    evidence = guesser.evidence(header)
    other = {"birth_date", "signed_up_at"} & headers.meanings(header, "profiles").keys()
    return not other and evidence.filled == guesser.raw.rows and all(map(_PARTED.search, evidence.said))


_PARTED = re.compile(r"\d[-/.:]\s?\d")


_DONE = re.compile(r"(^|_)(completed|placed|ordered|purchased|sold|closed|finished|paid)(_|$)")
