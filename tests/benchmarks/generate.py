"""Writes a made-up shop of any size as CSV files: people, their course, the catalogue, and what was done.

The same seed gives the same files. Run by hand:

    python -m tests.benchmarks.generate FOLDER --profiles 1000000 --events 10000000
"""

import argparse
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv

FIRST = ["Zoë", "Günther", "Mary-Ann", "Hélène", "Amir", "Ngọc", "Olga", "Sören", "Ada", "Wei", "Priya", "Tomás"]
PLACES = [
    ("London", "United Kingdom", 51.507, -0.128),
    ("Leeds", "United Kingdom", 53.797, -1.544),
    ("Paris", "France", 48.857, 2.352),
    ("Köln", "Germany", 50.938, 6.960),
    ("Cork", "Ireland", 51.898, -8.476),
    ("Lyon", "France", 45.764, 4.836),
    ("Porto", "Portugal", 41.158, -8.629),
    ("Malmö", "Sweden", 55.605, 13.004),
    ("Gdańsk", "Poland", 54.352, 18.647),
    ("Hanoi", "Vietnam", 21.028, 105.834),
]
CITIES = [city for city, *_ in PLACES]
TIERS = ["Bronze", "Bronze", "Bronze", "Silver", "Silver", "Gold", ""]
TAGS = ["vip", "outdoor gear", "newsletter", "wholesale", "sale hunter", "kids"]
EVENTS = ["viewed_product", "added_to_cart", "placed_order", "opened_email", "clicked_email"]
SHARES = [0.55, 0.15, 0.12, 0.14, 0.04]
CATEGORIES = ["Shoes", "Jackets", "Tents", "Hats", "Maps", "Ropes", "Lamps", "Bags"]
BRANDS = ["Alpina", "Borealis", "Cumbre", "Dolomit"]
DEVICES = ["mobile", "desktop", "tablet"]
PRODUCTS = 2_000
START = np.datetime64("2010-01-01T00:00:00")
SECONDS = 730 * 86_400
BLOCK = 500_000


@dataclass(frozen=True)
class Files:
    """The files of one shop."""

    contacts: Path
    changes: Path
    suppressed: Path
    catalogue: Path
    events: Path


def files(folder: Path) -> Files:
    """Where they are, or will be."""
    return Files(*(folder / f"{name}.csv" for name in ("contacts", "changes", "suppressed", "catalogue", "events")))


def _pick(rng: np.random.Generator, words: list[str], count: int, shares: list[float] | None = None) -> pa.Array:
    return _chosen(rng.choice(len(words), count, p=shares), words)


def _chosen(places: np.ndarray, words: list[str]) -> pa.Array:
    return pa.DictionaryArray.from_arrays(pa.array(places.astype(np.int32)), pa.array(words)).cast(pa.string())


def _moments(rng: np.random.Generator, count: int, since: int = 0) -> np.ndarray:
    return START + rng.integers(since, SECONDS, count).astype("timedelta64[s]")


def _holes(rng: np.random.Generator, values: pa.Array, share: float) -> pa.Array:
    """The values with a share of them left empty."""
    return pc.if_else(pa.array(rng.random(len(values)) < share), pa.scalar("", pa.string()), values.cast(pa.string()))


def _texts(values: np.ndarray) -> pa.Array:
    return pa.array(values).cast(pa.string())


def _addresses(numbers: np.ndarray) -> pa.Array:
    return pc.binary_join_element_wise("person", _texts(numbers), "@example.com", "")


def people(rng: np.random.Generator, first: int, count: int) -> pa.Table:
    """Rows of a contacts file of fifteen columns, numbered from `first`."""
    numbers = np.arange(first, first + count)
    at = rng.integers(0, len(PLACES), count)
    lat, lon = (np.array([place[which] for place in PLACES])[at] for which in (2, 3))
    born = np.datetime64("1935-01-01") + rng.integers(0, 75 * 365, count).astype("timedelta64[D]")
    listed = [f"{one};{other}" if one != other else one for one in TAGS for other in TAGS]
    return pa.table(
        {
            "Customer ID": _texts(numbers),
            "Email": _addresses(numbers),
            "First name": _pick(rng, FIRST, count),
            "Phone": _holes(rng, pc.binary_join_element_wise("+44", _texts(7_400_000_000 + numbers), ""), 0.3),
            "Birth date": _holes(rng, _texts(np.datetime_as_string(born)), 0.2),
            "City": _chosen(at, CITIES),
            "Country": _chosen(at, [country for _, country, *_ in PLACES]),
            "Latitude": _texts(np.round(lat + rng.normal(0, 0.4, count), 5)),
            "Longitude": _texts(np.round(lon + rng.normal(0, 0.4, count), 5)),
            "Loyalty tier": _pick(rng, TIERS, count),
            "Points": _holes(rng, _texts(rng.integers(0, 5_000, count)), 0.1),
            "Has app": _pick(rng, ["yes", "no", ""], count),
            "Signed up": np.datetime_as_string(_moments(rng, count)),
            "Email consent": _pick(rng, ["yes", "yes", "yes", "no", ""], count),
            "Tags": _holes(rng, _pick(rng, listed, count), 0.5),
        }
    )


def changes(rng: np.random.Generator, first: int, count: int) -> pa.Table:
    """Rows that give a twentieth of the people another tier in the second year."""
    numbers = np.arange(first, first + count)
    numbers = numbers[numbers % 20 == 0]
    return pa.table(
        {
            "Customer ID": _texts(numbers),
            "Loyalty tier": _pick(rng, ["Bronze", "Silver", "Gold"], len(numbers)),
            "Changed at": np.datetime_as_string(_moments(rng, len(numbers), SECONDS // 2)),
        }
    )


def suppressed(_rng: np.random.Generator, first: int, count: int) -> pa.Table:
    """Rows of a list of those not to be mailed, a hundredth of the people."""
    numbers = np.arange(first, first + count)
    return pa.table({"Email": _addresses(numbers[numbers % 100 == 7])})


def catalogue(rng: np.random.Generator, first: int, count: int) -> pa.Table:
    """Rows of a file of products."""
    numbers = np.arange(first, first + count)
    return pa.table(
        {
            "sku": pc.binary_join_element_wise("SKU", _texts(numbers), ""),
            "name": pc.binary_join_element_wise("Product", _texts(numbers), " "),
            "category": _chosen(numbers % len(CATEGORIES), CATEGORIES),
            "brand": _pick(rng, BRANDS, count),
            "price": np.char.mod("%.2f", rng.gamma(2.0, 20.0, count)),
        }
    )


def events(rng: np.random.Generator, people_count: int, count: int) -> pa.Table:
    """Rows of an events file: most people do little, a few do a lot."""
    who = (people_count * rng.beta(0.8, 2.4, count)).astype(np.int64)
    name = _pick(rng, EVENTS, count, SHARES)
    ordered = np.asarray(pc.equal(name, "placed_order"))
    amount = np.where(ordered, np.char.mod("%.2f", rng.gamma(2.0, 30.0, count)), "")
    return pa.table(
        {
            "time": np.char.add(np.datetime_as_string(_moments(rng, count)), "Z"),
            "event": name,
            "customer_id": _texts(who),
            "sku": pc.binary_join_element_wise("SKU", _texts(rng.integers(0, PRODUCTS, count)), ""),
            "amount": amount,
            "device": _pick(rng, DEVICES, count),
        }
    )


def _write(path: Path, total: int, make: Callable[[int, int], pa.Table]) -> None:
    with path.open("wb") as file:
        for at in range(0, total, BLOCK):
            options = csv.WriteOptions(include_header=at == 0, quoting_style="needed")
            csv.write_csv(make(at, min(BLOCK, total - at)), file, options)


def write(folder: Path, profiles: int, event_count: int, seed: int = 1) -> Files:
    """Make the files of a shop in a folder; returns their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    made = files(folder)
    rng = np.random.default_rng(seed)
    _write(made.contacts, profiles, lambda at, size: people(rng, at, size))
    _write(made.changes, profiles, lambda at, size: changes(rng, at, size))
    _write(made.suppressed, profiles, lambda at, size: suppressed(rng, at, size))
    _write(made.catalogue, PRODUCTS, lambda at, size: catalogue(rng, at, size))
    _write(made.events, event_count, lambda _, size: events(rng, profiles, size))
    return made


def write_more(path: Path, profiles: int, count: int, seed: int) -> Path:
    """Make a further file of events of the same people; another seed gives others."""
    rng = np.random.default_rng(seed)
    _write(path, count, lambda _, size: events(rng, profiles, size))
    return path


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--profiles", type=int, default=1_000_000)
    parser.add_argument("--events", type=int, default=10_000_000)
    chosen = parser.parse_args()
    write(chosen.folder, chosen.profiles, chosen.events)
