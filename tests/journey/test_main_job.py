"""The main job in a real window under a virtual screen, ending in an export that has exactly whom it should have."""

import csv
import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from app.demo import files as demo_files
from app.demo import shop as demo_shop

pytestmark = pytest.mark.early

DRIVE = Path(__file__).with_name("drive.py")


def _drive(checkout: Path, screen: str, folder: Path, data: list[Path]) -> dict[str, Any]:
    folder.mkdir()
    surroundings = os.environ | {"DISPLAY": screen, "QT_QPA_PLATFORM": "xcb", "QUILLWORK_CACHE": str(folder / "cache")}
    command = [sys.executable, str(DRIVE), str(folder), *map(str, data)]
    result = subprocess.run(command, cwd=checkout, env=surroundings, capture_output=True, text=True)
    assert result.returncode == 0, result.stderr[-4000:]
    seen: dict[str, Any] = json.loads((folder / "seen.json").read_text("utf-8"))
    return seen


def _number(shown: str) -> int:
    return int(shown.replace(",", ""))


def _addresses(path: Path) -> list[str]:
    with path.open(encoding="utf-8-sig", newline="") as lines:
        return [row["email"] for row in csv.DictReader(lines)]


def _ordered(project: Path, least: int) -> dict[str, tuple[str, bool]]:
    """Key → (address, whether it is valid) of everyone with so many orders, asked of the file by other code."""
    question = """select p.key, p.email, p.mailable from profile p join event e on e.profile_id = p.id
                  where e.name = 'placed_order' group by p.id having count(distinct e.id) >= ?"""
    with sqlite3.connect(project) as file:
        return {key: (email or "", bool(valid)) for key, email, valid in file.execute(question, [least])}


def _denied(project: Path) -> set[str]:
    """The keys of everyone whose last word on email is no yes, or who never said anything."""
    question = """select p.key, (select c.status from consent c where c.profile_id = p.id and c.channel = 'email'
                  order by coalesce(c.at, 0) desc, c.id desc limit 1) from profile p"""
    with sqlite3.connect(project) as file:
        return {key for key, status in file.execute(question) if status != "granted"}


def _check(seen: dict[str, Any], folder: Path) -> None:
    out, project = Path(seen["folder"]), folder / "Gift shop.quill"
    assert seen["platform"] == "xcb"
    matched, left_out = _ordered(project, 1), _ordered(project, 12)
    steps = [_number(people) for _, people, _ in seen["waterfall"]]
    # What the segments' panes showed, what the waterfall begins with, and what the file says, is one number.
    assert _number(seen["match"]) == steps[0] == len(matched)
    assert _number(seen["left_out"]) == len(left_out)
    assert steps[1] == len(matched.keys() - left_out.keys())
    # Each step only takes away, and the last one is the export.
    assert steps == sorted(steps, reverse=True)
    contacts, held = _addresses(out / "contacts.csv"), _addresses(out / "holdout.csv")
    assert len(contacts) == len(set(contacts)) == steps[-1]
    assert len(held) == steps[-2] - steps[-1] > 0
    may = {key: email for key, (email, valid) in matched.items() if valid and key not in left_out}
    allowed = {email for key, email in may.items() if key not in _denied(project)}
    assert len(allowed) == steps[-2]
    assert set(contacts) | set(held) == allowed
    assert not set(contacts) & set(held)
    assert all(path.stat().st_size > 5_000 for path in (folder / "pictures").iterdir())


@pytest.mark.timeout(900)
def test_from_files_to_an_export_by_mouse_and_keyboard(checkout: Path, screen: str, tmp_path: Path) -> None:
    files = demo_files.write(demo_shop.make(400), tmp_path)
    names = ("contacts.csv", "orders.csv", "products.csv", "web_events.csv")
    data = [file for name in names for file in files if file.name == name]
    seen = _drive(checkout, screen, tmp_path / "work", data)
    assert seen["imported"] == "4 files are in"
    assert seen["status"].startswith("Saved · 400 people · ")
    assert seen["groups"] >= 2
    assert len(set(seen["greeted"])) > 1
    _check(seen, tmp_path / "work")


@pytest.mark.long
@pytest.mark.timeout(3600)
def test_the_same_with_real_data(checkout: Path, screen: str, tmp_path: Path, shared_data: Path) -> None:
    shop = shared_data / "composed_shop"
    data = [shop / "contacts.csv", shared_data / "online_retail" / "online_retail.csv.gz", shop / "products.csv"]
    seen = _drive(checkout, screen, tmp_path / "work", [*data, shop / "web_events.csv.gz"])
    _check(seen, tmp_path / "work")
