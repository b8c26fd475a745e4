"""A hash names a person for one project alone, and many people are not named one by one."""

from pathlib import Path

from sqlalchemy import insert

from app.project import Change, Project, person_hash
from storage.file.models import identifier, profile


def test_each_is_named_by_all_that_they_are_known_by_and_many_by_nothing(tmp_path: Path) -> None:
    with Project.create(tmp_path / "a.quill") as project:
        with project.write("People", {Change.PROFILES}) as connection:
            for at in range(1, person_hash.MOST + 2):
                person = {"id": at, "key": f"customer_id:{at}", "mailable": False, "traits": {}, "created_batch": 0}
                connection.execute(insert(profile).values(person))
            given = {"kind": "email", "value": "a@x.example", "original": "a@x.example", "profile_id": 1, "link_id": 1}
            connection.execute(insert(identifier).values(given))
            key = person_hash.key_of(connection)
            (names,) = person_hash.people_hashes(connection, [1])
            assert set(names) == {person_hash.person_hash(key, one) for one in ("customer_id:1", "a@x.example")}
            assert person_hash.people_hashes(connection, range(1, person_hash.MOST + 2)) == []
        assert person_hash.person_hash("another key", "a@x.example") not in names
        assert person_hash.address_hash(key, "a@x.example") != person_hash.address_hash("another", "a@x.example")
