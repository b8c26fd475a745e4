"""Made-up people: names of many languages, addresses under example domains, and how each of them shops."""

import functools
import json
import unicodedata
from dataclasses import dataclass
from importlib import resources
from typing import Any

import numpy as np
from numpy.typing import NDArray

Texts = NDArray[np.object_]
Floats = NDArray[np.float64]
Whole = NDArray[np.int64]

DAYS = 730
"""Orders, visits and emails lie in so many days before the end."""

# Letters that Unicode does not take apart into a plain one and a mark.
_PLAIN = str.maketrans({"ł": "l", "ø": "o", "ß": "ss", "ı": "i", "æ": "ae", "đ": "d"})
_DOMAINS = ("example.com", "example.org", "example.net", "mail.example.com", "post.example.org")
INTERESTS = ("Kitchen", "Lighting", "Stationery", "Garden", "Textiles", "Home", "Bags", "Toys")


@dataclass(frozen=True, slots=True)
class Habit:
    """A way of shopping: its share of people, orders a year, how eagerly emails are opened, and when it ends."""

    name: str
    share: float
    orders: float
    opens: float
    stops: tuple[float, float] | None = None
    starts: tuple[float, float] = (0.0, 1.0)


HABITS = (
    Habit("devoted", 0.05, 7.5, 0.62, starts=(0.0, 0.4)),
    Habit("regular", 0.17, 2.6, 0.42, starts=(0.0, 0.8)),
    Habit("occasional", 0.28, 0.75, 0.24),
    Habit("lapsed", 0.16, 2.4, 0.3, stops=(0.3, 0.8), starts=(0.0, 0.25)),
    Habit("newcomer", 0.08, 5.0, 0.5, starts=(0.9, 0.998)),
    Habit("looker", 0.26, 0.0, 0.16),
)
"""Shares of the two years: `starts` is when they sign up, `stops` when they fall silent."""


@dataclass(frozen=True, slots=True)
class People:
    """Everybody, as columns: what they are called and how they behave.

    `start` and `stop` are days of the two years between which they are active (a start below zero lies before);
    `orders` is their expected number a year, `opens` the chance that they open an email.
    """

    ids: Whole
    first: Texts
    last: Texts
    address: Texts
    woman: NDArray[np.bool_]
    culture: Whole
    city: Texts
    postcode: Texts
    country: Texts
    language: Texts
    born: Whole
    start: Floats
    stop: Floats
    orders: Floats
    opens: Floats
    shelf: Whole
    habit: Whole

    def __len__(self) -> int:
        """How many they are."""
        return len(self.ids)


@functools.cache
def cultures() -> list[dict[str, Any]]:
    """The languages that people's names come from, with names as (as written, in ASCII)."""
    text = resources.files("resources").joinpath("demo", "people.json").read_text("utf-8")
    found: list[dict[str, Any]] = json.loads(text)["cultures"]
    return [one | {part: _names(one[part]) for part in ("female", "male", "last")} for one in found]


def _names(text: str) -> list[tuple[str, str]]:
    pairs = [name.partition("=") for name in text.split()]
    return [(name, ascii_name or plain(name)) for name, _, ascii_name in pairs]


def plain(name: str) -> str:
    """A name in lower-case ASCII letters, as it stands in an address."""
    letters = unicodedata.normalize("NFKD", name.lower().translate(_PLAIN))
    return "".join(letter for letter in letters if letter.isascii() and letter.isalnum())


def make(count: int, draw: np.random.Generator) -> People:
    """So many people, drawn from a seeded generator."""
    culture = _weighted([one["weight"] for one in cultures()], count, draw)
    woman = draw.random(count) < 0.62
    habit = _weighted([one.share for one in HABITS], count, draw)
    first, first_plain = _pick("female", culture, count, draw)
    men, men_plain = _pick("male", culture, count, draw)
    first, first_plain = np.where(woman, first, men), np.where(woman, first_plain, men_plain)
    last, last_plain = _pick("last", culture, count, draw)
    places = [cultures()[one]["places"] for one in culture]
    place = [theirs[int(turn * len(theirs))] for theirs, turn in zip(places, draw.random(count), strict=True)]
    start, stop = _active(habit, count, draw)
    return People(
        # With gaps and in no order, as the numbers of a shop's customers are.
        ids=10_000 + draw.permutation(count * 2)[:count].astype(np.int64),
        first=first,
        last=last,
        address=_addresses(first_plain, last_plain, draw),
        woman=woman,
        culture=culture,
        city=np.array([city for city, _ in place], dtype=object),
        postcode=np.array([code for _, code in place], dtype=object),
        country=np.array([cultures()[one]["countries"][0] for one in culture], dtype=object),
        language=np.array([cultures()[one]["language"] for one in culture], dtype=object),
        born=_born(count, draw),
        start=start,
        stop=stop,
        # Drawn around one: within a habit some buy more than others.
        orders=np.array([one.orders for one in HABITS])[habit] * draw.gamma(3.0, 1 / 3, count),
        opens=np.clip(np.array([one.opens for one in HABITS])[habit] * draw.gamma(5.0, 0.2, count), 0, 0.95),
        shelf=_weighted([22, 13, 14, 10, 13, 15, 8, 5], count, draw),
        habit=habit,
    )


def _weighted(weights: list[float], count: int, draw: np.random.Generator) -> Whole:
    shares = np.cumsum(weights) / sum(weights)
    return np.searchsorted(shares, draw.random(count), side="right").astype(np.int64)


def _pick(part: str, culture: Whole, count: int, draw: np.random.Generator) -> tuple[Texts, Texts]:
    """A name of each person's culture, and the same in ASCII; the first names of a list are the commonest."""
    lists = [one[part] for one in cultures()]
    turn = draw.random(count) ** 1.3
    found = [lists[one][int(at * len(lists[one]))] for one, at in zip(culture, turn, strict=True)]
    return np.array([name for name, _ in found], dtype=object), np.array([name for _, name in found], dtype=object)


def _addresses(first: Texts, last: Texts, draw: np.random.Generator) -> Texts:
    """An address for each, all different: a number tells those of one name apart."""
    count = len(first)
    shape, domain = draw.random(count), _weighted([50, 22, 14, 9, 5], count, draw)
    seen: dict[str, int] = {}
    found = []
    for one, two, kind, where in zip(first, last, shape, domain, strict=True):
        name = f"{one}.{two}" if kind < 0.6 else f"{one[:1]}{two}" if kind < 0.8 else f"{one}{two[:1]}"
        seen[name] = seen.get(name, 0) + 1
        tag = "" if seen[name] == 1 else str(seen[name])
        found.append(f"{name}{tag}{'+shop' if 0.79 < kind < 0.8 else ''}@{_DOMAINS[where]}")
    return np.array(found, dtype=object)


def _born(count: int, draw: np.random.Generator) -> Whole:
    """Birthdays as days since 1970-01-01: people of 18 to 85, most in their thirties and forties."""
    age = np.clip(draw.normal(43, 14, count), 18, 85)
    # Counted back from May 2026.
    return (20_600 - age * 365.25 - draw.integers(0, 365, count)).astype(np.int64)


def _active(habit: Whole, count: int, draw: np.random.Generator) -> tuple[Floats, Floats]:
    """First and last day of each person's activity; a third of those who start early did so before the two years."""
    starts = np.array([one.starts for one in HABITS])[habit]
    stops = np.array([one.stops or (1.0, 1.0) for one in HABITS])[habit]
    start = DAYS * (starts[:, 0] + (starts[:, 1] - starts[:, 0]) * draw.random(count))
    early = (starts[:, 0] == 0) & (draw.random(count) < 0.35)
    start[early] = -draw.uniform(0, 900, int(early.sum()))
    stop = DAYS * (stops[:, 0] + (stops[:, 1] - stops[:, 0]) * draw.random(count))
    return start, np.maximum(stop, start + 1)
