"""What is known of people once a file has met those who are known already."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlalchemy import select

from app import ingest
from app.project import Project
from storage.file import models

Write = Callable[[str, str], Path]
Rows = Callable[[Project, Any], list[dict[str, Any]]]
Dump = Callable[[Project], dict[str, list[Any]]]


def people(project: Project, rows: Rows) -> dict[str, tuple[str | None, bool]]:
    """Each person's address and whether they can be mailed, by key."""
    return {row["key"]: (row["email"], row["mailable"]) for row in rows(project, models.profile)}


def test_an_address_that_only_an_order_tells_is_a_known_persons(project: Project, write: Write, rows: Rows) -> None:
    ingest.run_import(project, write("people.csv", "customer_id,first_name\n5,Al\n6,Bo\n"), "profiles")
    orders = write("orders.csv", "order id,customer id,email,price,date\n1,5,al@x.de,5,2011-01-01\n")
    batch = ingest.run_import(project, orders, "orders").batch or 0
    assert people(project, rows) == {"customer_id:5": ("al@x.de", True), "customer_id:6": (None, False)}
    ingest.undo(project, batch)
    assert people(project, rows) == {"customer_id:5": (None, False), "customer_id:6": (None, False)}


def test_an_address_passes_on_when_its_first_owner_is_taken_back(project: Project, write: Write, rows: Rows) -> None:
    first = ingest.run_import(project, write("a.csv", "customer_id,email\n4,b@x.de\n"), "profiles")
    second = ingest.run_import(project, write("b.csv", "customer_id,email\n2,b@x.de\n"), "profiles")
    assert second.conflicts == 1
    ingest.undo(project, first.batch or 0)
    assert people(project, rows) == {"customer_id:2": ("b@x.de", True)}


def test_a_contact_known_by_a_cookie_alone_waits_when_two_turn_out_to_share_it(
    project: Project, write: Write, dump: Dump
) -> None:
    contacts = "customer_id,anonymous_id,first_name\n2,k1,Bob\n,k1,Zoe\n"
    ingest.run_import(project, write("a.csv", contacts), "profiles")
    assert [(who, dict(traits)) for who, _, _, traits in dump(project)["people"]] == [
        ("customer_id:2", {"first_name": "Zoe"})
    ]
    other = write("b.csv", "customer_id,anonymous_id,first_name\n4,k1,Ann\n")
    batch = ingest.run_import(project, other, "profiles").batch or 0
    assert [(who, dict(traits)) for who, _, _, traits in dump(project)["people"]] == [
        ("customer_id:2", {"first_name": "Bob"}),
        ("customer_id:4", {"first_name": "Ann"}),
    ]
    ingest.undo(project, batch)
    assert [(who, dict(traits)) for who, _, _, traits in dump(project)["people"]] == [
        ("customer_id:2", {"first_name": "Zoe"})
    ]


def test_a_contact_known_by_a_cookie_alone_waits_when_its_person_is_taken_back(
    project: Project, write: Write, dump: Dump
) -> None:
    first = write("a.csv", "customer_id,anonymous_id,first_name\n2,k1,Bob\n")
    batch = ingest.run_import(project, first, "profiles").batch or 0
    ingest.run_import(project, write("b.csv", "anonymous_id,first_name\nk1,Zoe\n"), "profiles")
    ingest.undo(project, batch)
    found = dump(project)
    assert found["people"] == []
    assert [who for who, *_ in found["rows"]] == [None]


def _kept(project: Project) -> list[Any]:
    """What stands in the profiles themselves: nothing where the first row about somebody says it."""
    with project.read() as connection:
        return list(connection.scalars(select(models.profile.c.traits).order_by(models.profile.c.id)))


def test_what_one_row_says_of_somebody_is_written_once(project: Project, write: Write, rows: Rows) -> None:
    known = lambda: [row["traits"] for row in rows(project, models.profile)]  # noqa: E731
    first, ann, bob = "email,city\na@x.de,Paris\nb@x.de,Rome\n", {"email": "a@x.de"}, {"email": "b@x.de"}
    ingest.run_import(project, write("a.csv", first), "profiles")
    assert _kept(project) == [None, None]
    assert known() == [ann | {"city": "Paris"}, bob | {"city": "Rome"}]
    # Of two rows nobody is the one that says it all; a second that says the same changes nothing.
    more = ingest.run_import(project, write("b.csv", "email,city,shoes\na@x.de,,39\nb@x.de,Rome,\n"), "profiles")
    assert (more.profiles_updated, more.duplicates) == (1, 1)
    assert _kept(project) == [ann | {"city": "Paris", "shoes": 39}, None]
    ingest.undo(project, 1)
    assert known() == [ann | {"shoes": 39}, bob | {"city": "Rome"}]
    ingest.undo(project, 2)
    assert known() == []


def test_a_first_row_that_goes_to_somebody_else_takes_its_words_along(
    project: Project, write: Write, rows: Rows
) -> None:
    ingest.run_import(project, write("a.csv", "customer_id,email,city\n1,a@x.de,Paris\n"), "profiles")
    ingest.run_import(project, write("b.csv", "customer_id,city\n2,Rome\n"), "profiles")
    ingest.run_import(project, write("c.csv", "customer_id,loyalty_id\n1,L\n2,L\n"), "profiles")
    for number in (3, 1, 2):
        known = {row["key"]: row["traits"].get("city") for row in rows(project, models.profile)}
        with project.read() as connection:
            said = connection.execute(select(models.profile.c.key, models.profile_row.c.traits)
                                      .join(models.profile_row, models.profile_row.c.profile_id == models.profile.c.id)
                                      .order_by(models.profile_row.c.id)).all()  # fmt: skip
        told = {key: traits["city"] for key, traits in said if "city" in traits}
        assert {key: city for key, city in known.items() if city} == told
        ingest.undo(project, number)
