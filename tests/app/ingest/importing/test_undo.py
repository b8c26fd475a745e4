"""Taking an import back: the project is as if that file had never come, later files stay."""

import itertools
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app import ingest
from app.domain.problems import NotFound, Problem
from app.project import Project
from storage.file import models

Write = Callable[[str, str], Path]
Rows = Callable[[Project, Any], list[dict[str, Any]]]
Dump = Callable[[Project], dict[str, list[Any]]]


FILES = {
    "people.csv": (
        "profiles",
        "customer_id,email,city,tags,email consent,consent date\n"
        "1,a@x.de,Paris,vip|new,yes,2011-01-01\n2,b@x.de,Rome,,yes,2011-01-01\n,c@x.de,Oslo,new,,\n",
    ),
    "more.csv": (
        "profiles",
        "customer_id,email,city,first_name\n1,,Lyon,Ann\n3,c@x.de,,Carl\n4,d@x.de,Bonn,Dora\n",
    ),
    "clash.csv": (
        "profiles",
        "customer_id,email,city,email consent,consent date\n"
        "9,a@x.de,Nice,pending,2011-02-01\n2,c@x.de,,yes,2011-01-01\n",
    ),
    "orders.csv": (
        "orders",
        "order id,sku,price,date,customer id,email\n1,A,5,2011-05-01,1,\n1,B,5,2011-05-01,1,\n"
        "2,A,7,2011-06-01,,c@x.de\n"
        "C3,A,2,2011-06-02,,e@x.de\n4,A,0,2011-06-02,2,\n",
    ),
    "late.csv": (
        "orders",
        "order id,sku,price,date,customer id,email\n1,C,5,2011-05-02,1,\n"
        "2,A,7,2011-06-01,,c@x.de\n5,A,1,2011-06-09,3,\n",
    ),
    "web.csv": (
        "events",
        "time,event,customer_id,cookie_id,sku\n2011-04-01,view,,k1,A\n2011-04-02,view,1,k1,A\n2011-04-03,view,,k2,A\n",
    ),
    "web2.csv": (
        "events",
        "time,event,customer_id,cookie_id,sku\n2011-04-02,view,1,k1,A\n2011-04-05,view,2,k1,B\n2011-04-06,view,3,k2,B\n",
    ),
    "products.csv": ("products", "sku,name,price\nA,Lamp,5\nB,Cup,5\n"),
    "products2.csv": ("products", "sku,name,price\nA,Big lamp,\nC,Pan,9\n"),
}
NEVER_TAKEN_BACK = ("suppressed",)


def bring(project: Project, folder: Path, names: tuple[str, ...]) -> None:
    for name in names:
        kind, text = FILES[name]
        path = folder / name
        path.write_text(text, "utf-8")
        ingest.run_import(project, path, kind)


@pytest.mark.parametrize(("first", "second", "third"), [
    ("people.csv", "more.csv", "orders.csv"),
    ("more.csv", "people.csv", "late.csv"),
    ("orders.csv", "late.csv", "people.csv"),
    ("web.csv", "web2.csv", "people.csv"),
    ("web2.csv", "web.csv", "orders.csv"),
    ("products.csv", "products2.csv", "people.csv"),
])  # fmt: skip
def test_taking_any_of_three_back_is_as_if_it_had_never_come(
    new_project: Callable[[], Project], tmp_path: Path, first: str, second: str, third: str, dump: Dump
) -> None:
    three = (first, second, third)
    for gone in range(3):
        project, without = new_project(), new_project()
        bring(project, tmp_path, three)
        ingest.undo(project, gone + 1)
        bring(without, tmp_path, three[:gone] + three[gone + 1 :])
        assert dump(project) == dump(without), f"without {three[gone]}"


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(names=st.permutations(sorted(FILES)).map(lambda names: names[:4]), gone=st.integers(0, 3))
def test_so_with_any_files_in_any_order(
    tmp_path_factory: pytest.TempPathFactory, names: list[str], gone: int, dump: Dump
) -> None:
    folder = tmp_path_factory.mktemp("undo")
    with (
        Project.create(folder / "a.quill", clock="2012-01-01") as project,
        Project.create(folder / "b.quill", clock="2012-01-01") as without,
    ):
        bring(project, folder, tuple(names))
        ingest.undo(project, gone + 1)
        bring(without, folder, tuple(names[:gone] + names[gone + 1 :]))
        assert dump(project) == dump(without)


def test_everything_taken_back_leaves_nothing(project: Project, tmp_path: Path, dump: Dump) -> None:
    bring(project, tmp_path, tuple(FILES))
    for number in (3, 1, 8, 2, 6, 9, 4, 5, 7):
        ingest.undo(project, number)
    assert {name: found for name, found in dump(project).items() if found} == {}
    assert [row.undone_at is None for row in ingest.history(project)] == [False] * len(FILES)


def test_refusals_stay_and_wait_for_their_address(project: Project, write: Write, rows: Rows) -> None:
    text = "email,email consent,consent date\na@x.de,no,2011-05-01\nb@x.de,yes,2011-05-01\n"
    ingest.run_import(project, write("people.csv", text), "profiles")
    ingest.undo(project, 1)
    assert rows(project, models.profile) == []
    (kept,) = rows(project, models.consent)
    assert (kept["address"], kept["status"], kept["profile_id"]) == ("a@x.de", "denied", 0)
    ingest.run_import(project, write("again.csv", "customer_id,email\n9,A@x.de\n"), "profiles")
    (person,) = rows(project, models.profile)
    assert rows(project, models.consent)[0]["profile_id"] == person["id"]


def test_no_suppression_is_lifted(project: Project, write: Write, rows: Rows) -> None:
    ingest.run_import(project, write("e.csv", "time,event,email\n2011-05-01,complained,a@x.de\n"), "events")
    ingest.undo(project, 1)
    assert [row["address"] for row in rows(project, models.suppression)] == ["a@x.de"]


def test_a_file_that_came_twice_stays_when_the_first_goes(project: Project, tmp_path: Path, dump: Dump) -> None:
    for name in ("people.csv", "orders.csv", "web.csv"):
        bring(project, tmp_path, (name,))
    before = dump(project)
    for name in ("people.csv", "orders.csv", "web.csv"):
        bring(project, tmp_path, (name,))
    for number in (1, 2, 3):
        ingest.undo(project, number)
    assert dump(project) == before
    for number in (4, 5, 6):
        ingest.undo(project, number)
    assert {name: found for name, found in dump(project).items() if found} == {}


@pytest.mark.parametrize(("again", "between"), [
    ("more.csv", "people.csv"), ("people.csv", "more.csv"), ("late.csv", "people.csv"), ("web2.csv", "web.csv"),
    ("products2.csv", "products.csv"), ("clash.csv", "people.csv"),
])  # fmt: skip
def test_of_a_file_that_came_twice_the_later_place_stays(
    new_project: Callable[[], Project], tmp_path: Path, again: str, between: str, dump: Dump
) -> None:
    project, without = new_project(), new_project()
    bring(project, tmp_path, (again, between, again))
    ingest.undo(project, 1)
    bring(without, tmp_path, (between, again))
    assert dump(project) == dump(without)


def test_what_cannot_be_taken_back_says_so(project: Project, tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="no import number 5"):
        ingest.undo(project, 5)
    bring(project, tmp_path, ("people.csv",))
    ingest.undo(project, 1)
    with pytest.raises(Problem, match="already"):
        ingest.undo(project, 1)


def test_the_order_of_files_decides_nothing_where_the_rules_do_not(tmp_path: Path, dump: Dump) -> None:
    names = ("people.csv", "orders.csv", "web.csv")
    found = []
    for number, order in enumerate(itertools.permutations(names)):
        with Project.create(tmp_path / f"{number}.quill", clock="2012-01-01") as project:
            bring(project, tmp_path, order)
            told = dump(project)
            found.append({name: told[name] for name in ("people", "identifiers", "events", "consents", "tags")})
    assert all(one == found[0] for one in found)
