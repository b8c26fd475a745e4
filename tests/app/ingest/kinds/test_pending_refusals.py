"""Refusals of consent that outlive the file that said them wait for their address to come back."""

from sqlalchemy import insert, select

from app import ingest
from app.ingest.kinds.pending_refusals import keep, settle
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


def test_a_refusal_of_whom_its_row_came_to_is_kept_as_theirs(project: Project, write: Write) -> None:
    ingest.run_import(project, write("a.csv", "Customer ID,Email\n,a@x.de\n5,b@x.de\n"), "profiles")
    with project.write("x", {Change.CONSENTS}) as connection:
        said = [(1, "denied"), (2, "withdrawn"), (2, "granted"), (0, "denied")]
        for number, (person, status) in enumerate(said, 1):
            row = {"channel": "email", "status": status, "profile_id": person, "link_id": number}
            connection.execute(insert(consent).values(row))
        keep(connection)
        columns = (consent.c.address, consent.c.status, consent.c.link_id)
        found = {tuple(row) for row in connection.execute(select(*columns).order_by(consent.c.id))}
    # A yes holds as long as its row, and what is nobody's waits with it.
    assert found == {
        ("a@x.de", "denied", None), ("customer_id:5", "withdrawn", None), (None, "granted", 3), (None, "denied", 4)
    }  # fmt: skip
