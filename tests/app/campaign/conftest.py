"""A small club with every kind of person that a campaign has to tell apart, kept in a real project."""

import csv
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy import insert

from app.project import Change, Project
from app.template import store
from app.template.prepared_template import Template
from storage.file import models
from tests.copies import copy_of

NOW = "2026-03-01T12:00:00"
DAY = 86_400_000_000
US = 1_772_366_400_000_000  # NOW in UTC
TRAITS = {
    "email": "text",
    "first_name": "text",
    "last_name": "text",
    "city": "text",
    "loyalty_tier": "text",
    "signed_up_at": "datetime",
    "birth_date": "date",
    "shoe_size": "number",
    "newsletter": "boolean",
    "interests": "list",
}
NAMES = [
    "Zoë",
    "",
    "=cmd|' /C calc'!A0",
    "O'Neil",
    "{{ first_name }}",
    "李",
    "*|FNAME|*",
    "<b>Tom</b>",
    "+1+1",
    "Łukasz",
]
GRANTED = [("email", None, "granted", US - 30 * DAY)]
ODD: dict[int, dict[str, Any]] = {
    1: {"email": None, "mailable": False},
    2: {"email": None, "mailable": False, "said": "p2 at example"},
    3: {"consents": []},
    4: {"consents": [*GRANTED, ("email", None, "withdrawn", US + 10 * DAY)]},  # after any as_of: counts all the same
    5: {"consents": [("email", None, "denied", US - DAY)]},
    6: {"consents": [("email", None, "pending", US - DAY)]},
    7: {"suppressed": "unsubscribed"},
    8: {"suppressed": "complained"},
    9: {"consents": [("sms", None, "granted", US - DAY)]},
    10: {"email": "P11@EXAMPLE.com", "identifier": False},  # the address of the next person, in capitals
    12: {"consents": [*GRANTED, ("email", "news", "withdrawn", US - DAY)]},
    13: {"consents": [("email", "news", "granted", US - DAY)]},
    14: {"consents": [("email", "news", "granted", US - DAY), ("email", None, "denied", US - 2 * DAY)]},
    15: {"consents": [("email", "news", "granted", US - 3 * DAY), ("email", None, "denied", US - 2 * DAY)]},
}
SEGMENTS = {
    "Everyone": {"all": []},
    "Even": {"trait": "shoe_size", "op": "is_set"},
    "Londoners": {"trait": "city", "op": "is", "value": "London"},
    "Nobody": {"any": []},
}
BODY = """<html><body>
<p>Hi {{ first_name | default('there', true) }},</p>
{% if loyalty_tier == 'Gold' %}<p>Gold for {{ city | upper }}</p>{% else %}<p>Size {{ shoe_size }}</p>{% endif %}
{% for one in interests %}<i>{{ one }}</i>{% endfor %}
<p><a href="https://shop.example/x">Shop</a> <a href="{{ unsubscribe_url }}">Unsubscribe</a> {{ sender.address }}</p>
</body></html>"""
PLAN = {
    "version": 1,
    "include": ["Everyone"],
    "template": "Spring",
    "esp": "generic",
    "columns": [
        "email",
        "first_name",
        "city",
        "signed_up_at",
        "birth_date",
        "shoe_size",
        "newsletter",
        "interests",
        "key",
    ],
    "html": "all",
}


def person(number: int) -> dict[str, Any]:
    """The person of that number; keys are not in the order of the numbers."""
    traits: dict[str, Any] = {
        "city": ["London", "Paris", "Zürich"][number % 3],
        "interests": ["Tea", "=Bags"][: number % 3],
    }
    traits |= {"loyalty_tier": "Gold" if number % 4 == 0 else "Silver", "newsletter": number % 2 == 0}
    if NAMES[number % 10]:
        traits["first_name"] = NAMES[number % 10]
    if number % 2 == 0:
        traits |= {"shoe_size": 36 + number / 4, "birth_date": 7_000 + number, "signed_up_at": US - number * DAY}
    plain = {"id": number, "key": f"customer_id:{500 - number}", "email": f"p{number}@example.com", "mailable": True}
    if "said" in ODD.get(number, {}):
        traits["email"] = ODD[number]["said"]
    return plain | {"traits": traits, "consents": GRANTED, "suppressed": None, "identifier": True} | ODD.get(number, {})


@pytest.fixture(scope="session")
def people() -> list[dict[str, Any]]:
    """Everyone in the club, as plain rows."""
    return [person(number) for number in range(1, 81)]


def _fill(project: Project, people: list[dict[str, Any]]) -> None:
    own = [{"name": name, "label": name, "type": kind, "own": False} for name, kind in TRAITS.items()]
    profiles = [
        {key: one[key] for key in ("id", "key", "email", "mailable", "traits")} | {"created_batch": 1} for one in people
    ]
    addressed = [one for one in people if one["email"] and one["mailable"] and one["identifier"]]
    base = {"link_id": 1, "original": ""}
    ids = [base | {"profile_id": one["id"], "kind": "email", "value": one["email"].casefold()} for one in addressed]
    ids += [base | {"profile_id": one["id"], "kind": "customer_id", "value": one["key"][12:]} for one in people]
    rows = [
        {"link_id": 1, "profile_id": one["id"], "batch_id": 1, "row": one["id"], "effective_at": US - 400 * DAY}
        | {"mode": "update", "traits": one["traits"]}
        for one in people
    ]
    consents = [
        {"profile_id": one["id"], "channel": channel, "topic": topic, "status": status, "at": at}
        for one in people
        for channel, topic, status, at in one["consents"]
    ]
    listed = [(one["email"], one["suppressed"]) for one in people if one["suppressed"]] + [
        ("gone@example.com", "bounced")
    ]
    segments = [
        {"name": name, "name_folded": name.casefold(), "rule": rule, "position": number, "content": False}
        | {"created_at": US, "changed_at": US}
        for number, (name, rule) in enumerate(SEGMENTS.items())
    ]
    with project.write("Made a club", set(Change)) as connection:
        for table, found in (
            (models.trait, own),
            (models.profile, profiles),
            (models.identifier, ids),
            (models.profile_row, rows),
            (models.consent, consents),
            (models.suppression, [{"channel": "email", "address": a, "reason": r, "at": US} for a, r in listed]),
            (models.segment, segments),
        ):
            connection.execute(insert(table), found)


SENDER = {"from_name": "The Club", "from_address": "hello@club.example", "postal_address": "1 High Street, Leeds"}


@pytest.fixture(scope="session")
def club_file(tmp_path_factory: pytest.TempPathFactory, people: list[dict[str, Any]]) -> Path:
    """The club's project file: segments, a template “Spring”, the sender. Nobody may change it."""
    path = tmp_path_factory.mktemp("club") / "club.quill"
    with Project.create(path, name="The club", timezone="Europe/London", clock=NOW) as project:
        _fill(project, people)
        project.change_settings({"sender": SENDER})
        subject = "Spring is here, {{ first_name | default('you', true) }}"
        store.save(project, Template("Spring", subject, "Tea", BODY))
    return path


@pytest.fixture
def club(tmp_path: Path, club_file: Path) -> Iterator[Project]:
    """A club of one's own."""
    with Project.open(copy_of(club_file, tmp_path)) as project:
        yield project


@pytest.fixture
def plan() -> dict[str, Any]:
    """A plan for the whole club; a copy, to be changed."""
    return json.loads(json.dumps(PLAN))


@pytest.fixture(scope="session")
def recipients(people: list[dict[str, Any]]) -> SimpleNamespace:
    """Who must be left, worked out from the rows alone: without a topic, and for the topic “news”."""
    # Of 10 and 11, who have one address, the first in key order stays: customer_id:489, which is 11.
    out = set(range(1, 11))
    keys = {one["id"]: one["key"] for one in people}
    plain = [one["id"] for one in people if one["id"] not in out | {12, 14, 15}]
    news = [13]  # a yes to one topic undoes no refusal of all
    return SimpleNamespace(
        plain=[keys[number] for number in sorted(plain, key=lambda one: keys[one])],
        news=[keys[number] for number in sorted(news, key=lambda one: keys[one])],
    )


@pytest.fixture(scope="session")
def child(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Runs Python code in a process of its own; compiled modules are kept between such runs, which many need."""
    kept = tmp_path_factory.mktemp("compiled")
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environment["PYTHONPYCACHEPREFIX"] = str(kept)

    def run(code: str, *words: object) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-c", code, *map(str, words)]
        return subprocess.run(command, capture_output=True, text=True, check=False, env=environment)

    return run


@pytest.fixture(scope="session")
def read_csv() -> Callable[[Path], list[dict[str, str]]]:
    """Reads a CSV as rows by header."""

    def read(path: Path) -> list[dict[str, str]]:
        with path.open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    return read
