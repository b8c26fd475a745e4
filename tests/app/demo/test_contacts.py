"""The made-up list of contacts, as messy as real lists are."""

import csv
import io
from collections import Counter
from pathlib import Path

from tests.app.demo.conftest import COUNT


def _rows(path: Path, delimiter: str = ",") -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_text("utf-8-sig")), delimiter=delimiter))


def test_contacts_are_as_messy_as_real_lists(folder: Path) -> None:
    path = folder / "contacts.csv"
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    rows = _rows(path, ";")
    assert len(rows) > COUNT
    addresses = [row["E-mail"] for row in rows]
    assert sum("@" not in address for address in addresses) > 5
    assert sum(address.isupper() for address in addresses) > 10
    assert sum(address != address.strip() for address in addresses) > 10
    assert sum(not row["First name"] for row in rows) > 30
    assert {row["Gender"] for row in rows} == {"f", "m", "other", ""}
    assert {row["Email consent"] for row in rows} == {"yes", "no", "pending", ""}
    assert {row["Country"] for row in rows} >= {"United Kingdom", "UK", "Germany", "Deutschland"}
    assert all(row["Customer ID"].endswith(".0") or not row["Customer ID"] for row in rows)


def test_people_stand_in_the_list_more_than_once(folder: Path) -> None:
    rows = _rows(folder / "contacts.csv", ";")
    counts = Counter(row["E-mail"].strip().casefold() for row in rows if "@" in row["E-mail"])
    assert sum(count > 1 for count in counts.values()) > 3
