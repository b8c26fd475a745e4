"""Writes a made-up list of any size as CSV files: people, and what they did. The same seed gives the same files.

Run by hand:  python -m tests.benchmarks.generate FOLDER --profiles 1000000 --events 10000000
"""

import argparse
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv

FIRST = ["Zoë", "Günther", "Mary-Ann", "Hélène", "Amir", "Ngọc", "Olga", "Sören", "Ada", "Wei", "Priya", "Tomás"]
LAST = ["Núñez", "Weiß", "O'Neill", "Lefèvre", "Haddad", "Nguyễn", "Ivanova", "Lund", "King", "Chen", "Rao", "Silva"]
CITIES = ["London", "Leeds", "Paris", "Köln", "Cork", "Lyon", "Porto", "Malmö", "Gdańsk", "Hanoi"]
TIERS = ["Bronze", "Bronze", "Bronze", "Silver", "Silver", "Gold", ""]
EVENTS = ["viewed_product", "added_to_cart", "placed_order", "opened_email", "clicked_email"]
SHARES = [0.55, 0.15, 0.12, 0.14, 0.04]
START = np.datetime64("2010-01-01T00:00:00")
SECONDS = 730 * 86_400
BLOCK = 500_000


def _pick(rng: np.random.Generator, words: list[str], count: int, shares: list[float] | None = None) -> pa.Array:
    return pa.DictionaryArray.from_arrays(
        pa.array(rng.choice(len(words), count, p=shares).astype(np.int32)), pa.array(words)
    ).cast(pa.string())


def _moments(rng: np.random.Generator, count: int) -> np.ndarray:
    return START + rng.integers(0, SECONDS, count).astype("timedelta64[s]")


def people(rng: np.random.Generator, first: int, count: int) -> pa.Table:
    """Rows of a contacts file, numbered from `first`."""
    numbers = np.arange(first, first + count).astype(str)
    return pa.table(
        {
            "Customer ID": numbers,
            "Email": np.char.add(np.char.add("person", numbers), "@example.com"),
            "First name": _pick(rng, FIRST, count),
            "Last name": _pick(rng, LAST, count),
            "City": _pick(rng, CITIES, count),
            "Loyalty tier": _pick(rng, TIERS, count),
            "Signed up": np.datetime_as_string(_moments(rng, count)),
            "Email consent": _pick(rng, ["yes", "yes", "yes", "no", ""], count),
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
            "customer_id": who.astype(str),
            "sku": np.char.add("SKU", rng.integers(0, 2_000, count).astype(str)),
            "amount": amount,
            "device": _pick(rng, ["mobile", "desktop", "tablet"], count),
        }
    )


def write(folder: Path, profiles: int, event_count: int, seed: int = 1) -> tuple[Path, Path]:
    """Make `contacts.csv` and `events.csv` in a folder; returns their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    rng = np.random.default_rng(seed)
    contacts, activity = folder / "contacts.csv", folder / "events.csv"
    for path, total, make in (
        (contacts, profiles, lambda at, size: people(rng, at, size)),
        (activity, event_count, lambda _, size: events(rng, profiles, size)),
    ):
        with path.open("wb") as file:
            for at in range(0, total, BLOCK):
                options = csv.WriteOptions(include_header=at == 0, quoting_style="needed")
                csv.write_csv(make(at, min(BLOCK, total - at)), file, options)
    return contacts, activity


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--profiles", type=int, default=1_000_000)
    parser.add_argument("--events", type=int, default=10_000_000)
    chosen = parser.parse_args()
    write(chosen.folder, chosen.profiles, chosen.events)
