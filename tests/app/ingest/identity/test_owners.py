"""Whose an identifier is, and which addresses somebody has."""

import numpy as np

from app import ingest
from app.ingest.identity import owners
from app.ingest.identity.profile_changes import unchanged
from app.project import Project
from storage.file.models import profile
from tests.app.ingest.conftest import Rows, Write


def test_people_are_found_by_what_they_own_and_by_what_their_rows_gave(
    project: Project, write: Write, rows: Rows
) -> None:
    ingest.run_import(
        project, write("a.csv", "Customer ID,Email\n1,a@x.de\n1,a2@x.de\n2,a@x.de\n3,c@x.de\n"), "profiles"
    )
    number = {row["key"]: row["id"] for row in rows(project, profile)}
    one, two, three = (number[f"customer_id:{at}"] for at in (1, 2, 3))
    named = [("email", "a@x.de"), ("email", "a2@x.de"), ("customer_id", "3"), ("email", "nobody@x.de")]
    with project.read() as connection:
        found = owners.people_of(connection, named, unchanged(), None, 0)
        held = owners.held_by(connection, np.array([one, two, three]), "email", unchanged())
    assert found["email", "a2@x.de"] == {one}
    assert found["customer_id", "3"] == {three}
    assert found["email", "a@x.de"] == {one, two}, "an address is one profile's, and of whoever else was seen with it"
    assert found["email", "nobody@x.de"] == frozenset()
    assert held == {one: {"a@x.de", "a2@x.de"}, two: {"a@x.de"}, three: {"c@x.de"}}


def test_a_list_that_names_only_a_cookie_of_several_closes_them_all(project: Project, write: Write) -> None:
    seen = "Email,Cookie ID,Event,Time\na@x.de,k,viewed_page,2011-01-01\nb@x.de,k,viewed_page,2011-01-02\n"
    ingest.run_import(project, write("seen.csv", seen), "events")
    looked = ingest.dry_run(project, write("list.csv", "Cookie ID,Reason\nk,unsubscribed\n"), "suppressions")
    assert looked.suppressed == 2
    assert (
        ingest.run_import(project, write("list.csv", "Cookie ID,Reason\nk,unsubscribed\n"), "suppressions").suppressed
        == 2
    )
