"""The addresses that an ESP must be told of: whoever has them, and whether anybody does."""

from pathlib import Path

import pytest

from app import ingest
from app.campaign.suppressed_addresses import barred_addresses
from app.project import Project


def test_a_no_closes_each_address_that_it_was_said_of_whoever_has_it(tmp_path: Path) -> None:
    files = {
        "profiles": "Customer ID,Email,Email consent,Consent date\nA,a@x.example,yes,2025-01-01\n"
        "A,a2@x.example,no,2025-02-01\nB,b@x.example,yes,2025-01-01\nC,c2@x.example,no,2025-01-01\nC,c@x.example,,\n"
        "D,d@x.example,no,2025-01-01\nD,d@x.example,yes,2025-03-01\nE,e@x.example,yes,2025-01-01\n",
        "consents": "Customer ID,Email,channel,topic,status,date\n,nobody@x.example,email,,withdrawn,2025-01-01\n"
        "B,,email,,no,2025-05-01\nE,,email,news,no,2025-05-01\n",
    }
    with Project.create(tmp_path / "shop.quill", timezone="UTC", clock="2026-03-01") as project:
        for kind, text in files.items():
            path = tmp_path / f"{kind}.csv"
            path.write_text(text, "utf-8")
            ingest.run_import(project, path, kind)
        found = barred_addresses(project)
    # c@x.example itself was never asked, and its owner refused at another; e@x.example refused one topic alone.
    assert found == {
        "a2@x.example": "denied", "b@x.example": "denied", "c@x.example": "denied", "c2@x.example": "denied",
        "nobody@x.example": "withdrawn",
    }  # fmt: skip


@pytest.mark.parametrize("turned", [False, True])
def test_who_refuses_at_an_address_that_bounced_refuses_at_all_of_theirs(turned: bool, tmp_path: Path) -> None:
    files = [
        ("events", "Customer ID,Email,event,kind,time\nA,a1@x.example,bounced,hard,2025-01-01\n"),
        ("suppressions", "Email\na1@x.example\n"),
    ]
    files = [("profiles", "Customer ID,Email\nA,a2@x.example\n"), *(reversed(files) if turned else files)]
    with Project.create(tmp_path / "shop.quill", timezone="UTC", clock="2026-03-01") as project:
        project.change_settings({"unknown_is_consent": True})
        for kind, text in files:
            path = tmp_path / f"{kind}.csv"
            path.write_text(text, "utf-8")
            ingest.run_import(project, path, kind)
            if kind == "events":
                # An address that bounced says nothing of another.
                assert ("a2@x.example" in barred_addresses(project)) is turned
        assert barred_addresses(project) == {"a1@x.example": "listed", "a2@x.example": "withdrawn"}
