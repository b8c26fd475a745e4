"""Tags by hand of people who were joined: what each had, as far as nobody took it off since."""

from collections.abc import Callable
from pathlib import Path

from app import ingest
from app.ingest.identity import hand_tags
from app.people import tags
from app.project import Project
from app.query import resolve_key

Write = Callable[[str, str], Path]


def test_what_was_taken_off_meanwhile_stays_off(project: Project, write: Write) -> None:
    ingest.run_import(project, write("a.csv", "customer_id,first_name\n1,Ann\n2,Bob\n"), "profiles")
    one, other = (resolve_key(project, f"customer_id:{number}") for number in "12")
    tags.add(project, [one, other], "vip")
    tags.add(project, [other], "late")
    with project.read() as connection:
        assert hand_tags.of(connection, [one, other]) == {one: ["vip"], other: ["late", "vip"]}
    decided = ingest.merge(project, [one, other])
    tags.remove(project, [resolve_key(project, "customer_id:1")], "vip")
    ingest.take_back(project, decided)
    told = [tags.of(project, resolve_key(project, f"customer_id:{number}")) for number in "12"]
    assert told == [[], ["late"]]
