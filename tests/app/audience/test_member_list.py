"""The members of a rule as people read them, and as CSV."""

import csv
import io
import subprocess
import sys
from pathlib import Path

import pytest

from app import audience
from app.domain.csv_injection import guarded
from app.domain.problems import FileProblem
from app.domain.progress import Cancelled, Progress
from app.domain.serialising import to_json
from app.project import Project
from tests.app.audience.shop_data import NOW, Shop, fill

ORDERED = {"event": "placed_order"}
_OF_ALL_TYPES = [
    *("city", "shoe_size", "budget", "vip", "interests", "birth_date", "signed_up_at", "suppressed", "mailable"),
]


@pytest.fixture
def shop(tmp_path: Path) -> Shop:
    return fill(Project.create(tmp_path / "shop.quill", timezone="Europe/London", clock=NOW))


def test_a_row_is_one_person_and_its_values_are_as_people_read_them(shop: Shop) -> None:
    found = audience.listed(shop.project, ORDERED, ["email", "revenue", "tags", "last_order_at"])
    assert found.columns == ("key", "email", "revenue", "tags", "last_order_at")
    first, *others = to_json(found)
    assert list(first) == list(found.columns)
    assert len(others) + 1 == len(found.rows) == audience.count(shop.project, ORDERED).count
    assert isinstance(first["revenue"], float)
    assert first["last_order_at"].startswith("20")
    assert [one["key"] for one in to_json(found)] == sorted(one["key"] for one in to_json(found))


def test_what_is_written_is_what_is_listed_and_runs_nothing_in_a_spreadsheet(shop: Shop, tmp_path: Path) -> None:
    columns = ["email", "revenue", "orders", "tags", "last_order_at", "age", *_OF_ALL_TYPES]
    for rule in (ORDERED, {"all": []}, {"any": []}):
        found = audience.listed(shop.project, rule, columns)
        count = audience.write_members(shop.project, rule, columns, tmp_path / "out.csv")
        assert count == len(found.rows)
        # Cell by cell, as the standard library writes what the guard lets through.
        plain = io.StringIO(newline="")
        writer = csv.writer(plain)
        writer.writerow(found.columns)
        writer.writerows([["" if value is None else guarded(value) for value in row] for row in found.cells()])
        assert (tmp_path / "out.csv").read_bytes() == plain.getvalue().encode()


def test_a_list_that_is_stopped_or_has_no_place_leaves_nothing(shop: Shop, tmp_path: Path) -> None:
    def stop() -> bool:
        return True

    folder = tmp_path / "lists"
    folder.mkdir()
    with pytest.raises(Cancelled):
        audience.write_members(shop.project, ORDERED, ["email"], folder / "out.csv", progress=Progress(None, stop))
    assert list(folder.iterdir()) == []
    with pytest.raises(FileProblem, match="cannot be written"):
        audience.write_members(shop.project, ORDERED, ["email"], tmp_path / "nowhere" / "out.csv")


def test_to_write_a_list_loads_no_pandas(shop: Shop, tmp_path: Path) -> None:
    # The mirror is made, which may take pandas.
    audience.count(shop.project, {"all": []})
    path = shop.project.path
    shop.project.close()
    code = (
        "import sys; from pathlib import Path; from app import audience; from app.project import Project\n"
        f"with Project.open({str(path)!r}) as project:\n"
        f"    audience.write_members(project, {{'all': []}}, {_OF_ALL_TYPES}, Path({str(tmp_path / 'out.csv')!r}))\n"
        "assert 'pandas' not in sys.modules"
    )
    # As long as all the rest of the start of a short command.
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert len((tmp_path / "out.csv").read_text("utf-8").splitlines()) > 1
