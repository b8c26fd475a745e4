"""Answers that nobody takes for such are asked about before a file comes in."""

from collections.abc import Callable
from pathlib import Path

import pytest

from app import ingest
from app.project import Project

Write = Callable[[str, str], Path]

HUNGARIAN = """E-mail cím;Név;Ajánlatok kérése
a@shop.example;Anna;kérem
b@shop.example;Béla;mellőzöm
c@shop.example;Csaba;kérem
d@shop.example;Dóra;mellőzöm
"""
CATALAN = """Correu;Nom;Vol ofertes?
a@shop.example;Anna;accepto
b@shop.example;Berta;no
c@shop.example;Carla;no accepto
d@shop.example;Dora;accepto
"""


def _asked(report: ingest.ImportReport) -> list[tuple[str, str]]:
    return [(note.level, note.text) for note in report.warnings if "who may be emailed" in note.text]


@pytest.mark.parametrize(
    ("text", "header", "word"), [(HUNGARIAN, "Ajánlatok kérése", "mellőzöm"), (CATALAN, "Vol ofertes?", "no accepto")]
)
def test_a_question_in_a_language_that_nobody_knows_is_asked_of(
    project: Project, write: Write, text: str, header: str, word: str
) -> None:
    report = ingest.dry_run(project, write("list.csv", text), "profiles")
    ((level, said),) = _asked(report)
    assert level == "yellow"
    assert f"“{header}” is answered with" in said
    assert f"“{word}”" in said
    plan = ingest.plan(project, write("list.csv", text))
    (column,) = [one for one in plan.columns if one.header == header]
    assert column.state() == "doubtful"
    assert "choose Consent to email" in column.doubt


def test_where_silence_is_consent_it_is_said_in_red(project: Project, write: Write) -> None:
    project.change_settings({"unknown_is_consent": True})
    ((level, said),) = _asked(ingest.dry_run(project, write("list.csv", HUNGARIAN), "profiles"))
    assert level == "red"
    assert "a no in it stops nobody" in said


def test_what_was_decided_with_one_file_is_not_asked_of_the_next(project: Project, write: Write) -> None:
    columns = '{"Ajánlatok kérése": {"to": "consent:email"}}'
    stated = ingest.read_mapping(write("map.json", f'{{"version": 1, "kind": "profiles", "columns": {columns}}}'))
    path = write("list.csv", HUNGARIAN)
    assert not _asked(ingest.dry_run(project, path, "profiles", stated))
    ingest.run_import(project, path, "profiles")
    more = write("next.csv", HUNGARIAN + "e@shop.example;Éva;kérem\n")
    assert not _asked(ingest.dry_run(project, more, "profiles"))
    assert all(column.state() != "doubtful" for column in ingest.plan(project, more).columns)


@pytest.mark.parametrize(
    "columns",
    [
        "Newsletter,VIP\na@x.de,yes,no\nb@x.de,no,no\nc@x.de,yes,yes\nd@x.de,yes,no\n",
        "Unsubscribed,VIP\na@x.de,yes,no\nb@x.de,no,no\nc@x.de,yes,yes\nd@x.de,yes,no\n",
        "SMS opt-in,Town\na@x.de,yes,Rye\nb@x.de,no,Rye\nc@x.de,yes,Bex\nd@x.de,yes,Rye\n",
        "Groesse,Farbe\na@x.de,38,rot\nb@x.de,39,blau\nc@x.de,38,rot\nd@x.de,39,rot\n",
    ],
)
def test_nothing_is_asked_where_the_file_says_who_or_where_nothing_is_answered(
    project: Project, write: Write, columns: str
) -> None:
    assert not _asked(ingest.dry_run(project, write("list.csv", f"Email,{columns}"), "profiles"))


def test_a_file_that_names_nobody_is_asked_one_question(project: Project, write: Write) -> None:
    path = write("things.csv", "code,colour\n1A,red\n2B,blue\n3C,red\n4D,blue\n")
    assert not _asked(ingest.dry_run(project, path, "profiles"))
    assert not ingest.plan(project, path, "profiles").unheard
