"""The commands about people, as a script calls them."""

import io
import json
from pathlib import Path

import pytest

from app import audience
from app.command_line import run
from app.project import Project
from tests.app.audience.shop_data import NOW, fill

RULE = {"all": [{"event": "placed_order", "op": ">=", "value": 4}, {"trait": "city", "op": "is_set"}]}


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("commands") / "shop.quill"
    with Project.create(path, timezone="Europe/London", clock=NOW) as made:
        fill(made)
    path.with_name("rule.json").write_text(json.dumps(RULE))
    return path


def asked(*words: object, status: int = 0) -> tuple[str, str]:
    out, err = io.StringIO(), io.StringIO()
    assert run([str(word) for word in words], out, err) == status, err.getvalue()
    return out.getvalue(), err.getvalue()


def document(*words: object) -> object:
    return json.loads(asked(*words, "--json")[0])


def test_save_list_count_members_explain_delete(project: Path) -> None:
    rule = project.with_name("rule.json")
    saved = document("segment", "save", project, "Regulars", "--rule", rule)
    assert saved["name"] == "Regulars"
    assert saved["sentence"] == "Everyone who placed an order at least 4 times and whose city is known."
    counted = document("segment", "count", project, "regulars")
    assert set(counted) == {"count", "of", "as_of", "milliseconds", "engine"}
    assert counted["count"] == saved["count"] == document("segment", "count", project, "--rule", rule)["count"] > 0
    (listed,) = document("segment", "list", project)
    assert {name: listed[name] for name in saved} == saved
    members = document("segment", "members", project, "Regulars", "--columns", "city,revenue,last_order_at")
    assert len(members) == saved["count"]
    assert members[0] == {
        "key": "customer_id:100",
        "city": "Paris",
        "revenue": 145.7581,
        "last_order_at": "2011-11-10T20:00:00+00:00",
    }
    why = document("segment", "explain", project, "Regulars", "customer_id:89")
    assert why["member"] is False
    assert [set(one) for one in why["conditions"]] == [{"path", "sentence", "holds", "because"}] * 2
    assert document("segment", "explain", project, "--rule", rule, "customer_id:100")["member"] is True
    assert document("segment", "count", project, "Regulars", "--as-of", "2011-01-01")["count"] == 0
    assert "sequence" in document("segment", "schema")["$defs"]
    assert "placed_order" in document("segment", "sql", project, "Regulars")["sql"]
    funnel = document("segment", "funnel", project, "Regulars")
    assert [step["path"] for step in funnel["steps"]] == ["all[0]", "all[1]"]
    assert funnel["steps"][-1]["people"] == funnel["matched"] == saved["count"] <= funnel["of"]
    assert funnel == document("segment", "funnel", project, "--rule", rule)
    assert funnel["rows"][0]["takes"] >= funnel["rows"][1]["takes"] >= 0
    document("segment", "rename", project, "Regulars", "Loyal")
    assert document("segment", "delete", project, "loyal") == {"deleted": "Loyal"}
    assert document("segment", "list", project) == []


def test_members_as_a_file_that_no_spreadsheet_runs(project: Path, tmp_path: Path) -> None:
    out = tmp_path / "members.csv"
    rule = tmp_path / "all.json"
    rule.write_text('{"all": []}')
    asked("segment", "members", project, "--rule", rule, "--columns", "email,interests", "--out", out)
    lines = out.read_text("utf-8").splitlines()
    assert lines[0] == "key,email,interests"
    assert lines[1] == "customer_id:100,p1@example.com,"
    assert len(lines) == 13


def test_problems_are_one_sentence(project: Path, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.json"
    wrong.write_text('{"all": [{"event": "placed_oder"}]}')
    _, err = asked("segment", "count", project, "--rule", wrong, status=1)
    assert err == "quillwork: all[0].event: there is no event called “placed_oder”. Did you mean placed_order?\n"
    wrong.write_text("{")
    assert "holds no JSON" in asked("segment", "count", project, "--rule", wrong, status=1)[1]
    assert "cannot be read" in asked("segment", "count", project, "--rule", tmp_path / "none", status=1)[1]
    assert "no segment called" in asked("segment", "count", project, "Nobody", status=1)[1]
    assert "Nobody is known as" in asked("profile", project, "x@example.com", status=1)[1]
    assert "which segment" in asked("segment", "count", project, status=2)[1]
    asked("segment", "count", status=2)


def test_rfm_and_profile(project: Path) -> None:
    found = document("rfm", project)
    assert found["as_of"] == "2011-12-10T12:00:00+00:00"
    assert {"name", "count", "recency_days", "frequency", "monetary"} == set(found["groups"][0])
    assert sum(group["count"] for group in found["groups"]) == found["scored"] == 11
    profile = document("profile", project, "p1@example.com")
    assert set(profile) >= {"key", "traits", "identifiers", "consents", "tags", "segments", "events", "scores"}
    assert profile["scores"]["rfm_recency"]["value"] in (1, 2, 3, 4, 5)
    readable, _ = asked("rfm", project)
    assert readable.splitlines()[0].split() == ["Group", "People", "Recency", "in", "days", "Frequency", "Monetary"]


def test_a_profile_says_whether_it_can_be_emailed_as_an_export_would(project: Path) -> None:
    with Project.open(project) as opened:
        people = audience.members(opened, {"trait": "email", "op": "is_set"}, ["email"], limit=12).to_pylist()
        for one in people:
            said = asked("profile", project, one["key"])[0].splitlines()[0].partition(", ")[2]
            reach = audience.reach(opened, {"trait": "email", "op": "is", "value": one["email"]})
            assert reach.matched == 1
            assert (said == "can be emailed") == bool(reach.mailable)
            assert ("suppressed" in said) == bool(reach.suppressed)
            assert ("no consent" in said) == bool(reach.no_consent)


def test_which_segment_is_said_once(project: Path) -> None:
    rule = project.with_name("rule.json")
    assert asked("segment", "count", project, status=2)[1].startswith("quillwork: It is not said which segment")
    assert "said twice" in asked("segment", "count", project, "Regulars", "--rule", rule, status=2)[1]
    assert "not said who" in asked("segment", "explain", project, "Regulars", status=2)[1]


def test_a_rule_nested_beyond_reading_is_refused(project: Path) -> None:
    deep = project.with_name("deep.json")
    deep.write_text("[" * 200_000)
    assert "holds no JSON" in asked("segment", "count", project, "--rule", deep, status=1)[1]


def test_the_stages_of_the_lifecycle(project: Path) -> None:
    found = document("lifecycle", project, "--stages", "customer")
    assert [set(one) for one in found["stages"]] == [{"name", "count", "entered", "left"}] * 4
    assert sum(one["count"] for one in found["stages"]) == 12
    assert found["stages"] != document("lifecycle", project)["stages"], "nobody enters twice"


def test_the_flow_between_two_moments_keeps_nothing(project: Path) -> None:
    found = document("lifecycle", project, "--from", "2011-01-01", "--to", "2011-12-01")
    assert set(found) == {"stages", "from", "to", "moves"}
    assert sum(one["count"] for one in found["moves"]) == 12
    assert all(set(one) == {"origin", "target", "count"} for one in found["moves"])
    assert document("lifecycle", project, "--as-of", "2011-12-01")["since"] is None, "no run was kept"
    assert "Give --from" in asked("lifecycle", project, "--to", "2011-12-01", status=2)[1]
    assert "no time between" in asked("lifecycle", project, "--from", "2011-12-01", "--to", "2011-12-01", status=1)[1]
