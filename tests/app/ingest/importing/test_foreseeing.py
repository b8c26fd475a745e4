"""Who two people would be if they were one: the newest of each field, and the address; nothing is changed."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from app import ingest
from app.project import Project
from app.query import resolve_key


def test_the_newer_word_counts_and_nothing_is_decided(
    project: Project, write: Callable[[str, str], Path], dump: Callable[[Project], Any]
) -> None:
    head = "customer_id,email,city,first_name\n"
    ingest.run_import(project, write("a.csv", head + "1,a@x.de,Rome,Ann\n"), "profiles")
    ingest.run_import(project, write("b.csv", head + "2,b@x.de,Oslo,\n"), "profiles")
    before = dump(project)
    people = [resolve_key(project, f"customer_id:{number}") for number in "21"]
    found = ingest.foresee(project, people)
    assert (found.traits["city"], found.traits["first_name"], found.email) == ("Oslo", "Ann", "b@x.de")
    assert dump(project) == before
    ingest.merge(project, people)
    assert dict(dump(project)["people"][0][3]) == found.traits
