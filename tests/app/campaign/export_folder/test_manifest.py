"""What an export tells people and programs about itself."""

import hashlib
import json
from pathlib import Path
from typing import Any

from app import campaign
from app.project import Project

ARMS = [{"name": "A", "share": 0.5}, {"name": "B", "share": 0.5, "subject": "Zoë’s {{ city }}"}]


BOTH = {"variants": ARMS, "holdout": {"share": 0.2, "seed": "spring"}, "exclude": ["Nobody"]}


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_the_manifest(club: Project, plan: dict[str, Any], tmp_path: Path) -> None:
    campaign.save(club, "All", plan | {"esp": "klaviyo", "html": "sample"} | BOTH)
    done = campaign.export(club, "All", tmp_path / "out", as_of="2026-02-01")
    manifest = json.loads((tmp_path / "out" / "manifest.json").read_text("utf-8"))
    assert list(manifest) == [
        *("version", "project", "campaign", "esp", "as_of", "audience", "waterfall", "variants", "columns"),
        *("checks", "overrules", "formula_cells", "suppress_by_hand", "program", "files"),
    ]
    assert manifest["as_of"] == "2026-02-01T00:00:00+00:00"
    assert manifest["project"] == "The club"
    assert "Everyone" in manifest["audience"]
    assert "Nobody" in manifest["audience"]
    assert [set(step) for step in manifest["waterfall"]] == [{"step", "people", "removed", "reason"}] * 7
    assert manifest["waterfall"][-1]["people"] == done.verdict.recipients
    assert sum(one["people"] for one in manifest["variants"]) == done.verdict.recipients
    files = contents(tmp_path / "out")
    assert {entry["path"] for entry in manifest["files"]} == set(files) - {"manifest.json"}
    for entry in manifest["files"]:
        content = files[entry["path"]]
        assert (entry["bytes"], entry["sha256"]) == (len(content), hashlib.sha256(content).hexdigest())
    assert {"header": "Email", "from": "email", "computed_because": None} in manifest["columns"]
    assert [column for column in manifest["columns"] if column["computed_because"]]
    text = (tmp_path / "out" / "manifest.json").read_text("utf-8")
    assert str(tmp_path) not in text
    assert text.endswith("\n")


def test_a_sample_is_twenty_with_the_worst_first(club: Project, plan: dict[str, Any], tmp_path: Path) -> None:
    campaign.save(club, "All", plan | {"html": "sample"})
    campaign.export(club, "All", tmp_path / "out")
    manifest = json.loads((tmp_path / "out" / "manifest.json").read_text("utf-8"))
    emails = [entry["path"] for entry in manifest["files"] if entry["path"].startswith("html/")]
    assert len(emails) == len(set(emails)) == 20
    # The first of those without a name, in key order.
    assert emails[0] == "html/customer_id%3A429.html"
    campaign.save(club, "All", plan | {"html": "none"})
    campaign.export(club, "All", tmp_path / "bare")
    assert not (tmp_path / "bare" / "html").exists()
