"""Klaviyo's export proven by Django: each row of the CSV, put into the compiled template, gives that person's email."""

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote

import django
import pytest
from django.conf import settings
from django.template import Context, Engine, Library
from django.template import Template as DjangoTemplate
from sqlalchemy import update

from app import campaign
from app.project import Change, Project
from app.template import store as templates
from app.template.prepared_template import Template
from storage.file import models

LINKS = {
    "unsubscribe_link": "#unsubscribe",
    "manage_preferences_link": "#preferences",
    "web_view_link": "#view-in-browser",
}
RICH = """<p>Dear {{ first_name | default('friend') }} {{ last_name }} of {{ city | upper }},</p>
{% if loyalty_tier == 'Gold' and city %}<b>{{ shoe_size * 2 }}</b>
{% elif newsletter %}{{ birth_date }}{% else %}-{% endif %}
<ul>{% for one in interests %}<li>{{ loop.index }} {{ one | title }}</li>{% else %}none{% endfor %}</ul>
{% set size = shoe_size | default(1) %}{{ size + 1 }} {{ signed_up_at }} {{ campaign }}
<a href="{{ unsubscribe_url }}">x</a> {{ sender.address }}"""


@pytest.fixture(scope="module")
def render() -> Callable[[str, dict[str, str]], str]:
    """Klaviyo's rendering of a template for one row of the contacts file."""
    if not settings.configured:
        settings.configure(USE_I18N=False, USE_TZ=False)
        django.setup()
    library = Library()
    for name, link in LINKS.items():
        library.simple_tag(lambda link=link: link, name=name)
    library.filter("lookup", lambda person, name: person.get(name, ""))
    engine = Engine()
    engine.template_builtins.append(library)

    def one(source: str, row: dict[str, str]) -> str:
        filled = {name: value for name, value in row.items() if value}
        own = {"first_name": "First Name", "last_name": "Last Name", "email": "Email"}
        bound = {name: row[header] for name, header in own.items() if row.get(header)}
        return str(DjangoTemplate(source, engine=engine).render(Context({**bound, "person": filled})))

    return one


def assert_equal(folder: Path, render: Callable[[str, dict[str, str]], str]) -> int:
    """Every row against its email, by its own variant's template; how many there are."""
    count = 0
    with (folder / "contacts.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            source = (folder / f"template-{row['variant']}.html").read_bytes().decode()
            email = (folder / "html" / f"{quote(row['key'], safe='')}.html").read_bytes().decode()
            assert render(source, row) == email, ascii(row)
            count += 1
    return count


def two(plan: dict[str, Any], other: str) -> dict[str, Any]:
    arms = [{"name": "A", "share": 0.5}, {"name": "B", "share": 0.5, "template": other, "preheader": "{{ city }}!"}]
    return plan | {"esp": "klaviyo", "variants": arms}


def test_django_gives_every_recipient_their_email(
    club: Project, plan: dict[str, Any], tmp_path: Path, render: Callable[[str, dict[str, str]], str]
) -> None:
    templates.save(club, Template("Rich", "{{ city }}", "", RICH))
    campaign.save(club, "All", two(plan, "Rich"))
    done = campaign.export(club, "All", tmp_path / "out")
    assert assert_equal(tmp_path / "out", render) == done.verdict.recipients > 60


def test_names_made_to_break_things(
    club: Project,
    plan: dict[str, Any],
    tmp_path: Path,
    shared_data: Path,
    render: Callable[[str, dict[str, str]], str],
) -> None:
    naughty = json.loads((shared_data / "naughty_strings" / "blns.json").read_text("utf-8"))
    attacks = (shared_data / "csv_injection" / "csv-payload.txt").read_text("utf-8").splitlines()
    strings = [text for text in [*attacks, *naughty] if "\0" not in text]
    templates.save(club, Template("Rich", "{{ city }}", "", RICH))
    campaign.save(club, "All", two(plan, "Rich"))
    for start in range(0, len(strings), 68):
        given = dict(zip(range(13, 81), strings[start : start + 68], strict=False))
        with club.write("Gave them names", {Change.PROFILES}) as connection:
            for number, text in given.items():
                traits = {"first_name": text, "last_name": text[::-1], "city": text[1:], "interests": [text, text[1:]]}
                connection.execute(update(models.profile).where(models.profile.c.id == number).values(traits=traits))
        out = tmp_path / f"out{start}"
        campaign.export(club, "All", out, overrule=dict.fromkeys(["empty-greeting", "subject-blank"], "a test"))
        assert assert_equal(out, render) == 67
        for path in out.glob("*.csv"):
            with path.open(encoding="utf-8", newline="") as file:
                assert not [cell for row in csv.reader(file) for cell in row if cell[:1] in ("=", "@", "\t", "\r")]
