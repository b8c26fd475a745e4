"""Handing out codes: one for each person, none to two, and nothing of whom after an erasure."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app import catalogue, ingest, privacy
from app.domain.problems import NotFound, Problem
from app.project import Project
from storage.file import anonymising, erasing, models, traces

PEOPLE = "customer_id,email\n1,ann@x.example\n2,bob@x.example\n3,cat@x.example\n"
CODES = "Code,Offer,Value,Email\nA1,Spring,10%,\nA2,Spring,10%,cat@x.example\nA3,Spring,10%,\n"


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Project]:
    """Three people and three codes, one of which is somebody's."""
    with Project.create(tmp_path / "shop.quill", clock="2012-01-01") as project:
        for name, text in (("people.csv", PEOPLE), ("codes.csv", CODES)):
            (tmp_path / name).write_text(text, "utf-8")
            ingest.run_import(project, tmp_path / name)
        yield project


def test_each_person_gets_one_code_and_keeps_it(shop: Project) -> None:
    ann = catalogue.hand_out(shop, "Spring", "ann@x.example")
    assert (ann.code, ann.person, ann.anew) == ("A1", "customer_id:1", True)
    assert catalogue.hand_out(shop, "Spring", "customer_id:1") == catalogue.Given(
        "Spring", "A1", "customer_id:1", False
    )
    assert catalogue.hand_out(shop, "Spring", "cat@x.example").code == "A2", "that the file says is hers"
    assert catalogue.hand_out(shop, "Spring", "bob@x.example").code == "A3"
    assert catalogue.offers(shop) == [catalogue.Offer("Spring", 3, free=0, given=3, used=0, expired=0)]


def test_where_none_is_left_that_is_said(shop: Project) -> None:
    for key in ("ann@x.example", "bob@x.example"):
        catalogue.hand_out(shop, "Spring", key)
    with shop.write("New", set()) as connection:
        person = {"id": 9, "key": "dan@x.example", "mailable": True, "traits": {}, "created_batch": 1}
        connection.execute(models.profile.insert().values(person | {"email": "dan@x.example"}))
        given = {"kind": "email", "value": "dan@x.example", "original": "dan@x.example", "profile_id": 9, "link_id": 9}
        connection.execute(models.identifier.insert().values(given))
    with pytest.raises(Problem, match="No code of “Spring” is free any more") as caught:
        catalogue.hand_out(shop, "Spring", "dan@x.example")
    assert "3 are given or used" in str(caught.value)
    with pytest.raises(NotFound, match="no offer “Autumn”"):
        catalogue.hand_out(shop, "Autumn", "ann@x.example")


def test_an_erasure_leaves_that_a_code_was_given_and_not_to_whom(shop: Project) -> None:
    catalogue.hand_out(shop, "Spring", "ann@x.example")
    for key in ("ann@x.example", "cat@x.example"):
        privacy.erase(shop, key)
    found = {row.code: (row.state, row.holder) for row in catalogue.codes(shop).codes}
    assert found == {"A1": ("given", None), "A2": ("given", None), "A3": ("free", None)}
    with shop.read() as connection:
        told = [str(row) for table in (models.offer_code, models.offer_code_row, models.given_code)
                for row in connection.execute(table.select())]  # fmt: skip
    assert not [row for row in told if "cat@" in row or "ann@" in row or "'1'" in row]
    assert catalogue.hand_out(shop, "Spring", "bob@x.example").code == "A3"


def test_whoever_is_made_anonymous_leaves_no_address_at_their_code(shop: Project) -> None:
    with shop.write("Anonymous", set()) as connection:
        [cat] = erasing.holders(connection, [("email", "cat@x.example")])
        anonymising.anonymise(connection, [cat], traces.of_people(connection, [cat]))
    found = {one.code: (one.state, one.holder) for one in catalogue.codes(shop).codes}
    assert found["A2"] == ("given", None)


def test_what_is_known_of_a_person_holds_their_codes(shop: Project) -> None:
    catalogue.hand_out(shop, "Spring", "ann@x.example")
    with shop.read() as connection:
        [ann] = erasing.holders(connection, [("email", "ann@x.example")])
        rows = erasing.rows_of(connection, [ann], traces.of_people(connection, [ann]))
    assert [row["code"] for row in rows["given_code"]] == ["A1"]
