"""Who was in which segment, where two people turn out to be one, or one to be two."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlalchemy import insert, select

from app import ingest
from app.ingest.identity.profile_changes import unchanged
from app.ingest.identity.stays import part
from app.project import Change, Project
from app.query import resolve_key
from storage.file.models import membership, profile

Write = Callable[[str, str], Path]
TWO = "customer_id,email\n1,a@x.example\n2,b@x.example\n"


def put(project: Project, *stays: tuple[str, int, int, int | None]) -> None:
    """Record stays: whose, in which segment, from when to when."""
    names = ("profile_id", "segment_id", "entered_at", "left_at")
    with project.write("Recorded", {Change.MEMBERSHIPS}) as connection:
        for key, *stay in stays:
            values = dict(zip(names, (resolve_key(project, key), *stay), strict=True))
            connection.execute(insert(membership).values(values))


def stays(project: Project) -> list[tuple[Any, ...]]:
    """All that is recorded, by the keys of its people; what is nobody's would be None's."""
    owner = select(profile.c.key).where(profile.c.id == membership.c.profile_id).scalar_subquery()
    columns = (owner, membership.c.segment_id, membership.c.entered_at, membership.c.left_at)
    with project.read() as connection:
        return sorted((tuple(row) for row in connection.execute(select(*columns))), key=str)


def mirrored(project: Project) -> list[tuple[Any, ...]]:
    """The same as the mirror shows it."""
    with project.audience() as mirror, project.read() as connection:
        keys = {row.id: row.key for row in connection.execute(select(profile.c.id, profile.c.key))}
        rows = mirror.to_pyarrow(mirror.table("memberships")).to_pylist()
    found = [(keys.get(row["profile_id"]), row["segment_id"], row["entered_at"], row["left_at"]) for row in rows]
    return sorted(found, key=str)


def test_who_is_one_was_in_a_segment_whenever_one_of_the_two_was(project: Project, write: Write) -> None:
    ingest.run_import(project, write("a.csv", TWO), "profiles")
    one, other = "customer_id:1", "customer_id:2"
    put(project, (one, 7, 10, None), (other, 7, 5, None), (one, 8, 1, 3), (other, 8, 3, 6), (other, 8, 9, None))
    put(project, (one, 9, 1, 4), (other, 9, 6, 8), (other, 6, 2, None))
    assert mirrored(project) == stays(project)
    decided = ingest.merge(project, [resolve_key(project, key) for key in (one, other)])
    united = [(6, 2, None), (7, 5, None), (8, 1, 6), (8, 9, None), (9, 1, 4), (9, 6, 8)]
    assert stays(project) == mirrored(project) == [(one, *stay) for stay in united]
    # Taken apart, both were in it as long as they were one: nobody enters a segment anew.
    ingest.take_back(project, decided)
    assert stays(project) == mirrored(project) == [(key, *stay) for key in (one, other) for stay in united]


def test_whoever_goes_takes_their_stays_along_and_comes_back_without(project: Project, write: Write) -> None:
    file = write("a.csv", TWO)
    batch = ingest.run_import(project, file, "profiles").batch
    put(project, ("customer_id:1", 7, 10, None))
    assert mirrored(project) == [("customer_id:1", 7, 10, None)]
    ingest.undo(project, batch)
    assert stays(project) == mirrored(project) == []
    ingest.run_import(project, file, "profiles")
    assert stays(project) == mirrored(project) == []


def test_a_file_that_joins_two_and_is_taken_back(project: Project, write: Write) -> None:
    apart = "customer_id,email\n1,\n,a@x.example\n"
    ingest.run_import(project, write("a.csv", apart), "profiles")
    put(project, ("customer_id:1", 7, 10, 20), ("email:a@x.example", 7, 5, None))
    batch = ingest.run_import(project, write("b.csv", "customer_id,email\n1,a@x.example\n"), "profiles").batch
    assert stays(project) == mirrored(project) == [("customer_id:1", 7, 5, None)]
    ingest.undo(project, batch)
    both = [("customer_id:1", 7, 5, None), ("email:a@x.example", 7, 5, None)]
    assert stays(project) == mirrored(project) == both


def test_nobody_new_gets_another_s_stays(project: Project, write: Write) -> None:
    ingest.run_import(project, write("a.csv", TWO), "profiles")
    put(project, ("customer_id:1", 7, 10, None))
    ingest.run_import(project, write("b.csv", "customer_id,email\n3,c@x.example\n"), "profiles")
    with project.write("Nothing", {Change.PROFILES}) as connection:
        part(connection, unchanged())
    assert stays(project) == [("customer_id:1", 7, 10, None)]


def test_whom_a_file_brings_takes_nobody_s_stays_along(project: Project, write: Write) -> None:
    """A cookie turns out to be another's: what was done with it is theirs, and not who was in which segment."""
    views = "cookie_id,customer_id,event,time\nk,1,viewed_page,2011-05-01\nk,,viewed_page,2011-05-02\n"
    ingest.run_import(project, write("views.csv", views), "events")
    put(project, ("customer_id:1", 7, 10, None))
    more = "cookie_id,customer_id,event,time\nk,2,viewed_page,2011-05-03\n"
    ingest.run_import(project, write("more.csv", more), "events")
    assert stays(project) == mirrored(project) == [("customer_id:1", 7, 10, None)]
