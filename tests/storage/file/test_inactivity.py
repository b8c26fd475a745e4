"""A mail that was sent is no sign of life, a yes is one, and who is anonymous is not told of again."""

from pathlib import Path

from sqlalchemy import insert

from app.project import Change, Project
from storage.file import inactivity, models

DAY = 86_400_000_000


def test_the_longest_silent_come_first_by_what_they_did_themselves(tmp_path: Path) -> None:
    with Project.create(tmp_path / "a.quill") as project, project.write("People", set(Change)) as connection:
        for at, key in enumerate(("a", "b", "c", "d", "anonymous:e"), 1):
            person = {"id": at, "key": key, "mailable": False, "traits": {}, "created_batch": 0}
            connection.execute(insert(models.profile).values(person))
        row = {"link_id": 1, "batch_id": 0, "row": 1}
        for at, (person, name, day) in enumerate(
            [(1, "viewed_page", 10), (1, "sent_email", 99), (2, "viewed_page", 5), (3, "viewed_page", 5)]
        ):
            one = row | {"profile_id": person, "name": name, "at": day * DAY, "digest": at}
            connection.execute(insert(models.event).values(one))
        answer = {"profile_id": 3, "channel": "email", "status": "granted", "at": 60 * DAY}
        connection.execute(insert(models.consent).values(answer))
        found = inactivity.before(connection, 50 * DAY)
        assert [(one["key"], one["last"] // DAY) for one in found] == [("d", 0), ("b", 5), ("a", 10)]
