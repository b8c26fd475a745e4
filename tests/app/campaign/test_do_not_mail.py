"""The addresses that an ESP must not mail: which files hold them, and how whoever uploads is told to use them."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert

from app import campaign
from app.campaign.export_folder.forecast import outline
from app.campaign.store import get
from app.project import Change, Project
from storage.file import models

Read = Callable[[Path], list[dict[str, str]]]


LISTED = {
    "bounced@example.com": "hard_bounce",
    "returned@example.com": "invalid mailbox",
    "left@example.com": "unsubscribed",
    "=left@example.com": "unsubscribed",
    "angry@example.com": "marked_as_spam",
}


REFUSED = {f"p{number}@example.com" for number in (4, 5, 14, 15)}
"""Of the club: those who withdrew their consent, or said no."""


FILES = {
    "generic": {},
    "mailchimp": {
        "unsubscribed.csv": (
            "Email Address",
            {"left@example.com", "angry@example.com", "p7@example.com", "p8@example.com", *REFUSED},
        ),
        "cleaned.csv": ("Email Address", {"bounced@example.com", "returned@example.com", "gone@example.com"}),
    },
    "klaviyo": {
        "suppressed-profiles.csv": (
            "Email",
            {*LISTED, "gone@example.com", "p7@example.com", "p8@example.com", *REFUSED} - {"=left@example.com"},
        ),
    },
}


@pytest.mark.parametrize("esp", list(FILES))
def test_each_esp_gets_files_that_its_import_takes(
    club: Project, plan: dict[str, Any], tmp_path: Path, read_csv: Read, esp: str
) -> None:
    with club.write("Suppressed some", {Change.SUPPRESSIONS}) as connection:
        rows = [{"channel": "email", "address": a, "reason": r, "at": 1} for a, r in LISTED.items()]
        connection.execute(insert(models.suppression), rows)
    campaign.save(club, "All", plan | {"esp": esp, "html": "none"})
    out = tmp_path / "out"
    campaign.export(club, "All", out)
    planned = {
        name: one.rows
        for one in outline(club, get(club, "All").plan, campaign.summary(club, "All"))
        for name in one.files
    }
    listed = {one["path"] for one in json.loads((out / "manifest.json").read_text("utf-8"))["files"]}
    for name, (header, addresses) in FILES[esp].items():
        written = read_csv(out / name)
        assert {tuple(row) for row in written} == {(header,)}
        assert {row[header] for row in written} == addresses
        assert planned[name] == len(addresses)
        assert name in listed
    reasons = {row["address"]: row["reason"] for row in read_csv(out / "suppressed.csv")}
    assert set(reasons) >= REFUSED | set(LISTED) - {"=left@example.com"}
    assert (reasons["p4@example.com"], reasons["p5@example.com"]) == ("withdrawn", "denied")
    text = (out / "UPLOAD.md").read_text("utf-8")
    assert "\n    =left@example.com\n" in text
    said = {
        "generic": "update people",
        "mailchimp": "Tick “Update any existing contacts”",
        "klaviyo": "step about consent",
    }
    assert said[esp] in text


def test_mailchimp_s_users_are_told_how_many_fields_are_left(
    club: Project, plan: dict[str, Any], tmp_path: Path
) -> None:
    campaign.save(club, "All", plan | {"esp": "mailchimp", "html": "none"})
    done = campaign.export(club, "All", tmp_path / "out")
    [check] = [one for one in done.verdict.checks if one.code == "esp"]
    headers = [one["header"] for one in json.loads((tmp_path / "out" / "manifest.json").read_text("utf-8"))["columns"]]
    own = len(set(headers) - {"Email Address", "First Name", "Last Name"})
    assert check.check == f"Mailchimp’s limits on columns and bytes: {25 - own} fields left"
    assert f"this campaign needs {own} more, and {25 - own} are left" in (tmp_path / "out" / "UPLOAD.md").read_text(
        "utf-8"
    )


def test_a_suppressed_address_that_no_file_can_carry_is_handed_over_in_words(
    club: Project, plan: dict[str, Any], tmp_path: Path, read_csv: Read
) -> None:
    with club.write("Suppressed two", {Change.SUPPRESSIONS}) as connection:
        rows = [("=1+cmd|x@example.com", "asked"), ("-p@example.com", "unsubscribed")]
        listed = [{"channel": "email", "address": address, "reason": reason, "at": 1} for address, reason in rows]
        connection.execute(insert(models.suppression), listed)
    campaign.save(club, "All", plan)
    done = campaign.export(club, "All", tmp_path / "out")
    assert [one.code for one in done.verdict.findings if one.where == "suppressed"] == ["suppressed-formula"]
    addresses = [row["address"] for row in read_csv(tmp_path / "out" / "suppressed.csv")]
    assert {"'=1+cmd|x@example.com", "'-p@example.com"} < set(addresses)
    text = (tmp_path / "out" / "UPLOAD.md").read_text("utf-8")
    assert "\n    =1+cmd|x@example.com\n" in text
    assert "\n    -p@example.com\n" in text
    manifest = json.loads((tmp_path / "out" / "manifest.json").read_text("utf-8"))
    assert manifest["suppress_by_hand"] == ["-p@example.com", "=1+cmd|x@example.com"]
    assert manifest["formula_cells"] >= 2


def test_where_every_suppressed_address_can_be_carried_nothing_is_to_be_done_by_hand(
    club: Project, plan: dict[str, Any], tmp_path: Path
) -> None:
    campaign.save(club, "All", plan)
    campaign.export(club, "All", tmp_path / "out")
    assert "by hand" not in (tmp_path / "out" / "UPLOAD.md").read_text("utf-8")
    assert json.loads((tmp_path / "out" / "manifest.json").read_text("utf-8"))["suppress_by_hand"] == []
