"""The commands about scores, as a script calls them."""

import json
from pathlib import Path

import pytest

from app.project import Project
from tests.app.audience.shop_data import NOW, fill
from tests.app.commands.test_audience import asked, document

WEB = {"version": 1, "points": [{"event": "placed_order", "points": 10}], "half_life": {"days": 14}, "most": 100}


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("commands") / "shop.quill"
    with Project.create(path, timezone="Europe/London", clock=NOW) as made:
        fill(made)
    path.with_name("web.json").write_text(json.dumps(WEB))
    return path


def test_from_saving_to_deleting(project: Path) -> None:
    saved = document("score", "save", project, "Web", "--definition", project.with_name("web.json"))
    said = "10 points for each order. Points halve every 14 days. Nobody has fewer than 0 or more than 100."
    assert saved == {"name": "Web", "trait": "score:Web", "sentence": said}
    listed = document("score", "list", project)
    assert [(one["trait"], one["as_of"]) for one in listed] == [("engagement_score", None), ("score:Web", None)]
    assert "not worked out yet" in asked("score", "show", project, "web")[0]
    ran = document("score", "run", project, "web")
    assert [(one["trait"], one["scored"]) for one in ran] == [("score:Web", 12)]
    shown = document("score", "show", project, "web")
    assert shown["spread"] == ran[0]["spread"]
    assert sum(bar["people"] for bar in shown["spread"]["bars"]) == 12
    spread = document("score", "spread", project, "score:Web")
    assert spread == ran[0]["spread"]
    readable, _ = asked("score", "show", project, "WEB")
    assert "█" in readable
    assert "12 people, mean " in readable
    members = document("segment", "members", project, "--rule", _rule(project), "--columns", "score:Web")
    why = document("score", "explain", project, "web", members[0]["key"])
    assert why["value"] == why["kept"] == members[0]["score:Web"] > 5
    assert sum(part["adds"] for part in why["parts"]) == pytest.approx(why["value"], abs=1e-3)
    assert "faded to" in asked("score", "explain", project, "web", members[0]["key"])[0]
    profile = document("profile", project, members[0]["key"])
    assert profile["scores"]["score:Web"]["value"] == members[0]["score:Web"]
    assert document("score", "delete", project, "Web") == {"deleted": "Web"}
    assert "no score called" in asked("score", "run", project, "Web", status=1)[1]
    assert document("score", "delete", project, "engagement_score") == {"deleted": "engagement_score"}


def _rule(project: Path) -> Path:
    path = project.with_name("rule.json")
    path.write_text(json.dumps({"trait": "score:Web", "op": ">", "value": 5}))
    return path


def test_a_wrong_definition_is_refused_with_its_place(project: Path) -> None:
    path = project.with_name("wrong.json")
    path.write_text(json.dumps({"version": 1, "points": [{"event": "placed_order", "point": 1}]}))
    _, said = asked("score", "save", project, "Web", "--definition", path, status=1)
    assert "points[0].point" in said
    assert "Did you mean points?" in said
