"""Whom an answer counts for: permission is of the address, whichever row, file or profile said it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from app import ingest
from app.project import Project
from storage.file import permissions
from storage.file.models import profile

Bring = Callable[[str, str], None]


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with Project.create(tmp_path / "shop.quill", timezone="UTC", clock="2024-06-01") as made:
        yield made


@pytest.fixture
def bring(project: Project, tmp_path: Path) -> Bring:
    """Imports a small file of that kind."""
    numbers = iter(range(100))

    def import_(kind: str, text: str) -> None:
        path = tmp_path / f"{next(numbers)}.csv"
        path.write_text(text)
        ingest.run_import(project, path, kind)

    return import_


def _number(project: Project, key: str) -> int:
    with project.read() as connection:
        return int(connection.scalar(select(profile.c.id).where(profile.c.key == key)) or 0)


def _said(project: Project, key: str) -> list[tuple[str, int]]:
    """State and whether it is of the address that they are written to."""
    with project.read() as connection:
        found = permissions.consents_of(connection, _number(project, key))
    return sorted((row["status"], row["own"]) for row in found if row["channel"] == "email")


def test_an_answer_holds_for_whoever_has_the_address_whichever_file_said_it(project: Project, bring: Bring) -> None:
    bring("consents", "email,channel,status,time\nA@X.example,email,denied,2024-01-01\n")
    bring("profiles", "customer_id,email\n7,a@x.example\n")
    assert _said(project, "customer_id:7") == [("denied", 1)]


def test_what_was_said_of_a_customer_number_counts_for_the_address_they_are_written_to(
    project: Project, bring: Bring
) -> None:
    bring("profiles", "customer_id,email\n7,a@x.example\n")
    bring("consents", "customer_id,channel,status,time\n7,email,withdrawn,2024-01-01\n")
    assert _said(project, "customer_id:7") == [("withdrawn", 1)]


def test_what_was_said_of_another_address_of_theirs_is_not_of_this_one(project: Project, bring: Bring) -> None:
    bring("profiles", "customer_id,email\n7,old@x.example\n")
    bring("profiles", "customer_id,email\n7,new@x.example\n")
    bring("consents", "email,channel,status,time\nold@x.example,email,denied,2024-01-01\n")
    assert _said(project, "customer_id:7") == [("denied", 0)]


def test_who_shares_a_mailbox_and_refuses_without_naming_it_is_heard_there(project: Project, bring: Bring) -> None:
    bring("profiles", "customer_id,email\n1,home@x.example\n2,home@x.example\n")
    assert _said(project, "customer_id:1") == []
    bring("consents", "customer_id,channel,status,time\n2,email,denied,2024-01-01\n")
    assert _said(project, "customer_id:1") == [("denied", 1)]
    # A yes of theirs is none for the other.
    bring("consents", "customer_id,channel,status,time\n2,email,granted,2024-02-01\n")
    assert _said(project, "customer_id:1") == [("denied", 1)]


def test_an_entry_of_the_list_names_every_address_of_whom_it_names_by_number(project: Project, bring: Bring) -> None:
    bring("profiles", "customer_id,email\n7,a@x.example\n")
    bring("profiles", "customer_id,email\n7,b@x.example\n")
    bring("profiles", "customer_id,email\n8,c@x.example\n")
    bring("suppressions", "customer_id,reason\n7,legal\n")
    bring("suppressions", "email,reason\nNobody@X.example,bounced\n")
    with project.read() as connection:
        listed = permissions.suppressed_addresses(connection)
    assert set(listed) == {"a@x.example", "b@x.example", "nobody@x.example"}
    assert list(listed) == sorted(listed)
    with project.read() as connection:
        own = permissions.suppressions_of(connection, _number(project, "customer_id:7"))
        assert {row["address"] for row in own} >= {"a@x.example", "b@x.example"}
        assert max(row["own"] for row in own) == 1
        assert permissions.suppressions_of(connection, _number(project, "customer_id:8")) == []


def test_a_refusal_of_an_address_that_nobody_is_written_to_is_told_of_the_address(
    project: Project, bring: Bring
) -> None:
    bring("profiles", "customer_id,email\n7,old@x.example\n")
    bring("profiles", "customer_id,email\n7,new@x.example\n")
    answers = "old@x.example,email,denied,2024-01-01\nnew@x.example,email,denied,2024-01-01\n"
    bring("consents", f"email,channel,status,time\n{answers}")
    with project.read() as connection:
        elsewhere = permissions.said_elsewhere(connection)
    assert [(row["target"], row["status"]) for row in elsewhere] == [("old@x.example", "denied")]


def test_of_some_people_the_same_is_said_as_of_all(project: Project, bring: Bring) -> None:
    bring("profiles", "customer_id,email,email consent\n1,home@x.example,yes\n2,home@x.example,no\n3,c@x.example,no\n")
    bring("suppressions", "email,reason\nc@x.example,bounced\n")
    with project.read() as connection:
        for made in (permissions.consents, permissions.suppressions):
            every = [tuple(row) for row in connection.exec_driver_sql(made())]
            numbers = sorted({int(row[0]) for row in every})
            assert len(numbers) >= 1
            for number in numbers:
                mine = [tuple(row) for row in connection.exec_driver_sql(made(str(number)))]
                assert sorted(mine, key=str) == sorted((row for row in every if row[0] == number), key=str)
