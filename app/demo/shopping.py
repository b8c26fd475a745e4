"""What made-up people do in the made-up shop: orders and their lines, visits, carts, and what they send back."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.demo.goods import Product
from app.demo.people import DAYS, INTERESTS, Floats, People, Whole

_MONTHS = np.array([0.9, 0.8, 0.92, 0.95, 1.0, 0.9, 0.82, 0.86, 1.0, 1.08, 1.45, 1.62])
"""How busy the shop is from January to December."""
# How busy each hour of the day is, from midnight on.
_HOURS = np.array([1, 0.5, 0.3, 0.2, 0.2, 0.4, 1, 2, 3, 4, 5, 5, 6, 5, 4, 4, 4, 5, 6, 8, 10, 9, 6, 3.0])
_CODES = np.array(["", "WELCOME10", "SPRING15", "THANKYOU", "FREESHIP"], dtype=object)


@dataclass(frozen=True, slots=True)
class Lines:
    """Order lines as columns: `person` and `product` are positions, `at` seconds of the two years, `order` a number.

    `quantity` is negative in a line that was sent back; `code` is the position of a discount code.
    """

    order: Whole
    person: Whole
    product: Whole
    at: Whole
    quantity: Whole
    price: Floats
    code: Whole


@dataclass(frozen=True, slots=True)
class Visits:
    """Web events as columns: `kind` 0 viewed, 1 added to the cart, 2 started the checkout, 3 searched."""

    person: Whole
    product: Whole
    at: Whole
    kind: Whole
    seconds: Floats
    device: Whole
    known: NDArray[np.bool_]


def day_weights(end: np.datetime64) -> Floats:
    """How busy each of the days before the end is, by season and day of the week; the shop grows by a half."""
    days = end.astype("datetime64[D]") - DAYS + np.arange(1, DAYS + 1)
    months = days.astype("datetime64[M]").astype(int) % 12
    # 1970 began on a Thursday (3); Saturday and Sunday are 5 and 6.
    weekend = (days.astype(int) + 3) % 7 >= 5
    return np.asarray(_MONTHS[months] * np.where(weekend, 1.25, 0.95) * np.linspace(0.8, 1.2, DAYS))


def moments(start: Floats, stop: Floats, weights: Floats, draw: np.random.Generator) -> Whole:
    """A moment (second of the two years) for each pair of days, busier days and hours oftener."""
    busy = np.concatenate([[0], np.cumsum(weights)])
    edges = np.arange(DAYS + 1)
    # Drawn evenly over how much went on in all, and read back as a day: busy days have more of that.
    low, high = np.interp(start, edges, busy), np.interp(stop, edges, busy)
    day = np.interp(low + (high - low) * draw.random(len(start)), busy, edges)
    hours = np.cumsum(_HOURS) / _HOURS.sum()
    hour = np.searchsorted(hours, draw.random(len(start)), side="right")
    within = hour * 3_600 + draw.integers(0, 3_600, len(start))
    return np.asarray(np.minimum(day.astype(np.int64), DAYS - 1) * 86_400 + within)


class Shelves:
    """Draws products: somebody's own shelf more often than others, and on each shelf some far oftener."""

    def __init__(self, products: list[Product], draw: np.random.Generator) -> None:
        self._draw = draw
        shelves = np.array([INTERESTS.index(product.category) for product in products])
        popular = 1 / (1.5 + draw.permutation(len(products)) / 6)
        self.order = np.argsort(shelves, kind="stable")
        self._ends = np.concatenate([[0], np.cumsum(popular[self.order])])
        self._edges = np.searchsorted(shelves[self.order], np.arange(len(INTERESTS) + 1))
        self._shares = np.cumsum([22, 13, 14, 10, 13, 15, 8, 5]) / 100

    def products(self, shelf: Whole, loyal: float) -> Whole:
        """A product for each person: of their own shelf with that chance, else of any."""
        count = len(shelf)
        other = np.searchsorted(self._shares, self._draw.random(count), side="right")
        chosen = np.where(self._draw.random(count) < loyal, shelf, np.minimum(other, len(INTERESTS) - 1))
        low, high = self._ends[self._edges[chosen]], self._ends[self._edges[chosen + 1]]
        at = np.searchsorted(self._ends, low + (high - low) * self._draw.random(count), side="right") - 1
        return np.asarray(self.order[np.minimum(at, len(self.order) - 1)])


def order_lines(people: People, products: list[Product], weights: Floats, draw: np.random.Generator) -> Lines:
    """Everybody's orders, line by line, in the order of time; a few lines come back some days later."""
    active = np.clip(np.minimum(people.stop, DAYS) - np.maximum(people.start, 0), 0, None) / 365
    orders = draw.poisson(people.orders * active)
    person = np.repeat(np.arange(len(people)), orders)
    at = moments(np.maximum(people.start[person], 0), np.minimum(people.stop[person], DAYS), weights, draw)
    by_time = np.argsort(at, kind="stable")
    person, at = person[by_time], at[by_time]
    code = np.searchsorted([0.86, 0.92, 0.96, 0.99], draw.random(len(person)), side="right")
    order = np.repeat(np.arange(len(person)), 1 + draw.poisson(1.2, len(person)))
    product = Shelves(products, draw).products(people.shelf[person[order]], 0.58)
    # One line per product and order.
    _, first = np.unique(order * len(products) + product, return_index=True)
    order, product = order[first], product[first]
    bulk = draw.geometric(0.72, len(order))
    prices = np.array([one.price for one in products])[product]
    price = np.round(prices * np.where((code[order] > 0) & (code[order] < 4), 0.88, 1.0), 2)
    lines = Lines(order, person[order], product, at[order], bulk.astype(np.int64), price, code[order])
    return _with_returns(lines, draw)


def _with_returns(lines: Lines, draw: np.random.Generator) -> Lines:
    back = np.flatnonzero(draw.random(len(lines.order)) < 0.025)
    later = lines.at[back] + draw.integers(2 * 86_400, 20 * 86_400, len(back))
    # What comes back after the end is not known yet.
    back, later = back[later < DAYS * 86_400], later[later < DAYS * 86_400]
    parts = {name: np.concatenate([column, column[back]]) for name, column in _columns(lines).items()}
    parts["at"][len(lines.at) :] = later
    parts["quantity"][len(lines.at) :] *= -1
    by_time = np.argsort(parts["at"], kind="stable")
    return Lines(**{name: column[by_time] for name, column in parts.items()})


def _columns(lines: Lines) -> dict[str, NDArray[np.generic]]:
    return {name: getattr(lines, name) for name in Lines.__dataclass_fields__}


def discount(code: Whole) -> NDArray[np.object_]:
    """The discount codes' own words."""
    return _CODES[code]


def visits(people: People, lines: Lines, products: list[Product], weights: Floats, draw: np.random.Generator) -> Visits:
    """Everybody's visits: before most orders, and many that came to nothing."""
    parts = [_before_orders(lines, draw), _browsing(people, products, weights, draw)]
    person, product, at, kind = (np.concatenate(columns) for columns in zip(*parts, strict=True))
    by_time = np.argsort(at, kind="stable")
    person, product, at, kind = person[by_time], product[by_time], at[by_time], kind[by_time]
    count = len(person)
    # Somebody's usual device, and now and then another.
    usual = np.searchsorted([0.58, 0.92], draw.random(len(people)), side="right")
    device = np.where(draw.random(count) < 0.85, usual[person], draw.integers(0, 3, count))
    known = draw.random(count) < np.where(people.orders[person] > 0, 0.6, 0.35)
    seconds = np.minimum(2 + draw.lognormal(3.2, 0.9, count), 900).round(1)
    return Visits(person, product, at, kind, seconds, device, known)


def _before_orders(lines: Lines, draw: np.random.Generator) -> tuple[Whole, Whole, Whole, Whole]:
    """Three in five lines were looked at and put into the cart in the hour before."""
    # The hour before has to lie within the two years too.
    seen = np.flatnonzero((draw.random(len(lines.order)) < 0.6) & (lines.quantity > 0) & (lines.at > 4_000))
    before = draw.integers(120, 3_600, len(seen))
    person, product, at = lines.person[seen], lines.product[seen], lines.at[seen]
    cart = at - before + draw.integers(20, 110, len(seen))
    kinds = np.repeat([0, 1], len(seen))
    return np.tile(person, 2), np.tile(product, 2), np.concatenate([at - before, cart]), kinds


def _browsing(
    people: People, products: list[Product], weights: Floats, draw: np.random.Generator
) -> tuple[Whole, Whole, Whole, Whole]:
    """Visits without an order: some views each, now and then a cart, a checkout that was broken off, a search."""
    active = np.clip(np.minimum(people.stop, DAYS) - np.maximum(people.start, 0), 0, None) / 365
    sessions = draw.poisson((1.1 + 0.35 * people.orders) * active)
    who = np.repeat(np.arange(len(people)), sessions)
    begin = moments(np.maximum(people.start[who], 0), np.minimum(people.stop[who], DAYS), weights, draw)
    views = 1 + draw.poisson(1.3, len(who))
    session = np.repeat(np.arange(len(who)), views)
    step = np.arange(len(session)) - np.repeat(np.cumsum(views) - views, views)
    person = who[session]
    at = begin[session] + step * 95 + draw.integers(0, 60, len(session))
    product = Shelves(products, draw).products(people.shelf[person], 0.5)
    kind = np.zeros(len(session), np.int64)
    kind[draw.random(len(session)) < 0.03] = 3
    carts = np.flatnonzero((draw.random(len(session)) < 0.16) & (kind == 0))
    checkouts = carts[draw.random(len(carts)) < 0.3]
    found = (
        np.concatenate([person, person[carts], person[checkouts]]),
        np.concatenate([product, product[carts], product[checkouts]]),
        np.concatenate([at, at[carts] + 30, at[checkouts] + 60]),
        np.concatenate([kind, np.full(len(carts), 1), np.full(len(checkouts), 2)]),
    )
    inside = found[2] < DAYS * 86_400
    return found[0][inside], found[1][inside], found[2][inside], found[3][inside]
