"""A row of a file in words: people, and who did what when."""

from pathlib import Path

import pytest

from app.domain.progress import SILENT
from app.ingest import Readings
from app.project import Project
from ui.panes.data import arrival_words, overview
from ui.panes.data.arrival_words import Line


@pytest.fixture
def look(tmp_path: Path, qapp):
    """Looks at a text as the wizard does."""
    with Project.create(tmp_path / "a.quill", clock="2025-01-01", timezone="Europe/London") as project:

        def see(text: str) -> overview.Look:
            (tmp_path / "a.csv").write_text(text, "utf-8")
            return overview.look(project, tmp_path / "a.csv", None, SILENT, Readings())

        yield see


def test_a_person_is_told_by_name_consent_tags_and_some_fields(look) -> None:
    seen = look(
        "Email,First name,City,Tags,Opt in,A,B,C,D,E,F\n"
        "ann@x.de,Ann,Bonn,vip,yes,1,2,3,4,5,6\nbob.ray@x.de,,,,no,,,,,,\n"
    )
    assert arrival_words.caption(seen) == "As they will arrive"
    ann, bob = arrival_words.told(seen)
    assert (ann.name, ann.title, ann.quiet, ann.more, ann.line) == ("Ann", "Ann", "ann@x.de", 2, 2)
    assert ann.lines[0] == Line("Email consent", "yes", "good")
    assert [line.label for line in ann.lines[1:4]] == ["Tags", "City", "A"]
    assert (bob.title, bob.name) == ("bob.ray@x.de", "bob ray"), "the letters of an address stand for a name"
    assert bob.lines == (Line("Email consent", "no", "bad"),)


def test_of_a_file_that_cannot_come_in_nobody_arrives(look) -> None:
    assert arrival_words.told(look("Ref,Town\nA-17,Leeds\n")) == []


def test_of_an_order_it_is_who_did_what_when(look) -> None:
    seen = look("Order ID,Email,Order date,SKU,Quantity,Price\n7,ann@x.de,2024-05-01 10:00,MUG,2,4.50\n")
    assert arrival_words.caption(seen) == "Who did what"
    (row,) = arrival_words.told(seen)
    assert row.title == "ann@x.de"
    assert [line.value for line in row.lines[:2]] == ["Ordered product", "1 May 2024 10:00"]
    assert {line.label: line.value for line in row.lines}["Order number"] == "7"
