"""The first hour with the program, in a real window: dirty files corrected, cleaned, joined, looked at, taken back."""

import json
import os
import random
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

pytestmark = [pytest.mark.long, pytest.mark.timeout(900)]

DRIVE = Path(__file__).with_name("first_hour.py")
PEOPLE, TWINS, NEW = 300, 20, 40
TOWNS = (("München", "munchen", "MÜNCHEN", " München "), ("Köln", "KÖLN", "koln"), ("Bad Homburg", "Homburg, Bad"))
FIRST = ("ann", "BOB", "Zoë", "karl", "LENA", "Miriam", "otto", "Paula", "Quentin", "Rosa")
LAST = ("Lee", "Quennel", "Voss", "Adeyemi", "Brzozowski", "Castellanos", "Drummond", "Eriksen", "Farrow", "Gutmann")


def _person(number: int, chance: random.Random) -> dict[str, str]:
    town = chance.choice(TOWNS)
    name = f"{LAST[number % 10]}{chr(97 + number // 10 % 26)}{chr(97 + number // 260)}"
    return {
        "E-mail": f"{FIRST[number % 10].lower()}.{name.lower()}@mail{number % 7}.example",
        "First name": FIRST[number % 10],
        "Last name": name,
        "City": chance.choice(town),
        "Phone": f"+49 171 {5_000_000 + number * 7}",
        "Birthday": f"{1 + number % 28:02d}.{1 + number % 12:02d}.{1960 + number % 40}",
        "Accepts Email Marketing": chance.choice(("yes", "no", "")),
        "Shoe size": str(36 + number % 9),
    }


def _written(path: Path, rows: list[dict[str, str]], mark: str = "") -> None:
    lines = [";".join(rows[0]), *(";".join(row.values()) for row in rows)]
    path.write_text(mark + "\n".join(lines) + "\n", "utf-8")


def _files(folder: Path) -> None:
    """Contacts with a mark, several spellings, and twins under a second address; orders; visits; next month's."""
    chance = random.Random(11)
    folder.mkdir(parents=True)
    rows = [_person(number, chance) for number in range(PEOPLE)]
    twins = [
        row | {"E-mail": row["E-mail"].replace("@", ".home@"), "Phone": "", "Accepts Email Marketing": ""}
        for row in rows[:TWINS]
    ]
    _written(folder / "contacts.csv", [*rows, *twins], "\ufeff")
    orders = [
        {"Order": f"A{number}", "Email": rows[number % PEOPLE]["E-mail"], "Date": f"2026-03-{1 + number % 28:02d}",
         "SKU": f"S{number % 9}", "Quantity": "1", "Price": f"{5 + number % 40}.50"}
        for number in range(400)
    ]  # fmt: skip
    _written(folder / "orders.csv", orders)
    visits = [
        {"email": rows[number % PEOPLE]["E-mail"], "event": "viewed_product",
         "time": f"2026-03-{1 + number % 28:02d}T10:00:{number % 60:02d}Z", "sku": f"S{number % 9}"}
        for number in range(900)
    ]  # fmt: skip
    _written(folder / "visits.csv", visits)
    fresh = [_person(number, chance) for number in range(PEOPLE, PEOPLE + NEW)]
    changed = [row | {"City": "Köln"} if at < 30 else row for at, row in enumerate(rows)]
    # Another order of columns, one that is new and one that is gone.
    april = [
        {"City": row["City"], "E-mail": row["E-mail"], **{name: row[name] for name in list(row)[1:] if name not in
         ("City", "Shoe size")}, "Newsletter topic": "tea"}
        for row in [*changed, *fresh]
    ]  # fmt: skip
    _written(folder / "contacts-april.csv", april)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_from_dirty_files_to_one_taken_back(checkout: Path, screen: str, tmp_path: Path, theme: str) -> None:
    folder = tmp_path / theme
    _files(folder / "files")
    surroundings = os.environ | {
        "DISPLAY": screen,
        "QT_QPA_PLATFORM": "xcb",
        "QUILLWORK_CACHE": str(folder / "cache"),
        "PYTHONPATH": str(checkout),
    }
    command = [sys.executable, str(DRIVE), str(folder), theme]
    result = subprocess.run(command, cwd=checkout, env=surroundings, capture_output=True, text=True)
    assert result.returncode == 0, result.stderr[-4000:]
    seen: dict[str, Any] = json.loads((folder / "seen.json").read_text("utf-8"))
    assert seen["platform"] == "xcb"
    assert (seen["skipped"], seen["back"]) == ("skipped", "shoe_size")
    assert len(seen["steps"]) >= 3
    assert any("City" in one for one in seen["steps"])
    assert seen["people"] == PEOPLE + TWINS
    assert seen["suspects"] >= 2
    assert seen["decisions"] == ["same"]
    assert seen["joined"] == PEOPLE + TWINS - 1
    assert seen["presses"] == 3
    told = " ".join(seen["told"])
    assert "Newsletter topic" in told
    assert "Shoe size" in told
    assert seen["after"] == PEOPLE + TWINS - 1 + NEW
    assert seen["taken_back"] == seen["joined"]
    assert len(list((folder / "pictures").iterdir())) >= 13
