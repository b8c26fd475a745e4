"""Refusals of consent that outlive the file that said them wait for their address to come back."""

from sqlalchemy import insert, select

from app import ingest
from app.ingest.kinds.pending_refusals import settle
from app.project import Change, Project
from storage.file.models import consent
from tests.app.ingest.conftest import Write


def test_a_kept_refusal_is_its_addresss_owners_and_else_nobodys(project: Project, write: Write) -> None:
    ingest.run_import(project, write("a.csv", "Email,Phone,Country\na@x.de,,GB\nb@x.de,020 7946 0958,GB\n"), "profiles")
    kept = [("a@x.de", "email"), ("gone@x.de", "email"), ("phone:+442079460958", "sms")]
    with project.write("x", {Change.CONSENTS}) as connection:
        connection.execute(
            insert(consent),
            [
                {"address": address, "channel": channel, "status": "denied", "profile_id": 99}
                for address, channel in kept
            ],
        )
        settle(connection)
        found = {
            row.address: row.profile_id for row in connection.execute(select(consent.c.address, consent.c.profile_id))
        }
    assert found["a@x.de"] not in (99, -1)
    assert found["gone@x.de"] in (0, -1, None)
    assert found["phone:+442079460958"] not in (99, -1, found["a@x.de"])
