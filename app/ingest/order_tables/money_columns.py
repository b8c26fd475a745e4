"""Which columns of a file of orders say money, and of what: of a line, or of the whole order.

Headers alone cannot tell: `Total` is a line's in one export and the order's in the next. An order's total stands once
in its rows, or is the same in all of them; a line's goes with its price and quantity. That it is the same tells only
where the rows buy different things, and in more orders than one: else a word of lines or of orders in the header
decides, then what the same thing costs in orders of another size, then which of both the prices are nearer to.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from app.cleaning import numbers, texts
from app.domain.names import snake
from app.ingest.order_tables import percent_discounts, price_units
from app.ingest.vocabulary import headers
from app.ingest.vocabulary.order_headers import without_tax
from app.ingest.vocabulary.unsubscribe_words import unaccented

if TYPE_CHECKING:
    from app.ingest.evidence.columns import Columns

TARGETS = ("total", "amount", "refunded", "discount")
"""What is told apart here, and not by headers alone."""

Floats = NDArray[np.float64]

_LOOKED_AT = 100_000
"""The rows of an order stand together: so many of them tell what the columns are."""
# Never all: any export has some odd rows.
_MOST = 0.9
_LINE, _ORDER, _SINGLE = "line", "order", "single"
_OF_LINES = re.compile(r"(^|_)(line|lines|lineitem|item|product|row|unit)(_|$)")
_NO_TOTAL = re.compile(
    r"(^|_)(shipping|tax|taxes|vat|mwst|ust|steuer|fee|fees|tip|discount|discounts|subtotal|gift|balance|outstanding|"
    r"weight|duty|duties|points|rabatt|versand|versandkosten|porto|shipment|freight|cost|compare|refund|refunded)(_|$)"
)
_SAID_AFTER_ALL = ("total tax incl", "total inc tax", "total incl tax", "order total inc tax", "order total incl tax",
                   "total paid tax incl", "amount including vat", "amount incl vat", "amount inc vat",
                    "amount including tax")  # fmt: skip
_ENDS = ("value", "amount", "total", "price", "revenue", "sales", "spend", "spent", "sum", "paid", "betrag", "umsatz",
         "montant", "importe", "importo", "valor", "bedrag", "cost")  # fmt: skip
OF_ORDERS = re.compile(r"(^|_)(order|orders|invoice|basket|cart|charged|purchase|collected|rechnung\w*|auftrag\w*|"
                        r"bestell\w*|pedido|orden|ordine|commande|zamowien\w*|ordre)(_|$)")  # fmt: skip
"""Words that say of a total that it is an order's."""
_SUMS = re.compile(r"(^|_)(grand_)?(total|gesamt\w*|totale?|totaal\w*|summe|suma|summa|endbetrag|razem|celkem)(_|$)")
"""Words that the order's total has rather than a line's, where nothing else tells."""
_OF_PRICES = re.compile(r"price|preis|prix|precio|preco|prezzo|prijs|cena|pris|hinta")
_FEES = re.compile(r"(^|_)(fees?|commissions?|gebuhr(en)?|gebuehr(en)?|provision|comision(es)?|commissioni?)(_|$)")
_NET = re.compile(r"^net_(total|amount)(_|$)")
_ORDERS_THAT_TELL = 2
_COUNTS = re.compile(r"^(number|no|num|nr|count|anzahl|nombre)_of_\w+$|^\w+_(qty|quantity|count)$")


_INCLUDED = re.compile(r"_(incl?|including|inkl|inklusive|incluyendo|incluant|inclusief)_\w+$")
"""What a total says that it holds: `Amount (incl. Tip)` is no tip."""


def bare(header: str) -> str:
    """A header in snake case without accents, as these words are written."""
    return unaccented(snake(header))


@dataclass
class Orders:
    """The rows of a file by order: each row's order, and those orders that have several rows."""

    of_row: NDArray[np.int64]
    sizes: NDArray[np.int64]
    first: NDArray[np.bool_]
    guesser: "Columns"
    read: dict[str, Floats] = field(default_factory=dict)

    @property
    def several(self) -> NDArray[np.bool_]:
        """The rows of orders that have more than one."""
        return np.asarray(self.sizes[self.of_row] > 1)

    def values(self, header: str) -> Floats:
        """A column's numbers, NaN where there is none."""
        if header not in self.read:
            column = self.guesser.raw.text(header).slice(0, _LOOKED_AT)
            style = numbers.find_format(self.guesser.evidence(header).said, self.guesser.decimal_comma)
            found = numbers.decimals(column, style if style == numbers.COMMA else None)
            self.read[header] = found.to_numpy(zero_copy_only=False).astype(np.float64)
        return self.read[header]

    def prices(self, header: str) -> Floats:
        """What one piece costs in each row."""
        of = price_units.pieces(self.guesser.raw.columns.slice(0, _LOOKED_AT), header)
        return np.asarray(self.values(header) / of, dtype=np.float64)


def look(guesser: "Columns", header: str | None) -> Orders:
    """The rows by the column of order numbers; without one each row is an order of its own."""
    rows = min(guesser.raw.rows, _LOOKED_AT)
    if header is None:
        return Orders(np.arange(rows), np.ones(rows, dtype=np.int64), np.ones(rows, dtype=np.bool_), guesser)
    ids = texts.trim(guesser.raw.text(header).slice(0, _LOOKED_AT)).combine_chunks().dictionary_encode()
    of_row = np.asarray(ids.indices, dtype=np.int64)
    first = np.zeros(rows, dtype=np.bool_)
    first[np.unique(of_row, return_index=True)[1]] = True
    return Orders(of_row, np.bincount(of_row, minlength=len(ids.dictionary)), first, guesser)


def find(guesser: "Columns", found: dict[str, str], taken: set[str], free: Iterable[str]) -> dict[str, str]:
    """The columns among `free` that say money, each with its meaning.

    `found` are the meanings of the other columns, given ones among them; `taken` are what no column can mean any more.
    """
    by_target = {target: header for header, target in found.items()}
    orders = look(guesser, by_target.get("order_id"))
    numeric = [header for header in free if header not in found and _is_money(guesser, header)]
    charged = [one for one in numeric if not _NET.search(snake(one))]
    fees = any(_FEES.search(bare(one)) for one in guesser.raw.headers)
    if fees and ("price" in by_target or _named(charged, "total") or _named(charged, "amount")):
        # Beside fees, what is net is what the shop was left with, and no sum without tax.
        numeric = charged
    made: dict[str, str] = {}
    _take(made, taken, "refunded", _named(numeric, "refunded"))
    _take(made, taken, "discount", [one for one in _named(numeric, "discount") if not _of_orders(orders, one)])
    _take(
        made,
        taken,
        "discount",
        [one for one in numeric if percent_discounts.is_share_off(one, guesser.evidence(one).said)],
    )
    left = [header for header in numeric if header not in made]
    levels = {
        one: level(orders, one, by_target) for one in dict.fromkeys(_named(left, "total") + _named(left, "amount"))
    }
    line = [one for one in _named(left, "amount") if levels[one] == _LINE]
    whole = [one for one in _named(left, "total") if levels[one] == _ORDER]
    single = [one for one in _named(left, "total") if levels[one] == _SINGLE and not _OF_LINES.search(bare(one))]
    priced = "price" in by_target or "items" in by_target or "price" in taken
    _take(made, taken, "total", whole or (single if priced or line else []))
    _take(made, taken, "amount", [one for one in line if one not in made])
    if not priced and {"amount", "total"}.isdisjoint(made.values()):
        alone = [one for one in _named(left, "total") + _named(left, "amount") if one not in made]
        last = [] if alone else _last_words(left, found)
        # Beside a count, `Wholesale Price` is of one piece, as any price is.
        of_one = bool(last) and "quantity" in by_target and bare(last[0]).endswith("_price")
        _take(made, taken, "price" if of_one and not _is_of_several(last[0]) else "amount", alone or last)
    return made


def _is_of_several(header: str) -> bool:
    return bool(_OF_LINES.search(bare(header)) or OF_ORDERS.search(bare(header)))


def quantity(guesser: "Columns", free: Iterable[str]) -> str | None:
    """A column that counts things by its header, as `number_of_cds`, and holds whole numbers."""
    for header in free:
        said = guesser.evidence(header).said
        if _COUNTS.match(snake(header)) and said and all(re.fullmatch(r"-?\d{1,5}(\.0+)?", one) for one in said):
            return header
    return None


def _take(made: dict[str, str], taken: set[str], target: str, offered: list[str]) -> None:
    if offered and target not in taken and target not in made.values():
        made[offered[0]] = target


def _is_money(guesser: "Columns", header: str) -> bool:
    said = guesser.evidence(header).said
    style = numbers.find_format(said, guesser.decimal_comma)
    readable = sum(numbers.is_number(one, style) for one in said) * 10 >= len(said) * 8
    # A column of 0 and 1 is a flag.
    return bool(said) and readable and not (set(said) <= {"0", "1"} and len(said) == 2)


def _named(offered: Iterable[str], target: str) -> list[str]:
    """The headers that can mean it, the surest first."""
    ranked = []
    for place, header in enumerate(offered):
        told = headers.meanings(header, "orders").get(target)
        refused = (
            target in ("total", "amount")
            and _NO_TOTAL.search(_INCLUDED.sub("", without_tax(bare(header))[0])) is not None
        )
        refused = refused and headers.plain(header) not in map(headers.plain, _SAID_AFTER_ALL)
        # A subtotal is no total, but what the goods of an order or line come to.
        if told is not None and (not refused or (target == "amount" and "subtotal" in snake(header))):
            ranked.append((told, place, header))
    return [header for *_, header in sorted(ranked)]


def _last_words(offered: Iterable[str], found: dict[str, str]) -> list[str]:
    """Headers that end as amounts do, where none is better known."""
    names = [one for one in offered if one not in found and not _NO_TOTAL.search(_INCLUDED.sub("", bare(one)))]
    return sorted(
        (one for one in names if bare(one).split("_")[-1] in _ENDS),
        key=lambda one: _ENDS.index(bare(one).split("_")[-1]),
    )


def level(orders: Orders, header: str, by_target: dict[str, str]) -> str:
    """Whether a column says something of each line or of the whole order; `single` where each order has one row."""
    several = orders.several
    values = orders.values(header)
    if not several.any():
        return _told_by_product(orders, values, by_target) or _SINGLE
    filled = ~np.isnan(values)
    later = several & ~orders.first
    if filled[several & orders.first].mean() > _MOST and filled[later].mean() < 1 - _MOST:
        return _ORDER
    told = _told_by_product(orders, values, by_target, several)
    if told:
        return told
    of_order = OF_ORDERS.search(bare(header)) is not None
    # Where the cells have not told, a word of lines does; one of orders outweighs what a product costs alone.
    if _OF_LINES.search(bare(header)) or (not of_order and _as_alone(orders, values, by_target)):
        return _LINE
    same = _same(orders, values, several & _telling(orders, by_target))
    if len(same) >= _ORDERS_THAT_TELL or of_order:
        return _ORDER if not len(same) or same.mean() > _MOST else _LINE
    # One order whose lines cost the same tells nothing: there the header does, or what is nearer to its prices.
    nearer = _nearer(orders, values, by_target, several) if same.all() else _LINE
    return nearer or (_ORDER if _is_sum(header) else _LINE)


def _is_sum(header: str) -> bool:
    return bool(_SUMS.search(bare(header))) and not _OF_PRICES.search(bare(header))


def _same(orders: Orders, values: Floats, among: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """For each order of these rows whether it has the same in all of them."""
    frame = pd.DataFrame({"order": orders.of_row[among], "value": values[among]})
    spread = frame.groupby("order")["value"].agg(["min", "max", "count", "size"])
    return np.asarray((spread["min"] == spread["max"]) & (spread["count"] == spread["size"]), dtype=np.bool_)


def _of_orders(orders: Orders, header: str) -> bool:
    """Whether what a column takes off stands once in an order's rows, or the same in all of them."""
    several, values = orders.several, orders.values(header)
    if not several.any() or _OF_LINES.search(bare(header)):
        return False
    later = ~np.isnan(values)[several & ~orders.first]
    return bool(later.mean() < 1 - _MOST or _same(orders, np.nan_to_num(values), several).mean() > _MOST)


def _products(orders: Orders, by_target: dict[str, str]) -> NDArray[np.int64] | None:
    """A number for each row's product and count; None where the file names no products."""
    columns = [by_target[one] for one in ("sku", "item", "quantity") if one in by_target]
    if not columns or not {"sku", "item"} & by_target.keys():
        return None
    said = orders.guesser.raw.texts(slice(0, _LOOKED_AT)).select(columns).to_pandas()
    return np.asarray(said.groupby(columns, sort=False, dropna=False).ngroup(), dtype=np.int64)


def _telling(orders: Orders, by_target: dict[str, str]) -> NDArray[np.bool_]:
    """The rows of orders whose rows differ: twice the same thing costs the same, whatever the column says."""
    products = _products(orders, by_target)
    if products is None:
        return np.ones(len(orders.of_row), dtype=np.bool_)
    frame = pd.Series(products).groupby(orders.of_row)
    return np.asarray(frame.transform("min") != frame.transform("max"), dtype=np.bool_)


def _as_alone(orders: Orders, values: Floats, by_target: dict[str, str]) -> bool:
    """Whether so many of a product come to the same in orders of one line and of several: then it is a line's."""
    products = _products(orders, by_target)
    if products is None:
        return False
    frame = pd.DataFrame({"product": products, "rows": orders.sizes[orders.of_row], "value": values})
    found = frame[frame["value"] > 0].groupby("product").agg({"rows": ["min", "max"], "value": ["min", "max"]})
    found = found[found["rows"]["min"] != found["rows"]["max"]]
    return bool(len(found)) and bool((found["value"]["min"] == found["value"]["max"]).mean() > _MOST)


def _nearer(orders: Orders, values: Floats, by_target: dict[str, str], among: NDArray[np.bool_]) -> str | None:
    """Whether amounts are nearer to what their lines come to by price and quantity, or to what their orders do."""
    if "price" not in by_target:
        return None
    count = orders.values(by_target["quantity"]) if "quantity" in by_target else 1.0
    lines = np.nan_to_num(orders.prices(by_target["price"]) * count)
    whole = pd.Series(lines).groupby(orders.of_row).transform("sum").to_numpy()
    known = among & (lines > 0) & (np.nan_to_num(values) > 0)
    if not known.any():
        return None
    # By ratio, so that dear orders weigh no more than cheap ones.
    far = [np.abs(np.log(values[known] / one[known])).sum() for one in (lines, whole)]
    return _LINE if far[0] < far[1] else _ORDER


def _told_by_product(
    orders: Orders, values: Floats, by_target: dict[str, str], among: NDArray[np.bool_] | None = None
) -> str | None:
    """A line's amount is its price × quantity; None where these are not known or do not tell."""
    if "price" not in by_target:
        return None
    price = orders.prices(by_target["price"])
    count = orders.values(by_target["quantity"]) if "quantity" in by_target else np.ones(len(price))
    known = ~np.isnan(values) & ~np.isnan(price) & ~np.isnan(count) & (price != 0) & (count != 0)
    known &= among if among is not None else True
    if not known.any():
        return None
    # To a cent, and what floats add to it.
    equal = np.abs(values - price * count)[known] <= 0.011
    return _LINE if equal.mean() > _MOST else None
