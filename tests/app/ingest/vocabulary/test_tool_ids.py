"""Whom rows are about in the exports of several tools: numbers of records, second records, lists of many sources."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app import ingest
from app.ingest.vocabulary import tool_ids
from app.project import Project
from storage.file import models

Write = Callable[[str, str], Path]
Rows = Callable[[Project, Any], list[dict[str, Any]]]


@pytest.mark.parametrize(
    ("headers", "said", "kinds"),
    [
        ("Record ID|Email|Lifecycle Stage|Lead Status", "251", {"Record ID": "hubspot_id"}),
        ("Record ID|Email|Shoe size", "251", {"Record ID": "record_id"}),
        ("Klaviyo ID|Email|First Name", "01H4", {"Klaviyo ID": "klaviyo_id"}),
        ("LEID|EUID|Email Address|MEMBER_RATING", "9000", {"LEID": "mailchimp_id"}),
        ("Contact ID|Email|Email Opt Out|Lead Source", "0035g00000AAAAAQA4", {"Contact ID": "salesforce_id"}),
        ("Customer ID|Customer Email|Amount", "cus_QwErTy12", {"Customer ID": "stripe_id"}),
        ("Contact ID|EMAIL|EMAIL BLOCKLISTED|SMS BLOCKLISTED", "7", {"Contact ID": "brevo_id"}),
        ("id|email_address|unique_email_id|timestamp_opt", "9a1b", {"id": "mailchimp_id"}),
        ("Id|Email Address|Unsubscribed Reason|Email Invalid|Black Listed", "7", {"Id": "marketo_id"}),
        # The shop's own number is nobody else's.
        ("Customer ID|Email|Accepts Marketing", "251", {}),
        ("User ID|Email|Lifecycle Stage", "251", {}),
        ("ID|Email|City", "251", {}),
    ],
)
def test_a_tool_s_number_is_a_kind_of_its_own(headers: str, said: str, kinds: dict[str, str]) -> None:
    assert tool_ids.kinds_of(headers.split("|"), lambda _: [said]) == kinds


def _people(project: Project, rows: Rows) -> dict[str, dict[str, Any]]:
    return {row["email"] or row["key"]: row for row in rows(project, models.profile)}


def test_two_tools_numbers_are_never_compared(project: Project, write: Write, rows: Rows) -> None:
    ingest.run_import(project, write("shop.csv", "Customer ID,Email\n251,ann@x.example\n"), "profiles")
    head = "Record ID,Email,Lifecycle Stage,Lead Status\n"
    crm = write("crm.csv", head + "251,bob@x.example,Lead,Open\n252,ann@x.example,Lead,Open\n")
    ingest.run_import(project, crm, "profiles")
    assert set(_people(project, rows)) == {"ann@x.example", "bob@x.example"}


def test_second_records_are_told_in_red_with_the_mapping_that_makes_none(
    project: Project, write: Write, rows: Rows, tmp_path: Path
) -> None:
    shop = "Customer ID,Email\n" + "".join(f"{one},p{one}@x.example\n" for one in range(5))
    ingest.run_import(project, write("shop.csv", shop), "profiles")
    other = write("other.csv", "User ID,Email\n" + "".join(f"U{one},p{one}@x.example\n" for one in range(2, 8)))
    told = ingest.dry_run(project, other, "profiles")
    (note,) = [one for one in told.warnings if one.level == "red"]
    assert "Of 6 people in the file, 3 rows would be second records of people you have" in note.text
    assert note.lines == (2, 3, 4)
    assert told.proposal is not None
    mapping = tmp_path / "map.json"
    mapping.write_text(json.dumps(told.proposal.mapping.document()), encoding="utf-8")
    report = ingest.run_import(project, other, "profiles", ingest.read_mapping(mapping))
    assert not report.warnings
    assert len(_people(project, rows)) == 8


def test_another_tool_s_numbers_that_are_the_shop_s_too_are_told_in_red(
    project: Project, write: Write, rows: Rows, tmp_path: Path
) -> None:
    shop = "".join(f"{one},p{one}@x.example,P{one}\n" for one in range(1, 6))
    ingest.run_import(project, write("shop.csv", "ID,Email,First name\n" + shop), "profiles")
    moved = shop.replace("p2@x.example", "new2@x.example")
    assert not ingest.dry_run(project, write("later.csv", "ID,Email,First name\n" + moved), "profiles").warnings
    crm = "".join(f"{one},p{one + 1}@x.example,P{one + 1}\n" for one in range(1, 5)) + "5,cy@x.example,Cy\n"
    other = write("crm.csv", "id,email,firstname\n" + crm)
    told = ingest.dry_run(project, other, "profiles")
    note = next(one for one in told.warnings if one.level == "red")
    assert "Of 5 people in the file, 5 rows have the customer ID of people you have, but other addresses" in note.text
    assert told.proposal is not None
    mapping = tmp_path / "map.json"
    mapping.write_text(json.dumps(told.proposal.mapping.document()), encoding="utf-8")
    ingest.run_import(project, other, "profiles", ingest.read_mapping(mapping))
    found = _people(project, rows)
    assert {one: found[f"p{one}@x.example"]["traits"]["first_name"] for one in range(1, 6)} == {
        one: f"P{one}" for one in range(1, 6)
    }
    assert found["cy@x.example"]["traits"]["first_name"] == "Cy"


def test_a_household_that_shares_a_mailbox_is_no_second_record(project: Project, write: Write) -> None:
    people = "".join(f"{one},p{one}@x.example\n" for one in range(30))
    report = ingest.run_import(project, write("shop.csv", "Customer ID,Email\n99,p0@x.example\n" + people), "profiles")
    assert [note.level for note in report.warnings] == ["yellow"]


def test_a_number_that_a_spreadsheet_has_shortened_is_nobody_s(project: Project, write: Write, rows: Rows) -> None:
    text = "Kundennummer;E-Mail;Telefon\n5,58199E+12;;\n5,58199E+12;bo@x.example;4,47701E+11\n77;;4,47701E+11\n"
    report = ingest.run_import(project, write("kunden.csv", text), "profiles")
    assert set(_people(project, rows)) == {"bo@x.example", "customer_id:77"}
    assert [reason for reason in report.reasons if "spreadsheet has shortened" in reason]


def test_what_looks_like_a_placeholder_stays_but_in_identifiers(project: Project, write: Write, rows: Rows) -> None:
    text = "Email,Last name,Region,Country\nnan@x.example,Nan,NA,NA\nnull,None,,\n-,Nil,,\n"
    report = ingest.run_import(project, write("people.csv", text), "profiles")
    said = _people(project, rows)["nan@x.example"]["traits"]
    assert (said["last_name"], said["region"], said["country"]) == ("Nan", "NA", "NA")
    assert report.rejected == 2


def test_the_first_filled_of_several_addresses_is_the_row_s(project: Project, write: Write, rows: Rows) -> None:
    text = (
        "Name,E-mail 1 - Value,E-mail 2 - Value,Phone 1 - Value,Labels\n"
        "Ann,ann@x.example ::: a@y.example,ann@work.example,,* friends ::: VIP\n"
        "Bo,,bo@work.example,,* friends\nCy,,,(415) 555-0134 ::: +1 415-555-0188,\n"
    )
    ingest.run_import(project, write("contacts.csv", text), "profiles")
    people = _people(project, rows)
    assert set(people) == {"ann@x.example", "bo@work.example", "phone:+14155550188"}
    assert people["ann@x.example"]["traits"]["tags"] == ["friends", "VIP"]
    assert people["ann@x.example"]["traits"]["email_2"] == "ann@work.example"


def test_lists_of_several_sources_join_and_a_newer_file_replaces_its_own(
    project: Project, write: Write, rows: Rows
) -> None:
    def tags() -> set[str]:
        return set(_people(project, rows)["ann@x.example"]["traits"]["tags"])

    ingest.run_import(
        project, write("k.csv", "Email,Klaviyo ID,Tags\nann@x.example,01A,\"['VIP', 'old']\"\n"), "profiles"
    )
    mailchimp = 'Email Address,LEID,TAGS\nann@x.example,9,"""Fair"",""Lead"""\n'
    ingest.run_import(project, write("m.csv", mailchimp), "profiles")
    assert tags() == {"VIP", "old", "Fair", "Lead"}
    newer = ingest.run_import(
        project, write("k2.csv", "Email,Klaviyo ID,Tags\nann@x.example,01A,['VIP']\n"), "profiles"
    )
    assert tags() == {"VIP", "Fair", "Lead"}
    ingest.undo(project, newer.batch or 0)
    assert tags() == {"VIP", "old", "Fair", "Lead"}
    with project.audience() as mirror:
        (row,) = mirror.to_pyarrow(mirror.table("profiles").select("t_tags")).to_pylist()
    assert set(row["t_tags"]) == {"VIP", "old", "Fair", "Lead"}


def test_a_look_at_a_file_that_names_nobody_shows_how_it_is_read(project: Project, write: Write) -> None:
    report = ingest.dry_run(project, write("x.csv", "Colour,Size\nred,41\nblue,42\n"), "profiles")
    assert [row["colour"] for row in report.preview or []] == ["red", "blue"]
    assert set(report.mapping.columns) == {"Colour", "Size"}
    assert "which column says who a row is about" in report.warnings[0].text
    assert report.problem


def test_a_shortened_number_beside_an_address_is_told_with_its_lines(project: Project, write: Write) -> None:
    text = "Customer number;Email;Mobile\n1,23457E+18;ana@mail.example;\n5E+17;bo@mail.example;\n77;;5,58199E+12\n"
    report = ingest.run_import(project, write("people.csv", text), "profiles")
    assert (report.accepted, report.profiles_created) == (3, 3)
    red = {note.text.split("”")[0]: note.lines for note in report.warnings if note.level == "red"}
    assert red == {"2 cells of “Customer number": (2, 3), "1 cell of “Mobile": (4,)}


def test_a_tag_that_looks_like_nothing_is_one(project: Project, write: Write) -> None:
    text = "email,Tags\na@mail.example,NA;None\nb@mail.example,n/a;-;VIP\n"
    shown = ingest.dry_run(project, write("tags.csv", text), "profiles").preview or []
    assert [row["tags"] for row in shown] == [["NA", "None"], ["VIP"]]
