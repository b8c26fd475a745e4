"""Columns that say whom no email may reach: no header of a refusal is read as a consent, no state of one is lost."""

from collections.abc import Callable
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from app import ingest
from app.ingest.kinds.kind_guess import guess_kind
from app.ingest.readers.reading import read
from app.ingest.vocabulary import event_words, headers, permission_words, suppression_columns
from app.project import Project
from storage.file.models import consent, suppression

Rows = Callable[..., list[Any]]
Write = Callable[[str, str], Path]


@pytest.mark.parametrize(
    "header",
    (
        "Unsubscribed from newsletter|Contact Opt Out|Unsubscribed (email)|Customer unsubscribed|Marketing opt out|"
        "Opted out of email: Offers|hs_email_optout|EmailOptOut__c|isUnsubscribed|Date Unsubscribed|UNSUB_REASON|"
        "Don't email|No marketing emails|Exclude from mailings|Not subscribed|Newsletter declined|Consent withdrawn at|"
        "Désabonné le|Date de désinscription|Ne pas contacter|Fecha de baja|Data disiscrizione|Abmeldedatum|"
        "Do not allow Bulk Emails|donotbulkemail|Marketing suspended|email_disabled|IsExcludedFromCampaigns|"
        "Deaktiviert|Werbewiderspruch|IsOptInPending|Unconfirmed|"
        "Do not call or email|Email & SMS opt out|No email/phone contact|No calls or emails|Opted out of email and SMS|"
        "GDPR erasure requested at|Deletion request|Right to be forgotten|Löschantrag|Demande d'effacement|Snoozed|"
        "Richiesta di cancellazione|Newsletter paused|Avregistrerad e-post|"
        "Keine E-Mails|Uitgeschreven op|Wypisany|Odhlášen|Отписан|Reservert mot e-post|Markkinointikielto|"
        "Nezasílat|Sprzeciw|Spärrad|Не отправлять|メール不要|Samtykke trukket|"
        "Μην αποστέλλετε email|Souhlas odvolán|Súhlas odvolaný|Hozzájárulás visszavonva|Согласие отозвано|"
        "동의철회|拒收邮件|配信停止|수신거부|退订时间"
    ).split("|"),
)
def test_a_header_that_says_no_bars_and_is_no_consent(header: str) -> None:
    assert suppression_columns.bars(header) == "unsubscribed"
    assert suppression_columns.says_no(header) or "consent:email" not in headers.meanings(header, "profiles")


@pytest.mark.parametrize(
    "header",
    (
        "unsubscribe_url|Unsubscribes count|SMS opt out|Opt out of sale|Unsubmitted forms|Email|Newsletter|Submitted|"
        "Opt-out telefono|Telefoon opt-out|Baja teléfono|WhatsApp opt-out|Postal mail suppressed|"
        "Produkt tilbagekaldt|Trukket beløp|"
        "Reserved until|Товар отозван|Text opt out|"
        "Landline opt out|Telemarketing opt out|Post opt out|Planned deletion date|Subscription paused|"
        "Spam score|Bounce rate|Laptop outlet|Do not call|Contact owner|Email consent"
    ).split("|"),
)
def test_a_header_of_something_else_bars_nobody(header: str) -> None:
    assert suppression_columns.bars(header) is None


SAID = [
    ("Marketing opt out", "yes", "no"), ("Unsubscribe reason", "too many", ""), ("Email valid", "false", "true"),
    ("List membership", "Cleaned", "Subscribed"), ("Stav", "odhlášen", "přihlášen"), ("State", "Bounced", "Active"),
    ("Can be emailed", "no", "yes"),
    ("Marked email as spam", "true", "false"), ("Do not allow Emails", "Do Not Allow", "Allow"),
    ("Desabonnement", "3 mai 2024", ""), ("IsOptInPending", "true", "false"),
]  # fmt: skip


def test_each_such_column_bars_the_rows_that_say_so(project: Project, rows: Rows, write: Write) -> None:
    lines = ["Email," + ",".join(header for header, _, _ in SAID)]
    for place in range(len(SAID)):
        cells = [no if place == here else yes for here, (_, no, yes) in enumerate(SAID)]
        lines.append(f"p{place}@x.example," + ",".join(cells))
    lines.append("free@x.example," + ",".join(yes for _, _, yes in SAID))
    ingest.run_import(project, write("people.csv", "\n".join(lines) + "\n"), "profiles")
    barred = {row["address"] for row in rows(project, suppression)}
    silent = {place for place in range(len(SAID)) if f"p{place}@x.example" not in barred}
    assert "free@x.example" not in barred
    # Who left a list by its state alone may come back to it; whoever bounced may not.
    assert silent <= {4}
    assert {row["status"] for row in rows(project, consent)} >= {"withdrawn"}


@pytest.mark.parametrize(
    "text",
    (
        "subscribed: false|Opt-in: false|is_subscribed=0|-1|yes?|☐ yes|✗|formerly subscribed|subscribed until 2020|"
        "Yes, opt me out|I want out|Agreed to nothing|opt-in expired|previously subscribed|consent expired"
    ).split("|"),
)
def test_a_yes_that_is_taken_back_grants_nothing(text: str) -> None:
    assert permission_words.consent_status(text) in ("denied", "withdrawn", None)


@pytest.mark.parametrize("text", "はい|Да|✅|Zapisany|Přihlášen|구독중|Inscrite|Tilmeldt".split("|"))
def test_a_yes_in_other_languages_is_one(text: str) -> None:
    assert permission_words.consent_status(text) == "granted"


@pytest.mark.parametrize("text", "配信停止|Leiratkozás|Отписался|수신거부|do_not_contact|unsubscribe_click".split("|"))
def test_leaving_in_other_languages_ends_mailing(text: str) -> None:
    assert event_words.event_name(text) == "unsubscribed"


def test_a_column_that_asks_only_for_consent_is_one_whatever_its_words(project: Project, write: Write) -> None:
    report = ingest.run_import(project, write("p.csv", "Email,Consent\na@x.example,A\nb@x.example,B\n"), "profiles")
    assert report.mapping.columns["Consent"].to == "consent:email"
    assert any("no answer that is known" in note.text for note in report.warnings)


LISTS = [
    "Jürgen Maß <jm@x.example>\nAna <ana@x.example>\nBo <bo@x.example>; cy@x.example\n",
    "ana@x.example, bo@x.example, cy@x.example, jm@x.example\n",
    "1. ana@x.example\n2. bo@x.example\n- cy@x.example\n• jm@x.example\n",
    "ana@x.example (Ana)\nbo@x.example - by phone\ncy@x.example\njm@x.example; said no\n",
    'Email,Second one\nana@x.example,bo@x.example\ncy@x.example\n"jm@x.example,\n',
    "ana@x.example\tAna\tLee\nbo@x.example\tBo\ncy@x.example\njm@x.example\tJ\tM\n",
]


@pytest.mark.parametrize("text", LISTS)
def test_everybody_on_a_list_is_on_it_however_it_is_written(
    project: Project, rows: Rows, write: Write, text: str
) -> None:
    report = ingest.run_import(project, write("gone.txt", text), "suppressions")
    barred = {row["address"] for row in rows(project, suppression) if row["channel"] == "email"}
    assert barred == {f"{name}@x.example" for name in ("ana", "bo", "cy", "jm")}
    assert (report.rejected, report.warnings) == (0, [])


def test_a_rejected_row_that_says_no_is_told_in_red(project: Project, write: Write) -> None:
    text = "email,name,status\na@x.example,Ann,subscribed\nb@x.example,Lee, Bo,unsubscribed\n"
    report = ingest.run_import(project, write("p.csv", text), "profiles")
    (note,) = [one for one in report.warnings if one.level == "red"]
    assert (note.lines, "can still be mailed" in note.text) == ((3,), True)


def test_events_are_known_by_their_names_where_no_header_says_so(project: Project, rows: Rows, write: Write) -> None:
    text = "st_text,ts,email\nDelivered,2011-05-01 10:00,a@x.example\nHard bounce,2011-05-01 10:00,b@x.example\n"
    report = ingest.run_import(project, write("log.csv", text), "events")
    assert report.events == {"bounced_email": 1, "received_email": 1}
    assert [row["address"] for row in rows(project, suppression)] == ["b@x.example"]


@pytest.mark.parametrize(
    ("header", "cells", "to"),
    [("Estado", "Ativo Inativo Removido", "consent:email"), ("Estado", "Jalisco Yucatán", "region")],
)
def test_a_state_is_a_land_or_where_somebody_stands(
    project: Project, write: Write, header: str, cells: str, to: str
) -> None:
    lines = "".join(f"p{place}@x.example,{cell}\n" for place, cell in enumerate(cells.split()))
    report = ingest.run_import(project, write("p.csv", f"Email,{header}\n{lines}"), "profiles")
    assert report.mapping.columns[header].to == to


@pytest.mark.parametrize(
    ("name", "text", "kind"),
    [
        (
            "contacts.csv",
            "email,status,created_at\na@x.de,active,2024-01-01\nb@x.de,unsubscribed,2024-01-01\n",
            "profiles",
        ),
        ("all.csv", "email,Unsubscribed at\na@x.de,\nb@x.de,2024-01-01 10:00\n", "profiles"),
        ("left.csv", "email,Unsubscribed at\na@x.de,2024-01-02 09:00\nb@x.de,2024-01-01 10:00\n", "suppressions"),
        ("Abmeldungen.csv", "email\na@x.de\n", "suppressions"),
    ],
)
def test_a_list_of_contacts_is_not_taken_for_one_of_the_refused(write: Write, name: str, text: str, kind: str) -> None:
    assert guess_kind(read(write(name, text))[1], name, ZoneInfo("Europe/London")) == kind
