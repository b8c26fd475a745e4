"""Lists and events that once let somebody be mailed who had said no: the files that did, and others of their kinds."""

import json
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from app import campaign, ingest
from app.audience import segments
from app.project import Project
from app.template import store as templates
from app.template.prepared_template import Template

PLAN: dict[str, Any] = {
    "version": 1, "include": ["Everyone"], "template": "T", "esp": "generic", "columns": ["email"], "html": "none",
}  # fmt: skip
Step = tuple[str, str]
"""A file's text, and the kind that it is brought in as."""


@pytest.fixture(scope="module")
def planned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with a campaign to everybody, and nobody in it."""
    path = tmp_path_factory.mktemp("planned") / "p.quill"
    with Project.create(path, clock="2026-06-15") as made:
        segments.save(made, "Everyone", {"all": []})
        templates.save(made, Template("T", "News", "New", "<p>{{ sender.address }} {{ unsubscribe_url }}</p>"))
        campaign.save(made, "C", PLAN)
    return path


@pytest.fixture
def project(planned: Path, tmp_path: Path) -> Iterator[Project]:
    with Project.open(shutil.copy(planned, tmp_path)) as copied:
        yield copied


def _mailed(project: Project) -> list[str]:
    found = campaign.assembly(project, "C")
    return sorted(found.emails.take(found.recipients).to_pylist())


def _bring_in(project: Project, steps: Sequence[Step], mapping: dict[str, Any] | None = None) -> None:
    for number, (text, kind) in enumerate(steps):
        path = project.path.with_name(f"{len(ingest.history(project))}-{number}.csv")
        path.write_text(text, encoding="utf-8")
        given = project.path.with_name("map.json")
        if mapping is not None:
            given.write_text(json.dumps(mapping), encoding="utf-8")
        ingest.run_import(project, path, kind, ingest.read_mapping(given) if mapping is not None else None)


def _from(folder: Path, *names: tuple[str, str]) -> list[Step]:
    return [((folder / name).read_text("utf-8"), kind) for name, kind in names]


# Own inputs: what comes in, in its order and the other way round, and who may be mailed after it.
PEOPLE = "Customer ID,Email,Cookie ID,Email consent\n1,ann@x.example,c1,yes\n2,bob@x.example,c2,yes\n"
CASES: dict[str, tuple[list[Step], list[str]]] = {
    "an unsubscribe by cookie": (
        [("Cookie ID,event,time\nc1,email_unsubscribed,2026-01-05 10:00\n", "events"), (PEOPLE, "profiles")],
        ["bob@x.example"],
    ),
    "bounces of a kind that is not understood": (
        [
            (
                "Email,event,time,bounce_type\nann@x.example,bounce,2026-01-05 10:00,General\n"
                "bob@x.example,bounce,2026-01-05 10:00,Mailbox over quota\n",
                "events",
            ),
            (PEOPLE, "profiles"),
        ],
        ["bob@x.example"],
    ),
    "events in a column of any name, one of which ends mailing": (
        [
            (
                "Subscriber;Aktion;Datum\nann@x.example;Newsletter abbestellt;05.01.2026\n"
                "bob@x.example;Newsletter geöffnet;05.01.2026\n",
                "events",
            ),
            (PEOPLE, "profiles"),
        ],
        ["bob@x.example"],
    ),
    "states of a mail service that are events": (
        [
            (
                "Type,Email,BouncedAt\nManuallyDeactivated,ann@x.example,2026-01-05T10:00:00Z\n"
                "SoftBounce,bob@x.example,2026-01-05T10:00:00Z\n",
                "events",
            ),
            (PEOPLE, "profiles"),
        ],
        ["bob@x.example"],
    ),
    "an unsubscribe whose time cannot be read": (
        [("Email,event,time\nann@x.example,unsubscribed,some day in May\n", "events"), (PEOPLE, "profiles")],
        ["bob@x.example"],
    ),
    "a list of numbers of customers": ([("Customer ID\n1\n", "suppressions"), (PEOPLE, "profiles")], ["bob@x.example"]),
    "channels in other words": (
        [("email,channel\nann@x.example,Newsletter-Mail\nbob@x.example,jeder\n", "suppressions"), (PEOPLE, "profiles")],
        [],
    ),
    "addresses as a mail program writes them": (
        [('Who\n"Ann Lee (home) <ANN@x.example>"\n', "suppressions"), (PEOPLE, "profiles")],
        ["bob@x.example"],
    ),
    "two answers at one moment": (
        [
            ("Customer ID,Email,Email consent,Consent date\n8,fam@x.example,yes,2026-01-01\n", "profiles"),
            ("Customer ID,Email,Email consent,Consent date\n9,fam@x.example,no,2026-01-01\n", "profiles"),
            (PEOPLE, "profiles"),
        ],
        ["ann@x.example", "bob@x.example"],
    ),
    "a yes without a time after a no with one": (
        [
            ("email,channel,status,date\nann@x.example,email,withdrawn,2026-01-01\n", "consents"),
            (PEOPLE, "profiles"),
        ],
        ["bob@x.example"],
    ),
    "odd words among many answers": (
        [
            ("Email,Email consent\n" + "".join(f"p{one}@x.example,no\n" for one in range(90)), "profiles"),
            ("Email,Email consent\nq1@x.example,jein\nq2@x.example,yes\nq3@x.example,no\n", "profiles"),
        ],
        ["q2@x.example"],
    ),
}


@pytest.mark.parametrize("backwards", [False, True])
@pytest.mark.parametrize("name", CASES)
def test_nobody_who_said_no_is_mailed(project: Project, name: str, backwards: bool) -> None:
    steps, wanted = CASES[name]
    _bring_in(project, steps[::-1] if backwards else steps)
    assert _mailed(project) == wanted


def test_a_word_counts_as_the_mapping_says(project: Project) -> None:
    columns = {
        "Email": {"to": "email"},
        "Answer": {"to": "consent:email", "values": {"jein": "denied", "gern": "granted"}},
    }
    text = "Email,Answer\na@x.example,jein\nb@x.example,gern\nc@x.example,yes\n"
    _bring_in(project, [(text, "profiles")], {"version": 1, "kind": "profiles", "columns": columns})
    assert _mailed(project) == ["b@x.example", "c@x.example"]


def test_a_yes_that_the_mapping_dates_undoes_an_older_no(project: Project) -> None:
    said = "email,channel,status,date\nann@x.example,email,withdrawn,2026-01-01\n"
    _bring_in(project, [(said, "consents")])
    mapping = {"version": 1, "kind": "profiles", "answered_at": "2026-03-01"}
    _bring_in(project, [("Email,Email consent\nann@x.example,yes\n", "profiles")], mapping)
    assert _mailed(project) == ["ann@x.example"]


def test_who_gets_an_address_after_an_undo_brings_their_own_no(project: Project) -> None:
    first = ("Customer ID,Email,Email consent\n1,same@x.example,yes\n", "profiles")
    second = ("Customer ID,Email,Email consent\n2,same@x.example,yes\n3,other@x.example,yes\n", "profiles")
    _bring_in(project, [first, second, ("Customer ID,event,time\n2,unsubscribed,2026-01-05 10:00\n", "events")])
    ingest.undo(project, 1)
    assert _mailed(project) == ["other@x.example"]


# The files that were reported.


@pytest.mark.parametrize("backwards", [False, True])
@pytest.mark.parametrize(
    ("folder", "names", "wanted"),
    [
        ("hostile/cookie-unsub", [("events.csv", "events"), ("people.csv", "profiles")], ["b@example.com"]),
        ("hostile/e-mail-channel", [("people.csv", "profiles"), ("suppressed.csv", "suppressions")], ["d@example.com"]),
        ("hostile/early-suppression", [("suppressed.csv", "suppressions"), ("people.csv", "profiles")], []),
        (
            "reported/06-suppression-addresses-with-names",
            [("unsubscribed.csv", "suppressions"), ("list.csv", "profiles")],
            ["gus@mail.example"],
        ),
        (
            "reported/18-withdrawn-consent-and-an-old-list",
            [("list-may.csv", "profiles"), ("withdrawn.csv", "consents"), ("list-june.csv", "profiles")],
            ["b@mail.example"],
        ),
        ("reported/43-two-answers-for-one-address", [("yes-first.csv", "profiles")], ["gus@mail.example"]),
        ("reported/43-two-answers-for-one-address", [("no-first.csv", "profiles")], ["gus@mail.example"]),
        ("reported/43-two-answers-for-one-address", [("later-no.csv", "profiles")], ["gus@mail.example"]),
    ],
)
def test_reported(
    project: Project, shared_data: Path, folder: str, names: list[Step], wanted: list[str], backwards: bool
) -> None:
    steps = _from(shared_data / folder, *names)
    _bring_in(project, steps[::-1] if backwards else steps)
    assert _mailed(project) == wanted


def test_reported_undo(project: Project, shared_data: Path) -> None:
    names = [("1.csv", "profiles"), ("2.csv", "profiles"), ("3-events.csv", "events")]
    _bring_in(project, _from(shared_data / "hostile" / "undo-unsub", *names))
    ingest.undo(project, 1)
    assert _mailed(project) == ["other@example.com"]


def test_reported_words(project: Project, shared_data: Path) -> None:
    folder = shared_data / "hostile" / "consent-column"
    _bring_in(project, _from(folder, ("first.csv", "profiles")))
    before = _mailed(project)
    _bring_in(project, _from(folder, ("second.csv", "profiles")))
    assert "p0@example.com" in before
    assert not {"p0@example.com", "p1@example.com"} & set(_mailed(project))


# Columns of answers and refusals beside each other, of other languages and other tools: each file comes after a yes.


LATER: dict[str, tuple[str, list[str]]] = {
    "a Dutch column of refusals": (
        "E-mailadres,Afgemeld\nok1@x.example,Nee\nok2@x.example,nee\nno@x.example,Ja\n", ["no"]
    ),
    "a Swedish one": ("E-post,Avregistrerad\nok1@x.example,Nej\nok2@x.example,nej\nno@x.example,Ja\n", ["no"]),
    "no day, as MySQL writes it": (
        "Email,Date Unsubscribed\nok1@x.example,0000-00-00 00:00:00\n"
        "ok2@x.example,0000-00-00\nno@x.example,2025-01-02\n",
        ["no"],
    ),
    "no day, as a spreadsheet and .NET write it": (
        "Email,Unsubscribed at\nok1@x.example,1/0/1900\nok2@x.example,01/01/0001 12:00:00 AM\nno@x.example,3/4/2025\n",
        ["no"],
    ),
    "the first moment of a program": (
        "Email,Opt-out date\nok1@x.example,1970-01-01 00:00:00\nok2@x.example,1970-01-01\nno@x.example,2024-03-04\n",
        ["no"],
    ),
    "a bounce in Italian": ("Email,Rimbalzo\nok1@x.example,No\nok2@x.example,\nno@x.example,Sì\n", ["no"]),
    "a bounce's own words in Spanish": (
        "Correo,Motivo del rebote\nok1@x.example,\nok2@x.example,\nno@x.example,550 buzón no encontrado\n",
        ["no"],
    ),
    "a bounce of a kind": (
        "Correo,Estado de rebote\nok1@x.example,\nok2@x.example,Temporal\nno@x.example,Permanente\n", ["no"]
    ),
    "complaints in French": ("Email,Plainte\nok1@x.example,Non\nok2@x.example,\nno@x.example,Oui\n", ["no"]),
    "complaints about parcels": ("Email,Beschwerde\nok1@x.example,Paket war nass\nok2@x.example,\nno@x.example,\n", []),
    "quarantine": (
        "Email,Adresse e-mail mise en quarantaine\nok1@x.example,faux\nok2@x.example,\nno@x.example,vrai\n", ["no"]
    ),
    "two questions, one no": (
        "Email,Email consent,Newsletter\nok1@x.example,yes,yes\nok2@x.example,yes,\n"
        "no@x.example,yes,no\n", ["no"]),
    "two questions in Polish": (
        "E-mail;Zgoda na newsletter;Zgoda marketingowa\nok1@x.example;tak;tak\nok2@x.example;;tak\n"
        "no@x.example;cofnięta;tak\n",
        ["no"],
    ),
    "a mail program's own flag": (
        "Email,newsletter_subscribed,mailchimp_woocommerce_is_subscribed\nok1@x.example,1,1\nok2@x.example,,1\n"
        "no@x.example,,0\n",
        ["no"],
    ),
    "two questions with a date": (
        "Email,Email consent,Consent date,Marketing consent\nok1@x.example,yes,2026-01-02,yes\n"
        "ok2@x.example,yes,2026-01-02,\nno@x.example,yes,2026-01-02,no\n",
        ["no"],
    ),
    "a status in Polish": (
        "E-mail;Newsletter;Status\nok1@x.example;tak;Aktywny\nok2@x.example;tak;Aktywny\n"
        "no@x.example;tak;Wypisany\n", ["no"]),
    "a status alone, of few who left": (
        "E-mail;Status\nok1@x.example;Aktywny\nok2@x.example;Aktywny\nno@x.example;Zrezygnował\n"
        + "".join(f"p{one}@y.example;Zainteresowany {one}\n" for one in range(30)),
        ["no"],
    ),
    "a status in Czech": (
        "E-mail;Stav\nok1@x.example;Aktivní\nok2@x.example;Aktivní\n"
        "no@x.example;Neaktivní\nq@x.example;Odhlášen\n", ["no"]),
    "a hard bounce in Polish": (
        "E-mail;Status\nok1@x.example;Aktywny\nok2@x.example;Aktywny\n"
        "no@x.example;Odbija twardo\n", ["no"]),
    "a status in numbers": (
        "Email,First Name,Status,Subscriber IP\nok1@x.example,A,1,1.2.3.4\nok2@x.example,B,1,1.2.3.4\n"
        "no@x.example,C,2,1.2.3.4\n",
        ["no"],
    ),
    "a status of an order": (
        "Email,Last order status\nok1@x.example,Sent\nok2@x.example,Complaint\n"
        "no@x.example,Sent\n", []),
    "bounces counted": ("Email,Taux de rebond\nok1@x.example,12\nok2@x.example,3\nno@x.example,4\n", []),
}  # fmt: skip


@pytest.mark.parametrize("name", LATER)
def test_a_file_that_comes_after_a_yes_closes_whom_it_should_and_nobody_else(project: Project, name: str) -> None:
    text, gone = LATER[name]
    everybody = [f"{one}@x.example" for one in ("no", "ok1", "ok2")]
    _bring_in(project, [("Email,Email consent\n" + "".join(f"{one},yes\n" for one in everybody), "profiles")])
    _bring_in(project, [(text, "profiles")])
    assert _mailed(project) == [one for one in everybody if one.partition("@")[0] not in gone]
