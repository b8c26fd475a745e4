"""What is known of a profile: what it keeps itself, else what its first row says, else nothing."""

from pathlib import Path

from sqlalchemy import insert, select

from app.project import Change, Project
from storage.file import kept_traits
from storage.file.models import profile, profile_row


def test_a_profile_that_keeps_no_traits_has_those_of_its_first_row(tmp_path: Path) -> None:
    kept = {1: {"city": "Rome"}, 2: None, 3: None, 4: {}}
    said = [(9, 2, {"city": "Oslo"}), (5, 2, {"city": "Paris"}), (7, 1, {"city": "Bonn"}), (8, 4, {"city": "Nice"})]
    with Project.create(tmp_path / "a.quill") as project:
        with project.write("people", {Change.PROFILES}) as connection:
            for number, traits in kept.items():
                row = {"id": number, "key": f"customer_id:{number}", "mailable": False, "created_batch": 1}
                connection.execute(insert(profile).values(row | {"traits": traits}))
            common = {"link_id": 1, "batch_id": 1, "row": 1, "effective_at": 1, "mode": "update"}
            for number, person, traits in said:
                connection.execute(
                    insert(profile_row).values(common | {"id": number, "profile_id": person, "traits": traits})
                )
        with project.read() as connection:
            known = dict(connection.execute(select(profile.c.id, kept_traits.of_profile())).all())
        assert known == {1: {"city": "Rome"}, 2: {"city": "Paris"}, 3: {}, 4: {}}
        assert project.integrity() == []
