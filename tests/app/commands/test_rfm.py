"""The command `rfm`: by default as the specification has it, else as it is told."""

import json
from pathlib import Path

import pytest

from app.project import Project
from tests.app.audience.shop_data import NOW, fill
from tests.app.commands.test_audience import asked, document


@pytest.fixture
def project(tmp_path: Path) -> Path:
    path = tmp_path / "shop.quill"
    with Project.create(path, timezone="Europe/London", clock=NOW) as made:
        fill(made)
    return path


def test_by_default_it_is_as_specified(project: Path) -> None:
    found = document("rfm", project)
    assert set(found) >= {"groups", "as_of"}
    assert set(found["groups"][0]) == {"name", "count", "recency_days", "frequency", "monetary"}
    assert "basis" not in found
    assert "Champions" in asked("rfm", project)[0]


def test_what_is_chosen_stays_until_something_else_is(project: Path, tmp_path: Path) -> None:
    groups, borders = tmp_path / "groups.json", tmp_path / "borders.json"
    row = {"name": "Lately", "recency": [4, 5], "frequency": [1, 5], "monetary": [1, 5]}
    groups.write_text(json.dumps([row]))
    borders.write_text(json.dumps({"recency": [10, 20, 40, 80]}))
    found = document(
        "rfm", project, "--window", "90 days", "--frequency", "viewed_product,placed_order", "--engagement",
        "engagement_rate", "--groups", groups, "--thresholds", borders,
    )  # fmt: skip
    assert [one["name"] for one in found["groups"]] == ["Lately", "Other"]
    assert set(found["counts"]) == {"recency", "frequency", "monetary", "engagement"}
    assert found["basis"] == (
        "By the last order and the number of product views or orders in the last 90 days, and by what was spent and "
        "the engagement rate. Recency by fixed borders, the rest by fifths of the people."
    )
    again = document("rfm", project, "--third", "engagement")
    assert set(again["counts"]) == {"recency", "frequency", "engagement"}
    readable, _ = asked("rfm", project)
    assert "Engagement" in readable
    plain = document(
        "rfm", project, "--window", "all", "--recency", "placed_order", "--frequency", "placed_order", "--third",
        "money", "--thresholds", "quintiles", "--groups", "default",
    )  # fmt: skip
    assert len(plain["groups"]) == 11


def test_what_is_wrong_changes_nothing(project: Path) -> None:
    for words, said in (
        (("--window", "soon"), "“soon” is no span of time"),
        (("--frequency", "nothing"), "nothing"),
        (("--engagement", "city"), "cannot be measured"),
    ):
        assert said in asked("rfm", project, *words, status=1)[1]
    assert "basis" not in document("rfm", project)
