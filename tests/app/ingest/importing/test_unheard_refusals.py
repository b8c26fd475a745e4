"""A refusal that nobody hears beside a consent that was heard is asked about before a file comes in."""

from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from app import ingest
from app.project import Project
from storage.file import models
from tests.app.ingest.conftest import Rows

Write = Callable[[str, str], Path]
CONSENTS = ("yes", "no", "yes", "yes")


def _file(header: str, cells: Iterable[str]) -> str:
    rows = [f"{name}@x.example,{consent},{cell}" for name, consent, cell in zip("abcd", CONSENTS, cells, strict=True)]
    return "\n".join([f"Email,Newsletter,{header}", *rows, ""])


def _asked(project: Project, path: Path) -> list[tuple[str, str, tuple[int, ...]]]:
    report = ingest.dry_run(project, path, "profiles")
    return [(note.level, note.text, note.lines) for note in report.warnings if "may say who must not" in note.text]


@pytest.mark.parametrize(
    ("header", "cells", "lines"),
    [
        ("Refuses everything", ("no", "no", "yes", "no"), (4,)),
        ("Einspruch liegt vor?!", ("nein", "ja", "nein", "ja"), (5,)),
        ("Objection was recorded", ("1", "0", "", ""), (2,)),
        ("Mailshot", ("yes", "no", "no", ""), (4,)),
        ("Không làm phiền", ("có", "khong", "có", "khong"), (2, 4)),
        ("Yhteydenotto sopii", ("sopii", "eipä", "sopii", "eipä"), (2, 4, 5)),
    ],
)
def test_a_no_beside_a_consent_is_told_in_red_with_its_rows(
    project: Project, write: Write, header: str, cells: tuple[str, ...], lines: tuple[int, ...]
) -> None:
    ((level, text, told),) = _asked(project, write("list.csv", _file(header, cells)))
    assert level == "red"
    assert text.startswith(f"“{header}” (")
    assert "nothing is taken from it" in text
    assert told == lines


def test_strange_words_below_a_word_of_refusing_are_told_of_few_rows_too(project: Project, write: Write) -> None:
    text = "Email,Newsletter,Refuses it\na@x.example,yes,zut\nb@x.example,yes,bof\n"
    ((level, _, lines),) = _asked(project, write("list.csv", text))
    assert (level, lines) == ("red", (2, 3))


def test_a_header_in_letters_that_nobody_reads_is_asked_with_both_ways(project: Project, write: Write) -> None:
    ((level, text, _),) = _asked(project, write("list.csv", _file("უარი", ("yes", "no", "no", "no"))))
    assert level == "red"
    assert "with the format states if a no is one" in text


def test_where_none_of_them_agreed_it_is_told_in_yellow_and_in_the_wizard(project: Project, write: Write) -> None:
    path = write("list.csv", _file("Refuses everything", ("no", "yes", "no", "no")))
    ((level, text, _),) = _asked(project, path)
    assert level == "yellow"
    assert "choose Do not email for it" in text
    (column,) = [one for one in ingest.plan(project, path).columns if one.header == "Refuses everything"]
    assert column.state() == "doubtful"
    assert "may say who must not be emailed" in column.doubt


def test_what_was_mapped_or_decided_is_not_asked_again(project: Project, write: Write) -> None:
    path = write("list.csv", _file("Refuses everything", ("no", "yes", "yes", "no")))
    columns = '{"Refuses everything": {"to": "suppressed:email"}}'
    stated = ingest.read_mapping(write("map.json", f'{{"version": 1, "kind": "profiles", "columns": {columns}}}'))
    assert not [note for note in ingest.dry_run(project, path, "profiles", stated).warnings if "may say" in note.text]
    ingest.run_import(project, path, "profiles")
    assert not _asked(project, write("next.csv", _file("Refuses everything", ("no", "no", "yes", "yes"))))


def test_the_way_that_is_named_for_a_column_of_noes_closes_them(project: Project, write: Write, rows: Rows) -> None:
    path = write("list.csv", _file("Mailshot", ("yes", "no", "no", "yes")))
    ((_, text, _),) = _asked(project, path)
    assert "suppressed:email with the format states" in text
    columns = '{"Mailshot": {"to": "suppressed:email", "format": "states"}}'
    stated = ingest.read_mapping(write("map.json", f'{{"version": 1, "kind": "profiles", "columns": {columns}}}'))
    ingest.run_import(project, path, "profiles", stated)
    said = {row["address"][0]: row["status"] for row in rows(project, models.consent)}
    assert said == {"a": "granted", "b": "denied", "c": "denied", "d": "granted"}


@pytest.mark.parametrize(
    ("header", "cells"),
    [
        *[(one, ("yes", "no", "no", "yes")) for one in ("VIP", "Has children", "Accepts terms", "Tax exempt")],
        *[(one, ("yes", "no", "no", "yes")) for one in ("SMS opt-in", "Accepts returns", "Non-profit", "No show")],
        ("Marketing source", ("web", "shop", "web", "shop")),
        ("Marketing mails until", ("2024-01-01", "2024-01-02", "2024-01-03", "2024-01-04")),
        ("Email of a friend", ("a@y.example", "b@y.example", "", "")),
        ("Contact emails in all", ("3", "4", "3", "4")),
        ("Contacted by", ("Ann Lee", "Bob May", "Cid Roe", "Dan Oak")),
    ],
)
def test_what_is_no_wish_is_not_asked_about(
    project: Project, write: Write, header: str, cells: tuple[str, ...]
) -> None:
    assert not _asked(project, write("list.csv", _file(header, cells)))


def test_letters_beside_emails_are_no_refusal_of_emails(project: Project, write: Write) -> None:
    text = "Email,Do not allow Emails,Do not allow Mails\n" + "".join(
        f"{one}@x.example,Allow,{said}\n" for one, said in zip("abcd", ("Allow", "Do Not Allow") * 2, strict=True)
    )
    assert not _asked(project, write("list.csv", text))
