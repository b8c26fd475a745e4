"""In which programs an audience reads, by its addresses."""

from pathlib import Path

import pytest

from app import ingest, mailing
from app.project import Project
from app.template import MAIN_PROGRAMS, Template


def project(tmp_path: Path, addresses: list[str]) -> Project:
    made = Project.create(tmp_path / "shop.quill")
    if addresses:
        (tmp_path / "people.csv").write_text("Email\n" + "\n".join(addresses) + "\n")
        ingest.run_import(made, tmp_path / "people.csv", "profiles")
    return made


def test_each_provider_with_its_share_and_everybody_on_a_phone(tmp_path: Path) -> None:
    people = ["a@gmail.com", "b@GoogleMail.com", "c@yahoo.co.uk", "d@shop.example"]
    with project(tmp_path, people) as made:
        found = mailing.programs_of(made)
    assert found["gmail.ios"] == 0.5
    assert found["yahoo.desktop-webmail"] == 0.25
    assert found["outlook.windows"] == 0.25
    assert found["apple-mail.ios"] == 1.0
    assert found["gmail.desktop-webmail"] == 0.75, "companies use it too"
    assert "aol.desktop-webmail" not in found
    assert next(iter(found)) == "apple-mail.ios"


def test_a_handful_of_many_is_not_looked_at(tmp_path: Path) -> None:
    with project(tmp_path, ["a@aol.com", *(f"p{at}@gmail.com" for at in range(150))]) as made:
        assert "aol.desktop-webmail" not in mailing.programs_of(made)


def test_without_anybody_the_commonest_are_looked_at(tmp_path: Path) -> None:
    with project(tmp_path, []) as made:
        assert mailing.programs_of(made) == {}
        assert mailing.readers_programs(made) == list(MAIN_PROGRAMS)


@pytest.mark.parametrize(("address", "found"), [("a@shop.example", True), ("a@icloud.com", False)])
def test_a_check_looks_at_what_the_readers_programs_know(tmp_path: Path, address: str, found: bool) -> None:
    template = Template("T", "News", "What is new in the shop", "<p style='display:flex'>x</p>")
    with project(tmp_path, [address]) as made:
        told = mailing.check(made, template, mailing.mailable_ids(made))
    assert ("client-support" in [one.code for one in told.findings]) is found
