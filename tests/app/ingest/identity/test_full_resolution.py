"""The people of a project found anew from its links."""

import contextlib
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from sqlalchemy import select

from app import ingest
from app.ingest.identity.full_resolution import recount
from app.project import Project
from storage.file.models import link, profile

Write = Callable[[str, str], Path]

CONTACTS = "customer_id,email\n1,a@x.example\n2,b@x.example\n2,a@x.example\n,c@x.example\n"


class _Undone(Exception):
    """What takes a commit of the test back."""


@pytest.fixture
def filled(project: Project, write: Write) -> Project:
    ingest.run_import(project, write("a.csv", CONTACTS), "profiles")
    ingest.run_import(project, write("b.csv", "customer_id,email\n3,c@x.example\n"), "profiles")
    return project


def test_a_project_that_is_as_its_links_say_changes_in_nothing(filled: Project) -> None:
    with filled.read() as connection:
        outcome = recount(connection)
    assert not len(outcome.new_people)
    assert (outcome.heirs, outcome.renamed, outcome.passed) == ({}, {}, {})
    assert not len(outcome.moved.links)
    assert not len(outcome.stale)
    assert outcome.identifiers.num_rows == 0
    assert [one["detail"]["identifier"] for one in outcome.conflicts] == ["email:a@x.example"]


def test_without_the_file_that_told_a_customer_they_are_named_by_their_address(filled: Project) -> None:
    with filled.read() as connection:
        people = dict(connection.execute(select(profile.c.key, profile.c.id)).all())
        told = connection.scalars(select(link.c.id).where(link.c.batch_id == 2)).all()
    with contextlib.suppress(_Undone), filled.write("undo by hand", set()) as connection:
        connection.execute(link.delete().where(link.c.id.in_(told)))
        outcome = recount(connection)
        raise _Undone
    assert outcome.renamed == {people["customer_id:3"]: "email:c@x.example"}
    assert not len(outcome.new_people)


def test_some_people_alone_are_found_anew_as_they_are(filled: Project) -> None:
    with filled.read() as connection:
        number = connection.scalar(select(profile.c.id).where(profile.c.key == "customer_id:3"))
        outcome = recount(connection, people=np.array([number], dtype=np.int64))
    assert not len(outcome.new_people)
    assert (outcome.heirs, outcome.renamed) == ({}, {})
    assert not len(outcome.stale)
