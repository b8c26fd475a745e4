"""The export folder: who is in it, what it says, and that it says it the same each time."""

import csv
import json
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import quote

import pytest
from sqlalchemy import insert, select, update

from app import audience, campaign
from app.campaign.esp_profiles import esps
from app.domain.problems import CampaignProblem, FileProblem
from app.domain.progress import Cancelled, Progress
from app.project import Change, Project, audit_log
from app.template import store as templates
from app.template.prepared_template import Template
from storage.file import models

Read = Callable[[Path], list[dict[str, str]]]


ARMS = [{"name": "A", "share": 0.5}, {"name": "B", "share": 0.5, "subject": "Zoë’s {{ city }}"}]


BOTH = {"variants": ARMS, "holdout": {"share": 0.2, "seed": "spring"}, "exclude": ["Nobody"]}


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def left_hidden(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir() if "quillwork" in path.name or "exporting" in path.name]


@pytest.mark.parametrize("esp", ["generic", "mailchimp", "klaviyo"])
def test_only_the_recipients_are_anywhere_in_the_folder(
    club: Project, plan: dict[str, Any], recipients: SimpleNamespace, tmp_path: Path, esp: str, read_csv: Read
) -> None:
    campaign.save(club, "All", plan | {"esp": esp} | BOTH)
    out = tmp_path / "out"
    done = campaign.export(club, "All", out)
    contacts = read_csv(out / "contacts.csv")
    sides, held = read_csv(out / "assignment.csv"), read_csv(out / "holdout.csv")
    key = next(header for header in contacts[0] if header.casefold() == "key")
    assert [row[key] for row in contacts] == [row["key"] for row in sides]
    assert [row["key"] for row in held] == [k for k in recipients.plain if k not in {row["key"] for row in sides}]
    assert sorted([row["key"] for row in sides] + [row["key"] for row in held]) == recipients.plain
    assert done.verdict.recipients == len(contacts) > 0 < len(held)
    assert {path.name for path in (out / "html").iterdir()} == {quote(row["key"], safe="") + ".html" for row in sides}
    assert [row["address"] for row in read_csv(out / "suppressed.csv")] == [
        "gone@example.com",
        *(f"p{number}@example.com" for number in (14, 15, 4, 5, 7, 8)),
    ]
    listed = {row["address"] for row in read_csv(out / "suppressed.csv")}
    first = next(iter(contacts[0]))
    assert not {row[first].casefold() for row in contacts} & listed
    kept_out = {"suppressed.csv", *(one.name for one in esps()[esp].keeps_out)}
    for name, content in contents(out).items():
        if name not in kept_out:
            assert not any(address.encode() in content for address in listed), name


def test_the_generic_contacts(
    club: Project, plan: dict[str, Any], people: list[dict[str, Any]], tmp_path: Path, read_csv: Read
) -> None:
    campaign.save(club, "All", plan)
    campaign.export(club, "All", tmp_path / "out")
    rows = {row["email"]: row for row in read_csv(tmp_path / "out" / "contacts.csv")}
    assert list(rows["p20@example.com"])[:9] == plan["columns"]
    row = rows["p20@example.com"]
    assert row["signed_up_at"] == "2026-02-09T12:00:00+00:00"
    assert row["birth_date"] == "1989-03-22"
    assert (row["shoe_size"], row["newsletter"], row["interests"]) == ("41", "true", "Tea|'=Bags")
    assert rows["p21@example.com"]["newsletter"] == "false"
    assert rows["p21@example.com"]["shoe_size"] == rows["p21@example.com"]["birth_date"] == ""
    assert rows["p42@example.com"]["first_name"] == "'=cmd|' /C calc'!A0"
    assert rows["p48@example.com"]["first_name"] == "'+1+1"


def test_no_cell_of_any_file_is_run_by_a_spreadsheet(club: Project, plan: dict[str, Any], tmp_path: Path) -> None:
    for esp in ("generic", "mailchimp", "klaviyo"):
        campaign.save(club, "All", plan | {"esp": esp})
        out = tmp_path / esp
        campaign.export(club, "All", out)
        guarded = 0
        for path in out.glob("*.csv"):
            with path.open(encoding="utf-8", newline="") as file:
                cells = [cell for row in csv.reader(file) for cell in row]
            assert not [cell for cell in cells if cell[:1] in set("=+-@\t\r")], path
            guarded += sum(cell[:2] in ("'=", "'+") for cell in cells)
        assert json.loads((out / "manifest.json").read_text("utf-8"))["formula_cells"] == guarded > 0


def test_the_email_says_what_the_contacts_say(club: Project, plan: dict[str, Any], tmp_path: Path) -> None:
    campaign.save(club, "All", plan)
    campaign.export(club, "All", tmp_path / "out")
    emails = {path.name: path.read_text("utf-8") for path in (tmp_path / "out" / "html").iterdir()}
    assert "<p>Hi &#x27;+1+1,</p>" in emails["customer_id%3A452.html"]
    assert "<p>Hi there,</p>" in emails["customer_id%3A489.html"]
    assert "<p>Gold for ZÜRICH</p>" in emails["customer_id%3A480.html"]
    assert not [name for name, text in emails.items() if "{{" in text or "*|" in text]


def test_mailchimp_s_contacts(club: Project, plan: dict[str, Any], tmp_path: Path, read_csv: Read) -> None:
    campaign.save(club, "All", plan | {"esp": "mailchimp"} | BOTH)
    campaign.export(club, "All", tmp_path / "out")
    rows = read_csv(tmp_path / "out" / "contacts.csv")
    headers = list(rows[0])
    assert headers[:3] == ["Email Address", "First Name", "CITY"]
    for header in headers:
        assert header in ("Email Address", "First Name", "Last Name") or (
            len(header.encode()) <= 10 and header.replace("_", "").isalnum() and header == header.upper()
        )
    assert len({header.casefold() for header in headers}) == len(headers)
    assert {row["VARIANT"] for row in rows} == {"A", "B"}
    assert {row["SIGNED_UP"][:7] for row in rows if row["SIGNED_UP"]} <= {"2026-02", "2026-01", "2025-12"}
    assert all(len(cell.encode()) <= 255 for row in rows for cell in row.values())


def test_klaviyo_s_contacts(club: Project, plan: dict[str, Any], tmp_path: Path, read_csv: Read) -> None:
    campaign.save(club, "All", plan | {"esp": "klaviyo"})
    campaign.export(club, "All", tmp_path / "out")
    rows = {row["Email"]: row for row in read_csv(tmp_path / "out" / "contacts.csv")}
    row = rows["p20@example.com"]
    assert list(row)[:2] == ["Email", "First Name"]
    assert json.loads(row["interests"]) == ["Tea", "'=Bags"]
    assert (row["newsletter"], row["birth_date"]) == ("true", "1989-03-22")
    assert rows["p21@example.com"]["interests"] == ""


def test_a_variant_has_its_own_files_and_subject(club: Project, plan: dict[str, Any], tmp_path: Path) -> None:
    campaign.save(club, "All", plan | {"esp": "klaviyo"} | BOTH)
    campaign.export(club, "All", tmp_path / "out")
    files = contents(tmp_path / "out")
    parts = {
        f"{stem}-{arm}.{ending}"
        for arm in "AB"
        for stem, ending in (("template", "html"), ("subject", "txt"), ("preheader", "txt"), ("text", "txt"))
    }
    assert parts <= set(files)
    assert files["subject-A.txt"].decode().startswith("Spring is here, {{ ")
    assert files["subject-B.txt"].decode().startswith("Zoë’s {{ ")
    assert "segment" in files["UPLOAD.md"].decode()


def test_each_variant_s_people_get_its_template(
    club: Project, plan: dict[str, Any], tmp_path: Path, read_csv: Read
) -> None:
    other = "<p>Other {{ first_name | title }} {{ unsubscribe_url }} {{ sender.address }}</p>"
    templates.save(club, Template("Other", "Other", "", other))
    campaign.save(club, "All", plan | {"variants": [ARMS[0], ARMS[1] | {"template": "Other"}]})
    campaign.export(club, "All", tmp_path / "out")
    for row in read_csv(tmp_path / "out" / "assignment.csv"):
        email = (tmp_path / "out" / "html" / f"{quote(row['key'], safe='')}.html").read_text("utf-8")
        assert ("<p>Other " in email) == (row["variant"] == "B")


@pytest.mark.parametrize("esp", ["generic", "mailchimp", "klaviyo"])
def test_the_same_again_is_the_same_to_the_byte(club: Project, plan: dict[str, Any], tmp_path: Path, esp: str) -> None:
    campaign.save(club, "All", plan | {"esp": esp} | BOTH)
    campaign.export(club, "All", tmp_path / "first")
    campaign.export(club, "All", tmp_path / "second")
    path = club.path
    club.close()
    with Project.open(path) as again:
        campaign.export(again, "All", tmp_path / "third")
    first = contents(tmp_path / "first")
    assert contents(tmp_path / "second") == first
    assert contents(tmp_path / "third") == first


def test_an_export_is_noted_in_the_project(club: Project, plan: dict[str, Any], tmp_path: Path) -> None:
    campaign.save(club, "All", plan)
    done = campaign.export(club, "All", tmp_path / "out")
    (noted,) = campaign.exports(club, "All")
    assert (noted.id, noted.folder) == (done.id, str(tmp_path / "out"))
    assert noted.manifest["waterfall"][-1]["people"] == done.verdict.recipients
    assert not [entry for entry in noted.manifest["files"] if entry["path"].startswith("html/")]
    line = audit_log.entries(club, 1)[0]
    assert line.action == "Exported the campaign “All” to out"
    assert line.detail["recipients"] == done.verdict.recipients
    assert campaign.list_campaigns(club)[0].exports == 1
    assert left_hidden(tmp_path) == []


def test_replacing(club: Project, plan: dict[str, Any], tmp_path: Path) -> None:
    campaign.save(club, "All", plan | {"html": "none"})
    out = tmp_path / "out"
    campaign.export(club, "All", out)
    before = contents(out)
    with pytest.raises(FileProblem, match="not empty"):
        campaign.export(club, "All", out)
    assert contents(out) == before
    campaign.save(club, "All", plan | {"html": "none", "include": ["Londoners"]})
    campaign.export(club, "All", out, replace=True)
    assert contents(out) != before
    assert len(campaign.exports(club, "All")) == 2
    assert left_hidden(tmp_path) == []


def test_what_stands_against_it_stops_it_unless_it_is_overruled(
    club: Project, plan: dict[str, Any], tmp_path: Path
) -> None:
    templates.save(club, Template("Bare", "Hi {{ first_name }},", "", "<p>Hello {{ first_name }}, bye</p>"))
    campaign.save(club, "All", plan | {"template": "Bare"})
    out = tmp_path / "out"
    with pytest.raises(CampaignProblem, match="--overrule"):
        campaign.export(club, "All", out)
    assert not out.exists()
    assert left_hidden(tmp_path) == []
    assert campaign.exports(club, "All") == []
    verdict = campaign.check(club, "All")
    assert not verdict.ready
    codes = {finding.code for finding in verdict.findings if finding.severity == "error"}
    assert codes == {"empty-greeting", "unsubscribe-missing", "address-missing"}
    # A reason for what is not found, or is only a warning, is no mistake: a scheduled command gives all that it has.
    campaign.export(club, "All", out, overrule=dict.fromkeys([*codes, "size", "esp-cell"], "a trial among ourselves"))
    manifest = json.loads((out / "manifest.json").read_text("utf-8"))
    assert {one["code"] for one in manifest["overrules"]} == codes
    assert {one["reason"] for one in manifest["overrules"]} == {"a trial among ourselves"}
    greeting = next(one for one in manifest["overrules"] if one["code"] == "empty-greeting" and one["line"])
    assert greeting["recipients"] > 0
    states = {check["code"]: check["state"] for check in manifest["checks"]}
    assert [code for code, state in states.items() if state == "overruled"] == ["greeting", "footer"]
    assert "error" not in states.values()


def test_nobody_left_cannot_be_overruled(club: Project, plan: dict[str, Any], tmp_path: Path) -> None:
    campaign.save(club, "None", plan | {"include": ["Nobody"]})
    with pytest.raises(CampaignProblem, match="can never be overruled"):
        campaign.export(club, "None", tmp_path / "out", overrule={"no-recipients": "so what"})
    with pytest.raises(CampaignProblem, match="Nobody is left"):
        campaign.export(club, "None", tmp_path / "out")
    assert not campaign.check(club, "None").ready


def test_a_cancelled_export_leaves_nothing(club: Project, plan: dict[str, Any], tmp_path: Path) -> None:
    campaign.save(club, "All", plan)
    calls: list[str] = []
    progress = Progress(lambda share, phrase: calls.append(phrase), lambda: "Checking every email" in calls)
    with pytest.raises(Cancelled):
        campaign.export(club, "All", tmp_path / "out", progress=progress)
    assert not (tmp_path / "out").exists()
    assert left_hidden(tmp_path) == []
    assert campaign.exports(club, "All") == []


def test_a_project_that_changes_meanwhile_is_not_exported(club: Project, plan: dict[str, Any], tmp_path: Path) -> None:
    campaign.save(club, "All", plan)

    def change(share: float, phrase: str) -> None:
        if phrase == "Writing to the disk":
            with club.write("Suppressed somebody", {Change.SUPPRESSIONS}) as connection:
                row = {"channel": "email", "address": "p20@example.com", "reason": "asked", "at": 1}
                connection.execute(insert(models.suppression).values(**row))

    with pytest.raises(CampaignProblem, match="changed"):
        campaign.export(club, "All", tmp_path / "out", progress=Progress(change))
    assert not (tmp_path / "out").exists()
    assert left_hidden(tmp_path) == []


@pytest.mark.parametrize("address", ["=p20@example.com", "+p20@example.com", "-p20@example.com"])
def test_whose_address_a_spreadsheet_would_run_is_left_out_and_shown(
    club: Project, plan: dict[str, Any], tmp_path: Path, address: str
) -> None:
    with club.write("Changed an address", {Change.PROFILES}) as connection:
        row = models.profile.c.id == 20
        connection.execute(update(models.profile).where(row).values(email=address))
        named = (models.identifier.c.profile_id == 20) & (models.identifier.c.kind == "email")
        connection.execute(update(models.identifier).where(named).values(value=address))
    campaign.save(club, "All", plan)
    done = campaign.export(club, "All", tmp_path / "out")
    (finding,) = [one for one in done.verdict.findings if one.code == "address-formula"]
    assert (finding.severity, finding.recipients, finding.example) == ("warning", 1, "customer_id:480")
    step = next(one for one in campaign.assembly(club, "All").steps if one.code == "no_valid_address")
    assert step.reasons["with an address that begins like a formula"] == 1
    assert not [name for name, text in contents(tmp_path / "out").items() if b"p20@example.com" in text]
    assert "begins like a formula" in campaign.who(club, "All", "customer_id:480").sentence()
    # What the segments pane says can be emailed is what an export keeps, but for an address that two people have.
    assert audience.reach(club, {"all": []}).mailable == done.verdict.recipients + 1


def test_nothing_is_kept_of_an_export_in_the_table_of_another(
    club: Project, plan: dict[str, Any], tmp_path: Path
) -> None:
    campaign.save(club, "One", plan | {"html": "none"})
    campaign.save(club, "Two", plan | {"html": "none"})
    campaign.export(club, "One", tmp_path / "one")
    assert campaign.exports(club, "Two") == []
    with club.read() as connection:
        assert len(connection.execute(select(models.export)).all()) == 1
