"""The real shop: from its files to a folder whose every address may be written to, and back in again."""

import csv
import gzip
import json
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from app import audience, campaign, ingest
from app.audience import segments
from app.project import Project
from app.template import store as templates
from app.template.prepared_template import Template
from tests.copies import copy_of

Read = Callable[[Path], list[dict[str, str]]]
BODY = "<p>Dear {{ first_name | default('friend') }}, {{ unsubscribe_url }} {{ sender.address }}</p>"
PLAN = {"version": 1, "include": ["Gold"], "template": "Spring", "esp": "generic", "html": "all"}
COLUMNS = ["email", "first_name", "last_name", "city", "country", "interests", "birth_date", "signed_up_at"]


@pytest.fixture(scope="module")
def shop_file(tmp_path_factory: pytest.TempPathFactory, shared_data: Path) -> Path:
    """The shop's contacts and email events, a segment, a template and a campaign."""
    data, path = shared_data / "composed_shop", tmp_path_factory.mktemp("shop") / "shop.quill"
    with Project.create(path, timezone="Europe/London", clock="2011-12-10") as project:
        ingest.run_import(project, data / "contacts.csv", "profiles")
        ingest.run_import(project, data / "email_events.csv.gz", "events")
        segments.save(project, "Gold", {"trait": "loyalty_tier", "op": "is", "value": "Gold"})
        templates.save(project, Template("Spring", "Spring", "", BODY))
        campaign.save(project, "Gold", PLAN | {"columns": COLUMNS})
        sender = {"from_name": "The shop", "from_address": "a@shop.example", "postal_address": "1 Quay, Leeds"}
        project.change_settings({"sender": sender})
    return path


@pytest.fixture
def shop(tmp_path: Path, shop_file: Path) -> Iterator[Project]:
    with Project.open(copy_of(shop_file, tmp_path)) as project:
        yield project


@pytest.fixture(scope="module")
def rows(shared_data: Path) -> dict[str, list[dict[str, str]]]:
    """The files as plain rows."""
    data = shared_data / "composed_shop"
    with (data / "contacts.csv").open(encoding="utf-8-sig", newline="") as file:
        contacts = list(csv.DictReader(file, delimiter=";"))
    with gzip.open(data / "email_events.csv.gz", "rt", encoding="utf-8", newline="") as file:
        return {"contacts": contacts, "events": list(csv.DictReader(file))}


def test_who_is_exported_is_who_may_be_written_to(
    shop: Project, rows: dict[str, Any], tmp_path: Path, read_csv: Read
) -> None:
    out = tmp_path / "out"
    done = campaign.export(shop, "Gold", out)
    contacts = read_csv(out / "contacts.csv")
    assert len(contacts) == done.verdict.recipients == audience.reach(shop, {"segment": "Gold"}).mailable > 200
    given: dict[str, list[dict[str, str]]] = {}
    for row in rows["contacts"]:
        given.setdefault(row["E-mail"].strip().casefold(), []).append(row)
    kinds = ("unsubscribed", "complained")
    email, event = (next(h for h in rows["events"][0] if word in h.casefold()) for word in ("mail", "event"))
    gone = {row[email].strip().casefold() for row in rows["events"] if row[event] in kinds}
    assert len(gone) == 43
    listed = {row["address"] for row in read_csv(out / "suppressed.csv")}
    said_no = {address for address, own in given.items() if any(one["Email consent"] == "no" for one in own)}
    assert gone < listed <= gone | said_no
    always = {address for address in said_no if all(one["Email consent"] == "no" for one in given[address])}
    malformed = {one.address.strip().casefold() for one in ingest.malformed_addresses(shop)}
    assert always - malformed <= listed
    for row in contacts:
        address = row["email"].strip().casefold()
        assert address not in gone
        assert "yes" in {one["Email consent"] for one in given[address]}
        assert "Gold" in {one["Loyalty tier"] for one in given[address]}
    # And nobody was left out whose only row says all of that, and whose address is not among the malformed ones.
    exported = {row["email"].strip().casefold() for row in contacts}
    malformed = {one.address.strip().casefold() for one in ingest.malformed_addresses(shop)}
    often = Counter(row["Customer ID"] for row in rows["contacts"])
    for address in given.keys() - gone - malformed - exported:
        one = given[address][0]
        if len(given[address]) == 1 and often[one["Customer ID"]] == 1:
            assert (one["Loyalty tier"], one["Email consent"]) != ("Gold", "yes"), address


def test_the_contacts_come_back_as_the_same_people(shop: Project, tmp_path: Path, read_csv: Read) -> None:
    campaign.export(shop, "Gold", tmp_path / "out")
    contacts = tmp_path / "out" / "contacts.csv"
    rows = read_csv(contacts)
    report = ingest.dry_run(shop, contacts, "profiles")
    assert (report.rows, report.accepted, report.profiles_created) == (len(rows), len(rows), 0)
    with Project.create(tmp_path / "other.quill", timezone="Europe/London", clock="2011-12-10") as other:
        ingest.run_import(other, contacts, "profiles")
        found = audience.members(other, {"all": []}, ["email", "first_name", "interests", "signed_up_at"])
        original = audience.members(shop, {"all": []}, ["email", "first_name", "interests", "signed_up_at"])
    wanted = {row["email"] for row in rows}
    before = {row["email"]: row for row in original.drop(["key"]).to_pylist() if row["email"] in wanted}
    assert {row["email"]: row for row in found.drop(["key"]).to_pylist()} == before


def test_each_esp_s_folder_is_the_same_people(shop: Project, tmp_path: Path, read_csv: Read) -> None:
    people = []
    for esp in ("generic", "mailchimp", "klaviyo"):
        campaign.save(shop, "Gold", PLAN | {"columns": COLUMNS, "esp": esp, "html": "sample"})
        campaign.export(shop, "Gold", tmp_path / esp)
        rows = read_csv(tmp_path / esp / "contacts.csv")
        people.append([row[next(iter(row))] for row in rows])
        manifest = json.loads((tmp_path / esp / "manifest.json").read_text("utf-8"))
        assert manifest["waterfall"][-1]["people"] == len(rows)
    assert people[0] == people[1] == people[2]
