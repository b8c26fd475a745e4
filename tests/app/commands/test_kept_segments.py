"""The commands that keep segments, as a script calls them."""

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
    (tmp_path / "rule.json").write_text(json.dumps({"event": "placed_order"}))
    (tmp_path / "list.csv").write_text("customer_id\n100\n99\n1\n")
    return path


def listed(project: Path) -> dict[str, object]:
    (one,) = document("segment", "list", project)
    return one  # type: ignore[no-any-return]  # a document


def test_saved_and_edited_with_all_that_is_kept_beside(project: Path) -> None:
    rule = project.with_name("rule.json")
    asked(
        "segment", "save", project, "Buyers", "--rule", rule, "--strategy", "Thank them", "--owner", "Ann",
        "--folder", "VIP", "--timer", "weekly", "--expires", "20 days", "--content",
    )  # fmt: skip
    made = listed(project)
    assert {name: made[name] for name in ("strategy", "owner", "folder", "timer", "expires", "content")} == {
        "strategy": "Thank them", "owner": "Ann", "folder": "VIP", "timer": "weekly", "expires": {"days": 20},
        "content": True,
    }  # fmt: skip
    before = made["count"]
    told = document("segment", "edit", project, "buyers", "--expires", "never", "--no-content", "--timer", "new-data")
    assert told["count"] > before  # type: ignore[operator]  # numbers
    made = listed(project)
    assert (made["expires"], made["content"], made["timer"], made["owner"]) == (None, False, "new-data", "Ann")
    asked("segment", "edit", project, "Buyers", "--expires", "soon", status=2)
    asked("segment", "edit", project, "Buyers", "--expires", "0 days", status=2)


def test_static_ones(project: Path) -> None:
    rule, people = project.with_name("rule.json"), project.with_name("list.csv")
    saved, said = asked("segment", "save", project, "Fair", "--people", people)
    assert "Saved “Fair”: 2 people. Everyone who is on the list “Fair”." in saved
    assert "Nobody goes by 1 key: customer_id:1" in said
    added = document("segment", "add", project, "Fair", "customer_id:98", "--people", people)
    assert added == {"name": "Fair", "count": 3, "added": 1, "removed": 0, "unknown": ["customer_id:1"]}
    assert document("segment", "remove", project, "fair", "customer_id:100")["count"] == 2
    members = document("segment", "members", project, "Fair")
    assert [one["key"] for one in members] == ["customer_id:98", "customer_id:99"]
    assert "was taken off on 10 Dec 2011" in asked("segment", "explain", project, "Fair", "customer_id:100")[0]
    assert "Buyers" in asked("segment", "save", project, "Buyers", "--rule", rule)[0]
    fixed = document("segment", "edit", project, "Buyers", "--static")
    assert fixed["sentence"] == "Everyone who is on the list “Buyers”."
    asked("segment", "edit", project, "Fair", "--expires", "3days", status=1)
    asked("segment", "add", project, "Fair", status=2)
    asked("segment", "save", project, "Both", "--rule", rule, "--people", people, status=2)
    asked("segment", "save", project, "Neither", status=2)


def test_the_list_tells_where_each_is_used_and_the_audit_what_to_look_at(project: Path) -> None:
    rule = project.with_name("rule.json")
    asked("segment", "save", project, "Buyers", "--rule", rule)
    rule.write_text(json.dumps({"none": [{"segment": "Buyers"}, {"none": [{"segment": "Buyers"}]}]}))
    asked("segment", "save", project, "Nobody", "--rule", rule)
    table = asked("segment", "list", project)[0].splitlines()
    assert "1 segment " in table[1]
    assert "is used by the segment “Nobody”" in asked("segment", "delete", project, "Buyers", status=1)[1]
    told = document("segment", "audit", project)
    assert [(one["kind"], one["segments"]) for one in told["findings"]] == [("empty", ["Nobody"])]
    assert (told["segments"], list(told)) == (2, ["as_of", "segments", "findings"])
    assert "Nobody is in “Nobody”. Look at what keeps people out of it." in asked("segment", "audit", project)[0]
