"""Keeping segments: by name without case, by number inside rules, and never one that defines itself."""

import contextlib
import shutil
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert, select

from app import audience
from app.audience import segments
from app.domain.problems import NotFound, Problem, RuleProblem
from app.project import Change, Project
from storage.file import models
from tests.app.audience.shop_data import Shop

PARIS = {"trait": "city", "op": "is", "value": "Paris"}


@pytest.fixture
def project(shop: Shop, tmp_path: Path) -> Iterator[Project]:
    """A copy of the shop that may be changed."""
    path = tmp_path / "copy.quill"
    with shop.project.read():
        shutil.copy(shop.project.path, path)
        for part in ("-wal", "-shm"):
            side = Path(f"{shop.project.path}{part}")
            if side.exists():
                shutil.copy(side, f"{path}{part}")
    with Project.open(path) as opened:
        yield opened


def stored(project: Project, name: str) -> object:
    with project.read() as connection:
        return connection.scalar(select(models.segment.c.rule).where(models.segment.c.name == name))


def test_saving_and_asking(project: Project) -> None:
    kept = segments.save(project, "  In   Paris ", PARIS, note="the capital")
    assert (kept.name, kept.rule, kept.note) == ("In Paris", PARIS, "the capital")
    assert audience.count(project, {"segment": "IN PARIS"}).count == audience.count(project, PARIS).count == 2
    segments.save(project, "in paris", {"all": []})
    assert [one.name for one in segments.every(project)] == ["in paris"]
    assert segments.get(project, "IN PARIS").note == "the capital"
    with pytest.raises(Problem, match="already"):
        segments.save(project, "In Paris", PARIS, replace=False)
    with pytest.raises(NotFound, match="Did you mean “in paris”"):
        segments.get(project, "in pari")


def test_a_wrong_rule_is_not_kept(project: Project) -> None:
    with pytest.raises(RuleProblem) as caught:
        segments.save(project, "Wrong", {"all": [PARIS | {"trait": "citty"}]})
    assert caught.value.where == "all[0].trait"
    assert segments.every(project) == []


def test_renaming_keeps_what_names_it(project: Project) -> None:
    first = segments.save(project, "VIP", PARIS)
    segments.save(project, "Others", {"none": [{"segment": "vip"}]})
    assert stored(project, "Others") == {"none": [{"segment": first.id}]}
    segments.rename(project, "VIP", "Best")
    assert segments.get(project, "Others").rule == {"none": [{"segment": "Best"}]}
    assert audience.count(project, {"segment": "others"}).count == 10
    assert "“Best”" in segments.overview(project)[1].sentence
    with pytest.raises(Problem, match="already"):
        segments.rename(project, "Best", "OTHERS")


def test_a_segment_is_never_defined_by_itself(project: Project) -> None:
    segments.save(project, "A", PARIS)
    segments.save(project, "B", {"any": [{"segment": "A"}, {"suppressed": True}]})
    for rule in ({"segment": "A"}, {"all": [{"segment": "b"}]}, {"none": [{"segment": "B", "muted": True}]}):
        with pytest.raises(RuleProblem, match="defined by itself"):
            segments.save(project, "A", rule)
    assert segments.get(project, "A").rule == PARIS


def test_a_circle_in_the_file_is_refused_and_does_not_hang(project: Project) -> None:
    a, b = segments.save(project, "A", PARIS), segments.save(project, "B", PARIS)
    with project.write("by hand", {Change.SEGMENTS}) as connection:
        for one, other in ((a, b), (b, a)):
            changed = models.segment.update().where(models.segment.c.id == one.id).values(rule={"segment": other.id})
            connection.execute(changed)
    for ask in (
        lambda: audience.count(project, {"segment": "A"}),
        lambda: audience.explain(project, {"segment": "A"}, "customer_id:100"),
    ):
        with pytest.raises(RuleProblem, match="defined by itself"):
            ask()
    assert [one.count for one in segments.overview(project)] == [None, None]


def test_one_in_use_is_not_deleted(project: Project) -> None:
    segments.save(project, "A", PARIS)
    segments.save(project, "B", {"segment": "A"})
    _plan(project, {"include": ["b"]})
    with pytest.raises(Problem, match="the segment “B”"):
        segments.delete(project, "a")
    with pytest.raises(Problem, match="the campaign “Spring”"):
        segments.delete(project, "B")
    segments.save(project, "B", PARIS)
    segments.delete(project, "A")
    assert [one.name for one in segments.every(project)] == ["B"]


def _plan(project: Project, plan: dict[str, Any]) -> None:
    with project.write("plan", {Change.CAMPAIGNS}) as connection:
        values = {"name": "Spring", "name_folded": "spring", "plan": plan, "created_at": 0, "changed_at": 0}
        connection.execute(insert(models.campaign).values(**values))


def test_duplicates_have_names_of_their_own(project: Project) -> None:
    segments.save(project, "A", PARIS, note="n")
    assert [segments.duplicate(project, "A"), segments.duplicate(project, "a")] == ["A copy", "A copy 2"]
    assert segments.get(project, "A copy 2").rule == PARIS


def test_muted_and_unknown_is_kept(project: Project) -> None:
    rule = {"all": [PARIS, {"segment": "Nobody knows", "muted": True}]}
    assert segments.save(project, "A", rule).rule == rule
    assert audience.count(project, {"segment": "A"}).count == 2


@pytest.mark.parametrize(
    "rule",
    [
        "'{\"all\": ['",
        "'hello'",
        "X'FFFE00'",
        "CAST(X'7B22FF' AS TEXT)",
        "7",
        "'[1]'",
        "'{\"segment\": [1]}'",
        "'" + '{"all":[' * 300 + "]}" * 300 + "'",
    ],
)
def test_one_that_is_damaged_says_so_and_hides_no_other(project: Project, rule: str) -> None:
    bad, _ = segments.save(project, "Bad", PARIS), segments.save(project, "Good", PARIS)
    with contextlib.closing(sqlite3.connect(project.path)) as connection, connection:
        connection.execute(f"UPDATE segment SET rule = {rule} WHERE id = {bad.id}")
    wrong, right = segments.overview(project)
    assert (wrong.name, wrong.count, right.name) == ("Bad", None, "Good")
    assert "“Bad”" in wrong.sentence
    assert right.count == audience.count(project, PARIS).count > 0
    assert [one.name for one in segments.every(project)] == ["Bad", "Good"]
    for rules in ({"segment": "Bad"}, {"all": [PARIS, {"none": [{"segment": "Bad"}]}]}):
        with pytest.raises(RuleProblem, match="“Bad”"):
            audience.count(project, rules)


def test_one_whose_name_is_no_text_is_shown_with_what_can_be_read_of_it(project: Project) -> None:
    segments.save(project, "Bad", PARIS)
    with contextlib.closing(sqlite3.connect(project.path)) as connection, connection:
        connection.execute("UPDATE segment SET name = X'426164FF', note = X'FF'")
    assert [one.name for one in segments.overview(project)] == ["Bad\ufffd"]


def test_what_is_kept_with_others_is_checked_before_and_can_be_put_back(project: Project) -> None:
    segments.save(project, "First", PARIS, note="the capital")
    names = audience.names(project)
    with pytest.raises(RuleProblem):
        segments.checked(names, "Second", {"trait": "nothing", "op": "is", "value": 1})
    with pytest.raises(RuleProblem, match="defined by itself"):
        segments.checked(names, "first", {"segment": "First"})
    ready = [segments.checked(names, "first", {"all": []}), segments.checked(names, "Second", {"segment": "First"})]
    with project.write("Kept both", {Change.SEGMENTS}) as connection:
        before = segments.rows_called(connection, ["FIRST", "second"])
        for one in ready:
            segments.put(connection, one)
    assert [(one.name, one.rule, one.note) for one in segments.every(project)] == [
        ("first", {"all": []}, "the capital"),
        ("Second", {"segment": "first"}, ""),
    ]
    assert stored(project, "Second") == {"segment": before[0]["id"]}
    with project.write("Put back", {Change.SEGMENTS}) as connection:
        segments.put_back(connection, before)
    assert segments.get(project, "FIRST").rule == PARIS


def test_segments_that_name_one_another_are_written_together(project: Project) -> None:
    segments.save(project, "Old", {"all": []})
    old = segments.get(project, "Old")
    names = audience.names(project)
    new = {-1: segments.KnownSegment(-1, "First", {"all": []}), -2: segments.KnownSegment(-2, "Second", {"all": []})}
    names = replace(names, segments=names.segments | new)
    rules = {-1: ("First", {"segment": "Second"}), -2: ("Second", {"all": []}), old.id: ("Old", {"segment": "First"})}
    ready = {number: segments.checked(names, name, rule) for number, (name, rule) in rules.items()}
    with project.write("Together", {Change.SEGMENTS}) as connection:
        segments.put_together(connection, ready)
    kept = {one.name: one.rule for one in segments.every(project)}
    assert kept == {"Old": {"segment": "First"}, "First": {"segment": "Second"}, "Second": {"all": []}}
    segments.rename(project, "First", "Foremost")
    assert segments.get(project, "Old").rule == {"segment": "Foremost"}
