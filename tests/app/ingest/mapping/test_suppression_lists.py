"""Lists of those who must not be mailed are known by what they hold, and asked about where that is not certain."""

from collections.abc import Callable
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import openpyxl
import pytest

from app import ingest
from app.ingest.kinds.kind_guess import guess_kind
from app.ingest.mapping import suppression_lists
from app.ingest.readers.reading import read
from app.ingest.vocabulary import event_words, suppression_columns
from app.project import Project
from storage.file.models import consent, suppression

Write = Callable[[str, str], Path]
Rows = Callable[..., list[Any]]
WHEN = '"Tue, 05 Mar 2024 10:00:00 UTC"'


@pytest.mark.parametrize(
    ("name", "text", "kind"),
    [
        ("mg.csv", f"address,code,error,created_at\na@x.de,550,No such box,{WHEN}\nb@x.de,605,Gone,{WHEN}\n", "no"),
        ("mg.csv", f"address,tags,created_at\na@x.de,*,{WHEN}\nb@x.de,promo,{WHEN}\n", "no"),
        ("mg.csv", "address,tags,created_at\na@x.de,VIP,2024-03-05\n", "people"),
        ("sp.csv", "recipient,transactional,non_transactional,source\na@x.de,false,true,Manually Added\n", "no"),
        ("r.csv", "email,smtp_code,seen\na@x.de,5.1.1,2024-03-05\n", "no"),
        ("people.csv", "email,code,city\na@x.de,450,Bonn\n", "people"),
        ("unsubscribed_all.csv", "Email,Name,Last name,Opens,Clicks,Country,City\na@x.de,A,B,1,2,DE,C\n", "no"),
        (
            "unsub_all.csv",
            "Email,Name,Opens,Clicks,Country,City,Status\na@x.de,A,1,2,DE,C,active\nb@x.de,A,1,2,DE,C,unsubscribed\n",
            "people",
        ),
        ("kunden_ohne_abgemeldete.csv", "email,name\na@x.de,Ann\n", "people"),
        ("bajas_2026.csv", "Correo;Nombre\na@x.de;Ana\n", "no"),
        ("all_not_unsubscribed_2026.csv", "email\na@x.de\n", "people"),
        ("all not unsubscribed.csv", "email\na@x.de\n", "people"),
        ("c.csv", "Email,Name,Newsletter,Status\na@x.de,Ann,yes,Unsubscribed\nb@x.de,Bob,no,Bounced\n", "people"),
        ("c.csv", "Email,Name,Status\na@x.de,Ann,Lead\nb@x.de,Bob,Customer\nc@x.de,Cid,Unsubscribed\n", "people"),
        ("c.csv", "Email,Name,Status\na@x.de,Ann,Bounced\nb@x.de,Bob,Unsubscribed\n", "no"),
    ],
)  # fmt: skip
def test_a_list_of_the_refused_is_known_by_what_it_holds(write: Write, name: str, text: str, kind: str) -> None:
    found = guess_kind(read(write(name, text))[1], name, ZoneInfo("Europe/Berlin"))
    assert found == {"no": "suppressions", "people": "profiles"}[kind]


def test_where_a_file_may_be_such_a_list_it_is_said(project: Project, write: Write) -> None:
    bare = ingest.dry_run(project, write("export.csv", f"address,created_at\na@x.de,{WHEN}\n"))
    assert bare.kind == "profiles"
    assert any("--as suppressions" in note.text and note.level == "yellow" for note in bare.warnings)
    named = ingest.dry_run(project, write("bounces.csv", "email,city\na@x.de,Bonn\n"), "profiles")
    assert any("--as suppressions" in note.text and note.level == "red" for note in named.warnings)
    told = ingest.dry_run(project, write("people.csv", "email,first_name\na@x.de,Ann\n"))
    assert not any("--as suppressions" in note.text for note in told.warnings)


def _workbook(path: Path, names: str) -> Path:
    book = openpyxl.Workbook()
    for place, name in enumerate(names.split("|")):
        page = book.active if place == 0 else book.create_sheet()
        page.title = name
        for row in (("Email", "Name"), (f"p{place}@x.example", "Ann"), (f"q{place}@x.example", "Bob")):
            page.append(row)
    book.save(path)
    return path


@pytest.mark.parametrize(
    ("names", "level"),
    [("Subscribed|Unsubscribed", "red"), ("Contacts|Opt_outs|Old", "red"), ("Contacts|Orders", "yellow"), ("A", None),
     ("Sheet1|Sheet2|Sheet3", None)],
)  # fmt: skip
def test_a_sheet_that_is_not_read_is_told(project: Project, tmp_path: Path, names: str, level: str | None) -> None:
    report = ingest.dry_run(project, _workbook(tmp_path / "people.xlsx", names), "profiles")
    told = [note.level for note in report.warnings if "not read" in note.text]
    assert told == ([level] if level else [])


def test_a_sheet_of_the_refused_is_a_list_of_them(tmp_path: Path) -> None:
    book = _workbook(tmp_path / "people.xlsx", "Unsubscribed|Subscribed")
    assert guess_kind(read(book)[1], book.name, ZoneInfo("UTC")) == "suppressions"


CONSENTS = "GDPR consent given|eu_consent|Customer consent|Consent status|Zgoda|Double opt-in"


@pytest.mark.parametrize("header", CONSENTS.split("|"))
def test_a_further_consent_that_is_refused_closes(project: Project, rows: Rows, write: Write, header: str) -> None:
    text = f"Email,Newsletter,{header}\na@x.de,yes,denied\nb@x.de,yes,granted\nc@x.de,yes,\n"
    ingest.run_import(project, write("k.csv", text), "profiles")
    closed = {row["address"] for row in rows(project, consent) if row["status"] != "granted"}
    assert closed == {"a@x.de"}


@pytest.mark.parametrize("header", ["Consent to share data", "Cookie consent", "Photo consent", "Consent date"])
def test_a_consent_to_something_else_closes_nothing(project: Project, write: Write, header: str) -> None:
    text = f"Email,Newsletter,{header}\na@x.de,yes,no\nb@x.de,yes,yes\n"
    report = ingest.dry_run(project, write("k.csv", text), "profiles")
    assert report.mapping.columns[header].to not in ("consent:email", "suppressed:email")


def test_a_yes_to_other_mails_is_no_consent(project: Project, write: Write) -> None:
    text = "Email,Receive review/abandoned cart emails,Accepts marketing emails?\na@x.de,yes,no\nb@x.de,no,yes\n"
    report = ingest.dry_run(project, write("k.csv", text), "profiles")
    assert report.mapping.header_of("consent:email") == "Accepts marketing emails?"
    assert report.mapping.columns["Receive review/abandoned cart emails"].to != "suppressed:email"


def test_an_address_that_a_tool_holds_back_is_closed(project: Project, rows: Rows, write: Write) -> None:
    text = "SubscriberKey,EmailAddress,Status\n1,a@x.de,held\n2,b@x.de,active\n"
    ingest.run_import(project, write("k.csv", text), "profiles")
    assert {row["address"]: row["status"] for row in rows(project, consent)}.get("a@x.de") == "withdrawn"


@pytest.mark.parametrize("name", ["no_bounces.csv", "list without unsubscribed.csv", "excl-optouts.csv", "kunden.csv"])
def test_a_file_without_those_people_is_not_named_so(name: str) -> None:
    assert not suppression_lists.is_named_so(name)


NUMBERED = [
    ("OXDBOPTIN", {"0": "denied", "1": "granted", "2": "pending"}),
    ("subscriber_status", {"1": "granted", "2": "pending", "3": "withdrawn", "4": "pending"}),
    ("Newsletter Status", {"0": "denied", "1": "granted"}),
    ("optin_status", {"0": "denied", "1": "granted", "2": "pending"}),
]


@pytest.mark.parametrize(("header", "meant"), NUMBERED)
def test_numbers_for_answers_are_heard(
    project: Project, rows: Rows, write: Write, header: str, meant: dict[str, str]
) -> None:
    lines = "".join(f"p{code}@x.example,{code}\n" for code in meant)
    report = ingest.run_import(project, write("k.csv", f"Email,{header}\n{lines}"), "profiles")
    assert report.mapping.columns[header].to == "consent:email"
    assert {row["address"][1]: row["status"] for row in rows(project, consent)} == meant


HEARD = "Objection|Stop|Removed at|GDPR erased|Widerspruch|deleted_at".split("|")


@pytest.mark.parametrize("header", HEARD)
def test_headers_of_leaving_bar_where_their_cells_say_so(
    project: Project, rows: Rows, write: Write, header: str
) -> None:
    report = ingest.run_import(project, write("k.csv", f"Email,{header}\na@x.de,2024-03-05\nb@x.de,\n"), "profiles")
    assert report.mapping.columns[header].to == "suppressed:email"
    assert [row["address"] for row in rows(project, suppression)] == ["a@x.de"]


def test_a_stop_of_a_bus_bars_nobody(project: Project, rows: Rows, write: Write) -> None:
    text = "Email,Stop\na@x.de,Main Street\nb@x.de,Old Town\n"
    ingest.run_import(project, write("k.csv", text), "profiles")
    assert not rows(project, suppression)


OTHERS = "Do not send samples|Do not send catalogues|List Unsubscribe Header|Last complaint|Complaint category"


@pytest.mark.parametrize("header", OTHERS.split("|"))
def test_what_speaks_of_something_else_bars_nobody(header: str) -> None:
    assert suppression_columns.bars(header) is None


@pytest.mark.parametrize("header", ["Do not send", "Do not send emails", "Last spam complaint", "Complaint"])
def test_what_speaks_of_mail_still_bars(header: str) -> None:
    assert suppression_columns.bars(header)


def test_a_cleaned_address_is_a_hard_bounce() -> None:
    for name in ("clean", "Cleaned"):
        assert event_words.event_name(name) == "bounced_email"
        assert event_words.bounce_kind(None, name) == "hard"
    assert event_words.event_name("Objection") == event_words.event_name("STOP") == "unsubscribed"
