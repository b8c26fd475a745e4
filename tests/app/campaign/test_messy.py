"""Odd people as real files bring them: what becomes of each of them, and that every file says the same of everyone."""

import csv
import hashlib
import io
import json
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from app import campaign, ingest
from app.audience import segments
from app.domain.problems import CampaignProblem
from app.project import Project
from app.template import store as templates
from app.template.prepared_template import Template

Read = Callable[[Path], list[dict[str, str]]]
FORMULA = "with an address that begins like a formula"
ANOTHERS = "with another person's address"

# What each is called, the address in the file, the consents as (channel, topic, status, day), and what becomes of
# them: nothing for those who get the email.
GRANTED = [("email", "", "granted", "2025-01-01")]
PEOPLE: list[tuple[str, str, list[tuple[str, str, str, str]], str]] = [
    ("Ann", "ann@example.com", GRANTED, ""),
    ("a,b", "comma@example.com", GRANTED, ""),
    ('say "hi"', "quote@example.com", GRANTED, ""),
    ("two\nlines", "lines@example.com", GRANTED, ""),
    ("🙂", "smile@example.com", GRANTED, ""),
    ("مريم", "rtl@example.com", GRANTED, ""),
    ("=cmd|' /C calc'!A0", "formula@example.com", GRANTED, ""),
    ("x\0=y", "nul@example.com", GRANTED, ""),
    ("{{ first_name }}", "tag@example.com", GRANTED, ""),
    ("*|FNAME|*", "chimp@example.com", GRANTED, ""),
    ("", "nameless@example.com", GRANTED, ""),
    ("Two", "Same@Example.com", GRANTED, ""),
    ("Twin", "same@example.COM", GRANTED, ANOTHERS),
    ("Composed", "zoë@exämple.de", GRANTED, ""),
    ("Apart", "zoe\u0308@exa\u0308mple.de", GRANTED, ANOTHERS),
    ("Bad", "p2 at example", GRANTED, "malformed"),
    ("Placeholder", "n/a", GRANTED, "malformed"),
    ("Phone", "", GRANTED, "without an address"),
    ("Equals", "=equals@example.com", GRANTED, FORMULA),
    ("Plus", "+plus@example.com", GRANTED, FORMULA),
    ("Minus", "-minus@example.com", GRANTED, FORMULA),
    ("Apostrophe", "'apostrophe@example.com", GRANTED, ""),
    ("Nothing said", "silent@example.com", [], "without a known consent"),
    ("Unknown", "unknown@example.com", [("email", "", "unknown", "2025-01-01")], "without a known consent"),
    ("Text only", "sms@example.com", [("sms", "", "granted", "2025-01-01")], "without a known consent"),
    ("No texts", "nosms@example.com", [*GRANTED, ("sms", "", "withdrawn", "2025-02-01")], ""),
    ("Withdrawn", "withdrawn@example.com", [*GRANTED, ("email", "", "withdrawn", "2025-02-01")], "withdrawn"),
    ("Later", "later@example.com", [*GRANTED, ("email", "", "withdrawn", "2030-02-01")], "withdrawn"),
    ("Same day", "sameday@example.com", [*GRANTED, ("email", "", "denied", "2025-01-01")], "denied"),
    ("Again", "again@example.com", [("email", "", "withdrawn", "2024-02-01"), *GRANTED], ""),
    ("Pending", "pending@example.com", [*GRANTED, ("email", "", "pending", "2025-02-01")], "pending"),
    ("Topic", "topic@example.com", [("email", "News", "granted", "2025-01-01")], ""),
    ("Listed", "listed@example.com", GRANTED, "asked"),
    ("Second listed", "first@example.com", GRANTED, "asked"),
    ("First listed", "gone@example.com", GRANTED, ""),  # permission is of the address, and the newest is another
]
OTHERS = {"Second listed": "LISTED.too@example.com", "First listed": "alive@example.com"}
LISTED = ["listed@example.com", "listed.too@example.com", "gone@example.com", "nobody@example.com", "=x@example.com"]
BODY = "<p>Hi {{ first_name | default('there', true) }},</p>{{ sender.address }} {{ unsubscribe_url }}"
PLAN: dict[str, Any] = {
    "version": 1,
    "include": ["Everyone"],
    "template": "T",
    "esp": "generic",
    "html": "all",
    "columns": ["email", "first_name", "key"],
}


def _write(path: Path, rows: list[list[str]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    return path


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project of these people, imported."""
    folder = tmp_path_factory.mktemp("messy")
    people = [[str(at), address, name] for at, (name, address, _, _) in enumerate(PEOPLE)]
    people += [[one[0], OTHERS[one[2]], one[2]] for one in people if one[2] in OTHERS]
    # A second row gives them a second address, to which they are written from then on.
    said = [[str(at), *consent] for at, (_, _, consents, _) in enumerate(PEOPLE) for consent in consents]
    with Project.create(folder / "messy.quill", timezone="Europe/London", clock="2026-03-01") as project:
        contacts = _write(folder / "contacts.csv", [["Customer ID", "Email", "First name"], *people])
        ingest.run_import(project, contacts, "profiles")
        head = ["Customer ID", "channel", "topic", "status", "at"]
        ingest.run_import(project, _write(folder / "consents.csv", [head, *said]), "consents")
        gone = [["email", "reason"], *([address, "asked"] for address in LISTED)]
        ingest.run_import(project, _write(folder / "gone.csv", gone), "suppressions")
        segments.save(project, "Everyone", {"all": []})
        segments.save(project, "Nobody", {"any": []})
        templates.save(project, Template("T", "Hello {{ first_name | default('you', true) }}", "", BODY))
        sender = {"from_name": "S", "from_address": "a@s.example", "postal_address": "1 Quay"}
        project.change_settings({"sender": sender})
    return folder / "messy.quill"


@pytest.fixture
def project(file: Path, tmp_path: Path) -> Iterator[Project]:
    """The project, to be changed."""
    path = tmp_path / "messy.quill"
    path.write_bytes(file.read_bytes())
    with Project.open(path) as opened:
        yield opened


def key(at: int) -> str:
    return f"customer_id:{at}"


EXPECTED = {key(at) for at, (_, _, _, why) in enumerate(PEOPLE) if not why}


@pytest.mark.parametrize(
    "at", range(len(PEOPLE)), ids=[name.encode("ascii", "replace").decode() for name, *_ in PEOPLE]
)
def test_what_becomes_of_each(shared: Project, at: int) -> None:
    fate = campaign.who(shared, "All", key(at))
    assert (fate.recipient, fate.reason) == (not PEOPLE[at][3], PEOPLE[at][3])


@pytest.fixture(scope="module")
def shared(file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    """The project with the plain campaign; nobody changes it."""
    path = tmp_path_factory.mktemp("shared") / "messy.quill"
    path.write_bytes(file.read_bytes())
    with Project.open(path) as opened:
        campaign.save(opened, "All", PLAN)
        yield opened


@pytest.mark.parametrize("esp", ["generic", "mailchimp", "klaviyo"])
def test_every_file_says_the_same_of_everyone(project: Project, tmp_path: Path, read_csv: Read, esp: str) -> None:
    arms = [{"name": name, "share": share} for name, share in (("A", 0.3333), ("B b", 0.3333), ("C", 0.3334))]
    campaign.save(project, "All", PLAN | {"esp": esp, "variants": arms, "holdout": {"share": 0.3, "seed": "ü:x"}})
    out = tmp_path / "out"
    campaign.export(project, "All", out)
    contacts, held = read_csv(out / "contacts.csv"), read_csv(out / "holdout.csv")
    header = next(one for one in contacts[0] if one.casefold() == "key")
    keys = [row[header] for row in contacts]
    assert keys == [row["key"] for row in read_csv(out / "assignment.csv")] == sorted(keys)
    draws = {one: int(hashlib.md5(f"ü:x:{one}".encode()).hexdigest()[:8], 16) for one in EXPECTED}
    assert {row["key"] for row in held} == {one for one, draw in draws.items() if draw < 0.3 * 2**32}
    assert set(keys) == EXPECTED - {row["key"] for row in held}
    sides = [row["variant"] for row in read_csv(out / "assignment.csv")]
    assert max(map(sides.count, set(sides))) - min(map(sides.count, set(sides))) <= 1
    manifest = json.loads((out / "manifest.json").read_text("utf-8"))
    steps = manifest["waterfall"]
    assert (steps[0]["people"], steps[-1]["people"]) == (len(PEOPLE), len(keys))
    for before, after in pairwise(steps):
        assert before["people"] - after["removed"] == after["people"]
    assert {one["name"]: one["people"] for one in manifest["variants"]} == {one: sides.count(one) for one in set(sides)}
    assert not {row[next(iter(row))].casefold() for row in contacts} & set(LISTED)


def test_names_arrive_whole_and_run_nothing(project: Project, tmp_path: Path, read_csv: Read) -> None:
    campaign.save(project, "All", PLAN)
    campaign.export(project, "All", tmp_path / "out")
    raw = (tmp_path / "out" / "contacts.csv").read_bytes()
    assert b"\0" not in raw
    assert raw.count(b"\r\n") == len(list(csv.reader(io.StringIO(raw.decode(), newline=""))))
    moved = {"gone@example.com": "alive@example.com"}
    names = {row["email"]: row["first_name"] for row in read_csv(tmp_path / "out" / "contacts.csv")}
    for name, address, _, why in PEOPLE:
        if not why and address not in ("nul@example.com", "formula@example.com"):
            # A broken line may have been mended at import, and a tag is held apart so that no service runs it.
            assert names[moved.get(address, address)].replace("\u2060", "").split() == name.split()
    assert names["formula@example.com"] == "'=cmd|' /C calc'!A0"
    assert names["nul@example.com"] == "x=y"
    for path in (tmp_path / "out" / "html").iterdir():
        text = path.read_text("utf-8")
        assert "{{" not in text
        assert "Hi ," not in text


def test_unknown_consent_counts_where_the_project_says_so(project: Project) -> None:
    project.change_settings({"unknown_is_consent": True})
    campaign.save(project, "All", PLAN)
    silent = {key(at) for at, (_, _, _, why) in enumerate(PEOPLE) if why == "without a known consent"}
    found = campaign.assembly(project, "All")
    assert set(found.keys.take(found.recipients).to_pylist()) == EXPECTED | silent
    assert "unknown counts as consent" in next(step.step for step in found.steps if step.code == "no_consent")


def test_who_has_not_confirmed_email_as_a_whole_is_not_unknown_for_a_topic(project: Project) -> None:
    project.change_settings({"unknown_is_consent": True})
    campaign.save(project, "All", PLAN | {"consent": {"channel": "email", "topic": "Weekly"}})
    at = next(at for at, (name, *_) in enumerate(PEOPLE) if name == "Pending")
    assert campaign.who(project, "All", key(at)).reason == "pending"


def test_a_topic_asks_for_its_own_consent(project: Project) -> None:
    campaign.save(project, "All", PLAN | {"consent": {"channel": "email", "topic": "nEWS"}})
    found = campaign.assembly(project, "All")
    assert found.keys.take(found.recipients).to_pylist() == [
        key(at) for at, (name, *_) in enumerate(PEOPLE) if name == "Topic"
    ]


@pytest.mark.parametrize(
    "plan", [{"include": ["Nobody"]}, {"exclude": ["Everyone"]}, {"consent": {"channel": "email", "topic": "none"}}]
)
def test_an_empty_audience_is_shown_and_not_exported(project: Project, tmp_path: Path, plan: dict[str, Any]) -> None:
    campaign.save(project, "All", PLAN | plan | {"holdout": {"share": 0.5, "seed": "s"}})
    summary = campaign.summary(project, "All")
    assert (summary.recipients, summary.holdout) == (0, 0)
    with pytest.raises(CampaignProblem, match="Nobody is left"):
        campaign.export(project, "All", tmp_path / "out")
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("name", ["../evil", "a/b\\c:*?", "CON", "naïve 🙂 مرحبا", "x" * 300, "=1+1", ".", "a\nb"])
def test_whatever_a_campaign_is_called(project: Project, tmp_path: Path, name: str) -> None:
    campaign.save(project, name, PLAN)
    done = campaign.export(project, name, tmp_path / "out")
    assert {path.name for path in tmp_path.iterdir() if "quill" not in path.name} == {"out"}
    assert json.loads((tmp_path / "out" / "manifest.json").read_text("utf-8"))["campaign"] == name
    assert done.verdict.recipients == len(EXPECTED)


def test_everyone_held_out_is_no_campaign(project: Project) -> None:
    with pytest.raises(CampaignProblem, match="less than 1"):
        campaign.save(project, "All", PLAN | {"holdout": {"share": 1, "seed": "s"}})
