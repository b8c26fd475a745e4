"""How one person becomes two: which decisions joined them, and what would have to be decided."""

from collections.abc import Callable
from pathlib import Path

from app import ingest
from app.ingest.importing import parting
from app.project import Project
from app.query import resolve_key

Write = Callable[[str, str], Path]


def test_what_hangs_on_an_identifier_goes_with_it(project: Project, write: Write) -> None:
    rows = "1,a@x.de,\n1,b@x.de,+442079460950\n"
    ingest.run_import(project, write("a.csv", "customer_id,email,phone\n" + rows), "profiles")
    person = resolve_key(project, "customer_id:1")
    with project.read() as connection:
        cut = parting.find(connection, person, ("email", "b@x.de"), ("customer_id", "1"))
        assert parting.identifiers(connection, person)[0] == ("customer_id", "1")
    assert (cut.taken_back, set(cut.apart)) == (
        (),
        {("customer_id", "1"), ("email", "a@x.de"), ("phone", "+442079460950")},
    )


def test_of_three_who_were_joined_one_leaves_or_all_do(project: Project, write: Write) -> None:
    ingest.run_import(project, write("a.csv", "customer_id,email\n1,a@x.de\n2,b@x.de\n3,c@x.de\n"), "profiles")
    decided = ingest.merge(project, [resolve_key(project, f"customer_id:{number}") for number in "123"])
    assert len(decided.made) == 3
    assert ingest.take_apart(project, "email", "c@x.de").keys == ("customer_id:3", "customer_id:1")
    assert ingest.take_apart(project, "customer_id", "1").keys == ("customer_id:1", "customer_id:2")
