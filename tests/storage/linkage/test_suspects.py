"""Pairs who may be one, from a child of its own: the same twice, and ended where nobody waits."""

from random import Random

import pyarrow as pa
import pytest

from app.domain.progress import Cancelled
from app.people.duplicates import settings
from storage.linkage import prepared, suspects

FIRST = ["Anna", "Robert", "Zoe", "Karim", "Mei", "Olga", "Liam", "Priya", "Sven", "Lucia", "Noah", "Edith"]
LAST = ["Smith", "Okafor", "Nakamura", "Rossi", "Lindqvist", "Haddad", "Kowalski", "Duarte", "Meyer", "Costa"]


def people(count: int = 150, twins: int = 12) -> pa.Table:
    """People of whom the last so many are others' twins, under another address and one letter off."""
    random, rows = Random(5), []
    for number in range(count):
        first, last = random.choice(FIRST), random.choice(LAST)
        rows.append({
            "id": number, "first": first.lower(), "last": last.lower(),
            "birth": f"19{random.randint(40, 99)}{random.randint(1, 12):02d}{random.randint(1, 28):02d}",
            "postal": f"e{random.randint(1, 30)}", "email": f"{first}.{last}{random.randint(10, 99)}@x.example".lower(),
        })  # fmt: skip
    for number in range(twins):
        one = rows[number]
        rows.append(
            one | {"id": count + number, "last": one["last"][:-1], "email": f"{one['first']}{number}@y.example"}
        )
    return pa.table({name: [row.get(name) for row in rows] for name in ("id", *prepared.GIVEN)}, schema=_SCHEMA)


_SCHEMA = pa.schema([("id", pa.int64()), *((name, pa.string()) for name in prepared.GIVEN)])
NICKNAMES = pa.table({"short": ["bob"], "long": ["robert"]})


def test_twins_are_found_and_the_same_again() -> None:
    said: list[str] = []
    found = suspects.find(people, NICKNAMES, settings(), lambda done, total, phrase: said.append(phrase))
    pairs = set(zip(found.column("one").to_pylist(), found.column("other").to_pylist(), strict=True))
    assert pairs == {(number, 150 + number) for number in range(12)}
    assert found.column("birth").to_pylist() == [0] * 12
    assert found.column("phone").to_pylist() == [-1] * 12
    assert found.equals(suspects.find(people, NICKNAMES, settings(), lambda *_: None))
    assert "Comparing people" in said


def test_nobody_is_suspected_among_nobody_and_few() -> None:
    found = suspects.find(lambda: people(0, 0), NICKNAMES, settings(), lambda *_: None)
    assert found.num_rows == 0
    assert suspects.find(lambda: people(3, 0), NICKNAMES, settings(), lambda *_: None).num_rows == 0


def test_whoever_stops_it_ends_the_child() -> None:
    def stop(done: float, total: float, phrase: str) -> None:
        raise Cancelled(phrase)

    with pytest.raises(Cancelled):
        suspects.find(people, NICKNAMES, settings(), stop)
