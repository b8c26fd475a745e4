"""Plain files back into a project: in one transaction, and the same as they were."""

import json
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app import campaign, ingest, plain
from app.audience import Beside, lists, segments
from app.domain.names import fold
from app.domain.problems import ProjectProblem
from app.plain import importing
from app.plain.problems import PlainProblem
from app.project import Project, audit_log
from app.template import Template
from app.template import store as templates
from tests.app.plain.test_file_names import NAMES
from tests.copies import copy_of

Content = Callable[[Path], dict[str, bytes]]


def test_what_comes_back_is_what_went_out(shop: Project, bare: Project, tmp_path: Path, content: Content) -> None:
    plain.export(shop, tmp_path / "one")
    done = plain.bring_in(bare, tmp_path / "one")
    assert (len(done.new), done.changed, done.same, done.passed_over) == (7, [], [], [])
    plain.export(bare, tmp_path / "two")
    assert content(tmp_path / "two") == content(tmp_path / "one")
    assert [one.name for one in segments.every(bare)] == ["Zero: all", "Buyers", "CON"]
    assert segments.get(bare, "CON").rule == segments.get(shop, "CON").rule
    assert campaign.get(bare, "Spring").plan == campaign.get(shop, "Spring").plan
    assert templates.get(bare, "Hello").body.splitlines() == templates.get(shop, "Hello").body.splitlines()
    assert (done.new[0].kind, done.new[0].name) == ("segment", "Zero: all")
    assert audit_log.verify(bare).whole


def test_renaming_a_segment_that_came_in_is_followed(shop: Project, bare: Project, tmp_path: Path) -> None:
    plain.export(shop, tmp_path / "out")
    plain.bring_in(bare, tmp_path / "out")
    segments.rename(bare, "Buyers", "Customers")
    templates.rename(bare, "Hello", "Hi")
    assert segments.get(bare, "CON").rule["none"][0] == {"segment": "Customers"}
    assert campaign.get(bare, "Spring").plan.include == ("Customers",)
    assert campaign.get(bare, "Spring").plan.template == "Hi"


def test_the_same_again_changes_nothing(shop: Project, tmp_path: Path) -> None:
    plain.export(shop, tmp_path / "out")
    token, noted = shop.token(), audit_log.entries(shop)
    done = plain.bring_in(shop, tmp_path / "out")
    assert (done.new, done.changed, len(done.same)) == ([], [], 7)
    assert (shop.token(), audit_log.entries(shop)) == (token, noted)


def test_what_changed_is_one_entry_and_the_rest_stays(shop: Project, tmp_path: Path) -> None:
    plain.export(shop, tmp_path / "out")
    segments.save(shop, "Mine", {"all": []})
    body = tmp_path / "out" / "templates" / "Hello" / "body.html"
    body.write_text(body.read_text("utf-8").replace("Hi", "Hello"), "utf-8")
    (tmp_path / "out" / "segments" / "Buyers.json").unlink()
    done = plain.bring_in(shop, tmp_path / "out")
    assert [(one.kind, one.name) for one in done.changed] == [("template", "Hello")]
    assert templates.get(shop, "Hello").version == 2
    assert len(templates.versions(shop, "Hello")) == 2
    assert {"Mine", "Buyers"} <= {one.name for one in segments.every(shop)}
    (entry,) = audit_log.entries(shop, 1)
    assert entry.action == "Brought in 1 thing from plain files"
    assert entry.detail == {
        "new": {}, "changed": {"templates": ["Hello"]}, "plain_files": ["templates/Hello"],
    }  # fmt: skip
    assert entry.kind == "import"


def test_a_dry_run_keeps_nothing(shop: Project, bare: Project, tmp_path: Path) -> None:
    plain.export(shop, tmp_path / "out")
    token = bare.token()
    done = plain.bring_in(bare, tmp_path / "out", dry_run=True)
    assert (done.dry_run, len(done.new)) == (True, 7)
    assert (bare.token(), segments.every(bare)) == (token, [])


def test_one_wrong_file_keeps_all_of_them_out(shop: Project, bare: Project, tmp_path: Path) -> None:
    plain.export(shop, tmp_path / "out")
    (tmp_path / "out" / "campaigns" / "Spring.json").write_text("{", "utf-8")
    (tmp_path / "out" / "segments" / "Buyers.json").write_text("{", "utf-8")
    with pytest.raises(PlainProblem, match=r"2 things must be mended first\ncampaigns/Spring.*\nsegments/Buy"):
        plain.bring_in(bare, tmp_path / "out")
    assert segments.every(bare) == []
    assert templates.all_of(bare) == []


def test_segments_that_change_places_are_written_together(shop: Project, tmp_path: Path) -> None:
    plain.export(shop, tmp_path / "out")

    def rewrite(pattern: str, rule: object) -> None:
        (file,) = (tmp_path / "out" / "segments").glob(pattern)
        file.write_text(json.dumps(json.loads(file.read_bytes()) | {"rule": rule}), "utf-8")

    # What rested on it is what it rests on now, and between them stands one that is new.
    rewrite("_CON-*.json", {"all": []})
    rewrite("Buyers.json", {"segment": "New"})
    new = {"quillwork": "segment", "version": 1, "name": "New", "rule": {"segment": "CON"}}
    (tmp_path / "out" / "segments" / "zz.json").write_text(json.dumps(new), "utf-8")
    done = plain.bring_in(shop, tmp_path / "out")
    assert ([one.name for one in done.new], [one.name for one in done.changed]) == (["New"], ["Buyers", "CON"])
    assert segments.get(shop, "Buyers").rule == {"segment": "New"}
    assert segments.get(shop, "New").rule == {"segment": "CON"}


def test_overrules_stay_with_the_campaign_whose_plan_comes_in(shop: Project, tmp_path: Path) -> None:
    plain.export(shop, tmp_path / "out")
    entry = {"code": "c", "where": "w", "line": 0, "variant": "", "finding": "f", "recipients": 1, "people": "",
             "esp": "", "template": "", "reason": "r"}  # fmt: skip
    campaign.store.overrule(shop, campaign.get(shop, "Spring"), [entry])
    file = tmp_path / "out" / "campaigns" / "Spring.json"
    said = json.loads(file.read_bytes())
    said["plan"]["html"] = "none"
    file.write_text(json.dumps(said), "utf-8")
    plain.bring_in(shop, tmp_path / "out")
    kept = campaign.get(shop, "Spring")
    assert (kept.plan.html, kept.overrules) == ("none", (entry,))


def test_a_project_that_changed_while_it_was_checked_is_not_written(
    shop: Project, bare: Project, tmp_path: Path
) -> None:
    plain.export(shop, tmp_path / "out")
    reading = importing.read(tmp_path / "out")
    ready = importing.checked(bare, reading, importing.SILENT)
    token = bare.token()
    saving = threading.Thread(target=segments.save, args=(bare, "Another", {"all": []}))
    saving.start()
    saving.join()
    with pytest.raises(ProjectProblem, match="somebody changed the project"):
        importing._keep(bare, ready, token)
    assert [one.name for one in segments.every(bare)] == ["Another"]


def _unique(names: list[str]) -> list[str]:
    """Names as a segment has them, that the project can tell apart."""
    sound = (" ".join(name.encode("utf-8", "ignore").decode().split()) for name in names)
    return list({fold(name): name for name in sound if name}.values())


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(NAMES, min_size=1, max_size=6), st.text(st.characters(exclude_categories=["Cs"]), max_size=20))
def test_whatever_things_are_called_the_files_are_the_same_again(
    bare_file: Path, tmp_path_factory: pytest.TempPathFactory, content: Content, names: list[str], words: str
) -> None:
    folder, unique = tmp_path_factory.mktemp("any"), _unique(names)
    with (
        Project.open(copy_of(bare_file, folder / "a.quill")) as one,
        Project.open(copy_of(bare_file, folder / "b.quill")) as two,
    ):
        for before, name in zip([None, *unique], unique, strict=False):
            segments.save(one, name, {"segment": before} if before else {"all": []}, note=words)
            templates.save(one, Template(name, words, "", words, words), draft=True)
        for name in unique:
            plan = {"version": 1, "include": [unique[-1]], "template": name.strip(), "esp": "klaviyo"}
            campaign.save(one, name, plan)
        plain.export(one, folder / "one")
        done = plain.bring_in(two, folder / "one")
        assert len(done.new) == 3 * len(unique)
        plain.export(two, folder / "two")
        assert content(folder / "one") == content(folder / "two")
        assert [kept.name for kept in segments.every(two)] == unique
        assert len(plain.bring_in(one, folder / "one").same) == 3 * len(unique)


def test_static_segments_go_out_with_their_people_and_come_back_with_those_who_are_there(
    shop: Project, bare: Project, tmp_path: Path, content: Content
) -> None:
    people = tmp_path / "people.csv"
    people.write_text("email\nann@x.example\nbob@x.example\n")
    ingest.run_import(shop, people, "profiles")
    kept = Beside(strategy="Thank them", owner="Ann", folder="Events", timer="daily")
    lists.of_keys(shop, "Fair", ["ann@x.example", "bob@x.example"], beside=kept)
    segments.save(shop, "Lasting", {"all": [{"segment": "Fair"}], "expires": {"days": 30}})
    plain.export(shop, tmp_path / "one")
    file = tmp_path / "one" / "segments" / "Fair.json"
    assert json.loads(file.read_text())["people"] == ["email:ann@x.example", "email:bob@x.example"]
    people.write_text("email\nann@x.example\n")
    ingest.run_import(bare, people, "profiles")
    done = plain.bring_in(bare, tmp_path / "one")
    assert [one for one in done.warnings if "Fair" in one] == [
        "segments/Fair.json: 1 person of its list is not in this project, as email:bob@x.example"
    ]
    assert lists.keys_of(bare, segments.get(bare, "Fair")) == ["email:ann@x.example"]
    assert segments.get(bare, "Fair").beside() == segments.get(shop, "Fair").beside()
    assert segments.get(bare, "Lasting").rule == segments.get(shop, "Lasting").rule
    again = plain.bring_in(shop, tmp_path / "one")
    assert (again.new, again.changed) == ([], [])
    lists.take_off(shop, "Fair", ["bob@x.example"])
    assert [one.name for one in plain.bring_in(shop, tmp_path / "one").changed] == ["Fair"]
    assert len(lists.keys_of(shop, segments.get(shop, "Fair"))) == 2
    plain.export(shop, tmp_path / "two")
    assert content(tmp_path / "two") == content(tmp_path / "one")


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"people": []}, "segments/Buyers.json: people"),
        ({"rule": {"listed": "Buyers"}}, "segments/Buyers.json: people"),
        ({"people": [1]}, "segments/Buyers.json: people"),
        ({"timer": "yearly"}, "segments/Buyers.json: timer"),
        ({"owner": 1}, "segments/Buyers.json: owner"),
    ],
)
def test_what_is_kept_beside_a_rule_is_read_strictly(
    shop: Project, tmp_path: Path, change: dict[str, object], where: str
) -> None:
    plain.export(shop, tmp_path / "out")
    file = tmp_path / "out" / "segments" / "Buyers.json"
    file.write_text(json.dumps(json.loads(file.read_text()) | change))
    with pytest.raises(PlainProblem, match=where):
        plain.bring_in(shop, tmp_path / "out")
