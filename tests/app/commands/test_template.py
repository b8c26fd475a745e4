"""The template commands, from a file to what each person gets, on a small project of five people."""

import io
import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert

from app import command_line
from app.audience import segments
from app.domain.names import fold
from app.project import Change, Project
from app.template import store
from storage.file import models

BODY = """<html><body><style>p { margin: 0 }</style>
<p>Hi {{ first_name | default('there') }},</p>
{% if loyalty_tier == 'Gold' %}<p>Gold in {{ city }}</p>{% else %}<p>Join the club</p>{% endif %}
<a href="{{ unsubscribe_url }}">No more</a> {{ sender.address }}</body></html>
"""
SENDER = {"from_name": "Shop", "from_address": "a@s.example", "postal_address": "1 Quay"}
PEOPLE: list[dict[str, Any]] = [
    {"email": "ann@x.example", "first_name": "Ann", "city": "Leeds", "loyalty_tier": "Gold"},
    {"email": "bob@x.example", "first_name": "Bob & Co", "loyalty_tier": "Gold"},
    {"email": "cy@x.example", "city": "York"},
    {"email": "Dee@x.example", "first_name": "{{ x }}", "city": "York", "loyalty_tier": "Silver"},
    {"email": "n/a", "first_name": "Nobody"},
]


def run(*arguments: object) -> tuple[int, Any, str]:
    out, err = io.StringIO(), io.StringIO()
    status = command_line.run([*map(str, arguments), "--json"], out, err)
    return status, json.loads(out.getvalue()) if out.getvalue() else None, err.getvalue()


@pytest.fixture
def project(tmp_path: Path) -> Path:
    path = tmp_path / "shop.quill"
    with Project.create(path, clock="2024-05-01") as made:
        made.change_settings(
            {"sender": {"from_name": "Shop", "from_address": "a@s.example", "postal_address": "1 Quay"}}
        )
        with made.write("Five people", {Change.PROFILES}) as connection:
            for name in ("email", "first_name", "city", "loyalty_tier"):
                kept = {"name": name, "label": name, "type": "text", "source": "test", "own": False}
                connection.execute(insert(models.trait).values(kept))
            for number, person in enumerate(PEOPLE, 1):
                _add(connection, number, person)
    (tmp_path / "body.html").write_text(BODY, "utf-8")
    status, _, err = run(
        "template", "save", path, "Spring", "--body", tmp_path / "body.html", "--subject", "For {{ FirstName }}"
    )
    assert (status, err) == (0, "")
    return path


def _add(connection: Any, number: int, person: dict[str, Any]) -> None:
    email = str(person["email"])
    key, mailable = (fold(email), True) if "@" in email else (f"customer_id:{number}", False)
    row = {"id": number, "key": key, "email": email, "mailable": mailable, "traits": person, "created_batch": 1}
    connection.execute(insert(models.profile).values(row))
    if mailable:
        known = {"profile_id": number, "kind": "email", "value": key, "original": email, "link_id": number}
        connection.execute(insert(models.identifier).values(known))


def test_saving_says_which_fields_and_what_to_mend(project: Path, tmp_path: Path) -> None:
    body = tmp_path / "other.html"
    body.write_text("<p>{{ FNAME }} {{ ciyt }}</p>", "utf-8")
    status, answer, _ = run("template", "save", project, "Other", "--body", body, "--preheader", "{{ city }}")
    assert status == 0
    assert (answer["name"], answer["fields"]) == ("Other", ["city", "first_name", "ciyt"])
    assert any("did you mean “city”" in warning for warning in answer["warnings"])
    assert any("unsubscribe" in warning for warning in answer["warnings"])
    assert [each["name"] for each in run("template", "list", project)[1]] == ["Other", "Spring"]
    shown = run("template", "show", project, "spring")[1]
    assert (shown["body"], shown["subject"]) == (BODY, "For {{ FirstName }}")


def test_what_cannot_be_read_is_not_kept(project: Path, tmp_path: Path) -> None:
    body = tmp_path / "broken.html"
    body.write_text("a\n{% if %}", "utf-8")
    status, answer, err = run("template", "save", project, "Broken", "--body", body)
    assert (status, answer) == (1, None)
    assert err.startswith("quillwork: body, line 2, column 1: ")
    assert run("template", "show", project, "Broken")[0] == 1
    assert run("template", "save", project, "X", "--body", body, "--language", "liquid")[0] == 1
    assert run("template", "save", project, "X", "--body", tmp_path / "none.html")[0] == 1


def test_one_person_gets_exactly_this(project: Path) -> None:
    status, made, err = run("template", "render", project, "Spring", "--for", "bob@x.example")
    assert (status, err) == (0, "")
    assert made["subject"] == "For Bob & Co"
    assert '<p style="margin: 0;">Hi Bob &amp; Co,</p>' in made["html"]
    assert '<p style="margin: 0;">Gold in </p>' in made["html"]
    assert made["text"] == "Hi Bob & Co,\n\nGold in\n\nNo more (#unsubscribe) 1 Quay\n".replace("in\n", "in \n")
    assert made["fallbacks"] == [{"field": "city", "instead": "", "where": "html", "line": 3}]
    there = run("template", "render", project, "Spring", "--for", "CY@x.example")[1]
    assert {"field": "first_name", "instead": "there", "where": "html", "line": 2} in there["fallbacks"]
    assert run("template", "render", project, "Spring", "--for", "zoe@x.example")[0] == 1


def test_everybody_with_an_address_gets_a_file(project: Path, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    status, answer, _ = run("template", "render", project, "Spring", "--out", folder)
    assert (status, answer["recipients"]) == (0, 4)
    names = ["ann%40x.example.html", "bob%40x.example.html", "cy%40x.example.html", "dee%40x.example.html"]
    assert sorted(each.name for each in folder.glob("*.html")) == names
    assert all("{{" not in each.read_text("utf-8") for each in folder.iterdir())
    one = run("template", "render", project, "Spring", "--for", "ann@x.example")[1]["html"]
    assert (folder / names[0]).read_text("utf-8") == one
    assert run("template", "render", project, "Spring", "--out", folder)[0] == 1
    assert sorted(each.name for each in tmp_path.iterdir() if each.name.startswith(".out")) == []


def test_the_check_says_who_gets_what_wrong(project: Path) -> None:
    status, answer, _ = run("template", "check", project, "Spring")
    assert status == 0
    assert answer["recipients"] == 4
    found = {(each["code"], each["where"], each["line"]): each for each in answer["findings"]}
    assert found["missing-value", "html", 3]["recipients"] == 1
    assert found["missing-value", "html", 3]["example"] == "bob@x.example"
    assert found["missing-value", "subject", 1]["example"] == "cy@x.example"
    assert found["alias", "subject", 1]["severity"] == "warning"
    assert (answer["errors"], answer["warnings"]) == (0, len(found))


def test_compiling_writes_the_files_and_names_the_columns(project: Path, tmp_path: Path) -> None:
    folder = tmp_path / "klaviyo"
    status, answer, _ = run("template", "compile", project, "Spring", "--esp", "klaviyo", "--out", folder)
    assert (status, answer["esp"], answer["unsupported"]) == (0, "klaviyo", [])
    assert sorted(answer["files"]) == sorted(each.name for each in folder.iterdir())
    html = (folder / "template.html").read_text("utf-8")
    assert "Hi {{ first_name|default:'there' }}," in html
    assert "{% if person.loyalty_tier == 'Gold' %}" in html
    assert '<a href="{% unsubscribe_link %}">No more</a> 1 Quay' in html
    assert [each["header"] for each in answer["columns"]] == ["First Name", "loyalty_tier", "city"]
    assert answer["computed_columns"] == []
    status, _, err = run("template", "compile", project, "Spring", "--esp", "pigeon", "--out", tmp_path / "p")
    assert (status, err.count("\n")) == (1, 1)
    assert not (tmp_path / "p").exists()


def test_a_segment_is_rendered_and_checked_alone(project: Path, tmp_path: Path) -> None:
    with Project.open(project) as opened:
        segments.save(opened, "Gold", {"trait": "loyalty_tier", "op": "is", "value": "Gold"})
    status, answer, _ = run("template", "render", project, "Spring", "--segment", "Gold", "--out", tmp_path / "gold")
    assert (status, answer["recipients"]) == (0, 2)
    lines = [json.loads(line) for line in (tmp_path / "gold" / answer["index"]).read_text("utf-8").splitlines()]
    assert len(lines) == 2
    for line in lines:
        one = run("template", "render", project, "Spring", "--for", line["key"])[1]
        assert (tmp_path / "gold" / line["html"]).read_text("utf-8") == one["html"]
        assert line == one | {"html": line["html"]}
    assert answer["fallbacks"] == Counter(each["field"] for line in lines for each in line["fallbacks"])
    found = run("template", "check", project, "Spring", "--segment", "Gold")[1]
    assert found["recipients"] == 2
    assert "unreached-branch" in {each["code"] for each in found["findings"]}


def test_a_deleted_template_is_gone(project: Path) -> None:
    assert run("template", "delete", project, "SPRING")[1] == {"deleted": "Spring"}
    assert run("template", "list", project)[1] == []


def test_the_census_tells_how_many_emails_there_are(project: Path) -> None:
    status, found, err = run("template", "census", project, "Spring")
    assert (status, err) == (0, "")
    assert (found["recipients"], found["kinds"], found["others"]) == (4, 2, 0)
    assert [(one["recipients"], one["stand_ins"], one["example"]) for one in found["emails"]] == [
        (2, 0, "ann@x.example"),
        (2, 1, "cy@x.example"),
    ]
    assert found["emails"][0]["turns"] == [{"where": "html", "line": 3, "way": "“loyalty_tier == 'Gold'”"}]
    assert found["unreached"] == []
    assert {one["key"] for one in found["worst"]} <= {"ann@x.example", "bob@x.example",
                                                      "cy@x.example", "dee@x.example"}  # fmt: skip


def test_a_template_is_converted_into_another_language_and_says_the_same(project: Path) -> None:
    before = run("template", "render", project, "Spring", "--for", "ann@x.example")[1]
    for number, language in enumerate(("liquid", "handlebars", "jinja"), 2):
        status, made, err = run("template", "convert", project, "Spring", "--to", language)
        assert (status, err) == (0, "")
        assert (made["name"], made["version"], made["language"]) == ("Spring", number, language)
        assert made["not_converted"] == []
        after = run("template", "render", project, "Spring", "--for", "ann@x.example")[1]
        assert (after["subject"], after["html"], after["text"]) == (before["subject"], before["html"], before["text"])
    with Project.open(project) as opened:
        assert [kept.language for kept, _ in store.versions(opened, "Spring")] == [
            "jinja", "handlebars", "liquid", "jinja",
        ]  # fmt: skip


def test_a_template_of_an_esp_is_brought_over_and_what_cannot_be_is_told(project: Path, tmp_path: Path) -> None:
    (tmp_path / "mc.html").write_text("<p>Hi *|FNAME|*</p>\n<p>*|RSSITEMS:|*</p>\n<a href='*|UNSUB|*'>Bye</a>", "utf-8")
    run("template", "save", project, "Theirs", "--body", tmp_path / "mc.html", "--subject", "*|IF:FNAME|*A*|END:IF|*")
    status, made, _ = run("template", "convert", project, "Theirs", "--to", "liquid", "--as", "Ours")
    assert status == 0
    assert (made["name"], made["was"], made["language"]) == ("Ours", "Mailchimp", "liquid")
    assert made["not_converted"] == ["html line 2: “*|RSSITEMS:|*” has no counterpart, and stays as it is"]
    shown = run("template", "render", project, "Ours", "--for", "ann@x.example")[1]
    assert shown["subject"] == "A"
    assert "Hi Ann" in shown["html"]
    assert run("template", "show", project, "Theirs")[1]["language"] == "jinja"


@pytest.mark.parametrize(
    ("language", "source"),
    [
        ("liquid", "{% if loyalty_tier == 'Gold' %}<p>Gold in {{ city | default: 'town' | upcase }}</p>{% endif %}"),
        ("handlebars", '{{#if (eq loyalty_tier "Gold")}}<p>Gold in {{upper (default city "town")}}</p>{{/if}}'),
    ],
)
def test_each_language_is_kept_checked_rendered_and_compiled(
    project: Path, tmp_path: Path, language: str, source: str
) -> None:
    (tmp_path / "own.html").write_text(source + "<a href='{{ unsubscribe_url }}'>Bye</a>", "utf-8")
    words = ("--body", tmp_path / "own.html", "--language", language, "--subject", "For {{ FirstName }}")
    assert run("template", "save", project, "Own", *words)[1]["fields"] == [
        "first_name", "loyalty_tier", "city", "unsubscribe_url",
    ]  # fmt: skip
    assert "Gold in LEEDS" in run("template", "render", project, "Own", "--for", "ann@x.example")[1]["html"]
    assert run("template", "check", project, "Own")[1]["recipients"] == 4
    made = run("template", "compile", project, "Own", "--esp", "klaviyo", "--out", tmp_path / "out")[1]
    assert made["unsupported"] == []
    assert "{% if " in (tmp_path / "out" / "template.html").read_text("utf-8")
