"""The record of whom a triggered campaign mailed, from the folder that it made."""

from pathlib import Path

from sqlalchemy import select

from app.project import Project, person_hash, trigger_mails
from storage.file.models import trigger_mail

MANIFEST = {"as_of": "2026-05-03T00:00:00+01:00", "trigger": {"recorded_up_to": 7}}


def test_each_recipient_is_kept_by_the_hash_of_their_address(tmp_path: Path) -> None:
    (tmp_path / "assignment.csv").write_text("key,email,variant\r\nemail:a@x.example,A@X.example,A\r\n")
    with Project.create(tmp_path / "shop.quill") as project:
        with project.write("Exported", set()) as connection:
            trigger_mails.keep(connection, 3, tmp_path, MANIFEST)
            # A campaign without a trigger leaves no such record.
            trigger_mails.keep(connection, 4, tmp_path, {"as_of": MANIFEST["as_of"]})
        with project.read() as connection:
            (row,) = connection.execute(select(trigger_mail))
            key = person_hash.kept_key(connection)
    assert row.campaign_id == 3
    assert row.hash == person_hash.address_hash(key, "a@x.example")
    assert row.as_of == 1_777_762_800_000_000
