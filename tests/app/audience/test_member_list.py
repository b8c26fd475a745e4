"""The members of a rule as people read them, and as CSV."""

import csv
from pathlib import Path

import pytest

from app import audience
from app.domain.problems import FileProblem
from app.domain.serialising import to_json
from app.project import Project
from tests.app.audience.shop_data import NOW, Shop, fill

ORDERED = {"event": "placed_order"}


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


def test_what_is_written_runs_nothing_in_a_spreadsheet(tmp_path: Path) -> None:
    from app.audience import Members

    found = Members(("key", "first_name", "tags", "orders"), (("a", "=1+1", ["x", "@y"], None), ("b", None, [], 2)))
    found.write(tmp_path / "out.csv")
    with (tmp_path / "out.csv").open(encoding="utf-8-sig", newline="") as file:
        assert list(csv.reader(file)) == [
            ["key", "first_name", "tags", "orders"],
            ["a", "'=1+1", "x, @y", ""],
            ["b", "", "", "2"],
        ]
    with pytest.raises(FileProblem, match="cannot be written"):
        found.write(tmp_path / "nowhere" / "out.csv")
