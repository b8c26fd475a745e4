"""The demo is a project like any other, whole or not there, and worth looking at."""

import csv
import io
import json
import re
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from app import audience, campaign, command_line, demo, ingest
from app.audience import segments
from app.demo import Built, contents, files
from app.discover.saving import saved
from app.domain.problems import Problem
from app.domain.progress import Cancelled, Progress
from app.project import Project, assets, audit_log
from app.template import store as templates
from storage.file.models import export

PEOPLE = 600


@pytest.fixture(scope="module")
def shares() -> list[float]:
    """What the making reported."""
    return []


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory, shares: list[float]) -> Built:
    """A small demo."""
    folder = tmp_path_factory.mktemp("documents") / "Quillwork demo"
    folder.mkdir()
    return demo.build(folder / demo.PROJECT, PEOPLE, progress=Progress(lambda share, phrase: shares.append(share)))


def test_it_is_made_of_ordinary_files_that_were_imported(built: Built) -> None:
    assert [path.name for path in built.data] == list(files.NAMES)
    with Project.open(built.project) as project:
        history = ingest.history(project)
    assert [one.file for one in history] == list(files.NAMES)
    rows = {one.file: one.rows for one in history}
    assert rows == {path.name: _lines(path) for path in built.data}
    assert 0.9 * PEOPLE < built.profiles < 1.1 * PEOPLE
    assert built.events > 10 * PEOPLE


def _lines(path: Path) -> int:
    return path.read_bytes().count(b"\n") - 1


def test_nothing_is_left_beside_it(built: Built) -> None:
    assert [path.name for path in built.project.parent.parent.iterdir()] == ["Quillwork demo"]
    assert not [path for path in built.project.parent.iterdir() if path.name.startswith(".")]


def test_its_clock_stands_at_its_last_event(built: Built) -> None:
    with Project.open(built.project) as project:
        assert project.setting("clock") == "latest-event"
        assert project.moment().iso().startswith("2026-08-31T")
        assert project.setting("sender") == contents.SENDER


def test_every_segment_has_people_and_a_plan(built: Built) -> None:
    with Project.open(built.project) as project:
        kept = {one.name: one for one in segments.every(project)}
        assert set(contents.SEGMENTS) < set(kept)
        counts = {one.name: one.count for one in built.segments}
        assert all(one.note for one in kept.values())
        for name in contents.SEGMENTS:
            assert 0 < counts[name] < 0.6 * PEOPLE, name
            assert counts[name] == audience.count(project, kept[name].rule).count


def test_whoever_opened_some_emails_reads_and_a_proxy_does_not(built: Built) -> None:
    rule: dict[str, Any] = {
        "all": [
            {"trait": "orders", "op": "=", "value": 0},
            {
                "event": "opened_email",
                "where": [{"property": "machine", "op": "is_true"}],
                "within": {"last": {"months": 6}},
            },
        ]
    }
    with Project.open(built.project) as project:
        reads = set(audience.member_ids(project, contents.SEGMENTS["Reads, never bought"][0]).tolist())
        proxied = set(audience.member_ids(project, rule).tolist())
        rule["all"][1] |= {"where": [], "measure": "count", "op": ">=", "value": 2}
        opened = set(audience.member_ids(project, rule).tolist())
    assert opened - proxied <= reads <= opened
    assert len(reads) > 0.5 * len(opened)


def test_its_groups_and_scores_are_kept(built: Built) -> None:
    with Project.open(built.project) as project:
        (grouping,) = saved(project)
        assert grouping.name == contents.GROUPING
        sizes = {group["name"]: group["size"] for group in grouping.summary["groups"]}
        assert len(sizes) == contents.GROUPS
        counts = {one.name: one.count for one in built.segments}
        assert {name: counts[f"Shoppers: {name}"] for name in sizes} == sizes
        scored = audience.count(project, {"trait": "rfm_segment", "op": "is_set"})
        ordered = audience.count(project, {"trait": "orders", "op": ">", "value": 0})
        assert scored.count == ordered.count > 0


def test_every_product_has_its_picture(built: Built) -> None:
    rows = list(csv.DictReader(io.StringIO((built.project.parent / "products.csv").read_text())))
    with Project.open(built.project) as project:
        for row in rows[::37]:
            found = assets.find(project, row["image_url"])
            assert found is not None
            assert found[0] == "image/png"
            assert found[1].startswith(b"\x89PNG")


def test_the_template_is_right_for_everybody(built: Built) -> None:
    with Project.open(built.project) as project:
        verdict = campaign.check(project, contents.CAMPAIGN)
        assert verdict.ready
        assert [finding for finding in verdict.findings if finding.severity == "error"] == []
        assert templates.get(project, contents.TEMPLATE).preheader == contents.PREHEADER


def test_emails_greet_people_show_products_and_leave_no_braces(built: Built) -> None:
    emails = sorted((built.export / "html").glob("*.html"))
    assert emails
    for email in emails:
        html = email.read_text("utf-8")
        assert "{{" not in html
        assert "{%" not in html
        assert re.search(r"Hello\s+\S+,", html)
        assert html.count("https://img.example.com/products/") == 4
        assert contents.SENDER["postal_address"] in html


def test_the_export_is_whole_and_the_project_knows_where_it_lies(built: Built) -> None:
    assert built.export == built.project.parent / contents.CAMPAIGN
    for file in built.files:
        assert (built.export / file["path"]).stat().st_size == file["bytes"]
    manifest = json.loads((built.export / "manifest.json").read_text("utf-8"))
    assert [variant["name"] for variant in manifest["variants"]] == ["A", "B"]
    held = next(step for step in manifest["waterfall"] if step["step"] == "Not held out")
    assert held["removed"] > 0
    with Project.open(built.project) as project, project.read() as connection:
        assert connection.scalar(select(export.c.folder)) == str(built.export)
        (line,) = audit_log.entries(project, kind="export")
        # The log is never written anew: it names the place at which the folder ends up from the first.
        assert line.detail["folder"] == str(built.export)


def test_progress_goes_from_nothing_to_all(built: Built, shares: list[float]) -> None:
    assert shares == sorted(shares)
    assert shares[0] == 0
    assert shares[-1] == 1
    assert len(shares) > 40


def test_a_demo_that_was_made_can_be_described(built: Built) -> None:
    with Project.open(built.project) as project:
        found = demo.describe(project, built.project)
    assert found == built


def test_a_folder_with_something_in_it_is_refused(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("mine")
    with pytest.raises(Problem, match="is not empty"):
        demo.build(tmp_path / demo.PROJECT, 50)
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


@pytest.mark.parametrize("phrase", ["Writing orders.csv", "Drawing products"])
def test_stopping_leaves_nothing(tmp_path: Path, phrase: str) -> None:
    said: list[str] = []
    stop = Progress(lambda share, phrase: said.append(phrase), lambda: phrase in said)
    with pytest.raises(Cancelled):
        demo.build(tmp_path / "new" / demo.PROJECT, 60, progress=stop)
    assert list(tmp_path.iterdir()) == []


def _run(*words: object) -> tuple[int, Any, str]:
    out, err = io.StringIO(), io.StringIO()
    status = command_line.run(["demo", *map(str, words)], out, err)
    return status, out.getvalue(), err.getvalue()


def test_the_command_says_what_it_made(tmp_path: Path) -> None:
    status, out, err = _run(tmp_path / "shop", "--people", 400, "--seed", 5, "--no-window", "--json")
    assert (status, err) == (0, "")
    found = json.loads(out)
    assert set(found) >= {"project", "profiles", "events", "segments", "export", "files"}
    assert Path(found["project"]) == tmp_path / "shop" / demo.PROJECT
    assert Path(found["export"]).is_dir()
    assert {"VIPs", "Kitchen lovers"} < {one["name"] for one in found["segments"]}
    status, out, err = _run(tmp_path / "shop", "--people", 400, "--no-window")
    assert (status, out) == (1, "")
    assert "is not empty" in err


def test_without_a_folder_a_demo_that_is_there_is_shown(built: Built, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(demo, "default_folder", lambda: built.project.parent)
    status, out, err = _run("--no-window", "--json")
    assert status == 0
    assert "lies in" in err
    assert json.loads(out)["profiles"] == built.profiles


def test_a_demo_without_its_campaign_says_so(tmp_path: Path) -> None:
    with Project.create(tmp_path / demo.PROJECT) as project, pytest.raises(Problem, match="Autumn table"):
        demo.describe(project, tmp_path / demo.PROJECT)
