"""A file meeting the people who are known: what all links together would say, from what the file touches."""

from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import pytest

from app import ingest
from app.ingest.identity import full_resolution, incremental
from app.project import Project

Write = Callable[[str, str], Path]
Dump = Callable[[Project], dict[str, list[Any]]]


def _csv(rows: list[dict[str, str]]) -> str:
    columns = ["customer_id", "email", "phone", "cookie_id", "first_name"]
    lines = [",".join(row.get(column, "") for column in columns) for row in rows]
    return "\n".join([",".join(columns), *lines, ""])


def _rows(random: Random) -> list[dict[str, str]]:
    """People who share some identifiers: of each kind few, so that rows meet."""
    made = []
    for number in range(random.randint(2, 9)):
        row = {"first_name": f"N{number}"}
        if random.random() < 0.5:
            row["customer_id"] = f"c{random.randint(1, 5)}"
        if random.random() < 0.7:
            row["email"] = f"p{random.randint(1, 6)}@x.example"
        if random.random() < 0.3:
            row["phone"] = f"+44207946095{random.randint(0, 3)}"
        if random.random() < 0.3:
            row["cookie_id"] = f"k{random.randint(1, 3)}"
        made.append(row)
    return made


@pytest.mark.parametrize("seed", range(6))
def test_what_is_found_from_the_file_alone_is_what_all_links_say(
    new_project: Callable[[], Project], write: Write, dump: Dump, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    random = Random(seed)
    files = [write(f"{seed}-{number}.csv", _csv(_rows(random))) for number in range(4)]
    by_file, by_all = new_project(), new_project()
    for file in files:
        ingest.run_import(by_file, file, "profiles")
    monkeypatch.setattr(incremental.reassignments, "happen", lambda *_: True)
    for file in files:
        ingest.run_import(by_all, file, "profiles")
    assert dump(by_file) == dump(by_all)


def test_a_small_file_that_touches_nobody_else_asks_no_other_links(
    project: Project, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    ingest.run_import(project, write("a.csv", "customer_id,email\n1,a@x.example\n2,b@x.example\n"), "profiles")
    asked: list[object] = []
    really = full_resolution.recount
    monkeypatch.setattr(incremental, "recount", lambda *words: (asked.append(words), really(*words))[1])
    ingest.run_import(
        project, write("b.csv", "customer_id,email,city\n1,a@x.example,York\n3,c@x.example,Hull\n"), "profiles"
    )
    assert asked == []
    # An address that is another's from now on is decided by all links.
    ingest.run_import(project, write("c.csv", "customer_id,email\n0,b@x.example\n"), "profiles")
    assert len(asked) == 1


def test_a_row_that_joins_two_people_gives_one_and_the_other_s_key_is_gone(
    project: Project, write: Write, rows: Callable[..., list[dict[str, Any]]]
) -> None:
    from storage.file.models import identifier, profile

    ingest.run_import(project, write("a.csv", "customer_id,email\n1,\n,a@x.example\n"), "profiles")
    report = ingest.run_import(project, write("b.csv", "customer_id,email\n1,a@x.example\n"), "profiles")
    assert report.profiles_created == 0
    assert [row["key"] for row in rows(project, profile)] == ["customer_id:1"]
    (only,) = {row["profile_id"] for row in rows(project, identifier)}
    assert only == rows(project, profile)[0]["id"]
