"""The commands about who is in which segments, as a script calls them."""

import json
from pathlib import Path

import pytest
from sqlalchemy import update

from app.audience import segments
from app.project import Change, Project
from storage.file.models import segment
from tests.app.audience.shop_data import NOW, fill
from tests.app.commands.test_audience import asked, document

RULES = {
    "Recent": {"event": "placed_order", "within": {"last": {"days": 20}}},
    "Paris": {"trait": "city", "op": "contains", "value": "paris"},
}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    path = tmp_path / "shop.quill"
    with Project.create(path, timezone="Europe/London", clock=NOW) as made:
        fill(made)
    for name, rule in RULES.items():
        asked("segment", "save", path, name, "--rule", ruled(path, rule))
    return path


def ruled(project: Path, rule: object) -> Path:
    file = project.with_name("rule.json")
    file.write_text(json.dumps(rule))
    return file


def test_refresh_and_history(project: Path) -> None:
    assert "never refreshed" in asked("segment", "history", project, "recent")[0]
    assert document("segment", "history", project, "Recent") == []
    first = document("segment", "refresh", project, "--as-of", "2011-11-01")
    assert [one["name"] for one in first] == ["Recent", "Paris"]
    assert list(first[0]) == ["name", "as_of", "count", "mailable", "entered", "left"]
    assert first[0]["as_of"] == "2011-11-01T00:00:00+00:00"
    (second,) = document("segment", "refresh", project, "recent")
    lines = document("segment", "history", project, "RECENT")
    assert [list(one) for one in lines] == [["as_of", "at", "count", "mailable", "entered", "left"]] * 2
    for line, told in zip(lines, (first[0], second), strict=True):
        assert {name: line[name] for name in line if name != "at"} == {n: told[n] for n in told if n != "name"}
    who = document("segment", "history", project, "Recent", "--who", NOW)
    assert (len(who["entered"]), len(who["left"])) == (second["entered"], second["left"])
    assert list(who) == ["as_of", "entered", "left"]
    few = document("segment", "history", project, "Recent", "--who", NOW, "--limit", 1)
    assert (few["entered"], few["left"]) == (who["entered"][:1], who["left"][:1])
    table, _ = asked("segment", "history", project, "Recent", "--who", NOW)
    assert table.splitlines()[0].split() == ["Who", "What"]
    asked("segment", "history", project, "Recent", "--who", NOW, "--limit", 0, status=2)
    readable, _ = asked("segment", "refresh", project)
    assert readable.splitlines()[0].split() == ["Segment", "People", "Can", "be", "emailed", "Entered", "Left"]


def test_what_is_recorded_can_be_asked_for(project: Path) -> None:
    document("segment", "refresh", project, "--as-of", "2011-11-01")
    document("segment", "refresh", project)
    gone = ruled(project, {"left": "Recent", "within": {"last": {"days": 1}}})
    left = document("segment", "members", project, "--rule", gone)
    assert [one["key"] for one in left] == document("segment", "history", project, "Recent", "--who", NOW)["left"]
    saved = document("segment", "save", project, "Gone", "--rule", gone)
    assert saved["sentence"] == "Everyone who left the segment “Recent” in the last day."
    asked("segment", "rename", project, "Recent", "Fresh")
    assert "“Fresh”" in document("segment", "list", project)[2]["sentence"]
    assert "is in use" in asked("segment", "delete", project, "Fresh", status=1)[1]


def test_problems_are_one_sentence(project: Path) -> None:
    asked("segment", "refresh", project)
    _, err = asked("segment", "refresh", project, "--as-of", "2011-11-01", status=1)
    assert err.startswith("quillwork: “Recent” was refreshed at 2011-12-10T12:00:00+00:00 already")
    assert "nearest refresh" in asked("segment", "history", project, "Recent", "--who", "2011-11-01", status=1)[1]
    assert "Did you mean “Paris”" in asked("segment", "refresh", project, "Pari", status=1)[1]
    assert "two segments or more" in asked("segment", "overlap", project, "Paris", status=1)[1]


def test_one_that_cannot_be_asked_is_noted(project: Path) -> None:
    with Project.open(project) as opened:
        segments.save(opened, "Of Paris", {"segment": "Paris"})
        with opened.write("Damage", {Change.SEGMENTS}) as connection:
            connection.execute(update(segment).where(segment.c.name == "Paris").values(rule={"segment": 99}))
    out, err = asked("segment", "refresh", project, "--json")
    assert "“Paris” could not be refreshed: the segment “Paris” cannot be asked about" in err
    assert json.loads(out)[1]["count"] is None
    assert "no longer there" in json.loads(out)[1]["problem"]
    assert json.loads(out)[0]["count"] == document("segment", "count", project, "Recent")["count"]
    assert "no longer there" in asked("segment", "refresh", project, "Paris", status=1)[1]
    assert "no longer there" in asked("segment", "overlap", project, status=1)[1]


def test_overlap(project: Path) -> None:
    found = document("segment", "overlap", project)
    assert found["segments"] == ["Recent", "Paris"]
    both = found["counts"][0][1]
    assert found["counts"] == [[found["counts"][0][0], both], [both, 3]]
    assert sum(one["count"] for one in found["combinations"]) == found["counts"][0][0] + 3 - both
    assert document("segment", "overlap", project, "paris", "recent")["segments"] == ["Paris", "Recent"]
    readable, _ = asked("segment", "overlap", project)
    assert readable.splitlines()[0].split()[:4] == ["Segment", "And", "In", "both"]
    assert readable.splitlines()[-1] == "Of 12 people, at 2011-12-10T12:00:00+00:00."
