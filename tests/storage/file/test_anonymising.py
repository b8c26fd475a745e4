"""Somebody who was made anonymous has a drawn number for a name, and what they bought."""

from pathlib import Path

from sqlalchemy import insert, select

from app.project import Change, Project
from storage.file import anonymising, models, traces

ANN = "ann@unusual.example"


def test_what_they_did_stays_and_the_words_in_it_go(tmp_path: Path) -> None:
    with Project.create(tmp_path / "a.quill") as project:
        with project.write("People", set(Change)) as connection:
            person = {"id": 1, "key": ANN, "email": ANN, "mailable": True, "traits": {"first_name": "Ann"}}
            connection.execute(insert(models.profile).values(person | {"created_batch": 1}))
            link = {"id": 1, "batch_id": 1, "row": 1, "profile_id": 1, "identifiers": [["email", ANN, ANN]]}
            connection.execute(insert(models.link).values(link))
            given = {"kind": "email", "value": ANN, "original": ANN, "profile_id": 1, "link_id": 1}
            connection.execute(insert(models.identifier).values(given))
            row = {"link_id": 1, "profile_id": 1, "batch_id": 1, "row": 1, "name": "placed_order", "at": 5, "digest": 1}
            connection.execute(insert(models.event).values(row | {"amount": 70_000, "url": "/thanks?name=ann"}))
            connection.execute(insert(models.tag).values(profile_id=1, tag="VIP", batch_id=0))
        with project.write("Anonymous", set(Change)) as connection:
            erased = anonymising.anonymise(connection, [1], traces.of_people(connection, [1]))
        assert erased.rows["profile"] == 1
        with project.read() as connection:
            (left,) = connection.execute(select(models.profile)).all()
            assert (left.email, left.traits, left.mailable) == (None, {}, False)
            (known,) = connection.execute(select(models.identifier)).all()
            assert left.key == f"anonymous:{known.value}"
            assert connection.scalar(select(models.link.c.identifiers)) == [["anonymous", known.value, known.value]]
            (event,) = connection.execute(select(models.event)).all()
            assert (event.amount, event.url) == (70_000, None)
            assert connection.execute(select(models.tag)).all() == []
