"""The whole made-up shop, from a seed: its people, products, orders, visits and newsletters."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.demo import goods, mailing, people, shopping
from app.demo.goods import Product
from app.demo.mailing import Mails
from app.demo.people import HABITS, People, Texts
from app.demo.shopping import Lines, Visits
from app.domain.progress import SILENT, Progress

END = np.datetime64("2026-09-01T00:00:00")
"""The made-up present: the night after the last day of which something is known."""
SEED = 2026
PRODUCTS = 400


@dataclass(frozen=True, slots=True)
class Shop:
    """Everything that is made up, before it is written down."""

    people: People
    products: list[Product]
    lines: Lines
    visits: Visits
    mails: Mails
    consent: Texts
    nameless: NDArray[np.bool_]


def make(count: int, seed: int = SEED, progress: Progress = SILENT) -> Shop:
    """The shop with so many people: the same seed and number give the same shop."""
    # One stream for all: what is drawn first decides what is drawn after, so the order of these lines belongs to the
    # shop.
    draw = np.random.default_rng(seed)
    progress.step(0, 4, "Making people up")
    crowd = people.make(count, draw)
    consent = np.array(["yes", "no", "pending", ""], dtype=object)[
        np.searchsorted([0.78, 0.86, 0.9], draw.random(count), side="right")
    ]
    progress.step(1, 4, "Making products up")
    products = goods.catalogue(PRODUCTS, draw)
    weights = shopping.day_weights(END)
    progress.step(2, 4, "Sending people shopping")
    lines = shopping.order_lines(crowd, products, weights, draw)
    seen = shopping.visits(crowd, lines, products, weights, draw)
    progress.step(3, 4, "Sending newsletters")
    sent = mailing.mails(crowd, consent == "yes", draw)
    # Half of those who only look have no account: the shop knows them by their address alone.
    looker = np.array([habit.name == "looker" for habit in HABITS])[crowd.habit]
    return Shop(crowd, products, lines, seen, sent, consent, looker & (draw.random(count) < 0.5))
